"""grad, vjp and jvp in no_grad, in compiled calls, around branches, in threads; and what they refuse."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest
from ways import Way, close

import autograph as ag
from autograph import nn
from autograph.errors import ArgumentError, DtypeError, ShapeError, TraceError

X = np.array([0.5, -2.0, 3.0])
V = np.array([1.0, 0.25, -0.5])


def cubic(x: Any) -> Any:
    return (x**3).sum()


# -- where they are called


def test_within_no_grad_they_still_differentiate(way: Way) -> None:
    p = nn.Parameter(V)

    def f(x: Any) -> Any:
        with ag.no_grad():
            slope = ag.grad(lambda x: (x**3 * p).sum())(x)
            tangent = ag.jvp(ag.sin, (x,), (x,))[1]
            pulled = ag.vjp(ag.sin, x)[1](x)[0]
            frozen = ag.grad(lambda x: (x * x).sum())(x)
        return slope, tangent, pulled, ag.grad(lambda x: (frozen * x).sum())(x)

    slope, tangent, pulled, product = way(f)(X)
    close(slope, 3 * X**2 * V)
    close(tangent, X * np.cos(X))
    close(pulled, X * np.cos(X))
    close(product, 2 * X)
    assert not slope.requires_grad


def test_no_grad_inside_is_obeyed(way: Way) -> None:
    def f(x: Any) -> Any:
        with ag.no_grad():
            y = x * x
        return (y * x).sum()

    close(way(ag.grad(f))(X), X * X)


def test_a_composite_within_no_grad_is_constant_as_a_whole(way: Way) -> None:
    @ag.composite
    def several(x: Any) -> Any:
        def product(y: Any) -> Any:
            with ag.no_grad():  # obeyed where derivatives are asked for inside
                square = y * y
            return (square * y).sum()

        return ag.exp(x * x), ag.grad(product)(x), x

    def f(x: Any) -> Any:
        with ag.no_grad():
            grown, slope, same = several(x)
        return (grown * x + slope * x + same * same).sum()

    close(way(ag.grad(f))(X), np.exp(X * X) + X * X + 2 * X)


@pytest.mark.compiler
def test_within_no_grad_a_composite_is_recorded_without_a_constant_for_each_operation() -> None:
    @ag.composite
    def chain(x: Any) -> Any:
        return ag.exp(ag.sin(x) * x)

    @ag.compile
    def f(x: Any) -> Any:
        with ag.no_grad():
            return chain(x)

    assert f.graph(X).count("stop_gradient") == 1


@pytest.mark.compiler
def test_compiled_inside_and_outside() -> None:
    f = ag.compile(cubic)
    for g in (ag.grad(f), ag.compile(ag.grad(cubic)), ag.compile(ag.grad(f))):
        close(g(X), 3 * X**2)
        h = ag.grad(lambda x, g=g: g(x).sum())
        close(h(X), 6 * X)
        close(ag.compile(h)(X), 6 * X)
        close(ag.grad(lambda x, h=h: ag.compile(h)(x).sum())(X), np.full(3, 6.0))
        close(ag.jvp(g, (X,), (V,))[1], 6 * X * V)
        close(ag.jvp(lambda x, g=g: ag.jvp(g, (x,), (V,))[1], (X,), (V,))[1], 6 * V * V)
    p = nn.Parameter(X)
    ag.compile(lambda: ag.grad(f)(p).sum())().backward()
    close(p.grad, 6 * X)


@pytest.mark.compiler
def test_backward_inside_accumulates_into_what_is_there() -> None:
    p = nn.Parameter(X)

    @ag.compile
    def step() -> Any:
        (p * p).sum().backward()
        (p**3).sum().backward()
        return ag.grad(lambda q: (q * q * p).sum())(p)

    close(step(), 2 * X * X)
    close(p.grad, 2 * X + 3 * X**2)
    step()
    close(p.grad, 4 * X + 6 * X**2)


def test_through_branches_and_loops_on_values(way: Way) -> None:
    def f(x: Any) -> Any:
        y = x
        while (y * y).sum() < 100:
            y = y * 2 if y[0].item() > 0 else y * -3
        if y.sum() > 0:
            return y.sum()
        return (y * y).sum()

    for start in ([1.0, 2.0], [-1.0, -2.0], [-3.0, 1.0], [20.0, -30.0]):
        x = np.array(start)
        scale = 1.0
        while ((scale * x) ** 2).sum() < 100:
            scale *= 2 if scale * x[0] > 0 else -3
        wanted = np.full(2, scale) if scale * x.sum() > 0 else 2 * scale**2 * x
        close(way(ag.grad(f))(x), wanted)
        if scale * x.sum() <= 0:
            close(way(ag.grad(lambda x: ag.grad(f)(x).sum()))(x), np.full(2, 2 * scale**2))


@pytest.mark.compiler
def test_in_threads() -> None:
    f = ag.compile(lambda x, v: ag.jvp(ag.grad(cubic), (x,), (v,))[1])
    wrong: list[Any] = []

    def work(seed: int) -> None:
        rng = np.random.default_rng(seed)
        for _ in range(20):
            x, v = rng.standard_normal(3), rng.standard_normal(3)
            for g in (f, lambda x, v: ag.jvp(ag.grad(ag.compile(cubic)), (x,), (v,))[1]):
                if not np.allclose(g(x, v).numpy(), 6 * x * v, rtol=1e-12):
                    wrong.append((x, v))

    threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not wrong


@pytest.mark.compiler
def test_repeated_calls_compile_nothing() -> None:
    f = ag.compile(lambda x, v: (ag.jvp(ag.grad(cubic), (x,), (v,))[1], ag.vjp(ag.exp, x)[1](v)))
    f(X, V)
    before = (f.stats.paths, f.stats.compilations)
    f(V, X)
    assert (f.stats.paths, f.stats.compilations) == before
    g = ag.compile(lambda x, v: ag.jvp(ag.grad(cubic), (x,), (v,))[1], retrace="signature")
    close(g(X, V), 6 * X * V)
    close(g(V, V), 6 * V * V)
    assert g.stats.traces == 1


# -- errors


def test_cotangents_that_do_not_fit() -> None:
    _, pull = ag.vjp(lambda x, n: (x * x, n), X, np.array([1]))
    for given, error, message in (
        ((V[:2], None), ShapeError, r"cotangent 0 is float64\[2\], its output float64\[3\]"),
        ((V, V), DtypeError, r"cotangent 1 is for int64\[1\], which has none"),
        ((V, None, V), ArgumentError, "3 cotangents for 2 outputs"),
    ):
        with pytest.raises(error, match=message):
            pull(given)
    with pytest.raises(ShapeError, match=r"tangent 0 is float64\[2\], its primal float64\[3\]"):
        ag.jvp(ag.sin, (X,), (V[:2],))
    with pytest.raises(ArgumentError, match="primals and tangents must be tuples"):
        ag.jvp(ag.sin, X, V)


@pytest.mark.compiler
def test_a_pullback_belongs_to_its_call() -> None:
    _, pull = ag.vjp(ag.sin, X)
    with pytest.raises(TraceError, match="called in another compiled call than vjp"):
        ag.compile(lambda v: pull(v))(V)
    kept: list[Any] = []
    ag.compile(lambda x: kept.append(ag.vjp(ag.sin, x)[1]))(X)
    with pytest.raises(TraceError, match="called in another compiled call than vjp"):
        kept[0](V)
