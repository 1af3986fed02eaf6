"""Pooling of images [batch, channels, height, width]."""

from __future__ import annotations

import itertools
import math

from autograph.errors import ArgumentError, ShapeError
from autograph.frontend import functions as ag
from autograph.frontend.apply import apply, composite, event
from autograph.frontend.tensor import Operand, Tensor
from autograph.nn.functional.arguments import Ints, floating, pair
from autograph.ops.pooling import MaxPool2d
from autograph.ops.sum_pooling import SumPool2d

Pair = tuple[int, int]


@event
def max_pool2d(
    x: Operand,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Ints = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
) -> Tensor:
    """The largest element of each window; `stride` defaults to the window.

    With `ceil_mode` a last window may reach beyond the image. The first of equal elements takes the derivative.
    Raises ShapeError for operands that do not fit, ArgumentError for a padding of more than half the window.
    """
    image, window = _image(x, "max_pool2d"), pair(kernel_size, "kernel_size", 1)
    steps, dilations = _stride(stride, window), pair(dilation, "dilation", 1)
    around = _padding(image, padding, window, steps, dilations, ceil_mode)
    if any(before or after for before, after in around):
        least = float("-inf") if image.dtype.is_float else image.dtype.least
        image = ag.pad(image, ((0, 0), (0, 0), *around), least)
    if dilations != (1, 1):
        return _dilated_max(image, window=window, stride=steps, dilation=dilations)
    return apply(MaxPool2d(window, steps), image)


@composite
def _dilated_max(image: Tensor, *, window: Pair, stride: Pair, dilation: Pair) -> Tensor:
    """The largest of the window's elements, each of which is a strided view of the image."""
    spans = [d * (k - 1) + 1 for d, k in zip(dilation, window)]
    counts = [(e - span) // s + 1 for e, span, s in zip(image.shape[2:], spans, stride)]
    largest: Tensor | None = None
    for offsets in itertools.product(*(range(0, span, d) for span, d in zip(spans, dilation))):
        rows, columns = (slice(o, o + s * (n - 1) + 1, s) for o, s, n in zip(offsets, stride, counts))
        part = image[:, :, rows, columns]
        if largest is None:
            largest = part
        else:
            first_nan = ag.logical_and(ag.not_equal(part, part), ag.equal(largest, largest))
            largest = ag.where(ag.logical_or(part > largest, first_nan), part, largest)
    assert largest is not None
    return largest


def avg_pool2d(
    x: Operand,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Ints = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Tensor:
    """The mean of each window; `stride` defaults to the window.

    The divisor counts the padding if `count_include_pad`, but never what `ceil_mode` reaches beyond it; it is
    `divisor_override` if given. Raises ShapeError for operands that do not fit, ArgumentError for a padding of more
    than half the window.
    """
    image, window = floating(_image(x, "avg_pool2d"), "avg_pool2d"), pair(kernel_size, "kernel_size", 1)
    steps = _stride(stride, window)
    around = _padding(image, padding, window, steps, (1, 1), ceil_mode)
    counted = pair(padding, "padding", 0) if count_include_pad else (0, 0)
    return _avg_pool2d(image, window=window, stride=steps, around=around, counted=counted, divisor=divisor_override)


@composite
def _avg_pool2d(
    image: Tensor, *, window: Pair, stride: Pair, around: tuple[Pair, Pair], counted: Pair, divisor: int | None
) -> Tensor:
    pool = SumPool2d(window, stride)
    total = apply(pool, ag.pad(image, ((0, 0), (0, 0), *around)))
    if divisor is not None or all(side == (c, c) for side, c in zip(around, counted)):
        return total * (1 / (divisor or math.prod(window)))
    # The same sums of an image of ones are the numbers of elements that count.
    ones = ag.ones((1, 1, *(e + 2 * c for e, c in zip(image.shape[2:], counted))), image.dtype)
    rest = [(before - c, after - c) for (before, after), c in zip(around, counted)]
    return total / apply(pool, ag.pad(ones, ((0, 0), (0, 0), *rest)))


def adaptive_avg_pool2d(x: Operand, output_size: int | tuple[int | None, int | None]) -> Tensor:
    """The means of windows that cut the image into `output_size` rows and columns; None keeps an extent.

    Output i averages the rows from ⌊i · height / rows⌋ up to ⌈(i + 1) · height / rows⌉. Raises ShapeError for what is
    no image, ArgumentError for sizes below 1.
    """
    image = floating(_image(x, "adaptive_avg_pool2d"), "adaptive_avg_pool2d")
    given = tuple(output_size) if isinstance(output_size, (tuple, list)) else (output_size, output_size)
    wanted = tuple(e if g is None else g for g, e in zip(given, image.shape[2:]))
    rows, columns = pair(wanted if len(given) == 2 else given, "output_size", 1)  # type: ignore[arg-type]
    height, width = image.shape[2:]
    if height % rows or width % columns:
        return _uneven_means(image, size=(rows, columns))
    return avg_pool2d(image, (height // rows, width // columns))


@composite
def _uneven_means(image: Tensor, *, size: Pair) -> Tensor:
    def shares(extent: int, count: int) -> Tensor:
        rows = []
        for i in range(count):
            low, high = i * extent // count, -(-(i + 1) * extent // count)
            rows.append(
                ag.pad(
                    ag.full((1, high - low), 1 / (high - low), image.dtype), ((i, count - 1 - i), (low, extent - high))
                )
            )
        total = rows[0]
        for row in rows[1:]:
            total = total + row
        return total

    by_rows, by_columns = (shares(e, n) for e, n in zip(image.shape[2:], size))
    return ag.matmul(ag.matmul(by_rows, image), ag.matrix_transpose(by_columns))


def global_avg_pool(x: Operand) -> Tensor:
    """The mean of each channel: [batch, channels, …] to [batch, channels]. Raises ShapeError for fewer than 3 axes."""
    t = floating(x, "global_avg_pool")
    if t.ndim < 3:
        raise ShapeError(f"global_avg_pool: {t._type}", hint="x is [batch, channels, …] with something to average")
    return ag.mean(t, tuple(range(2, t.ndim)))


def _image(x: Operand, name: str) -> Tensor:
    t = ag.asarray(x)
    if t.ndim != 4:
        raise ShapeError(f"{name}: {t._type} is not an image batch", hint="images are [batch, channels, height, width]")
    return t


def _stride(stride: Ints | None, window: Pair) -> Pair:
    return window if stride is None else pair(stride, "stride", 1)


def _padding(
    image: Tensor, padding: Ints, window: Pair, stride: Pair, dilation: Pair, ceil_mode: bool
) -> tuple[Pair, Pair]:
    """Rows above and below, columns left and right of the image that the windows need."""
    sides = []
    for e, p, k, s, d in zip(image.shape[2:], pair(padding, "padding", 0), window, stride, dilation):
        span = d * (k - 1) + 1
        if 2 * p > span:
            raise ArgumentError(f"padding={padding} for windows of {span}", hint="pad by half the window at most")
        if e + 2 * p < span:
            raise ShapeError(f"a window of {list(window)} is larger than {image._type}", hint="use a smaller window")
        beyond = 0
        if ceil_mode:
            count = -(-(e + 2 * p - span) // s) + 1
            count -= (count - 1) * s >= e + p  # a window that would begin beyond the image is none
            beyond = max((count - 1) * s + span - (e + 2 * p), 0)
        sides.append((p, p + beyond))
    return sides[0], sides[1]
