"""Reductions against NumPy: values, dtypes, empty axes; products with zeros; variances far from zero."""

from __future__ import annotations

import math
import warnings
from typing import Any

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from function_cases import Case, assert_same, at_once
from hypothesis import given
from hypothesis import strategies as st

import autograph as ag
from autograph.errors import ArgumentError, DtypeError, RangeError

X = np.random.default_rng(4).normal(size=(3, 4, 21)).astype(np.float32)
Z = X.copy()
Z[0, 0, 3] = Z[1, 1, 4] = Z[1, 1, 7] = 0
INTS = (np.arange(40, dtype=np.int8) * 7 % 11 - 5).reshape(2, 20)
BYTES = np.arange(60, dtype=np.uint8).reshape(2, 30) * 4
EMPTY = np.zeros((2, 0, 3), np.float32)
TOLERANCE = 2e-5


def logsumexp(a: Any, axis: Any = None) -> Any:
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(a.astype(np.float64)), axis=axis)).astype(np.float32)


CASES = [
    Case("sum", lambda a: ag.sum(a, axis=(0, 2), keepdims=True), lambda a: np.sum(a, (0, 2), keepdims=True), (X,)),
    Case("sum_in_float64", lambda a: ag.sum(a, dtype=ag.float64), lambda a: np.sum(a, dtype=np.float64), (X,)),
    Case("sum_wraps", lambda a: ag.sum(a, 1, dtype=ag.uint8), lambda a: np.sum(a, 1, dtype=np.uint8), (BYTES,)),
    Case("sum_of_bytes", lambda a: ag.sum(a, 1), lambda a: np.sum(a, 1), (BYTES,)),
    Case("sum_as_float", lambda a: ag.sum(a, 1, dtype=ag.float32), lambda a: np.sum(a, 1, dtype="f"), (INTS,)),
    Case("prod", lambda a: ag.prod(a, axis=2), lambda a: np.prod(a, 2), (X,)),
    Case("prod_all", lambda a: ag.prod(a), lambda a: np.prod(a), (X,)),
    Case("prod_of_none", lambda a: ag.prod(a, axis=1), lambda a: np.prod(a, 1), (EMPTY,)),
    Case("prod_wraps", lambda a: ag.prod(a + 3, axis=1), lambda a: np.prod(a + np.int8(3), 1), (INTS,)),
    Case("prod_narrow", lambda a: ag.prod(a, 1, dtype=ag.int8), lambda a: np.prod(a, 1, dtype=np.int8), (INTS | 1,)),
    Case("prod_of_bytes", lambda a: ag.prod(a, 0), lambda a: np.prod(a, 0), (BYTES,)),
    Case("mean", lambda a: ag.mean(a, 1, True), lambda a: np.mean(a, 1, keepdims=True), (X,)),
    Case("mean_of_ones", lambda a: a.mean() == 1, lambda a: a.mean() == 1, (np.ones(49),)),
    Case("mean_of_none", lambda a: ag.mean(a, 1), lambda a: np.full((2, 3), np.nan, "f"), (EMPTY,)),
    Case("var", lambda a: ag.var(a, axis=(1, 2)), lambda a: np.var(a, (1, 2)), (X,)),
    Case("var_corrected", lambda a: a.var(2, correction=1.5), lambda a: np.var(a, 2, ddof=1.5), (X,)),
    Case("var_of_few", lambda a: ag.var(a[:, :1], 1, correction=1), lambda a: a[:, 0] * np.float32("nan"), (X,)),
    Case("var_of_integers", lambda a: ag.var(a, 1), lambda a: np.var(a, 1, dtype="f"), (INTS,)),
    Case("std", lambda a: ag.std(a, axis=0, correction=1, keepdims=True),
         lambda a: np.std(a, 0, ddof=1, keepdims=True), (X,)),
    Case("any", lambda a: ag.any(a > 2, axis=1), lambda a: np.any(a > 2, 1), (X,)),
    Case("any_long", lambda a: ag.any(a > 1.5, axis=(0, 2)), lambda a: np.any(a > 1.5, (0, 2)), (X,)),
    Case("any_of_all", lambda a: (a > 9).any(), lambda a: (a > 9).any(), (X,)),
    Case("any_of_none", lambda a: ag.any(a, 1, True), lambda a: np.any(a, 1, keepdims=True), (EMPTY,)),
    Case("all", lambda a: ag.all(a < 2, axis=-1), lambda a: np.all(a < 2, -1), (X,)),
    Case("all_of_numbers", lambda a: ag.all(a, axis=0), lambda a: np.all(a, 0), (Z,)),
    Case("all_of_none", lambda a: ag.all(a, 1), lambda a: np.all(a, 1), (EMPTY,)),
    Case("all_of_all", lambda a: (a > -9).all(), lambda a: (a > -9).all(), (X,)),
    Case("max", lambda a: ag.max(a, axis=(0, 1)), lambda a: np.max(a, (0, 1)), (X,)),
    Case("min", lambda a: ag.min(a, axis=()), lambda a: np.min(a, ()), (INTS,)),
    Case("count_nonzero", lambda a: ag.count_nonzero(a, axis=2), lambda a: np.count_nonzero(a, 2), (Z,)),
    Case("logsumexp", lambda a: ag.logsumexp(a, 1), lambda a: logsumexp(a, 1), (X,)),
    Case("logsumexp_all", lambda a: ag.logsumexp(a), lambda a: logsumexp(a), (X,)),
    Case("logsumexp_of_none", lambda a: ag.logsumexp(a, 1), lambda a: logsumexp(a, 1), (EMPTY,)),
    Case("logsumexp_far", lambda a: ag.logsumexp(a + 300, 1) - 300, lambda a: logsumexp(a, 1), (X,)),
    Case("logsumexp_infinite", lambda a: ag.logsumexp(a, 1),
         lambda a: np.array([-np.inf, np.inf, np.nan], "f"),
         (np.array([[-np.inf] * 2, [np.inf, 1], [np.nan, np.inf]], "f"),)),
    Case("diff", lambda a: ag.diff(a, n=2), lambda a: np.diff(a, 2), (X,)),
    Case("diff_ends", lambda a, b: ag.diff(a, axis=1, prepend=b, append=a[:, :1]),
         lambda a, b: np.diff(a, axis=1, prepend=b, append=a[:, :1]), (X, X[:, 1:3])),
    Case("diff_of_one", lambda a: ag.diff(a[:1], axis=0, n=3), lambda a: np.diff(a[:1], 3, 0), (X,)),
]  # fmt: skip


