"""Products of vectors and matrices."""

from __future__ import annotations

from autograph.errors import ShapeError
from autograph.frontend.apply import apply, operands
from autograph.frontend.functions.conversion import asarray
from autograph.frontend.functions.manipulation import permute_dims
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops import contraction

__all__ = ["matmul", "matrix_transpose"]


def matmul(x1: Operand, x2: Operand) -> Tensor:
    """The matrix product; leading axes broadcast, 1-D operands are vectors. Raises ShapeError if they do not fit."""
    a, b = operands(x1, x2)
    return apply(contraction.Matmul(), a, b)


def matrix_transpose(x: Operand) -> Tensor:
    """The last two axes exchanged."""
    t = asarray(x)
    if t.ndim < 2:
        raise ShapeError(f"matrix_transpose of {t._type}", hint="a matrix has at least two axes")
    return permute_dims(t, (*range(t.ndim - 2), t.ndim - 1, t.ndim - 2))
