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

#: Functions with NumPy's names, and those that NumPy calls otherwise or lacks.
NAMED = "exp exp2 expm1 log log1p log2 log10 tanh sin cos tan sinh cosh sqrt".split()
OTHERS: dict[str, Any] = {
    "erf": np.vectorize(math.erf, otypes=[np.float64]), "rsqrt": lambda x: 1 / np.sqrt(x),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)), "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan,
    "asinh": np.arcsinh, "acosh": np.arccosh, "atanh": np.arctanh,
}  # fmt: skip
ELEMENTARY = [*NAMED, *OTHERS]
#: Whose results are as good as zero where they are no normal numbers; a launch flushes those of all functions.
FLUSHED = ("exp", "exp2", "sigmoid")
OF_TWO: dict[str, Any] = {"pow": np.power, "atan2": np.arctan2, "hypot": np.hypot}


def elementary() -> str:
    each = [EACH.format(f=f, **words) for f in ELEMENTARY for words in types(["f32", "f64"])]
    return "".join(each + [PAIRS.format(f=f, **words) for f in OF_TWO for words in types(["f32", "f64"])])


@pytest.fixture(scope="module", params=BUILDS)
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(request.param, elementary(), tmp_path_factory.mktemp(request.param))


def from_bits(*bits: int) -> np.ndarray:
    return np.array(bits, np.uint32).view(np.float32)


def edges() -> np.ndarray:
    """Zeros, ends of the subnormal and normal ranges, infinities, NaN, and around each place where a method turns."""
    ends = from_bits(0, 1, 2, 0x7FFFFF, 0x800000, 0x7F7FFFFF, 0x7F800000, 0x7FC00000)
    turns = [1, 0.5, 2, 0.55, 0.346574, 0.7071068, 1.4142135, 4, 9.02, 18, 32768, 1e9, 2**23, 2**-24]
    turns += [0.4142135, 2.414213, 2**-12, 105, 126, 128, 151]
    turns += [17.32868, 87.33654, 88.37, 88.37627, 88.72284, 89, 103.27893, 103.97208, 104]
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


def flushed(x: np.ndarray) -> np.ndarray:
    return np.where(np.abs(x) < np.finfo(np.float32).tiny, 0, x)


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


REFERENCE: dict[str, Any] = {name: getattr(np, name) for name in NAMED} | OTHERS


@pytest.mark.compiler
@pytest.mark.parametrize("function", ELEMENTARY)
def test_within_two_ulp_of_double(library: Library, function: str) -> None:
    for x in (any_floats(100_000), usual_floats(100_000)):
        with np.errstate(all="ignore"):
            want = REFERENCE[function](x.astype(np.float64))
        got = library.call(f"{function}_f32x16", x)
        distance = ulps(got, want)
        if function in FLUSHED:
            distance = np.where(flushed(got) == flushed(want), 0, distance)
        worst = np.argmax(distance)
        assert distance[worst] <= 2, f"{function}({x[worst]!r})"


MPMATH: dict[str, Any] = {name: getattr(mpmath, name, None) for name in ELEMENTARY} | {
    "rsqrt": lambda x: 1 / mpmath.sqrt(x),
    "exp2": lambda x: mpmath.power(2, x),
    "log2": lambda x: mpmath.log(x) / mpmath.log(2),
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
}
#: Where a function has a finite value, if that is not everywhere: above, or between.
DOMAIN: dict[str, tuple[float, float]] = dict.fromkeys(("log", "log2", "log10", "sqrt", "rsqrt"), (0, math.inf))
DOMAIN |= {"log1p": (-1, math.inf), "acosh": (1, math.inf), "asin": (-1, 1), "acos": (-1, 1), "atanh": (-1, 1)}


