"""The part of a C program that stands before its kernels: only the types and functions they use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from autograph import dtypes
from autograph.backends.c.spelling import MATH, type_name
from autograph.backends.c_family import by_kind, scalar_types
from autograph.dtypes import DType
from autograph.render.templates import environment

_ABSOLUTE = {"f32": "__builtin_fabsf", "f64": "__builtin_fabs"}
_SIGNED = {d.bits: d for d in dtypes.ALL if d.kind == "int"}
_UNSIGNED = {d.bits: d for d in dtypes.ALL if d.kind == "uint"}


def prelude(types: Iterable[tuple[DType, int]], kernels: str) -> str:
    """The text for the (dtype, lanes) the kernels use; elementary functions are there if the kernels' text has one."""
    wanted = {t for t in types if t[1] > 1}
    with_math = any(f"{name}_" in kernels for name in MATH)
    if with_math:
        wanted |= {(dtypes.float32, 4)} | {(dtypes.float64, n) for _, n in wanted} | {(dtypes.float64, 4)}
    for dtype, lanes in list(wanted):
        wanted |= {(_SIGNED[dtype.bits], lanes), (_UNSIGNED[dtype.bits], lanes)}
    vectors = by_kind([(d, _vector(d, n)) for d, n in sorted(wanted, key=lambda t: (t[0].short, t[1]))])
    scalars = scalar_types(_ABSOLUTE)
    text: str = environment().get_template("c/vector.c.jinja").render(scalars=scalars, vectors=vectors)
    if with_math:
        floats = vectors["floats"]
        text += (
            environment()
            .get_template("c/math.c.jinja")
            .render(
                single={"vectors": [v for v in floats if v["scalar"] == "f32"]},
                double={"vectors": [v for v in floats if v["scalar"] == "f64"]},
                libm={"unary": [], "binary": ["pow"]},
            )
        )
    return text


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
        "folds": [[str((i + half) % lanes) for i in range(lanes)] for half in halves],
        "wide": type_name(dtypes.float64, lanes),
    }
