"""Elements by integer positions."""

from __future__ import annotations

from typing import Any

from autograph import dtypes
from autograph.errors import ArgumentError
from autograph.frontend.apply import apply
from autograph.frontend.functions.conversion import asarray
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops import indexing

__all__ = ["one_hot"]


def one_hot(x: Operand, num_classes: int, dtype: Any = None) -> Tensor:
    """[..., num_classes]: 1 at each integer label, else 0. Raises RangeError for labels outside 0 … num_classes - 1."""
    if num_classes < 1:
        raise ArgumentError(f"one_hot: num_classes={num_classes}", hint="there is at least one class")
    return apply(indexing.OneHot(num_classes, dtypes.dtype(dtype or dtypes.float32)), asarray(x))
