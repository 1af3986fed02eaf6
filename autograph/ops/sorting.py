"""The order of elements along an axis, and where others belong in it; sorting is taking elements in that order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph import dtypes
from autograph.graph import Node, Op, Sample, TensorType


class Argsort(Op):
    """int64 positions that sort the last axis, or the first `count` of them; equal elements keep their order, NaN
    counts as largest."""

    kind: ClassVar[str] = "text"
    cost: ClassVar[int] = 64
    descending: bool = False
    count: int | None = None

    def infer(self, x: TensorType) -> TensorType:
        assert self.count is None or 0 <= self.count <= x.shape[-1], f"{self} of {x}"
        return TensorType((*x.shape[:-1], x.shape[-1] if self.count is None else self.count), dtypes.int64)

    def numpy(self, x: Any) -> Any:
        if not self.descending:
            return np.argsort(x, axis=-1, kind="stable")[..., : self.count]
        # Largest first, equal ones in their order: backwards twice.
        order = x.shape[-1] - 1 - np.flip(np.argsort(np.flip(x, -1), axis=-1, kind="stable"), -1)
        return order[..., : self.count]

    def text(self, output: TensorType, *inputs: TensorType) -> Any:
        from autograph.kernel.nest import Text  # when something is lowered, not when ops are imported

        shapes = (inputs[0].shape, output.shape)
        count, row = output.shape[-1], inputs[0].shape[-1]
        dtype = inputs[0].dtype
        flip = (1 << min(dtype.bits, 32)) - 1 if self.descending else 0
        sizes = (("row", row), ("rows", output.size // max(count, 1)), ("count", count))
        constants = (*sizes, ("digits", dtype.bytes), ("flip", flip))
        words = (("before", f"{'after' if self.descending else 'before'}_{dtype.short}"), ("key", f"key_{dtype.short}"))
        return Text(shapes, constants, template="argsort", words=words)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (None,)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(10)
        yield Sample(cls(), (rng.uniform(-1, 1, (3, 37)).astype(np.float32),), smooth=False)
        yield Sample(cls(True), (rng.integers(-3, 3, (2, 3, 50)),), smooth=False)
        specials = np.array([np.nan, 1, -0.0, np.inf, 0.0, -np.inf, np.nan, 1], np.float64)
        yield Sample(cls(), (specials,), smooth=False)
        yield Sample(cls(True), (specials,), smooth=False)
        yield Sample(cls(), (np.array([True, False, True]),), smooth=False)
        yield Sample(cls(), (rng.integers(-300, 300, (2, 1000)).astype(np.float32),), smooth=False)
        yield Sample(cls(True), (rng.integers(-9, 9, 9000),), smooth=False)
        for descending in (False, True):
            yield Sample(cls(descending), (np.tile(specials, 25).astype(np.float32),), smooth=False)
            for kind in (np.int8, np.uint16, np.int32):
                yield Sample(cls(descending), (rng.integers(0, 1 << 40, (2, 200)).astype(kind),), smooth=False)
        for count in (1, 6, 50):
            yield Sample(cls(True, count), (rng.integers(-3, 3, (2, 50)),), smooth=False)
        yield Sample(cls(False, 3), (specials,), smooth=False)


class SearchSorted(Op):
    """int64: how many elements of `within`, one axis in ascending order, come before each of `values`, or, if `right`,
    come before it or equal it; NaN counts as largest."""

    kind: ClassVar[str] = "text"
    cost: ClassVar[int] = 64
    right: bool = False

    def infer(self, within: TensorType, values: TensorType) -> TensorType:
        assert within.ndim == 1 and within.dtype is values.dtype, f"{self.name}: {within} and {values}"
        return TensorType(values.shape, dtypes.int64)

    def numpy(self, within: Any, values: Any) -> Any:
        return np.asarray(np.searchsorted(within, values, "right" if self.right else "left"))

    def text(self, output: TensorType, *inputs: TensorType) -> Any:
        from autograph.kernel.nest import Text  # when something is lowered, not when ops are imported

        shapes = (*[i.shape for i in inputs], output.shape)
        before = f"before_{inputs[0].dtype.short}"
        constants = (("count", output.size), ("tie", int(self.right)))
        return Text(shapes, constants, template="searchsorted", words=(("before", before),))

    def gradient(self, cotangent: Node, output: Node, within: Node, values: Node) -> Sequence[Node | None]:
        return None, None

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(12)
        within = np.sort(rng.integers(-5, 5, 37)).astype(np.float32)
        within[-2:] = np.nan
        values = np.array([[-9, -5, 0.5], [np.nan, np.inf, 3], [-np.inf, 4, -0.0]], np.float32)
        for right in (False, True):
            yield Sample(cls(right), (within, values), smooth=False)
            yield Sample(cls(right), (np.arange(0, 20, 2), np.arange(37)), smooth=False)
        yield Sample(cls(), (within[:0], values), smooth=False)