def test_at_once(number: int) -> None:
    case = CASES[number]
    assert_same(at_once(case), case.theirs(*case.arrays), TOLERANCE)


def test_in_a_compiled_call(number: int, results: list[Any]) -> None:
    assert_same(results[number], CASES[number].theirs(*CASES[number].arrays), TOLERANCE)


# -- any shape and dtype

SHAPES = hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=5)
WHOLE = st.sampled_from(["?", "b", "i", "q", "B", "H", "I", "Q"]).flatmap(lambda d: hnp.arrays(np.dtype(d), SHAPES))
FLOATS = hnp.arrays(np.float64, SHAPES, elements=st.floats(-8, 8, width=32))


def some_axes(data: Any, a: Any) -> tuple[int, ...] | None:
    return data.draw(st.none() | st.sets(st.integers(0, a.ndim - 1)).map(tuple) if a.ndim else st.none())


@given(WHOLE, st.data())
def test_of_integers_and_bools(a: Any, data: Any) -> None:
    axis, keepdims = some_axes(data, a), data.draw(st.booleans())
    t = ag.asarray(a)
    for name in ("sum", "prod", "any", "all", "count_nonzero"):
        wanted = np.asarray(getattr(np, name)(a, axis=axis, keepdims=keepdims))
        assert_same([getattr(ag, name)(t, axis=axis, keepdims=keepdims).numpy()], wanted)


