"""Division with a remainder, powers, shifts and signs of generated C, one lane and many: NumPy's, for every type."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from rendered_prelude import LANES, PAIRS, SIZES, Library, types

from autograph.ops.piecewise import Power

pytestmark = pytest.mark.compiler

FLOATS = ("f32", "f64")
INTEGERS = tuple(SIZES.keys() - {*FLOATS, "b8"})
OF_FLOATS: dict[str, Any] = {"floordiv": np.floor_divide, "mod": np.remainder, "copysign": np.copysign}
OF_INTEGERS: dict[str, Any] = {
    "floordiv": np.floor_divide, "mod": np.remainder, "shl": np.left_shift, "shr": np.right_shift, "pow": Power().numpy,
}  # fmt: skip


def functions() -> str:
    text = [PAIRS.format(f=f, **words) for f in OF_FLOATS for words in types(FLOATS)]
    return "".join(text + [PAIRS.format(f=f, **words) for f in OF_INTEGERS for words in types(INTEGERS)])


@pytest.fixture(scope="module", params=["gcc", "clang"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(request.param, functions(), tmp_path_factory.mktemp(request.param))


def operands(dtype: np.dtype[Any]) -> tuple[np.ndarray, np.ndarray]:
    """Every pair of the values where something turns, and as many random ones."""
    rng = np.random.default_rng(12)
    if dtype.kind == "f":
        turns = [0.0, -0.0, 0.5, -0.5, 1, -1, 3, -7.25, 1e-30, -1e30, np.inf, -np.inf, np.nan, 2**24 + 2, 1 / 3]
        more = rng.standard_normal((2, 991)) * np.exp(rng.uniform(-20, 20, (2, 991)))
    else:
        low, high = int(np.iinfo(dtype).min), int(np.iinfo(dtype).max)
        bits = 8 * dtype.itemsize
        turns = [low, low + 1, 0, 1, 2, 3, bits - 1, bits, bits + 1, high // 2, high - 1, high, *([-1, -2] * (low < 0))]
        more = rng.integers(low, high, (2, 1000), dtype, endpoint=True) >> rng.integers(0, bits, (2, 1000)).astype(
            dtype
        )
    chosen = np.array(turns, dtype)
    x, y = np.array(list(itertools.product(chosen, chosen)), dtype).T
    x, y = (np.concatenate([a, b.astype(dtype)]) for a, b in zip((x, y), more))
    return x[: x.size // 16 * 16].copy(), y[: y.size // 16 * 16].copy()


@pytest.mark.parametrize("lanes", [1, *LANES])
@pytest.mark.parametrize("scalar", sorted([*FLOATS, *INTEGERS]))
def test_means_what_numpy_does(library: Library, scalar: str, lanes: int) -> None:
    dtype = np.dtype(scalar[0] + str(SIZES[scalar]))
    x, y = operands(dtype)
    for name, numpy in (OF_FLOATS if scalar in FLOATS else OF_INTEGERS).items():
        got = library.call(f"{name}_{scalar if lanes == 1 else f'{scalar}x{lanes}'}", x, y)
        with np.errstate(all="ignore"):
            want = numpy(x, y)
        differs = (got != want) & ~(np.isnan(got) & np.isnan(want))
        if dtype.kind == "f":
            differs |= (np.signbit(got) != np.signbit(want)) & ~np.isnan(want)
        assert not differs.any(), f"{name}({x[differs][0]!r}, {y[differs][0]!r})"
