"""Convolutions of images and sequences, and the transpose of one."""

from __future__ import annotations

from autograph import dtypes
from autograph.errors import ArgumentError, ShapeError
from autograph.frontend import functions as ag
from autograph.frontend.apply import apply, event
from autograph.frontend.tensor import Operand, Tensor
from autograph.nn.functional.arguments import Ints, extents, pair, vector
from autograph.ops.convolution import Conv2d, Conv2dImageGradient


@event
def conv2d(
    x: Operand,
    weight: Operand,
    bias: Operand | None = None,
    stride: Ints = 1,
    padding: Ints | str = 0,
    dilation: Ints = 1,
    groups: int = 1,
) -> Tensor:
    """Cross-correlation of images [batch, channels, height, width] with weights [outputs, channels / groups, h, w].

    `padding` is a number of zeros on either side, "valid" (none) or "same" (as many rows and columns as x has;
    stride 1). Raises ShapeError for operands that do not fit.
    """
    image, kernel = _operands(x, weight, "conv2d", 4)
    _check_channels(image, kernel, groups, "conv2d", "images", "height, width")
    (sy, sx), (dy, dx) = pair(stride, "stride", 1), pair(dilation, "dilation", 1)
    (top, bottom), (left, right) = _padding(padding, (sy, sx), (dy, dx), kernel.shape[2:])
    image = _padded(image, top, bottom, left, right)
    y = apply(Conv2d((sy, sx), (dy, dx), _groups(groups)), image, kernel)
    return _biased(y, bias)


@event
def conv1d(
    x: Operand,
    weight: Operand,
    bias: Operand | None = None,
    stride: Ints = 1,
    padding: Ints | str = 0,
    dilation: Ints = 1,
    groups: int = 1,
) -> Tensor:
    """Cross-correlation of sequences [batch, channels, length] with weights [outputs, channels / groups, window].

    Arguments and errors as those of `conv2d`, which computes it on images of height 1.
    """
    sequence, kernel = _operands(x, weight, "conv1d", 3)
    _check_channels(sequence, kernel, groups, "conv1d", "sequences", "length")
    (s,), (d,) = extents(stride, 1, "stride", 1), extents(dilation, 1, "dilation", 1)
    ((left, right),) = _padding(padding, (s,), (d,), kernel.shape[2:])
    image = _padded(ag.expand_dims(sequence, 2), 0, 0, left, right)
    y = apply(Conv2d((1, s), (1, d), _groups(groups)), image, ag.expand_dims(kernel, 2))
    return ag.reshape(_biased(y, bias), (*y.shape[:2], y.shape[3]))


@event
def conv_transpose2d(
    x: Operand,
    weight: Operand,
    bias: Operand | None = None,
    stride: Ints = 1,
    padding: Ints = 0,
    output_padding: Ints = 0,
    groups: int = 1,
    dilation: Ints = 1,
) -> Tensor:
    """The transpose of `conv2d`: [batch, channels, height, width] and weights [channels, outputs / groups, h, w].

    The result has (height - 1) · stride - 2 · padding + dilation · (h - 1) + output_padding + 1 rows. Raises ShapeError
    for operands that do not fit, ArgumentError unless output_padding is below the stride or the dilation.
    """
    image, kernel = _operands(x, weight, "conv_transpose2d", 4)
    strides, dilations = pair(stride, "stride", 1), pair(dilation, "dilation", 1)
    cut, extra = pair(padding, "padding", 0), pair(output_padding, "output_padding", 0)
    if image.shape[1] != kernel.shape[0] or kernel.shape[0] % _groups(groups):
        raise ShapeError(
            f"conv_transpose2d: {image._type} does not fit weights {kernel._type} with groups={groups}",
            hint="images are [batch, channels, height, width], weights [channels, outputs / groups, height, width]",
        )
    if any(e >= max(s, d) for e, s, d in zip(extra, strides, dilations)):
        raise ArgumentError(
            f"output_padding={output_padding} with stride={stride}, dilation={dilation}",
            hint="it must be smaller than one of the two",
        )
    sizes = zip(image.shape[2:], kernel.shape[2:], strides, dilations)
    height, width = ((e - 1) * s + d * (k - 1) + 1 for e, k, s, d in sizes)
    full = apply(Conv2dImageGradient(strides, dilations, groups, (height, width)), image, kernel)
    return _biased(_trimmed(full, cut, extra), bias)


def _trimmed(image: Tensor, cut: tuple[int, int], extra: tuple[int, int]) -> Tensor:
    """Without the outermost `cut` rows and columns, and with `extra` more at the end."""
    below, beside = (max(e - c, 0) for e, c in zip(extra, cut))
    image = _padded(image, 0, below, 0, beside)
    rows, columns = (slice(c, n - max(c - e, 0)) for c, e, n in zip(cut, extra, image.shape[2:]))
    if rows.start >= rows.stop or columns.start >= columns.stop:
        raise ShapeError(f"conv_transpose2d: padding={list(cut)} leaves nothing", hint="use less padding")
    return image[:, :, rows, columns]


def _operands(x: Operand, weight: Operand, name: str, ndim: int) -> tuple[Tensor, Tensor]:
    """Images and weights of one dtype."""
    image, kernel = ag.asarray(x), ag.asarray(weight)
    if image.ndim != ndim or kernel.ndim != ndim:
        raise ShapeError(
            f"{name}: {image._type} with weights {kernel._type}",
            hint=f"both have {ndim} axes: x begins with [batch, channels, …]",
        )
    dtype = dtypes.promote(image.dtype, kernel.dtype)
    return image.astype(dtype), kernel.astype(dtype)


def _check_channels(x: Tensor, kernel: Tensor, groups: int, name: str, kind: str, axes: str) -> None:
    """Before x is padded, since an error should name the shape it was given with."""
    if x.shape[1] != kernel.shape[1] * _groups(groups) or kernel.shape[0] % groups:
        raise ShapeError(
            f"{name}: {x._type} does not fit weights {kernel._type} with groups={groups}",
            hint=f"{kind} are [batch, channels, {axes}], weights [outputs, channels / groups, {axes}]",
        )


def _padding(
    padding: Ints | str, stride: tuple[int, ...], dilation: tuple[int, ...], window: tuple[int, ...]
) -> list[tuple[int, int]]:
    """Zeros before and after each axis."""
    if padding == "valid":
        return [(0, 0)] * len(window)
    if padding == "same":
        if any(s != 1 for s in stride):
            raise ArgumentError(f'padding="same" with stride={list(stride)}', hint="use stride=1, or numbers")
        totals = [d * (k - 1) for d, k in zip(dilation, window)]
        return [(total // 2, total - total // 2) for total in totals]
    if isinstance(padding, str):
        raise ArgumentError(f"padding={padding!r}", hint='use a number, "same" or "valid"')
    return [(p, p) for p in extents(padding, len(window), "padding", 0)]


def _padded(image: Tensor, top: int, bottom: int, left: int, right: int) -> Tensor:
    if not (top or bottom or left or right):
        return image
    return ag.pad(image, ((0, 0), (0, 0), (top, bottom), (left, right)))


def _groups(groups: int) -> int:
    if groups < 1:
        raise ArgumentError(f"groups={groups}", hint="there is at least one group")
    return groups


def _biased(y: Tensor, bias: Operand | None) -> Tensor:
    given = vector(bias, y.shape[1], "bias")
    return y if given is None else ag.add(y, ag.reshape(given, (-1, 1, 1)))
