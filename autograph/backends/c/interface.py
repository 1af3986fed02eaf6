"""The launcher as cffi knows it, and what it knows of Python's objects."""

from __future__ import annotations

import functools
import struct
from typing import Any

import numpy as np

from autograph.backends.interface import Interface

#: As the launcher declares them (`templates/c/launcher.c.jinja`); `kernels` is what every program of kernels exports.
LAUNCHER = Interface("""
typedef struct { int64_t failed, value, extent; } status_t;
typedef struct { void *kernel; int64_t n; int32_t first, count, shared, barrier; } step_t;
typedef struct { int32_t slot, array; int64_t offset; } binding_t;
typedef struct { int64_t items, type, data, flags, references; uintptr_t array; } layout_t;
typedef struct {
    const step_t *steps; const int32_t *slots; const binding_t *bindings; const int32_t *sources, *replaced;
    const layout_t *layout; int64_t bound, origins, preparing, replacements, first, end, threads;
    void **table; status_t *status; uintptr_t *made_from; int64_t ready;
} frame_t;
int launch(frame_t *frame, uintptr_t arrays);
int launch_over(frame_t *frame, uintptr_t arrays, int64_t references);
extern void *const kernels[];
""")

ffi = LAUNCHER.ffi


@functools.cache
def layout() -> Any:
    """Where the launcher finds what it reads of Python's objects. This is part of Python's ABI and of NumPy's; asking
    each array for the address of its elements would cost more than running a small plan."""
    # Each begins with its references and its type. Then, in an array: the address of its elements, the number of its
    # axes, extents, strides, owner, dtype, flags.
    start, word = object.__basicsize__, struct.calcsize("P")
    at = {"items": tuple.__basicsize__, "type": start - word, "data": start, "flags": start + 6 * word}
    rows = np.zeros((2, 2))
    probe = rows, rows.T

    def read(kind: str, k: int, offset: int) -> int:
        array = ffi().cast("uintptr_t *", id(probe) + at["items"])[k]
        return int(ffi().cast(kind, array + offset)[0])

    assert [read("uintptr_t *", k, at["type"]) for k in (0, 1)] == [id(np.ndarray)] * 2, "tuples are laid out otherwise"
    assert [read("uintptr_t *", k, at["data"]) for k in (0, 1)] == [rows.ctypes.data] * 2, "arrays have no such address"
    assert [read("int *", k, at["flags"]) for k in (0, 1)] == [a.flags.num for a in probe], "arrays have no such flags"
    return ffi().new("layout_t *", {**at, "references": start - 2 * word, "array": id(np.ndarray)})
