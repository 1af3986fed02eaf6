"""Elementwise functions of the array API standard: names, dtypes, errors, and the same values in each way to run."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import autograph as ag
from autograph import config
from autograph.errors import DtypeError

#: data-apis.org/array-api/2024.12, without real, imag and conj, which are about complex numbers.
STANDARD = """
abs acos acosh add asin asinh atan atan2 atanh bitwise_and bitwise_left_shift bitwise_invert bitwise_or
bitwise_right_shift bitwise_xor ceil clip copysign cos cosh divide equal exp expm1 floor floor_divide greater
greater_equal hypot isfinite isinf isnan less less_equal log log1p log2 log10 logaddexp logical_and logical_not
logical_or logical_xor maximum minimum multiply negative nextafter not_equal positive pow reciprocal remainder round
sign signbit sin sinh square sqrt subtract tan tanh trunc
""".split()
EXTRA = "erf exp2 relu rsqrt sigmoid".split()
OF_FLOATS = """
acos acosh asin asinh atan atanh cos cosh exp exp2 expm1 log log1p log2 log10 reciprocal rsqrt sigmoid erf sin sinh sqrt
tan tanh
""".split()
TO_BOOL = "isfinite isinf isnan signbit logical_not".split()
KEEPING = "abs ceil floor negative positive round sign square trunc".split()
OF_INTEGERS = "bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift".split()
TO_FLOAT = "atan2 copysign divide hypot logaddexp nextafter".split()
OF_NUMBERS = "floor_divide remainder subtract".split()
#: NumPy's name, where it is another.
NUMPY: dict[str, Callable[..., Any]] = {
    "bitwise_invert": np.invert,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "rsqrt": lambda x: 1 / np.sqrt(x),
    "erf": np.vectorize(math.erf, otypes=[np.float64]),
}
FLOATS = np.array([-2.5, -1.0, -0.6, -0.0, 0.25, 0.5, 1.0, 1.5, 2.5, 40.0, np.nan, np.inf, -np.inf] * 3)
INTEGERS = np.array([-7, -3, -1, 0, 1, 2, 3, 6, 100] * 4)
OLD = {
    "acos": "arccos", "acosh": "arccosh", "asin": "arcsin", "asinh": "arcsinh", "atan": "arctan", "atan2": "arctan2",
    "atanh": "arctanh", "bitwise_invert": "invert", "bitwise_left_shift": "left_shift",
    "bitwise_right_shift": "right_shift", "pow": "power",
}  # fmt: skip


def meaning(name: str) -> Callable[..., Any]:
    before = OLD.get(name, name)  # NumPy has the standard's names since 2.0
    return NUMPY.get(name) or getattr(np, before)


def both_ways(function: Callable[..., ag.Tensor], *arrays: np.ndarray, rtol: float) -> np.ndarray:
    """The eager result, once compiled code and the interpreter have given the same."""
    eager = function(*map(ag.asarray, arrays)).numpy()
    compiled = ag.compile(function)(*arrays).numpy()
    assert compiled.dtype == eager.dtype
    np.testing.assert_allclose(compiled, eager, rtol=rtol)
    return eager


def test_the_standard_is_complete() -> None:
    assert [name for name in (*STANDARD, *EXTRA) if not callable(getattr(ag, name, None))] == []
    assert [name for name in (*STANDARD, *EXTRA) if not (getattr(ag, name).__doc__ or "").strip()] == []


@pytest.mark.compiler
@pytest.mark.parametrize("mode", ["compile", "interpret"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_functions_of_one(dtype: type, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "mode", mode)
    names = [*OF_FLOATS, *TO_BOOL, *KEEPING]

    @ag.compile
    def compiled(x: ag.Tensor) -> list[ag.Tensor]:
        return [getattr(ag, name)(x) for name in names]

    x = FLOATS.astype(dtype)
    for name, got in zip(names, compiled(x)):
        eager = getattr(ag, name)(x)
        with np.errstate(all="ignore"):
            want = meaning(name)(x)
        assert got.dtype is eager.dtype is (ag.bool if name in TO_BOOL else ag.asarray(x).dtype), name
        for value in (got, eager):
            np.testing.assert_allclose(value.numpy(), want, rtol=1e-6 if dtype == np.float32 else 1e-14, err_msg=name)


@pytest.mark.compiler
@pytest.mark.parametrize("dtype", [np.int8, np.int64, np.uint16])
def test_functions_of_integers(dtype: type) -> None:
    names = [*OF_FLOATS, *TO_BOOL, *KEEPING, "bitwise_invert"]

    @ag.compile
    def compiled(x: ag.Tensor) -> list[ag.Tensor]:
        return [getattr(ag, name)(x) for name in names]

    x = INTEGERS.astype(dtype)
    for name, got in zip(names, compiled(x)):
        eager = getattr(ag, name)(x)
        of_floats = name in OF_FLOATS
        with np.errstate(all="ignore"):
            want = meaning(name)(x.astype(np.float32) if of_floats else x)
        kind = ag.float32 if of_floats else ag.bool if name in TO_BOOL else ag.asarray(x).dtype
        assert got.dtype is eager.dtype is kind, name
        for value in (got, eager):
            np.testing.assert_allclose(value.numpy(), want, rtol=1e-6, err_msg=name)


@pytest.mark.parametrize("name", [*OF_INTEGERS, *TO_FLOAT, *OF_NUMBERS])
def test_dtypes_of_functions_of_two(name: str) -> None:
    function = getattr(ag, name)
    small, large = ag.asarray(np.ones(3, np.int8)), ag.asarray(np.ones((2, 1), np.uint16))
    of_integers = function(small, large)
    assert of_integers.shape == (2, 3)
    assert of_integers.dtype is (ag.float32 if name in TO_FLOAT else ag.int32)
    if name not in OF_INTEGERS:
        assert function(small, ag.asarray(np.ones(3))).dtype is ag.float64
        assert function(ag.asarray(np.ones(3, np.float32)), 2).dtype is ag.float32


REFUSED: dict[str, tuple[Callable[[Any, Any], Any], str, str]] = {
    "floor": (lambda x, t: ag.floor(t), "floor: bool[3]", "astype"),
    "sign": (lambda x, t: ag.sign(t), "sign: bool[3]", "astype"),
    "isnan": (lambda x, t: ag.isnan(t), "isnan: bool[3]", "astype"),
    "pow": (lambda x, t: t**t, "pow: bool[3] and bool[3]", "astype"),
    "negative power": (lambda x, t: ag.pow(t, -2), "pow: bool[3] to the power of -2", "floats"),
    "positive": (lambda x, t: +t, "positive: bool[3]", "bools have no sign"),
    "remainder": (lambda x, t: t % t, "remainder: bool[3] and bool[3]", "astype"),
    "floor_divide": (lambda x, t: t // t, "floor_divide: bool[3] and bool[3]", "astype"),
    "and": (lambda x, t: x & t, "bitwise_and: float32[3] and bool[3]", "compare first"),
    "or": (lambda x, t: x | 1, "bitwise_or: float32[3] and float32[]", "logical_or"),
    "invert": (lambda x, t: ~x, "bitwise_invert: float32[3]", "logical_not"),
    "shift": (lambda x, t: x << 1, "bitwise_left_shift: float32[3] and float32[]", "integers"),
    "nextafter": (lambda x, t: ag.nextafter(x.astype("float16"), t), "nextafter: float16[3] and bool[3]", "float32"),
    "shift of bools": (lambda x, t: t >> t, "bitwise_right_shift: bool[3] and bool[3]", "no bits to shift"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_function_means_nothing_for_is_refused(name: str) -> None:
    call, what, hint = REFUSED[name]
    with pytest.raises(DtypeError) as caught:
        call(ag.asarray(np.ones(3, np.float32)), ag.asarray(np.ones(3, bool)))
    lines = str(caught.value).split("\n")
    assert lines[0] == what and "test_elementwise.py" in lines[1] and hint in lines[2]


@pytest.mark.compiler
def test_operators_of_integers() -> None:
    x, y = INTEGERS, np.roll(INTEGERS, 5)

    def operators(a: Any, b: Any) -> list[Any]:
        c = a + 0  # NumPy's operator writes in place
        c //= 3
        quotients = [a // b, a % b, 100 // b, 100 % b, a % 7 == 3, c]
        bits = [a & b, a | b, a ^ b, ~a, 6 & a, 6 | a, 6 ^ a]
        shifts = [a << 2, a >> 1, 1 << (b & 7), -100 >> (b & 7)]
        return [*quotients, *bits, *shifts, +a, (a > 0) ^ (b > 0), True ^ (a > 0)]

    with np.errstate(all="ignore"):
        wanted = operators(x, y)
    eager = operators(ag.asarray(x), ag.asarray(y))
    for want, *got in zip(wanted, eager, ag.compile(operators)(x, y), operators(x, ag.asarray(y))):
        for value in got:
            np.testing.assert_array_equal(value.numpy() if isinstance(value, ag.Tensor) else value, want)
            assert value.dtype == want.dtype if isinstance(value, np.ndarray) else value.dtype.numpy == want.dtype


@pytest.mark.compiler
@pytest.mark.parametrize("dtype", [np.int8, np.int64, np.uint16])
def test_powers_of_integers_are_integers(dtype: type) -> None:
    x, y = INTEGERS.astype(dtype), (np.arange(INTEGERS.size) % 7).astype(dtype)

    def powers(a: Any, b: Any) -> list[Any]:
        return [a**b, a**0, a**1, a**2, a**13, 3**b, a.astype(np.int8 if isinstance(a, np.ndarray) else ag.int8) ** b]

    for want, *got in zip(powers(x, y), powers(ag.asarray(x), ag.asarray(y)), ag.compile(powers)(x, y)):
        for value in got:
            assert value.dtype.numpy == want.dtype
            np.testing.assert_array_equal(value.numpy(), want)


@pytest.mark.compiler
def test_negative_powers_of_integers_are_rounded_towards_zero() -> None:
    x, y = np.array([-2, -1, -1, 0, 1, 2, 3]), np.array([-1, -2, -3, -1, -9, -(2**63), -1])
    assert both_ways(ag.pow, x, y, rtol=0).tolist() == [0, 1, -1, 0, 1, 0, 0]
    assert (ag.asarray([2, 4]) ** -1.0).tolist() == [0.5, 0.25]


@given(st.integers(-(2**63), 2**63 - 1), st.integers(-(2**63), 2**63 - 1).filter(bool))
def test_quotient_and_remainder_belong_together(x: int, y: int) -> None:
    a, b = ag.asarray(np.array([x])), ag.asarray(np.array([y]))
    quotient, rest = a // b, a % b
    assert rest.item() == x % y
    assert (quotient.item() - x // y) % 2**64 == 0  # -2⁶³ / -1 wraps
    assert (quotient * b + rest).item() == x


@pytest.mark.compiler
def test_clip() -> None:
    x = np.array([-3.0, -1.0, 0.5, 1.0, 7.0, np.nan, np.inf, -np.inf], np.float32)
    for low, high in ((-1, 1), (None, 0.5), (-2.0, None), (np.float32(0), np.linspace(-1, 6, 8, dtype=np.float32))):
        got = both_ways(lambda v, low=low, high=high: ag.clip(v, low, high), x, rtol=0)
        np.testing.assert_array_equal(got, np.clip(x, low, high))
        assert got.dtype == np.float32
    np.testing.assert_array_equal(ag.clip(x).numpy(), x)
    np.testing.assert_array_equal(ag.clip(np.arange(5), min=1, max=3).numpy(), [1, 1, 2, 3, 3])
    slope = ag.grad(lambda v: ag.clip(v, -1, 1).sum())(ag.asarray(np.array([-3.0, -1, 0.5, 1, 7])))
    np.testing.assert_array_equal(slope.numpy(), [0, 0.5, 1, 0.5, 0])


KINKS: dict[str, tuple[Callable[..., ag.Tensor], tuple[float, ...], tuple[float, ...]]] = {
    "hypot at 0": (ag.hypot, (0.0, 0.0), (0.0, 0.0)),
    "hypot far out": (ag.hypot, (3e200, -4e200), (0.6, -0.8)),
    "atan2 at 0": (ag.atan2, (0.0, 0.0), (0.0, 0.0)),
    "atan2 far out": (ag.atan2, (1e200, 1e200), (0.5e-200, -0.5e-200)),
    "logaddexp of infinities": (ag.logaddexp, (math.inf, 1.0), (1.0, 0.0)),
    "logaddexp of nothing": (ag.logaddexp, (-math.inf, -math.inf), (1.0, 1.0)),
    "logaddexp with nothing": (ag.logaddexp, (-math.inf, 2.0), (0.0, 1.0)),
    "copysign at 0": (ag.copysign, (0.0, -1.0), (-1.0, 0.0)),
    "copysign at -0": (ag.copysign, (-0.0, -1.0), (1.0, 0.0)),
    "remainder": (ag.remainder, (7.5, -2.0), (1.0, 4.0)),
    "floor_divide": (ag.floor_divide, (7.5, 2.0), (0.0, 0.0)),
    "floor": (ag.floor, (1.0,), (0.0,)),
    "sign": (ag.sign, (0.0,), (0.0,)),
    "sigmoid far out": (ag.sigmoid, (-800.0,), (0.0,)),
}


@pytest.mark.compiler
@pytest.mark.parametrize("name", KINKS)
def test_derivatives_at_the_edge_are_those_stated(name: str) -> None:
    function, point, wanted = KINKS[name]
    slopes = ag.grad(function, argnums=tuple(range(len(point))))
    arrays = [np.array(p) for p in point]
    for got in (slopes(*map(ag.asarray, arrays)), ag.compile(slopes)(*arrays)):
        for value, want in zip(got, wanted):
            np.testing.assert_allclose(value.numpy(), want, rtol=1e-12, atol=0)


@pytest.mark.compiler
def test_against_torch() -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(4)
    names = "expm1 log1p sigmoid rsqrt erf tan asin acos atan sinh cosh asinh atanh exp2 log2 log10".split()
    x = rng.uniform(0.1, 0.9, 50)

    @ag.compile
    def slopes(x: ag.Tensor) -> list[ag.Tensor]:
        return [ag.grad(lambda v, name=name: getattr(ag, name)(v).sum())(x) for name in names]

    for name, got in zip(names, slopes(x)):
        t = torch.tensor(x, requires_grad=True)
        getattr(torch, name)(t).sum().backward()
        np.testing.assert_allclose(got.numpy(), t.grad.numpy(), rtol=1e-12, err_msg=name)


@pytest.mark.compiler
def test_choices_among_doubles_made_of_floats() -> None:
    """gcc 12 breaks down where the bits of such a double are read."""
    rng = np.random.default_rng(3)
    x, b, c = rng.normal(size=(67,)).astype(np.float32), rng.normal(size=67), rng.normal(size=67)

    @ag.compile
    def chosen(x: ag.Tensor, b: ag.Tensor, c: ag.Tensor) -> list[ag.Tensor]:
        wide = ag.astype(x, ag.float64)
        return [ag.where(b <= c, wide, c), ag.where(b <= c, c, wide), ag.maximum(wide, b), ag.sum(wide), ag.abs(wide)]

    wide = x.astype(np.float64)
    wanted = [np.where(b <= c, wide, c), np.where(b <= c, c, wide), np.maximum(wide, b), wide.sum(), np.abs(wide)]
    for got, value in zip(chosen(x, b, c), wanted):
        np.testing.assert_allclose(got.numpy(), value, rtol=1e-14)
