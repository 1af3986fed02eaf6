"""The same elements in another arrangement."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograph.errors import ArgumentError, ShapeError
from autograph.frontend.apply import apply, composite, event, operands
from autograph.frontend.functions.arguments import Axes, normalized, normalized_axes, shape_tuple
from autograph.frontend.functions.conversion import asarray, copied
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops import elementwise, movement

__all__ = [
    "broadcast_arrays", "broadcast_shapes", "broadcast_to", "expand_dims", "flip", "moveaxis", "permute_dims",
    "reshape", "squeeze", "tile",
]  # fmt: skip


@event
def reshape(x: Operand, shape: int | Sequence[int], *, copy: bool | None = None) -> Tensor:
    """The same elements in another shape; one extent may be -1. Raises ShapeError if the sizes differ.

    `copy=True` asks for memory of its own, which only a tensor that shares an array's memory notices.
    """
    t, wanted = asarray(x), shape_tuple(shape, least=-1)
    if -1 in wanted:
        rest = int(np.prod([e for e in wanted if e != -1]))
        if wanted.count(-1) > 1 or rest == 0 or t.size % rest:
            raise ShapeError(f"reshape: {t._type} to {list(wanted)}", hint="one -1 at most, and the sizes must agree")
        wanted = tuple(t.size // rest if e == -1 else e for e in wanted)
    t = copied(t) if copy else t
    return t if t.shape == wanted else apply(movement.Reshape(wanted), t)


@event
def broadcast_to(x: Operand, shape: int | Sequence[int]) -> Tensor:
    """x repeated along new leading axes and axes of extent 1. Raises ShapeError if it does not fit."""
    t, wanted = asarray(x), shape_tuple(shape)
    return t if t.shape == wanted else apply(movement.BroadcastTo(wanted), t)


def broadcast_shapes(*shapes: Sequence[int]) -> tuple[int, ...]:
    """The shape that all broadcast to. Raises ShapeError if there is none."""
    given = [shape_tuple(s) for s in shapes]
    out = []
    for k in range(-max(map(len, given), default=0), 0):
        extents = {s[k] for s in given if len(s) >= -k} - {1}
        if len(extents) > 1:
            raise ShapeError(
                f"shapes do not broadcast: {' and '.join(str(list(s)) for s in given)}",
                hint="axes are aligned at the end; each pair must be equal, or one of them 1",
            )
        out.append(extents.pop() if extents else 1)
    return tuple(out)


def broadcast_arrays(*arrays: Operand) -> list[Tensor]:
    """All of them broadcast to their common shape; each keeps its dtype. Raises ShapeError if there is none."""
    tensors = operands(*arrays)
    if not tensors:
        return []
    shape = elementwise.broadcast_shapes("broadcast_arrays", [t._type for t in tensors])
    return [broadcast_to(t, shape) for t in tensors]


@event
def permute_dims(x: Operand, axes: Sequence[int]) -> Tensor:
    """Axis k of the result is axis axes[k] of x. Raises ShapeError unless each axis is named once."""
    t = asarray(x)
    return apply(movement.Permute(tuple(normalized(a, t.ndim) for a in axes)), t)


@event
def moveaxis(x: Operand, source: int | Sequence[int], destination: int | Sequence[int]) -> Tensor:
    """Axes `source` moved to the places `destination`; the others keep their order."""
    t = asarray(x)
    old, new = normalized_axes(t, _several(source)), normalized_axes(t, _several(destination))
    if len(old) != len(new):
        raise ArgumentError(
            f"moveaxis: {len(old)} axes {list(old)} to {len(new)} places {list(new)}", hint="name a place for each axis"
        )
    order = [a for a in range(t.ndim) if a not in old]
    for place, a in sorted(zip(new, old)):
        order.insert(place, a)
    return permute_dims(t, order)


def _several(axes: int | Sequence[int]) -> tuple[int, ...]:
    return tuple(axes) if isinstance(axes, Sequence) else (axes,)


@event
def expand_dims(x: Operand, axis: int | Sequence[int] = 0) -> Tensor:
    """New axes of extent 1, at the places `axis` of the result."""
    t = asarray(x)
    rank = t.ndim + len(_several(axis))
    new = {normalized(a, rank) for a in _several(axis)}
    if t.ndim + len(new) != rank:
        raise ArgumentError(f"expand_dims: axis={axis} names one place twice", hint="name each new axis once")
    rest = iter(t.shape)
    return reshape(t, [1 if k in new else next(rest) for k in range(rank)])


@event
def squeeze(x: Operand, axis: Axes = None) -> Tensor:
    """x without the axes `axis`, or without all of extent 1. Raises ShapeError for an axis of another extent."""
    t = asarray(x)
    axes = tuple(k for k, e in enumerate(t.shape) if e == 1) if axis is None else normalized_axes(t, axis)
    if any(t.shape[a] != 1 for a in axes):
        raise ShapeError(
            f"squeeze: axis {axis} of {t._type} has an extent other than 1", hint="only axes of extent 1 can go"
        )
    return reshape(t, [e for k, e in enumerate(t.shape) if k not in axes])


@event
def flip(x: Operand, axis: Axes = None) -> Tensor:
    """The elements along `axis` (all axes if None) in reverse order."""
    t = asarray(x)
    axes = normalized_axes(t, axis)
    limits = [(max(e - 1, 0), -1, e) if k in axes else (0, 1, e) for k, e in enumerate(t.shape)]
    return apply(movement.Slice(tuple(limits)), t) if axes else t


def tile(x: Operand, repetitions: int | Sequence[int]) -> Tensor:
    """x repeated as a whole, `repetitions[k]` times along axis k; axes are aligned at the end."""
    times = shape_tuple(repetitions)
    t = asarray(x)
    rank = max(len(times), t.ndim)
    times = (1,) * (rank - len(times)) + times
    shape = (1,) * (rank - t.ndim) + t.shape
    return repeated(t, before=times, shape=shape, after=(1,) * rank)


@composite
def repeated(t: Tensor, *, before: tuple[int, ...], shape: tuple[int, ...], after: tuple[int, ...]) -> Tensor:
    """Along each axis, the whole `before` times and each element `after` times."""
    spaced = reshape(t, [e for extent in shape for e in (1, extent, 1)])
    wide = broadcast_to(spaced, [e for triple in zip(before, shape, after) for e in triple])
    return reshape(wide, [b * e * a for b, e, a in zip(before, shape, after)])


def sliced(t: Tensor, axis: int, start: int, count: int, step: int = 1) -> Tensor:
    """`count` positions of one axis, from `start` on."""
    limits = [(0, 1, e) for e in t.shape]
    limits[axis] = (start, step, count)
    return apply(movement.Slice(tuple(limits)), t)


def integer(value: Any, what: str) -> int:
    """A count or position that is part of the structure. Raises ArgumentError for anything but an integer."""
    try:
        return operator.index(value)
    except TypeError as error:
        raise ArgumentError(f"{what}={value!r} is no integer", hint="give an int") from error
