"""What C and CUDA C++ have in common: literals, neutral elements, and the scalar types of their preludes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from autograph import dtypes
from autograph.dtypes import DType

Page = dict[str, list[dict[str, Any]]]

#: Reduction kind → the end of the name of the function that combines lanes.
FOLDS = {"sum": "add", "prod": "mul", "max": "max", "min": "min"}

_LIMITS = {"int": ("INT{}_MIN", "INT{}_MAX"), "uint": ("0", "UINT{}_MAX"), "bool": ("0", "1")}
_C_TYPES = {"b8": "uint8_t", "f16": "uint16_t", "bf16": "uint16_t", "f32": "float", "f64": "double"}
_KINDS = {"float": "floats", "int": "signed", "uint": "unsigned", "bool": "unsigned"}


def literal(value: bool | int | float, dtype: DType) -> str:
    """A number as source, in parentheses where it begins with a sign."""
    if dtype.is_half:
        return f"0x{int(np.asarray(value, dtype.numpy).view(np.uint16)):04x}"  # its bits: nothing computes with it
    if not dtype.is_float:
        return _integer(int(value))
    if math.isnan(value):
        return "NAN"
    if math.isinf(value):
        return "INFINITY" if value > 0 else "(-INFINITY)"
    shown = repr(float(dtype.numpy.type(value))) if dtype is dtypes.float64 else str(dtype.numpy.type(value))
    shown = shown if any(c in shown for c in ".e") else shown + ".0"
    suffix = "f" if dtype is dtypes.float32 else ""
    return f"({shown}{suffix})" if shown.startswith("-") else shown + suffix


def _integer(value: int) -> str:
    if value == -(2**63):
        return "INT64_MIN"  # its digits alone do not fit a signed literal
    return f"{value}u" if value >= 2**63 else f"({value})" if value < 0 else str(value)


def neutral(kind: str, dtype: DType) -> str:
    """The value that a reduction starts from."""
    if kind in ("sum", "prod"):
        return literal(0 if kind == "sum" else 1, dtype)
    if dtype.is_float:
        return literal(-math.inf if kind == "max" else math.inf, dtype)
    return _LIMITS[dtype.kind][0 if kind == "max" else 1].format(dtype.bits)


def scalar_types(absolute: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Every dtype as the templates `vector` and `math` want it; `absolute` names the function |x| of each float."""
    return by_kind([(d, _scalar(d, absolute)) for d in (*dtypes.COMPUTED, *dtypes.HALVES)])


def by_kind(items: list[tuple[DType, dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The items all together, those computed with, and those of each kind."""
    computed = [(d, item) for d, item in items if not d.is_half]
    kinds = {kind: [item for d, item in computed if _KINDS[d.kind] == kind] for kind in sorted(set(_KINDS.values()))}
    halves = [item for d, item in items if d.is_half]
    return {"all": [item for _, item in items], "computed": [i for _, i in computed], "halves": halves, **kinds}


def _scalar(d: DType, absolute: dict[str, str]) -> dict[str, Any]:
    return {
        "name": d.short,
        "type": _C_TYPES.get(d.short, f"{'u' if d.kind == 'uint' else ''}int{d.bits}_t"),
        "magnitude": f"uint{d.bits}_t",
        "bits": str(d.bits),
        "pack": str(min(16, 4 * d.bytes)),
        "abs": absolute.get(d.short, ""),
    }


def half_page(widths: Iterable[int], name: Callable[[DType, int], str], to: Callable[[DType, int], str]) -> Page:
    """What the templates `half` want: conversions for these widths; `to` is how h becomes a type of so many lanes."""
    page: Page = {"lanes": [], **{d.short: [] for d in dtypes.HALVES}}
    for n in widths:
        v = {"single": name(dtypes.float32, n), "bits": name(dtypes.uint32, n)}
        page["lanes"].append({**v, "mask": name(dtypes.int32, n)})
        for d in dtypes.HALVES:
            texts = {"half": name(d, n), "widened": to(dtypes.uint32, n), "narrowed": to(d, n)}
            page[d.short].append({**v, **texts})
    return page
