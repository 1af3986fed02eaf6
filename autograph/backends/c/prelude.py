"""The part of a C program that stands before its kernels: only the types and functions they use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from autograph import dtypes
from autograph.backends.c.spelling import PRELUDE, type_name
from autograph.backends.c_family import by_kind, half_page, scalar_types
from autograph.dtypes import DType
from autograph.render.templates import environment

_ABSOLUTE = {"f32": "__builtin_fabsf", "f64": "__builtin_fabs"}
_SIGNED = {d.bits: d for d in dtypes.COMPUTED if d.kind == "int"}
_UNSIGNED = {d.bits: d for d in dtypes.COMPUTED if d.kind == "uint"}


def prelude(types: Iterable[tuple[DType, int]], kernels: str) -> str:
    """The text for the (dtype, lanes) the kernels use; elementary functions are there if the kernels' text has one."""
    wanted = {t for t in types if t[1] > 1}
    used = {part for part, names in PRELUDE.items() if any(f"{name}_" in kernels for name in names)}
    with_math = used & {"math", "wide"}
    if with_math:
        wanted |= {(dtypes.float32, 4)} | {(dtypes.float64, n) for _, n in wanted} | {(dtypes.float64, 4)}
    halves = sorted({n for d, n in wanted if d.is_half})
    wanted |= {(d, n) for n in halves for d in (*dtypes.HALVES, dtypes.float32, dtypes.int32, dtypes.uint32)}
    with_random = "philox_" in kernels
    many = sorted({n for d, n in wanted if d is dtypes.uint32}) if with_random else []
    wanted |= {(d, n) for n in many for d in (dtypes.uint32, dtypes.uint64)}
    for dtype, lanes in list(wanted):
        wanted |= {(_SIGNED[dtype.bits], lanes), (_UNSIGNED[dtype.bits], lanes)}
    vectors = by_kind([(d, _vector(d, n)) for d, n in sorted(wanted, key=lambda t: (t[0].short, t[1]))])
    doubles = [v for v in vectors["floats"] if v["scalar"] == "f64"]
    vectors |= {"doubles": doubles, "others": [v for v in vectors["all"] if v not in doubles]}
    scalars = scalar_types(_ABSOLUTE)
    text: str = environment().get_template("c/vector.c.jinja").render(scalars=scalars, vectors=vectors)
    if "f16" in kernels:
        text += environment().get_template("c/half.c.jinja").render(half_page([1, *halves], type_name, _converted))
    if "arithmetic" in used:
        text += environment().get_template("c/arithmetic.c.jinja").render(scalars=scalars, vectors=vectors)
    if with_math:
        floats = vectors["floats"]
        page = {
            "single": {"vectors": [v for v in floats if v["scalar"] == "f32"]},
            "double": {"vectors": doubles},
            "libm": {"unary": ["floor", "ceil", "trunc", "rint"], "binary": ["nextafter"]},
        }
        text += environment().get_template("c/math.c.jinja").render(page)
        if "wide" in used:
            text += environment().get_template("c/wide.c.jinja").render(page)
    if with_random:
        text += environment().get_template("c/random.c.jinja").render(vectors=[_random(n) for n in many])
    return text


def _converted(dtype: DType, lanes: int) -> str:
    return f"({dtype.short})h" if lanes == 1 else f"__builtin_convertvector(h, {type_name(dtype, lanes)})"


def _random(lanes: int) -> dict[str, str]:
    kinds = {"word": dtypes.uint32, "mask": dtypes.int32, "wide": dtypes.uint64, "index": dtypes.int64}
    return {"lanes": str(lanes), **{name: type_name(d, lanes) for name, d in kinds.items()}}


def _vector(d: DType, lanes: int) -> dict[str, Any]:
    halves = [lanes >> k for k in range(1, lanes.bit_length())]
    return {
        "name": type_name(d, lanes),
        "scalar": d.short,
        "lanes": str(lanes),
        "bytes": str(d.bytes * lanes),
        "align": str(d.bytes),
        "mask": type_name(_SIGNED[d.bits], lanes),
        "unsigned": type_name(_UNSIGNED[d.bits], lanes),
        "largest": f"INT{d.bits}_MAX",
        "indices": [str(i) for i in range(lanes)],
        "seconds": [f"a[{2 * i}]" if 2 * i < lanes else f"b[{2 * i - lanes + 1}]" for i in range(lanes)],
        "swaps": [_swap(half, lanes) for half in halves],
        "folds": [[str((i + half) % lanes) for i in range(lanes)] for half in halves],
        "bits": str(d.bits),
        "wide": type_name(dtypes.float64, lanes),
        "wide_mask": type_name(dtypes.int64, lanes),
    }


def _swap(half: int, lanes: int) -> dict[str, Any]:
    """Of two vectors `half` rows apart, the halves of the first's lanes that the second should have, and back."""
    low = [f"b[{i - half}]" if i & half else f"a[{i}]" for i in range(lanes)]
    high = [f"b[{i}]" if i & half else f"a[{i + half}]" for i in range(lanes)]
    return {"half": str(half), "low": low, "high": high}
