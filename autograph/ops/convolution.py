"""Two-dimensional convolution (images NCHW, weights OIHW) and its two transposes.

With P(y, x) the padded image, stride s and dilation d:

    out[n, o, y, x] = Σ_{c, i, j} P[n, c, s·y + d·i, s·x + d·j] · w[o, c, i, j]

It is linear in the image and in the weights; the three ops below are each other's derivatives.

Images may have a last axis of lanes (`ops.lanes`): [n / lanes, c, h, w, lanes]. It is more of the batch.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph import dtypes
from autograph.errors import ShapeError
from autograph.graph import Node, Op, Sample, TensorType, node
from autograph.ops.movement import pad, slice_

Pair = tuple[int, int]

_windows_of: Any = np.lib.stride_tricks.sliding_window_view  # its stubs differ between NumPy releases


def batch_first(x: Any) -> Any:
    """Images with lanes as a plain batch."""
    return x if x.ndim == 4 else np.moveaxis(x, 4, 1).reshape(-1, *x.shape[1:4])


class Convolution(Op, abstract=True):
    """What the three ops share: the geometry."""

    kind: ClassVar[str] = "contraction"
    stride: Pair = (1, 1)
    dilation: Pair = (1, 1)
    groups: int = 1

    def output_extent(self, extents: Sequence[int], kernel: Sequence[int]) -> Pair:
        h, w = ((e - d * (k - 1) - 1) // s + 1 for e, k, s, d in zip(extents, kernel, self.stride, self.dilation))
        return h, w

    def windows(self, x: Any, kernel: Sequence[int]) -> Any:
        """A view [n, c, y, x, i, j] of the image's windows."""
        span = tuple(d * (k - 1) + 1 for k, d in zip(kernel, self.dilation))
        view = _windows_of(x, span, axis=(2, 3))
        (sy, sx), (dy, dx) = self.stride, self.dilation
        return view[:, :, ::sy, ::sx, ::dy, ::dx]

    def lanes_last(self, y: Any, like: Any) -> Any:
        """The result of a batch that `batch_first` made, as `like` has its lanes."""
        if like.ndim == 4:
            return y
        return np.moveaxis(y.reshape(like.shape[0], like.shape[4], *y.shape[1:]), 1, 4)

    def split(self, x: Any, axis: int) -> list[Any]:
        """The groups of channels along one axis."""
        return np.split(x, self.groups, axis=axis)

    def position(self, b: Any, y: Any, x: Any, i: Any, j: Any) -> tuple[Any, Any]:
        """Where in the image output (y, x) meets weight (i, j)."""
        return y * self.stride[0] + i * self.dilation[0], x * self.stride[1] + j * self.dilation[1]


class Conv2d(Convolution):
    """Cross-correlation of [n, c, h, w] with [o, c / groups, i, j]; padding is a `pad` before it."""

    def infer(self, x: TensorType, w: TensorType) -> TensorType:
        fits = x.ndim in (4, 5) and w.ndim == 4 and x.dtype is w.dtype
        if not fits or x.shape[1] != w.shape[1] * self.groups or w.shape[0] % self.groups:
            raise ShapeError(
                f"conv2d: {x} does not fit weights {w} with groups={self.groups}",
                hint="images are [batch, channels, height, width], weights [outputs, channels / groups, height, width]",
            )
        h, wd = self.output_extent(x.shape[2:4], w.shape[2:])
        if h < 1 or wd < 1:
            raise ShapeError(
                f"conv2d: the kernel of {w} is larger than the image {x}", hint="use a smaller kernel or padding="
            )
        return TensorType((x.shape[0], w.shape[0], h, wd, *x.shape[4:]), x.dtype)

    def numpy(self, x: Any, w: Any) -> Any:
        views = self.split(self.windows(batch_first(x), w.shape[2:]), 1)
        parts = [np.einsum("ncyxij,ocij->noyx", v, k, optimize=True) for v, k in zip(views, self.split(w, 0))]
        return self.lanes_last(np.concatenate(parts, axis=1), x)

    def steps(self, output: TensorType, *inputs: TensorType) -> int:
        return inputs[1].size // inputs[1].shape[0]

    def lower(self, b: Any, index: Any, output: TensorType, x: Any, w: Any) -> Any:
        n, o, y, xx, *lane = index
        outputs, channels, *kernel = w.type.shape
        c, i, j = (b.variable(name, e) for name, e in zip("cij", (channels, *kernel)))
        group = o // (outputs // self.groups)
        at = self.position(b, y, xx, b.index(i), b.index(j))
        pixel = x.at((n, group * channels + b.index(c), *at, *lane))
        return b.reduce("sum", (c, i, j), b.call("mul", pixel, w.at((o, b.index(c), b.index(i), b.index(j)))))

    def gradient(self, cotangent: Node, output: Node, x: Node, w: Node) -> Sequence[Node | None]:
        return self.image_gradient(cotangent, w, x.shape), self.weight_gradient(x, cotangent, w.shape)

    def image_gradient(self, cotangent: Node, w: Node, shape: Sequence[int]) -> Node:
        return node(Conv2dImageGradient(self.stride, self.dilation, self.groups, (shape[2], shape[3])), cotangent, w)

    def weight_gradient(self, x: Node, cotangent: Node, shape: Sequence[int]) -> Node:
        return node(Conv2dWeightGradient(self.stride, self.dilation, self.groups, (shape[2], shape[3])), x, cotangent)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(5)
        for op, x, w in (
            (cls(), (2, 1, 12, 12), (6, 1, 5, 5)),
            (cls(), (3, 6, 8, 9), (16, 6, 3, 2)),
            (cls(stride=(2, 1)), (2, 3, 9, 21), (4, 3, 3, 3)),
            (cls(dilation=(2, 3), groups=2), (1, 4, 9, 12), (6, 2, 3, 2)),
        ):
            yield Sample(op, (rng.standard_normal(x, np.float32), rng.standard_normal(w, np.float32)))


