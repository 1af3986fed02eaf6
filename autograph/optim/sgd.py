"""Stochastic gradient descent."""

from __future__ import annotations

from collections.abc import Iterable

from autograph.dtypes import DType
from autograph.errors import ArgumentError
from autograph.frontend.apply import composite, number
from autograph.frontend.state import no_grad
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

    def step(self) -> None:
        with no_grad():
            numbers: dict[DType, list[Tensor]] = {}
            for k, p, g in self.active():
                if p.dtype not in numbers:
                    settings = (self.lr, self.momentum, self.weight_decay)
                    numbers[p.dtype] = [number(float(x), p.dtype) for x in settings]
                lr, momentum, decay = numbers[p.dtype]
                if self.momentum:
                    v = self.state["momentum"][k]
                    new_p, new_v = _momentum(
                        p, g, v, lr, momentum, decay, nesterov=self.nesterov, decayed=self.weight_decay > 0
                    )
                    v.assign(new_v)
                    p.assign(new_p)
                elif self.weight_decay:
                    p.assign(_decayed(p, g, lr, decay))
                else:
                    p.assign(_plain(p, g, lr))
            self.steps.assign(self.steps + 1)


@composite
def _plain(p: Tensor, g: Tensor, lr: Tensor) -> Tensor:
    return p - lr * g


@composite
def _decayed(p: Tensor, g: Tensor, lr: Tensor, weight_decay: Tensor) -> Tensor:
    return p - lr * (g + weight_decay * p)


@composite
def _momentum(
    p: Tensor,
    g: Tensor,
    v: Tensor,
    lr: Tensor,
    momentum: Tensor,
    weight_decay: Tensor,
    *,
    nesterov: bool,
    decayed: bool,
) -> tuple[Tensor, Tensor]:
    g = g + weight_decay * p if decayed else g
    v = momentum * v + g
    return p - lr * (g + momentum * v if nesterov else v), v
