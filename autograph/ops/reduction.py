"""Reductions over axes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph import dtypes
from autograph.errors import ShapeError
from autograph.graph import Node, Op, Sample, TensorType, node
from autograph.ops.comparison import equal, where
from autograph.ops.elementwise import cast, divide, multiply
from autograph.ops.movement import broadcast_to, flip, pad, permute, reshape, slice_
from autograph.ops.source import constant, zeros_like


class Reduction(Op, abstract=True):
    """Combines the elements along `axes`, which vanish from the shape."""

    kind: ClassVar[str] = "reduction"
    axes: tuple[int, ...]

    def infer(self, x: TensorType) -> TensorType:
        assert all(0 <= a < x.ndim for a in self.axes), f"{self.name}: axes {self.axes} of {x}"
        return TensorType(tuple(e for k, e in enumerate(x.shape) if k not in self.axes), self._dtype(x))

    def _dtype(self, x: TensorType) -> dtypes.DType:
        return x.dtype

    def steps(self, output: TensorType, *inputs: TensorType) -> int:
        return inputs[0].size // max(output.size, 1)

    def _require_elements(self, x: TensorType) -> None:
        if any(x.shape[a] == 0 for a in self.axes):
            raise ShapeError(
                f"{self.name}: no elements along axes {list(self.axes)} of {x}",
                hint="an empty axis has no largest or smallest element; check the size first",
            )

    def _source(self, b: Any, index: Any, x: Any) -> tuple[Any, tuple[Any, ...]]:
        """The input's index with new variables along the reduced axes, and those variables."""
        variables = {a: b.variable("r", x.type.shape[a]) for a in self.axes}
        rest = iter(index)
        source = tuple(b.index(variables[k]) if k in variables else next(rest) for k in range(x.type.ndim))
        return source, tuple(variables.values())

    def spread(self, value: Node, shape: tuple[int, ...]) -> Node:
        """A result repeated along the reduced axes."""
        kept = tuple(1 if k in self.axes else e for k, e in enumerate(shape))
        return broadcast_to(reshape(value, kept), shape)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(11)
        x = rng.permutation(3 * 5 * 36).reshape(3, 5, 36).astype(np.float32) / 100 - 2
        yield Sample(cls((2,)), (x,))
        yield Sample(cls((0,)), (x,))
        yield Sample(cls((0, 2)), (x,))
        yield Sample(cls((0, 1, 2)), (x[:, :2, :7],))


class Accumulating(Reduction, abstract=True):
    """Of floats the same dtype, of integers the widest with or without sign, of bools int64."""

    def _dtype(self, x: TensorType) -> dtypes.DType:
        return x.dtype if x.dtype.is_float else dtypes.uint64 if x.dtype.kind == "uint" else dtypes.int64

    def lower(self, b: Any, index: Any, output: TensorType, x: Any) -> Any:
        source, variables = self._source(b, index, x)
        return b.reduce(self.name, variables, b.call("cast", x.at(source), dtype=output.dtype))


class Sum(Accumulating):
    """The sum; of integers in 64 bits, of bool the count."""

    def numpy(self, x: Any) -> Any:
        kind = self._dtype(TensorType(x.shape, dtypes.dtype(x.dtype)))
        return np.asarray(np.sum(x, axis=self.axes, dtype=kind.numpy))

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (cast(self.spread(cotangent, x.shape), x.dtype),)


