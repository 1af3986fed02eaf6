"""Indexing."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from autograph.errors import ArgumentError, DtypeError, RangeError
from autograph.frontend.apply import apply
from autograph.frontend.functions import reshape
from autograph.frontend.functions.arguments import normalized
from autograph.frontend.tensor import Tensor
from autograph.ops import movement


def getitem(x: Tensor, key: Any) -> Tensor:
    """Basic indexing with integers, slices, None and an ellipsis, as in NumPy."""
    parts = [_plain(p, x) for p in (key if isinstance(key, tuple) else (key,))]
    given = sum(p is not None and p is not Ellipsis for p in parts)
    if given > x.ndim or parts.count(Ellipsis) > 1:
        raise RangeError(f"{given} indices for {x._type}", hint="give at most one index for each axis, and one …")
    if Ellipsis not in parts:
        parts.append(Ellipsis)
    at = parts.index(Ellipsis)
    parts[at : at + 1] = [slice(None)] * (x.ndim - given)
    limits, shape, axis = [], [], 0
    for p in parts:
        if p is None:
            shape.append(1)
            continue
        extent = x.shape[axis]
        if isinstance(p, slice):
            chosen = range(extent)[p]
            limits.append((chosen.start if chosen else 0, chosen.step, len(chosen)))
            shape.append(len(chosen))
        else:
            limits.append((normalized(p, extent, f"axis {axis} of {x._type}"), 1, 1))
        axis += 1
    whole = all(limit == (0, 1, e) for limit, e in zip(limits, x.shape))
    return reshape(x if whole else apply(movement.Slice(tuple(limits)), x), shape)


def _plain(part: Any, x: Tensor) -> Any:
    """An index as None, …, an int, or a slice of ints. Raises DtypeError for anything else."""
    if part is None or part is Ellipsis:
        return part
    if isinstance(part, slice):
        if part.step is not None and _plain(part.step, x) == 0:
            raise ArgumentError(f"a slice of {x._type} with step 0", hint="steps are positive or negative")
        return slice(*[e if e is None else _plain(e, x) for e in (part.start, part.stop, part.step)])
    number = isinstance(part, (int, np.integer)) and not isinstance(part, bool)
    if number or (isinstance(part, Tensor) and part.ndim == 0 and part.dtype.kind in ("int", "uint")):
        return operator.index(part)
    shown = f"a tensor of {part._type}" if isinstance(part, Tensor) else f"{type(part).__name__} {part!r}"
    raise DtypeError(f"index of {x._type} by {shown}", hint="index with integers, slices, None or …")
