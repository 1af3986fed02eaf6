"""`retrace="signature"`: what calls share a replay, and that a replay does what the Python would."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import nn, optim

pytestmark = pytest.mark.compiler

X = np.float32([1, -2, 3])


@pytest.mark.parametrize("zero", [0.0, np.float64(0), np.float32(0)])
def test_zero_and_minus_zero_are_two_signatures(zero: Any) -> None:
    compiled = ag.compile(lambda x, s: x / float(s), retrace="signature")
    with np.errstate(divide="ignore"):
        for s in (zero, -zero, zero, -zero):
            assert compiled(X, s).tolist() == (X / np.float32(s)).tolist()
    assert compiled.stats.traces == 2


def test_zero_and_minus_zero_inside_a_list() -> None:
    compiled = ag.compile(lambda x, options: x / options["by"][0], retrace="signature")
    assert compiled(X, {"by": [0.0]}).tolist() == [np.inf, -np.inf, np.inf]
    assert compiled(X, {"by": [-0.0]}).tolist() == [-np.inf, np.inf, -np.inf]


def test_nan_is_one_signature() -> None:
    compiled = ag.compile(lambda x, s: x * s, retrace="signature")
    for _ in range(2):
        assert np.isnan(compiled(X, float("nan")).numpy()).all()
    assert compiled.stats.traces == 1


def test_equal_values_of_other_types_are_other_signatures() -> None:
    compiled = ag.compile(lambda x, s: x * s if isinstance(s, float) else x + s, retrace="signature")
    assert [compiled(X, s).tolist() for s in (1, 1.0, True)] == [[2, -1, 4], [1, -2, 3], [2, -1, 4]]
    assert compiled.stats.traces == 3


def test_backward_of_a_replays_result_uses_the_values_of_that_call() -> None:
    """Each result remembers its own call: a later one, or a changed parameter, leaves it alone."""
    w = nn.Parameter(np.float64([2.0, 3.0]))
    for retrace in ("always", "signature"):
        compiled = ag.compile(lambda x, s: (x * w * w * s).sum(), retrace=retrace)
        first = compiled(np.float64([1, 10]), 0.5)
        second = compiled(np.float64([100, 1000]), 0.5)
        before = w.numpy()
        w.assign(w * 0)
        w.grad = None
        first.backward()
        assert w.grad is not None
        np.testing.assert_allclose(w.grad, before * [1, 10])
        w.grad = None
        second.backward()
        np.testing.assert_allclose(w.grad, before * [100, 1000])
        w.assign(before)


def test_backward_reaches_arguments_that_require_a_gradient() -> None:
    compiled = ag.compile(lambda x, y: (x * x * y).sum(), retrace="signature")
    for k in (1.0, 2.0):
        x, y = ag.tensor([k, 3.0], requires_grad=True), ag.tensor([5.0, k])
        compiled(x, y).backward()
        assert x.grad is not None and y.grad is None
        np.testing.assert_allclose(x.grad, 2 * x.numpy() * y.numpy())


def test_strided_arguments_are_read_in_their_order() -> None:
    x = np.arange(12, dtype=np.float32).reshape(3, 4)
    compiled = ag.compile(lambda a, b: a * 2 + b, retrace="signature")
    for _ in range(2):
        np.testing.assert_array_equal(compiled(x.T, x.T[::1]), x.T * 3)
        np.testing.assert_array_equal(compiled(x[:, ::-1], x), x[:, ::-1] * 2 + x)


@pytest.mark.parametrize("retrace", ["always", "signature"])
def test_arrays_of_every_form_as_arguments(retrace: str) -> None:
    """Foreign byte order, read-only, misaligned and empty ones."""
    compiled = ag.compile(lambda x: x + 1, retrace=retrace)
    bytes_ = np.zeros(13, np.uint8)
    misaligned = bytes_[1:].view(np.float32)
    fixed = X.copy()
    fixed.flags.writeable = False
    for x in (X.astype(">f4"), fixed, misaligned, X[:0], X[::-1], np.asarray(X[0])):
        for _ in range(2):
            found = compiled(x)
            assert found.dtype is ag.float32 and found.tolist() == (x + 1).tolist()


@pytest.mark.parametrize("retrace", ["always", "signature"])
def test_calls_end_in_several_ways_at_one_place(retrace: str) -> None:
    """The same operations, and then other results, assignments and gradients."""
    state, p = ag.Variable(np.float32([0, 0, 0])), nn.Parameter(X)

    def f(x: Any, how: str) -> Any:
        y = x * p
        if how == "one":
            return y
        if how == "two":
            return {"y": y, "x": x}
        if how == "assign":
            state.assign(y)
        return None

    compiled = ag.compile(f, retrace=retrace)
    for _ in range(2):
        state.assign(np.zeros(3, np.float32))
        assert compiled(X, "one").tolist() == [1, 4, 9]
        both = compiled(X, "two")
        assert both["y"].tolist() == [1, 4, 9] and both["x"].tolist() == X.tolist()
        assert compiled(X, "nothing") is None and state.tolist() == [0, 0, 0]
        assert compiled(X, "assign") is None and state.tolist() == [1, 4, 9]
        with ag.no_grad():
            assert not compiled(X, "one").requires_grad
        assert compiled(X, "one").requires_grad


def test_an_optimizers_steps_by_signature_are_those_of_retracing() -> None:
    def losses(retrace: str) -> list[float]:
        model, w = nn.Dense(3, 2), np.float32([[0.1, 0.2, 0.3], [-0.1, 0.4, 0.0]])
        model.weight.assign(w)
        model.bias.assign(w[:, 0])
        optimizer = optim.Adam(model.parameters(), lr=0.05)

        @ag.compile(retrace=retrace)
        def step(x: ag.Tensor) -> ag.Tensor:
            loss = (model(x) ** 2).sum()
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            return loss

        return [float(step(X[None])) for _ in range(5)]

    assert losses("signature") == losses("always")
