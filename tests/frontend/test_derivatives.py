"""Derivatives outside compiled calls, and between compiled and eager ones."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import nn
from autograph.errors import ArgumentError, DtypeError, ShapeError, TraceError

X = np.array([1.0, -2.0, 3.0])


def test_backward_accumulates_over_calls() -> None:
    p, x = nn.Parameter(X), ag.tensor(X, requires_grad=True)
    for k in range(1, 4):
        (p * x).sum().backward()
        assert p.grad.tolist() == x.grad.tolist() == (k * X).tolist()
    p.grad = None
    (p * p).sum().backward()
    assert p.grad.tolist() == (2 * X).tolist()


def test_backward_with_a_gradient() -> None:
    p = nn.Parameter(X)
    (p * p).backward(np.array([1.0, 0.0, 2.0]))
    assert p.grad.tolist() == [2, 0, 12]
    with pytest.raises(ShapeError, match=r"gradient of int64\[1\] for a tensor of float64\[3\]"):
        (p * p).backward([1])


def test_grad_of_grad_of_grad() -> None:
    f = ag.grad(lambda x: (x**4).sum())
    g = ag.grad(lambda x: f(x).sum())
    h = ag.grad(lambda x: g(x).sum())
    np.testing.assert_allclose(f(X).numpy(), 4 * X**3)
    np.testing.assert_allclose(g(X).numpy(), 12 * X**2)
    np.testing.assert_allclose(h(X).numpy(), 24 * X)


def test_value_and_grad_of_several_arguments() -> None:
    f = ag.value_and_grad(lambda a, b, k: (a * a * b).sum() * k, (0, -2))
    value, (da, db) = f(X, X, 2.0)
    assert (value.item(), da.tolist(), db.tolist()) == (40, (4 * X**2).tolist(), (2 * X**2).tolist())
    one, other = ag.grad(lambda a, b: (a * b).sum(), (0, 1))(t := ag.asarray(X), t * 2)
    assert (one.tolist(), other.tolist()) == ((2 * X).tolist(), X.tolist())


def test_grad_counts_its_own_argument_only() -> None:
    t = ag.asarray(X)
    assert ag.grad(lambda a: (a * t).sum())(t).tolist() == X.tolist()
    p = nn.Parameter(X)
    inner = ag.grad(lambda a: (a * a * p).sum())(p)
    assert inner.tolist() == (2 * X * X).tolist()
    inner.sum().backward()
    assert p.grad.tolist() == (4 * X).tolist(), "2 p q with q = p: through the argument and through the capture"


def test_derivatives_of_plain_arguments_are_plain() -> None:
    value, slope = ag.value_and_grad(lambda a: (a * a).sum())(ag.asarray(X))
    assert not value.requires_grad and not slope.requires_grad
    p = nn.Parameter(X)
    assert ag.grad(lambda a: (a * a * p).sum())(X).requires_grad


def test_what_does_not_matter_has_no_or_zero_derivative() -> None:
    assert ag.grad(lambda a: ag.asarray(X).sum() + 0 * a.sum())(X).tolist() == [0, 0, 0]
    assert ag.grad(lambda a: ag.stop_gradient(a).sum() + a[0])(X).tolist() == [1, 0, 0]
    assert ag.grad(lambda a: (a > 0).astype(ag.float64).sum() + a[1])(X).tolist() == [0, 1, 0]
    p, q = nn.Parameter(X), nn.Parameter(X)
    (p * q.detach()).sum().backward()
    assert p.grad.tolist() == X.tolist() and q.grad is None


def test_no_grad_keeps_nothing() -> None:
    p = nn.Parameter(X)
    with ag.no_grad():
        y = p * 2
    assert not y.requires_grad
    with pytest.raises(TraceError, match="nothing that float64.* requires a gradient"):
        y.sum().backward()
    assert (p * 2).requires_grad


def test_detached_values_do_not_keep_their_past_alive() -> None:
    p, total = nn.Parameter(X), ag.asarray(0.0)
    kept = []
    for _ in range(3):
        loss = (p * p).sum()
        kept.append(weakref.ref(loss))
        total = total + loss.detach()
    del loss
    gc.collect()
    assert [ref() for ref in kept] == [None] * 3 and not total.requires_grad


def test_a_parameter_that_changes_between_two_losses() -> None:
    p = nn.Parameter(X)
    one = (p * p).sum()
    p.assign(p.numpy() * 10)
    two = (p * p).sum()
    (one + two).backward()
    assert p.grad.tolist() == (2 * X + 20 * X).tolist()


@pytest.mark.compiler
def test_a_parameter_that_changes_after_a_compiled_forward() -> None:
    p = nn.Parameter(X)
    f = ag.compile(lambda x: (p * p * x).sum())
    one = f(np.ones(3))
    p.assign(p.numpy() * 10)
    one.backward()
    assert p.grad.tolist() == (2 * X).tolist()


@pytest.mark.compiler
def test_compiled_forward_eager_middle_compiled_forward() -> None:
    p, q = nn.Parameter(X), nn.Parameter(X)
    f, g = ag.compile(lambda x: x * p), ag.compile(lambda y: (y * y * q).sum())
    g(ag.sin(f(X)) + q).backward()
    twin_p, twin_q = nn.Parameter(X), nn.Parameter(X)
    y = ag.sin(ag.asarray(X) * twin_p) + twin_q
    (y * y * twin_q).sum().backward()
    np.testing.assert_allclose(p.grad.numpy(), twin_p.grad.numpy())
    np.testing.assert_allclose(q.grad.numpy(), twin_q.grad.numpy())


@pytest.mark.compiler
def test_second_derivatives_through_compiled_functions() -> None:
    f = ag.compile(lambda x: (x**3).sum())
    np.testing.assert_allclose(ag.grad(lambda x: ag.grad(f)(x).sum())(X).numpy(), 6 * X)
    np.testing.assert_allclose(ag.compile(ag.grad(lambda x: ag.grad(f)(x).sum()))(X).numpy(), 6 * X)
    np.testing.assert_allclose(ag.grad(lambda x: ag.compile(ag.grad(f))(x).sum())(X).numpy(), 6 * X)


@pytest.mark.compiler
def test_running_statistics_do_not_hinder_backward() -> None:
    p, mean = nn.Parameter(X), ag.Variable(np.zeros(3))

    @ag.compile
    def f(x: Any) -> Any:
        mean.assign(mean * 0.9 + x * 0.1)
        return (x * p - mean).sum()

    f(X).backward()
    assert p.grad.tolist() == X.tolist()
    np.testing.assert_allclose(mean.numpy(), X * 0.1)


def test_deep_chains() -> None:
    p = nn.Parameter([1.0])
    y = p
    for _ in range(3000):
        y = y * 1.0005
    y.sum().backward()
    assert p.grad.item() == pytest.approx(1.0005**3000, rel=1e-3)


def test_settings_that_are_refused() -> None:
    p = nn.Parameter(X)
    with pytest.raises(ArgumentError, match=r"\.grad = int"):
        p.grad = 3
    with pytest.raises(ShapeError, match=r"\.grad = float32\[2\] for float64\[3\]"):
        p.grad = ag.ones(2)
    with pytest.raises(DtypeError, match=r"requires_grad for int64\[2\]"):
        nn.Parameter([1, 2])
    with pytest.raises(DtypeError, match=r"requires_grad for int64\[2\]"):
        ag.tensor([1, 2], requires_grad=True)
    with pytest.raises(ArgumentError, match="is fixed by what it was computed from"):
        (p * 2).requires_grad = False
    p.requires_grad = False
    assert not (p * 2).requires_grad
