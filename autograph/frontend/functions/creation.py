"""New tensors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograph import dtypes
from autograph.frontend.apply import number
from autograph.frontend.functions.arguments import shape_tuple
from autograph.frontend.functions.conversion import asarray, number_dtype
from autograph.frontend.functions.manipulation import broadcast_to
from autograph.frontend.tensor import Operand, Tensor

__all__ = ["full", "ones", "ones_like", "zeros", "zeros_like"]


def full(shape: int | Sequence[int], fill_value: bool | int | float, dtype: Any = None) -> Tensor:
    """A tensor filled with one number."""
    kind = dtypes.dtype(dtype) if dtype is not None else number_dtype(fill_value)
    return broadcast_to(number(fill_value, kind), shape_tuple(shape))


def zeros(shape: int | Sequence[int], dtype: Any = None) -> Tensor:
    """Zeros, float32 unless `dtype` is given."""
    return broadcast_to(number(0, dtypes.dtype(dtype or dtypes.float32)), shape_tuple(shape))


def ones(shape: int | Sequence[int], dtype: Any = None) -> Tensor:
    """Ones, float32 unless `dtype` is given."""
    return broadcast_to(number(1, dtypes.dtype(dtype or dtypes.float32)), shape_tuple(shape))


def zeros_like(x: Operand, dtype: Any = None) -> Tensor:
    """Zeros of x's shape and dtype."""
    t = asarray(x)
    return zeros(t.shape, dtype or t.dtype)


def ones_like(x: Operand, dtype: Any = None) -> Tensor:
    """Ones of x's shape and dtype."""
    t = asarray(x)
    return ones(t.shape, dtype or t.dtype)