class Prod(Accumulating):
    """The product; of integers in 64 bits, where it wraps. Its derivative holds where elements are zero too."""

    def numpy(self, x: Any) -> Any:
        kind = self._dtype(TensorType(x.shape, dtypes.dtype(x.dtype)))
        return np.asarray(np.prod(x, axis=self.axes, dtype=kind.numpy))

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        # Not output / x, which is 0 / 0 at zeros, but the product of the others: up a tree of pairs, and down again.
        kept = tuple(k for k in range(len(x.shape)) if k not in self.axes)
        order = kept + self.axes
        moved = permute(x, order)
        outer = output.shape
        terms = math.prod(x.shape[a] for a in self.axes)
        level = reshape(moved, (*outer, terms))
        level = pad(level, [*[(0, 0, 0)] * len(outer), (0, (1 << max(terms - 1, 0).bit_length()) - terms, 0)], 1.0)
        pairs = []
        while level.shape[-1] > 1:
            pairs.append(reshape(level, (*outer, level.shape[-1] // 2, 2)))
            halves = [reshape(_column(pairs[-1], k), pairs[-1].shape[:-1]) for k in (0, 1)]
            level = multiply(*halves)
        others = reshape(cotangent, (*outer, 1))
        for pair in reversed(pairs):
            above = broadcast_to(reshape(others, (*others.shape, 1)), pair.shape)
            product = multiply(above, flip(pair, len(outer) + 1))
            others = reshape(product, (*outer, 2 * others.shape[-1]))
        others = slice_(others, [*[(0, 1, e) for e in outer], (0, 1, terms)])
        return (permute(reshape(others, moved.shape), tuple(int(k) for k in np.argsort(order))),)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        x = np.random.default_rng(12).uniform(0.5, 1.5, (3, 5, 20)).astype(np.float32)
        zeros = x.copy()
        zeros[0, 0, 3] = zeros[1, 1, 4] = zeros[1, 1, 7] = 0
        yield Sample(cls((2,)), (x,))
        yield Sample(cls((2,)), (zeros,))
        yield Sample(cls((2, 0)), (x[:, :, :5],))
        yield Sample(cls((0,)), (zeros,))
        yield Sample(cls((0,)), (np.arange(1, 40),), smooth=False)
        yield Sample(cls((1,)), (np.arange(60, dtype=np.int8).reshape(3, 20),), smooth=False)
        yield Sample(cls((0,)), (np.arange(60, dtype=np.uint8).reshape(3, 20),), smooth=False)
        yield Sample(cls((1,)), (np.arange(60).reshape(3, 20) % 7 < 6,), smooth=False)


def _column(x: Node, k: int) -> Node:
    return slice_(x, [*[(0, 1, e) for e in x.shape[:-1]], (k, 1, 1)])


class Extremum(Reduction, abstract=True):
    """Largest or smallest element; NaN if there is one. Elements that tie share the derivative equally."""

    def infer(self, x: TensorType) -> TensorType:
        self._require_elements(x)
        return super().infer(x)

    def lower(self, b: Any, index: Any, output: TensorType, x: Any) -> Any:
        source, variables = self._source(b, index, x)
        return b.reduce(self.name, variables, x.at(source))

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        chosen = equal(x, self.spread(output, x.shape))
        share = divide(cotangent, reduce_sum(cast(chosen, x.dtype), self.axes))
        return (where(chosen, self.spread(share, x.shape), zeros_like(x)),)


class Max(Extremum):
    """The largest element."""

    def numpy(self, x: Any) -> Any:
        return np.asarray(np.max(x, axis=self.axes))


class Min(Extremum):
    """The smallest element."""

    def numpy(self, x: Any) -> Any:
        return np.asarray(np.min(x, axis=self.axes))


class Argument(Reduction, abstract=True):
    """Position, int64, of the first extremum along one axis; of the first NaN if there is one."""

    extremum: ClassVar[type[Extremum]]

    def infer(self, x: TensorType) -> TensorType:
        self._require_elements(x)
        return super().infer(x)

    def _dtype(self, x: TensorType) -> dtypes.DType:
        return dtypes.int64

    def lower(self, b: Any, index: Any, output: TensorType, x: Any) -> Any:
        (axis,) = self.axes
        source, variables = self._source(b, index, x)
        best = b.reduce(self.extremum.name, variables, x.at(source))
        again, positions = self._source(b, index, x)
        value = x.at(again)
        hit = b.call("or", b.call("eq", value, best), b.call("ne", value, value))
        none = b.const(x.type.shape[axis], dtypes.int64)
        return b.reduce("min", positions, b.call("where", hit, b.position(again[axis]), none, dtype=dtypes.int64))

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (None,)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        x = (np.arange(5 * 36) * 7919 % 31).reshape(5, 36).astype(np.float32)
        x[3, 9] = np.nan
        yield Sample(cls((1,)), (x,), smooth=False)
        yield Sample(cls((0,)), (x,), smooth=False)


class Argmax(Argument):
    """Position of the first largest element."""

    extremum = Max

    def numpy(self, x: Any) -> Any:
        return np.asarray(np.argmax(x, axis=self.axes[0]))


class Argmin(Argument):
    """Position of the first smallest element."""

    extremum = Min

    def numpy(self, x: Any) -> Any:
        return np.asarray(np.argmin(x, axis=self.axes[0]))


def reduce_sum(x: Node, axes: tuple[int, ...]) -> Node:
    return node(Sum(tuple(axes)), x) if axes else x


def reduce_max(x: Node, axes: tuple[int, ...]) -> Node:
    return node(Max(tuple(axes)), x) if axes else x


def reduce_mean(x: Node, axes: tuple[int, ...]) -> Node:
    total = reduce_sum(x, axes)
    count = x.type.size // max(total.type.size, 1)
    return multiply(total, constant(1 / count if count else float("nan"), total.dtype, total.shape))
