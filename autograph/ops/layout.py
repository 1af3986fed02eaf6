"""Where the compiler chooses the order of elements in memory (decision D9)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph.graph import Node, Op, Sample, TensorType, node
from autograph.ops.convolution import Conv2dWeightGradient
from autograph.ops.lanes import LANES
from autograph.ops.movement import BroadcastTo, Permute, Reshape, Slice, permute, row_major

#: Vectors of which less than this share is used are not worth a layout of their own.
LEAST = 0.5


class Contiguous(Op):
    """The same elements, in row-major order of this shape wherever they are read more than once.

    What stands before it (a transpose, say) is done once, when the elements are stored, and not at every read.
    """

    kind: ClassVar[str] = "movement"
    cost: ClassVar[int] = 4

    def infer(self, x: TensorType) -> TensorType:
        return x

    def numpy(self, x: Any) -> Any:
        return np.ascontiguousarray(x).reshape(x.shape)  # of no axes it makes one

    def lower(self, b: Any, index: Any, output: TensorType, x: Any) -> Any:
        return x.at(index)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (cotangent,)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield Sample(cls(), (np.arange(33 * 17, dtype=np.float32).reshape(33, 17) * 0.25 - 2,))
        yield Sample(cls(), (np.array(3, np.float32),))


def reordered(x: Node, axes: tuple[int, ...]) -> Node:
    """`x`, kept in memory with its axes in this order; every other reader sees it as it was."""
    back = tuple(sorted(range(len(axes)), key=axes.__getitem__))
    return permute(node(Contiguous(), permute(x, axes)), back)


def neighbours(n: Node) -> int | None:
    """The axis along which neighbouring elements are neighbours in memory, as far as movements tell."""
    rank = len(n.shape)
    if isinstance(n.op, Permute):
        inner = neighbours(n.inputs[0])
        return None if inner is None else n.op.axes.index(inner)
    if isinstance(n.op, BroadcastTo):
        inner = neighbours(n.inputs[0])
        return None if inner is None else inner + rank - len(n.inputs[0].shape)
    if isinstance(n.op, Slice):
        inner = neighbours(n.inputs[0])
        return inner if inner is None or n.op.limits[inner][1] == 1 else None
    if isinstance(n.op, Reshape):
        return _reshaped(n, n.inputs[0])
    return rank - 1 if rank else None


def _reshaped(n: Node, x: Node) -> int | None:
    """The axis of a reshape that is, or ends with, the axis of neighbours of its input."""
    inner = neighbours(x)
    if inner is None:
        return None
    stride = math.prod(x.shape[inner + 1 :])
    found = [k for k, s in enumerate(row_major(n.shape)) if s == stride and n.shape[k] > 1]
    return found[-1] if found else None


def channels_fill(n: Node) -> bool:
    """Whether the channels of a convolution's result fill vectors."""
    return n.inputs[0].dtype.bits == 32 and _filled(_channels(n)) >= LEAST


def batch_fills(convolutions: Sequence[Node]) -> bool:
    """Whether the batch of convolutions, counted by their work, fills vectors better than their channels do."""
    by_batch = sum(_work(n) / _filled(n.inputs[0].shape[0]) for n in convolutions)
    by_channels = sum(_work(n) / max(_filled(_channels(n)), 1 / LANES) for n in convolutions)
    return by_batch < by_channels


def _channels(n: Node) -> int:
    """The channels that stand side by side in a vector: the result's; of a weight gradient the cotangent's."""
    return n.shape[0] if isinstance(n.op, Conv2dWeightGradient) else n.shape[1]


def _work(n: Node) -> int:
    return n.type.size * n.op.steps(n.type, *[i.type for i in n.inputs])


def _filled(extent: int) -> float:
    """The used share of the vectors that hold `extent` values."""
    return extent / (LANES * math.ceil(extent / LANES))
