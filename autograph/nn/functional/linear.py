"""Affine maps."""

from __future__ import annotations

from autograph.errors import ShapeError
from autograph.frontend import functions as ag
from autograph.frontend.apply import event
from autograph.frontend.tensor import Operand, Tensor


@event
def linear(x: Operand, weight: Operand, bias: Operand | None = None) -> Tensor:
    """x @ weight.T + bias for x [..., inputs] and weight [outputs, inputs].

    Raises ShapeError for an x of another last axis.
    """
    t, w = ag.asarray(x), ag.asarray(weight)
    if w.ndim == 2 and (not t.ndim or t.shape[-1] != w.shape[1]):
        more = f", and {t.flatten(1)._type} after .flatten(1)" if t.ndim > 2 else ""
        raise ShapeError(
            f"linear: x is {t._type}, the weights take {w.shape[1]} inputs: {w._type}",
            hint=f"the last axis of x holds the inputs; here it has {t.shape[-1] if t.ndim else 'none'}{more}",
        )
    y = ag.matmul(t, ag.matrix_transpose(w))
    return y if bias is None else ag.add(y, bias)
