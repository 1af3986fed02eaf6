"""DLPack's capsules, for memory that NumPy cannot reach: the address, shape and dtype of an array of another library.

The structures are those of DLPack 1.0 (dlpack.h). Who takes a capsule renames it, and calls its deleter once done.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from ctypes import c_char_p, c_int32, c_int64, c_uint8, c_uint16, c_uint32, c_uint64, c_void_p, py_object
from typing import Any, NamedTuple

from autograph import dtypes
from autograph.dtypes import DType
from autograph.errors import DtypeError

#: Flags of DLPack 1: nobody may write there; and it is a copy, made for who asked.
READ_ONLY, COPIED = 1, 2


class Described(NamedTuple):
    """An array as a capsule tells it. Strides are in elements; None are those of contiguous memory."""

    address: int
    shape: tuple[int, ...]
    strides: tuple[int, ...] | None
    dtype: DType


class _Device(ctypes.Structure):
    _fields_ = (("kind", c_int32), ("number", c_int32))


class _Kind(ctypes.Structure):
    _fields_ = (("code", c_uint8), ("bits", c_uint8), ("lanes", c_uint16))


class _Tensor(ctypes.Structure):
    _fields_ = (
        ("data", c_void_p),
        ("device", _Device),
        ("ndim", c_int32),
        ("kind", _Kind),
        ("shape", ctypes.POINTER(c_int64)),
        ("strides", ctypes.POINTER(c_int64)),
        ("offset", c_uint64),
    )


class _Old(ctypes.Structure):
    """DLManagedTensor."""

    _fields_ = (("tensor", _Tensor), ("context", c_void_p), ("deleter", c_void_p))


class _Versioned(ctypes.Structure):
    """DLManagedTensorVersioned."""

    _fields_ = (
        ("major", c_uint32),
        ("minor", c_uint32),
        ("context", c_void_p),
        ("deleter", c_void_p),
        ("flags", c_uint64),
        ("tensor", _Tensor),
    )


#: The name of a capsule → what it points to, and its name once somebody has taken it.
_FORMS: dict[bytes, tuple[Any, bytes]] = {
    b"dltensor_versioned": (_Versioned, b"used_dltensor_versioned"),
    b"dltensor": (_Old, b"used_dltensor"),
}
_CODES = {"int": 0, "uint": 1, "float": 2, "bool": 6}
_BFLOAT = 4
_KINDS = {(_BFLOAT if d.name == "bfloat16" else _CODES[d.kind], d.bits): d for d in (*dtypes.COMPUTED, *dtypes.HALVES)}
_NUMBERS = {d: numbers for numbers, d in _KINDS.items()}

_api: Any = ctypes.PyDLL(None)
# Addresses, not objects: a capsule that is being destroyed must not be referred to again.
_is_valid = ctypes.PYFUNCTYPE(ctypes.c_int, c_void_p, c_char_p)(("PyCapsule_IsValid", _api))
_pointer = ctypes.PYFUNCTYPE(c_void_p, c_void_p, c_char_p)(("PyCapsule_GetPointer", _api))
_rename = ctypes.PYFUNCTYPE(ctypes.c_int, py_object, c_char_p)(("PyCapsule_SetName", _api))
_make = ctypes.PYFUNCTYPE(py_object, c_void_p, c_char_p, c_void_p)(("PyCapsule_New", _api))
_Deleter = ctypes.CFUNCTYPE(None, c_void_p)

#: What others have, by the address of its structure: the structure, its extents, and what the memory belongs to.
_given: dict[int, tuple[Any, Any, object]] = {}


def _give_back(managed: int) -> None:
    _given.pop(managed, None)


def _dropped(capsule: int) -> None:
    """A capsule goes; nobody else gives its memory back if nobody has taken it."""
    for name in _FORMS:
        if _is_valid(capsule, name):
            _given.pop(_pointer(capsule, name), None)


# What C calls, which must be there as long as anybody may have a capsule.
_DELETER, _DESTRUCTOR = _Deleter(_give_back), ctypes.PYFUNCTYPE(None, c_void_p)(_dropped)


def capsule(told: Described, device: tuple[int, int], owner: object, flags: int | None) -> Any:
    """A capsule of contiguous memory, which `owner` holds until it is given back. With `flags` it is of DLPack 1;
    without, of the versions before, which know none."""
    name = b"dltensor" if flags is None else b"dltensor_versioned"
    rank = len(told.shape)
    steps = [1] * rank
    for k in reversed(range(rank - 1)):
        steps[k] = steps[k + 1] * told.shape[k + 1]
    extents = (c_int64 * max(2 * rank, 1))(*told.shape, *steps)
    managed = _FORMS[name][0]()
    if flags is not None:
        managed.major, managed.minor, managed.flags = 1, 0, flags
    managed.deleter = ctypes.cast(_DELETER, c_void_p)
    tensor, start = managed.tensor, ctypes.addressof(extents)
    tensor.data, tensor.ndim, tensor.device = told.address, rank, _Device(*device)
    tensor.kind = _Kind(*_NUMBERS[told.dtype], 1)
    tensor.shape = ctypes.cast(start, ctypes.POINTER(c_int64))
    tensor.strides = ctypes.cast(start + rank * ctypes.sizeof(c_int64), ctypes.POINTER(c_int64))
    address = ctypes.addressof(managed)
    _given[address] = managed, extents, owner
    return _make(address, name, ctypes.cast(_DESTRUCTOR, c_void_p))


class Taken:
    """Memory that came in a capsule: it is given back with the last reference to this."""

    __slots__ = ("_deleter", "_managed")

    def __init__(self, managed: int, deleter: int | None):
        self._managed, self._deleter = managed, deleter

    def __del__(self) -> None:
        if self._deleter:
            _Deleter(self._deleter)(self._managed)


def taken(given: Any) -> tuple[Described, Taken]:
    """What a capsule tells, and what its memory belongs to from now on. Raises DtypeError for elements of a type that
    is not ours, and ValueError for what is no capsule of DLPack, or was taken before."""
    name = next((n for n in _FORMS if _is_valid(id(given), n)), None)
    if name is None:
        raise ValueError("it is no capsule of DLPack, or somebody has taken it before")
    form, used = _FORMS[name]
    managed = form.from_address(_pointer(id(given), name))
    tensor = managed.tensor
    dtype = _KINDS.get((tensor.kind.code, tensor.kind.bits)) if tensor.kind.lanes == 1 else None
    if dtype is None:
        kind = f"code {tensor.kind.code}, {tensor.kind.bits} bits, {tensor.kind.lanes} lanes"
        raise DtypeError(f"from_dlpack: elements of DLPack's {kind}", hint="convert them where they come from")
    shape: Sequence[int] = tensor.shape[: tensor.ndim]
    strides = tuple(tensor.strides[: tensor.ndim]) if tensor.strides else None
    _rename(given, used)
    owner = Taken(ctypes.addressof(managed), managed.deleter)
    return Described((tensor.data or 0) + tensor.offset, tuple(shape), strides, dtype), owner
