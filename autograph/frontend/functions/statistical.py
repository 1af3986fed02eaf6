"""Reductions to sums, means and extremes."""

from __future__ import annotations

import numpy as np

from autograph import dtypes
from autograph.frontend.apply import apply, composite
from autograph.frontend.functions.arguments import Axes, normalized_axes
from autograph.frontend.functions.conversion import asarray, astype
from autograph.frontend.functions.elementwise import multiply
from autograph.frontend.functions.manipulation import reshape
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops import reduction

__all__ = ["max", "mean", "min", "sum"]


def reduced(op: type[reduction.Reduction], x: Operand, axis: Axes, keepdims: bool) -> Tensor:
    t = asarray(x)
    axes = normalized_axes(t, axis)
    made = apply(op(axes), t) if axes or op is reduction.Sum else t
    return reshape(made, [1 if k in axes else e for k, e in enumerate(t.shape)]) if keepdims else made


def sum(x: Operand, axis: Axes = None, keepdims: bool = False) -> Tensor:  # the standard's name
    """The sum along `axis` (an int, several, or None for all); of integers an int64."""
    return reduced(reduction.Sum, x, axis, keepdims)


def max(x: Operand, axis: Axes = None, keepdims: bool = False) -> Tensor:
    """The largest element along `axis`; NaN if there is one. Ties share the derivative equally."""
    return reduced(reduction.Max, x, axis, keepdims)


def min(x: Operand, axis: Axes = None, keepdims: bool = False) -> Tensor:
    """The smallest element along `axis`; NaN if there is one. Ties share the derivative equally."""
    return reduced(reduction.Min, x, axis, keepdims)


def mean(x: Operand, axis: Axes = None, keepdims: bool = False) -> Tensor:
    """The mean along `axis`; of integers a float32."""
    t = asarray(x)
    t = t if t.dtype.is_float else astype(t, dtypes.float32)
    count = int(np.prod([t.shape[a] for a in normalized_axes(t, axis)]))
    return _mean(t, axis=normalized_axes(t, axis), keepdims=keepdims, count=count)


@composite
def _mean(t: Tensor, *, axis: tuple[int, ...], keepdims: bool, count: int) -> Tensor:
    return multiply(sum(t, axis, keepdims), 1 / count if count else float("nan"))
