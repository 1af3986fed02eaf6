"""Layers."""

from __future__ import annotations

from typing import Any

from autograph.errors import ArgumentError
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


class Conv2d(Module):
    """Two-dimensional convolution of [batch, inputs, height, width]. Initialised as PyTorch's Conv2d.

    Raises ArgumentError if `groups` does not divide both channel counts.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel_size: int | tuple[int, int],
        stride: int | tuple[int, int] = 1,
        padding: int | tuple[int, int] = 0,
        dilation: int | tuple[int, int] = 1,
        groups: int = 1,
        bias: bool = True,
    ):
        if groups < 1 or inputs % groups or outputs % groups:
            raise ArgumentError(
                f"Conv2d: groups={groups} with {inputs} inputs, {outputs} outputs", hint="it must divide both"
            )
        height, width = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
        shape = (outputs, inputs // groups, height, width)
        self.weight = Parameter(init.uniform_fan_in(shape))
        self.bias = Parameter(init.uniform_fan_in((outputs,), init.fans(shape)[0])) if bias else None
        self.stride, self.padding, self.dilation, self.groups = stride, padding, dilation, groups

    def forward(self, x: Operand) -> Tensor:
        return F.conv2d(x, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)

    def _describe(self) -> str:
        o, c, h, w = self.weight.shape
        return f"{c * self.groups}, {o}, ({h}, {w}), stride={self.stride}, padding={self.padding}"


class MaxPool2d(Module):
    """The largest element of each window; `stride` defaults to the window."""

    def __init__(
        self,
        kernel_size: int | tuple[int, int],
        stride: int | tuple[int, int] | None = None,
        padding: int | tuple[int, int] = 0,
    ):
        self.kernel_size, self.stride, self.padding = kernel_size, stride, padding

    def forward(self, x: Operand) -> Tensor:
        return F.max_pool2d(x, self.kernel_size, self.stride, self.padding)


class Relu(Module):
    """max(x, 0)."""

    def forward(self, x: Operand) -> Tensor:
        return F.relu(x)


class Flatten(Module):
    """The axes from `start` on joined into one."""

    def __init__(self, start: int = 1):
        self.start = start

    def forward(self, x: Tensor) -> Tensor:
        return x.flatten(self.start)


class Identity(Module):
    """x."""

    def forward(self, x: Any) -> Any:
        return x


class Sequential(Module):
    """Modules one after another; the parameters' names begin with their numbers."""

    def __init__(self, *modules: Module):
        for k, module in enumerate(modules):
            setattr(self, str(k), module)

    def forward(self, x: Any) -> Any:
        for _, module in self.children():
            x = module(x)
        return x
