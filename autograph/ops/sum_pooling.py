"""Two-dimensional sum pooling and its transpose; averages are quotients of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph import dtypes
from autograph.graph import Node, Sample, TensorType, node
from autograph.ops.pooling import MaxPool2d, Pair, Pooling


class SumPool2d(Pooling):
    """The sum of each window."""

    kind: ClassVar[str] = "reduction"

    def infer(self, x: TensorType) -> TensorType:
        return TensorType((*x.shape[:2], *self.extent(x), *x.shape[4:]), x.dtype)

    def numpy(self, x: Any) -> Any:
        return self.windows(x).sum(axis=(-2, -1), dtype=x.dtype)

    def lower(self, b: Any, index: Any, output: TensorType, x: Any) -> Any:
        n, c, y, xx, *lane = index
        variables, at, _ = self.window(b, y, xx)
        return b.reduce("sum", variables, x.at((n, c, *at, *lane)))

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (node(SumPool2dSpread(self.kernel, self.stride, (x.shape[2], x.shape[3])), cotangent),)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        for sample in MaxPool2d.samples():
            yield Sample(cls(sample.op.kernel, sample.op.stride), sample.inputs)  # type: ignore[attr-defined]


class SumPool2dSpread(Pooling):
    """Each window's value at all its elements of an image of `size`, added up where windows overlap."""

    kind: ClassVar[str] = "reduction"
    size: Pair

    def steps(self, output: TensorType, *inputs: TensorType) -> int:
        return -(-self.kernel[0] // self.stride[0]) * -(-self.kernel[1] // self.stride[1])

    def infer(self, x: TensorType) -> TensorType:
        return TensorType((*x.shape[:2], *self.size, *x.shape[4:]), x.dtype)

    def numpy(self, x: Any) -> Any:
        out = np.zeros((*x.shape[:2], *self.size, *x.shape[4:]), x.dtype)
        (sy, sx), (rows, columns) = self.stride, x.shape[2:4]
        for i in range(self.kernel[0]):
            for j in range(self.kernel[1]):
                out[:, :, i : i + sy * (rows - 1) + 1 : sy, j : j + sx * (columns - 1) + 1 : sx] += x
        return out

    def lower(self, b: Any, index: Any, output: TensorType, x: Any) -> Any:
        # A gather: element (y, x) asks each window it may lie in, so no two threads write one place.
        n, c, *position = index[:4]
        inside = b.const(True, dtypes.bool_)
        variables, source = [], []
        for name, p, k, s, extent in zip("ab", position, self.kernel, self.stride, x.type.shape[2:4]):
            back = b.variable(name, -(-k // s))
            variables.append(back)
            window, offset = p // s - b.index(back), p % s + b.index(back) * s
            inside = b.inside(inside, window, extent)
            inside = b.call("and", inside, b.call("lt", b.position(offset), b.const(k, dtypes.int64)))
            source.append(window)
        value = x.at((n, c, *source, *index[4:]))
        return b.reduce(
            "sum", tuple(variables), b.call("guard", inside, value, b.const(0, output.dtype), dtype=output.dtype)
        )

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (node(SumPool2d(self.kernel, self.stride), cotangent),)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        for sample in SumPool2d.samples():
            pool: Any = sample.op
            x = sample.inputs[0]
            yield Sample(cls(pool.kernel, pool.stride, x.shape[2:]), (pool.numpy(x),))
