"""Dropout as a layer."""

from __future__ import annotations

from autograph.errors import ArgumentError
from autograph.frontend.tensor import Operand, Tensor
from autograph.nn import functional as F
from autograph.nn.module import Module


class Dropout(Module):
    """In training each element is 0 with probability p, and divided by 1 - p otherwise; in evaluation x.

    Raises ArgumentError for a p outside 0 … 1.
    """

    def __init__(self, p: float = 0.5):
        if not 0 <= p <= 1:
            raise ArgumentError(f"Dropout({p})", hint="p is a probability, from 0 to 1")
        self.p = p

    def forward(self, x: Operand) -> Tensor:
        return F.dropout(x, self.p, self.training)

    def _describe(self) -> str:
        return f"{self.p}"
