"""Two-dimensional max pooling, its choice as data, and the two linear maps that follow the choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph import dtypes
from autograph.errors import ShapeError
from autograph.graph import Node, Op, Sample, TensorType, node

Pair = tuple[int, int]

_windows_of: Any = np.lib.stride_tricks.sliding_window_view  # its stubs differ between NumPy releases


class Pooling(Op, abstract=True):
    """Windows of `kernel` that start every `stride` elements of h and w in [n, c, h, w], or [n, c, h, w, lanes]."""

    kernel: Pair
    stride: Pair

    def extent(self, x: TensorType) -> Pair:
        if x.ndim not in (4, 5):
            raise ShapeError(
                f"{self.name}: {x} is not an image batch", hint="images are [batch, channels, height, width]"
            )
        h, w = ((e - k) // s + 1 for e, k, s in zip(x.shape[2:4], self.kernel, self.stride))
        if h < 1 or w < 1:
            raise ShapeError(
                f"{self.name}: the window {list(self.kernel)} is larger than {x}", hint="use a smaller window"
            )
        return h, w

    def steps(self, output: TensorType, *inputs: TensorType) -> int:
        return self.kernel[0] * self.kernel[1]

    def windows(self, x: Any) -> Any:
        """A view [n, c, y, x, i, j], or [n, c, y, x, lanes, i, j]."""
        view = _windows_of(x, self.kernel, axis=(2, 3))
        return view[:, :, :: self.stride[0], :: self.stride[1]]

    def window(self, b: Any, y: Any, x: Any) -> tuple[tuple[Any, ...], tuple[Any, Any], Any]:
        """Two window variables, the input's (row, column) there, and the number of the position in the window."""
        i, j = b.variable("i", self.kernel[0]), b.variable("j", self.kernel[1])
        at = y * self.stride[0] + b.index(i), x * self.stride[1] + b.index(j)
        return (i, j), at, b.index(i) * self.kernel[1] + b.index(j)


class MaxPool2d(Pooling):
    """The largest element of each window; NaN if there is one. The first of equals takes the derivative."""

    kind: ClassVar[str] = "reduction"

    def infer(self, x: TensorType) -> TensorType:
        return TensorType((*x.shape[:2], *self.extent(x), *x.shape[4:]), x.dtype)

    def numpy(self, x: Any) -> Any:
        return self.windows(x).max(axis=(-2, -1))

    def lower(self, b: Any, index: Any, output: TensorType, x: Any) -> Any:
        n, c, y, xx, *lane = index
        variables, at, _ = self.window(b, y, xx)
        return b.reduce("max", variables, x.at((n, c, *at, *lane)))

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        choice = node(MaxPool2dChoice(self.kernel, self.stride), x)
        return (node(MaxPool2dScatter(self.kernel, self.stride, (x.shape[2], x.shape[3])), cotangent, choice),)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(13)
        for kernel, stride, shape in (
            ((2, 2), (2, 2), (2, 3, 8, 8)),
            ((3, 2), (2, 1), (1, 2, 9, 20)),
            ((2, 2), (3, 3), (2, 1, 9, 11)),
        ):
            x = rng.permutation(int(np.prod(shape))).reshape(shape).astype(np.float32) / 50
            yield Sample(cls(kernel, stride), (x,))


class MaxPool2dChoice(Pooling):
    """int32 number of the first largest element (or first NaN) in its window, row by row."""

    kind: ClassVar[str] = "reduction"

    def infer(self, x: TensorType) -> TensorType:
        return TensorType((*x.shape[:2], *self.extent(x), *x.shape[4:]), dtypes.int32)

    def numpy(self, x: Any) -> Any:
        windows = self.windows(x)
        return windows.reshape(*windows.shape[:-2], self.kernel[0] * self.kernel[1]).argmax(axis=-1).astype(np.int32)

    def lower(self, b: Any, index: Any, output: TensorType, x: Any) -> Any:
        n, c, y, xx, *lane = index
        variables, at, _ = self.window(b, y, xx)
        best = b.reduce("max", variables, x.at((n, c, *at, *lane)))
        variables, at, number = self.window(b, y, xx)
        value = x.at((n, c, *at, *lane))
        hit = b.call("or", b.call("eq", value, best), b.call("ne", value, value))
        none = b.const(self.kernel[0] * self.kernel[1], dtypes.int32)
        number = b.call("cast", b.position(number), dtype=dtypes.int32)
        return b.reduce("min", variables, b.call("where", hit, number, none, dtype=dtypes.int32))

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (None,)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        for sample in MaxPool2d.samples():
            yield Sample(cls(sample.op.kernel, sample.op.stride), sample.inputs, smooth=False)  # type: ignore[attr-defined]


