"""A graph over several devices as graphs of one: each says nothing of devices, and together they mean the same."""

from __future__ import annotations

import random

import numpy as np
import pytest
from programs import Array, type_of

from autograph import dtypes
from autograph.autodiff import expand_gradients
from autograph.backends.reference import evaluate
from autograph.errors import Location
from autograph.graph import Lines, Node, TensorType, node, topological
from autograph.graph.check import check_graph
from autograph.ops.elementwise import add, exp, multiply
from autograph.ops.gradient import Gradient, Recompute, gradient
from autograph.ops.movement import permute
from autograph.ops.reduction import reduce_sum
from autograph.ops.source import Input, constant
from autograph.ops.transfer import Transfer, brought
from autograph.schedule.itinerary import Itinerary, Move, Segment, devices_of, split_devices

F = dtypes.float32
DEVICES = ("cpu", "cpu:1", "cpu:2")


def leaf(slot: int, *shape: int, device: str = "cpu", steady: bool = False, free: bool = False) -> Node:
    return node(Input(slot, TensorType(shape, F, device), steady, free))


def to(device: str, n: Node) -> Node:
    return node(Transfer(device), n)


def run(plan: Itinerary, arrays: list[Array]) -> list[Array]:
    """The outputs by NumPy; every value is made once, and read only where it is."""
    values: dict[int, Array] = dict(enumerate(arrays))
    made: set[int] = set()
    for step in plan.steps:
        if isinstance(step, Move):
            made.add(step.target)
            values[step.target] = values[step.source].copy()
            continue
        check_graph(step.graph, "segment")
        given = {n: n.op for n in topological(step.graph) if isinstance(n.op, Input)}
        assert devices_of(step.graph) <= {"cpu"} and not any(isinstance(op, Transfer) for op in given.values())
        known = {n: values[step.inputs[op.slot]] for n, op in given.items()}
        assert not set(step.outputs) & made
        made.update(step.outputs)
        values.update(zip(step.outputs, evaluate(expand_gradients(step.graph), known)))
    return [values[k] for k in plan.outputs]


def segments(plan: Itinerary) -> list[Segment]:
    return [s for s in plan.steps if isinstance(s, Segment)]


def moves(plan: Itinerary) -> list[Move]:
    return [s for s in plan.steps if isinstance(s, Move)]


def same(outputs: list[Node], arrays: list[Array]) -> Itinerary:
    """The graph split, which computes what the whole does."""
    plan = split_devices(outputs, {})
    plain = [np.asarray(a) for a in arrays]
    for found, wanted in zip(run(plan, plain), meaning(outputs, plain), strict=True):
        np.testing.assert_array_equal(found, wanted)
    return plan


def meaning(outputs: list[Node], arrays: list[Array]) -> list[Array]:
    """The outputs where there is one device: transfers are identities to NumPy."""
    expanded = expand_gradients(outputs)
    given = {n: arrays[n.op.slot] for n in topological(expanded) if isinstance(n.op, Input)}
    return evaluate(expanded, given)


def whole(*shape: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).integers(-3, 4, shape).astype(np.float32)


def test_two_layers_on_two_devices_forward_and_back() -> None:
    x, w, v = leaf(0, 3), leaf(1, 3), leaf(2, 3, device="cpu:1")
    loss = reduce_sum(exp(multiply(to("cpu:1", multiply(x, w)), v)), (0,))
    seed = to("cpu:1", constant(1.0, F))
    plan = same(
        [loss, gradient(loss, seed, w), gradient(loss, seed, v)], [whole(3), whole(3, seed=1), whole(3, seed=2)]
    )
    assert [s.device for s in segments(plan)] == ["cpu", "cpu:1", "cpu"]
    assert [m.device for m in moves(plan)] == ["cpu:1", "cpu"]


def test_a_graph_on_one_device_stays_as_it_was_recorded() -> None:
    x, w = leaf(0, 3, device="cpu:1"), leaf(1, 3, device="cpu:1", steady=True)
    loss = reduce_sum(multiply(x, w), (0,))
    plan = same([loss, gradient(loss, to("cpu:1", constant(1.0, F)), w)], [whole(3), whole(3)])
    (only,) = segments(plan)
    order = topological(only.graph)
    assert any(isinstance(n.op, Gradient) for n in order) and only.device == "cpu:1" and not moves(plan)
    assert [n.op.steady for n in order if isinstance(n.op, Input)] == [False, True]


