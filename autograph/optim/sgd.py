"""Stochastic gradient descent."""

from __future__ import annotations

from typing import Any

from autograph.dtypes import DType
from autograph.errors import ArgumentError
from autograph.frontend import functions as ag
from autograph.frontend.apply import composite, numbers
from autograph.frontend.tensor import Tensor
from autograph.optim.optimizer import Optimizer, Parameters, Schedule, positive


class SGD(Optimizer):
    """p ← p - lr·v with v = g, or with momentum v ← momentum·v + (1 - dampening)·g, v = g at the first step.

    g has weight_decay·p added. With nesterov the step is lr·(g + momentum·v), which excludes dampening. All in
    PyTorch's form, where lr is outside of v.
    """

    def __init__(
        self,
        parameters: Parameters,
        lr: float | Schedule = 1e-2,
        momentum: float = 0.0,
        dampening: float = 0.0,
        weight_decay: float = 0.0,
        nesterov: bool = False,
    ):
        settings = {"momentum": momentum, "dampening": dampening, "weight_decay": weight_decay, "nesterov": nesterov}
        super().__init__(parameters, lr=lr, **settings)

    def checked(self, options: dict[str, Any]) -> dict[str, Any]:
        numbers = {name: positive(name, options[name]) for name in ("momentum", "dampening", "weight_decay")}
        if options["nesterov"] and not numbers["momentum"]:
            raise ArgumentError("nesterov without momentum", hint="give momentum, for example 0.9")
        if options["nesterov"] and numbers["dampening"]:
            raise ArgumentError("nesterov with dampening", hint="leave out dampening")
        return options | numbers | {"nesterov": bool(options["nesterov"])}

    def slots(self, options: dict[str, Any]) -> tuple[str, ...]:
        if not options["momentum"]:
            return ()
        return ("momentum_buffer", "step") if options["dampening"] else ("momentum_buffer",)

    def update(
        self, options: dict[str, Any], lr: Tensor, done: Tensor | None, tensors: list[Tensor], dtype: DType
    ) -> Tensor | tuple[Tensor, ...]:
        momentum, dampening, decay = options["momentum"], options["dampening"], options["weight_decay"]
        settings = (momentum, 1 - dampening, decay)
        kind = "none" if not momentum else "nesterov" if options["nesterov"] else "damped" if dampening else "plain"
        counted = [done] if done is not None else []
        return sgd(lr, *numbers(settings, [dtype] * len(settings)), *counted, *tensors, momentum=kind, decay=decay > 0)


@composite
def sgd(*tensors: Tensor, momentum: str, decay: bool) -> tuple[Tensor, ...]:
    """One step of many parameters: learning rate, momentum, 1 - dampening, weight decay, updates so far if damped, then
    (gradient, parameter, v) of each, v with momentum alone."""
    (lr, rate, rest, shrink), each = tensors[:4], iter(tensors[4:])
    done = next(each) if momentum == "damped" else None
    new: list[Tensor] = []
    for g, p in zip(each, each):
        g = g + shrink * p if decay else g
        scale = lr.astype(p.dtype)
        if momentum == "none":
            new.append(p - scale * g)
        elif done is not None:
            v = ag.where(done > 0, rate * next(each) + rest * g, g)
            new += [p - scale * v, v]
        else:
            v = rate * next(each) + g
            new += [p - scale * (g + rate * v if momentum == "nesterov" else v), v]
    return tuple(new)
