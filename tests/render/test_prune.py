"""What nothing uses is left out of a C program."""

from __future__ import annotations

from autograph.render.prune import pruned

PROGRAM = """\
// made by a test
#include <stdint.h>

#include <stdint.h>

/* Silent about what is unused. */
#pragma GCC diagnostic push

typedef float f32;
typedef double f64;
typedef f32 f32x4 __attribute__((vector_size(16)));

/* A reason for doubling,
   in two lines. */
static inline f64 twice_f64(f64 a) { return a + a; }
static inline f32 twice_f32(f32 a) { return a + a; }
static inline f32 half_f32(f32 a) {
    if (a > 0) {
        return a / 2;
    }

    return a;
}

/* A reason for something that is gone. */
static inline f32 third_f32(f32 a) { return a / 3; }

#pragma GCC diagnostic pop

// What the kernel is for.
void kernel(f32 *x) { x[0] = four_times_f32(x[0]); }

static inline f32 four_times_f32(f32 a) { return twice_f32(twice_f32(a)); }
"""

SHORT = """\
// made by a test
#include <stdint.h>

typedef float f32;

/* A reason for doubling,
   in two lines. */
static inline f32 twice_f32(f32 a) { return a + a; }

// What the kernel is for.
void kernel(f32 *x) { x[0] = four_times_f32(x[0]); }

static inline f32 four_times_f32(f32 a) { return twice_f32(twice_f32(a)); }
"""


def test_what_is_needed_stays_with_its_comment() -> None:
    assert pruned(PROGRAM) == SHORT


def test_once_is_enough() -> None:
    assert pruned(SHORT) == SHORT


def test_a_function_over_several_lines_stays_whole() -> None:
    text = pruned(PROGRAM.replace("x[0] = four", "x[1] = half_f32(x[0]); x[0] = four"))
    whole = "static inline f32 half_f32(f32 a) {\n    if (a > 0) {\n        return a / 2;\n    }\n    return a;\n}"
    assert whole in text
