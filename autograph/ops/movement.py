"""Ops that only move elements: their lowering is index arithmetic, so fused they cost nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph import dtypes
from autograph.errors import ShapeError
from autograph.graph import Node, Op, Sample, TensorType, node


def _sample(*shape: int) -> tuple[np.ndarray[Any, Any], ...]:
    return (np.arange(math.prod(shape), dtype=np.float32).reshape(shape) * 0.25 - 2,)


class Movement(Op, abstract=True):
    """One input, whose elements appear elsewhere."""

    kind: ClassVar[str] = "movement"
    cost: ClassVar[int] = 0


class BroadcastTo(Movement):
    """The array repeated along new axes in front and along axes of extent 1, as `numpy.broadcast_to`."""

    shape: tuple[int, ...]

    def infer(self, x: TensorType) -> TensorType:
        tail = self.shape[len(self.shape) - x.ndim :]
        if x.ndim > len(self.shape) or any(a not in (1, b) for a, b in zip(x.shape, tail)):
            raise ShapeError(
                f"broadcast_to: {x} does not broadcast to shape {list(self.shape)}",
                hint="axes are aligned at the end; each must be equal or 1",
            )
        return TensorType(self.shape, x.dtype)

    def numpy(self, x: Any) -> Any:
        return np.broadcast_to(x, self.shape)

    def lower(self, b: Any, index: Any, output: TensorType, x: Any) -> Any:
        own = index[len(index) - x.type.ndim :]
        return x.at(tuple(i if e != 1 else i * 0 for i, e in zip(own, x.type.shape)))

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (sum_to(cotangent, x.shape),)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield Sample(cls((4, 3, 5)), _sample(3, 1))
        yield Sample(cls((2, 7)), _sample())


class Reshape(Movement):
    """The same elements in row-major order under another shape."""

    shape: tuple[int, ...]

    def infer(self, x: TensorType) -> TensorType:
        if x.size != math.prod(self.shape):
            raise ShapeError(
                f"reshape: {x} has {x.size} elements, shape {list(self.shape)} has {math.prod(self.shape)}",
                hint="use -1 for one axis to have its extent computed",
            )
        return TensorType(self.shape, x.dtype)

    def numpy(self, x: Any) -> Any:
        return np.reshape(x, self.shape)

    def lower(self, b: Any, index: Any, output: TensorType, x: Any) -> Any:
        flat = sum((i * s for i, s in zip(index, row_major(output.shape))), start=_zero(index, b))
        source = []
        for extent, stride in zip(x.type.shape, row_major(x.type.shape)):
            source.append(flat // stride % extent if extent > 1 else flat * 0)
        return x.at(tuple(source))

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (reshape(cotangent, x.shape),)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield Sample(cls((3, 8)), _sample(2, 3, 4))
        yield Sample(cls((6, 1, 35)), _sample(5, 42))
        yield Sample(cls(()), _sample(1, 1))


def _zero(index: Any, b: Any) -> Any:
    return index[0] * 0 if index else b.zero


class Permute(Movement):
    """Axis k of the result is axis `axes[k]` of the input."""

    axes: tuple[int, ...]

    def infer(self, x: TensorType) -> TensorType:
        if sorted(self.axes) != list(range(x.ndim)):
            raise ShapeError(
                f"permute: axes {list(self.axes)} do not name each axis of {x} once",
                hint=f"give a permutation of 0 … {x.ndim - 1}",
            )
        return TensorType(tuple(x.shape[a] for a in self.axes), x.dtype)

    def numpy(self, x: Any) -> Any:
        return np.transpose(x, self.axes)

    def lower(self, b: Any, index: Any, output: TensorType, x: Any) -> Any:
        return x.at(tuple(index[k] for k in np.argsort(self.axes)))

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (permute(cotangent, tuple(int(k) for k in np.argsort(self.axes))),)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield Sample(cls((2, 0, 1)), _sample(3, 4, 5))
        yield Sample(cls((1, 0)), _sample(33, 17))


class Slice(Movement):
    """Elements start, start + step, … along each axis; `limits` holds (start, step, count) per axis."""

    limits: tuple[tuple[int, int, int], ...]

    def infer(self, x: TensorType) -> TensorType:
        for (start, step, count), extent in zip(self.limits, x.shape):
            assert count == 0 or (0 <= start < extent and 0 <= start + step * (count - 1) < extent), (
                "slice out of range"
            )
        return TensorType(tuple(count for _, _, count in self.limits), x.dtype)

    def numpy(self, x: Any) -> Any:
        for axis, (start, step, count) in enumerate(self.limits):
            x = np.take(x, start + step * np.arange(count), axis=axis)
        return x

    def lower(self, b: Any, index: Any, output: TensorType, x: Any) -> Any:
        return x.at(tuple(i * step + start for i, (start, step, _) in zip(index, self.limits)))

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        padding = []
        for axis, ((start, step, count), extent) in enumerate(zip(self.limits, x.shape)):
            if not count:  # nothing was read, wherever that began
                padding.append((0, extent, 0))
                continue
            if step < 0:
                cotangent = flip(cotangent, axis)
                start, step = start + step * (count - 1), -step
            padding.append((start, extent - start - (count - 1) * step - 1, step - 1))
        return (pad(cotangent, padding),)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield Sample(cls(((1, 1, 3), (0, 2, 3))), _sample(5, 6))
        yield Sample(cls(((4, -2, 3), (5, -1, 6))), _sample(5, 6))


class Pad(Movement):
    """`value` around and between elements; `padding` holds (low, high, interior) per axis, none negative."""

    cost: ClassVar[int] = 4
    padding: tuple[tuple[int, int, int], ...]
    value: float = 0.0

    def infer(self, x: TensorType) -> TensorType:
        if len(self.padding) != x.ndim or any(p < 0 for axis in self.padding for p in axis):
            raise ShapeError(f"pad: padding {self.padding} does not fit {x}", hint="give (low, high) ≥ 0 for each axis")
        extents = [low + e + max(e - 1, 0) * inner + high for e, (low, high, inner) in zip(x.shape, self.padding)]
        return TensorType(tuple(extents), x.dtype)

    def numpy(self, x: Any) -> Any:
        shape = self.infer(TensorType(x.shape, dtypes.dtype(x.dtype))).shape
        out = np.full(shape, self.value, x.dtype)
        window = [
            slice(low, low + max(e - 1, 0) * (inner + 1) + (e > 0), inner + 1)
            for e, (low, _, inner) in zip(x.shape, self.padding)
        ]
        out[tuple(window)] = x
        return out

    def lower(self, b: Any, index: Any, output: TensorType, x: Any) -> Any:
        inside = b.const(True, dtypes.bool_)
        source = []
        for i, extent, (low, _, inner) in zip(index, x.type.shape, self.padding):
            i = i - low
            whole = i // (inner + 1)
            inside = b.inside(inside, whole, extent)
            inside = b.call("and", inside, b.call("eq", b.position(i % (inner + 1)), b.const(0, dtypes.int64)))
            source.append(whole)
        return b.call("guard", inside, x.at(tuple(source)), b.const(self.value, output.dtype), dtype=output.dtype)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        limits = tuple((low, inner + 1, e) for e, (low, _, inner) in zip(x.shape, self.padding))
        return (slice_(cotangent, limits),)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield Sample(cls(((1, 2, 0), (0, 3, 0))), _sample(3, 4))
        yield Sample(cls(((0, 1, 2), (2, 0, 1)), -1.0), _sample(3, 20))


def row_major(shape: Sequence[int]) -> tuple[int, ...]:
    """Strides, in elements, of a contiguous array."""
    strides = [1] * len(shape)
    for k in range(len(shape) - 2, -1, -1):
        strides[k] = strides[k + 1] * max(shape[k + 1], 1)
    return tuple(strides)


def broadcast_to(x: Node, shape: tuple[int, ...]) -> Node:
    return x if x.type.shape == tuple(shape) else node(BroadcastTo(tuple(shape)), x)


def reshape(x: Node, shape: tuple[int, ...]) -> Node:
    return x if x.shape == tuple(shape) else node(Reshape(tuple(shape)), x)


def permute(x: Node, axes: tuple[int, ...]) -> Node:
    return x if tuple(axes) == tuple(range(len(x.shape))) else node(Permute(tuple(axes)), x)


def slice_(x: Node, limits: Sequence[tuple[int, int, int]]) -> Node:
    whole = tuple((0, 1, e) for e in x.shape)
    return x if tuple(limits) == whole else node(Slice(tuple(limits)), x)


def flip(x: Node, axis: int) -> Node:
    limits = [(0, 1, e) for e in x.shape]
    limits[axis] = (max(x.shape[axis] - 1, 0), -1, x.shape[axis])
    return slice_(x, limits)


def pad(x: Node, padding: Sequence[tuple[int, int, int]], value: float = 0.0) -> Node:
    return x if not any(p for axis in padding for p in axis) else node(Pad(tuple(padding), value), x)


def sum_to(x: Node, shape: tuple[int, ...]) -> Node:
    """The transpose of broadcasting: sum over the axes that were repeated."""
    from autograph.ops.reduction import reduce_sum

    extra = len(x.shape) - len(shape)
    axes = tuple(range(extra)) + tuple(extra + k for k, e in enumerate(shape) if e == 1 and x.shape[extra + k] != 1)
    return reshape(reduce_sum(x, axes), shape)
