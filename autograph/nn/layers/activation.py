"""Activation functions as layers."""

from __future__ import annotations

from autograph.frontend.tensor import Operand, Tensor
from autograph.nn import functional as F
from autograph.nn.functional.arguments import chosen
from autograph.nn.module import Module


class Relu(Module):
    """max(x, 0)."""

    def forward(self, x: Operand) -> Tensor:
        return F.relu(x)


class LeakyRelu(Module):
    """x where it is above 0, else negative_slope · x."""

    def __init__(self, negative_slope: float = 0.01):
        self.negative_slope = negative_slope

    def forward(self, x: Operand) -> Tensor:
        return F.leaky_relu(x, self.negative_slope)

    def _describe(self) -> str:
        return f"{self.negative_slope}"


class Gelu(Module):
    """x · Φ(x); `approximate` is "none" or "tanh". See `functional.gelu`."""

    def __init__(self, approximate: str = "none"):
        self.approximate = chosen(approximate, ("none", "tanh"), "approximate")

    def forward(self, x: Operand) -> Tensor:
        return F.gelu(x, self.approximate)

    def _describe(self) -> str:
        return f"approximate={self.approximate!r}"


class Silu(Module):
    """x · sigmoid(x)."""

    def forward(self, x: Operand) -> Tensor:
        return F.silu(x)


class Elu(Module):
    """x where it is above 0, else alpha · (exp(x) - 1)."""

    def __init__(self, alpha: float = 1.0):
        self.alpha = alpha

    def forward(self, x: Operand) -> Tensor:
        return F.elu(x, self.alpha)

    def _describe(self) -> str:
        return f"{self.alpha}"


class Sigmoid(Module):
    """1 / (1 + exp(-x))."""

    def forward(self, x: Operand) -> Tensor:
        return F.sigmoid(x)


class Tanh(Module):
    """The hyperbolic tangent."""

    def forward(self, x: Operand) -> Tensor:
        return F.tanh(x)


class Softmax(Module):
    """exp(x) / Σ exp(x) along `dim`."""

    def __init__(self, dim: int = -1):
        self.dim = dim

    def forward(self, x: Operand) -> Tensor:
        return F.softmax(x, self.dim)

    def _describe(self) -> str:
        return f"dim={self.dim}"
