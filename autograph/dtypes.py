"""Scalar types and their promotion."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograph.errors import DtypeError, RangeError


@dataclass(frozen=True, eq=False)
class DType:
    """A scalar type: its name, and the short name that generated code uses (`f32`)."""

    name: str
    short: str
    kind: str  # "bool", "int", "uint" or "float"
    bits: int

    @functools.cached_property
    def numpy(self) -> np.dtype[Any]:
        """NumPy's twin."""
        if self.name == "bfloat16":
            import ml_dtypes  # slow to import, and only needed here

            made: np.dtype[Any] = np.dtype(ml_dtypes.bfloat16)
            return made
        return np.dtype(self.name)

    @property
    def dtype(self) -> np.dtype[Any]:
        """NumPy's twin, by the name under which NumPy looks for it: `np.zeros(3, ag.float32)` works."""
        return self.numpy

    @property
    def bytes(self) -> int:
        """Size of one element."""
        return self.bits // 8

    @functools.cached_property
    def least(self) -> int | float:
        """The smallest number; for floats the smallest finite one."""
        return -self.largest if self.is_float else 0 if self.kind != "int" else -(1 << self.bits - 1)

    @functools.cached_property
    def largest(self) -> int | float:
        """The largest number; for floats the largest finite one."""
        if self.is_float:
            return _LARGEST[self.name]
        return 1 if self.kind == "bool" else (1 << self.bits - (self.kind == "int")) - 1

    @property
    def is_float(self) -> bool:
        return self.kind == "float"

    @property
    def is_half(self) -> bool:
        """Whether it is computed in float32."""
        return self.is_float and self.bits == 16

    def __eq__(self, other: object) -> bool:
        """Whether it is the same type; NumPy's types and names count as what `ag.dtype` makes of them."""
        if isinstance(other, DType) or not isinstance(other, (np.dtype, type, str)):
            return self is other
        try:
            return self is dtype(other)
        except DtypeError:
            return False

    __hash__ = object.__hash__  # as in NumPy, a dictionary of its types is not one of ours

    def __repr__(self) -> str:
        return self.name

    def __reduce__(self) -> tuple[Any, ...]:
        return (dtype, (self.name,))


bool_ = DType("bool", "b8", "bool", 8)
int8 = DType("int8", "i8", "int", 8)
int16 = DType("int16", "i16", "int", 16)
int32 = DType("int32", "i32", "int", 32)
int64 = DType("int64", "i64", "int", 64)
uint8 = DType("uint8", "u8", "uint", 8)
uint16 = DType("uint16", "u16", "uint", 16)
uint32 = DType("uint32", "u32", "uint", 32)
uint64 = DType("uint64", "u64", "uint", 64)
float16 = DType("float16", "f16", "float", 16)
bfloat16 = DType("bfloat16", "bf16", "float", 16)
float32 = DType("float32", "f32", "float", 32)
float64 = DType("float64", "f64", "float", 64)

#: Types that values are computed in.
COMPUTED = (bool_, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float32, float64)
FLOATS = (float32, float64)
#: Types that values are kept in and never computed in: arithmetic on them is float32's, rounded.
HALVES = (float16, bfloat16)
_BY_NAME = {d.name: d for d in (*COMPUTED, *HALVES)}
_BY_NUMPY = {d.numpy: d for d in (*COMPUTED, float16)}
_LARGEST = {
    "float16": 65504.0,
    "bfloat16": 3.3895313892515355e38,
    "float32": float(np.finfo(np.float32).max),
    "float64": float(np.finfo(np.float64).max),
}
_SIGNED_BY_BITS = {8: int8, 16: int16, 32: int32, 64: int64}
_ORDER = {"bool": 0, "uint": 1, "int": 1, "float": 2}


def dtype(obj: Any) -> DType:
    """The DType for a DType, a name, or anything `numpy.dtype` understands.

    Raises DtypeError for a type autograph does not have (complex, strings, objects).
    """
    if isinstance(obj, DType):
        return obj
    if isinstance(obj, np.dtype) and obj in _BY_NUMPY:
        return _BY_NUMPY[obj]
    try:
        found = _BY_NAME[obj] if isinstance(obj, str) and obj in _BY_NAME else np.dtype(obj)
    except TypeError as error:
        raise DtypeError(f"{obj!r} is not a dtype", hint="use ag.float32, ag.int64, ag.bool, …") from error
    if isinstance(found, DType):
        return found
    native = _BY_NUMPY.get(found.newbyteorder("=")) or (bfloat16 if found.name == "bfloat16" else None)
    if native is None:
        raise DtypeError(
            f"dtype {found} is not supported",
            hint=f"convert first, for example with .astype('float32'); supported: {', '.join(_BY_NAME)}",
        )
    return native


def is_native(dtype: np.dtype[Any]) -> bool:
    """Whether it is NumPy's twin of a DType, in this machine's byte order."""
    return dtype in _BY_NUMPY


def fitting(value: bool | int | float, dtype: DType) -> bool | int | float:
    """The number as the dtype can hold it. Raises RangeError for integers beyond it."""
    if dtype.kind == "float":
        if abs(value) <= dtype.largest or value != value:
            return value
        return math.inf if value > 0 else -math.inf
    if dtype.kind == "bool":
        return bool(value)
    if isinstance(value, float):
        value = int(value) if math.isfinite(value) else dtype.largest + 1
    if not dtype.least <= value <= dtype.largest:
        raise RangeError(
            f"{value} does not fit {dtype}: it holds {dtype.least} … {dtype.largest}",
            hint="convert the tensor first, for example with .astype(ag.int64) or .astype(ag.float32)",
        )
    return value


def promote(a: DType, b: DType) -> DType:
    """The dtype that holds both, as the array API standard says; integers with floats give the float.

    Raises DtypeError for uint64 with a signed integer, which no integer type holds.
    """
    if a is b:
        return a
    if _ORDER[a.kind] != _ORDER[b.kind]:
        return a if _ORDER[a.kind] > _ORDER[b.kind] else b
    if a in HALVES and b in HALVES:
        return float32  # neither holds the other
    if a.kind == b.kind:
        return a if a.bits >= b.bits else b
    signed, unsigned = (a, b) if a.kind == "int" else (b, a)
    bits = max(signed.bits, 2 * unsigned.bits)
    if bits > 64:
        raise DtypeError("no integer dtype holds both uint64 and a signed integer", hint="cast one with .astype(…)")
    return _SIGNED_BY_BITS[bits]
