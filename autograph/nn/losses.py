"""Losses as modules; `reduction` is "mean", "sum" or "none"."""

from __future__ import annotations

from autograph.frontend.tensor import Operand, Tensor, Variable
from autograph.nn import functional as F
from autograph.nn.module import Module


def _buffer(value: Operand | None) -> Variable | None:
    return None if value is None else Variable(value)


class Loss(Module):
    """A loss and how it is reduced."""

    def __init__(self, reduction: str = "mean"):
        self.reduction = reduction


class CrossEntropyLoss(Loss):
    """-log softmax(logits)[target] for integer or probability targets; see `functional.cross_entropy`.

    `weight` [classes] is a buffer.
    """

    def __init__(
        self,
        weight: Operand | None = None,
        ignore_index: int = -100,
        reduction: str = "mean",
        label_smoothing: float = 0.0,
    ):
        super().__init__(reduction)
        self.weight = _buffer(weight)
        self.ignore_index, self.label_smoothing = ignore_index, label_smoothing

    def forward(self, input: Operand, target: Operand) -> Tensor:
        return F.cross_entropy(input, target, self.weight, self.ignore_index, self.reduction, self.label_smoothing)


class NLLLoss(Loss):
    """-input[target] for log probabilities; see `functional.nll_loss`. `weight` [classes] is a buffer."""

    def __init__(self, weight: Operand | None = None, ignore_index: int = -100, reduction: str = "mean"):
        super().__init__(reduction)
        self.weight = _buffer(weight)
        self.ignore_index = ignore_index

    def forward(self, input: Operand, target: Operand) -> Tensor:
        return F.nll_loss(input, target, self.weight, self.ignore_index, self.reduction)


class MSELoss(Loss):
    """(input - target)²."""

    def forward(self, input: Operand, target: Operand) -> Tensor:
        return F.mse_loss(input, target, self.reduction)


class L1Loss(Loss):
    """|input - target|."""

    def forward(self, input: Operand, target: Operand) -> Tensor:
        return F.l1_loss(input, target, self.reduction)


class HuberLoss(Loss):
    """Quadratic up to a difference of `delta`, linear beyond; see `functional.huber_loss`."""

    def __init__(self, reduction: str = "mean", delta: float = 1.0):
        super().__init__(reduction)
        self.delta = delta

    def forward(self, input: Operand, target: Operand) -> Tensor:
        return F.huber_loss(input, target, self.reduction, self.delta)


class SmoothL1Loss(Loss):
    """`HuberLoss` divided by its delta, here `beta`; see `functional.smooth_l1_loss`."""

    def __init__(self, reduction: str = "mean", beta: float = 1.0):
        super().__init__(reduction)
        self.beta = beta

    def forward(self, input: Operand, target: Operand) -> Tensor:
        return F.smooth_l1_loss(input, target, self.reduction, self.beta)


class BCEWithLogitsLoss(Loss):
    """Binary cross-entropy of logits; see `functional.binary_cross_entropy_with_logits`. Both weights are buffers."""

    def __init__(self, weight: Operand | None = None, reduction: str = "mean", pos_weight: Operand | None = None):
        super().__init__(reduction)
        self.weight, self.pos_weight = _buffer(weight), _buffer(pos_weight)

    def forward(self, input: Operand, target: Operand) -> Tensor:
        return F.binary_cross_entropy_with_logits(input, target, self.weight, self.reduction, self.pos_weight)


class KLDivLoss(Loss):
    """The divergence of distributions given as log probabilities; see `functional.kl_div`."""

    def __init__(self, reduction: str = "mean", log_target: bool = False):
        super().__init__(reduction)
        self.log_target = log_target

    def forward(self, input: Operand, target: Operand) -> Tensor:
        return F.kl_div(input, target, self.reduction, self.log_target)
