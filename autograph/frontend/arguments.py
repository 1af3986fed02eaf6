"""The arguments of a compiled call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograph.errors import ArgumentError
from autograph.frontend import tree
from autograph.frontend.functions import asarray
from autograph.frontend.purity import TENSORS
from autograph.frontend.tensor import Tensor

#: Types of arguments that hold no other arguments.
_PLAIN = TENSORS | {np.ndarray, bool, int, float, str, type(None)}


def opened(
    args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[Sequence[Any], Sequence[Tensor], tree.Rebuild | None]:
    """The leaves of a call's arguments, arrays as tensors; the tensors among them; and how arguments are made of leaves
    if they are not the same."""
    if not kwargs and TENSORS.issuperset(map(type, args)):
        return args, args, None
    flat = not kwargs and _PLAIN.issuperset(map(type, args))
    given, rebuild = (args, None) if flat else tree.flatten([list(args), kwargs], keep=True)
    leaves = [asarray(a) if isinstance(a, np.ndarray) else a for a in given]
    return leaves, [a for a in leaves if isinstance(a, Tensor)], rebuild


def static_part(leaf: Any) -> Any:
    """What a leaf of the arguments adds to a signature."""
    if isinstance(leaf, (Tensor, np.ndarray)):
        return Tensor
    if type(leaf).__hash__ is None:
        raise ArgumentError(
            f"an argument of type {type(leaf).__name__} cannot be part of a signature",
            hint='use retrace="always" (the default), or pass tuples, lists, dicts, dataclasses, numbers or strings',
        )
    return type(leaf), repr(leaf) if isinstance(leaf, _FLOATS) else leaf  # 0.0 and -0.0 are equal


#: A float's text tells it from all others.
_FLOATS = (float, np.floating)
