"""Activation functions."""

from __future__ import annotations

import math

from autograph.frontend import functions as ag
from autograph.frontend.apply import composite
from autograph.frontend.tensor import Operand, Tensor
from autograph.nn.functional.arguments import chosen, floating


def relu(x: Operand) -> Tensor:
    """max(x, 0); the derivative at 0 is 0."""
    return ag.relu(x)


def leaky_relu(x: Operand, negative_slope: float = 0.01) -> Tensor:
    """x where it is above 0, else negative_slope · x; the derivative at 0 is negative_slope."""
    return _leaky_relu(floating(x, "leaky_relu"), slope=float(negative_slope))


@composite
def _leaky_relu(x: Tensor, *, slope: float) -> Tensor:
    return ag.where(x > 0, x, x * slope)


def elu(x: Operand, alpha: float = 1.0) -> Tensor:
    """x where it is above 0, else alpha · (exp(x) - 1) (Clevert et al. 2015, arXiv:1511.07289)."""
    return _elu(floating(x, "elu"), alpha=float(alpha))


@composite
def _elu(x: Tensor, *, alpha: float) -> Tensor:
    return ag.where(x > 0, x, ag.expm1(ag.where(x > 0, 0.0, x)) * alpha)


def gelu(x: Operand, approximate: str = "none") -> Tensor:
    """x · Φ(x) with Φ the normal distribution (Hendrycks and Gimpel 2016, arXiv:1606.08415).

    `approximate="tanh"` takes Φ(x) ≈ (1 + tanh(√(2/π) · (x + 0.044715 x³))) / 2. Raises ArgumentError for other words.
    """
    x = floating(x, "gelu")
    return _gelu_tanh(x) if chosen(approximate, ("none", "tanh"), "approximate") == "tanh" else _gelu(x)


@composite
def _gelu(x: Tensor) -> Tensor:
    return x * 0.5 * (ag.erf(x * math.sqrt(0.5)) + 1.0)


@composite
def _gelu_tanh(x: Tensor) -> Tensor:
    # (1 + tanh z) / 2 = sigmoid(2 z), which rounds less where it is small.
    return x * ag.sigmoid((x + x * x * x * 0.044715) * math.sqrt(8 / math.pi))


def sigmoid(x: Operand) -> Tensor:
    """1 / (1 + exp(-x))."""
    return ag.sigmoid(floating(x, "sigmoid"))


def silu(x: Operand) -> Tensor:
    """x · sigmoid(x), also called swish."""
    return _silu(floating(x, "silu"))


@composite
def _silu(x: Tensor) -> Tensor:
    return x * ag.sigmoid(x)


def tanh(x: Operand) -> Tensor:
    """The hyperbolic tangent."""
    return ag.tanh(floating(x, "tanh"))


def softplus(x: Operand, beta: float = 1.0, threshold: float = 20.0) -> Tensor:
    """log(1 + exp(beta · x)) / beta; x itself where beta · x is above `threshold`."""
    return _softplus(floating(x, "softplus"), beta=float(beta), threshold=float(threshold))


@composite
def _softplus(x: Tensor, *, beta: float, threshold: float) -> Tensor:
    linear = x * beta > threshold
    return ag.where(linear, x, log_one_plus_exp(ag.where(linear, 0.0, x * beta)) * (1 / beta))


def log_one_plus_exp(x: Tensor) -> Tensor:
    """log(1 + exp(x)) without overflow; the derivative is right everywhere, at 0 too."""
    above = x > 0
    return ag.where(above, x, 0.0) + ag.log1p(ag.exp(ag.where(above, -x, x)))


def softmax(x: Operand, dim: int = -1) -> Tensor:
    """exp(x) / Σ exp(x) along `dim`, computed from x minus its largest."""
    return _softmax(floating(x, "softmax"), dim=dim)


@composite
def _softmax(x: Tensor, *, dim: int) -> Tensor:
    e = ag.exp(x - ag.stop_gradient(ag.max(x, dim, keepdims=True)))
    return e * (1 / ag.sum(e, dim, keepdims=True))  # one division a row: vectors divide slowly


def log_softmax(x: Operand, dim: int = -1) -> Tensor:
    """log softmax(x), computed without forming the softmax."""
    return _log_softmax(floating(x, "log_softmax"), dim=dim)


@composite
def _log_softmax(x: Tensor, *, dim: int) -> Tensor:
    z = x - ag.stop_gradient(ag.max(x, dim, keepdims=True))
    return z - ag.log(ag.sum(ag.exp(z), dim, keepdims=True))
