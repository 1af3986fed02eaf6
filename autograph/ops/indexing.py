"""Ops that read an index from data; the index is checked when it is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph import dtypes
from autograph.errors import DtypeError, RangeError
from autograph.graph import Node, Op, Sample, TensorType


def out_of_range(value: int, extent: int, where: Any = None) -> RangeError:
    """The error for an index read from data, the same in eager, interpreted and compiled mode."""
    return RangeError(
        f"index {value} is out of range: expected 0 … {extent - 1}",
        where=where,
        hint=f"check the labels or indices: each must lie in 0 … {extent - 1}",
    )


class OneHot(Op):
    """[..., size]: 1 where the last axis's position equals the integer label, else 0; labels are checked."""

    kind: ClassVar[str] = "elementwise"
    checks: ClassVar[bool] = True
    size: int
    dtype: dtypes.DType

    def infer(self, labels: TensorType) -> TensorType:
        if labels.dtype.kind not in ("int", "uint"):
            raise DtypeError(f"one_hot: labels must be integers, got {labels}", hint="convert with .astype(ag.int64)")
        return TensorType((*labels.shape, self.size), self.dtype)

    def numpy(self, labels: Any) -> Any:
        bad = (labels < 0) | (labels >= self.size)
        if np.any(bad):
            raise out_of_range(int(labels[bad][0]), self.size)
        return np.equal(np.asarray(labels)[..., None], np.arange(self.size)).astype(self.dtype.numpy)

    def lower(self, b: Any, index: Any, output: TensorType, labels: Any) -> Any:
        *outer, position = index
        label = b.position(b.lookup(labels.at(tuple(outer)), self.size))
        hit = b.call("eq", label, b.position(position))
        if self.dtype is dtypes.bool_:
            return hit
        return b.call("where", hit, b.const(1, self.dtype), b.const(0, self.dtype), dtype=self.dtype)

    def gradient(self, cotangent: Node, output: Node, labels: Node) -> Sequence[Node | None]:
        return (None,)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield Sample(cls(10, dtypes.float32), (np.arange(37) % 10,), smooth=False)
        yield Sample(cls(5, dtypes.bool_), (np.arange(37) % 5,), smooth=False)
        yield Sample(cls(3, dtypes.float32), ((np.arange(8) % 3).astype(np.uint8).reshape(2, 4),), smooth=False)


class FromStart(Op):
    """Positions -extent … -1 counted from the start; others as they are, for the look-up to refuse what is wrong."""

    kind: ClassVar[str] = "elementwise"
    extent: int

    def infer(self, positions: TensorType) -> TensorType:
        assert positions.dtype.kind == "int" and self.extent <= positions.dtype.largest, f"{self} of {positions}"
        return positions

    def numpy(self, positions: Any) -> Any:
        return np.where((positions < 0) & (positions >= -self.extent), positions + self.extent, positions)

    def lower(self, b: Any, index: Any, output: TensorType, positions: Any) -> Any:
        given = positions.at(index)
        zero, least, extent = (b.const(v, output.dtype) for v in (0, -self.extent, self.extent))
        behind = b.call("and", b.call("lt", given, zero), b.call("le", least, given))
        return b.call("where", behind, b.call("add", given, extent), given, dtype=output.dtype)

    def gradient(self, cotangent: Node, output: Node, positions: Node) -> Sequence[Node | None]:
        return (None,)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield Sample(cls(7), (np.arange(-9, 28).astype(np.int8),), smooth=False)
        yield Sample(cls(1000), (np.array([[-1000, 999, -1], [-1001, 1000, 0]]),), smooth=False)
