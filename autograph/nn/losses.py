"""Losses as modules."""

from __future__ import annotations

from autograph.frontend.tensor import Operand, Tensor
from autograph.nn import functional as F
from autograph.nn.module import Module


class CrossEntropyLoss(Module):
    """The mean of -log softmax(logits)[target] over a batch; see `functional.cross_entropy`."""

    def forward(self, logits: Operand, target: Operand) -> Tensor:
        return F.cross_entropy(logits, target)
