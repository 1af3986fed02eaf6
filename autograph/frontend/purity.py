"""What a composite function may depend on: its arguments alone, since it runs only where a path is new."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from autograph.dtypes import DType
from autograph.errors import ArgumentError, TraceError
from autograph.frontend.tensor import Free, Parameter, Tensor, Variable
from autograph.graph import Node
from autograph.ops.source import constant


def inlined(t: Tensor) -> Node:
    """A number met inside a composite, as part of it. Raises TraceError for what ought to be an argument."""
    if isinstance(t, Variable) or t.requires_grad or t.size != 1:
        raise impure(f"used a tensor of {t._type} that is not among its arguments")
    return constant(t._array().item(), t.dtype, t.shape)


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


#: Types of static arguments that tell themselves apart from others by type and value.
_STATIC = frozenset((int, bool, str, type(None), DType))
#: Types that are tensors.
TENSORS = frozenset((Tensor, Variable, Parameter, Free))


def signature(args: Iterable[Any], tensors: list[Tensor]) -> tuple[Any, ...] | None:
    """What arguments are beside the tensors among them, which are appended to `tensors`: a part of a key. None if it
    cannot be told from the arguments alone."""
    parts: list[Any] = []
    for value in args:
        kind = type(value)
        if kind in TENSORS:
            tensors.append(value)
            parts.append(Tensor)
        elif kind in _STATIC:
            parts += (kind, value)
        elif kind is float:
            parts += (float, value.hex())
        elif kind is tuple or kind is list:
            inner = signature(value, tensors)
            if inner is None:
                return None
            parts += (kind, inner)
        elif kind is slice:
            inner = signature((value.start, value.stop, value.step), tensors)
            if inner is None or Tensor in inner:
                return None
            parts += (slice, inner)
        elif value is Ellipsis:
            parts.append(Ellipsis)
        else:
            return None
    return tuple(parts)


def with_others(value: Any, tensors: Iterator[Tensor]) -> Any:
    """An argument with other tensors in the places of its own."""
    if isinstance(value, Tensor):
        return next(tensors)
    return type(value)([with_others(v, tensors) for v in value]) if type(value) in (tuple, list) else value
