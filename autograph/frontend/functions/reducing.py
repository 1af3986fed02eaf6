"""One reduction over axes as users give them."""

from __future__ import annotations

from autograph.frontend.apply import apply
from autograph.frontend.functions.arguments import Axes, normalized_axes
from autograph.frontend.functions.conversion import asarray
from autograph.frontend.functions.manipulation import reshape
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops import reduction


def reduced(op: type[reduction.Reduction], x: Operand, axis: Axes, keepdims: bool) -> Tensor:
    """The op along `axis`; a sum or product over no axes still promotes."""
    t = asarray(x)
    axes = normalized_axes(t, axis)
    made = apply(op(axes), t) if axes or issubclass(op, reduction.Accumulating) else t
    return reshape(made, kept(t, axes)) if keepdims else made


def kept(t: Tensor, axes: tuple[int, ...]) -> list[int]:
    """The shape with the reduced axes at extent 1."""
    return [1 if k in axes else e for k, e in enumerate(t.shape)]
