"""Normalization: mean 0 and variance 1, or length 1. Variances are computed in two passes."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from autograph.errors import ArgumentError, ShapeError
from autograph.frontend import functions as ag
from autograph.frontend.apply import assign_all, composite, event
from autograph.frontend.functions.arguments import shape_tuple
from autograph.frontend.tensor import Operand, Tensor, Variable
from autograph.nn.functional.arguments import floating, vector


def batch_norm(
    x: Operand,
    running_mean: Operand | None,
    running_var: Operand | None,
    weight: Operand | None = None,
    bias: Operand | None = None,
    training: bool = False,
    momentum: Operand = 0.1,
    eps: float = 1e-5,
) -> Tensor:
    """(x - mean) / √(var + eps) · weight + bias for each channel of [batch, channels, …] (arXiv:1502.03167).

    In training the mean and the biased variance are the batch's, and the running ones, Variables, move towards them:
    running = (1 - momentum) · running + momentum · batch's, with the unbiased variance. Otherwise the running ones are
    used. Raises ShapeError for operands that do not fit and for a single value for each channel in training.
    """
    if not training:
        return _by_statistics(x, running_mean, running_var, weight, bias, eps)
    return batch_norm_step(x, running_mean, running_var, weight, bias, momentum, eps)


def batch_norm_step(
    x: Operand,
    mean: Operand | None,
    var: Operand | None,
    weight: Operand | None,
    bias: Operand | None,
    momentum: Operand | None,
    eps: float,
    count: Variable | None = None,
) -> Tensor:
    """`batch_norm` in training. `count`, if given, counts the batches; without a momentum the running statistics become
    the means over all batches counted. For a call with the same path it is two events."""
    if mean is None or var is None:
        return _by_batch(x, None, None, weight, bias, None, None, eps)[0]
    if not isinstance(mean, Variable) or not isinstance(var, Variable):
        raise ArgumentError(
            "batch_norm: running statistics of training are assigned to", hint="pass Variables, or None for none"
        )
    share = None if momentum is None else ag.asarray(momentum, mean.dtype)
    y, *moved = _by_batch(x, mean, var, weight, bias, share, count, eps)
    assign_all([mean, var, *([] if count is None else [count])], moved)
    return y


@event
def _by_statistics(
    x: Operand,
    running_mean: Operand | None,
    running_var: Operand | None,
    weight: Operand | None,
    bias: Operand | None,
    eps: float,
) -> Tensor:
    t, mean, var, scale = _of_channels(x, running_mean, running_var, weight, bias)
    if mean is None or var is None:
        raise ArgumentError("batch_norm: no running statistics", hint="pass them, or training=True")
    given, which = _given(scale)
    return _with_statistics(t, mean, var, *given, which=which, eps=float(eps))


@event
def _by_batch(
    x: Operand,
    running_mean: Operand | None,
    running_var: Operand | None,
    weight: Operand | None,
    bias: Operand | None,
    share: Tensor | None,
    count: Tensor | None,
    eps: float,
) -> tuple[Tensor, ...]:
    """The normalized values, and the running statistics after this batch, or the batch's mean where there are none; and
    the count if there is one."""
    t, mean, var, scale = _of_channels(x, running_mean, running_var, weight, bias)
    if t.size == t.shape[1]:
        raise ShapeError(
            f"batch_norm: {t._type} has one value for each channel", hint="training needs several: use a larger batch"
        )
    given, which = _given(scale)
    y, batch_mean, batch_var = _with_batch(t, *given, which=which, eps=float(eps))
    if mean is None or var is None:
        return y, batch_mean
    counted = [] if count is None else [count + 1]
    share = share if share is not None else 1.0 / ag.astype(counted[0], mean.dtype)
    batch_mean, batch_var = ag.astype(batch_mean, mean.dtype), ag.astype(batch_var, var.dtype)
    return y, *_moved(mean, var, batch_mean, batch_var, share), *counted


def _of_channels(
    x: Operand, mean: Operand | None, var: Operand | None, weight: Operand | None, bias: Operand | None
) -> tuple[Tensor, Tensor | None, Tensor | None, list[Tensor | None]]:
    """Operands of batch_norm that fit."""
    t = floating(x, "batch_norm")
    if t.ndim < 2:
        raise ShapeError(f"batch_norm: {t._type}", hint="x is [batch, channels, …]")
    channels = t.shape[1]
    known = next((k for k in (mean, weight) if k is not None), None)
    if known is not None and ag.asarray(known).shape != (channels,):
        raise ShapeError(
            f"batch_norm: {t._type} has {channels} channels, the layer {ag.asarray(known).size}",
            hint="axis 1 of x holds the channels: [batch, channels, …]",
        )
    scale = [vector(weight, channels, "weight"), vector(bias, channels, "bias")]
    return t, vector(mean, channels, "running_mean"), vector(var, channels, "running_var"), scale


def _given(scale: Sequence[Tensor | None]) -> tuple[list[Tensor], tuple[bool, bool]]:
    """Those of weight and bias that there are, and which."""
    return [s for s in scale if s is not None], (scale[0] is not None, scale[1] is not None)


@composite
def _moved(mean: Tensor, var: Tensor, batch_mean: Tensor, batch_var: Tensor, share: Tensor) -> tuple[Tensor, ...]:
    return mean + (batch_mean - mean) * share, var + (batch_var - var) * share


@composite
def _with_batch(x: Tensor, *scale: Tensor, which: tuple[bool, bool], eps: float) -> tuple[Tensor, ...]:
    axes = (0, *range(2, x.ndim))
    count = x.size // x.shape[1]
    centred, mean, var = _moments(x, axes)
    y = centred * ag.rsqrt(var + eps)
    unbiased = ag.reshape(var, (-1,)) * (count / (count - 1))
    return _scaled(y, scale, which, (-1, *(1,) * (x.ndim - 2))), ag.reshape(mean, (-1,)), unbiased


@composite
def _with_statistics(
    x: Tensor, mean: Tensor, var: Tensor, *scale: Tensor, which: tuple[bool, bool], eps: float
) -> Tensor:
    shape = (-1, *(1,) * (x.ndim - 2))
    y = (x - ag.reshape(mean, shape)) * ag.reshape(ag.rsqrt(var + eps), shape)
    return _scaled(y, scale, which, shape)


@event
def layer_norm(
    x: Operand,
    normalized_shape: int | Sequence[int],
    weight: Operand | None = None,
    bias: Operand | None = None,
    eps: float = 1e-5,
) -> Tensor:
    """(x - mean) / √(var + eps) · weight + bias over the last axes, those of `normalized_shape` (arXiv:1607.06450).

    Weight and bias have that shape. Raises ShapeError for operands that do not fit.
    """
    t, shape = _last_axes(x, normalized_shape, "layer_norm")
    scale = [_of_shape(s, shape, name) for s, name in ((weight, "weight"), (bias, "bias"))]
    given, which = [s for s in scale if s is not None], (weight is not None, bias is not None)
    return _layer_norm(t, *given, count=len(shape), which=which, eps=float(eps))


@composite
def _layer_norm(x: Tensor, *scale: Tensor, count: int, which: tuple[bool, bool], eps: float) -> Tensor:
    centred, _, var = _moments(x, tuple(range(x.ndim - count, x.ndim)))
    return _scaled(centred * ag.rsqrt(var + eps), scale, which, x.shape[x.ndim - count :])


@event
def rms_norm(
    x: Operand, normalized_shape: int | Sequence[int], weight: Operand | None = None, eps: float | None = None
) -> Tensor:
    """x / √(mean(x²) + eps) · weight over the last axes, those of `normalized_shape` (arXiv:1910.07467).

    `eps` defaults to the dtype's machine epsilon. Raises ShapeError for operands that do not fit.
    """
    t, shape = _last_axes(x, normalized_shape, "rms_norm")
    scale = _of_shape(weight, shape, "weight")
    given = [] if scale is None else [scale]
    small = float(np.finfo(t.dtype.numpy).eps) if eps is None else float(eps)
    return _rms_norm(t, *given, count=len(shape), eps=small)


@composite
def _rms_norm(x: Tensor, *scale: Tensor, count: int, eps: float) -> Tensor:
    axes = tuple(range(x.ndim - count, x.ndim))
    y = x * ag.rsqrt(ag.mean(x * x, axes, keepdims=True) + eps)
    return _scaled(y, scale, (bool(scale), False), x.shape[x.ndim - count :])


@event
def group_norm(
    x: Operand, num_groups: int, weight: Operand | None = None, bias: Operand | None = None, eps: float = 1e-5
) -> Tensor:
    """(x - mean) / √(var + eps) · weight + bias for [batch, channels, …], with the mean and variance of each group of
    neighbouring channels of each sample (arXiv:1803.08494).

    Raises ShapeError for operands that do not fit, ArgumentError unless `num_groups` divides the channels.
    """
    t = floating(x, "group_norm")
    if t.ndim < 2:
        raise ShapeError(f"group_norm: {t._type}", hint="x is [batch, channels, …]")
    channels = t.shape[1]
    if num_groups < 1 or channels % num_groups:
        raise ArgumentError(f"group_norm: num_groups={num_groups} with {channels} channels", hint="it must divide them")
    scale = [vector(weight, channels, "weight"), vector(bias, channels, "bias")]
    given, which = [s for s in scale if s is not None], (weight is not None, bias is not None)
    return _group_norm(t, *given, groups=num_groups, which=which, eps=float(eps))


@composite
def _group_norm(x: Tensor, *scale: Tensor, groups: int, which: tuple[bool, bool], eps: float) -> Tensor:
    split = ag.reshape(x, (x.shape[0], groups, x.shape[1] // groups, math.prod(x.shape[2:])))
    centred, _, var = _moments(split, (2, 3))
    y = ag.reshape(centred * ag.rsqrt(var + eps), x.shape)
    return _scaled(y, scale, which, (-1, *(1,) * (x.ndim - 2)))


def _moments(x: Tensor, axes: tuple[int, ...]) -> tuple[Tensor, Tensor, Tensor]:
    """x minus its mean, the mean, and the biased variance, with the axes kept at extent 1."""
    mean = ag.mean(x, axes, keepdims=True)
    centred = x - mean
    return centred, mean, ag.mean(centred * centred, axes, keepdims=True)


def _scaled(y: Tensor, scale: Sequence[Tensor], which: tuple[bool, bool], shape: Sequence[int]) -> Tensor:
    """y · weight + bias, of which those are given that `which` says."""
    given = iter(scale)
    if which[0]:
        y = y * ag.reshape(next(given), shape)
    return y + ag.reshape(next(given), shape) if which[1] else y


def normalize(x: Operand, p: float = 2.0, dim: int | tuple[int, ...] = 1, eps: float = 1e-12) -> Tensor:
    """x / max(‖x‖, eps) with the p-norm along `dim`; the derivative of the norm of a zero vector is 0.

    Raises ArgumentError unless p is above 0 (it may be infinite).
    """
    if not p > 0:
        raise ArgumentError(f"normalize: p={p}", hint="norms have p above 0")
    return _normalize(floating(x, "normalize"), p=float(p), dim=dim, eps=float(eps))


@composite
def _normalize(x: Tensor, *, p: float, dim: int | tuple[int, ...], eps: float) -> Tensor:
    if math.isinf(p):
        norm = ag.max(ag.abs(x), dim, keepdims=True)
    elif p == 1:
        norm = ag.sum(ag.abs(x), dim, keepdims=True)
    else:
        total = ag.sum(x * x if p == 2 else ag.pow(ag.abs(x), p), dim, keepdims=True)
        root = ag.where(total > 0, total, 1.0)
        norm = ag.where(total > 0, ag.sqrt(root) if p == 2 else ag.pow(root, 1 / p), 0.0)
    return x / ag.where(norm > eps, norm, eps)


def _last_axes(x: Operand, normalized_shape: int | Sequence[int], name: str) -> tuple[Tensor, tuple[int, ...]]:
    t, shape = floating(x, name), shape_tuple(normalized_shape)
    if not shape or t.shape[-len(shape) :] != shape:
        raise ShapeError(f"{name}: {t._type} with normalized_shape={list(shape)}", hint="x ends with that shape")
    return t, shape


def _of_shape(x: Operand | None, shape: tuple[int, ...], what: str) -> Tensor | None:
    if x is None:
        return None
    t = ag.asarray(x)
    if t.shape != shape:
        raise ShapeError(f"{what} is {t._type}", hint=f"its shape is {list(shape)}")
    return t
