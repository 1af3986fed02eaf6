"""The launcher as cffi knows it: its structures and functions.

cffi's parser takes longer than all else of a warm start. So its out-of-line form is used: what the parser made of the
declarations is a small Python module, which is kept in the cache and needs no parser.
"""

from __future__ import annotations

import functools
import threading
from pathlib import Path
from typing import Any

import _cffi_backend

from autograph.toolchain import default_cache, digest

#: As the launcher declares them (`templates/c/launcher.c.jinja`); `kernels` is what every program of kernels exports.
DECLARATIONS = """
typedef struct { int64_t failed, value, extent; } status_t;
typedef struct { void *kernel; int64_t n; int32_t first, count, shared, barrier; } step_t;
typedef struct { int32_t slot, array; int64_t offset; } binding_t;
typedef struct {
    const step_t *steps; const int32_t *slots; const binding_t *bindings; const int32_t *sources;
    int64_t bound, data, origins, preparing; void **table; status_t *status; uintptr_t *made_from; int64_t ready;
} frame_t;
int launch(frame_t *frame, uintptr_t arrays, int64_t first, int64_t end, int threads);
extern void *const kernels[];
"""


_lock = threading.Lock()


def ffi() -> Any:
    """The one FFI of the back end. The pointers of two would not go together, so threads wait for who makes it."""
    with _lock:
        return _ffi()


@functools.cache
def _ffi() -> Any:
    cache, key = default_cache(), digest(DECLARATIONS, _cffi_backend.__version__)
    entry = cache.get("interfaces", key) or cache.put("interfaces", key, _parse, {"label": "launcher"}, ".py")
    module: dict[str, Any] = {}
    exec(entry.content, module)
    return module["ffi"]


def _parse(path: Path) -> None:
    """Write the module that stands for the declarations."""
    from cffi import FFI, recompiler  # which a warm process never needs

    builder = FFI()
    builder.cdef(DECLARATIONS)
    recompiler.make_py_source(builder, "autograph_launcher", str(path))
