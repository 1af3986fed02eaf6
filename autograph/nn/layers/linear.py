"""Affine layers."""

from __future__ import annotations

from autograph.frontend.tensor import Operand, Parameter, Tensor
from autograph.nn import functional as F
from autograph.nn import init
from autograph.nn.module import Module


class Dense(Module):
    """y = x @ weight.T + bias: [..., inputs] → [..., outputs]. Initialised as PyTorch's Linear."""

    def __init__(self, inputs: int, outputs: int, bias: bool = True):
        self.weight = Parameter(init.uniform_fan_in((outputs, inputs)))
        self.bias = Parameter(init.uniform_fan_in((outputs,), inputs)) if bias else None

    def forward(self, x: Operand) -> Tensor:
        return F.linear(x, self.weight, self.bias)

    def _describe(self) -> str:
        return f"{self.weight.shape[1]}, {self.weight.shape[0]}, bias={self.bias is not None}"
