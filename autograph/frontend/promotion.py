"""The dtype of operands together."""

from __future__ import annotations

from typing import Any

from autograph import dtypes
from autograph.dtypes import DType
from autograph.frontend.tensor import Tensor


def result_type(*values: Any) -> DType:
    """The dtype of numbers and tensors together; numbers are weak: they take the tensors' dtype where they can."""
    strong = [v.dtype for v in values if isinstance(v, Tensor)]
    weak = [v for v in values if not isinstance(v, Tensor)]
    if not strong:
        return dtypes.float32 if any(isinstance(v, float) for v in weak) else dtypes.int64
    dtype = strong[0]
    for other in strong[1:]:
        dtype = dtypes.promote(dtype, other)
    for value in weak:
        dtype = number_type(value, dtype)
    return dtype


def number_type(value: bool | int | float, dtype: DType) -> DType:
    """The dtype of a number together with something of `dtype`."""
    if isinstance(value, float) and not dtype.is_float:
        return dtypes.float32
    if isinstance(value, int) and not isinstance(value, bool) and dtype is dtypes.bool_:
        return dtypes.int64
    return dtype
