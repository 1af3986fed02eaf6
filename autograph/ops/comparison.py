"""Comparisons, logic and selection: results of dtype bool, and `where`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograph import dtypes
from autograph.graph import Node, Sample, TensorType, node
from autograph.ops.elementwise import Elementwise, broadcast_shapes, cast
from autograph.ops.movement import broadcast_to
from autograph.ops.source import constant


class Comparison(Elementwise, abstract=True):
    """Two operands of one dtype in, bool out; no derivative. NaN compares false, except by `not_equal`."""

    result = dtypes.bool_

    def gradient(self, cotangent: Node, output: Node, *inputs: Node) -> Sequence[Node | None]:
        return tuple(None for _ in inputs)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        x, y = np.arange(37, dtype=np.float32) % 5, np.arange(37, dtype=np.float32) % 3
        x[3] = np.nan
        yield Sample(cls(), (x, y), smooth=False)
        yield Sample(cls(), (np.arange(37) % 5, np.arange(37) % 3), smooth=False)


class Less(Comparison):
    """x < y."""

    def numpy(self, x: Any, y: Any) -> Any:
        return np.less(x, y)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call("lt", x, y)


class LessEqual(Comparison):
    """x ≤ y."""

    def numpy(self, x: Any, y: Any) -> Any:
        return np.less_equal(x, y)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call("le", x, y)


class Greater(Comparison):
    """x > y."""

    def numpy(self, x: Any, y: Any) -> Any:
        return np.greater(x, y)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call("lt", y, x)


class GreaterEqual(Comparison):
    """x ≥ y."""

    def numpy(self, x: Any, y: Any) -> Any:
        return np.greater_equal(x, y)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call("le", y, x)


class Equal(Comparison):
    """x = y."""

    def numpy(self, x: Any, y: Any) -> Any:
        return np.equal(x, y)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call("eq", x, y)


class NotEqual(Comparison):
    """x ≠ y; true where either is NaN."""

    def numpy(self, x: Any, y: Any) -> Any:
        return np.not_equal(x, y)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call("ne", x, y)


class Logical(Comparison, abstract=True):
    """Operands are taken as truth values first."""

    def operands(self, *inputs: Node) -> tuple[Node, ...]:
        shape = broadcast_shapes(self.name, [i.type for i in inputs])
        return tuple(broadcast_to(cast(i, dtypes.bool_), shape) for i in inputs)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        values = (np.arange(37) % 2 == 0, np.arange(37) % 3 == 0)
        yield Sample(cls(), values[: 1 if cls is LogicalNot else 2], smooth=False)


class LogicalAnd(Logical):
    """x and y."""

    def numpy(self, x: Any, y: Any) -> Any:
        return np.logical_and(x, y)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call("and", x, y)


class LogicalOr(Logical):
    """x or y."""

    def numpy(self, x: Any, y: Any) -> Any:
        return np.logical_or(x, y)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call("or", x, y)


class LogicalXor(Logical):
    """x or y, but not both."""

    def numpy(self, x: Any, y: Any) -> Any:
        return np.logical_xor(x, y)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call("ne", x, y)


class LogicalNot(Logical):
    """not x."""

    def numpy(self, x: Any) -> Any:
        return np.logical_not(x)

    def scalar(self, b: Any, x: Any) -> Any:
        return b.call("not", x)


class Where(Elementwise):
    """x where the condition holds, else y."""

    def infer(self, condition: TensorType, x: TensorType, y: TensorType) -> TensorType:
        assert condition.dtype is dtypes.bool_ and x == y and condition.shape == x.shape, "where: operands differ"
        return x

    def operands(self, *inputs: Node) -> tuple[Node, ...]:
        condition, x, y = inputs
        dtype = dtypes.promote(x.dtype, y.dtype)
        shape = broadcast_shapes(self.name, [i.type for i in inputs])
        parts = (cast(condition, dtypes.bool_), cast(x, dtype), cast(y, dtype))
        return tuple(broadcast_to(p, shape) for p in parts)

    def numpy(self, condition: Any, x: Any, y: Any) -> Any:
        return np.where(condition, x, y)

    def scalar(self, b: Any, condition: Any, x: Any, y: Any) -> Any:
        return b.call("where", condition, x, y, dtype=x.dtype)

    def gradient(self, cotangent: Node, output: Node, condition: Node, x: Node, y: Node) -> Sequence[Node | None]:
        zero = constant(0, x.dtype, x.shape)
        return None, where(condition, cotangent, zero), where(condition, zero, cotangent)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        x = np.linspace(0.5, 2, 37, dtype=np.float32)
        yield Sample(cls(), (np.arange(37) % 3 == 0, x, -x))
        yield Sample(cls(), (np.arange(37) % 3 == 0, np.arange(37), -np.arange(37)), smooth=False)
        yield Sample(cls(), (np.arange(37) % 3 == 0, x.astype(np.float64), -x.astype(np.float64)))


def where(condition: Node, x: Node, y: Node) -> Node:
    return node(Where(), condition, x, y)


greater, equal = Greater().apply, Equal().apply
