"""Adam (Kingma and Ba 2015, arXiv:1412.6980) and AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101)."""

from __future__ import annotations

from collections.abc import Iterable

from autograph.dtypes import DType
from autograph.errors import ArgumentError
from autograph.frontend import functions as ag
from autograph.frontend.apply import composite, number
from autograph.frontend.state import no_grad
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

    def step(self) -> None:
        kind = "none" if not self.weight_decay else "decoupled" if self.decoupled else "coupled"
        with no_grad():
            numbers: dict[DType, list[Tensor]] = {}
            for k, p, g in self.active():
                if p.dtype not in numbers:
                    numbers[p.dtype] = self._numbers(p.dtype)
                m, v = self.state["exp_avg"][k], self.state["exp_avg_sq"][k]
                new_p, new_m, new_v = _update(p, g, m, v, *numbers[p.dtype], decay=kind)
                p.assign(new_p)
                m.assign(new_m)
                v.assign(new_v)
            self.steps.assign(self.steps + 1)

    def _numbers(self, dtype: DType) -> list[Tensor]:
        """What the update of each parameter of one dtype needs besides the parameter: made once a step."""
        first, second = self.betas
        c1, c2 = _corrections(self.steps, first, second, dtype=dtype)
        settings = (float(self.lr), first, 1 - first, second, 1 - second, self.eps, self.weight_decay)
        return [c1, c2, *[number(x, dtype) for x in settings]]


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
def _corrections(steps: Operand, first: Operand, second: Operand, *, dtype: DType) -> tuple[Tensor, Tensor]:
    """Both bias corrections, 1/(1-β₁ᵗ) and 1/√(1-β₂ᵗ), computed in float64: β₂ᵗ is close to 1."""
    t = ag.add(steps, 1)
    c1, c2 = 1 / (1 - ag.pow(first, t)), 1 / (1 - ag.pow(second, t)).sqrt()
    return c1.astype(dtype), c2.astype(dtype)


@composite
def _update(
    p: Tensor, g: Tensor, m: Tensor, v: Tensor, c1: Tensor, c2: Tensor, lr: Tensor, first: Tensor, rest1: Tensor,
    second: Tensor, rest2: Tensor, eps: Tensor, weight_decay: Tensor, *, decay: str,
) -> tuple[Tensor, Tensor, Tensor]:  # fmt: skip
    g = g + weight_decay * p if decay == "coupled" else g
    p = p - lr * weight_decay * p if decay == "decoupled" else p
    m = first * m + rest1 * g
    v = second * v + rest2 * (g * g)
    return p - lr * c1 * m / (v.sqrt() * c2 + eps), m, v
