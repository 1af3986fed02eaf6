"""Ops without inputs: the arguments of a graph, constants, and index sequences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np

from autograph import dtypes
from autograph.graph import Node, Op, Sample, TensorType, node, topological
from autograph.ops.movement import BroadcastTo, Permute, Reshape, Slice, broadcast_to
from autograph.ops.transfer import Transfer


class Input(Op):
    """Argument number `slot` of the graph: an array.

    A `steady` one is the same array in most calls, with the same elements as long as it is the same array, so that what
    is made of steady ones alone may be kept from one call to the next. One that is `free` joins any device.
    """

    kind: ClassVar[str] = "source"
    slot: int
    type: TensorType
    steady: bool = False
    free: bool = False

    def infer(self) -> TensorType:
        return self.type

    def place(self, inputs: tuple[Node, ...]) -> str | None:
        return None if self.free else self.type.device

    def __str__(self) -> str:
        return f"input({self.slot}, steady)" if self.steady else f"input({self.slot})"


class Scalar(Op):
    """Run-time number `slot` of the graph: a Python float that may change without compiling anything."""

    kind: ClassVar[str] = "source"
    slot: int
    dtype: dtypes.DType

    def infer(self) -> TensorType:
        return TensorType((), self.dtype)

    def __str__(self) -> str:
        return f"scalar({self.slot})"


class Constant(Op):
    """A number that is part of the structure."""

    kind: ClassVar[str] = "source"
    value: bool | int | float
    dtype: dtypes.DType

    def infer(self) -> TensorType:
        return TensorType((), self.dtype)

    def numpy(self) -> Any:
        return np.asarray(self.value, self.dtype.numpy)

    def lower(self, b: Any, index: Any, output: TensorType) -> Any:
        return b.const(self.value, self.dtype)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield Sample(cls(1.5, dtypes.float32), ())
        yield Sample(cls(True, dtypes.bool_), ())


class Arange(Op):
    """0, 1, …, size - 1."""

    kind: ClassVar[str] = "source"
    size: int
    dtype: dtypes.DType

    def infer(self) -> TensorType:
        return TensorType((self.size,), self.dtype)

    def numpy(self) -> Any:
        return np.arange(self.size, dtype=self.dtype.numpy)

    def lower(self, b: Any, index: Any, output: TensorType) -> Any:
        return b.call("cast", b.position(index[0]), dtype=self.dtype)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield Sample(cls(37, dtypes.int64), ())
        yield Sample(cls(5, dtypes.float32), ())


def constant(value: bool | int | float, dtype: dtypes.DType, shape: tuple[int, ...] = ()) -> Node:
    """A node filled with one number."""
    value = float(value) if dtype.is_float else bool(value) if dtype is dtypes.bool_ else int(value)
    return broadcast_to(node(Constant(value, dtype)), shape)


def positions(count: int) -> Node:
    """0, 1, …, count - 1 as int64."""
    return node(Arange(count, dtypes.int64))


def is_steady(n: Node) -> bool:
    """Whether a value depends on nothing but steady inputs."""
    arguments = [i.op for i in topological([n]) if isinstance(i.op, (Input, Scalar))]
    return all(isinstance(op, Input) and op.steady for op in arguments)


def zeros_like(n: Node) -> Node:
    """Zeros where a node is."""
    return _full_like(n, 0)


def ones_like(n: Node) -> Node:
    """Ones where a node is."""
    return _full_like(n, 1)


def _full_like(n: Node, value: int) -> Node:
    full = constant(value, n.dtype, n.shape)
    return full if n.type.device == "cpu" else node(Transfer(n.type.device), full)


def constant_value(n: Node) -> bool | int | float | None:
    """The number a node is filled with, if it is."""
    while isinstance(n.op, (BroadcastTo, Reshape, Permute, Slice, Transfer)):
        n = n.inputs[0]
    return n.op.value if isinstance(n.op, Constant) else None
