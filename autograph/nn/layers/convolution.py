"""Convolution layers."""

from __future__ import annotations

from typing import Any

from autograph.errors import ArgumentError
from autograph.frontend.tensor import Operand, Parameter, Tensor
from autograph.nn import functional as F
from autograph.nn import init
from autograph.nn.functional.arguments import Ints, extents
from autograph.nn.module import Module


class Convolution(Module):
    """What the layers share: weights, initialised as PyTorch's, and the geometry."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        window: tuple[int, ...],
        stride: Ints,
        padding: Ints | str,
        dilation: Ints,
        groups: int,
        bias: bool,
        transposed: bool = False,
    ):
        if groups < 1 or inputs % groups or outputs % groups:
            raise ArgumentError(
                f"{type(self).__name__}: groups={groups} with {inputs} inputs, {outputs} outputs",
                hint="it must divide both",
            )
        shape = (inputs, outputs // groups, *window) if transposed else (outputs, inputs // groups, *window)
        self.weight = Parameter(init.uniform_fan_in(shape))
        self.bias = Parameter(init.uniform_fan_in((outputs,), init.fans(shape)[0])) if bias else None
        self.inputs, self.outputs = inputs, outputs
        self.padding: Any = padding  # numbers, or a word that only the plain ones know
        self.stride, self.dilation, self.groups = stride, dilation, groups

    def _describe(self) -> str:
        window = self.weight.shape[2:]
        more = f", dilation={self.dilation}" if self.dilation not in (1, (1,), (1, 1)) else ""
        more += f", groups={self.groups}" if self.groups != 1 else ""
        more += ", bias=False" if self.bias is None else ""
        return f"{self.inputs}, {self.outputs}, {window}, stride={self.stride}, padding={self.padding!r}{more}"


class Conv2d(Convolution):
    """Two-dimensional convolution of [batch, inputs, height, width]. Initialised as PyTorch's Conv2d.

    `padding` may be "same" or "valid". Raises ArgumentError if `groups` does not divide both channel counts.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel_size: Ints,
        stride: Ints = 1,
        padding: Ints | str = 0,
        dilation: Ints = 1,
        groups: int = 1,
        bias: bool = True,
    ):
        window = extents(kernel_size, 2, "kernel_size", 1)
        super().__init__(inputs, outputs, window, stride, padding, dilation, groups, bias)

    def forward(self, x: Operand) -> Tensor:
        return F.conv2d(x, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)


class Conv1d(Convolution):
    """Convolution of [batch, inputs, length]. Initialised as PyTorch's Conv1d.

    `padding` may be "same" or "valid". Raises ArgumentError if `groups` does not divide both channel counts.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel_size: Ints,
        stride: Ints = 1,
        padding: Ints | str = 0,
        dilation: Ints = 1,
        groups: int = 1,
        bias: bool = True,
    ):
        window = extents(kernel_size, 1, "kernel_size", 1)
        super().__init__(inputs, outputs, window, stride, padding, dilation, groups, bias)

    def forward(self, x: Operand) -> Tensor:
        return F.conv1d(x, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)


class ConvTranspose2d(Convolution):
    """The transpose of a convolution: [batch, inputs, height, width] to larger images of `outputs` channels.

    The weights are [inputs, outputs / groups, height, width], initialised as PyTorch's ConvTranspose2d. Raises
    ArgumentError if `groups` does not divide both channel counts.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel_size: Ints,
        stride: Ints = 1,
        padding: Ints = 0,
        output_padding: Ints = 0,
        groups: int = 1,
        bias: bool = True,
        dilation: Ints = 1,
    ):
        window = extents(kernel_size, 2, "kernel_size", 1)
        super().__init__(inputs, outputs, window, stride, padding, dilation, groups, bias, transposed=True)
        self.output_padding = output_padding

    def forward(self, x: Operand) -> Tensor:
        return F.conv_transpose2d(
            x, self.weight, self.bias, self.stride, self.padding, self.output_padding, self.groups, self.dilation
        )