@pytest.mark.compiler
@pytest.mark.parametrize("function", ELEMENTARY)
def test_within_two_ulp_of_mpmath(library: Library, function: str) -> None:
    x = padded(np.concatenate([edges(), usual_floats(400)]))
    x = x[np.isfinite(x) & (x != 0) & (np.abs(x) < 1e5)]
    low, high = DOMAIN.get(function, (-math.inf, math.inf))
    x = np.concatenate([x, np.linspace(-0.99, 0.99, 301, dtype=np.float32)])
    x = x[(x > low) & (x < high)]
    x = np.resize(x, x.size // 16 * 16)
    with mpmath.workprec(80):
        want = np.array([float(MPMATH[function](mpmath.mpf(float(value)))) for value in x])
    got = library.call(f"{function}_f32x4", x)
    distance = ulps(got, want)
    if function in FLUSHED:
        distance = np.where(flushed(got) == flushed(want), 0, distance)
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


INF, NAN, PI = math.inf, math.nan, math.pi
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
    "exp2": [(INF, INF), (-INF, 0.0), (0.0, 1.0), (-0.0, 1.0), (3.0, 8.0), (-2.0, 0.25), (1030.0, INF), (-1080.0, 0.0)],
    "log2": [(INF, INF), (-INF, NAN), (0.0, -INF), (-0.0, -INF), (-1.0, NAN), (1.0, 0.0), (8.0, 3.0), (0.5, -1.0)],
    "log10": [(INF, INF), (-INF, NAN), (0.0, -INF), (-0.0, -INF), (-1.0, NAN), (1.0, 0.0), (1000.0, 3.0)],
    "sigmoid": [(INF, 1.0), (-INF, 0.0), (0.0, 0.5), (-0.0, 0.5), (800.0, 1.0), (-800.0, 0.0)],
    "tan": [(INF, NAN), (-INF, NAN), (0.0, 0.0), (-0.0, -0.0)],
    "asin": [(INF, NAN), (-INF, NAN), (1.5, NAN), (0.0, 0.0), (-0.0, -0.0), (1.0, PI / 2), (-1.0, -PI / 2)],
    "acos": [(INF, NAN), (-INF, NAN), (-1.5, NAN), (1.0, 0.0), (-1.0, PI), (0.0, PI / 2), (-0.0, PI / 2)],
    "atan": [(INF, PI / 2), (-INF, -PI / 2), (0.0, 0.0), (-0.0, -0.0), (1.0, PI / 4)],
    "sinh": [(INF, INF), (-INF, -INF), (0.0, 0.0), (-0.0, -0.0), (800.0, INF), (-800.0, -INF)],
    "cosh": [(INF, INF), (-INF, INF), (0.0, 1.0), (-0.0, 1.0), (800.0, INF), (-800.0, INF)],
    "asinh": [(INF, INF), (-INF, -INF), (0.0, 0.0), (-0.0, -0.0)],
    "acosh": [(INF, INF), (-INF, NAN), (1.0, 0.0), (0.5, NAN), (0.0, NAN), (-2.0, NAN)],
    "atanh": [(INF, NAN), (-INF, NAN), (1.0, INF), (-1.0, -INF), (1.5, NAN), (0.0, 0.0), (-0.0, -0.0)],
}
#: For (x, y): what C's Annex F says.
SPECIAL_PAIRS = {
    "atan2": [
        (0.0, 1.0, 0.0), (-0.0, 1.0, -0.0), (0.0, -1.0, PI), (-0.0, -1.0, -PI), (0.0, 0.0, 0.0), (0.0, -0.0, PI),
        (-0.0, 0.0, -0.0), (-0.0, -0.0, -PI), (1.0, 0.0, PI / 2), (-1.0, -0.0, -PI / 2), (1.0, INF, 0.0),
        (1.0, -INF, PI), (-1.0, -INF, -PI), (INF, 1.0, PI / 2), (-INF, -1.0, -PI / 2), (INF, INF, PI / 4),
        (INF, -INF, 3 * PI / 4), (-INF, INF, -PI / 4), (-INF, -INF, -3 * PI / 4), (NAN, 1.0, NAN), (1.0, NAN, NAN),
        (2.0, 2.0, PI / 4), (-2.0, 2.0, -PI / 4),
    ],
    "hypot": [
        (3.0, -4.0, 5.0), (0.0, -0.0, 0.0), (-2.0, 0.0, 2.0), (INF, NAN, INF), (NAN, -INF, INF), (NAN, 1.0, NAN),
        (3e38, 1e-30, 3e38), (3e-30, 4e-30, 5e-30), (INF, 1.0, INF),
    ],
    "pow": [
        (NAN, 0.0, 1.0), (1.0, NAN, 1.0), (NAN, 1.0, NAN), (0.0, -1.0, INF), (-0.0, -3.0, -INF), (-0.0, -2.0, INF),
        (-1.0, INF, 1.0), (-1.0, -INF, 1.0), (0.5, INF, 0.0), (2.0, -INF, 0.0), (2.0, INF, INF), (INF, -1.0, 0.0),
        (-INF, 3.0, -INF), (-INF, 2.0, INF), (-INF, -3.0, -0.0), (-8.0, 0.5, NAN), (-2.0, 3.0, -8.0), (-0.0, 3.0, -0.0),
        (0.0, 0.0, 1.0), (-2.0, -1.0, -0.5), (0.0, 2.0, 0.0),
    ],
}  # fmt: skip


@pytest.mark.compiler
@pytest.mark.parametrize("type_", ["f32", "f32x16", "f64", "f64x4"])
@pytest.mark.parametrize("function", ELEMENTARY)
def test_special_values(library: Library, function: str, type_: str) -> None:
    dtype = np.float32 if type_.startswith("f32") else np.float64
    pairs = [(NAN, NAN), *SPECIAL[function]]
    if dtype == np.float64:
        pairs = [(x, y) for x, y in pairs if x not in {89.0, -104.0, 1e-45, -30.0}]
    x, want = np.resize(np.array(pairs, np.float64), (16, 2)).T.astype(dtype, order="C")
    got = library.call(f"{function}_{type_}", x)
    got = flushed(got) if function in FLUSHED else got
    np.testing.assert_array_equal(got, want)
    assert (np.signbit(got) == np.signbit(want))[~np.isnan(want)].all()


