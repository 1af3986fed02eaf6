"""A step happens whole or not at all (D5)."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import config, nn, optim
from autograph.errors import RangeError

pytestmark = pytest.mark.compiler

POINTS = ["before backward", "after backward", "after step", "after zero_grad", "between assigns", "result"]
X = np.random.default_rng(2).normal(size=(6, 3)).astype(np.float32)
LABELS = np.array([0, 1, 2, 0, 1, 2])


class Bench:
    def __init__(self, retrace: str = "always") -> None:
        ag.random.seed(0)
        self.model = nn.Dense(3, 3)
        self.count, self.total = ag.Variable(np.zeros(())), ag.Variable(np.zeros(()))
        self.optimizer = optim.Adam(self.model.parameters(), lr=0.1)
        self.fail: tuple[str, type[BaseException]] | None = None
        self.step = ag.compile(self._step, retrace=retrace)

    def _maybe(self, point: str) -> None:
        if self.fail is not None and self.fail[0] == point:
            raise self.fail[1](point)

    def _step(self, x: Any, labels: Any, clear: bool = True) -> Any:
        loss = F.cross_entropy(self.model(x), labels)
        self._maybe("before backward")
        loss.backward()
        self._maybe("after backward")
        self.optimizer.step()
        self._maybe("after step")
        if clear:
            self.optimizer.zero_grad()
        self._maybe("after zero_grad")
        self.count.assign(self.count + 1)
        self._maybe("between assigns")
        self.total.assign(self.total + 1)
        self._maybe("result")
        return loss

    def state(self) -> list[Any]:
        kept = self.optimizer.groups[0].state
        variables = [*self.model.parameters(), *kept["step"], *kept["exp_avg"], *kept["exp_avg_sq"]]
        variables += [self.optimizer.steps, self.count, self.total]
        grads = [p.grad for p in self.model.parameters()]
        return [v.tolist() for v in variables] + [None if g is None else g.tolist() for g in grads]


@pytest.mark.parametrize("mode", ["compile", "interpret"])
@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
@pytest.mark.parametrize("point", POINTS)
def test_an_exception_leaves_everything_as_it_was(
    point: str, error: type[BaseException], mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "mode", mode)
    bench, twin = Bench(), Bench()
    for each in (bench, twin):
        each.step(X, LABELS)
        each.step(X, LABELS, clear=False)  # leaves gradients behind
    before = bench.state()
    bench.fail = (point, error)
    with pytest.raises(error, match=point):
        bench.step(X, LABELS)
    assert bench.state() == before
    bench.fail = None
    assert float(bench.step(X, LABELS)) == float(twin.step(X, LABELS))
    assert bench.state() == twin.state() != before


@pytest.mark.parametrize("mode", ["compile", "interpret"])
@pytest.mark.parametrize("retrace", ["always", "signature"])
def test_a_bad_label_found_by_the_kernel(retrace: str, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "mode", mode)
    bench = Bench(retrace)
    bench.step(X, LABELS)
    before = bench.state()
    with pytest.raises(RangeError, match="index 7 is out of range"):
        bench.step(X, np.array([0, 1, 2, 0, 1, 7]))
    assert bench.state() == before
    bench.step(X, LABELS)
    assert bench.state() != before


def test_an_exception_after_a_value_was_asked_for() -> None:
    v = ag.Variable([1.0])

    @ag.compile
    def f(x: Any, limit: float) -> Any:
        v.assign(v + x)
        if float(v) > limit:
            raise ValueError("over")
        return v * 1

    assert f(np.float32([1]), 5.0).tolist() == [2]
    with pytest.raises(ValueError, match="over"):
        f(np.float32([9]), 5.0)
    assert v.tolist() == [2]


def test_a_result_that_cannot_be_built() -> None:
    v = ag.Variable([1.0])

    class Picky(NamedTuple("Holder", [("x", Any)])):
        def __new__(cls, x: Any) -> Any:
            if isinstance(x, ag.Tensor) and x._node is None:
                raise ValueError("no values, please")
            return super().__new__(cls, x)

    @ag.compile
    def f(x: Any) -> Any:
        v.assign(v + x)
        return Picky(v * 2)

    with pytest.raises(ValueError, match="no values"):
        f(np.float32([1]))
    assert v.tolist() == [1]


def test_a_nested_call_is_part_of_the_outer_one() -> None:
    v = ag.Variable([1.0])

    @ag.compile
    def inner(x: Any) -> None:
        v.assign(v + x)

    @ag.compile
    def outer(x: Any, fail: bool) -> Any:
        inner(x)
        if fail:
            raise ValueError("after the inner call")
        return v * 1

    with pytest.raises(ValueError, match="after the inner call"):
        outer(np.float32([1]), True)
    assert v.tolist() == [1]
    assert outer(np.float32([1]), False).tolist() == v.tolist() == [2]


def test_assigned_values_are_seen_at_once_inside() -> None:
    v = ag.Variable([1.0, 2.0])
    seen: list[Any] = []

    @ag.compile
    def f(x: Any) -> Any:
        v.assign(v * x)
        first = v + 0
        seen.append(v.tolist())
        v.assign(v + 1)
        seen.append(float(v[0]))
        return first, v * 1

    first, last = f(np.float32([3, 3]))
    assert first.tolist() == [3, 6] and last.tolist() == v.tolist() == [4, 7]
    assert seen == [[3, 6], 4]


def test_gradients_are_seen_at_once_inside() -> None:
    p = nn.Parameter([1.0, 2.0])

    @ag.compile
    def f(x: Any) -> Any:
        (p * x).sum().backward()
        doubled = p.grad * 2
        p.grad = None
        assert p.grad is None
        (p * p).sum().backward()
        return doubled, p.grad

    doubled, inside = f(np.float32([3, 4]))
    assert doubled.tolist() == [6, 8]
    assert inside.tolist() == p.grad.tolist() == [2, 4]


def interrupted(step: Callable[[], Any], seconds: float) -> int:
    """How often KeyboardInterrupt came out of a step, when it comes at any moment."""

    def interrupt(number: int, frame: Any) -> None:
        raise KeyboardInterrupt

    before, caught, rng = signal.signal(signal.SIGALRM, interrupt), 0, np.random.default_rng(0)
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            try:
                signal.setitimer(signal.ITIMER_REAL, rng.uniform(1e-4, 5e-3))
                while time.monotonic() < end + 5:
                    step()
                raise AssertionError("an interrupt was lost")
            except KeyboardInterrupt:
                caught += 1
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return caught


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no interval timers here")
def test_an_interrupt_at_any_moment() -> None:
    variables = [ag.Variable(np.zeros(2)) for _ in range(12)]

    @ag.compile
    def f() -> None:
        for v in variables:
            v.assign(v + 1)

    f()
    seen = set()

    def step() -> None:
        f()
        seen.add(len({v.tolist()[0] for v in variables}))

    assert interrupted(step, 0.5) > 10
    assert seen == {1} and len({tuple(v.tolist()) for v in variables}) == 1
    before = variables[0].tolist()[0]
    f()
    assert variables[0].tolist()[0] == before + 1
