"""Native control flow: the Python runs on each call, and what it does decides what runs (D2, D3, D4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import nn, optim
from autograph.errors import TraceError

pytestmark = pytest.mark.compiler

W = np.array([0.7, -1.3, 0.4])


def value_and_slope(f: Callable[..., Any], w: nn.Parameter, *args: Any) -> tuple[float, np.ndarray[Any, Any]]:
    """f's value and d f / d w, by backward inside the call."""
    w.grad = None
    value = f(w, *args)
    assert w.grad is not None
    return float(value), w.grad.numpy()


def numeric(f: Callable[..., Any], w: np.ndarray[Any, Any], *args: Any) -> np.ndarray[Any, Any]:
    """Central differences in float64."""
    found, step = np.zeros_like(w), 1e-6
    for k in range(w.size):
        shift = np.zeros_like(w)
        shift[k] = step
        found[k] = (float(f(ag.asarray(w + shift), *args)) - float(f(ag.asarray(w - shift), *args))) / (2 * step)
    return found


def check(f: Callable[..., Any], *paths: tuple[Any, ...]) -> ag.Compiled:
    """On every path, compiled equals eager in value and gradient, and finite differences; then again, for nothing."""

    def step(w: nn.Parameter, *args: Any) -> ag.Tensor:
        loss = f(w, *args)
        loss.backward()
        return loss

    compiled = ag.compile(step)
    w = nn.Parameter(W)
    for args in paths:
        value, slope = value_and_slope(compiled, w, *args)
        expected, eager = value_and_slope(step, nn.Parameter(W), *args)
        assert value == pytest.approx(expected, rel=1e-9)
        np.testing.assert_allclose(slope, eager, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(slope, numeric(f, W, *args), rtol=1e-5, atol=1e-7)
    known = compiled.stats.paths
    for args in paths:
        value_and_slope(compiled, w, *args)
    assert compiled.stats.paths == known, "a path seen before compiles nothing"
    assert compiled.stats.traces == 2 * len(paths), "the Python runs on each call"
    return compiled


def test_if_on_a_shape() -> None:
    def f(w: ag.Tensor, x: Any) -> ag.Tensor:
        return (w * x).sum() if x.shape[0] == 3 else (w * w * x.sum()).sum()

    check(f, (np.arange(3.0),), (np.ones((1, 3)),), (np.ones(1),))


def test_for_on_a_shape() -> None:
    def f(w: ag.Tensor, x: Any) -> ag.Tensor:
        total = w.sum() * 0
        for row in range(len(x)):
            total = total + (x[row] * w).sum() ** 2
        return total

    check(f, (np.ones((2, 3)),), (np.ones((4, 3)) * 2,))


def test_while_on_a_python_value() -> None:
    def f(w: ag.Tensor, n: int) -> ag.Tensor:
        y = w
        while n > 0:
            y, n = y * w, n - 1
        return y.sum()

    check(f, (0,), (1,), (3,))


def test_if_on_a_string_and_a_flag() -> None:
    def f(w: ag.Tensor, kind: str, twice: bool) -> ag.Tensor:
        y = ag.tanh(w) if kind == "tanh" else ag.exp(w)
        return (y * 2 if twice else y).sum()

    check(f, ("tanh", True), ("exp", True), ("tanh", False))


def test_if_on_a_tensor() -> None:
    def f(w: ag.Tensor, x: Any) -> ag.Tensor:
        loss = (w * x).sum()
        return loss * loss if loss > 1 else ag.exp(loss)

    check(f, (np.full(3, 9.0) * [1, 0, 0],), (np.full(3, -1.0),))


def test_for_on_a_tensor() -> None:
    def f(w: ag.Tensor, n: Any) -> ag.Tensor:
        y = w
        for _ in range(int(n)):
            y = ag.sin(y) * 2
        return y.sum()

    check(f, (np.array(1),), (np.array(3),), (np.array(0),))


def test_while_on_a_tensor() -> None:
    def f(w: ag.Tensor, tol: Any) -> ag.Tensor:
        y = ag.abs(w).sum()
        while y > tol:
            y = y * 0.5
        return y * y

    check(f, (np.array(1.0),), (np.array(0.1),), (np.array(5.0),))


def test_a_branch_on_the_gradient() -> None:
    def clipped(w: ag.Tensor, limit: float) -> ag.Tensor:
        g = ag.grad(lambda v: (v * v * v).sum())(w)
        norm = (g * g).sum().sqrt()
        return (g / norm if norm > limit else g).sum()

    check(clipped, (1.0,), (100.0,))


def test_values_asked_for_twice_and_item() -> None:
    def f(w: ag.Tensor, x: Any) -> ag.Tensor:
        a = (w * x).sum()
        first = a.item()
        b = a * first + (a if first > 0 else -a)
        assert a.item() == first
        return b * ag.stop_gradient(b / b)

    compiled = ag.compile(f)
    for x in (np.ones(3), -np.ones(3), np.arange(3.0)):
        assert float(compiled(W, x)) == pytest.approx(float(f(ag.asarray(W), x)))


def test_a_numpy_call_inside_sees_the_value() -> None:
    @ag.compile
    def f(x: ag.Tensor) -> ag.Tensor:
        return x * int(np.argmax(x * 2))

    assert f(np.array([1.0, 5.0, 2.0])).tolist() == [1, 5, 2]
    assert f(np.array([1.0, 5.0, 7.0])).tolist() == [2, 10, 14]


def test_floats_are_run_time_scalars() -> None:
    @ag.compile
    def f(x: ag.Tensor, temperature: float) -> ag.Tensor:
        return x / temperature + 0.5 * temperature

    for t in (1.0, 2.0, 0.25, 1e300, float("inf")):
        with np.errstate(over="ignore"):
            expected = np.float32([1, 2]) / np.float32(t) + np.float32(0.5 * t)
        np.testing.assert_allclose(f(np.float32([1, 2]), t).numpy(), expected, rtol=1e-6)
    assert f.stats.paths == 1


def test_ints_are_structure() -> None:
    f = ag.compile(lambda x, n: x * n)
    assert f(np.float32([1]), 2).tolist() == [2]
    assert f(np.float32([1]), 3).tolist() == [3]
    assert f.stats.paths == 2


def test_a_changed_learning_rate_compiles_nothing() -> None:
    p = nn.Parameter([1.0, 2.0])
    optimizer = optim.SGD([p], lr=1)

    @ag.compile
    def step(x: ag.Tensor) -> ag.Tensor:
        loss = (p * x).sum()
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return loss

    for lr in (1, 0.5, 0, 2):
        before, optimizer.lr = p.numpy(), lr
        step(np.float32([1, 1]))
        np.testing.assert_allclose(p.numpy(), before - lr)
    assert step.stats.paths == 1


def test_nested_compiled_functions_are_one_program() -> None:
    @ag.compile
    def inner(x: ag.Tensor, k: float) -> ag.Tensor:
        return x * x * k

    @ag.compile
    def outer(x: ag.Tensor) -> ag.Tensor:
        return inner(inner(x, 2.0), 3.0).sum()

    assert float(outer(np.array([1.0, 2.0]))) == 12 + 12 * 16
    assert (outer.stats.paths, inner.stats.calls) == (1, 0)
    assert ag.grad(outer)(np.array([1.0, 2.0])).tolist() == [48, 384]


def test_recursion() -> None:
    @ag.compile
    def power(x: ag.Tensor, n: int) -> ag.Tensor:
        if n == 0:
            return x * 0 + 1
        half = power(x, n // 2)
        return half * half * (x if n % 2 else 1)

    for n in (0, 1, 5, 8):
        np.testing.assert_allclose(power(np.array([2.0, -1.0]), n).numpy(), [2.0**n, (-1.0) ** n])


def test_closures_and_generators_inside() -> None:
    scale = 3.0

    @ag.compile
    def f(xs: list[ag.Tensor]) -> ag.Tensor:
        terms = (x * scale for x in xs)
        total = next(terms)
        for term in terms:
            total = total + term
        return total

    assert f([np.float32([1]), np.float32([2])]).tolist() == [9]
    scale = 1.0
    assert f([np.float32([1]), np.float32([2])]).tolist() == [3]
    assert f([np.float32([1])] * 3).tolist() == [3]
    assert f.stats.paths == 2


def test_an_exception_inside_is_the_callers_and_leaves_the_function_usable() -> None:
    @ag.compile
    def f(x: ag.Tensor) -> ag.Tensor:
        y = x * 2
        if float(y.sum()) > 10:
            raise KeyError("too much")
        return y

    with pytest.raises(KeyError, match="too much"):
        f(np.float32([9]))
    assert f(np.float32([1])).tolist() == [2]


def test_an_error_caught_inside_is_control_flow() -> None:
    @ag.compile
    def f(a: ag.Tensor, b: ag.Tensor) -> ag.Tensor:
        try:
            return a @ b
        except ag.errors.ShapeError:
            return a @ b.T

    a = np.arange(6.0).reshape(2, 3)
    for _ in range(2):
        np.testing.assert_allclose(f(a, a).numpy(), a @ a.T)
        np.testing.assert_allclose(f(a, a.T).numpy(), a @ a.T)


@pytest.mark.compiler
def test_another_batch_size_finds_its_kernels() -> None:
    """A changing batch is an argument of the kernels whose outermost loop it is (D4)."""
    weights = np.random.default_rng(0).standard_normal((40, 30)).astype(np.float32)
    rows = ag.compile(lambda x: F.softmax(x))
    layer = ag.compile(lambda x: ag.relu(x @ weights.T))
    batches = (100, 131, 200, 37, 101, 64)
    for batch in batches:
        x = np.random.default_rng(batch).standard_normal((batch, 30)).astype(np.float32)
        e = np.exp(x - x.max(1, keepdims=True))
        np.testing.assert_allclose(rows(x), e / e.sum(1, keepdims=True), rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(layer(x), np.maximum(x @ weights.T, 0), rtol=1e-4, atol=1e-4)
    assert rows.stats.compilations == len(rows.kernels(x)) == 1
    # The size of a product's register tile may follow the batch, so it may need more than one.
    assert layer.stats.compilations < len(batches)


def test_a_variable_read_by_python_is_not_frozen_silently() -> None:
    """What Python makes of a parameter's value would stay as it was when the call was recorded."""
    scale = ag.Variable(np.float32(2.0))

    @ag.compile(retrace="signature")
    def scaled(x: ag.Tensor) -> ag.Tensor:
        return x * float(scale)

    with pytest.raises(TraceError, match=r"a variable of float32\[\] was asked for while the call was recorded"):
        scaled(np.ones(3, np.float32))