@pytest.mark.compiler
@pytest.mark.parametrize("type_", ["f32", "f32x4", "f32x16", "f64", "f64x4"])
@pytest.mark.parametrize("function", OF_TWO)
def test_special_values_of_two(library: Library, function: str, type_: str) -> None:
    dtype = np.float32 if type_.startswith("f32") else np.float64
    x, y, want = np.resize(np.array(SPECIAL_PAIRS[function]), (32, 3)).T.astype(dtype, order="C")
    got = library.call(f"{function}_{type_}", x, y)
    np.testing.assert_allclose(got, want, rtol=float(np.finfo(dtype).eps))
    assert (np.signbit(got) == np.signbit(want))[~np.isnan(want)].all()


@pytest.mark.compiler
@pytest.mark.parametrize("function", OF_TWO)
def test_functions_of_two_are_within_two_ulp(library: Library, function: str) -> None:
    rng = np.random.default_rng(9)
    points = [rng.integers(0, 2**32, 48_000, dtype=np.uint32).view(np.float32) for _ in range(2)]
    points += [(rng.standard_normal(48_000) * 3).astype(np.float32) for _ in range(2)]
    near = (1 + rng.standard_normal(48_000) * 1e-3).astype(np.float32)
    for x, y in (points[:2], points[2:], (np.abs(points[2]), points[3]), (near, points[3] * 1e3), (points[3], near)):
        with np.errstate(all="ignore"):
            want = OF_TWO[function](x.astype(np.float64), y.astype(np.float64))
        got = library.call(f"{function}_f32x16", x, y)
        # What lies between zero and the smallest float becomes either, of the right sign.
        either = (np.abs(want) < 2e-45) & (np.abs(got) < 2e-45) & (np.signbit(got) == np.signbit(want))
        distance = np.where(either, 0, ulps(got, want))
        worst = np.argmax(distance)
        assert distance[worst] <= 2, f"{function}({x[worst]!r}, {y[worst]!r})"


@pytest.mark.compiler
def test_double_is_libm(library: Library) -> None:
    for function in ELEMENTARY:
        low, high = DOMAIN.get(function, (-math.inf, math.inf))
        x = np.random.default_rng(3).uniform(max(0.1, low), min(5, high), 64)
        np.testing.assert_allclose(library.call(f"{function}_f64x4", x), REFERENCE[function](x), rtol=1e-15)
    x = np.random.default_rng(3).uniform(0.1, 5, 64)
    for type_, dtype in (("f32x4", np.float32), ("f32", np.float32), ("f64x2", np.float64)):
        y = x.astype(dtype)
        got = library.call(f"pow_{type_}", y, y[::-1].copy())
        np.testing.assert_allclose(got, np.power(y, y[::-1]), rtol=2 * float(np.finfo(dtype).eps))


def test_cuda_has_the_twin_of_every_scalar_function() -> None:
    ends = "|".join(SIZES)
    c = set(re.findall(rf"static inline .*?(\w+_(?:{ends}))\(", prelude("c")))
    cuda = set(re.findall(rf"__device__ __forceinline__ .*?(\w+_(?:{ends}))\(", prelude("cuda")))
    of_threads = re.compile("(load_pack|store_pack|other)_")  # what only lanes that are threads need
    of_digits = re.compile("key_")  # what sorts a row digit by digit, which one thread of a GPU has no room for
    of_both = {name for name in c if not of_digits.match(name)}
    assert of_both == {name for name in cuda if not of_threads.match(name)} and "tanh_f32" in of_both


@pytest.mark.nvcc
def test_cuda_twins_compile(tmp_path: Path) -> None:
    source = tmp_path / "prelude.cu"
    calls = "".join(f"    p[{i}] = {f}_f32(p[{i}]);\n" for i, f in enumerate([*ELEMENTARY, "floor", "rint", "abs"]))
    two = [*OF_TWO, "maximum", "floordiv", "mod", "copysign"]
    calls += "".join(f"    p[50] = {f}_f32(p[50], p[51]);\n" for f in two)
    calls += "    p[52] = select_f32(p[52] < p[53], p[52], p[53]);\n"
    source.write_text(f"{prelude('cuda')}\n__global__ void twins(f32 *p) {{\n{calls}}}\n", encoding="utf-8")
    command = ["nvcc", "-c", "-gencode=arch=compute_90a,code=sm_90a", "-Werror=all-warnings", str(source)]
    done = subprocess.run([*command, "-o", str(tmp_path / "prelude.o")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
