"""Stochastic gradient descent."""

from __future__ import annotations

from collections.abc import Iterable

from autograph.dtypes import DType
from autograph.errors import ArgumentError
from autograph.frontend.apply import composite, number
from autograph.frontend.tensor import Parameter, Tensor
from autograph.optim.optimizer import Optimizer, positive


class SGD(Optimizer):
    """p ← p - lr·v with v = g, or with momentum v ← momentum·v + g; g has weight_decay·p added (PyTorch's form).

    With nesterov the step is lr·(g + momentum·v).
    """

    def __init__(
        self,
        parameters: Iterable[Parameter],
        lr: float = 1e-2,
        momentum: float = 0.0,
        weight_decay: float = 0.0,
        nesterov: bool = False,
    ):
        self.slots = ("momentum",) if momentum else ()
        super().__init__(parameters, lr)
        self.momentum, self.weight_decay = positive("momentum", momentum), positive("weight_decay", weight_decay)
        self.nesterov = nesterov
        if nesterov and not self.momentum:
            raise ArgumentError("nesterov without momentum", hint="give momentum, for example 0.9")

    def update(self, tensors: list[Tensor], dtype: DType) -> Tensor | tuple[Tensor, ...]:
        settings = (self.lr, self.momentum, self.weight_decay)
        numbers = [number(float(x), dtype) for x in settings]
        choices = {"momentum": self.momentum > 0, "decay": self.weight_decay > 0, "nesterov": self.nesterov}
        return sgd(*numbers, *tensors, **choices)


@composite
def sgd(*tensors: Tensor, momentum: bool, decay: bool, nesterov: bool) -> tuple[Tensor, ...]:
    """One step of many parameters: learning rate, momentum, weight decay, then (gradient, parameter, v) of each."""
    (lr, rate, shrink), each = tensors[:3], iter(tensors[3:])
    new: list[Tensor] = []
    for g, p in zip(each, each):
        g = g + shrink * p if decay else g
        if momentum:
            v = rate * next(each) + g
            new += [p - lr * (g + rate * v if nesterov else v), v]
        else:
            new.append(p - lr * g)
    return tuple(new)
