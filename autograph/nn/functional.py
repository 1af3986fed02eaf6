"""Functions of neural networks, with PyTorch's names and arguments."""

from __future__ import annotations

import numpy as np

from autograph import dtypes
from autograph.errors import ArgumentError, DtypeError, ShapeError
from autograph.frontend import functions as ag
from autograph.frontend.apply import apply, composite
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops.convolution import Conv2d
from autograph.ops.pooling import MaxPool2d


def _pair(value: int | tuple[int, int], name: str, least: int) -> tuple[int, int]:
    pair = tuple(value) if isinstance(value, (tuple, list)) else (value, value)
    if len(pair) != 2 or any(not isinstance(v, (int, np.integer)) or v < least for v in pair):
        raise ArgumentError(f"{name}={value!r}", hint=f"give an integer, or two, not below {least}")
    return int(pair[0]), int(pair[1])


def relu(x: Operand) -> Tensor:
    """max(x, 0); the derivative at 0 is 0."""
    return ag.relu(x)


def linear(x: Operand, weight: Operand, bias: Operand | None = None) -> Tensor:
    """x @ weight.T + bias for x [..., inputs] and weight [outputs, inputs]."""
    y = ag.matmul(x, ag.matrix_transpose(weight))
    return y if bias is None else ag.add(y, bias)


def conv2d(
    x: Operand,
    weight: Operand,
    bias: Operand | None = None,
    stride: int | tuple[int, int] = 1,
    padding: int | tuple[int, int] = 0,
    dilation: int | tuple[int, int] = 1,
    groups: int = 1,
) -> Tensor:
    """Cross-correlation of images [batch, channels, height, width] with weights [outputs, channels / groups, h, w].

    Raises ShapeError for operands that do not fit.
    """
    image, kernel = ag.asarray(x), ag.asarray(weight)
    dtype = dtypes.promote(image.dtype, kernel.dtype)
    image, kernel = image.astype(dtype), kernel.astype(dtype)
    top, side = _pair(padding, "padding", 0)
    if (top or side) and image.ndim == 4:
        image = ag.pad(image, ((0, 0), (0, 0), (top, top), (side, side)))
    op = Conv2d(_pair(stride, "stride", 1), _pair(dilation, "dilation", 1), groups)
    y = apply(op, image, kernel)
    return y if bias is None else ag.add(y, ag.reshape(bias, (-1, 1, 1)))


def max_pool2d(
    x: Operand,
    kernel_size: int | tuple[int, int],
    stride: int | tuple[int, int] | None = None,
    padding: int | tuple[int, int] = 0,
) -> Tensor:
    """The largest element of each window of [batch, channels, height, width]; `stride` defaults to the window.

    The first of equal elements takes the derivative. Raises ShapeError for operands that do not fit.
    """
    image = ag.asarray(x)
    window = _pair(kernel_size, "kernel_size", 1)
    top, side = _pair(padding, "padding", 0)
    if (top or side) and image.ndim == 4:
        image = ag.pad(image, ((0, 0), (0, 0), (top, top), (side, side)), float("-inf"))
    return apply(MaxPool2d(window, _pair(stride, "stride", 1) if stride is not None else window), image)


def softmax(x: Operand, dim: int = -1) -> Tensor:
    """exp(x) / Σ exp(x) along `dim`, computed from x minus its largest."""
    return _softmax(ag.asarray(x), dim=dim)


@composite
def _softmax(x: Tensor, *, dim: int) -> Tensor:
    e = ag.exp(x - ag.stop_gradient(ag.max(x, dim, keepdims=True)))
    return e / ag.sum(e, dim, keepdims=True)


def log_softmax(x: Operand, dim: int = -1) -> Tensor:
    """log softmax(x), computed without forming the softmax."""
    return _log_softmax(ag.asarray(x), dim=dim)


@composite
def _log_softmax(x: Tensor, *, dim: int) -> Tensor:
    z = x - ag.stop_gradient(ag.max(x, dim, keepdims=True))
    return z - ag.log(ag.sum(ag.exp(z), dim, keepdims=True))


def cross_entropy(logits: Operand, target: Operand) -> Tensor:
    """The mean of -log softmax(logits)[target] over a batch: logits [batch, classes], integer target [batch].

    Raises ShapeError or DtypeError for operands that do not fit, RangeError for a target outside 0 … classes - 1.
    """
    z, labels = ag.asarray(logits), ag.asarray(target)
    if z.ndim != 2 or labels.shape != z.shape[:1]:
        raise ShapeError(
            f"cross_entropy: logits {z._type} with targets {labels._type}",
            hint="logits are [batch, classes], targets [batch]",
        )
    if not z.dtype.is_float:
        raise DtypeError(f"cross_entropy: logits {z._type}", hint="logits are floats: .astype(ag.float32)")
    return _cross_entropy(z, labels)


@composite
def _cross_entropy(logits: Tensor, labels: Tensor) -> Tensor:
    z = logits - ag.stop_gradient(ag.max(logits, 1, keepdims=True))
    chosen = ag.where(ag.one_hot(labels, logits.shape[1], dtypes.bool_), z, 0.0)
    return ag.mean(ag.log(ag.sum(ag.exp(z), 1)) - ag.sum(chosen, 1))
