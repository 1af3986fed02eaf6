"""AUTOGRAPH_NAN_GUARD: the first operation that makes a NaN or an infinity is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import config, nn, optim
from autograph.errors import NonFiniteError

pytestmark = pytest.mark.compiler

X = np.array([0, 1, -1], np.float32)


@pytest.fixture(params=["eager", "interpret", "compile", "signature"])
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """What a function is wrapped in; the guard is on."""
    monkeypatch.setattr(config, "nan_guard", True)
    if request.param == "eager":
        return lambda f: lambda *args: f(*map(ag.asarray, args))
    if request.param == "interpret":
        monkeypatch.setattr(config, "mode", "interpret")
    return lambda f: ag.compile(f, retrace="signature" if request.param == "signature" else "always")


CASES: dict[str, tuple[Callable[..., Any], str]] = {
    "log": (lambda x: ag.exp(x) + ag.log(x), r"log of float32\[3\] makes NaN: 1 of 3 elements, first at \[2\]"),
    "quotient": (lambda x: (x / x).sum() * 2, r"divide of float32\[3\], float32\[3\] makes NaN: 1 of 3 .* \[0\]"),
    "overflow": (lambda x: ag.exp(1000 * x), r"exp of float32\[3\] makes an infinity: 1 of 3 .* \[1\]"),
    "half": (lambda x: (x + 1).astype(ag.float16) * 60000, r"multiply of float16\[3\].* makes an infinity: 1 of 3"),
    "derivative": (ag.grad(lambda x: ag.sqrt(x + 1).sum()), r"divide of float32\[3\].* makes an infinity: 1 of 3"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_operation_is_named(name: str, ways: Callable[..., Any]) -> None:
    f, what = CASES[name]
    f = ways(f)
    with pytest.raises(NonFiniteError, match=what) as caught:
        f(X)
    lines = str(caught.value).split("\n")
    assert len(lines) == 3 and lines[1].startswith("  at test_nan_guard.py:") and lines[2].startswith("  try: ")


def test_what_was_there_before_or_goes_no_further_is_fine(ways: Callable[..., Any]) -> None:
    assert ways(lambda x: x * 2)(np.float32([np.nan, np.inf])).tolist()[1] == np.inf
    masked = ways(lambda x: ag.where(x >= 0, x, -float("inf")))
    assert masked(X).tolist() == [0, 1, -np.inf]
    assert ways(lambda x: F.softmax(masked(x), 0))(X).tolist()[2] == 0


def test_a_step_that_makes_nan_changes_nothing(ways: Callable[..., Any]) -> None:
    p = nn.Parameter([1.0, 2.0])
    optimizer = optim.SGD([p], lr=1e30)

    def step(x: Any) -> Any:
        loss = ((p * x) ** 2).sum()
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return loss

    with pytest.raises(NonFiniteError, match="makes an infinity"):
        ways(step)(np.float32([1e6, 1e5]))
    assert p.tolist() == [1, 2]


def test_derivatives_outside_of_the_compiled_call(monkeypatch: pytest.MonkeyPatch) -> None:
    p = nn.Parameter([1.0, 2.0])
    loss = ag.compile(lambda x: ag.sqrt(x * p).sum())(np.zeros(2, np.float32))
    monkeypatch.setattr(config, "nan_guard", True)
    with pytest.raises(NonFiniteError, match="divide of"):
        loss.backward()
    assert p.grad is None


def test_it_is_off_unless_asked_for() -> None:
    assert ag.compile(ag.log)(X).tolist()[0] == -np.inf
