"""Elements at positions that are data, and sums into such positions: each is the other's derivative.

Positions are integers that are checked when they are used. Where several terms meet in one place they are added in the
order of the positions, by one thread, so the bits depend on nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph.errors import DtypeError, RangeError, ShapeError
from autograph.graph import Node, Op, Sample, TensorType, node
from autograph.ops.indexing import out_of_range
from autograph.ops.movement import row_major


def _checked(positions: Any, extent: int) -> Any:
    bad = (positions < 0) | (positions >= extent)
    if np.any(bad):
        raise out_of_range(int(np.asarray(positions)[bad][0]), extent)
    return positions


def _require_integers(name: str, positions: TensorType) -> None:
    if positions.dtype.kind not in ("int", "uint"):
        raise DtypeError(f"{name}: positions of {positions}", hint="positions are integers: .astype(ag.int64)")


def _require_places(name: str, positions: TensorType, *extents: int) -> None:
    """Without places no position is right, and there is nothing that is safe to read instead."""
    if positions.size and not all(extents):
        raise RangeError(
            f"{name}: {positions.size} {'index' if positions.size == 1 else 'indices'} where there is no place: "
            "the extent is 0",
            hint="check that there are elements first",
        )


def unravel(flat: Any, shape: Sequence[int]) -> tuple[Any, ...]:
    """The index along each axis of the element number `flat`."""
    return tuple(flat // stride % extent if extent > 1 else flat * 0 for extent, stride in zip(shape, row_major(shape)))


class _Places(Op, abstract=True):
    """Positions along the `count` axes from `axis` on, as `count` integer arrays of one shape."""

    checks: ClassVar[bool] = True
    axis: int
    count: int

    def _looked_up(self, b: Any, positions: Sequence[Any], at: tuple[Any, ...], extents: Sequence[int]) -> list[Any]:
        return [b.lookup(p.at(at), e) for p, e in zip(positions, extents)]


class Gather(_Places):
    """x[…, p₁, …, pₙ, …]: slices of x at positions; the positions' shape stands where the indexed axes were."""

    kind: ClassVar[str] = "movement"
    cost: ClassVar[int] = 1

    def infer(self, x: TensorType, *positions: TensorType) -> TensorType:
        for p in positions:
            _require_integers(self.name, p)
        assert len({p.shape for p in positions}) == 1 and len(positions) == self.count, "positions of several shapes"
        _require_places(self.name, positions[0], *x.shape[self.axis : self.axis + self.count])
        return TensorType((*x.shape[: self.axis], *positions[0].shape, *x.shape[self.axis + self.count :]), x.dtype)

    def numpy(self, x: Any, *positions: Any) -> Any:
        for p, extent in zip(positions, x.shape[self.axis :]):
            _checked(p, extent)
        return x[(slice(None),) * self.axis + positions]

    def lower(self, b: Any, index: Any, output: TensorType, x: Any, *positions: Any) -> Any:
        end = self.axis + positions[0].type.ndim
        found = self._looked_up(b, positions, index[self.axis : end], x.type.shape[self.axis :])
        return x.at((*index[: self.axis], *found, *index[end:]))

    def gradient(self, cotangent: Node, output: Node, x: Node, *positions: Node) -> Sequence[Node | None]:
        extents = x.shape[self.axis : self.axis + self.count]
        back = node(ScatterAdd(self.axis, self.count, extents), cotangent, *positions)
        return (back, *[None] * self.count)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(5)
        x = rng.uniform(0.3, 2.0, (5, 6, 20)).astype(np.float32)
        yield Sample(cls(0, 1), (x, rng.integers(0, 5, (2, 9))))
        yield Sample(cls(1, 1), (x, rng.integers(0, 6, 7).astype(np.int32)))
        yield Sample(cls(2, 1), (x, rng.integers(0, 20, ())))
        yield Sample(cls(0, 2), (x, rng.integers(0, 5, 8), rng.integers(0, 6, 8)))


class ScatterAdd(_Places):
    """Zeros with `extents` for the indexed axes, and each slice of x added at its position."""

    kind: ClassVar[str] = "loops"
    extents: tuple[int, ...]

    def infer(self, x: TensorType, *positions: TensorType) -> TensorType:
        for p in positions:
            _require_integers(self.name, p)
        end = self.axis + positions[0].ndim
        if x.shape[self.axis : end] != positions[0].shape:
            raise ShapeError(
                f"{self.name}: {x} at positions of {positions[0]} from axis {self.axis} on",
                hint="the values need one slice for each position",
            )
        _require_places(self.name, positions[0], *self.extents)
        return TensorType((*x.shape[: self.axis], *self.extents, *x.shape[end:]), x.dtype)

    def numpy(self, x: Any, *positions: Any) -> Any:
        for p, extent in zip(positions, self.extents):
            _checked(p, extent)
        end = self.axis + positions[0].ndim
        out = np.zeros((*x.shape[: self.axis], *self.extents, *x.shape[end:]), x.dtype)
        np.add.at(out, (slice(None),) * self.axis + positions, x)
        return out

    def loops(self, b: Any, out: Any, x: Any, *positions: Any) -> Sequence[Any]:
        end = self.axis + positions[0].type.ndim
        before, at, after = x.type.shape[: self.axis], x.type.shape[self.axis : end], x.type.shape[end:]
        outer, inner = b.axis("o", math.prod(before)), b.axis("i", math.prod(after))
        row, term = b.axis("r", math.prod(self.extents)), b.axis("k", math.prod(at))
        head, tail = unravel(b.index(outer), before), unravel(b.index(inner), after)
        cleared = (*head, *unravel(b.index(row), self.extents), *tail)
        one = unravel(b.index(term), at)
        place = (*head, *self._looked_up(b, positions, one, self.extents), *tail)
        total = b.call("add", out.at(place), x.at((*head, *one, *tail)))
        clear = b.serial(row, out.store(cleared, b.const(0, out.type.dtype)))
        return b.parallel((outer, inner), clear, b.serial(term, out.store(place, total)))  # type: ignore[no-any-return]

    def gradient(self, cotangent: Node, output: Node, x: Node, *positions: Node) -> Sequence[Node | None]:
        return (node(Gather(self.axis, self.count), cotangent, *positions), *[None] * self.count)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        for s in Gather.samples():
            x, *positions = s.inputs
            gather: Any = s.op
            extents = x.shape[gather.axis : gather.axis + gather.count]
            yield Sample(cls(gather.axis, gather.count, extents), (gather.numpy(x, *positions), *positions))


