"""Tensors put together, taken apart, and framed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograph.errors import ArgumentError, ShapeError
from autograph.frontend.apply import apply, composite, event, operands
from autograph.frontend.functions.arguments import normalized, normalized_axes, shape_tuple
from autograph.frontend.functions.conversion import asarray
from autograph.frontend.functions.manipulation import broadcast_to, expand_dims, integer, repeated, reshape, sliced
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops import joining, movement

__all__ = ["concat", "pad", "repeat", "roll", "split", "stack", "unstack"]

PAD_MODES = ("constant", "edge", "reflect", "wrap")


@event
def concat(arrays: Sequence[Operand], *, axis: int | None = 0) -> Tensor:
    """The arrays one after the other along `axis`; flattened first if it is None. Dtypes are promoted.

    Raises ShapeError unless all other axes are equal.
    """
    tensors = _several("concat", arrays)
    if axis is None:
        tensors, axis = [reshape(t, (t.size,)) for t in tensors], 0
    if any(not t.shape for t in tensors):
        raise ShapeError(
            f"concat: {' and '.join(str(t._type) for t in tensors[:4])}: 0-d tensors have no axis to join along",
            hint="use ag.stack, or axis=None",
        )
    return apply(joining.Concat(normalized(axis, tensors[0].ndim)), *tensors)


@event
def stack(arrays: Sequence[Operand], *, axis: int = 0) -> Tensor:
    """The arrays along a new axis, at place `axis` of the result. Raises ShapeError unless shapes are equal."""
    tensors = _several("stack", arrays)
    for t in tensors[1:]:
        if t.shape != tensors[0].shape:
            raise ShapeError(f"stack: {tensors[0]._type} and {t._type}", hint="shapes must be equal; use ag.concat")
    return _stack(*tensors, axis=normalized(axis, tensors[0].ndim + 1))


@composite
def _stack(*tensors: Tensor, axis: int) -> Tensor:
    return apply(joining.Concat(axis), *[expand_dims(t, axis) for t in tensors])


def _several(name: str, arrays: Sequence[Operand]) -> list[Tensor]:
    tensors = operands(*arrays)
    if not tensors:
        raise ArgumentError(f"{name} of no arrays", hint="give at least one")
    return tensors


def unstack(x: Operand, *, axis: int = 0) -> tuple[Tensor, ...]:
    """What lies at each position of an axis. Raises ShapeError for 0-d tensors."""
    t = asarray(x)
    if not t.shape:
        raise ShapeError(f"unstack of {t._type}", hint="a 0-d tensor has no axis to take apart")
    k = normalized(axis, t.ndim)
    rest = t.shape[:k] + t.shape[k + 1 :]
    return tuple(reshape(part, rest) for part in _parts(t, k, [(p, 1) for p in range(t.shape[k])]))


def split(x: Operand, indices_or_sections: int | Sequence[int], axis: int = 0) -> tuple[Tensor, ...]:
    """x cut along an axis: into so many equal parts, or at the given positions, as `numpy.split`.

    Raises ShapeError if the parts would not be equal.
    """
    t = asarray(x)
    k = normalized(axis, t.ndim)
    extent = t.shape[k]
    if isinstance(indices_or_sections, Sequence):
        cuts = [integer(c, "split: position") for c in indices_or_sections]
        ranges = [range(extent)[a:b] for a, b in zip([0, *cuts], [*cuts, None])]
        return _parts(t, k, [(r.start if r else 0, len(r)) for r in ranges])
    count = integer(indices_or_sections, "split: sections")
    if count < 1 or extent % count:
        raise ShapeError(
            f"split: axis {k} of {t._type} into {count} equal parts",
            hint="give a divisor of the extent, or the positions to cut at",
        )
    return _parts(t, k, [(p * (extent // count), extent // count) for p in range(count)])


def _parts(t: Tensor, axis: int, pieces: Sequence[tuple[int, int]]) -> tuple[Tensor, ...]:
    if len(pieces) < 2:
        return tuple(sliced(t, axis, *p) for p in pieces)
    return _cut(t, axis=axis, pieces=tuple(pieces))


@composite
def _cut(t: Tensor, *, axis: int, pieces: tuple[tuple[int, int], ...]) -> tuple[Tensor, ...]:
    return tuple(sliced(t, axis, start, count) for start, count in pieces)


def repeat(x: Operand, repeats: int | Sequence[int] | Tensor, axis: int | None = None) -> Tensor:
    """Each element along `axis` (of the flattened tensor if None) several times in a row.

    `repeats` is one number for all, or one for each. They are part of the structure: other ones are another path.
    Raises ShapeError if there are more or fewer of them than elements.
    """
    t = asarray(x)
    t, k = (reshape(t, (t.size,)), 0) if axis is None else (t, normalized(axis, t.ndim))
    counts = shape_tuple(repeats.tolist() if isinstance(repeats, (Tensor, np.ndarray)) else repeats)
    if len(counts) == 1:
        after = tuple(counts[0] if a == k else 1 for a in range(t.ndim))
        return repeated(t, before=(1,) * t.ndim, shape=t.shape, after=after)
    if len(counts) != t.shape[k]:
        raise ShapeError(
            f"repeat: {len(counts)} counts for axis {k} of {t._type}", hint=f"give one count, or {t.shape[k]} of them"
        )
    return taken(t, np.repeat(np.arange(len(counts)), counts).tolist(), k)


def roll(x: Operand, shift: int | Sequence[int], axis: int | Sequence[int] | None = None) -> Tensor:
    """Elements moved by `shift` along `axis`; what leaves at one end comes in at the other. None: of the flattened."""
    t = asarray(x)
    if axis is None:
        flat = reshape(t, (t.size,))
        return reshape(roll(flat, integer(shift, "roll: shift"), 0), t.shape)
    axes = tuple(axis) if isinstance(axis, Sequence) else (axis,)
    shifts = tuple(shift) if isinstance(shift, Sequence) else (shift,) * len(axes)
    if len(shifts) != len(axes):
        raise ArgumentError(f"roll: {len(shifts)} shifts along {len(axes)} axes", hint="give one shift for each axis")
    for s, a in zip(shifts, axes):
        k = normalized(a, t.ndim)
        by = integer(s, "roll: shift") % max(t.shape[k], 1)
        t = _rolled(t, by=by, axis=k) if by else t
    return t


@composite
def _rolled(t: Tensor, *, by: int, axis: int) -> Tensor:
    rest = t.shape[axis] - by
    return apply(joining.Concat(axis), sliced(t, axis, rest, by), sliced(t, axis, 0, rest))


def pad(x: Operand, padding: int | Sequence[Any], value: float = 0.0, mode: str = "constant") -> Tensor:
    """Elements before and after each axis: `padding` holds (before, after) for each, or one number or pair for all.

    `mode` says which, as in `numpy.pad`: "constant" (`value`), "edge" (the outermost), "reflect" (mirrored at the
    outermost), "wrap" (from the other end). Raises ShapeError where an empty axis has none to repeat.
    """
    t = asarray(x)
    pairs = _pairs(t, padding)
    if mode not in PAD_MODES:
        raise ArgumentError(f"pad: mode={mode!r}", hint=f"use one of {', '.join(PAD_MODES)}")
    if mode == "constant":
        return apply(movement.Pad(tuple((a, b, 0) for a, b in pairs), value), t)
    if any(sum(p) and not e for p, e in zip(pairs, t.shape)):
        raise ShapeError(f"pad: {t._type} has an empty axis, and mode={mode!r}", hint='use mode="constant"')
    return _framed(t, pairs=pairs, mode=mode)


def _pairs(t: Tensor, padding: int | Sequence[Any]) -> tuple[tuple[int, int], ...]:
    given: Any = ((padding, padding),) if isinstance(padding, int) else tuple(padding)
    given = (given,) if len(given) == 2 and all(isinstance(p, int) for p in given) else given
    pairs = tuple(shape_tuple(p) for p in given)
    pairs = pairs * t.ndim if len(pairs) == 1 else pairs
    if len(pairs) != t.ndim or any(len(p) != 2 for p in pairs):
        raise ShapeError(f"pad: padding {padding} for {t._type}", hint="give (before, after) for each axis")
    return tuple((p[0], p[1]) for p in pairs)


@composite
def _framed(t: Tensor, *, pairs: tuple[tuple[int, int], ...], mode: Any) -> Tensor:
    for axis, pair in enumerate(pairs):
        positions = np.pad(np.arange(t.shape[axis]), pair, mode)
        t = taken(t, positions.tolist(), axis)
    return t


def taken(t: Tensor, positions: Sequence[int], axis: int) -> Tensor:
    """The elements at positions known when tracing: runs of equal steps are slices, joined."""
    return _taken(t, runs=tuple(_runs(positions)), axis=normalized_axes(t, axis)[0])


@composite
def _taken(t: Tensor, *, runs: tuple[tuple[int, int, int], ...], axis: int) -> Tensor:
    parts = []
    for start, step, count in runs:
        part = sliced(t, axis, start, count if step else 1, step or 1)
        parts.append(part if step else broadcast_to(part, (*t.shape[:axis], count, *t.shape[axis + 1 :])))
    return apply(joining.Concat(axis), *parts) if parts else sliced(t, axis, 0, 0)


def _runs(positions: Sequence[int]) -> list[tuple[int, int, int]]:
    """Positions as (start, step, count)."""
    runs: list[tuple[int, int, int]] = []
    for p in positions:
        start, step, count = runs[-1] if runs else (0, 0, 0)
        if count == 1:
            runs[-1] = (start, p - start, 2)
        elif count and p == start + step * count:
            runs[-1] = (start, step, count + 1)
        else:
            runs.append((p, 1, 1))
    return runs
