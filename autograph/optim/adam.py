"""Adam (Kingma and Ba 2015, arXiv:1412.6980) and AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101)."""

from __future__ import annotations

from typing import Any

from autograph.dtypes import DType, float64
from autograph.frontend import functions as ag
from autograph.frontend.apply import composite, numbers
from autograph.frontend.tensor import Tensor
from autograph.optim.optimizer import Optimizer, Parameters, Schedule, pair_of_betas, positive


class Adam(Optimizer):
    """m ← β₁m + (1-β₁)g, v ← β₂v + (1-β₂)g², p ← p - lr·m̂ / (√v̂ + eps) with bias-corrected m̂ and v̂.

    `weight_decay` is added to the gradient as weight_decay·p, as in PyTorch's Adam. The corrections count the updates
    of each parameter, so one without gradient stays as it is in every respect.
    """

    decoupled = False

    def __init__(
        self,
        parameters: Parameters,
        lr: float | Schedule = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ):
        super().__init__(parameters, lr=lr, betas=betas, eps=eps, weight_decay=weight_decay)

    def checked(self, options: dict[str, Any]) -> dict[str, Any]:
        numbers = {name: positive(name, options[name]) for name in ("eps", "weight_decay")}
        return options | numbers | {"betas": pair_of_betas(options["betas"])}

    def slots(self, options: dict[str, Any]) -> tuple[str, ...]:
        return "step", "exp_avg", "exp_avg_sq"

    def update(
        self, options: dict[str, Any], lr: Tensor, done: Tensor | None, tensors: list[Tensor], dtype: DType
    ) -> Tensor | tuple[Tensor, ...]:
        (first, second), shrink = options["betas"], options["weight_decay"]
        kind = "none" if not shrink else "decoupled" if self.decoupled else "coupled"
        settings = (first, second, first, 1 - first, second, 1 - second, options["eps"], shrink)
        assert done is not None
        return adam(lr, done, *numbers(settings, [float64] * 2 + [dtype] * 6), *tensors, decay=kind)


class AdamW(Adam):
    """Adam whose weight decay acts on the parameter itself: p ← p·(1 - lr·weight_decay) before the step."""

    decoupled = True

    def __init__(
        self,
        parameters: Parameters,
        lr: float | Schedule = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
    ):
        super().__init__(parameters, lr, betas, eps, weight_decay)


@composite
def adam(*tensors: Tensor, decay: str) -> tuple[Tensor, ...]:
    """One step of many parameters: ten numbers (lr, updates so far, β₁ and β₂, all as float64, β₁, 1-β₁, β₂, 1-β₂, eps,
    weight decay), then (gradient, parameter, m, v) of each.

    The bias corrections 1/(1-β₁ᵗ) and 1/√(1-β₂ᵗ) are computed in float64: β₂ᵗ is close to 1.
    """
    rate, done, exact1, exact2, first, rest1, second, rest2, eps, shrink = tensors[:10]
    t, dtype = done + 1, tensors[11].dtype
    c1 = (1 / (1 - ag.pow(exact1, t))).astype(dtype)
    c2 = (1 / (1 - ag.pow(exact2, t)).sqrt()).astype(dtype)
    lr, each = rate.astype(dtype), iter(tensors[10:])
    new: list[Tensor] = []
    for g, p, m, v in zip(each, each, each, each):
        g = g + shrink * p if decay == "coupled" else g
        p = p - lr * shrink * p if decay == "decoupled" else p
        m = first * m + rest1 * g
        v = second * v + rest2 * (g * g)
        new += [p - lr * c1 * m / (v.sqrt() * c2 + eps), m, v]
    return tuple(new)
