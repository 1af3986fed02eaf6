"""Products of vectors and matrices."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from autograph.errors import ArgumentError, DtypeError, ShapeError
from autograph.frontend.apply import apply, composite, event, operands
from autograph.frontend.functions.arguments import normalized, normalized_axes
from autograph.frontend.functions.conversion import asarray, astype
from autograph.frontend.functions.elementwise import multiply
from autograph.frontend.functions.manipulation import integer, permute_dims, reshape, sliced
from autograph.frontend.functions.statistical import sum
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops import contraction

__all__ = ["diagonal", "matmul", "matrix_transpose", "outer", "tensordot", "trace", "vecdot"]


@event
def matmul(x1: Operand, x2: Operand) -> Tensor:
    """The matrix product; leading axes broadcast, 1-D operands are vectors.

    Raises ShapeError if they do not fit, DtypeError for bools.
    """
    return apply(contraction.Matmul(), *numeric_operands("matmul", x1, x2))


def numeric_operands(name: str, *values: Operand) -> list[Tensor]:
    """Operands of a sum of products. Raises DtypeError if all are bools, which have none."""
    tensors = operands(*values)
    if all(t.dtype.kind == "bool" for t in tensors):
        raise DtypeError(
            f"{name} of {' and '.join(str(t._type) for t in tensors)}", hint="convert with .astype(ag.int64)"
        )
    return tensors


@event
def matrix_transpose(x: Operand) -> Tensor:
    """The last two axes exchanged."""
    t = _matrices("matrix_transpose", x)
    return permute_dims(t, (*range(t.ndim - 2), t.ndim - 1, t.ndim - 2))


def _matrices(name: str, x: Operand) -> Tensor:
    t = asarray(x)
    if t.ndim < 2:
        raise ShapeError(f"{name} of {t._type}", hint="a matrix has at least two axes")
    return t


def diagonal(x: Operand, *, offset: int = 0) -> Tensor:
    """The elements [..., k, k + offset] of matrices, as the last axis. Raises ShapeError for fewer than two axes."""
    t = _matrices("diagonal", x)
    return _diagonal(t, offset=integer(offset, "diagonal: offset"))


@composite
def _diagonal(t: Tensor, *, offset: int) -> Tensor:
    *outer, rows, columns = t.shape
    count = max(0, min(rows + min(offset, 0), columns - max(offset, 0)))
    start = max(offset, 0) + max(-offset, 0) * columns
    flat = reshape(t, (*outer, rows * columns))
    return sliced(flat, len(outer), start if count else 0, count, columns + 1)


def trace(x: Operand, *, offset: int = 0, dtype: Any = None) -> Tensor:
    """The sum of the diagonal of matrices, as `ag.sum` adds up. Raises ShapeError for fewer than two axes."""
    return sum(diagonal(x, offset=offset), -1, dtype=dtype)


def outer(x1: Operand, x2: Operand) -> Tensor:
    """[m, n]: the products of each element of one vector with each of the other. Raises ShapeError for other ranks."""
    a, b = operands(x1, x2)
    if a.ndim != 1 or b.ndim != 1:
        raise ShapeError(f"outer of {a._type} and {b._type}", hint="give two 1-D tensors; flatten them first")
    return multiply(reshape(a, (a.size, 1)), b)


def vecdot(x1: Operand, x2: Operand, *, axis: int = -1) -> Tensor:
    """The sums of products along `axis`, counted from the end where ranks differ; other axes broadcast.

    Raises ShapeError unless the axis has the same extent in both.
    """
    a, b = numeric_operands("vecdot", x1, x2)
    for t in (a, b):
        normalized(axis, t.ndim)
    if a.shape[axis] != b.shape[axis]:
        raise ShapeError(f"vecdot: {a._type} and {b._type} along axis {axis}", hint="its extents must be equal")
    return _vecdot(a, b, axis=axis)


@composite
def _vecdot(a: Tensor, b: Tensor, *, axis: int) -> Tensor:
    return total(multiply(a, b), axis)


def total(t: Tensor, axis: Any) -> Tensor:
    """The sum in the tensor's own dtype."""
    return astype(sum(t, axis), t.dtype)


def tensordot(x1: Operand, x2: Operand, *, axes: int | tuple[Sequence[int], Sequence[int]] = 2) -> Tensor:
    """Sums of products over pairs of axes: the last `axes` of x1 with the first of x2, or those that are listed.

    The result has the other axes of x1, then those of x2. Raises ShapeError if paired extents differ.
    """
    a, b = numeric_operands("tensordot", x1, x2)
    left, right = _paired(a, b, axes)
    if [a.shape[k] for k in left] != [b.shape[k] for k in right]:
        raise ShapeError(
            f"tensordot: {a._type} and {b._type} over axes {list(left)} and {list(right)}",
            hint="extents of paired axes must be equal",
        )
    return _tensordot(a, b, left=left, right=right)


def _paired(a: Tensor, b: Tensor, axes: Any) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if isinstance(axes, int):
        if not 0 <= axes <= min(a.ndim, b.ndim):
            raise ShapeError(f"tensordot: {axes} axes of {a._type} and {b._type}", hint="give no more than both have")
        return tuple(range(a.ndim - axes, a.ndim)), tuple(range(axes))
    if len(axes) != 2 or any(isinstance(side, int) for side in axes) or len(axes[0]) != len(axes[1]):
        raise ArgumentError(f"tensordot: axes={axes!r}", hint="give a number, or two lists of axes of one length")
    return normalized_axes(a, tuple(axes[0])), normalized_axes(b, tuple(axes[1]))


@composite
def _tensordot(a: Tensor, b: Tensor, *, left: tuple[int, ...], right: tuple[int, ...]) -> Tensor:
    rows = [k for k in range(a.ndim) if k not in left]
    columns = [k for k in range(b.ndim) if k not in right]
    inner = math.prod(a.shape[k] for k in left)
    m, n = math.prod(a.shape[k] for k in rows), math.prod(b.shape[k] for k in columns)
    one = reshape(permute_dims(a, [*rows, *left]), (m, inner))
    other = reshape(permute_dims(b, [*right, *columns]), (inner, n))
    return reshape(matmul(one, other), [a.shape[k] for k in rows] + [b.shape[k] for k in columns])
