"""Schedules against PyTorch's, against formulas, and inside steps of every kind."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import config, nn, optim
from autograph.errors import ArgumentError, ShapeError
from autograph.optim import schedules


def values(schedule: Any, steps: int) -> list[float]:
    found = [schedule(t) for t in range(steps)]
    assert {(t.dtype, t.shape) for t in found} == {(ag.float64, ())}
    return [float(t) for t in found]


TORCHS: dict[str, tuple[Any, Callable[[Any, Any], Any], int]] = {
    "step": (schedules.step(0.3, 4, 0.5), lambda t, o: t.StepLR(o, 4, 0.5), 20),
    "step each": (schedules.step(0.3, 1, 0.9), lambda t, o: t.ExponentialLR(o, 0.9), 20),
    "cosine": (schedules.cosine(0.3, 17, 0.02), lambda t, o: t.CosineAnnealingLR(o, 17, 0.02), 18),
    "one_cycle": (schedules.one_cycle(0.3, 20), lambda t, o: t.OneCycleLR(o, 0.3, 20), 20),
    "one_cycle settings": (
        schedules.one_cycle(0.3, 31, 0.45, 10.0, 100.0),
        lambda t, o: t.OneCycleLR(o, 0.3, 31, pct_start=0.45, div_factor=10, final_div_factor=100),
        31,
    ),
    "warmup_cosine": (
        schedules.warmup_cosine(0.3, 5, 20, initial=0.03, final=0.01),
        lambda t, o: t.SequentialLR(o, [t.LinearLR(o, 0.1, 1.0, 5), t.CosineAnnealingLR(o, 15, 0.01)], [5]),
        21,
    ),
}


@pytest.mark.filterwarnings("ignore::UserWarning")  # SequentialLR's own, about the order of calls
@pytest.mark.parametrize("name", TORCHS)
def test_values_are_pytorchs(name: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    schedule, make, steps = TORCHS[name]
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.3)
    other, expected = make(torch.optim.lr_scheduler, optimizer), []
    for k in range(steps):
        expected.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if k < steps - 1:  # OneCycleLR counts its calls
            other.step()
    np.testing.assert_allclose(values(schedule, steps), expected, rtol=1e-9)


def test_values_by_hand() -> None:
    assert values(schedules.constant(0.25), 3) == [0.25] * 3
    np.testing.assert_allclose(values(schedules.step(1.0, 2, 0.5), 6), [1, 1, 0.5, 0.5, 0.25, 0.25])
    half = math.sqrt(0.5)
    wave = [1, 0.5 + half / 2, 0.5, 0.5 - half / 2, 0]
    np.testing.assert_allclose(values(schedules.cosine(1.0, 4), 7), [*wave, 0, 0], atol=1e-15)
    np.testing.assert_allclose(values(schedules.cosine(1.0, 4, 0.5), 5), [0.5 + w / 2 for w in wave])
    line = [0, 0.25, 0.5, 0.75]
    np.testing.assert_allclose(values(schedules.warmup_cosine(1.0, 4, 8), 10), [*line, *wave, 0], atol=1e-15)
    cycle = values(schedules.one_cycle(1.0, 9, pct_start=5 / 9, div_factor=2.0, final_div_factor=50.0), 11)
    np.testing.assert_allclose(cycle[:5], [1 - w / 2 for w in wave])
    np.testing.assert_allclose(cycle[4:9], [0.01 + 0.99 * w for w in wave])
    np.testing.assert_allclose(cycle[9:], [0.01, 0.01])


def weighted(schedule: Any, mode: str, monkeypatch: pytest.MonkeyPatch, steps: int = 6) -> tuple[list[float], Any]:
    """How far each step of a constant gradient goes."""
    if mode == "interpret":
        monkeypatch.setattr(config, "mode", "interpret")
    p = nn.Parameter(np.float64([0.0]))
    optimizer = optim.SGD([p], lr=schedule)

    def step(x: Any) -> None:
        (p * x).sum().backward()
        optimizer.step()
        optimizer.zero_grad()

    x, places = np.float64([-1.0]), [0.0]
    call: Any = step
    if mode != "eager":
        call = ag.compile(step, retrace="signature" if mode == "signature" else "always")
    for _ in range(steps):
        call(x)
        places.append(p.item())
    return list(np.diff(places)), call


@pytest.mark.compiler
@pytest.mark.parametrize("mode", ["eager", "always", "signature", "interpret"])
def test_the_rate_advances_with_the_steps(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    schedule = schedules.warmup_cosine(1.0, 2, 5, initial=0.25)
    gone, call = weighted(schedule, mode, monkeypatch)
    np.testing.assert_allclose(gone, values(schedule, 6), rtol=1e-12, atol=1e-15)
    if mode != "eager":
        assert (call.stats.paths, call.stats.traces) == (1, 1 if mode == "signature" else 6)


@pytest.mark.compiler
def test_another_rate_of_the_same_schedule_compiles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    weighted(schedules.cosine(1.0, 50), "always", monkeypatch, 1)
    gone, call = weighted(schedules.cosine(0.5, 70, 0.125), "always", monkeypatch, 2)
    assert call.stats.compilations == 0 and gone[0] == 0.5


@pytest.mark.compiler
@pytest.mark.parametrize(
    "own",
    [lambda t: 1 / (1 + t), lambda t: 1 / (1 + float(t)), lambda t: ag.asarray(1 / (1 + t), dtype=ag.float32)],
    ids=["array functions", "Python numbers", "float32"],
)
def test_a_schedule_of_ones_own(own: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    gone, call = weighted(own, "always", monkeypatch, 4)
    np.testing.assert_allclose(gone, [1, 1 / 2, 1 / 3, 1 / 4], rtol=1e-7)
    assert call.stats.paths == 1


def test_a_step_that_fails_does_not_count() -> None:
    p = nn.Parameter(np.float64([0.0]))
    optimizer = optim.SGD([p], lr=schedules.step(1.0, 1, 0.5))

    @ag.compile
    def step(fails: bool) -> None:
        (-p).sum().backward()
        optimizer.step()
        optimizer.zero_grad()
        if fails:
            raise KeyError("stop")

    for fails in (False, True, True, False):
        if fails:
            with pytest.raises(KeyError):
                step(True)
        else:
            step(False)
    assert p.item() == 1.5 and float(optimizer.steps) == 2


def test_a_schedule_of_many_rates_is_refused() -> None:
    p = nn.Parameter([1.0, 2.0])
    optimizer = optim.SGD([p], lr=lambda t: np.float64([0.1, 0.2]))
    p.grad = ag.asarray([1.0, 1.0])
    with pytest.raises(ShapeError, match=r"the schedule of lr gave shape \[2\]"):
        optimizer.step()
    assert p.tolist() == [1, 2] and float(optimizer.steps) == 0


REFUSED: list[tuple[Any, str]] = [
    (lambda: schedules.constant(-1), "lr=-1"),
    (lambda: schedules.step(0.1, 0), "size=0"),
    (lambda: schedules.step(0.1, 2, -0.5), "gamma=-0.5"),
    (lambda: schedules.step("a", 2), "lr='a'"),
    (lambda: schedules.cosine(0.1, 2.5), "steps=2.5"),
    (lambda: schedules.cosine(0.1, 3, -1), "final=-1"),
    (lambda: schedules.cosine(0.1, True), "steps=True"),
    (lambda: schedules.warmup_cosine(0.1, 5, 5), "warmup_cosine: warmup=5 of steps=5"),
    (lambda: schedules.warmup_cosine(0.1, 5, 9, initial=float("nan")), "initial=nan"),
    (lambda: schedules.one_cycle(0.1, 3, pct_start=0.3), "one_cycle: pct_start=0.3 of steps=3"),
    (lambda: schedules.one_cycle(0.1, 30, pct_start=1.0), "one_cycle: pct_start=1.0 of steps=30"),
    (lambda: schedules.one_cycle(0.1, 30, div_factor=0), "div_factor=0"),
    (lambda: schedules.one_cycle(0.1, 30, final_div_factor=-1), "final_div_factor=-1"),
]


@pytest.mark.parametrize(("make", "message"), REFUSED)
def test_settings_that_are_refused(make: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message) as error:
        make()
    assert len(str(error.value).split("\n")) == 3
