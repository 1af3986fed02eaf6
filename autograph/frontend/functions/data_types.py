"""What is known about dtypes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograph import dtypes
from autograph.dtypes import DType
from autograph.errors import ArgumentError, DtypeError
from autograph.frontend import promotion
from autograph.frontend.functions.conversion import asarray
from autograph.frontend.tensor import Tensor

__all__ = ["can_cast", "finfo", "iinfo", "isdtype", "result_type"]

#: The standard's names of kinds of dtypes → ours.
KINDS = {
    "bool": ("bool",),
    "signed integer": ("int",),
    "unsigned integer": ("uint",),
    "integral": ("int", "uint"),
    "real floating": ("float",),
    "complex floating": (),
    "numeric": ("int", "uint", "float"),
}


@dataclass(frozen=True)
class FloatInfo:
    """Limits of a floating dtype, as Python floats: `eps` is the step above 1, `max` and `min` the finite extremes."""

    bits: int
    eps: float
    max: float
    min: float
    smallest_normal: float
    dtype: DType


@dataclass(frozen=True)
class IntegerInfo:
    """Limits of an integer dtype."""

    bits: int
    max: int
    min: int
    dtype: DType


def _dtype(obj: Any) -> DType:
    return obj.dtype if isinstance(obj, Tensor) else dtypes.dtype(obj.dtype if isinstance(obj, np.ndarray) else obj)


def finfo(type: Any) -> FloatInfo:
    """Limits of a floating dtype, or of a tensor's. Raises DtypeError for other dtypes."""
    kind = _dtype(type)
    if not kind.is_float:
        raise DtypeError(f"finfo of {kind}", hint="use ag.iinfo for integers")
    limits: Any = np.finfo
    if kind is dtypes.bfloat16:
        from ml_dtypes import finfo as limits  # slow to import, and only needed here
    known = limits(kind.numpy)
    eps, most, least, normal = (float(v) for v in (known.eps, known.max, known.min, known.smallest_normal))
    return FloatInfo(kind.bits, eps, most, least, normal, kind)


def iinfo(type: Any) -> IntegerInfo:
    """Limits of an integer dtype, or of a tensor's. Raises DtypeError for other dtypes."""
    kind = _dtype(type)
    if kind.kind not in KINDS["integral"]:
        raise DtypeError(f"iinfo of {kind}", hint="use ag.finfo for floats")
    return IntegerInfo(kind.bits, int(kind.largest), int(kind.least), kind)


def isdtype(dtype: Any, kind: Any) -> bool:
    """Whether a dtype is of a kind: a dtype, one of the standard's names of kinds, or a tuple of those.

    Raises ArgumentError for a name the standard does not have.
    """
    if isinstance(kind, tuple):
        return any(isdtype(dtype, k) for k in kind)
    if not isinstance(kind, str):
        return dtypes.dtype(dtype) is dtypes.dtype(kind)
    if kind not in KINDS:
        raise ArgumentError(f"isdtype: kind {kind!r}", hint=f"use a dtype, or one of {', '.join(KINDS)}")
    return dtypes.dtype(dtype).kind in KINDS[kind]


def can_cast(from_: Any, to: Any) -> bool:
    """Whether promotion may turn one dtype (or a tensor's) into another. uint64 goes into no signed integer."""
    source, target = _dtype(from_), dtypes.dtype(to)
    if {source.kind, target.kind} == {"int", "uint"} and dtypes.uint64 in (source, target):
        return False
    return dtypes.promote(source, target) is target


def result_type(*arrays_and_dtypes: Any) -> DType:
    """The dtype of tensors, arrays, dtypes and Python numbers together; numbers are weak, as in arithmetic.

    Raises ArgumentError if there are none, DtypeError where no dtype holds them all.
    """
    if not arrays_and_dtypes:
        raise ArgumentError("result_type of nothing", hint="give tensors, dtypes or numbers")
    known = [_strong(v) if not isinstance(v, (bool, int, float)) else v for v in arrays_and_dtypes]
    if all(isinstance(v, bool) for v in known):
        return dtypes.bool_
    return promotion.result_type(*known)


def _strong(value: Any) -> Tensor:
    """A tensor of the value's dtype."""
    return value if isinstance(value, Tensor) else asarray(np.empty(0, _dtype(value).numpy))
