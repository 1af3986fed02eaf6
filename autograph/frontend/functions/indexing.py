"""Elements at positions that are integers: taken, and added to."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph import dtypes
from autograph.errors import ArgumentError, DtypeError, ShapeError
from autograph.frontend.apply import apply, composite
from autograph.frontend.functions.arguments import normalized
from autograph.frontend.functions.conversion import asarray, astype, beside
from autograph.frontend.functions.elementwise import add
from autograph.frontend.functions.manipulation import broadcast_to, permute_dims, reshape
from autograph.frontend.tensor import Operand, Tensor
from autograph.graph import TensorType
from autograph.ops import elementwise, gather, indexing, movement

__all__ = ["one_hot", "scatter_add", "take", "take_along_axis"]


def one_hot(x: Operand, num_classes: int, dtype: Any = None) -> Tensor:
    """[..., num_classes]: 1 at each integer label, else 0. Raises RangeError for labels outside 0 … num_classes - 1."""
    if num_classes < 1:
        raise ArgumentError(f"one_hot: num_classes={num_classes}", hint="there is at least one class")
    return apply(indexing.OneHot(num_classes, dtypes.dtype(dtype or dtypes.float32)), asarray(x))


def take(x: Operand, indices: Any, axis: int | None = None) -> Tensor:
    """The slices of x at integer `indices` along `axis`, which may be left out where x has one axis.

    The shape of `indices` takes the axis's place. Negative indices count from the end. Raises RangeError for others
    outside the axis, DtypeError unless they are integers, ArgumentError if an axis is needed.
    """
    t, places = asarray(x), positions("take", indices, x)
    if axis is None and t.ndim != 1:
        raise ArgumentError(
            f"take from {t._type} without an axis", hint="give axis=…, or take from x.reshape(-1), which has one"
        )
    k = normalized(0 if axis is None else axis, t.ndim)
    limits = tuple((0, 1, e) for e in t.shape)
    order = tuple(range(t.ndim))
    shape = (*t.shape[:k], *places.shape, *t.shape[k + 1 :])
    return picked(t, places, shape=t.shape, limits=limits, order=order, first=k, result=shape)


def take_along_axis(x: Operand, indices: Any, axis: int = -1) -> Tensor:
    """The elements x[…, indices[…, k, …], …]: for each place of `indices` one, along `axis`.

    Both have as many axes, and the others broadcast. Negative indices count from the end. Raises RangeError for others
    outside the axis, DtypeError unless they are integers, ShapeError where the axes do not fit.
    """
    t, places = asarray(x), positions("take_along_axis", indices, x)
    if t.ndim != places.ndim:
        raise ShapeError(
            f"take_along_axis: {t._type} with indices {places._type}",
            hint="give indices with as many axes as x, or use ag.take",
        )
    k = normalized(axis, t.ndim)
    kinds = [TensorType((*v.shape[:k], 1, *v.shape[k + 1 :]), v.dtype) for v in (t, places)]
    return _along(t, places, axis=k, rest=elementwise.broadcast_shapes("take_along_axis", kinds))


@composite
def _along(t: Tensor, places: Tensor, *, axis: int, rest: tuple[int, ...]) -> Tensor:
    wide, at = (broadcast_to(v, (*rest[:axis], v.shape[axis], *rest[axis + 1 :])) for v in (t, places))
    return apply(gather.TakeAlongAxis(axis), wide, from_start(at, t.shape[axis]))


def scatter_add(x: Operand, indices: Any, updates: Operand, axis: int = 0) -> Tensor:
    """x with `updates` added to its slices at integer `indices` along `axis`: what `take` does, the other way round.

    `updates` broadcasts to the shape that `take(x, indices, axis)` has. All updates of one place are added, in their
    order; negative indices count from the end. The dtypes of x and `updates` are promoted. Raises RangeError for other
    indices outside the axis, DtypeError unless they are integers and for bools, ShapeError where `updates` do not fit.
    """
    t, places, new = asarray(x), positions("scatter_add", indices, x), asarray(updates)
    kind = dtypes.promote(t.dtype, new.dtype)
    if kind is dtypes.bool_:
        raise DtypeError(f"scatter_add: {new._type} to {t._type}", hint="convert with .astype(…): bools do not add")
    return _scattered(astype(t, kind), places, astype(new, kind), axis=normalized(axis, t.ndim))


@composite
def _scattered(t: Tensor, places: Tensor, new: Tensor, *, axis: int) -> Tensor:
    wide = broadcast_to(new, (*t.shape[:axis], *places.shape, *t.shape[axis + 1 :]))
    sums = gather.ScatterAdd(axis, 1, (t.shape[axis],))
    return add(t, apply(sums, wide, from_start(places, t.shape[axis])))


def positions(name: str, indices: Any, x: Operand) -> Tensor:
    """Indices of x as a tensor of integers where x is; an empty list is one. Raises DtypeError for others."""
    if isinstance(indices, (list, tuple)) and np.size(indices) == 0:
        indices = np.asarray(indices, np.int64)
    t = beside(indices, x)
    if t.dtype.kind not in ("int", "uint"):
        raise DtypeError(f"{name}: indices {t._type}", hint="indices are integers: convert with .astype(ag.int64)")
    return t


def from_start(places: Tensor, extent: int) -> Tensor:
    """Indices -extent … -1 counted from the start; an error shows the others as they were given."""
    if places.dtype.kind == "uint":
        return places
    if extent > places.dtype.largest:
        places = astype(places, dtypes.int64)
    return apply(indexing.FromStart(extent), places)


@composite
def picked(
    t: Tensor,
    *places: Tensor,
    shape: tuple[int, ...],
    limits: tuple[tuple[int, int, int], ...],
    order: tuple[int, ...],
    first: int,
    result: tuple[int, ...],
) -> Tensor:
    """t in `shape`, of which `limits` (start, step, count) are sliced out, its axes in `order`, and of the axes from
    `first` on the slices at `places`, broadcast together, in the shape `result`."""
    t = reshape(t, shape)
    if limits != tuple((0, 1, e) for e in shape):
        t = apply(movement.Slice(limits), t)
    if order != tuple(range(t.ndim)):
        t = permute_dims(t, order)
    together = elementwise.broadcast_shapes("index", [p._type for p in places])
    at = [broadcast_to(from_start(p, e), together) for p, e in zip(places, t.shape[first:])]
    return reshape(apply(gather.Gather(first, len(at)), t, *at), result)
