"""Which steps of a plan write new values of variables over the old ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import nn, optim
from autograph.backends import backend
from autograph.frontend import Compiled
from autograph.pipeline import Lowered, lowered
from autograph.schedule.plan import Step
from autograph.schedule.recipe import Target

TARGET = Target(lanes=16, registers=32, flexible=True, replaces=True, nearby=128 << 10)
X, Y = np.ones((8, 128), np.float32), np.arange(8)


class Layers(nn.Module):
    def __init__(self) -> None:
        self.first, self.second, self.third = nn.Dense(128, 96), nn.Dense(96, 64), nn.Dense(64, 10)

    def forward(self, x: ag.Tensor) -> ag.Tensor:
        return self.third(F.relu(self.second(F.relu(self.first(x)))))


def lowering(make: Callable[[list[ag.Parameter]], optim.Optimizer], clip: bool = False) -> Lowered:
    model = Layers()
    optimizer = make(list(model.parameters()))

    def step(x: ag.Tensor, y: ag.Tensor) -> ag.Tensor:
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        if clip:
            optim.clip_by_norm(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        return loss

    return of(step, X, Y)


def of(function: Callable[..., Any], *arguments: Any) -> Lowered:
    (graph,), lines = Compiled(function).recorded(*arguments)
    return lowered(graph, lines, backend("cpu"), TARGET)


def updates(low: Lowered) -> tuple[Step, ...]:
    return low.plan.steps[low.plan.last :]


@pytest.mark.parametrize("clip", [False, True])
@pytest.mark.parametrize(
    ("make", "slots"),
    [
        (lambda p: optim.Adam(p), 3),
        (lambda p: optim.AdamW(p), 3),
        (lambda p: optim.Adam(p, lr=optim.schedules.cosine(0.1, 10)), 3),
        (lambda p: optim.RMSprop(p), 2),
        (lambda p: optim.Adagrad(p), 2),
        (lambda p: optim.Lion(p), 2),
    ],
)
def test_all_parameters_are_updated_by_one_kernel_in_one_phase(
    make: Callable[[list[ag.Parameter]], optim.Optimizer], slots: int, clip: bool
) -> None:
    low = lowering(make, clip)
    large = [s for s in updates(low) if len(s.places) - s.reads == slots]
    assert len(large) == 6 and len({s.kernel for s in large}) == 1
    assert low.plan.steps[low.plan.last - 1].barrier and not any(s.barrier for s in updates(low)[:-1])
    assert len(low.plan.replaced) >= 6 * slots


def test_each_new_value_lies_where_the_one_it_replaces_did() -> None:
    low = lowering(lambda p: optim.Adam(p))
    for output, slot in low.plan.replaced:
        (writer,) = [s for s in low.plan.steps if ("output", output) in {(p.kind, p.at) for p in s.places[s.reads :]}]
        readers = [k for k, s in enumerate(low.plan.steps) if ("input", slot) in {(p.kind, p.at) for p in s.places}]
        assert low.plan.steps[readers[-1]] is writer
        assert all(k < low.plan.last for k in readers[:-1])


def test_nothing_that_can_fail_comes_last() -> None:
    table = ag.Variable(np.zeros((200, 200), np.float32))

    def step(k: ag.Tensor) -> None:
        table.assign(table + table[k])

    low = of(step, np.zeros(200, np.int64))
    assert not low.plan.replaced and not any(s.checked for s in updates(low))


@pytest.mark.parametrize("side", [8, 200])
def test_little_state_is_not_worth_it(side: int) -> None:
    state = ag.Variable(np.zeros((side, side), np.float32))
    low = of(lambda: state.assign(state + 1.0))
    assert len(low.plan.replaced) == (side == 200)


def test_an_old_value_that_another_update_reads_stays() -> None:
    a, b = (ag.Variable(np.zeros((200, 200), np.float32)) for _ in range(2))

    def exchange() -> None:
        old = a * 1.0
        a.assign(b + 1.0)
        b.assign(old + 2.0)

    assert not of(exchange).plan.replaced


def test_an_old_value_that_is_a_result_stays() -> None:
    state = ag.Variable(np.zeros((200, 200), np.float32))

    def step() -> ag.Tensor:
        before = state.detach()
        state.assign(state + 1.0)
        return before

    assert not of(step).plan.replaced


def test_what_is_no_variable_stays_where_it_is() -> None:
    low = of(lambda x, g: x - 0.1 * g, *np.zeros((2, 200, 200), np.float32))
    assert low.plan.last == len(low.plan.steps) and not low.plan.replaced
