"""Normalization layers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograph.errors import ArgumentError, ShapeError
from autograph.frontend import functions as ag
from autograph.frontend.functions.arguments import shape_tuple
from autograph.frontend.tensor import Operand, Parameter, Tensor, Variable
from autograph.nn import functional as F
from autograph.nn.functional.normalization import batch_norm_step
from autograph.nn.module import Module


class BatchNorm(Module):
    """Normalization of each channel by the batch in training, by running statistics in evaluation.

    `momentum` is the weight of a batch in the running statistics; None makes them the means over all batches. Without
    `track_running_stats` the batch's are used in evaluation too. Weight 1 and bias 0 at first, unless `affine=False`.
    """

    axes: tuple[int, ...] = ()  # the numbers of axes its inputs may have

    def __init__(
        self,
        num_features: int,
        eps: float = 1e-5,
        momentum: float | None = 0.1,
        affine: bool = True,
        track_running_stats: bool = True,
    ):
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        ones, zeros = np.ones(num_features, np.float32), np.zeros(num_features, np.float32)
        self.weight = Parameter(ones) if affine else None
        self.bias = Parameter(zeros) if affine else None
        self.running_mean = Variable(zeros) if track_running_stats else None
        self.running_var = Variable(ones) if track_running_stats else None
        self.num_batches_tracked = Variable(np.zeros((), np.int64)) if track_running_stats else None

    def forward(self, x: Operand) -> Tensor:
        t = ag.asarray(x)
        if t.ndim not in self.axes:
            raise ShapeError(
                f"{type(self).__name__}({self.num_features}): {t._type}",
                hint=f"it takes {' or '.join(map(str, self.axes))} axes: [batch, channels, …]",
            )
        given = self.running_mean, self.running_var, self.weight, self.bias
        if self.training:
            return batch_norm_step(t, *given, self.momentum, self.eps, self.num_batches_tracked)
        return F.batch_norm(t, *given, training=self.running_mean is None, eps=self.eps)

    def _describe(self) -> str:
        return (
            f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, affine={self.affine}, "
            f"track_running_stats={self.track_running_stats}"
        )


class BatchNorm1d(BatchNorm):
    __doc__ = f"""Of [batch, features] or [batch, channels, length]. {BatchNorm.__doc__}"""

    axes = (2, 3)


class BatchNorm2d(BatchNorm):
    __doc__ = f"""Of [batch, channels, height, width]. {BatchNorm.__doc__}"""

    axes = (4,)


class LayerNorm(Module):
    """Normalization over the last axes, those of `normalized_shape`; see `functional.layer_norm`."""

    def __init__(
        self,
        normalized_shape: int | Sequence[int],
        eps: float = 1e-5,
        elementwise_affine: bool = True,
        bias: bool = True,
    ):
        self.normalized_shape, self.eps = shape_tuple(normalized_shape), eps
        self.weight = Parameter(np.ones(self.normalized_shape, np.float32)) if elementwise_affine else None
        shifted = elementwise_affine and bias
        self.bias = Parameter(np.zeros(self.normalized_shape, np.float32)) if shifted else None

    def forward(self, x: Operand) -> Tensor:
        return F.layer_norm(x, self.normalized_shape, self.weight, self.bias, self.eps)

    def _describe(self) -> str:
        return f"{self.normalized_shape}, eps={self.eps}"


class RMSNorm(Module):
    """Division by the root of the mean square over the last axes; see `functional.rms_norm`."""

    def __init__(
        self, normalized_shape: int | Sequence[int], eps: float | None = None, elementwise_affine: bool = True
    ):
        self.normalized_shape, self.eps = shape_tuple(normalized_shape), eps
        self.weight = Parameter(np.ones(self.normalized_shape, np.float32)) if elementwise_affine else None

    def forward(self, x: Operand) -> Tensor:
        return F.rms_norm(x, self.normalized_shape, self.weight, self.eps)

    def _describe(self) -> str:
        return f"{self.normalized_shape}, eps={self.eps}"


class GroupNorm(Module):
    """Normalization of groups of channels of each sample; see `functional.group_norm`.

    Raises ArgumentError unless `num_groups` divides `num_channels`.
    """

    def __init__(self, num_groups: int, num_channels: int, eps: float = 1e-5, affine: bool = True):
        if num_groups < 1 or num_channels % num_groups:
            raise ArgumentError(
                f"GroupNorm: num_groups={num_groups} with {num_channels} channels", hint="it must divide them"
            )
        self.num_groups, self.num_channels, self.eps = num_groups, num_channels, eps
        self.weight = Parameter(np.ones(num_channels, np.float32)) if affine else None
        self.bias = Parameter(np.zeros(num_channels, np.float32)) if affine else None

    def forward(self, x: Operand) -> Tensor:
        return F.group_norm(x, self.num_groups, self.weight, self.bias, self.eps)

    def _describe(self) -> str:
        return f"{self.num_groups}, {self.num_channels}, eps={self.eps}"