def test_movements_are_repeated_and_not_handed_on() -> None:
    x, w = leaf(0, 2, 3), leaf(1, 2, 3)
    turned = permute(w, (1, 0))
    early = reduce_sum(turned, (0, 1))
    late = multiply(turned, permute(to("cpu", exp(to("cpu:1", multiply(x, x)))), (1, 0)))
    plan = same([early, late], [whole(2, 3), whole(2, 3, seed=1)])
    assert sum(len(s.outputs) for s in segments(plan)) == 4  # x·x, its exponential, and the results


def test_results_that_need_no_kernel() -> None:
    x, y = leaf(0, 3), leaf(1, 3, device="cpu:1")
    free = constant(2.0, F, (3,))
    moved = to("cpu:1", x)
    plan = same([x, y, free, to("cpu:2", free), moved, add(moved, y), moved], [whole(3), whole(3, seed=1)])
    assert [s.device for s in segments(plan) if s.outputs].count("cpu:2") == 1
    results = dict(zip(("x", "y", "free", "there", "moved"), plan.outputs))
    made = [k for s in segments(plan) for k in s.outputs]
    assert all(results[name] in made for name in ("x", "y", "free", "there"))
    assert results["moved"] in [m.target for m in moves(plan)]


def test_a_value_goes_to_a_device_once_and_arguments_go_first() -> None:
    x, y = leaf(0, 3), leaf(1, 3, device="cpu:1")
    there = to("cpu:1", x)
    free = leaf(2, 3, free=True)
    plan = same([add(there, y), multiply(there, free), multiply(y, free)], [whole(3)] * 3)
    assert [(m.source, m.device) for m in moves(plan)] == [(0, "cpu:1"), (2, "cpu:1")]
    assert plan.steps[:2] == tuple(moves(plan))


def test_what_is_computed_again_waits_only_within_its_segment() -> None:
    x = leaf(0, 3)
    there = exp(to("cpu:1", exp(x)))
    back = to("cpu", there)
    again = node(Recompute(), exp(x), there, exp(back))
    plan = same([multiply(again, back)], [whole(3)])
    assert [s.device for s in segments(plan)] == ["cpu", "cpu:1", "cpu"]
    last = [n for n in topological(segments(plan)[-1].graph) if isinstance(n.op, Recompute)]
    assert [len(n.inputs) for n in last] == [2]


def test_lines_go_along() -> None:
    x = leaf(0, 3)
    there = exp(to("cpu:1", x))
    line = Location("model.py", 3, "y = exp(x)")
    lines: Lines = {there: line}
    (segment,) = segments(split_devices([there], lines))
    assert lines[segment.graph[0]] is line


@pytest.mark.parametrize("seed", range(100))
def test_random_graphs_and_their_derivatives(seed: int) -> None:
    r = random.Random(seed)
    shape = (2, 2)
    arrays = [whole(*shape, seed=seed + k) for k in range(4)]
    values = [node(Input(k, type_of(a).on(r.choice(DEVICES)))) for k, a in enumerate(arrays[:3])]
    values += [constant(2.0, F, shape), node(Input(3, type_of(arrays[3]), free=True))]
    leaves = values[:3]
    for _ in range(r.randint(3, 14)):
        x, y = r.choice(values), r.choice(values)
        kind = r.randrange(4)
        if kind == 0:
            grown = to(r.choice(DEVICES), x)
        elif kind == 1:
            grown = permute(x, (1, 0))
        else:
            op = add if kind == 2 else multiply
            grown = op(x, brought(y, x.device) if x.device else y)
        values.append(grown)
    last = reduce_sum(brought(values[-1], values[-1].type.device), (0, 1))
    outputs = [r.choice(values) for _ in range(3)] + [last]
    if last.device is not None:
        one = to(last.device, constant(1.0, F))
        outputs += [gradient(last, one, w) for w in leaves]
    same(outputs, arrays)
