"""Clipping against PyTorch's and NumPy, in calls of every kind."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import nn, optim
from autograph.errors import ArgumentError

rng = np.random.default_rng(5)
GRADIENTS = [rng.normal(size=shape) for shape in ((3, 2), (4,), ())]


def parameters(dtype: str = "float64") -> list[nn.Parameter]:
    made = [nn.Parameter(np.zeros(g.shape, dtype)) for g in GRADIENTS]
    for p, g in zip(made, GRADIENTS):
        p.grad = ag.asarray(np.asarray(g, dtype))
    return [*made, nn.Parameter(np.zeros(7, dtype))]


def gradients(given: list[nn.Parameter]) -> list[Any]:
    return [None if p.grad is None else p.grad.numpy() for p in given]


@pytest.mark.compiler
@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("limit", [0.5, 100.0, 0.0])
def test_by_norm(limit: float, compiled: bool) -> None:
    given = parameters()
    call = ag.compile(optim.clip_by_norm) if compiled else optim.clip_by_norm
    norm = np.sqrt(sum(float((g**2).sum()) for g in GRADIENTS))
    assert float(call(given, limit)) == pytest.approx(norm, rel=1e-13)
    *clipped, none = gradients(given)
    assert none is None
    for g, expected in zip(clipped, GRADIENTS):
        np.testing.assert_allclose(g, expected * min(1, limit / (norm + 1e-6)), rtol=1e-12)


def test_by_norm_is_pytorchs() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    given, others = parameters("float32"), [torch.nn.Parameter(torch.zeros(g.shape)) for g in GRADIENTS]
    for t, g in zip(others, GRADIENTS):
        t.grad = torch.tensor(g, dtype=torch.float32)
    norm = optim.clip_by_norm(given, 0.7)
    assert float(norm) == pytest.approx(float(torch.nn.utils.clip_grad_norm_(others, 0.7)), rel=1e-6)
    for g, t in zip(gradients(given), others):
        np.testing.assert_allclose(g, t.grad.numpy(), rtol=1e-6)


@pytest.mark.compiler
def test_the_bound_is_a_run_time_scalar() -> None:
    call = ag.compile(optim.clip_by_norm)
    for limit in (0.5, 0.25, 2.0):
        given = parameters()
        call(given, limit)
        assert np.sqrt(sum((g**2).sum() for g in gradients(given)[:3])) == pytest.approx(limit, rel=1e-5)
    assert call.stats.paths == 1


def test_by_norm_of_several_dtypes() -> None:
    p, q = nn.Parameter(np.float32([0.0])), nn.Parameter(np.float64([0.0]))
    p.grad, q.grad = ag.asarray(np.float32([3])), ag.asarray(np.float64([4]))
    assert float(optim.clip_by_norm([p, q], 1.0)) == 5
    assert (p.grad.dtype, q.grad.dtype) == (ag.float32, ag.float64)
    np.testing.assert_allclose([p.grad.item(), q.grad.item()], [0.6, 0.8], rtol=1e-6)


def test_infinite_and_missing_gradients() -> None:
    p, q = nn.Parameter([0.0, 0.0]), nn.Parameter([0.0])
    assert float(optim.clip_by_norm([p, q], 1.0)) == 0 and p.grad is None
    p.grad, q.grad = ag.asarray([np.inf, 1.0]), ag.asarray([2.0])
    with np.errstate(invalid="ignore"):
        assert float(optim.clip_by_norm([p, q], 1.0)) == np.inf
    assert np.isnan(p.grad.tolist()[0]) and p.grad.tolist()[1] == 0 and q.grad.tolist() == [0]
    p.grad = ag.asarray([np.nan, 1.0])
    assert np.isnan(float(optim.clip_by_norm(p, 1.0))) and np.isnan(p.grad.tolist()).all()


@pytest.mark.compiler
@pytest.mark.parametrize("compiled", [False, True])
def test_by_value(compiled: bool) -> None:
    given = parameters()
    call = ag.compile(optim.clip_by_value) if compiled else optim.clip_by_value
    call(given, 0.25)
    *clipped, none = gradients(given)
    assert none is None
    for g, expected in zip(clipped, GRADIENTS):
        np.testing.assert_array_equal(g, np.clip(expected, -0.25, 0.25))
    p = nn.Parameter([0.0, 0.0, 0.0])
    p.grad = ag.asarray([np.nan, np.inf, -np.inf])
    call(p, 2.0)
    np.testing.assert_array_equal(p.grad.numpy(), [np.nan, 2, -2])


REFUSED: list[tuple[Any, str]] = [
    (lambda: optim.clip_by_norm(parameters(), -1), "max_norm=-1"),
    (lambda: optim.clip_by_norm([ag.asarray([1.0])], 1), "clip_by_norm: Tensor without requires_grad"),
    (lambda: optim.clip_by_norm([np.ones(2)], 1), "clip_by_norm: ndarray without requires_grad"),
    (lambda: optim.clip_by_value(parameters(), float("nan")), "limit=nan"),
    (lambda: optim.clip_by_value([None], 1), "clip_by_value: NoneType without requires_grad"),
]


@pytest.mark.parametrize(("call", "message"), REFUSED)
def test_what_is_refused(call: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message) as error:
        call()
    assert len(str(error.value).split("\n")) == 3


def test_gradients_keep_their_dtypes() -> None:
    for dtype in ("float16", "float32", "float64"):
        given = [*parameters(dtype), *parameters("float32")]
        optim.clip_by_norm(given, 1.0)
        assert all(p.grad.dtype is p.dtype for p in given if p.grad is not None)
