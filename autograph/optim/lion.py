"""Lion (Chen et al. 2023, arXiv:2302.06675, algorithm 2)."""

from __future__ import annotations

from typing import Any

from autograph.dtypes import DType
from autograph.frontend import functions as ag
from autograph.frontend.apply import composite, numbers
from autograph.frontend.tensor import Tensor
from autograph.optim.optimizer import Optimizer, Parameters, Schedule, pair_of_betas, positive


class Lion(Optimizer):
    """p ← p - lr·(sign(β₁m + (1-β₁)g) + weight_decay·p), then m ← β₂m + (1-β₂)g.

    Its steps have the size lr in every element, so `lr` is some ten times smaller than Adam's.
    """

    def __init__(
        self,
        parameters: Parameters,
        lr: float | Schedule = 1e-4,
        betas: tuple[float, float] = (0.9, 0.99),
        weight_decay: float = 0.0,
    ):
        super().__init__(parameters, lr=lr, betas=betas, weight_decay=weight_decay)

    def checked(self, options: dict[str, Any]) -> dict[str, Any]:
        decay = positive("weight_decay", options["weight_decay"])
        return options | {"betas": pair_of_betas(options["betas"]), "weight_decay": decay}

    def slots(self, options: dict[str, Any]) -> tuple[str, ...]:
        return ("exp_avg",)

    def update(
        self, options: dict[str, Any], lr: Tensor, done: Tensor | None, tensors: list[Tensor], dtype: DType
    ) -> Tensor | tuple[Tensor, ...]:
        (first, second), shrink = options["betas"], options["weight_decay"]
        settings = (first, 1 - first, second, 1 - second, shrink)
        return lion(lr, *numbers(settings, [dtype] * len(settings)), *tensors, decay=shrink > 0)


@composite
def lion(*tensors: Tensor, decay: bool) -> tuple[Tensor, ...]:
    """One step of many parameters: lr, β₁, 1-β₁, β₂, 1-β₂, weight decay, then (gradient, parameter, m) of each."""
    (rate, first, rest1, second, rest2, shrink), each = tensors[:6], iter(tensors[6:])
    new: list[Tensor] = []
    for g, p, m in zip(each, each, each):
        lr, mixed = rate.astype(p.dtype), first * m + rest1 * g
        sign = ag.where(mixed > 0, 1.0, ag.where(mixed < 0, -1.0, mixed))
        new += [p - lr * (sign + shrink * p if decay else sign), second * m + rest2 * g]
    return tuple(new)
