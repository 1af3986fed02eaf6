"""New values of variables are written over the old ones where nobody can tell."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import nn, optim
from autograph.backends.c import device, replacing
from autograph.errors import RangeError

pytestmark = pytest.mark.compiler
SIDE = 200  # of a square that is worth it

Step = Callable[[], Any]


@pytest.fixture
def state() -> ag.Variable:
    return ag.Variable(np.zeros((SIDE, SIDE), np.float32))


def counting(state: ag.Variable) -> Step:
    """A step that adds one to all elements."""

    @ag.compile
    def step() -> None:
        state.assign(state + 1.0)

    return step


def address(v: ag.Tensor) -> int:
    return int(v.numpy().ctypes.data)


def moves(step: Step, v: ag.Tensor) -> bool:
    """Whether a step puts the value somewhere else."""
    before = address(v)
    step()
    return address(v) != before


def test_a_value_that_nobody_else_has_is_written_over(state: ag.Variable) -> None:
    step = counting(state)
    assert not any(moves(step, state) for _ in range(4))
    np.testing.assert_array_equal(state.numpy(), 4)


@pytest.mark.parametrize(
    "hold",
    [
        lambda v: v.numpy(),
        lambda v: v.numpy()[3:],
        lambda v: memoryview(v.numpy()),
        lambda v: v.detach(),
        lambda v: v.reshape(-1),
        lambda v: v.numpy().T,
    ],
)
def test_a_value_that_somebody_has_stays(state: ag.Variable, hold: Callable[[ag.Tensor], Any]) -> None:
    step = counting(state)
    step()
    held = hold(state)
    for k in range(2, 5):
        step()
        np.testing.assert_array_equal(np.asarray(held), 1)
        np.testing.assert_array_equal(state.numpy(), k)


def test_it_is_tried_again_when_nobody_has_it_any_more(state: ag.Variable) -> None:
    step = counting(state)
    held = state.numpy()
    assert moves(step, state)
    del held
    found = [moves(step, state) for _ in range(device.PATIENCE + 3)]
    assert all(found[: device.PATIENCE - 1]) and not any(found[-2:])
    np.testing.assert_array_equal(state.numpy(), device.PATIENCE + 4)


def test_two_variables_with_one_array_get_one_each(state: ag.Variable) -> None:
    other = ag.Variable(np.zeros((SIDE, SIDE), np.float32))
    other.assign(state)
    step = counting(state)
    step()
    np.testing.assert_array_equal(other.numpy(), 0)
    np.testing.assert_array_equal(state.numpy(), 1)


def test_a_value_that_was_replaced_meanwhile_stays(state: ag.Variable, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has as many references as if it was the variable's still."""
    step, begun, held = counting(state), device.Program.begun, []
    step()

    def interrupted(program: Any, *arguments: Any) -> Any:
        values = begun(program, *arguments)
        held.append(state.numpy())
        state.assign(np.full((SIDE, SIDE), 7, np.float32))
        return values

    monkeypatch.setattr(device.Program, "begun", interrupted)
    step()
    np.testing.assert_array_equal(held[0], 1)
    np.testing.assert_array_equal(state.numpy(), 2)


def test_memory_of_somebody_else_is_left_alone(state: ag.Variable) -> None:
    foreign = np.zeros((SIDE, SIDE), np.float32)
    state.assign(ag.asarray(foreign))
    counting(state)()
    np.testing.assert_array_equal(foreign, 0)
    np.testing.assert_array_equal(state.numpy(), 1)


def test_a_result_that_is_the_new_value_does_not_change_later(state: ag.Variable) -> None:
    @ag.compile
    def step() -> ag.Tensor:
        state.assign(state + 1.0)
        return state

    results = [step() for _ in range(4)]
    for k, r in enumerate(results, 1):
        np.testing.assert_array_equal(r.numpy(), k if r is not state else 4)


def test_the_old_value_may_be_a_result(state: ag.Variable) -> None:
    @ag.compile
    def step() -> tuple[ag.Tensor, ag.Tensor]:
        before = state * 1.0
        same = state.detach()
        state.assign(state + 1.0)
        return before, same

    for k in range(3):
        before, same = step()
        np.testing.assert_array_equal(before.numpy(), k)
        np.testing.assert_array_equal(same.numpy(), k)
    np.testing.assert_array_equal(state.numpy(), 3)


def test_values_that_are_exchanged() -> None:
    a, b = (ag.Variable(np.full((SIDE, SIDE), k, np.float32)) for k in (1, 2))

    @ag.compile
    def step() -> None:
        old = a + 0.5
        a.assign(b + 0.25)
        b.assign(old)

    step()
    np.testing.assert_array_equal(a.numpy(), 2.25)
    np.testing.assert_array_equal(b.numpy(), 1.5)


