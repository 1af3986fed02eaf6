"""NumPy's functions on tensors are recorded as ours, and so have derivatives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph.errors import ArgumentError

X = np.array([[0.2, -0.5, 0.7], [0.1, 0.9, -0.3]])
W = np.array([[0.5, -1.0], [2.0, 0.25], [-0.75, 1.5]])

CALLS: dict[str, Callable[[Any], Any]] = {
    "sin": np.sin,
    "exp of a product": lambda x: np.exp(np.multiply(x, 2.0)),
    "arctan, renamed": np.arctan,
    "power, renamed": lambda x: np.power(np.abs(x), 1.5),
    "maximum with a number": lambda x: np.maximum(x, 0.15),
    "an array on the left": lambda x: np.full((2, 3), 3.0) * x,
    "matmul with an array": lambda x: np.matmul(x, W),
    "dot of matrices": lambda x: np.dot(x, W),
    "dot with a vector": lambda x: np.dot(x, W[:, 0]),
    "dot with a number": lambda x: np.dot(x, 2.0),
    "dot of three axes": lambda x: np.dot(x[None], W),
    "where": lambda x: np.where(x > 0, np.sin(x), x * 2.0),
    "concatenate": lambda x: np.concatenate([x, np.cos(x)], axis=1),
    "stack": lambda x: np.stack([x, x * 2.0], axis=-1),
    "clip": lambda x: np.clip(x, -0.25, 0.5),
    "clip by keywords": lambda x: np.clip(x, a_min=None, a_max=0.5),
    "einsum": lambda x: np.einsum("ij,jk->ik", x, W),
    "sum": lambda x: np.sum(np.sqrt(np.abs(x)), axis=1),
}


@pytest.mark.parametrize("name", CALLS)
def test_the_value_is_numpys_and_a_tensor(name: str) -> None:
    got = CALLS[name](ag.asarray(X))
    assert isinstance(got, ag.Tensor)
    np.testing.assert_allclose(got.numpy(), CALLS[name](X), rtol=1e-12)


@pytest.mark.parametrize("name", CALLS)
def test_the_gradient_is_that_of_finite_differences(name: str) -> None:
    got = ag.grad(lambda x: CALLS[name](x).sum())(ag.asarray(X)).numpy()
    step = 1e-6
    for k in np.ndindex(*X.shape):
        shift = np.zeros_like(X)
        shift[k] = step
        wanted = (CALLS[name](X + shift).sum() - CALLS[name](X - shift).sum()) / (2 * step)
        np.testing.assert_allclose(got[k], wanted, rtol=1e-6, atol=1e-8)


@pytest.mark.compiler
def test_a_compiled_function_records_them() -> None:
    @ag.compile
    def f(x: ag.Tensor) -> ag.Tensor:
        return np.concatenate([np.sin(x), x]).sum()  # type: ignore[no-any-return, call-overload]

    np.testing.assert_allclose(f(ag.asarray(X)).numpy(), np.sin(X).sum() + X.sum(), rtol=1e-12)
    assert "sin, concat, sum" in str(f.explain())


def test_what_has_no_counterpart_runs_on_the_values() -> None:
    x = ag.asarray(X)
    np.testing.assert_array_equal(np.fmod(x, 0.4), np.fmod(X, 0.4))
    np.testing.assert_array_equal(np.add.reduce(x), np.add.reduce(X))
    np.testing.assert_array_equal(np.median(x), np.median(X))
    assert np.allclose(x, X) and np.array_equal(x, X)
    np.testing.assert_array_equal(np.where(x > 0), np.where(X > 0))


def test_an_array_takes_a_tensor_in() -> None:
    total = np.zeros_like(X)
    total += ag.asarray(X)
    np.testing.assert_array_equal(total, X)


def test_a_tensor_is_no_place_to_write_to() -> None:
    x = ag.asarray(X)
    with pytest.raises(ArgumentError, match=r"(?s)np\.add into out=float64\[2, 3\].*take what it returns: tensors are"):
        np.add(X, 1.0, out=x)  # type: ignore[call-overload]


def test_dtypes_equal_numpys() -> None:
    x = ag.ones(3)
    assert x.dtype == np.float32 and x.dtype == np.dtype("float32") and x.dtype == "float32"
    assert np.float32 == x.dtype and x.dtype in (np.float64, np.float32)
    assert x.dtype != np.float64 and x.dtype != "int8" and x.dtype != "no type" and x.dtype != 3
    assert x.dtype == ag.float32 and x.dtype != ag.float64 and {ag.float32: 1}[x.dtype] == 1
