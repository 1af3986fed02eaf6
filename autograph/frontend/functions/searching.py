"""Where things are, and choices by a condition."""

from __future__ import annotations

from autograph.errors import ArgumentError
from autograph.frontend.apply import apply, event, operands
from autograph.frontend.functions.conversion import asarray
from autograph.frontend.functions.manipulation import reshape
from autograph.frontend.functions.reducing import reduced
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops import comparison, reduction

__all__ = ["argmax", "argmin", "where"]


@event
def argmax(x: Operand, axis: int | None = None, keepdims: bool = False) -> Tensor:
    """Position, int64, of the first largest element along `axis`, or in the flattened tensor."""
    return _argument(reduction.Argmax, x, axis, keepdims)


@event
def argmin(x: Operand, axis: int | None = None, keepdims: bool = False) -> Tensor:
    """Position, int64, of the first smallest element along `axis`, or in the flattened tensor."""
    return _argument(reduction.Argmin, x, axis, keepdims)


def _argument(op: type[reduction.Argument], x: Operand, axis: int | None, keepdims: bool) -> Tensor:
    t = asarray(x)
    if axis is None:
        flat = apply(op((0,)), reshape(t, (t.size,)))
        return reshape(flat, [1] * t.ndim) if keepdims else flat
    if isinstance(axis, (tuple, list)) and len(axis) != 1:
        raise ArgumentError(f"{op.__name__.lower()}: axis={axis!r}", hint="give one axis, or None for all elements")
    return reduced(op, t, axis, keepdims)


def where(condition: Operand, x1: Operand, x2: Operand) -> Tensor:
    """x1 where the condition holds, else x2; all three broadcast."""
    a, b = operands(x1, x2)
    return apply(comparison.Where(), asarray(condition), a, b)
