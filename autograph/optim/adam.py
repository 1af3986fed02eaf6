"""Adam (Kingma and Ba 2015, arXiv:1412.6980) and AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101)."""

from __future__ import annotations

from collections.abc import Iterable

from autograph.dtypes import DType
from autograph.errors import ArgumentError
from autograph.frontend import functions as ag
from autograph.frontend.apply import composite, number
from autograph.frontend.tensor import Operand, Parameter, Tensor
from autograph.optim.optimizer import Optimizer, positive


class Adam(Optimizer):
    """m ← β₁m + (1-β₁)g, v ← β₂v + (1-β₂)g², p ← p - lr·m̂ / (√v̂ + eps) with bias-corrected m̂ and v̂.

    `weight_decay` is added to the gradient as weight_decay·p, as in PyTorch's Adam.
    """

    slots = ("exp_avg", "exp_avg_sq")
    decoupled = False

    def __init__(
        self,
        parameters: Iterable[Parameter],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ):
        super().__init__(parameters, lr)
        first, second = (positive("betas", beta) for beta in betas)
        if not (first < 1 and second < 1):
            raise ArgumentError(f"betas={betas}", hint="both are below 1")
        self.betas, self.eps = (first, second), positive("eps", eps)
        self.weight_decay = positive("weight_decay", weight_decay)

    def update(self, tensors: list[Tensor], dtype: DType) -> Tensor | tuple[Tensor, ...]:
        kind = "none" if not self.weight_decay else "decoupled" if self.decoupled else "coupled"
        first, second = self.betas
        corrections = adam_corrections(self.steps, first, second, dtype=dtype)
        settings = (float(self.lr), first, 1 - first, second, 1 - second, self.eps, self.weight_decay)
        return adam(*corrections, *[number(x, dtype) for x in settings], *tensors, decay=kind)


class AdamW(Adam):
    """Adam whose weight decay acts on the parameter itself: p ← p·(1 - lr·weight_decay) before the step."""

    decoupled = True

    def __init__(
        self,
        parameters: Iterable[Parameter],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
    ):
        super().__init__(parameters, lr, betas, eps, weight_decay)


@composite
def adam_corrections(steps: Operand, first: Operand, second: Operand, *, dtype: DType) -> tuple[Tensor, Tensor]:
    """Both bias corrections, 1/(1-β₁ᵗ) and 1/√(1-β₂ᵗ), computed in float64: β₂ᵗ is close to 1."""
    t = ag.add(steps, 1)
    c1, c2 = 1 / (1 - ag.pow(first, t)), 1 / (1 - ag.pow(second, t)).sqrt()
    return c1.astype(dtype), c2.astype(dtype)


@composite
def adam(*tensors: Tensor, decay: str) -> tuple[Tensor, ...]:
    """One step of many parameters: nine numbers (corrections, lr, β₁, 1-β₁, β₂, 1-β₂, eps, weight decay), then
    (gradient, parameter, m, v) of each."""
    c1, c2, lr, first, rest1, second, rest2, eps, shrink = tensors[:9]
    each = iter(tensors[9:])
    new: list[Tensor] = []
    for g, p, m, v in zip(each, each, each, each):
        g = g + shrink * p if decay == "coupled" else g
        p = p - lr * shrink * p if decay == "decoupled" else p
        m = first * m + rest1 * g
        v = second * v + rest2 * (g * g)
        new += [p - lr * c1 * m / (v.sqrt() * c2 + eps), m, v]
    return tuple(new)
