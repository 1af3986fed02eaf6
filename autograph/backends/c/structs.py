"""The launcher's structures, as its source (`templates/c/launcher.c.jinja`) declares them, and how it is called."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

_pointer, _int32, _int64 = ctypes.c_void_p, ctypes.c_int32, ctypes.c_int64


class Status(ctypes.Structure):
    """What a step found in its data."""

    _fields_ = (("failed", _int64), ("value", _int64), ("extent", _int64))


class Step(ctypes.Structure):
    """A kernel and its buffers' slots."""

    _fields_ = (
        ("kernel", _pointer),
        ("n", _int64),
        ("first", _int32),
        ("count", _int32),
        ("shared", _int32),
        ("barrier", _int32),
    )


class Binding(ctypes.Structure):
    """A slot that holds an address in one of a call's arrays."""

    _fields_ = (("slot", _int32), ("array", _int32), ("offset", _int64))


class Frame(ctypes.Structure):
    """A plan, and the memory of one call of it."""

    _fields_ = (
        ("steps", _pointer),
        ("slots", _pointer),
        ("bindings", _pointer),
        ("bound", _int64),
        ("data", _int64),
        ("table", _pointer),
        ("status", _pointer),
    )


def table(kind: Any, rows: list[Any]) -> Any:
    """A C array of structures or numbers, never of none: an array of none has no address."""
    return (kind * max(len(rows), 1))(*rows)


def launch_of(library: ctypes.CDLL) -> Callable[..., None]:
    """The launcher: (frame, arrays, first, end, threads), the first two as addresses. It runs without the GIL."""
    function = library.launch
    function.restype = None
    # What follows the addresses is a C int, as ctypes passes integers that it is told nothing of: a type for each would
    # cost more than the call.
    function.argtypes = (_pointer, _pointer)
    return function