def test_a_step_that_fails_leaves_the_old_value(state: ag.Variable) -> None:
    table = ag.asarray(np.ones(3, np.float32))

    @ag.compile
    def step(k: ag.Tensor) -> ag.Tensor:
        state.assign(state + 1.0)
        return table[k]

    for good in range(1, 5):
        step(np.array([0, 2]))
        with pytest.raises(RangeError):
            step(np.array([0, 7]))
        np.testing.assert_array_equal(state.numpy(), good)


def test_a_refused_nan_leaves_the_old_value(state: ag.Variable) -> None:
    @ag.compile
    def step(x: ag.Tensor) -> None:
        state.assign(state + ag.log(x))

    step(np.ones(1, np.float32))
    before = ag.config.nan_guard
    ag.config.nan_guard = True
    try:
        with pytest.raises(FloatingPointError):
            step(-np.ones(1, np.float32))
    finally:
        ag.config.nan_guard = before
    np.testing.assert_array_equal(state.numpy(), 0)


class Stopped(Exception):
    """What an interrupt raises."""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers here")
@pytest.mark.parametrize("retrace", ["always", "signature"])
def test_an_interrupt_comes_before_all_changes_or_after_them(state: ag.Variable, retrace: str) -> None:
    count = ag.Variable(np.zeros((), np.float32))

    @ag.compile(retrace=retrace)
    def step() -> None:
        state.assign(state + 1.0)
        count.assign(count + 1.0)

    step()
    assert not moves(step, state)
    armed, stopped = False, 0

    def interrupt(number: int, frame: Any) -> None:
        nonlocal armed
        if armed:
            armed = False
            raise Stopped

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        for k in range(300):
            try:
                armed = True
                signal.setitimer(signal.ITIMER_REAL, 1e-5 * (1 + k % 23))
                for _ in range(40):
                    step()
                armed = False
            except Stopped:
                stopped += 1
            assert np.ptp(state.numpy()) == 0 and state.numpy()[0, 0] == count.numpy()
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert stopped


def test_a_reader_in_another_thread_sees_whole_values(state: ag.Variable) -> None:
    step, torn, done = counting(state), [], threading.Event()

    def read() -> None:
        while not done.is_set():
            seen = state.numpy()
            first = seen[0, 0]
            if not (seen == first).all():
                torn.append(first)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for r in readers:
        r.start()
    for _ in range(300):
        step()
    done.set()
    for r in readers:
        r.join()
    assert not torn
    np.testing.assert_array_equal(state.numpy(), 300)


def test_nothing_is_written_over_without_a_lock_of_python(state: ag.Variable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "LOCKED", False)
    assert replacing.LOCKED
    step = counting(state)
    assert moves(step, state) and moves(step, state)
    np.testing.assert_array_equal(state.numpy(), 2)


@pytest.mark.parametrize("retrace", ["always", "signature"])
@pytest.mark.parametrize("make", [optim.Adam, optim.AdamW, optim.Lion, lambda p, lr: optim.SGD(p, lr=lr, momentum=0.9)])
def test_optimizers_find_the_same_parameters(make: Any, retrace: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(8, 128)).astype(np.float32), rng.normal(size=(8, 96)).astype(np.float32)

    def trained(over: bool) -> list[np.ndarray[Any, Any]]:
        monkeypatch.setattr(device, "LOCKED", over)
        ag.random.seed(3)
        model = nn.Dense(128, 96)
        optimizer = make(model.parameters(), lr=0.01)

        @ag.compile(retrace=retrace)
        def step(x: ag.Tensor, y: ag.Tensor) -> ag.Tensor:
            loss = ((model(x) - y) ** 2).mean()
            loss.backward()
            optim.clip_by_norm(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            return loss

        step(x, y)
        moved = [moves(lambda: step(x, y), model.weight) for _ in range(4)]
        assert any(moved) != over
        return [p.numpy() for p in model.parameters()]

    for a, b in zip(trained(True), trained(False)):
        np.testing.assert_array_equal(a, b)


def test_what_another_call_made_of_a_value_is_never_out_of_date() -> None:
    """Packed weights are kept between calls as long as the array is the same."""
    rng = np.random.default_rng(5)
    weight = ag.Parameter(rng.normal(size=(SIDE, SIDE)).astype(np.float32))
    x = rng.normal(size=(32, SIDE)).astype(np.float32)
    expected = weight.numpy().copy()

    @ag.compile
    def answer(x: ag.Tensor) -> ag.Tensor:
        return x @ weight.T

    @ag.compile
    def step() -> None:
        weight.assign(weight * 0.5)

    for k in range(3 * device.PATIENCE):
        step()
        expected *= 0.5
        if k % 3:
            np.testing.assert_allclose(answer(x).numpy(), x @ expected.T, rtol=1e-4, atol=np.abs(expected).max() * 1e-4)
        if k == 2 * device.PATIENCE:
            expected *= 2.0**30
            weight.assign(expected)
