"""Running sums and products."""

from __future__ import annotations

from typing import Any

from autograph import dtypes
from autograph.dtypes import DType
from autograph.errors import ArgumentError, DtypeError
from autograph.frontend.apply import apply, composite
from autograph.frontend.functions.arguments import normalized
from autograph.frontend.functions.conversion import asarray, astype
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops import movement, scan

__all__ = ["cumulative_prod", "cumulative_sum"]


def cumulative_sum(x: Operand, axis: int | None = None, dtype: Any = None, include_initial: bool = False) -> Tensor:
    """The sums of the first 1, 2, … elements along `axis`, which may be left out where x has one axis.

    In `dtype`; if that is None, of integers in 64 bits. `include_initial` puts the sum of none, 0, in front. Raises
    ArgumentError if an axis is needed, DtypeError for bool as `dtype`.
    """
    return _cumulative("cumulative_sum", scan.CumulativeSum, x, axis, dtype, 0.0 if include_initial else None)


def cumulative_prod(x: Operand, axis: int | None = None, dtype: Any = None, include_initial: bool = False) -> Tensor:
    """The products of the first 1, 2, … elements along `axis`, which may be left out where x has one axis.

    In `dtype`; if that is None, of integers in 64 bits, where they wrap. `include_initial` puts the product of none, 1,
    in front. The derivative takes extent² memory, and holds at zeros too. Raises ArgumentError if an axis is needed,
    DtypeError for bool as `dtype`.
    """
    return _cumulative("cumulative_prod", scan.CumulativeProduct, x, axis, dtype, 1.0 if include_initial else None)


def _cumulative(name: str, op: type[scan.Scan], x: Operand, axis: int | None, dtype: Any, of_none: Any) -> Tensor:
    t = asarray(x)
    if axis is None and t.ndim != 1:
        raise ArgumentError(f"{name} of {t._type} without an axis", hint="give axis=…, or use x.reshape(-1)")
    kind = _widest(t.dtype) if dtype is None else dtypes.dtype(dtype)
    if kind is dtypes.bool_:
        raise DtypeError(f"{name} of {t._type} in bool", hint="give a numeric dtype, or None")
    return _scanned(t, op=op, axis=normalized(0 if axis is None else axis, t.ndim), kind=kind, of_none=of_none)


def _widest(kind: DType) -> DType:
    """Where sums and products of a dtype are computed."""
    return kind if kind.is_float else dtypes.uint64 if kind.kind == "uint" else dtypes.int64


@composite
def _scanned(t: Tensor, *, op: type[scan.Scan], axis: int, kind: DType, of_none: float | None) -> Tensor:
    made = apply(op(axis), astype(t, kind))
    if of_none is None:
        return made
    ends = tuple((int(k == axis), 0, 0) for k in range(t.ndim))
    return apply(movement.Pad(ends, of_none), made)
