"""check_gradients: what it accepts, and what it says of a wrong derivative."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import nn
from autograph.errors import ArgumentError, GradientError, TraceError

X = np.array([[0.5, -2.0, 3.0]])


def test_right_derivatives_pass() -> None:
    assert ag.check_gradients(lambda x: ag.sin(x) * ag.exp(x), X, order=3) is None
    ag.check_gradients(lambda x, y, k: (x @ y.T) ** k, X.astype(np.float32), X, 2)
    ag.check_gradients(lambda p, i: {"a": p["w"][i] * p["b"], "i": i}, {"w": X[0], "b": 2.0}, np.array([0, 2, 2]))
    ag.check_gradients(ag.checkpoint(lambda x: ag.tanh(x)), X)
    ag.check_gradients(lambda x: ag.grad(lambda x: (x**3).sum())(x), X)


@pytest.mark.compiler
def test_compiled_functions_pass() -> None:
    ag.check_gradients(ag.compile(lambda x: ag.tanh(x) * x), X)
    ag.check_gradients(nn.Dense(3, 2), X)


@ag.custom_gradient
def wrong_at_one(x: Any) -> Any:
    return x * x, lambda g: g * ag.where(x > 2, x, 2 * x)


def test_a_wrong_derivative_is_named() -> None:
    message = (
        r"derivative of order 1 with respect to argument 1\[0, 2\]: -?\d+\.\d+, finite differences give -?\d+\.\d+"
    )
    with pytest.raises(GradientError, match=message) as caught:
        ag.check_gradients(lambda k, x: wrong_at_one(x), 3, X)
    assert "try another point" in str(caught.value)
    with pytest.raises(AssertionError, match=r"leaf 1 of argument 0\[0, 2\]"):
        ag.check_gradients(lambda xs: xs[0] + wrong_at_one(xs[1]), [X, X])


def test_a_wrong_second_derivative_is_found() -> None:
    @ag.custom_gradient
    def f(x: Any) -> Any:
        return (x**3).sum(), lambda g: g * 3 * ag.stop_gradient(x) * x

    ag.check_gradients(f, X, order=1)
    with pytest.raises(GradientError, match=r"derivative of order 2 with respect to argument 0\[0, 0\]"):
        ag.check_gradients(f, X)


def test_values_that_are_not_numbers_are_found() -> None:
    with pytest.raises(GradientError, match=r"argument 0\[0\]: nan"):
        ag.check_gradients(lambda x: ag.where(x > 5, ag.sqrt(x - 5), x), np.array([1.0]), order=1)


def test_large_arguments_are_sampled() -> None:
    calls: list[int] = []

    def f(x: Any) -> Any:
        calls.append(1)
        return x * x

    ag.check_gradients(f, np.linspace(-1, 1, 5000), order=1)
    assert 4 * 256 <= len(calls) <= 4 * 256 + 2


def test_what_cannot_be_checked() -> None:
    with pytest.raises(ArgumentError, match="no argument is floating"):
        ag.check_gradients(lambda n: n, np.arange(3))
    with pytest.raises(ArgumentError, match="order=0"):
        ag.check_gradients(ag.sin, X, order=0)
    with pytest.raises(TraceError, match="check_gradients inside a compiled call"):
        ag.compile(lambda x: ag.check_gradients(ag.sin, x))(X)