class TakeAlongAxis(Op):
    """x[…, positions[…, k, …], …]: one element of x for each position, along `axis`; the other axes agree."""

    kind: ClassVar[str] = "movement"
    checks: ClassVar[bool] = True
    axis: int

    def infer(self, x: TensorType, positions: TensorType) -> TensorType:
        _require_integers(self.name, positions)
        _require_others_equal(self.name, self.axis, x, positions)
        _require_places(self.name, positions, x.shape[self.axis])
        return TensorType(positions.shape, x.dtype)

    def numpy(self, x: Any, positions: Any) -> Any:
        _checked(positions, x.shape[self.axis])
        return np.take_along_axis(x, positions.astype(np.int64), self.axis)

    def lower(self, b: Any, index: Any, output: TensorType, x: Any, positions: Any) -> Any:
        found = b.lookup(positions.at(index), x.type.shape[self.axis])
        return x.at((*index[: self.axis], found, *index[self.axis + 1 :]))

    def gradient(self, cotangent: Node, output: Node, x: Node, positions: Node) -> Sequence[Node | None]:
        return node(AddAlongAxis(self.axis, x.shape[self.axis]), cotangent, positions), None

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(6)
        x = rng.uniform(0.3, 2.0, (4, 7, 20)).astype(np.float32)
        yield Sample(cls(1), (x, rng.integers(0, 7, (4, 9, 20))))
        yield Sample(cls(2), (x, rng.integers(0, 20, (4, 7, 3)).astype(np.uint8)))
        yield Sample(cls(0), (x[:, 0, 0], rng.integers(0, 4, 6)))


def _require_others_equal(name: str, axis: int, x: TensorType, positions: TensorType) -> None:
    if (*x.shape[:axis], *x.shape[axis + 1 :]) != (*positions.shape[:axis], *positions.shape[axis + 1 :]):
        raise ShapeError(
            f"{name}: {x} with positions of {positions} along axis {axis}", hint="the other axes must be equal"
        )


class AddAlongAxis(Op):
    """Zeros of `extent` along `axis`, and each element of x added at its position there."""

    kind: ClassVar[str] = "loops"
    checks: ClassVar[bool] = True
    axis: int
    extent: int

    def infer(self, x: TensorType, positions: TensorType) -> TensorType:
        _require_integers(self.name, positions)
        if x.shape != positions.shape:
            raise ShapeError(f"{self.name}: {x} at positions of {positions}", hint="the shapes must be equal")
        _require_places(self.name, positions, self.extent)
        return TensorType((*x.shape[: self.axis], self.extent, *x.shape[self.axis + 1 :]), x.dtype)

    def numpy(self, x: Any, positions: Any) -> Any:
        _checked(positions, self.extent)
        out = np.zeros((*x.shape[: self.axis], self.extent, *x.shape[self.axis + 1 :]), x.dtype)
        index = list(np.indices(x.shape, sparse=True))
        index[self.axis] = positions
        np.add.at(out, tuple(index), x)
        return out

    def loops(self, b: Any, out: Any, x: Any, positions: Any) -> Sequence[Any]:
        before, after = x.type.shape[: self.axis], x.type.shape[self.axis + 1 :]
        outer, inner = b.axis("o", math.prod(before)), b.axis("i", math.prod(after))
        row, term = b.axis("r", self.extent), b.axis("k", x.type.shape[self.axis])
        head, tail = unravel(b.index(outer), before), unravel(b.index(inner), after)
        one = (*head, b.index(term), *tail)
        place = (*head, b.lookup(positions.at(one), self.extent), *tail)
        clear = b.serial(row, out.store((*head, b.index(row), *tail), b.const(0, out.type.dtype)))
        add = b.serial(term, out.store(place, b.call("add", out.at(place), x.at(one))))
        return b.parallel((outer, inner), clear, add)  # type: ignore[no-any-return]

    def gradient(self, cotangent: Node, output: Node, x: Node, positions: Node) -> Sequence[Node | None]:
        return node(TakeAlongAxis(self.axis), cotangent, positions), None

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        for s in TakeAlongAxis.samples():
            take: Any = s.op
            x, positions = s.inputs
            yield Sample(cls(take.axis, x.shape[take.axis]), (take.numpy(x, positions), positions))


def gather(x: Node, axis: int, *positions: Node) -> Node:
    return node(Gather(axis, len(positions)), x, *positions)


__all__ = ["AddAlongAxis", "Gather", "ScatterAdd", "TakeAlongAxis", "gather", "unravel"]
