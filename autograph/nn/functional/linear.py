"""Affine maps."""

from __future__ import annotations

from autograph.frontend import functions as ag
from autograph.frontend.tensor import Operand, Tensor


def linear(x: Operand, weight: Operand, bias: Operand | None = None) -> Tensor:
    """x @ weight.T + bias for x [..., inputs] and weight [outputs, inputs]."""
    y = ag.matmul(x, ag.matrix_transpose(weight))
    return y if bias is None else ag.add(y, bias)
