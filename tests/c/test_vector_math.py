"""The elementary functions of generated C: how exact they are, and that their CUDA twins match."""

from __future__ import annotations

import math
import re
import subprocess
from pathlib import Path
from typing import Any

import mpmath
import numpy as np
import pytest
from rendered_prelude import BUILDS, EACH, LANES, PAIRS, SIZES, Library, prelude, types

ELEMENTARY = ["exp", "expm1", "log", "log1p", "tanh", "erf", "sin", "cos", "sqrt", "rsqrt"]


def elementary() -> str:
    each = [EACH.format(f=f, **words) for f in ELEMENTARY for words in types(["f32", "f64"])]
    return "".join(each + [PAIRS.format(f="pow", **words) for words in types(["f32", "f64"])])


@pytest.fixture(scope="module", params=BUILDS)
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(request.param, elementary(), tmp_path_factory.mktemp(request.param))


def from_bits(*bits: int) -> np.ndarray:
    return np.array(bits, np.uint32).view(np.float32)


def edges() -> np.ndarray:
    """Zeros, ends of the subnormal and normal ranges, infinities, NaN, and around each place where a method turns."""
    ends = from_bits(0, 1, 2, 0x7FFFFF, 0x800000, 0x7F7FFFFF, 0x7F800000, 0x7FC00000)
    turns = [1, 0.5, 2, 0.55, 0.346574, 0.7071068, 1.4142135, 4, 9.02, 18, 32768, 1e9, 2**23, 2**-24]
    turns += [17.32868, 87.33654, 88.37627, 88.72284, 89, 103.27893, 103.97208, 104]
    near = (
        (np.array(turns, np.float32).view(np.int32)[:, None] + np.arange(-3, 4))
        .astype(np.int32)
        .view(np.float32)
        .ravel()
    )
    turning = (np.arange(1, 200) * (np.pi / 4)).astype(np.float32)
    return np.concatenate([s * a for s in (np.float32(1), np.float32(-1)) for a in (ends, near, turning)])


def padded(x: np.ndarray) -> np.ndarray:
    return np.concatenate([x, np.repeat(x[-1:], -x.size % 16)])


def any_floats(count: int) -> np.ndarray:
    bits = np.random.default_rng(7).integers(0, 2**32, count, dtype=np.uint32)
    return padded(np.concatenate([edges(), bits.view(np.float32)]))


def usual_floats(count: int) -> np.ndarray:
    return (np.random.default_rng(8).standard_normal(count) * 6).astype(np.float32)


def ulps(got: np.ndarray, want: np.ndarray) -> np.ndarray:
    """Distance in units of the last place of a float32 near `want`; infinite where the kind of value differs."""
    with np.errstate(all="ignore"):
        nearest = want.astype(np.float32)
        special = ~np.isfinite(nearest) | ~np.isfinite(got)
        exponent = np.maximum(np.frexp(np.where(special, 1, want))[1] - 24, -149)
        distance = np.abs(np.where(special, 0, got.astype(np.float64) - want)) / np.ldexp(1.0, exponent)
        # One step on either side of the threshold of overflow is as good as on it.
        top = np.float64(np.finfo(np.float32).max)
        overflowing = special & (np.sign(got) == np.sign(want)) & (np.abs(got) >= top) & (np.abs(want) >= top)
        same = (got == nearest) | (np.isnan(got) & np.isnan(want)) | overflowing
    zeros = (want == 0) & ((got != 0) | (np.signbit(got) != np.signbit(want)))
    return np.where((special & ~same) | zeros, np.inf, distance)


REFERENCE: dict[str, Any] = {name: getattr(np, name, None) for name in ELEMENTARY}
REFERENCE |= {"erf": np.vectorize(math.erf, otypes=[np.float64]), "rsqrt": lambda x: 1 / np.sqrt(x)}


@pytest.mark.compiler
@pytest.mark.parametrize("function", ELEMENTARY)
def test_within_two_ulp_of_double(library: Library, function: str) -> None:
    for x in (any_floats(100_000), usual_floats(100_000)):
        with np.errstate(all="ignore"):
            want = REFERENCE[function](x.astype(np.float64))
        distance = ulps(library.call(f"{function}_f32x16", x), want)
        worst = np.argmax(distance)
        assert distance[worst] <= 2, f"{function}({x[worst]!r})"


MPMATH: dict[str, Any] = {name: getattr(mpmath, name, None) for name in ELEMENTARY} | {
    "rsqrt": lambda x: 1 / mpmath.sqrt(x)
}


