"""Initial values. The default of Dense and Conv2d is PyTorch's: uniform within ±1/√fan_in."""

from __future__ import annotations

import math
from collections.abc import Sequence

from autograph import random
from autograph.frontend.functions import zeros as _zeros
from autograph.frontend.tensor import Tensor


def fans(shape: Sequence[int]) -> tuple[int, int]:
    """Inputs and outputs of one unit, for weights [outputs, inputs, …window]."""
    window = math.prod(shape[2:])
    return shape[1] * window, shape[0] * window


def uniform_fan_in(shape: Sequence[int], fan_in: int | None = None) -> Tensor:
    """Uniform within ±1/√fan_in (`kaiming_uniform` with a = √5, as PyTorch's layers do)."""
    bound = 1 / math.sqrt(max(fan_in if fan_in is not None else fans(shape)[0], 1))
    return random.uniform(shape, -bound, bound)


def kaiming_uniform(shape: Sequence[int]) -> Tensor:
    """Uniform within ±√(6/fan_in), for relu networks (He et al. 2015, arXiv:1502.01852)."""
    bound = math.sqrt(6 / fans(shape)[0])
    return random.uniform(shape, -bound, bound)


def xavier_uniform(shape: Sequence[int]) -> Tensor:
    """Uniform within ±√(6/(fan_in + fan_out)) (Glorot and Bengio 2010)."""
    bound = math.sqrt(6 / sum(fans(shape)))
    return random.uniform(shape, -bound, bound)


def zeros(shape: Sequence[int]) -> Tensor:
    """Zeros."""
    return _zeros(shape)