@given(FLOATS, st.data())
def test_of_floats(a: Any, data: Any) -> None:
    axis, keepdims = some_axes(data, a), data.draw(st.booleans())
    t = ag.asarray(a)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # NumPy tells of means of nothing
        for name in ("sum", "prod", "mean", "std"):
            wanted = getattr(np, name)(a, axis=axis, keepdims=keepdims)
            assert_same([getattr(ag, name)(t, axis=axis, keepdims=keepdims).numpy()], wanted, 1e-12)
        assert_same([ag.var(t, axis, 1.0, keepdims).numpy()], np.var(a, axis=axis, ddof=1, keepdims=keepdims), 1e-12)
        wanted = np.log(np.sum(np.exp(a), axis=axis, keepdims=keepdims))
        assert_same([ag.logsumexp(t, axis, keepdims).numpy()], wanted, 1e-12)


# -- what is hard


def test_a_large_mean_costs_the_variance_no_digits() -> None:
    x = np.arange(1000, dtype=np.float32) % 7 + 40_000
    np.testing.assert_allclose(ag.var(x).item(), np.var(x.astype(np.float64)), rtol=1e-5)


ZEROS = [np.array([2.0, 3.0, 4.0]), np.array([2.0, 0.0, 4.0]), np.array([0.0, 3.0, 0.0]), np.array([5.0])]


@pytest.mark.parametrize("x", ZEROS, ids=str)
@pytest.mark.parametrize("compiled", [False, pytest.param(True, marks=pytest.mark.compiler)])
def test_derivatives_of_a_product_with_zeros(x: Any, compiled: bool) -> None:
    """∂/∂xᵢ is the product of the others; ∂²/∂xᵢ∂xⱼ of the rest."""
    weights = np.arange(1.0, x.size + 1)
    first = ag.grad(ag.prod)
    second = ag.grad(lambda t: (first(t) * weights).sum())
    run = ag.compile if compiled else lambda f: f
    n = range(x.size)
    others = [math.prod(x[k] for k in n if k != i) for i in n]
    rest = [sum(weights[j] * math.prod(x[k] for k in n if k not in (i, j)) for j in n if j != i) for i in n]
    assert run(first)(ag.asarray(x)).tolist() == others
    assert run(second)(ag.asarray(x)).tolist() == rest


def test_derivatives_are_slopes() -> None:
    x = np.random.default_rng(6).uniform(0.5, 1.5, (3, 4))
    functions = [
        lambda t: (t.var(0, 1) * np.arange(4.0)).sum(),
        lambda t: (t.std(1) ** 3).sum(),
        lambda t: (ag.logsumexp(t, 1) ** 2).sum(),
        lambda t: (ag.diff(t, n=2) ** 3).sum(),
        lambda t: (ag.prod(t, 1) ** 2).sum(),
    ]
    h = 1e-5
    for f in functions:
        ends = [(f(ag.asarray(x + d)) - f(ag.asarray(x - d))).item() for d in h * np.eye(12).reshape(12, 3, 4)]
        np.testing.assert_allclose(ag.grad(f)(ag.asarray(x)).numpy().ravel(), np.array(ends) / 2 / h, atol=1e-7)


def test_a_shifted_logsumexp_has_softmax_as_its_derivative() -> None:
    x = np.array([1000.0, 1000.0 + math.log(3)])
    np.testing.assert_allclose(ag.grad(ag.logsumexp)(ag.asarray(x)).numpy(), [0.25, 0.75])


ERRORS: list[tuple[Any, type[Exception], str]] = [
    (lambda: ag.prod(X, axis=3), RangeError, "axis 3 of 3 axes is out of range"),
    (lambda: ag.any(X, axis=(0, 0)), ArgumentError, "names an axis of float32.* twice"),
    (lambda: ag.max(EMPTY, axis=1), ag.errors.ShapeError, "no elements along axes"),
    (lambda: ag.var(X, axis="0"), ArgumentError, "axis='0'"),
    (lambda: ag.diff(X, n=-1), ArgumentError, "diff: n=-1"),
    (lambda: ag.diff(X > 0), DtypeError, "subtract: bool"),
    (lambda: ag.sum(X, dtype="complex64"), DtypeError, "complex64 is not supported"),
]


@pytest.mark.parametrize(("call", "error", "message"), ERRORS)
def test_what_does_not_fit_is_refused(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as caught:
        call()
    assert len(str(caught.value).splitlines()) == 3
