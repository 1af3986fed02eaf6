"""Adagrad (Duchi, Hazan and Singer 2011, Journal of Machine Learning Research 12), in PyTorch's form."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.dtypes import DType, float64
from autograph.frontend.apply import composite, numbers
from autograph.frontend.tensor import Tensor
from autograph.optim.optimizer import Optimizer, Parameters, Schedule, positive


class Adagrad(Optimizer):
    """s ← s + g², p ← p - lr / (1 + t·lr_decay) · g / (√s + eps), with t updates of p before this one.

    s begins with `initial_accumulator_value`; `weight_decay`·p is added to g.
    """

    def __init__(
        self,
        parameters: Parameters,
        lr: float | Schedule = 1e-2,
        lr_decay: float = 0.0,
        weight_decay: float = 0.0,
        initial_accumulator_value: float = 0.0,
        eps: float = 1e-10,
    ):
        settings = {"lr_decay": lr_decay, "weight_decay": weight_decay, "eps": eps}
        super().__init__(parameters, lr=lr, initial_accumulator_value=initial_accumulator_value, **settings)
        for group in self.groups:
            for s in group.state["sum"]:
                s.assign(np.full(s.shape, group.options["initial_accumulator_value"], s.dtype.numpy))

    def checked(self, options: dict[str, Any]) -> dict[str, Any]:
        names = ("lr_decay", "weight_decay", "initial_accumulator_value", "eps")
        return options | {name: positive(name, options[name]) for name in names}

    def slots(self, options: dict[str, Any]) -> tuple[str, ...]:
        return ("sum", "step") if options["lr_decay"] else ("sum",)

    def update(
        self, options: dict[str, Any], lr: Tensor, done: Tensor | None, tensors: list[Tensor], dtype: DType
    ) -> Tensor | tuple[Tensor, ...]:
        slower, shrink = options["lr_decay"], options["weight_decay"]
        settings = (slower, options["eps"], shrink)
        counted = [done] if done is not None else []
        return adagrad(
            lr, *numbers(settings, (float64, dtype, dtype)), *counted, *tensors, slower=slower > 0, decay=shrink > 0
        )


@composite
def adagrad(*tensors: Tensor, slower: bool, decay: bool) -> tuple[Tensor, ...]:
    """One step of many parameters: learning rate, its decay, eps, weight decay, updates so far if the rate decays, then
    (gradient, parameter, s) of each."""
    (rate, slowing, eps, shrink), each = tensors[:4], iter(tensors[4:])
    lr = rate / (1 + next(each) * slowing) if slower else rate
    new: list[Tensor] = []
    for g, p, s in zip(each, each, each):
        g = g + shrink * p if decay else g
        s = s + g * g
        new += [p - lr.astype(p.dtype) * (g / (s.sqrt() + eps)), s]
    return tuple(new)
