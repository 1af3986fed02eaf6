"""What a composite function may depend on: its arguments alone, since it runs only where a path is new."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from autograph.errors import ArgumentError, TraceError
from autograph.frontend.tensor import Tensor, Variable
from autograph.graph import Node
from autograph.ops.source import constant


def inlined(t: Tensor) -> Node:
    """A number met inside a composite, as part of it. Raises TraceError for what ought to be an argument."""
    if isinstance(t, Variable) or t.requires_grad or t.size != 1:
        raise impure(f"used a tensor of {t._type} that is not among its arguments")
    return constant(t._value.item(), t.dtype, t.shape)  # type: ignore[union-attr]


def impure(what: str) -> TraceError:
    """The error for a composite that did what only its caller may."""
    return TraceError(
        f"a composite function {what}",
        hint="it must depend on its arguments alone: pass tensors to it as positional arguments, and return results",
    )


def identity(name: str, value: Any) -> Hashable:
    """A static argument as part of a key: 1, 1.0 and True are equal, and yet not the same."""
    if isinstance(value, tuple):
        return tuple(identity(name, v) for v in value)
    if type(value).__hash__ is None:
        raise ArgumentError(
            f"static argument {name}={value!r} cannot be looked up",
            hint="pass tuples instead of lists, and tensors as positional arguments",
        )
    return type(value), value.hex() if isinstance(value, float) else value