class Conv2dImageGradient(Convolution):
    """The transpose in the image: cotangent [n, o, y, x] and weights to an image of `extent`.

    In lanes it is expanded into a full convolution over the rows and columns that exist, without lanes into one of a
    padded cotangent, whose vectors need not ask where the image ends.
    """

    extent: Pair = (0, 0)
    first: Pair = (0, 0)  # the image's row and column at which the result begins

    def infer(self, cotangent: TensorType, w: TensorType) -> TensorType:
        shape = (cotangent.shape[0], w.shape[1] * self.groups, *self.extent, *cotangent.shape[4:])
        return TensorType(shape, w.dtype)

    def steps(self, output: TensorType, *inputs: TensorType) -> int:
        return inputs[1].size // inputs[1].shape[1] // self.groups

    def expand(self, cotangent: Node, w: Node) -> Node:
        if len(cotangent.shape) == 5:
            steps = [-(-e // s) * s for e, s in zip(self.extent, self.stride)]
            op = FullConvolution(self.stride, self.dilation, self.groups, (steps[0], steps[1]), self.first)
            return self.cropped(node(op, cotangent, w), 2)
        # Columns are vectors, in which all are alike: zeros stand between those of the cotangent.
        op, cotangent = self.padded(cotangent, w.shape[2:], (self.stride[0], 1))
        return self.cropped(node(op, cotangent, w), 2)

    def padded(self, cotangent: Node, kernel: Sequence[int], steps: Pair) -> tuple[FullConvolution, Node]:
        """The op that gives at least this gradient, and the cotangent with what it needs of zeros around it.

        `steps` is the stride or 1 for either axis: where it is 1, zeros between the elements make up for it.
        """
        padding, limits, extent, first = [(0, 0, 0), (0, 0, 0)], [(0, 1, e) for e in cotangent.shape[:2]], [], []
        sizes = zip(self.extent, self.first, cotangent.shape[2:], kernel, self.stride, self.dilation, steps)
        for e, f, y, k, s, d, step in sizes:
            e = -(-e // step) * step
            least, most = -((d * (k - 1) - f) // step), (e - 1 + f) // step  # places in the cotangent
            rows = (y - 1) * (s // step) + 1
            padding.append((max(-least, 0), max(most + 1 - rows, 0), s // step - 1))
            # A result that leaves out a border wider than the kernel does not depend on all of the cotangent.
            limits.append((max(least, 0), 1, most + 1 - least))
            extent.append(e)
            first.append(f - step * least)
        op = FullConvolution(steps, self.dilation, self.groups, (extent[0], extent[1]), (first[0], first[1]), True)
        return op, slice_(pad(cotangent, padding), limits)

    def cropped(self, image: Node, rows: int) -> Node:
        """The rows and columns, axes `rows` and the next, that were asked for."""
        limits = [(0, 1, e) for e in image.shape]
        limits[rows : rows + 2] = [(0, 1, e) for e in self.extent]
        return slice_(image, limits)

    def numpy(self, cotangent: Any, w: Any) -> Any:
        given, cotangent = cotangent, batch_first(cotangent)
        whole = [max(n, f + e) for n, f, e in zip(self._whole(cotangent.shape, w.shape), self.first, self.extent)]
        out = np.zeros((cotangent.shape[0], w.shape[1] * self.groups, *whole), w.dtype)
        (sy, sx), (dy, dx), (rows, columns) = self.stride, self.dilation, cotangent.shape[2:]
        parts = [
            np.einsum("noyx,ocij->ncyxij", c, k, optimize=True)
            for c, k in zip(self.split(cotangent, 1), self.split(w, 0))
        ]
        total = np.concatenate(parts, axis=1)
        for i in range(w.shape[2]):
            for j in range(w.shape[3]):
                y, x = i * dy, j * dx
                out[:, :, y : y + sy * (rows - 1) + 1 : sy, x : x + sx * (columns - 1) + 1 : sx] += total[..., i, j]
        (y, x), (height, width) = self.first, self.extent
        return self.lanes_last(out[:, :, y : y + height, x : x + width], given)

    def _whole(self, cotangent: Sequence[int], w: Sequence[int]) -> Pair:
        """Rows and columns of the smallest image whose convolution has the cotangent's extents."""
        sizes = zip(cotangent[2:4], w[2:], self.stride, self.dilation)
        h, wd = ((y - 1) * s + d * (k - 1) + 1 for y, k, s, d in sizes)
        return h, wd

    def gradient(self, cotangent: Node, output: Node, dy: Node, w: Node) -> Sequence[Node | None]:
        forward = Conv2d(self.stride, self.dilation, self.groups)
        missing = zip(self.first, self._whole(dy.shape, w.shape), self.extent)
        image = pad(cotangent, [(0, 0, 0), (0, 0, 0), *[(f, max(n - f - e, 0), 0) for f, n, e in missing]])
        return node(forward, image, w), forward.weight_gradient(image, dy, w.shape)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(6)
        for op, dy, w in (
            (cls(extent=(12, 11)), (2, 6, 8, 7), (6, 3, 5, 5)),
            (cls((2, 3), (1, 2), 2, (10, 17)), (1, 4, 4, 5), (4, 3, 3, 3)),
            (cls(extent=(7, 6), first=(1, 3)), (2, 6, 8, 7), (6, 3, 2, 3)),
            (cls((2, 1), extent=(5, 6), first=(1, 0)), (2, 2, 3, 7), (2, 3, 3, 2)),
        ):
            yield Sample(op, (rng.standard_normal(dy, np.float32), rng.standard_normal(w, np.float32)))


class FullConvolution(Convolution):
    """The gradient of an image of which each pixel is summed over the weights that it has met, and no others.

    A pixel p = s·q + r has met every weight k with s·y + d·k = p + first. For equal remainders r these are the same
    ones, every (s / gcd(s, d))th, and y moves by one from q to q + 1. So there is a convolution of stride 1 for each
    remainder. The extent is a multiple of the stride: loops over p are taken apart into q and r (`lower.splits`), and
    how many weights there are becomes the bound of a loop (`lower.ranges`).
    """

    extent: Pair = (0, 0)
    first: Pair = (0, 0)
    padded: bool = False  # whether the cotangent is large enough for all that pixels ask of it

    def infer(self, dy: TensorType, w: TensorType) -> TensorType:
        return self._gradient().infer(dy, w)

    def numpy(self, dy: Any, w: Any) -> Any:
        return self._gradient().numpy(dy, w)

    def _gradient(self) -> Conv2dImageGradient:
        return Conv2dImageGradient(self.stride, self.dilation, self.groups, self.extent, self.first)

    def steps(self, output: TensorType, *inputs: TensorType) -> int:
        met = [-(-k // s) for k, s in zip(inputs[1].shape[2:], self.stride)]
        return inputs[1].shape[0] // self.groups * math.prod(met)

    def lower(self, b: Any, index: Any, output: TensorType, dy: Any, w: Any) -> Any:
        n, channel, *position = index[:4]
        outputs, channels, *kernel = w.type.shape
        o = b.variable("o", outputs // self.groups)
        axes, inside, weight, at = [o], b.const(True, dtypes.bool_), [], []
        for p, f, k, s, d, extent in zip(position, self.first, kernel, self.stride, self.dilation, dy.type.shape[2:4]):
            shared = math.gcd(s, d)
            every = s // shared
            axes.append(b.variable("k", -(-k // every)))
            met, rest = b.index(axes[-1]), p % s + f
            lowest = rest // shared * pow(d // shared, -1, every) % every
            weight.append(met * every + lowest)
            at.append(p // s + rest // s + (rest % s - lowest * d) // s - met * (d // shared))
            inside = b.inside(inside, weight[-1], k)
            inside = b.call("and", inside, b.call("le", b.position(rest % shared), b.const(0, dtypes.int64)))
            inside = inside if self.padded else b.inside(inside, at[-1], extent)
        out = channel // channels * (outputs // self.groups) + b.index(o)
        product = b.call("mul", dy.at((n, out, *at, *index[4:])), w.at((out, channel % channels, *weight)))
        term = b.call("guard", inside, product, b.const(0, output.dtype), dtype=output.dtype)
        return b.reduce("sum", tuple(axes), term)

    def gradient(self, cotangent: Node, output: Node, *inputs: Node) -> Sequence[Node | None]:
        raise AssertionError("full_convolution appears only after differentiation")

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(8)
        for op, dy, w in (
            (cls(dilation=(2, 1), groups=2, extent=(5, 9), first=(4, 1), padded=True), (2, 4, 9, 10), (4, 3, 3, 2)),
            (cls(stride=(2, 3), extent=(8, 9), first=(1, 2)), (2, 4, 4, 3), (4, 3, 3, 5)),
            (cls(stride=(2, 4), dilation=(2, 6), extent=(6, 8)), (1, 2, 4, 4), (2, 2, 3, 3)),
        ):
            arrays = rng.standard_normal(dy, np.float32), rng.standard_normal(w, np.float32)
            yield Sample(op, arrays, smooth=False)


class Conv2dWeightGradient(Convolution):
    """The transpose in the weights: image and cotangent to weights of `kernel` rows and columns."""

    kernel: Pair = (0, 0)

    def infer(self, x: TensorType, dy: TensorType) -> TensorType:
        return TensorType((dy.shape[1], x.shape[1] // self.groups, *self.kernel), x.dtype)

    def _windows(self, x: Any, dy: Any) -> Any:
        return self.windows(batch_first(x), self.kernel)[:, :, : dy.shape[2], : dy.shape[3]]

    def numpy(self, x: Any, dy: Any) -> Any:
        views, parts = self.split(self._windows(x, dy), 1), self.split(batch_first(dy), 1)
        return np.concatenate(
            [np.einsum("ncyxij,noyx->ocij", v, p, optimize=True) for v, p in zip(views, parts)], axis=0
        )

    def steps(self, output: TensorType, *inputs: TensorType) -> int:
        return inputs[1].size // inputs[1].shape[1]

    def lower(self, b: Any, index: Any, output: TensorType, x: Any, dy: Any) -> Any:
        o, c, i, j = index
        batch, outputs, height, width, *lanes = dy.type.shape
        n, y, xx, *more = (b.variable("b", e) for e in (batch, height, width, *lanes))
        lane = [b.index(v) for v in more]
        group = o // (outputs // self.groups)
        at = self.position(b, b.index(y), b.index(xx), i, j)
        pixel = x.at((b.index(n), group * (x.type.shape[1] // self.groups) + c, *at, *lane))
        weight = dy.at((b.index(n), o, b.index(y), b.index(xx), *lane))
        return b.reduce("sum", (n, y, xx, *more), b.call("mul", pixel, weight))

    def gradient(self, cotangent: Node, output: Node, x: Node, dy: Node) -> Sequence[Node | None]:
        forward = Conv2d(self.stride, self.dilation, self.groups)
        return forward.image_gradient(dy, cotangent, x.shape), node(forward, x, cotangent)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(9)
        for op, x, dy in (
            (cls(kernel=(5, 5)), (3, 2, 12, 20), (3, 6, 8, 16)),
            (cls((2, 2), (1, 1), 2, (2, 3)), (2, 4, 8, 9), (2, 6, 4, 4)),
        ):
            yield Sample(op, (rng.standard_normal(x, np.float32), rng.standard_normal(dy, np.float32)))
