"""Plans: barriers leave no unsynchronised conflict, and what goes to disk comes back."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import lowerings, programs
from random_graphs import random_graph

from autograph import dtypes
from autograph.graph import TensorType, node
from autograph.ops.elementwise import add, exp
from autograph.ops.source import Input, Scalar
from autograph.schedule.places import with_barriers
from autograph.schedule.plan import Place, Plan, Step

places = st.one_of(
    st.builds(Place, st.sampled_from(["input", "output", "scalar"]), st.integers(0, 2), st.just(64)),
    st.builds(Place, st.just("arena"), st.integers(0, 5).map(lambda k: 64 * k), st.sampled_from([64, 128])),
)


@st.composite
def step(draw: st.DrawFn) -> Step:
    reads = draw(st.lists(places, max_size=3))
    writes = draw(st.lists(places.filter(lambda p: p.kind in ("arena", "output")), min_size=1, max_size=2))
    flags = st.booleans()
    return Step(
        draw(st.sampled_from("abc")), (*reads, *writes), len(reads), 5, draw(flags), draw(flags), light=draw(flags)
    )


def touched(place: Place) -> set[tuple[str, int]]:
    """The cells of a place; all places here lie at multiples of 64 bytes."""
    if place.kind == "arena":
        return {("arena", b) for b in range(place.at, place.at + place.nbytes, 64)}
    return {(place.kind, place.at)}


def conflict(a: Step, b: Step) -> bool:
    """Whether one step writes a byte that the other touches, and not the same thread runs both."""
    if all(s.light or not s.parallel for s in (a, b)):
        return False
    sides = []
    for s in (a, b):
        written = set().union(*map(touched, s.places[s.reads :]))
        sides.append((written, written.union(*map(touched, s.places))))
    return bool(sides[0][0] & sides[1][1] or sides[1][0] & sides[0][1])


def unsynchronised(steps: Sequence[Step]) -> list[tuple[int, int]]:
    return [
        (i, j)
        for j in range(len(steps))
        for i in range(j)
        if conflict(steps[i], steps[j]) and not any(s.barrier for s in steps[i:j])
    ]


@settings(max_examples=80, derandomize=True)
@given(st.lists(step(), max_size=9))
def test_barriers_leave_no_unsynchronised_conflict(steps: list[Step]) -> None:
    made = with_barriers(steps)
    assert unsynchronised(made) == []
    assert [s.places for s in made] == [s.places for s in steps]


@settings(max_examples=80, derandomize=True)
@given(st.lists(step(), max_size=9))
def test_no_barrier_is_superfluous(steps: list[Step]) -> None:
    made = with_barriers(steps)
    for k, s in enumerate(made):
        if s.barrier:
            without = [*made[:k], replace(s, barrier=False), *made[k + 1 :]]
            assert unsynchronised(without)


@settings(max_examples=100, derandomize=True)
@given(places, places)
def test_places_overlap_where_they_share_memory(a: Place, b: Place) -> None:
    assert a.overlaps(b) == bool(touched(a) & touched(b)) == b.overlaps(a)


@settings(max_examples=100, derandomize=True)
@given(
    st.lists(step(), max_size=4).map(tuple),
    st.lists(st.tuples(st.lists(st.integers(0, 9), max_size=3).map(tuple), st.sampled_from(["float32", "bool"]))).map(
        tuple
    ),
    st.lists(st.tuples(st.integers(0, 5), places), max_size=3).map(tuple),
)
def test_a_plan_survives_json(
    steps: tuple[Step, ...], outputs: tuple[tuple[tuple[int, ...], str], ...], passed: tuple[tuple[int, Place], ...]
) -> None:
    plan = Plan(steps, 4096, outputs, passed, 10**12)
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


@pytest.mark.compiler
def test_real_plans_are_synchronised_and_survive_json() -> None:
    r = random.Random("plans")
    for low in lowerings([random_graph(r).outputs for _ in range(40)]):
        assert unsynchronised(low.plan.steps) == []
        assert Plan.from_json(json.loads(json.dumps(low.plan.to_json()))) == low.plan
        assert not any(s.barrier for s in low.plan.steps[-1:]), "nothing waits after the last step"


@pytest.mark.compiler
def test_outputs_that_are_arguments_or_mentioned_twice_are_passed() -> None:
    x, y = (node(Input(k, TensorType((3,), dtypes.float32))) for k in range(2))
    made, number = exp(x), node(Scalar(0, dtypes.float32))
    (low,) = lowerings([[y, made, made, x, number]])
    assert low.plan.passed == (
        (0, Place("input", 1, 12)),
        (2, Place("output", 1, 12)),
        (3, Place("input", 0, 12)),
        (4, Place("scalar", 0, 4)),
    )
    assert len(low.plan.steps) == 1 and low.plan.arena == 0


@pytest.mark.compiler
def test_passed_outputs_are_copies() -> None:
    arrays = [np.arange(3, dtype=np.float32)]
    x = node(Input(0, TensorType((3,), dtypes.float32)))
    (run,) = programs([[x, add(x, x), add(x, x)]])
    same, double, again = run(arrays)
    same[0], double[0] = 7, 9
    assert arrays[0][0] == 0 and again[0] == 0
