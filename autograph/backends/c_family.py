"""What C and CUDA C++ have in common: literals, neutral elements, and the scalar types of their preludes."""

from __future__ import annotations

import math
from typing import Any

from autograph import dtypes
from autograph.dtypes import DType

#: Reduction kind → the end of the name of the function that combines lanes.
FOLDS = {"sum": "add", "max": "max", "min": "min"}

_LIMITS = {"int": ("INT{}_MIN", "INT{}_MAX"), "uint": ("0", "UINT{}_MAX"), "bool": ("0", "1")}
_C_TYPES = {"b8": "uint8_t", "f32": "float", "f64": "double"}
_KINDS = {"float": "floats", "int": "signed", "uint": "unsigned", "bool": "unsigned"}


def literal(value: bool | int | float, dtype: DType) -> str:
    """A number as source, in parentheses where it begins with a sign."""
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
    if kind == "sum":
        return literal(0, dtype)
    if dtype.is_float:
        return literal(-math.inf if kind == "max" else math.inf, dtype)
    return _LIMITS[dtype.kind][0 if kind == "max" else 1].format(dtype.bits)


def scalar_types(absolute: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Every dtype as the templates `vector` and `math` want it; `absolute` names the function |x| of each float."""
    return by_kind([(d, _scalar(d, absolute)) for d in dtypes.ALL])


def by_kind(items: list[tuple[DType, dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The items all together, and those of floats, of signed and of unsigned integers."""
    kinds = {kind: [item for d, item in items if _KINDS[d.kind] == kind] for kind in sorted(set(_KINDS.values()))}
    return {"all": [item for _, item in items], **kinds}


def _scalar(d: DType, absolute: dict[str, str]) -> dict[str, Any]:
    return {
        "name": d.short,
        "type": _C_TYPES.get(d.short, f"{'u' if d.kind == 'uint' else ''}int{d.bits}_t"),
        "magnitude": f"uint{d.bits}_t",
        "abs": absolute.get(d.short, ""),
    }
