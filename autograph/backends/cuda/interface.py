"""The launcher as cffi knows it."""

from __future__ import annotations

from autograph.backends.interface import Interface

#: Runs of the same steps on the same addresses that a frame remembers: outputs that serve in turns of two and of three
#: make six, and batches in turns of two twelve.
PASTS = 12

#: As the launcher declares them (`templates/cuda/launcher.cuda.jinja`); `kernels` and `refused` are what every program
#: of kernels exports.
LAUNCHER = Interface(f"""
typedef struct {{ int64_t failed, value, extent; }} status_t;
typedef struct {{ void *kernel; int (*refused)(void); int64_t n; int32_t first, count; }} step_t;
typedef struct {{ int32_t slot, array; int64_t offset; }} binding_t;
typedef struct {{ int64_t first, end, used; void **table; void *graph; }} past_t;
typedef struct {{
    const step_t *steps; const int32_t *slots; const binding_t *bindings; int64_t bound, width, scalars, checked;
    void **table; void *status; void *words; int64_t calls, refused; past_t pasts[{PASTS}];
}} frame_t;
int launch(frame_t *frame, const uint64_t *arrays, const uint64_t *numbers, int64_t first, int64_t end, void *on);
void forget(frame_t *frame);
const char *error_name(int code);
const char *error_text(int code);
extern void *const kernels[];
int refused(void);
""")

ffi = LAUNCHER.ffi
