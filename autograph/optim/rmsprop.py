"""RMSprop (Tieleman and Hinton 2012, lecture 6.5 of "Neural networks for machine learning"), in PyTorch's form."""

from __future__ import annotations

from typing import Any

from autograph.dtypes import DType
from autograph.frontend import functions as ag
from autograph.frontend.apply import composite, numbers
from autograph.frontend.tensor import Tensor
from autograph.optim.optimizer import Optimizer, Parameters, Schedule, fraction, positive


class RMSprop(Optimizer):
    """s ← alpha·s + (1-alpha)g², p ← p - lr·g / (√s + eps); with momentum b ← momentum·b + g / (√s + eps) and
    p ← p - lr·b.

    `centered` takes s - a² for s, with a the mean of g (Graves 2013, arXiv:1308.0850), or 0 where rounding makes that
    negative. `weight_decay`·p is added to g.
    """

    def __init__(
        self,
        parameters: Parameters,
        lr: float | Schedule = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0.0,
        momentum: float = 0.0,
        centered: bool = False,
    ):
        settings = {"eps": eps, "weight_decay": weight_decay, "momentum": momentum, "centered": centered}
        super().__init__(parameters, lr=lr, alpha=alpha, **settings)

    def checked(self, options: dict[str, Any]) -> dict[str, Any]:
        numbers = {name: positive(name, options[name]) for name in ("eps", "weight_decay", "momentum")}
        return options | numbers | {"alpha": fraction("alpha", options["alpha"]), "centered": bool(options["centered"])}

    def slots(self, options: dict[str, Any]) -> tuple[str, ...]:
        chosen = {"square_avg": True, "grad_avg": options["centered"], "momentum_buffer": options["momentum"] > 0}
        return tuple(name for name, there in chosen.items() if there)

    def update(
        self, options: dict[str, Any], lr: Tensor, done: Tensor | None, tensors: list[Tensor], dtype: DType
    ) -> Tensor | tuple[Tensor, ...]:
        alpha, momentum, shrink = options["alpha"], options["momentum"], options["weight_decay"]
        settings = (alpha, 1 - alpha, options["eps"], momentum, shrink)
        choices = {"centered": options["centered"], "momentum": momentum > 0, "decay": shrink > 0}
        return rmsprop(lr, *numbers(settings, [dtype] * len(settings)), *tensors, **choices)


@composite
def rmsprop(*tensors: Tensor, centered: bool, momentum: bool, decay: bool) -> tuple[Tensor, ...]:
    """One step of many parameters: learning rate, alpha, 1 - alpha, eps, momentum, weight decay, then (gradient,
    parameter, s, a, b) of each; a if centered, b with momentum."""
    (lr, alpha, rest, eps, rate, shrink), each = tensors[:6], iter(tensors[6:])
    new: list[Tensor] = []
    for g, p, s in zip(each, each, each):
        g = g + shrink * p if decay else g
        s = alpha * s + rest * (g * g)
        kept, spread = [s], s
        if centered:
            a = alpha * next(each) + rest * g
            kept, spread = [s, a], ag.maximum(s - a * a, 0.0)
        step = g / (spread.sqrt() + eps)
        if momentum:
            step = rate * next(each) + step
            kept.append(step)
        new += [p - lr.astype(p.dtype) * step, *kept]
    return tuple(new)
