"""Gradients kept within bounds, between `backward` and `step`."""

from __future__ import annotations

from collections.abc import Iterable

from autograph import dtypes
from autograph.errors import ArgumentError
from autograph.frontend import functions as ag
from autograph.frontend.apply import composite
from autograph.frontend.placement import brought
from autograph.frontend.state import no_grad
from autograph.frontend.tensor import Tensor
from autograph.optim.optimizer import positive


def clip_by_norm(parameters: Iterable[Tensor], max_norm: float) -> Tensor:
    """Scale all gradients by one factor so that their norm, taken together, is at most `max_norm`.

    Changes `.grad` and returns the norm before that, 0-d. The factor is min(1, max_norm / (norm + 1e-6)), as in
    PyTorch's `clip_grad_norm_` (Pascanu et al. 2013, arXiv:1211.5063). Parameters without gradient do not count. An
    infinite norm leaves zeros and NaN, and a NaN in one gradient leaves NaN in all. Raises ArgumentError for what
    cannot have a gradient.
    """
    limit, found = positive("max_norm", max_norm), _with_gradient("clip_by_norm", parameters)
    if not found:
        return ag.zeros(())
    with no_grad():
        norm, *clipped = _clip_by_norm(ag.asarray(limit, dtype=dtypes.float64), *[g for _, g in found])
        for (p, before), g in zip(found, clipped):
            p.grad = g.astype(before.dtype)  # halves beside float32 come back as float32
    return norm


def clip_by_value(parameters: Iterable[Tensor], limit: float) -> None:
    """Bring every element of the gradients into -limit … limit; NaN stays. Changes `.grad`, as PyTorch's
    `clip_grad_value_`. Raises ArgumentError for what cannot have a gradient."""
    bound, found = positive("limit", limit), _with_gradient("clip_by_value", parameters)
    with no_grad():
        for p, g in found:
            p.grad = _clip_by_value(g, ag.asarray(bound, dtype=p.dtype))


def _with_gradient(name: str, parameters: Iterable[Tensor]) -> list[tuple[Tensor, Tensor]]:
    given = [parameters] if isinstance(parameters, Tensor) else list(parameters)
    for p in given:
        if not isinstance(p, Tensor) or not p.requires_grad:
            raise ArgumentError(
                f"{name}: {type(p).__name__} without requires_grad", hint="pass parameters, which have .grad"
            )
    found = [(p, p.grad) for p in given]
    return [(p, g) for p, g in found if g is not None]


@composite
def _clip_by_norm(limit: Tensor, *gradients: Tensor) -> tuple[Tensor, ...]:
    wide = [g if g.dtype is dtypes.float64 else g.astype(dtypes.float32) for g in gradients]
    first = ag.sum(wide[0] * wide[0])
    total = sum((brought(ag.sum(g * g), first.device) for g in wide[1:]), first).sqrt()
    factor = ag.minimum(limit.astype(total.dtype) / (total + 1e-6), 1.0)
    return total, *[g * brought(factor, g.device).astype(g.dtype) for g in gradients]


@composite
def _clip_by_value(gradient: Tensor, limit: Tensor) -> Tensor:
    return ag.minimum(ag.maximum(gradient, -limit), limit)