@pytest.mark.compiler
@pytest.mark.parametrize("function", ELEMENTARY)
def test_within_two_ulp_of_mpmath(library: Library, function: str) -> None:
    x = padded(np.concatenate([edges(), usual_floats(400)]))
    x = x[np.isfinite(x) & (x != 0) & (np.abs(x) < 1e5)]
    x = x[x > {"log": 0, "log1p": -1, "sqrt": 0, "rsqrt": 0}.get(function, -math.inf)]
    x = np.resize(x, x.size // 16 * 16)
    with mpmath.workprec(80):
        want = np.array([float(MPMATH[function](mpmath.mpf(float(value)))) for value in x])
    distance = ulps(library.call(f"{function}_f32x4", x), want)
    assert distance.max() <= 2, f"{function}({x[np.argmax(distance)]!r})"


@pytest.mark.compiler
@pytest.mark.parametrize("function", ELEMENTARY)
def test_every_width_gives_the_same_bits(library: Library, function: str) -> None:
    x = any_floats(4_000)
    one = library.call(f"{function}_f32", x)
    for lanes in LANES:
        wide = library.call(f"{function}_f32x{lanes}", x)
        differs = (one.view(np.uint32) != wide.view(np.uint32)) & ~(np.isnan(one) & np.isnan(wide))
        assert not differs.any(), f"{function}({x[differs][0]!r}) in {lanes} lanes"


INF, NAN = math.inf, math.nan
SPECIAL = {
    "exp": [(INF, INF), (-INF, 0.0), (0.0, 1.0), (-0.0, 1.0), (89.0, INF), (-104.0, 0.0)],
    "expm1": [(INF, INF), (-INF, -1.0), (0.0, 0.0), (-0.0, -0.0), (-30.0, -1.0)],
    "log": [(INF, INF), (-INF, NAN), (0.0, -INF), (-0.0, -INF), (-1.0, NAN), (1.0, 0.0), (-1e-45, NAN)],
    "log1p": [(INF, INF), (-INF, NAN), (0.0, 0.0), (-0.0, -0.0), (-1.0, -INF), (-1.5, NAN)],
    "tanh": [(INF, 1.0), (-INF, -1.0), (0.0, 0.0), (-0.0, -0.0), (1e-45, 1e-45)],
    "erf": [(INF, 1.0), (-INF, -1.0), (0.0, 0.0), (-0.0, -0.0)],
    "sin": [(INF, NAN), (-INF, NAN), (0.0, 0.0), (-0.0, -0.0)],
    "cos": [(INF, NAN), (-INF, NAN), (0.0, 1.0), (-0.0, 1.0)],
    "sqrt": [(INF, INF), (-1.0, NAN), (0.0, 0.0), (-0.0, -0.0)],
    "rsqrt": [(INF, 0.0), (-1.0, NAN), (0.0, INF), (-0.0, -INF), (4.0, 0.5)],
}


@pytest.mark.compiler
@pytest.mark.parametrize("type_", ["f32", "f32x16", "f64", "f64x4"])
@pytest.mark.parametrize("function", ELEMENTARY)
def test_special_values(library: Library, function: str, type_: str) -> None:
    dtype = np.float32 if type_.startswith("f32") else np.float64
    pairs = [(NAN, NAN), *SPECIAL[function]]
    if dtype == np.float64:
        pairs = [(x, y) for x, y in pairs if x not in {89.0, -104.0, 1e-45, -30.0}]
    x, want = np.resize(np.array(pairs, dtype), (16, 2)).T.copy()
    got = library.call(f"{function}_{type_}", x)
    np.testing.assert_array_equal(got, want)
    assert (np.signbit(got) == np.signbit(want))[~np.isnan(want)].all()


@pytest.mark.compiler
def test_double_is_libm(library: Library) -> None:
    x = np.random.default_rng(3).uniform(0.1, 5, 64)
    for function in ELEMENTARY:
        np.testing.assert_allclose(library.call(f"{function}_f64x4", x), REFERENCE[function](x), rtol=1e-15)
    for type_, dtype in (("f32x4", np.float32), ("f32", np.float32), ("f64x2", np.float64)):
        y = x.astype(dtype)
        got = library.call(f"pow_{type_}", y, y[::-1].copy())
        np.testing.assert_allclose(got, np.power(y, y[::-1]), rtol=2 * float(np.finfo(dtype).eps))


def test_cuda_has_the_twin_of_every_scalar_function() -> None:
    ends = "|".join(SIZES)
    c = set(re.findall(rf"static inline .*?(\w+_(?:{ends}))\(", prelude("c")))
    cuda = set(re.findall(rf"__device__ __forceinline__ .*?(\w+_(?:{ends}))\(", prelude("cuda")))
    assert c == cuda and "tanh_f32" in c


@pytest.mark.nvcc
def test_cuda_twins_compile(tmp_path: Path) -> None:
    source = tmp_path / "prelude.cu"
    calls = "".join(f"    p[{i}] = {f}_f32(p[{i}]);\n" for i, f in enumerate([*ELEMENTARY, "floor", "rint", "abs"]))
    calls += "    p[20] = pow_f32(p[20], maximum_f32(p[21], select_f32(p[22] < p[23], p[22], p[23])));\n"
    source.write_text(f"{prelude('cuda')}\n__global__ void twins(f32 *p) {{\n{calls}}}\n", encoding="utf-8")
    command = ["nvcc", "-c", "-gencode=arch=compute_90a,code=sm_90a", "-Werror=all-warnings", str(source)]
    done = subprocess.run([*command, "-o", str(tmp_path / "prelude.o")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
