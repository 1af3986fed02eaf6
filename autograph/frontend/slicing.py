"""Indexing: `x[…]` as NumPy means it."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from autograph.errors import ArgumentError, DtypeError, RangeError
from autograph.frontend.apply import apply, event
from autograph.frontend.functions import asarray, reshape
from autograph.frontend.functions.arguments import normalized
from autograph.frontend.functions.conversion import beside
from autograph.frontend.functions.finding import places_of
from autograph.frontend.functions.indexing import picked, positions
from autograph.frontend.tensor import Tensor
from autograph.ops import elementwise, movement

#: (start, step, count) of one axis.
Limit = tuple[int, int, int]


def getitem(x: Tensor, key: Any) -> Tensor:
    """The part of x that `key` names: integers, slices, None, an ellipsis, arrays of integers, boolean masks.

    Arrays broadcast together; their axes stand where the arrays stood, or first if something stands between them, as
    in NumPy. Integer tensors are data: their values are not asked for. How many elements a mask picks depends on its
    values: if it was computed in a compiled call, what is recorded so far runs, and the call goes on.
    Raises RangeError for an index outside its axis and for a mask of another shape, DtypeError for what is no index.
    """
    basic = _PLAIN.issuperset(map(type, key if type(key) is tuple else (key,)))
    return _basic_item(x, key) if basic else _item(x, key)


#: Types of indices that ask for no value.
_PLAIN = frozenset((int, slice, type(None), type(Ellipsis)))


def _item(x: Tensor, key: Any) -> Tensor:
    parts = [_part(p, x) for p in (key if isinstance(key, tuple) else (key,))]
    given = sum(_axes(p) for p in parts)
    if given > x.ndim:
        raise RangeError(f"{given} indices for {x._type}", hint="give at most one index for each axis")
    if sum(p is Ellipsis for p in parts) > 1:
        raise RangeError(f"index of {x._type} with more than one …", hint="write : for the axes of all but one of them")
    if any(isinstance(p, Tensor) for p in parts):
        return _Picking(x, parts, x.ndim - given).result()
    return _basic(x, parts, x.ndim - given)


_basic_item = event(_item)


def _axes(part: Any) -> int:
    """How many axes an index takes."""
    if part is None or part is Ellipsis:
        return 0
    return part.ndim if _is_mask(part) else 1


def _is_mask(part: Any) -> bool:
    return isinstance(part, Tensor) and part.dtype.kind == "bool"


def _part(part: Any, x: Tensor) -> Any:
    """An index as None, …, an int, a slice of ints, or a tensor of integers or bools."""
    if part is None or part is Ellipsis:
        return part
    if isinstance(part, slice):
        bounds = [e if e is None else _bound(e, x) for e in (part.start, part.stop, part.step)]
        if bounds[2] == 0:
            raise ArgumentError(f"a slice of {x._type} with step 0", hint="steps are positive or negative")
        return slice(*bounds)
    if isinstance(part, (int, np.integer)) and not isinstance(part, bool):
        return operator.index(part)
    if isinstance(part, (Tensor, np.ndarray, list, tuple, bool, np.bool_)):
        found = beside(part, x)
        if not isinstance(part, (Tensor, np.ndarray)) and not found.size:
            found = positions("index", part, x)
        if found.dtype.kind in ("int", "uint", "bool"):
            return found
    raise _no_index(part, x)


def _bound(part: Any, x: Tensor) -> int:
    """An end or a step of a slice, which is part of the structure: the value of a tensor is asked for."""
    number = isinstance(part, (int, np.integer)) and not isinstance(part, bool)
    if number or (isinstance(part, Tensor) and part.ndim == 0 and part.dtype.kind in ("int", "uint")):
        return operator.index(part)
    raise _no_index(part, x)


def _no_index(part: Any, x: Tensor) -> DtypeError:
    if isinstance(part, (Tensor, np.ndarray)):
        shown = f"a tensor of {asarray(part)._type}"
    else:
        shown = f"{type(part).__name__} {part!r}"
    return DtypeError(
        f"index of {x._type} by {shown}", hint="index with integers, slices, None, …, arrays of integers or bools"
    )


def _chosen(part: slice, extent: int) -> Limit:
    chosen = range(extent)[part]
    # One element has no next, and the step to it may be more than an index holds.
    return (chosen.start if chosen else 0, chosen.step if len(chosen) > 1 else 1, len(chosen))


def _basic(x: Tensor, parts: list[Any], missing: int) -> Tensor:
    """An index without arrays."""
    at = next((k for k, p in enumerate(parts) if p is Ellipsis), len(parts))
    parts[at : at + 1] = [slice(None)] * missing
    limits: list[Limit] = []
    shape = []
    for p in parts:
        if p is None:
            shape.append(1)
        elif isinstance(p, slice):
            limits.append(_chosen(p, x.shape[len(limits)]))
            shape.append(limits[-1][2])
        else:
            limits.append((_integer(p, x, len(limits)), 1, 1))
    whole = all(limit == (0, 1, e) for limit, e in zip(limits, x.shape))
    return reshape(x if whole else apply(movement.Slice(tuple(limits)), x), shape)


def _integer(part: int, x: Tensor, axis: int) -> int:
    return normalized(part, x.shape[axis], f"axis {axis} of {x._type}")


class _Picking:
    """An index with arrays, read from left to right."""

    def __init__(self, x: Tensor, parts: list[Any], missing: int):
        self._x = x
        self._axis = 0  # of x
        self._shape: list[int] = []  # x's, with an axis of extent 1 for each mask that has none
        self._limits: list[Limit] = []
        self._arrays: list[tuple[int, Tensor]] = []  # each with its axis of that shape
        self._extents: list[int] = []  # the result's, without those of the arrays
        self._places: list[tuple[int, int]] = []  # of arrays: which part each is, and how many extents precede it
        parts = parts if any(p is Ellipsis for p in parts) else [*parts, Ellipsis]
        # Beside an array an integer counts as one, unless they all are single numbers.
        single = all(isinstance(p, Tensor) and not p.ndim and not _is_mask(p) for p in parts if isinstance(p, Tensor))
        for k, p in enumerate(parts):
            if isinstance(p, Tensor) or (isinstance(p, int) and not single):
                self._places.append((k, len(self._extents)))
            self._read(p, missing)

    def _read(self, part: Any, missing: int) -> None:
        if part is None:
            self._extents.append(1)
        elif part is Ellipsis:
            for _ in range(missing):
                self._read(slice(None), 0)
        elif isinstance(part, slice):
            limit = _chosen(part, self._x.shape[self._axis])
            self._extents.append(limit[2])
            self._next(limit)
        elif isinstance(part, int):
            self._next((_integer(part, self._x, self._axis), 1, 1))
        elif not _is_mask(part):
            self._array(part)
        else:
            self._mask(part)

    def _next(self, limit: Limit | None = None) -> None:
        extent = self._x.shape[self._axis]
        self._shape.append(extent)
        self._limits.append((0, 1, extent) if limit is None else limit)
        self._axis += 1

    def _array(self, part: Tensor) -> None:
        self._arrays.append((len(self._shape), part))
        self._next()

    def _mask(self, mask: Tensor) -> None:
        wanted = self._x.shape[self._axis : self._axis + mask.ndim]
        if mask.shape != wanted:
            raise RangeError(
                f"index of {self._x._type} by a mask of {mask._type} at axis {self._axis}",
                hint=f"the mask needs the shape of the axes it stands for: {list(wanted)}",
            )
        if mask.ndim:
            for places in places_of(mask):
                self._array(places)
        else:  # one element or none, along an axis of its own
            self._arrays.append((len(self._shape), places_of(reshape(mask, (1,)))[0]))
            self._shape.append(1)
            self._limits.append((0, 1, 1))

    def result(self) -> Tensor:
        """The elements picked."""
        axes, arrays = zip(*self._arrays)
        together = elementwise.broadcast_shapes("index", [a._type for a in arrays])
        (start, before), (end, _) = self._places[0], self._places[-1]
        kept = [k for k in range(len(self._shape)) if k not in axes]
        # Axes of integers have extent 1 and may stand anywhere.
        first = sum(k < axes[0] for k in kept)
        if end - start + 1 != len(self._places):  # something stands between arrays
            first = before = 0
        return picked(
            self._x,
            *arrays,
            shape=tuple(self._shape),
            limits=tuple(self._limits),
            order=(*kept[:first], *axes, *kept[first:]),
            first=first,
            result=(*self._extents[:before], *together, *self._extents[before:]),
        )
