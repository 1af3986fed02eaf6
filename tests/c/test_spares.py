"""Memory of outputs is used again where nobody can tell."""

from __future__ import annotations

import gc
import threading

import numpy as np
import pytest

import autograph as ag
from autograph.backends.c import device
from autograph.backends.spares import LARGE, REMEMBERED, Spares
from autograph.errors import RangeError

FLOAT = np.dtype(np.float32)
SIDE = 200  # of a square that is large
assert 4 * SIDE * SIDE >= LARGE


def kept() -> int:
    return sum(p.kept for p in device.programs)


def test_an_array_that_nobody_has_serves_again() -> None:
    spares = Spares()
    address = spares.array((5,), FLOAT).ctypes.data
    assert spares.idle == 20
    held = spares.array((5,), FLOAT)
    assert (held.ctypes.data, spares.idle) == (address, 0)


@pytest.mark.parametrize("hold", [lambda a: a, lambda a: a[1:], lambda a: a.reshape(5, 1), memoryview])
def test_an_array_that_somebody_has_or_sees_does_not(hold: object) -> None:
    spares = Spares()
    kept = hold(spares.array((5,), FLOAT))  # type: ignore[operator]
    others = [spares.array((5,), FLOAT) for _ in range(4)]
    arrays = [np.asarray(kept), *others]
    assert not any(np.shares_memory(a, b) for k, a in enumerate(arrays) for b in arrays[:k])
    assert spares.idle == 0


def test_so_many_are_remembered_and_release_forgets_them() -> None:
    spares = Spares()
    many = [spares.array((5,), FLOAT) for _ in range(6)]
    del many
    assert spares.idle == REMEMBERED * 20
    spares.release()
    assert spares.idle == 0


def test_two_generations_serve_in_turns() -> None:
    spares = Spares()
    current, addresses = spares.array((5,), FLOAT), []
    for _ in range(6):
        addresses.append(current.ctypes.data)
        current = spares.array((5,), FLOAT)
    assert addresses == addresses[:2] * 3 and addresses[0] != addresses[1]


def test_threads_never_share_an_array() -> None:
    spares, clashes = Spares(), []

    def work(number: int) -> None:
        for _ in range(2000):
            mine = spares.array((64,), FLOAT)
            mine[:] = number
            clashes.extend([number] * int((mine != number).any()))

    threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not clashes


@pytest.mark.compiler
def test_results_that_are_kept_never_change() -> None:
    double = ag.compile(lambda x: x * 2.0)
    inputs = [np.full((SIDE, SIDE), k, np.float32) for k in range(6)]
    results = [double(x) for x in inputs]
    views = [double(x).numpy()[3:] for x in inputs]
    for k in range(6):
        np.testing.assert_array_equal(results[k].numpy(), 2.0 * k)
        np.testing.assert_array_equal(views[k], 2.0 * k)


@pytest.mark.compiler
def test_a_failed_step_leaves_the_state_that_serves_next() -> None:
    total, table = ag.Variable(np.zeros((SIDE, SIDE), np.float32)), ag.asarray(np.ones(3, np.float32))

    @ag.compile
    def step(k: ag.Tensor) -> ag.Tensor:
        total.assign(total + 1.0)
        return table[k]

    for good in range(1, 6):
        step(np.array([0, 2]))
        with pytest.raises(RangeError):
            step(np.array([0, 7]))
        np.testing.assert_array_equal(total.numpy(), good)


@pytest.mark.compiler
@pytest.mark.parametrize("way", ["release", "del"])
@pytest.mark.parametrize("over", [True, False])
def test_steps_take_no_new_memory_and_give_it_back(way: str, over: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether they write over the old state or not."""
    monkeypatch.setattr(device, "LOCKED", over)
    for p in device.programs:
        p.release()
    state = ag.Variable(np.zeros((SIDE, SIDE), np.float32))

    @ag.compile
    def step() -> None:
        state.assign(state + 1.0)

    addresses = []
    for _ in range(6):
        step()
        addresses.append(state.numpy().ctypes.data)
    assert len(set(addresses)) == (1 if over else 2)
    assert kept() == (0 if over else 4 * SIDE * SIDE)
    if way == "release":
        step.release()
    else:
        del step
    gc.collect()
    assert kept() == 0
    np.testing.assert_array_equal(state.numpy(), 6)
