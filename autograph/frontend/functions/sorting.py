"""Elements in order, and the largest of them."""

from __future__ import annotations

from typing import NamedTuple

from autograph.errors import ArgumentError
from autograph.frontend.apply import apply, composite
from autograph.frontend.functions.arguments import normalized
from autograph.frontend.functions.conversion import asarray
from autograph.frontend.functions.manipulation import integer, moveaxis
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops import gather, sorting

__all__ = ["argsort", "sort", "topk"]


class TopK(NamedTuple):
    """What `topk` gives."""

    values: Tensor
    indices: Tensor


def argsort(x: Operand, axis: int = -1, descending: bool = False, stable: bool = True) -> Tensor:
    """The positions, int64, that put the elements along `axis` in order; NaN counts as largest.

    Equal elements keep their order, whatever `stable` is. Raises RangeError for an axis that x does not have.
    """
    t = asarray(x)
    return _argsort(t, axis=normalized(axis, t.ndim), descending=bool(descending))


def sort(x: Operand, axis: int = -1, descending: bool = False, stable: bool = True) -> Tensor:
    """The elements along `axis` in order, NaN as the largest; derivatives go back to where each came from.

    Equal elements keep their order, whatever `stable` is. Raises RangeError for an axis that x does not have.
    """
    t = asarray(x)
    axis = normalized(axis, t.ndim)
    return _first(t, axis=axis, descending=bool(descending), count=t.shape[axis])[0]


def topk(x: Operand, k: int, axis: int = -1, largest: bool = True) -> TopK:
    """The `k` largest (or smallest) elements along `axis`, in order, as (values, indices); the indices are int64.

    Of equal elements the first come first; NaN counts as largest. Derivatives of the values go back to where each came
    from. Raises ArgumentError unless k is 0 … the extent of the axis, RangeError for an axis that x does not have.
    """
    t, count = asarray(x), integer(k, "topk: k")
    axis = normalized(axis, t.ndim)
    if not 0 <= count <= t.shape[axis]:
        raise ArgumentError(f"topk: k={k} along axis {axis} of {t._type}", hint=f"give 0 … {t.shape[axis]}")
    return TopK(*_first(t, axis=axis, descending=bool(largest), count=count))


@composite
def _argsort(t: Tensor, *, axis: int, descending: bool, count: int | None = None) -> Tensor:
    return moveaxis(apply(sorting.Argsort(descending, count), moveaxis(t, axis, -1)), -1, axis)


@composite
def _first(t: Tensor, *, axis: int, descending: bool, count: int) -> tuple[Tensor, Tensor]:
    """The first elements in order, and their positions."""
    order = _argsort(t, axis=axis, descending=descending, count=count if count < t.shape[axis] else None)
    return apply(gather.TakeAlongAxis(axis), t, order), order
