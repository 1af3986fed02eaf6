"""Dropout."""

from __future__ import annotations

from autograph import random
from autograph.errors import ArgumentError
from autograph.frontend import functions as ag
from autograph.frontend.apply import composite
from autograph.frontend.state import placing
from autograph.frontend.tensor import Operand, Tensor
from autograph.nn.functional.arguments import floating


def dropout(x: Operand, p: float = 0.5, training: bool = True) -> Tensor:
    """Each element 0 with probability p, and divided by 1 - p otherwise (Srivastava et al. 2014); x unless `training`.

    In a compiled function every call draws anew, and another p compiles nothing. Raises ArgumentError for a p outside
    0 … 1.
    """
    if not 0 <= p <= 1:
        raise ArgumentError(f"dropout: p={p}", hint="it is a probability, from 0 to 1")
    t = floating(x, "dropout")
    if not training or p == 0:
        return t
    if p == 1:
        return t * 0.0
    with placing(t.device):
        keep = random.bernoulli(1.0 - p, t.shape)
    return _kept(t, keep, ag.asarray(1 / (1 - p), t.dtype))


@composite
def _kept(x: Tensor, keep: Tensor, factor: Tensor) -> Tensor:
    return ag.where(keep, x * factor, 0.0)
