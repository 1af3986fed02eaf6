"""The vector types of generated C: choices mean what NumPy's mean, a fold is one fixed tree, moves stay in bounds."""

from __future__ import annotations

import numpy as np
import pytest
from rendered_prelude import EACH, LANES, PAIRS, SIZES, Library, types

FOLDS = """
void {f}_{v}_each({t} *y, const {t} *x, int64_t n) {{
    for (int64_t i = 0; i < n; i += {w}) y[i / {w}] = {f}_{v}(load_{v}(x + i));
}}
"""
MOVES = """
void select_{v}_each({t} *y, const {t} *x, const {t} *z, int64_t n) {{
    for (int64_t i = 0; i < n; i += {w}) {{
        {v} a = load_{v}(x + i), b = load_{v}(z + i);
        store_{v}(y + i, select_{v}(a < b, a, b));
    }}
}}
void turn_{v}_each({t} *y, const {t} *x, int64_t stride) {{
    scatter_{v}(y, stride, gather_{v}(x, -stride) + iota_{v}() * splat_{v}(2));
}}
"""

SQUARES = """
void square_{v}_each({t} *y, const {t} *x, int64_t stride) {{
    {v} t[{w}];
    transpose_{v}(t, x, stride);
    for (int i = 0; i < {w}; i++) store_{v}(y + i * {w}, t[i]);
}}
void second_{v}_each({t} *y, const {t} *x, int64_t n) {{
    for (int64_t i = 0; i < n / 2; i += {w}) store_{v}(y + i, every_second_{v}(x + 2 * i));
}}
"""


def movement() -> str:
    text = ""
    for words in types(SIZES):
        text += EACH.format(f="abs", **words) + MOVES.format(**words)
        text += "".join(PAIRS.format(f=f, **words) for f in ("maximum", "minimum"))
        text += SQUARES.format(**words) if words["w"] > 1 else ""
        text += "".join(FOLDS.format(f=f"fold_{f}", **words) for f in ("add", "mul", "max", "min"))
    return text


@pytest.fixture(scope="module", params=["gcc", pytest.param("clang", marks=pytest.mark.slow)])
def moves(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(request.param, movement(), tmp_path_factory.mktemp(request.param))


def samples(scalar: str, count: int) -> np.ndarray:
    rng = np.random.default_rng(5)
    if scalar[0] == "f":
        values = rng.choice([-1.5, 0.25, 3.0, np.inf, -np.inf, np.nan, 1e-3, -2.0], count)
        return values.astype(f"f{SIZES[scalar]}")
    dtype = np.dtype({"b": "u"}.get(scalar[0], scalar[0]) + str(SIZES[scalar]))
    ends = np.iinfo(dtype)
    values = rng.integers(ends.min, ends.max, count, dtype=dtype, endpoint=True)
    values[::5], values[::7] = ends.min, ends.max
    return values & 1 if scalar == "b8" else values


@pytest.mark.compiler
@pytest.mark.parametrize("scalar", SIZES)
def test_choices_are_numpys(moves: Library, scalar: str) -> None:
    x, y = samples(scalar, 129)[1:], samples(scalar, 161)[33:]
    for type_ in (words["v"] for words in types([scalar])):
        np.testing.assert_array_equal(moves.call(f"maximum_{type_}", x, y), np.maximum(x, y))
        np.testing.assert_array_equal(moves.call(f"minimum_{type_}", x, y), np.minimum(x, y))
        np.testing.assert_array_equal(moves.call(f"abs_{type_}", x), np.abs(x))
        np.testing.assert_array_equal(moves.call(f"select_{type_}", x, y), np.where(x < y, x, y))


def folded(x: np.ndarray, operation: np.ufunc) -> np.ndarray:
    while x.shape[1] > 1:
        half = x.shape[1] // 2
        x = operation(x[:, :half], x[:, half:])
    return x[:, 0]


@pytest.mark.compiler
@pytest.mark.parametrize("scalar", SIZES)
def test_folds_are_one_tree(moves: Library, scalar: str) -> None:
    mixed = samples(scalar, 320)
    uneven = np.random.default_rng(6).standard_normal(320).astype(mixed.dtype) if scalar[0] == "f" else mixed
    for words in types([scalar]):
        type_, lanes = words["v"], words["w"]
        for name, x in (("add", uneven), ("mul", uneven), ("max", mixed), ("min", mixed)):
            operation = {"add": np.add, "mul": np.multiply, "max": np.maximum, "min": np.minimum}[name]
            with np.errstate(all="ignore"):
                want = folded(x.reshape(-1, lanes), operation)
            got = moves.call(f"fold_{name}_{type_}", x, out=np.empty(320 // lanes, x.dtype))
            np.testing.assert_array_equal(got, want)


@pytest.mark.compiler
@pytest.mark.parametrize("scalar", SIZES)
def test_gather_and_scatter_touch_every_stride_th(moves: Library, scalar: str) -> None:
    source = np.arange(64).astype(samples(scalar, 1).dtype)
    for lanes in LANES:
        for stride in (1, 3):
            out = np.full(64, 99, source.dtype)
            moves.call(f"turn_{scalar}x{lanes}", source[stride * (lanes - 1) :], out=out, last=stride)
            want = np.full(64, 99, source.dtype)
            lane = np.arange(lanes)
            want[lane * stride] = stride * (lanes - 1 - lane) + 2 * lane
            np.testing.assert_array_equal(out, want)


@pytest.mark.compiler
@pytest.mark.parametrize("scalar", SIZES)
def test_every_second_element(moves: Library, scalar: str) -> None:
    source = samples(scalar, 128)
    for lanes in LANES:
        out = np.zeros(64, source.dtype)
        moves.call(f"second_{scalar}x{lanes}", source, out=out)
        np.testing.assert_array_equal(out, source[::2])


@pytest.mark.parametrize("scalar", SIZES)
def test_a_square_is_turned(moves: Library, scalar: str) -> None:
    """Rows become lanes, wherever the rows begin."""
    for lanes in LANES:
        source = samples(scalar, lanes * (lanes + 3))
        out = np.zeros(lanes * lanes, source.dtype)
        moves.call(f"square_{scalar}x{lanes}", source, out=out, last=lanes + 3)
        np.testing.assert_array_equal(out.reshape(lanes, lanes), source.reshape(lanes, lanes + 3)[:, :lanes].T)
