"""Initial values: functions of a shape that return tensors. Each layer's default is PyTorch's.

Weights are [outputs, inputs, …window]. Gains are those of the nonlinearity that follows a layer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from autograph import random
from autograph.errors import ArgumentError, ShapeError
from autograph.frontend.functions import asarray as _asarray
from autograph.frontend.functions import full as _full
from autograph.frontend.functions.arguments import shape_tuple
from autograph.frontend.tensor import Tensor

GAINS = {"linear": 1.0, "sigmoid": 1.0, "tanh": 5 / 3, "relu": math.sqrt(2.0), "selu": 3 / 4}


def fans(shape: Sequence[int]) -> tuple[int, int]:
    """Inputs and outputs of one unit, for weights [outputs, inputs, …window]. Raises ShapeError for fewer axes."""
    if len(shape) < 2:
        raise ShapeError(f"fans of {list(shape)}", hint="weights are [outputs, inputs, …window]")
    window = math.prod(shape[2:])
    return shape[1] * window, shape[0] * window


def gain(nonlinearity: str, a: float = 0.0) -> float:
    """What keeps the variance through a nonlinearity: "linear", "sigmoid", "tanh", "relu", "selu", or "leaky_relu" of
    slope `a`. Raises ArgumentError for other names."""
    if nonlinearity == "leaky_relu":
        return math.sqrt(2 / (1 + a * a))
    if nonlinearity not in GAINS:
        raise ArgumentError(f"nonlinearity={nonlinearity!r}", hint=f"use one of {', '.join([*GAINS, 'leaky_relu'])}")
    return GAINS[nonlinearity]


def uniform_fan_in(shape: Sequence[int], fan_in: int | None = None) -> Tensor:
    """Uniform within ±1/√fan_in (`kaiming_uniform` with a = √5, as PyTorch's layers do)."""
    bound = 1 / math.sqrt(max(fan_in if fan_in is not None else fans(shape)[0], 1))
    return random.uniform(shape, -bound, bound)


def kaiming_uniform(
    shape: Sequence[int], a: float = 0.0, mode: str = "fan_in", nonlinearity: str = "leaky_relu"
) -> Tensor:
    """Uniform within ±gain · √(3/fan) (He et al. 2015, arXiv:1502.01852); `mode` is "fan_in" or "fan_out"."""
    bound = gain(nonlinearity, a) * math.sqrt(3 / _fan(shape, mode))
    return random.uniform(shape, -bound, bound)


def kaiming_normal(
    shape: Sequence[int], a: float = 0.0, mode: str = "fan_in", nonlinearity: str = "leaky_relu"
) -> Tensor:
    """Normal with standard deviation gain / √fan (He et al. 2015, arXiv:1502.01852)."""
    return random.normal(shape, 0.0, gain(nonlinearity, a) / math.sqrt(_fan(shape, mode)))


def _fan(shape: Sequence[int], mode: str) -> int:
    if mode not in ("fan_in", "fan_out"):
        raise ArgumentError(f"mode={mode!r}", hint='use "fan_in" or "fan_out"')
    return max(fans(shape)[mode == "fan_out"], 1)


def xavier_uniform(shape: Sequence[int], gain: float = 1.0) -> Tensor:
    """Uniform within ±gain · √(6/(fan_in + fan_out)) (Glorot and Bengio 2010)."""
    bound = gain * math.sqrt(6 / max(sum(fans(shape)), 1))
    return random.uniform(shape, -bound, bound)


def xavier_normal(shape: Sequence[int], gain: float = 1.0) -> Tensor:
    """Normal with standard deviation gain · √(2/(fan_in + fan_out)) (Glorot and Bengio 2010)."""
    return random.normal(shape, 0.0, gain * math.sqrt(2 / max(sum(fans(shape)), 1)))


def uniform(shape: Sequence[int], low: float = 0.0, high: float = 1.0) -> Tensor:
    """Uniform from `low` up to `high`."""
    return random.uniform(shape, low, high)


def normal(shape: Sequence[int], mean: float = 0.0, std: float = 1.0) -> Tensor:
    """Normal numbers."""
    return random.normal(shape, mean, std)


def trunc_normal(
    shape: Sequence[int], mean: float = 0.0, std: float = 1.0, low: float = -2.0, high: float = 2.0
) -> Tensor:
    """Normal numbers, given that they lie in low … high: the normal distribution's quantiles of uniform numbers.

    Raises ArgumentError unless low < high and std > 0.
    """
    from statistics import NormalDist  # its import takes longer than all of this module

    if not low < high or not std > 0:
        raise ArgumentError(f"trunc_normal from {low} to {high} with std={std}", hint="low < high, and std > 0")
    sign = -1 if mean < low else 1  # the tail above is the tail below turned around: probabilities near 0 are exact
    ends = sorted((sign * (low - mean), sign * (high - mean)))
    distribution = NormalDist(0.0, std)
    first, last = max(distribution.cdf(ends[0]), 5e-324), min(distribution.cdf(ends[1]), 1 - 2**-53)
    drawn = random.uniform(shape_tuple(shape), first, max(last, first), "float64").numpy()
    flat = [distribution.inv_cdf(min(max(p, 5e-324), 1 - 2**-53)) for p in drawn.ravel().tolist()]
    values = mean + sign * np.clip(np.array(flat).reshape(drawn.shape), ends[0], ends[1])
    return _asarray(values.astype(np.float32))


def orthogonal(shape: Sequence[int], gain: float = 1.0) -> Tensor:
    """Rows, or columns if there are fewer, that are orthonormal, times `gain` (Saxe et al. 2013, arXiv:1312.6120).

    Axes after the first count as columns. Raises ShapeError for fewer than two axes.
    """
    rows, columns = _matrix(shape, "orthogonal")
    drawn = random.normal((max(rows, columns), min(rows, columns)), dtype="float64").numpy()
    q, r = np.linalg.qr(drawn)
    q = q * np.where(np.diagonal(r) < 0, -1.0, 1.0)  # uniform over all of them, and not over those QR prefers
    return _asarray((gain * (q.T if rows < columns else q)).reshape(tuple(shape)).astype(np.float32))


def eye(shape: Sequence[int]) -> Tensor:
    """1 on the diagonal of a matrix. Raises ShapeError for other shapes."""
    if len(shape) != 2:
        raise ShapeError(f"eye of shape {list(shape)}", hint="the identity is a matrix")
    return _asarray(np.eye(*shape, dtype=np.float32))


def _matrix(shape: Sequence[int], name: str) -> tuple[int, int]:
    if len(shape) < 2:
        raise ShapeError(f"{name} of shape {list(shape)}", hint="give two axes at least")
    return shape[0], math.prod(shape[1:])


def constant(shape: Sequence[int], value: float) -> Tensor:
    """One number everywhere."""
    return _full(shape, float(value))


def zeros(shape: Sequence[int]) -> Tensor:
    """Zeros."""
    return constant(shape, 0.0)


def ones(shape: Sequence[int]) -> Tensor:
    """Ones."""
    return constant(shape, 1.0)
