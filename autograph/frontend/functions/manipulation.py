"""The same elements in another arrangement."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograph.errors import ShapeError
from autograph.frontend.apply import apply
from autograph.frontend.functions.arguments import normalized, shape_tuple
from autograph.frontend.functions.conversion import asarray
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops import movement

__all__ = ["broadcast_to", "expand_dims", "pad", "permute_dims", "reshape"]


def reshape(x: Operand, shape: int | Sequence[int]) -> Tensor:
    """The same elements in another shape; one extent may be -1. Raises ShapeError if the sizes differ."""
    t, wanted = asarray(x), shape_tuple(shape, least=-1)
    if -1 in wanted:
        rest = int(np.prod([e for e in wanted if e != -1]))
        if wanted.count(-1) > 1 or rest == 0 or t.size % rest:
            raise ShapeError(f"reshape: {t._type} to {list(wanted)}", hint="one -1 at most, and the sizes must agree")
        wanted = tuple(t.size // rest if e == -1 else e for e in wanted)
    return t if t.shape == wanted else apply(movement.Reshape(wanted), t)


def broadcast_to(x: Operand, shape: int | Sequence[int]) -> Tensor:
    """x repeated along new leading axes and axes of extent 1. Raises ShapeError if it does not fit."""
    t, wanted = asarray(x), shape_tuple(shape)
    return t if t.shape == wanted else apply(movement.BroadcastTo(wanted), t)


def permute_dims(x: Operand, axes: Sequence[int]) -> Tensor:
    """Axis k of the result is axis axes[k] of x."""
    t = asarray(x)
    return apply(movement.Permute(tuple(normalized(a, t.ndim) for a in axes)), t)


def expand_dims(x: Operand, axis: int) -> Tensor:
    """A new axis of extent 1 at `axis`."""
    t = asarray(x)
    k = normalized(axis, t.ndim + 1)
    return reshape(t, (*t.shape[:k], 1, *t.shape[k:]))


def pad(x: Operand, padding: Sequence[tuple[int, int]], value: float = 0.0) -> Tensor:
    """`value` before and after each axis: padding holds (before, after) for each."""
    return apply(movement.Pad(tuple((a, b, 0) for a, b in padding), value), asarray(x))
