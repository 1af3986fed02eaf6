"""Where elements are that are not zero, and where values belong among sorted ones."""

from __future__ import annotations

from typing import Literal

import numpy as np

from autograph.errors import ArgumentError, ShapeError
from autograph.frontend.apply import apply, operands
from autograph.frontend.functions.conversion import asarray, astype
from autograph.frontend.functions.indexing import positions, take
from autograph.frontend.promotion import result_type
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops import sorting

__all__ = ["nonzero", "searchsorted"]


def nonzero(x: Operand) -> tuple[Tensor, ...]:
    """The positions of the elements that are not zero, in row-major order: for each axis an int64 tensor.

    How many there are depends on the values: in a compiled call what is recorded so far runs, and the call goes on.
    Raises ShapeError for a 0-d tensor.
    """
    t = asarray(x)
    if not t.ndim:
        raise ShapeError(f"nonzero of {t._type}", hint="a 0-d tensor has no positions; use x != 0")
    return places_of(t)


def places_of(t: Tensor) -> tuple[Tensor, ...]:
    """For each axis, the positions of the elements that are not zero."""
    return tuple(asarray(places, device=t.device) for places in np.nonzero(t._array()))


def searchsorted(
    x1: Operand, x2: Operand, side: Literal["left", "right"] = "left", sorter: Operand | None = None
) -> Tensor:
    """For each element of x2, int64, where it would go into x1 for that to stay sorted: before the elements equal to
    it, or behind them if `side` is "right".

    x1 has one axis and is in ascending order, NaN last; or its elements at the indices `sorter` are. The dtypes are
    promoted. Raises ShapeError for an x1 or `sorter` of other axes, ArgumentError for another side.
    """
    if side not in ("left", "right"):
        raise ArgumentError(f"searchsorted: side={side!r}", hint='use "left" or "right"')
    given = operands(x1, x2)
    within, values = (astype(t, result_type(*given)) for t in given)
    if within.ndim != 1:
        raise ShapeError(f"searchsorted in {within._type}", hint="x1 has one axis; use x1.reshape(-1)")
    if sorter is not None:
        order = positions("searchsorted", sorter, x1)
        if order.shape != within.shape:
            raise ShapeError(
                f"searchsorted: sorter {order._type} for {within._type}", hint="give ag.argsort(x1), of x1's shape"
            )
        within = take(within, order, 0)
    return apply(sorting.SearchSorted(side == "right"), within, values)
