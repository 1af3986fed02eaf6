"""Arrays of other libraries on the stand-in. NumPy writes and reads their capsules, which then say what suits."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
#: DLPack's numbers of kinds of devices.
GPU, HOST = 2, 1
#: Name of a capsule → where its device kind stands, after an address and what goes before it.
KIND_AT = {b"dltensor_versioned": 40, b"dltensor": 8}

api = ctypes.pythonapi
api.PyCapsule_GetPointer.restype = ctypes.c_void_p
api.PyCapsule_GetPointer.argtypes = (ctypes.py_object, ctypes.c_char_p)
api.PyCapsule_IsValid.argtypes = (ctypes.py_object, ctypes.c_char_p)


def on(kind: int, capsule: Any, number: int = 0) -> Any:
    """The capsule, which says from now on that its memory is there."""
    (name,) = [n for n in KIND_AT if api.PyCapsule_IsValid(capsule, n)]
    place = api.PyCapsule_GetPointer(capsule, name) + KIND_AT[name]
    ctypes.c_int32.from_address(place).value = kind
    ctypes.c_int32.from_address(place + 4).value = number
    return capsule


class Theirs:
    """An array of another library on a GPU, by DLPack."""

    def __init__(self, array: Array, versioned: bool = True, number: int = 0):
        self.array, self.versioned, self.number = array, versioned, number
        self.streams: list[Any] = []

    def __dlpack_device__(self) -> tuple[int, int]:
        return GPU, self.number

    def __dlpack__(self, *, stream: Any = None, **options: Any) -> Any:
        if options and not self.versioned:
            raise TypeError("max_version is not known")
        self.streams.append(stream)
        return on(GPU, self.array.__dlpack__(**options), self.number)


class Reader:
    """Of a capsule of ours."""

    def __init__(self, capsule: Any):
        self.capsule = capsule

    def __dlpack_device__(self) -> tuple[int, int]:
        return HOST, 0

    def __dlpack__(self, **_: Any) -> Any:
        return on(HOST, self.capsule)


class Interface:
    """An array of another library on a GPU, by `__cuda_array_interface__`."""

    def __init__(self, array: Array, **told: Any):
        self.array = array
        self.told = {**array.__array_interface__, "strides": array.strides, "stream": None, "version": 3, **told}

    @property
    def __cuda_array_interface__(self) -> dict[str, Any]:
        return self.told
