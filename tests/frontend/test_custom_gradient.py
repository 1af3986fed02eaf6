"""custom_gradient: derivatives by a rule that is part of the graph."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ways import Way, close

import autograph as ag
from autograph import nn
from autograph.errors import ArgumentError, DtypeError, ShapeError, TraceError

X = np.array([0.5, -2.0, 3.0])
V = np.array([1.0, 0.25, -0.5])


@ag.custom_gradient
def log1pexp(x: Any) -> Any:
    """The textbook case: the derivative as written overflows, the one given does not."""
    e = ag.exp(x)
    return ag.log(1 + e), lambda g: g * (1 - 1 / (1 + e))


def test_a_derivative_that_does_not_overflow(way: Way) -> None:
    at = np.array([-1.0, 0.0, 1000.0])
    value, slope = way(lambda x: (log1pexp(x), ag.grad(lambda x: log1pexp(x).sum())(x)))(at)
    close(value[:2], np.log1p(np.exp(at[:2])))
    close(slope, [1 / (1 + np.e), 0.5, 1])
    s = 1 / (1 + np.exp(-X))
    close(way(ag.grad(lambda x: ag.grad(lambda x: log1pexp(x).sum())(x).sum()))(X), s * (1 - s))
    close(way(lambda x, v: ag.jvp(log1pexp, (x,), (v,))[1])(X, V), s * V)


def test_the_rule_is_what_counts(way: Way) -> None:
    """A rule that is not the derivative shows which orders come from where."""

    @ag.custom_gradient
    def f(x: Any) -> Any:
        return x * x, lambda g: g * 7 * x**3

    close(way(ag.grad(lambda x: f(x).sum()))(X), 7 * X**3)
    close(way(ag.grad(lambda x: ag.grad(lambda x: f(x).sum())(x).sum()))(X), 21 * X**2)
    close(way(ag.grad(lambda x: f(f(x)).sum()))(X), 7 * (X * X) ** 3 * 7 * X**3)
    close(way(ag.grad(lambda x: ag.checkpoint(f)(x).sum()))(X), 7 * X**3)
    close(way(ag.grad(lambda x: ag.checkpoint(lambda x: f(x) * x)(x).sum()))(X), 7 * X**4 + X * X)


def test_several_arguments_and_outputs(way: Way) -> None:
    @ag.custom_gradient
    def f(x: Any, given: Any, n: int, index: Any, scale: float = 1.0) -> Any:
        def rule(g: Any) -> Any:
            assert g["n"] is None
            return g["sum"] * given["w"] + g["p"], {"w": g["p"] * x * g["sum"], "b": None}, None, None

        return {"sum": (x * given["w"]).sum() * n * scale, "p": x + given["b"], "n": index + n}, rule

    def run(x: Any, w: Any, b: Any, index: Any) -> Any:
        output, pull = ag.vjp(lambda x, given: f(x, given, 3, index, scale=2.0), x, {"w": w, "b": b})
        return (
            output,
            pull({"sum": ag.asarray(2.0, ag.float64), "p": w, "n": None}),
            pull({"sum": None, "p": w, "n": None}),
        )

    output, (x, given), (only, zero) = way(run)(X, V, X, np.array([1, 2]))
    close(output["sum"], 6 * (X * V).sum())
    assert output["n"].tolist() == [4, 5]
    close(x, 2 * V + V)
    close(given["w"], V * X * 2)  # not linear in the cotangents, and yet both are there at once
    close(given["b"], np.zeros(3))
    close(only, V)
    close(zero["w"], np.zeros(3))


def test_gradients_that_are_clipped_on_the_way(way: Way) -> None:
    @ag.custom_gradient
    def clipped(x: Any) -> Any:
        return x, lambda g: ag.maximum(ag.minimum(g, 1.0), -1.0)

    close(way(ag.grad(lambda x: (clipped(x) ** 3).sum()))(np.array([0.1, 2.0, -1.0])), [0.03, 1, 1])


def test_captured_tensors_get_nothing(way: Way) -> None:
    p = nn.Parameter(V)

    @ag.custom_gradient
    def f(x: Any) -> Any:
        y = x * p
        return y, lambda g: g * p * y

    def run(x: Any) -> Any:
        p.grad = None
        slope = ag.grad(lambda x: f(x).sum())(x)
        (f(x) + p).sum().backward()
        return slope, p.grad

    slope, own = way(run)(X)
    close(slope, V * V * X)
    close(own, np.ones(3))
    (ag.grad(lambda x: f(x).sum())(X)).sum().backward()
    close(p.grad, np.ones(3) + 2 * V * X)


def test_residuals_are_differentiated_as_they_were_computed(way: Way) -> None:
    """What gradient_fn takes from f: the derivative of exp itself, not the rule of f."""

    @ag.custom_gradient
    def f(x: Any) -> Any:
        y = ag.exp(x)
        return y, lambda g: g * y

    def third(x: Any) -> Any:
        return ag.grad(lambda x: ag.grad(lambda x: ag.grad(lambda x: f(x).sum())(x).sum())(x).sum())(x)

    close(way(third)(X), np.exp(X))


def test_a_rule_that_differentiates(way: Way) -> None:
    @ag.custom_gradient
    def f(x: Any) -> Any:
        return (x**3).sum(), lambda g: g * ag.grad(lambda x: (x**3).sum())(x)

    close(way(ag.grad(f))(X), 3 * X**2)
    close(way(ag.grad(lambda x: ag.grad(f)(x).sum()))(X), 6 * X)


@pytest.mark.compiler
def test_rules_of_different_calls_do_not_mix() -> None:
    """Placeholders are numbered in each call; here three calls meet in one derivative."""

    @ag.custom_gradient
    def f(x: Any) -> Any:
        return ag.sin(x), lambda g: g * ag.cos(x) * 2

    g, h = ag.compile(f), ag.compile(ag.checkpoint(lambda x: f(x) * x))
    x = ag.tensor(X, requires_grad=True)
    h(g(f(x))).sum().backward()
    a, b = np.sin(X), np.sin(np.sin(X))
    close(x.grad, (2 * np.cos(b) * b + np.sin(b)) * 2 * np.cos(a) * 2 * np.cos(X))


@pytest.mark.compiler
def test_rules_compile_once() -> None:
    f = ag.compile(lambda x: ag.grad(lambda x: ag.checkpoint(log1pexp)(x).sum())(x))
    f(X)
    before = f.stats.paths
    close(f(V), 1 / (1 + np.exp(-V)))
    assert f.stats.paths == before
    g = ag.compile(lambda x: log1pexp(x).sum(), retrace="signature")
    for at in (X, V):
        t = ag.tensor(at, requires_grad=True)
        g(t).backward()
        close(t.grad, 1 / (1 + np.exp(-at)))
    assert g.stats.traces == 1


@pytest.mark.compiler
def test_inside_composites() -> None:
    """Their Python runs where a path is new only; identities made after them must not depend on that."""
    slope = ag.composite(lambda x: ag.grad(lambda x: (x**3).sum())(x))
    remade = ag.composite(lambda x: ag.checkpoint(lambda x: ag.exp(ag.sin(x)))(x))
    ruled = ag.composite(lambda x: log1pexp(x) * x)

    def run(x: Any) -> Any:
        first = ag.grad(lambda x: (slope(x) * x).sum())(x)
        second = ag.grad(lambda x: (remade(x) * ruled(x)).sum())(x)
        return first, second, ag.jvp(lambda x: ruled(remade(x)), (x,), (x,))[1]

    f = ag.compile(run)
    for at in (X, V):
        for a, b in zip(f(at), run(at)):
            close(a, b.numpy())
    close(f(X)[0], 9 * X**2)
    assert f.stats.paths == 1


def test_without_derivatives_the_rule_is_not_asked() -> None:
    asked: list[int] = []

    @ag.custom_gradient
    def f(x: Any) -> Any:
        return x * 2, lambda g: asked.append(1)

    with ag.no_grad():
        assert f(ag.asarray(X)).tolist() == (2 * X).tolist()
    assert not asked


WRONG_RULES: list[tuple[Any, type[Exception], str]] = [
    (lambda x, n: x, ArgumentError, r"returned Tensor, not \(output, gradient_fn\)"),
    (lambda x, n: (x, lambda g: g), ArgumentError, "returned 1 cotangents for 2 arguments"),
    (lambda x, n: (x, lambda g: (g.sum(), None)), ShapeError, r"argument 0 of .* is float64\[\], the argument float64"),
    (
        lambda x, n: (x, lambda g: (g.astype(ag.float32), None)),
        DtypeError,
        r"is float32\[3\], the argument float64\[3\]",
    ),
    (lambda x, n: (x, lambda g: (g, g)), DtypeError, r"cotangent of argument 1 of .*, which is int64\[2\]"),
    (lambda x, n: (x, lambda g: ([g, g], None)), ArgumentError, "has 2 leaves, the argument 1"),
    (lambda x, n: (x, lambda g: (g if g.sum() > 0 else g, None)), TraceError, "value of a cotangent of float64"),
]


@pytest.mark.parametrize(("rule", "error", "message"), WRONG_RULES)
def test_rules_that_are_refused(way: Way, rule: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        way(ag.grad(lambda x, n: ag.custom_gradient(rule)(x, n).sum()))(X, np.array([1, 2]))
