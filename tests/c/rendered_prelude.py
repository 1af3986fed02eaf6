"""The vector prelude rendered for every type and width, compiled, and called on whole arrays."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import cffi
import jinja2
import numpy as np
import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SIZES = {"b8": 1, "i8": 1, "u8": 1, "i16": 2, "u16": 2, "i32": 4, "u32": 4, "i64": 8, "u64": 8, "f32": 4, "f64": 8}
C_TYPES = {"b8": "uint8_t", "f32": "float", "f64": "double"}
C_TYPES |= {name: f"{'u' * (name[0] == 'u')}int{name[1:]}_t" for name in SIZES.keys() - C_TYPES.keys()}
KINDS = {"f": "floats", "i": "signed", "u": "unsigned", "b": "unsigned"}
LANES = (2, 4, 16)
PURE = ["-std=gnu11", "-O2", "-fno-math-errno", "-fno-trapping-math", "-Wall", "-Wextra", "-Werror", "-Wno-psabi"]
BUILDS = {
    "gcc": ["gcc", *PURE, "-march=native", "-ffp-contract=fast"],
    "gcc-unfused": ["gcc", *PURE, "-ffp-contract=off"],
    "clang": ["clang", *PURE, "-march=native", "-ffp-contract=fast"],
}
BLOCKS: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
# A loop over an array for each function; the loads and stores are the prelude's own, at any address.
EACH = """
void {f}_{v}_each({t} *y, const {t} *x, int64_t n) {{
    for (int64_t i = 0; i < n; i += {w}) store_{v}(y + i, {f}_{v}(load_{v}(x + i)));
}}
"""
PAIRS = """
void {f}_{v}_each({t} *y, const {t} *x, const {t} *z, int64_t n) {{
    for (int64_t i = 0; i < n; i += {w}) store_{v}(y + i, {f}_{v}(load_{v}(x + i), load_{v}(z + i)));
}}
"""


def swap(half: int, lanes: int) -> dict[str, Any]:
    """Of two vectors, lanes whose number lacks the bit `half` from the first, and those that have it."""
    low = [f"a[{i}]" if i // half % 2 == 0 else f"b[{i - half}]" for i in range(lanes)]
    high = [f"a[{i + half}]" if i // half % 2 == 0 else f"b[{i}]" for i in range(lanes)]
    return {"half": str(half), "low": low, "high": high}


def vector(scalar: str, lanes: int) -> dict[str, Any]:
    size = SIZES[scalar]
    halves = [lanes >> k for k in range(1, lanes.bit_length())]
    return {
        "name": f"{scalar}x{lanes}",
        "scalar": scalar,
        "lanes": str(lanes),
        "bytes": str(size * lanes),
        "align": str(size),
        "mask": f"i{8 * size}x{lanes}",
        "unsigned": f"u{8 * size}x{lanes}",
        "largest": f"INT{8 * size}_MAX",
        "indices": [str(i) for i in range(lanes)],
        "seconds": [f"{'ab'[i >= lanes]}[{i - i // lanes * (lanes - 1)}]" for i in range(0, 2 * lanes, 2)],
        "swaps": [swap(half, lanes) for half in halves],
        "folds": [[str((i + half) % lanes) for i in range(lanes)] for half in halves],
        "bits": str(8 * size),
        "wide": f"f64x{lanes}",
        "wide_mask": f"i64x{lanes}",
    }


def by_kind(items: list[dict[str, Any]], key: str) -> dict[str, list[dict[str, Any]]]:
    kinds = {kind: [item for item in items if KINDS[item[key][0]] == kind] for kind in KINDS.values()}
    return {"all": items, "computed": items, "halves": [], **kinds}


def prelude(backend: str) -> str:
    """The rendered text of both templates, for every type and width."""
    absolute = {"c": {"f32": "__builtin_fabsf", "f64": "__builtin_fabs"}, "cuda": {"f32": "fabsf", "f64": "fabs"}}
    scalars = [
        {
            "name": n,
            "type": C_TYPES[n],
            "magnitude": f"uint{8 * size}_t",
            "bits": str(8 * size),
            "pack": str(min(16, 4 * size)),
        }
        | {"abs": absolute[backend].get(n, "")}
        for n, size in SIZES.items()
    ]
    vectors = by_kind([vector(scalar, lanes) for lanes in LANES for scalar in SIZES], "scalar")
    doubles = [v for v in vectors["floats"] if v["scalar"] == "f64"]
    vectors |= {"doubles": doubles, "others": [v for v in vectors["all"] if v not in doubles]}
    page = {
        "scalars": by_kind(scalars, "name"),
        "vectors": vectors,
        "single": {"vectors": [v for v in vectors["floats"] if v["scalar"] == "f32"]},
        "double": {"vectors": doubles},
        "libm": {"unary": ["floor", "ceil", "trunc", "rint"], "binary": ["nextafter"]},
    }
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES / backend), undefined=jinja2.StrictUndefined, **BLOCKS
    )
    names = (f"{part}.{backend}.jinja" for part in ("vector", "arithmetic", "math", "wide"))
    return "".join(environment.get_template(name).render(page) for name in names)


def types(names: Iterable[str]) -> list[dict[str, Any]]:
    """Every type of these scalars, one lane and many."""
    return [{"t": n, "w": w, "v": n if w == 1 else f"{n}x{w}"} for n in names for w in (1, *LANES)]


class Library:
    """The compiled prelude; `call("exp_f32x16", x)` applies a function to whole arrays."""

    def __init__(self, build: str, text: str, folder: Path) -> None:
        program, *flags = BUILDS[build]
        found = shutil.which(program) or shutil.which(f"{program}-14")
        if found is None:
            pytest.skip(f"no {program} on this machine")
        source, built = folder / "prelude.c", folder / "prelude.so"
        source.write_text(prelude("c") + text, encoding="utf-8")
        subprocess.run([found, *flags, "-fPIC", "-shared", str(source), "-o", str(built), "-lm"], check=True)
        self.ffi = cffi.FFI()
        aliases = "".join(f"typedef {C_TYPES[name]} {name};\n" for name in SIZES)
        self.ffi.cdef(aliases + "".join(f"{head};\n" for head in re.findall(r"^void .*?\)", text, re.MULTILINE)))
        self.library = self.ffi.dlopen(str(built))

    def call(
        self, name: str, *arrays: np.ndarray, out: np.ndarray | None = None, last: int | None = None
    ) -> np.ndarray:
        y = np.empty_like(arrays[0]) if out is None else out
        scalar = name.split("_")[-1].split("x")[0]
        pointers = [self.ffi.cast(f"{scalar} *", a.ctypes.data) for a in (y, *arrays)]
        getattr(self.library, f"{name}_each")(*pointers, arrays[0].size if last is None else last)
        return y
