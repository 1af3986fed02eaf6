"""Arrays side by side."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph import dtypes
from autograph.errors import ShapeError
from autograph.graph import Node, Op, Sample, TensorType, node
from autograph.ops.elementwise import cast
from autograph.ops.movement import Reshape, slice_

#: Inputs of one op. More are joined in rounds, so that no kernel reads more buffers or asks more often where it is
#: than this.
MOST_PARTS = 16


class Concat(Op):
    """The inputs one after the other along `axis`, in the dtype that holds them all; -0.0 and NaN stay as they are."""

    kind: ClassVar[str] = "movement"
    cost: ClassVar[int] = 4
    axis: int

    def infer(self, *types: TensorType) -> TensorType:
        first, k = types[0], self.axis
        for t in types[1:]:
            if t.shape[:k] + t.shape[k + 1 :] != first.shape[:k] + first.shape[k + 1 :] or t.ndim != first.ndim:
                raise ShapeError(
                    f"concat: {first} and {t} differ in more than axis {k}",
                    hint="all axes but the joined one must be equal; reshape, or broadcast_to, one of them",
                )
        assert all(t.dtype is first.dtype for t in types), f"concat: {types} were not promoted"
        return TensorType((*first.shape[:k], sum(t.shape[k] for t in types), *first.shape[k + 1 :]), first.dtype)

    def apply(self, *inputs: Node) -> Node:
        dtype = functools.reduce(dtypes.promote, [i.dtype for i in inputs])
        inputs = tuple(cast(i, dtype) for i in inputs)
        self.infer(*[i.type for i in inputs])
        level = [i for i in inputs if i.shape[self.axis]] or [inputs[0]]
        while len(level) > 1:
            level = [self._joined(level[k : k + MOST_PARTS]) for k in range(0, len(level), MOST_PARTS)]
        return level[0]

    def _joined(self, inputs: list[Node]) -> Node:
        return node(self, *inputs) if len(inputs) > 1 else inputs[0]

    def numpy(self, *arrays: Any) -> Any:
        return np.concatenate(arrays, axis=self.axis)

    def lower(self, b: Any, index: Any, output: TensorType, *inputs: Any) -> Any:
        starts = np.cumsum([0, *[x.type.shape[self.axis] for x in inputs]]).tolist()
        place = index[self.axis]

        def among(first: int, last: int) -> Any:
            """The element, given that it lies in one of the inputs first … last - 1: by halves."""
            if last - first == 1:
                own = place - starts[first] if starts[last] - starts[first] > 1 else place * 0
                return inputs[first].at((*index[: self.axis], own, *index[self.axis + 1 :]))
            middle = (first + last) // 2
            bound, position = b.const(starts[middle], dtypes.int64), b.position(place)
            # Only the middle operand of a guard is sure not to be computed in vain, outside its buffer.
            above = b.call("le", bound, position)
            upper = b.call("guard", above, among(middle, last), b.const(0, output.dtype), dtype=output.dtype)
            return b.call("guard", b.call("lt", position, bound), among(first, middle), upper, dtype=output.dtype)

        return among(0, len(inputs))

    def gradient(self, cotangent: Node, output: Node, *inputs: Node) -> Sequence[Node | None]:
        parts, start = [], 0
        for i in inputs:
            limits = [(0, 1, e) for e in i.shape]
            limits[self.axis] = (start, 1, i.shape[self.axis])
            parts.append(slice_(cotangent, limits))
            start += i.shape[self.axis]
        return parts

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        x = np.arange(3 * 5 * 20, dtype=np.float32).reshape(3, 5, 20) * 0.25 - 30
        yield Sample(cls(0), (x, -x[:1]))
        yield Sample(cls(1), (x[:, :2], x[:, 2:3], -x, x[:, 4:]))
        yield Sample(cls(2), (x[0, 0, None, None, :1], x[:1, :1]))
        yield Sample(cls(0), (np.arange(3) - 1, np.arange(40)), smooth=False)
        yield Sample(cls(0), (np.array([np.nan, -0.0, np.inf], np.float32), np.arange(40, dtype=np.float32)), False)
        yield Sample(cls(1), (np.arange(12).reshape(3, 4) % 3 == 0, np.arange(6).reshape(3, 2) % 2 == 0), False)


def concat(inputs: Sequence[Node], axis: int) -> Node:
    return Concat(axis).apply(*inputs)


def joins_in_memory(n: Node) -> bool:
    """Whether the node's memory is that of its inputs, one after the other."""
    return isinstance(n.op, Concat) and math.prod(n.shape[: n.op.axis]) == 1


def unshaped(n: Node) -> Node:
    """What has the same elements in the same order: the node before all reshapes."""
    while isinstance(n.op, Reshape):
        n = n.inputs[0]
    return n
