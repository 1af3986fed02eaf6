"""Reductions to sums, products, means, variances, extremes and truth values."""

from __future__ import annotations

import math
from typing import Any

from autograph import dtypes
from autograph.errors import ArgumentError
from autograph.frontend.apply import composite, event
from autograph.frontend.functions.arguments import Axes, normalized, normalized_axes
from autograph.frontend.functions.conversion import asarray, astype, stop_gradient
from autograph.frontend.functions.elementwise import abs as absolute
from autograph.frontend.functions.elementwise import add, divide, exp, less, log, sqrt, square, subtract
from autograph.frontend.functions.joining import concat
from autograph.frontend.functions.manipulation import broadcast_to, integer, reshape, sliced
from autograph.frontend.functions.reducing import kept, reduced
from autograph.frontend.functions.searching import where
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops import reduction

__all__ = [
    "all", "any", "count_nonzero", "diff", "logsumexp", "max", "mean", "min", "prod", "std", "sum", "var",
]  # fmt: skip


@event
def sum(x: Operand, axis: Axes = None, keepdims: bool = False, *, dtype: Any = None) -> Tensor:  # the standard's name
    """The sum along `axis` (an int, several, or None for all), in `dtype`; of integers in 64 bits if that is None."""
    return _accumulated(reduction.Sum, x, axis, keepdims, dtype)


def prod(x: Operand, axis: Axes = None, keepdims: bool = False, *, dtype: Any = None) -> Tensor:
    """The product along `axis`, in `dtype`; of integers in 64 bits if that is None. Integers wrap.

    The derivative holds where elements are zero too.
    """
    return _accumulated(reduction.Prod, x, axis, keepdims, dtype)


def _accumulated(op: type[reduction.Reduction], x: Operand, axis: Axes, keepdims: bool, dtype: Any) -> Tensor:
    if dtype is None:
        return reduced(op, x, axis, keepdims)
    kind = dtypes.dtype(dtype)
    return astype(reduced(op, astype(x, kind), axis, keepdims), kind)


@event
def max(x: Operand, axis: Axes = None, keepdims: bool = False) -> Tensor:
    """The largest element along `axis`; NaN if there is one. Ties share the derivative equally."""
    return reduced(reduction.Max, x, axis, keepdims)


@event
def min(x: Operand, axis: Axes = None, keepdims: bool = False) -> Tensor:
    """The smallest element along `axis`; NaN if there is one. Ties share the derivative equally."""
    return reduced(reduction.Min, x, axis, keepdims)


def any(x: Operand, axis: Axes = None, keepdims: bool = False) -> Tensor:
    """Whether any element along `axis` is true (not zero); of none, False."""
    return _truth(reduction.Max, x, axis, keepdims, False)


def all(x: Operand, axis: Axes = None, keepdims: bool = False) -> Tensor:
    """Whether all elements along `axis` are true (not zero); of none, True."""
    return _truth(reduction.Min, x, axis, keepdims, True)


def _truth(op: type[reduction.Reduction], x: Operand, axis: Axes, keepdims: bool, of_none: bool) -> Tensor:
    t = astype(x, dtypes.bool_)
    axes = normalized_axes(t, axis)
    if math.prod(t.shape[a] for a in axes):
        return reduced(op, t, axes, keepdims)
    rest = [e for k, e in enumerate(t.shape) if k not in axes]
    return broadcast_to(asarray(of_none), kept(t, axes) if keepdims else rest)


def count_nonzero(x: Operand, axis: Axes = None, keepdims: bool = False) -> Tensor:
    """How many elements along `axis` are not zero, as int64."""
    return reduced(reduction.Sum, astype(x, dtypes.bool_), axis, keepdims)


@event
def mean(x: Operand, axis: Axes = None, keepdims: bool = False) -> Tensor:
    """The mean along `axis`; of integers a float32."""
    t, axes, count = _floats(x, axis)
    return _mean(t, axis=axes, keepdims=keepdims, count=count)


def _floats(x: Operand, axis: Axes) -> tuple[Tensor, tuple[int, ...], int]:
    """x in floats, the axes, and how many elements lie along them."""
    t = asarray(x)
    t = t if t.dtype.is_float else astype(t, dtypes.float32)
    axes = normalized_axes(t, axis)
    return t, axes, math.prod(t.shape[a] for a in axes)


@composite
def _mean(t: Tensor, *, axis: tuple[int, ...], keepdims: bool, count: int) -> Tensor:
    return divide(sum(t, axis, keepdims), count if count else float("nan"))


@event
def var(x: Operand, axis: Axes = None, correction: float = 0.0, keepdims: bool = False) -> Tensor:
    """The variance along `axis`: the squared distances from the mean, added up and divided by count - `correction`.

    In two passes, so that a large mean costs no digits. Where nothing is left to divide by it is ∞, or NaN where the
    elements are equal.
    """
    t, axes, count = _floats(x, axis)
    return _var(t, axes=axes, count=count, correction=float(correction), keepdims=keepdims)


def std(x: Operand, axis: Axes = None, correction: float = 0.0, keepdims: bool = False) -> Tensor:
    """The standard deviation along `axis`: the square root of `var`."""
    return sqrt(var(x, axis, correction, keepdims))


@composite
def _var(t: Tensor, *, axes: tuple[int, ...], count: int, correction: float, keepdims: bool) -> Tensor:
    centred = subtract(t, _mean(t, axis=axes, keepdims=True, count=count))
    rest = count - correction if count > correction else 0.0
    return divide(sum(square(centred), axes, keepdims), rest)


def logsumexp(x: Operand, axis: Axes = None, keepdims: bool = False) -> Tensor:
    """log Σ exp(x) along `axis`, without overflow; of none, -inf. Of integers a float32."""
    t, axes, count = _floats(x, axis)
    return _logsumexp(t, axes=axes, keepdims=keepdims, empty=not count)


@composite
def _logsumexp(t: Tensor, *, axes: tuple[int, ...], keepdims: bool, empty: bool) -> Tensor:
    if empty:
        return log(sum(exp(t), axes, keepdims))
    largest = stop_gradient(max(t, axes, keepdims=True))
    shift = where(less(absolute(largest), float("inf")), largest, 0.0)
    made = add(log(sum(exp(subtract(t, shift)), axes, keepdims=True)), shift)
    return made if keepdims else reshape(made, [e for k, e in enumerate(t.shape) if k not in axes])


def diff(
    x: Operand, *, axis: int = -1, n: int = 1, prepend: Operand | None = None, append: Operand | None = None
) -> Tensor:
    """The differences of neighbours along `axis`, taken `n` times; `prepend` and `append` are joined to x first.

    Raises ArgumentError for a negative `n`, DtypeError for bools.
    """
    t, times = asarray(x), integer(n, "diff: n")
    k = normalized(axis, t.ndim)
    if times < 0:
        raise ArgumentError(f"diff: n={n}", hint="give 0 or more")
    ends = [None if end is None else asarray(end) for end in (prepend, append)]
    if prepend is not None or append is not None:
        t = concat([end for end in (ends[0], t, ends[1]) if end is not None], axis=k)
    return _diff(t, axis=k, n=times) if times else t


@composite
def _diff(t: Tensor, *, axis: int, n: int) -> Tensor:
    for _ in range(n):
        count = t.shape[axis] - 1
        if count < 1:
            return sliced(t, axis, 0, 0)
        t = subtract(sliced(t, axis, 1, count), sliced(t, axis, 0, count))
    return t
