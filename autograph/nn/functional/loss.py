"""Losses of real values and of distributions. `reduction` is "mean", "sum" or "none" (one loss for each element)."""

from __future__ import annotations

from autograph.errors import ArgumentError, ShapeError
from autograph.frontend import functions as ag
from autograph.frontend.apply import composite
from autograph.frontend.tensor import Operand, Tensor
from autograph.nn.functional.activation import log_one_plus_exp
from autograph.nn.functional.arguments import chosen, floating

REDUCTIONS = ("mean", "sum", "none")


def reduced(loss: Tensor, reduction: str) -> Tensor:
    """All losses as one."""
    return ag.mean(loss) if reduction == "mean" else ag.sum(loss) if reduction == "sum" else loss


def _compared(input: Operand, target: Operand, name: str) -> tuple[Tensor, Tensor]:
    one, other = floating(input, name), ag.asarray(target)
    if one.shape != other.shape:
        raise ShapeError(f"{name}: input {one._type} with target {other._type}", hint="shapes must be equal; reshape")
    return one, other


def mse_loss(input: Operand, target: Operand, reduction: str = "mean") -> Tensor:
    """(input - target)². Raises ShapeError unless the shapes are equal."""
    return _mse_loss(*_compared(input, target, "mse_loss"), reduction=chosen(reduction, REDUCTIONS, "reduction"))


@composite
def _mse_loss(input: Tensor, target: Tensor, *, reduction: str) -> Tensor:
    return reduced(ag.square(input - target), reduction)


def l1_loss(input: Operand, target: Operand, reduction: str = "mean") -> Tensor:
    """|input - target|; the derivative at 0 is 0. Raises ShapeError unless the shapes are equal."""
    return _l1_loss(*_compared(input, target, "l1_loss"), reduction=chosen(reduction, REDUCTIONS, "reduction"))


@composite
def _l1_loss(input: Tensor, target: Tensor, *, reduction: str) -> Tensor:
    return reduced(ag.abs(input - target), reduction)


def huber_loss(input: Operand, target: Operand, reduction: str = "mean", delta: float = 1.0) -> Tensor:
    """d²/2 for d = |input - target| up to `delta`, delta · (d - delta/2) beyond (Huber 1964).

    Raises ShapeError unless the shapes are equal, ArgumentError unless delta is above 0.
    """
    if not delta > 0:
        raise ArgumentError(f"huber_loss: delta={delta}", hint="it is above 0")
    operands = _compared(input, target, "huber_loss")
    return _huber_loss(*operands, delta=float(delta), reduction=chosen(reduction, REDUCTIONS, "reduction"))


@composite
def _huber_loss(input: Tensor, target: Tensor, *, delta: float, reduction: str) -> Tensor:
    d = input - target
    near = ag.abs(d) <= delta
    square = ag.square(ag.where(near, d, 0.0)) * 0.5
    return reduced(ag.where(near, square, (ag.abs(d) - 0.5 * delta) * delta), reduction)


def smooth_l1_loss(input: Operand, target: Operand, reduction: str = "mean", beta: float = 1.0) -> Tensor:
    """`huber_loss` with delta = beta, divided by beta; the absolute difference for beta = 0.

    Raises ShapeError unless the shapes are equal, ArgumentError for a beta below 0.
    """
    if not beta >= 0:
        raise ArgumentError(f"smooth_l1_loss: beta={beta}", hint="it is 0 or more")
    if beta == 0:
        return l1_loss(input, target, reduction)
    operands = _compared(input, target, "smooth_l1_loss")
    return _smooth_l1_loss(*operands, beta=float(beta), reduction=chosen(reduction, REDUCTIONS, "reduction"))


@composite
def _smooth_l1_loss(input: Tensor, target: Tensor, *, beta: float, reduction: str) -> Tensor:
    return _huber_loss(input, target, delta=beta, reduction=reduction) * (1 / beta)


def binary_cross_entropy_with_logits(
    input: Operand,
    target: Operand,
    weight: Operand | None = None,
    reduction: str = "mean",
    pos_weight: Operand | None = None,
) -> Tensor:
    """-weight · (pos_weight · target · log σ(input) + (1 - target) · log(1 - σ(input))) with the sigmoid σ.

    Targets are probabilities; both weights broadcast to the input's shape. Raises ShapeError for operands that do not
    fit.
    """
    one, other = _compared(input, target, "binary_cross_entropy_with_logits")
    weights = [ag.asarray(w) for w in (weight, pos_weight) if w is not None]
    which = (weight is not None, pos_weight is not None)
    return _binary(one, other, *weights, which=which, reduction=chosen(reduction, REDUCTIONS, "reduction"))


@composite
def _binary(x: Tensor, target: Tensor, *weights: Tensor, which: tuple[bool, bool], reduction: str) -> Tensor:
    given = iter(weights)
    weight = next(given) if which[0] else None
    miss = log_one_plus_exp(-x)  # -log σ(x)
    if which[1]:
        miss = miss * ((next(given) - 1.0) * target + 1.0)
    loss = (1.0 - target) * x + miss
    return reduced(loss if weight is None else loss * weight, reduction)


def kl_div(input: Operand, target: Operand, reduction: str = "mean", log_target: bool = False) -> Tensor:
    """target · (log target - input), the divergence of distributions whose first is given as log probabilities.

    The second is given as probabilities, or their logs with `log_target`; a probability 0 contributes 0.
    `reduction="batchmean"` divides the sum by the first extent, as the definition of the divergence asks; "mean" by the
    number of elements. Raises ShapeError unless the shapes are equal.
    """
    one, other = _compared(input, target, "kl_div")
    how = chosen(reduction, (*REDUCTIONS, "batchmean"), "reduction")
    return _kl_div(one, other, reduction=how, log_target=bool(log_target))


@composite
def _kl_div(input: Tensor, target: Tensor, *, reduction: str, log_target: bool) -> Tensor:
    if log_target:
        loss = ag.exp(target) * (target - input)
    else:
        loss = target * (ag.log(ag.where(target > 0, target, 1.0)) - input)
    return ag.sum(loss) * (1 / input.shape[0]) if reduction == "batchmean" else reduced(loss, reduction)
