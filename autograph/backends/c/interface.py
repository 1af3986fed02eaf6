"""The launcher as cffi knows it."""

from __future__ import annotations

from autograph.backends.interface import Interface

#: As the launcher declares them (`templates/c/launcher.c.jinja`); `kernels` is what every program of kernels exports.
LAUNCHER = Interface("""
typedef struct { int64_t failed, value, extent; } status_t;
typedef struct { void *kernel; int64_t n; int32_t first, count, shared, barrier; } step_t;
typedef struct { int32_t slot, array; int64_t offset; } binding_t;
typedef struct {
    const step_t *steps; const int32_t *slots; const binding_t *bindings; const int32_t *sources, *replaced;
    int64_t bound, data, origins, preparing, replacements; void **table; status_t *status; uintptr_t *made_from;
    int64_t ready;
} frame_t;
int launch(frame_t *frame, uintptr_t arrays, int64_t first, int64_t end, int threads);
int launch_over(frame_t *frame, uintptr_t arrays, int64_t first, int64_t end, int threads, int64_t references);
extern void *const kernels[];
""")

ffi = LAUNCHER.ffi
