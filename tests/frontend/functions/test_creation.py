"""New tensors: `arange` and `linspace` against NumPy, filled ones of any shape, also where they are compiled."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from function_cases import Case, assert_same, at_once
from hypothesis import given
from hypothesis import strategies as st

import autograph as ag
from autograph.errors import ArgumentError, DeviceError, DtypeError, RangeError, ShapeError

X = np.arange(6, dtype=np.int16).reshape(2, 3)
SHAPES: list[Any] = [(), 3, (2, 3), (0,), (2, 0, 3)]

CASES = [
    Case("arange", lambda: ag.arange(5), lambda: np.arange(5), ()),
    Case("arange_down", lambda: ag.arange(7, -4, -3), lambda: np.arange(7, -4, -3), ()),
    Case("arange_none", lambda: ag.arange(3, 3), lambda: np.arange(3, 3), ()),
    Case("arange_float", lambda: ag.arange(0.5, 3, 0.25), lambda: np.arange(0.5, 3, 0.25, dtype="f"), ()),
    Case("arange_tenths", lambda: ag.arange(0.0, 1.0, 0.1), lambda: np.arange(0, 1, 0.1).astype("f"), ()),
    Case("arange_narrow", lambda: ag.arange(-3, 3, dtype=ag.int8), lambda: np.arange(-3, 3, dtype=np.int8), ()),
    Case("arange_float64", lambda: ag.arange(4, dtype=ag.float64), lambda: np.arange(4.0), ()),
    Case("arange_uint64", lambda: ag.arange(2**63 + 5, 2**63 + 9, 2, dtype=ag.uint64),
         lambda: np.array([2**63 + 5, 2**63 + 7], np.uint64), ()),
    Case("linspace", lambda: ag.linspace(-1, 2, 7), lambda: np.linspace(-1, 2, 7, dtype="f"), ()),
    Case("linspace_open", lambda: ag.linspace(0.1, 2.3, 50, endpoint=False),
         lambda: np.linspace(0.1, 2.3, 50, endpoint=False, dtype="f"), ()),
    Case("linspace_one", lambda: ag.linspace(3, 4, 1, dtype=ag.float64), lambda: np.linspace(3, 4, 1), ()),
    Case("linspace_none", lambda: ag.linspace(3, 4, 0), lambda: np.linspace(3, 4, 0, dtype="f"), ()),
    Case("eye", lambda: ag.eye(3, 5, k=1), lambda: np.eye(3, 5, 1, dtype="f"), ()),
    Case("eye_square", lambda: ag.eye(40, dtype=ag.int8), lambda: np.eye(40, dtype=np.int8), ()),
    Case("eye_below", lambda: ag.eye(3, k=-1, dtype=ag.bool), lambda: np.eye(3, k=-1, dtype=bool), ()),
    Case("eye_empty", lambda: ag.eye(0, 3), lambda: np.eye(0, 3, dtype="f"), ()),
    *[Case(f"full{s}", lambda s=s: ag.full(s, 2.5), lambda s=s: np.full(s, 2.5, "f"), ()) for s in SHAPES],
    *[Case(f"zeros{s}", lambda s=s: ag.zeros(s, dtype=ag.int8), lambda s=s: np.zeros(s, "b"), ()) for s in SHAPES],
    *[Case(f"ones{s}", lambda s=s: ag.ones(s, dtype=bool), lambda s=s: np.ones(s, bool), ()) for s in SHAPES],
    Case("full_int", lambda: ag.full((2,), 7), lambda: np.full((2,), 7), ()),
    Case("full_bool", lambda: ag.full((2,), True), lambda: np.full((2,), True), ()),
    Case("full_like", lambda a: ag.full_like(a, 7), lambda a: np.full_like(a, 7), (X,)),
    Case("full_like_float", lambda a: ag.full_like(a, 0.5, dtype=ag.float32),
         lambda a: np.full_like(a, 0.5, dtype="f"), (X,)),
    Case("zeros_like", lambda a: ag.zeros_like(a), np.zeros_like, (X,)),
    Case("ones_like", lambda a: ag.ones_like(a, dtype=ag.float64), lambda a: np.ones_like(a, dtype="d"), (X,)),
]  # fmt: skip


def test_at_once(number: int) -> None:
    case = CASES[number]
    assert_same(at_once(case), case.theirs(*case.arrays))


def test_in_a_compiled_call(number: int, results: list[Any]) -> None:
    # Fused multiply-adds round once where NumPy rounds twice: in float64, one bit of which float32 rarely sees.
    assert_same(results[number], CASES[number].theirs(*CASES[number].arrays), 1e-7)


@given(st.integers(-20, 20), st.integers(-20, 20), st.integers(-5, 5).filter(bool))
def test_integers_count_as_in_numpy(start: int, stop: int, step: int) -> None:
    assert_same([ag.arange(start, stop, step).numpy()], np.arange(start, stop, step))


@given(st.floats(-9, 9), st.floats(-9, 9), st.floats(0.1, 3))
def test_floats_count_as_in_numpy(start: float, stop: float, step: float) -> None:
    assert_same([ag.arange(start, stop, step, dtype=ag.float64).numpy()], np.arange(start, stop, step), 1e-13)


@given(st.floats(-9, 9), st.floats(-9, 9), st.integers(0, 9), st.booleans())
def test_lines_end_where_they_should(start: float, stop: float, num: int, endpoint: bool) -> None:
    found = ag.linspace(start, stop, num, dtype=ag.float64, endpoint=endpoint).numpy()
    assert_same([found], np.linspace(start, stop, num, endpoint=endpoint), 1e-13)
    assert not (endpoint and num > 1) or found[-1] == stop


@pytest.mark.compiler
def test_other_ends_compile_nothing() -> None:
    f = ag.compile(lambda stop: ag.linspace(0.0, stop, 5) + ag.full(5, stop))
    assert f(1.0).tolist() == [1, 1.25, 1.5, 1.75, 2]
    before = f.stats.compilations
    assert f(2.0).tolist() == [2, 2.5, 3, 3.5, 4] and f.stats.compilations == before


def test_what_is_empty_has_a_type() -> None:
    assert (ag.empty((2, 0)).shape, ag.empty(3, dtype=ag.int8).dtype) == ((2, 0), ag.int8)
    like = ag.empty_like(ag.zeros((2, 3), dtype=ag.float64), device="cpu")
    assert (like.shape, like.dtype) == ((2, 3), ag.float64)


ERRORS: list[tuple[Any, type[Exception], str]] = [
    (lambda: ag.arange(1, 2, 0), ArgumentError, "arange: from 1 to 2 by 0"),
    (lambda: ag.arange(0, float("inf")), ArgumentError, "arange: from 0 to inf by 1"),
    (lambda: ag.arange(3, dtype="int3"), DtypeError, "int3"),
    (lambda: ag.linspace(0, 1, 5, dtype=ag.int32), DtypeError, "linspace of int32"),
    (lambda: ag.linspace(0, 1, -1), ArgumentError, "linspace: num=-1"),
    (lambda: ag.linspace(0, 1, 2.5), ArgumentError, "linspace: num=2.5 is no integer"),
    (lambda: ag.eye(-1), ShapeError, "negative extent"),
    (lambda: ag.zeros((2, -1)), ShapeError, "negative extent"),
    (lambda: ag.full(2, -1, dtype=ag.uint8), RangeError, "-1 does not fit uint8"),
    (lambda: ag.zeros(2, device="tpu"), DeviceError, "'tpu'"),
]


@pytest.mark.parametrize(("call", "error", "message"), ERRORS)
def test_what_does_not_fit_is_refused(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as caught:
        call()
    assert len(str(caught.value).splitlines()) == 3