class MaxPool2dScatter(Pooling):
    """Each window's value at its chosen element of an image of `size`, added up where windows overlap."""

    kind: ClassVar[str] = "reduction"
    size: Pair

    def steps(self, output: TensorType, *inputs: TensorType) -> int:
        return -(-self.kernel[0] // self.stride[0]) * -(-self.kernel[1] // self.stride[1])

    def infer(self, x: TensorType, choice: TensorType) -> TensorType:
        return TensorType((*x.shape[:2], *self.size, *x.shape[4:]), x.dtype)

    def numpy(self, x: Any, choice: Any) -> Any:
        out = np.zeros((*x.shape[:2], *self.size, *x.shape[4:]), x.dtype)
        n, c, y, xx, *lane = np.indices(x.shape)
        row = y * self.stride[0] + choice // self.kernel[1]
        column = xx * self.stride[1] + choice % self.kernel[1]
        np.add.at(out, (n, c, row, column, *lane), x)
        return out

    def lower(self, b: Any, index: Any, output: TensorType, x: Any, choice: Any) -> Any:
        # A gather: element (y, x) asks each window it may lie in, so no two threads write one place.
        n, c, *position = index[:4]
        lane = index[4:]
        inside = b.const(True, dtypes.bool_)
        variables, source, within = [], [], []
        for name, p, k, s, extent in zip("ab", position, self.kernel, self.stride, x.type.shape[2:4]):
            back = b.variable(name, -(-k // s))
            variables.append(back)
            window, offset = p // s - b.index(back), p % s + b.index(back) * s
            inside = b.inside(inside, window, extent)
            inside = b.call("and", inside, b.call("lt", b.position(offset), b.const(k, dtypes.int64)))
            source.append(window)
            within.append(offset)
        number = b.call("cast", b.position(within[0] * self.kernel[1] + within[1]), dtype=dtypes.int32)
        zero = b.const(0, output.dtype)
        chosen = b.call("eq", choice.at((n, c, *source, *lane)), number)
        value = b.call("where", chosen, x.at((n, c, *source, *lane)), zero, dtype=output.dtype)
        return b.reduce("sum", tuple(variables), b.call("guard", inside, value, zero, dtype=output.dtype))

    def gradient(self, cotangent: Node, output: Node, x: Node, choice: Node) -> Sequence[Node | None]:
        return node(MaxPool2dGather(self.kernel, self.stride), cotangent, choice), None

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        for sample in MaxPool2d.samples():
            pool: Any = sample.op
            x = sample.inputs[0]
            choice = MaxPool2dChoice(pool.kernel, pool.stride).numpy(x)
            yield Sample(cls(pool.kernel, pool.stride, x.shape[2:]), (pool.numpy(x), choice))


class MaxPool2dGather(Pooling):
    """The image's element that each window chose."""

    kind: ClassVar[str] = "reduction"

    def infer(self, x: TensorType, choice: TensorType) -> TensorType:
        return TensorType(choice.shape, x.dtype)

    def numpy(self, x: Any, choice: Any) -> Any:
        windows = self.windows(x)
        flat = windows.reshape(*windows.shape[:-2], self.kernel[0] * self.kernel[1])
        return np.take_along_axis(flat, choice[..., None].astype(np.int64), axis=-1)[..., 0]

    def lower(self, b: Any, index: Any, output: TensorType, x: Any, choice: Any) -> Any:
        n, c, y, xx, *lane = index
        variables, at, number = self.window(b, y, xx)
        chosen = b.call("eq", choice.at(index), b.call("cast", b.position(number), dtype=dtypes.int32))
        value = b.call("where", chosen, x.at((n, c, *at, *lane)), b.const(0, output.dtype), dtype=output.dtype)
        return b.reduce("sum", variables, value)

    def gradient(self, cotangent: Node, output: Node, x: Node, choice: Node) -> Sequence[Node | None]:
        return node(MaxPool2dScatter(self.kernel, self.stride, (x.shape[2], x.shape[3])), cotangent, choice), None

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        for sample in MaxPool2d.samples():
            pool: Any = sample.op
            choice = MaxPool2dChoice(pool.kernel, pool.stride).numpy(sample.inputs[0])
            yield Sample(cls(pool.kernel, pool.stride), (sample.inputs[0], choice))
