"""Sums over the steps of a recurrence: one product, or no sum at all, and the same values."""

from __future__ import annotations

import functools
import sys

import numpy as np
import pytest
from programs import Array, arguments
from rewriting import rewritten

import autograph as ag
from autograph import nn
from autograph.graph import Node, node, topological
from autograph.ops.contraction import Matmul
from autograph.ops.elementwise import Add, Multiply, Tanh, add
from autograph.ops.gather import ScatterAdd
from autograph.ops.joining import Concat, concat
from autograph.ops.layout import Contiguous
from autograph.ops.movement import Pad, Slice, pad, permute, reshape, slice_
from autograph.ops.reduction import reduce_sum
from autograph.ops.source import constant
from autograph.passes import stack_steps


def whole(*shape: int, seed: int = 0) -> Array:
    """Numbers of which sums and products are exact."""
    return np.random.default_rng(seed).integers(-9, 9, shape).astype(np.float32)


def step(n: Node, first: int, of: int, axis: int = 0) -> Node:
    """Zeros but for `n` from `first` on along an axis of that extent."""
    padding = [(0, 0, 0)] * len(n.shape)
    padding[axis] = (first, of - first - n.shape[axis], 0)
    return pad(n, padding)


def total(terms: list[Node]) -> Node:
    return functools.reduce(add, terms)


def product(x: Node, y: Node) -> Node:
    return node(Matmul(), permute(x, (1, 0)), y)


def tanh(n: Node) -> Node:
    return node(Tanh(), n)


def count(outputs: list[Node], op: type) -> int:
    return sum(isinstance(n.op, op) for n in topological(outputs))


# -- steps between zeros


def test_steps_of_one_array_are_joined() -> None:
    arrays = [whole(2, 3, seed=k) for k in range(3)]
    parts = arguments(arrays)
    before = total([step(p, 2 * k, 6) for k, p in enumerate(parts)][::-1])
    rewritten(stack_steps, [before], arrays, [concat(parts, 0)])


def test_gaps_are_zeros_and_other_terms_stay() -> None:
    arrays = [whole(1, 5), whole(2, 5, seed=1), whole(7, 5, seed=2)]
    a, b, other = arguments(arrays)
    (made,) = rewritten(stack_steps, [total([step(b, 4, 7), other, step(a, 1, 7)])], arrays)
    assert count([made], Pad) == 0 and count([made], Add) == 1 and made.inputs[1] is other


@pytest.mark.parametrize("axis", [0, 1])
def test_steps_along_an_axis_after_others_of_extent_1(axis: int) -> None:
    arrays = [whole(*(1,) * axis, 2, 4, seed=k) for k in range(2)]
    first, second = arguments(arrays)
    (made,) = rewritten(stack_steps, [add(step(first, 0, 4, axis), step(second, 2, 4, axis))], arrays)
    assert isinstance(made.op, Concat) and made.op.axis == axis


def test_what_overlaps_or_does_not_lie_in_one_piece_stays() -> None:
    x, y = arguments([whole(2, 4), whole(2, 4, seed=1)])
    overlapping = add(step(x, 0, 3), step(y, 1, 3))
    columns = add(step(x, 0, 8, 1), step(y, 4, 8, 1))
    ones = add(pad(x, [(0, 2, 0), (0, 0, 0)], 1.0), pad(y, [(2, 0, 0), (0, 0, 0)], 1.0))
    between = add(pad(x, [(0, 1, 1), (0, 0, 0)]), pad(y, [(1, 0, 1), (0, 0, 0)]))
    kept = [overlapping, columns, ones, between]
    assert stack_steps(kept, {}) == kept


# -- products


def test_products_of_steps_are_one() -> None:
    arrays = [whole(4, 3 + 3 * (k > 4), seed=k) for k in range(10)]
    xs, ys = np.split(np.array(arguments(arrays), object), 2)
    (made,) = rewritten(stack_steps, [total([product(x, y) for x, y in zip(xs, ys)][::-1])], arrays)
    assert made is product(concat(list(xs), 0), concat(list(ys), 0))


def test_steps_that_lie_in_arrays_are_read_there() -> None:
    """As in a recurrent layer: the states before each step and after it, and the derivatives of each step."""
    arrays = [whole(4, 8, seed=k) for k in range(5)] + [whole(4, 8, seed=k) for k in range(5, 9)]
    states, steps = [tanh(n) for n in arguments(arrays)[:5]], [tanh(n) for n in arguments(arrays)[5:]]
    steps = [node(Multiply(), d, states[4]) for d in steps]  # all of them come after the last state
    every = concat([reshape(h, (1, 4, 8)) for h in states], 0)
    given = total([step(reshape(d, (1, 4, 8)), k, 4) for k, d in enumerate(steps)])
    before = [every, given, total([product(h, d) for h, d in zip(states, steps)][::-1])]
    made = rewritten(stack_steps, before, arrays, rtol=1e-6)
    assert count(made, Concat) == 2 and count(made, Matmul) == 1
    read = made[2].inputs[0].inputs[0]
    assert (
        isinstance(read.op, Slice) and read.op.limits == ((0, 1, 16), (0, 1, 8)) and read.inputs[0].inputs[0] is made[0]
    )


def test_a_step_elsewhere_stays_a_product_of_its_own() -> None:
    arrays = [whole(4, 8, seed=k) for k in range(10)]
    xs, ys = [tanh(n) for n in arguments(arrays)[:5]], [tanh(n) for n in arguments(arrays)[5:]]
    before = [concat(ys[1:], 0), concat(xs[1:], 0), total([product(x, y) for x, y in zip(xs, ys)])]
    made = rewritten(stack_steps, before, arrays, rtol=1e-6)
    assert count(made, Matmul) == 2 and count(made, Concat) == 2


def test_an_array_that_waits_for_the_sum_is_not_used_for_it() -> None:
    """Truncated: the weight changes between two steps of one sequence."""
    arrays = [whole(4, 4, seed=k) for k in range(7)]
    w, *rest = arguments(arrays)
    xs, ys = [tanh(n) for n in rest[:3]], [tanh(n) for n in rest[3:]]
    changed = total([w, *[product(x, y) for x, y in zip(xs, ys)]])
    later = node(Matmul(), xs[2], changed)
    made = rewritten(stack_steps, [concat([*xs, later], 0)], arrays, rtol=1e-6)
    assert count(made, Matmul) == 2 and count(made, Concat) == 3


def test_few_products_and_those_whose_rows_outweigh_them_stay() -> None:
    small = [
        product(x, y) for x, y in zip(*[arguments([whole(64, 2, seed=k) for k in range(8)])[k::2] for k in (0, 1)])
    ]
    few = [product(x, y) for x, y in zip(*[arguments([whole(4, 9, seed=k) for k in range(4)])[k::2] for k in (0, 1)])]
    kept = [total(small), total(few)]
    assert stack_steps(kept, {}) == kept


def test_long_sums_are_several_products(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["autograph.passes.stack_steps"], "LONGEST", 12)
    arrays = [whole(4, 8, seed=k) for k in range(10)]
    xs, ys = np.split(np.array(arguments(arrays), object), 2)
    (made,) = rewritten(stack_steps, [total([product(x, y) for x, y in zip(xs, ys)])], arrays)
    assert [n.inputs[1].shape[0] for n in made.inputs] == [12, 8]


def test_arguments_among_steps_are_copied() -> None:
    arrays = [whole(2, 4, seed=k) for k in range(3)]
    x, y, z = arguments(arrays)
    zeros = constant(0, x.dtype, (2, 4))
    (made,) = rewritten(stack_steps, [concat([zeros, tanh(x), tanh(y), z], 0)], arrays)
    assert [isinstance(i.op, Contiguous) for i in made.inputs] == [True, False, False, True]
    of_arguments = concat([x, y, tanh(z)], 0)
    assert stack_steps([of_arguments], {}) == [of_arguments]


# -- sums into tables, and over rows


def test_sums_into_one_table_are_one() -> None:
    arrays = [np.random.default_rng(1).integers(0, 5, (2, 4)), whole(8, 3), whole(5, 3, seed=1)]
    words, every, other = arguments(arrays)
    at = [reshape(slice_(words, [(0, 1, 2), (t, 1, 1)]), (2,)) for t in range(4)]
    values = [slice_(every, [(2 * t, 1, 2), (0, 1, 3)]) for t in range(4)]
    terms = [node(ScatterAdd(0, 1, (5,)), x, p) for x, p in zip(values, at)]
    joined = node(ScatterAdd(0, 1, (5,)), every, reshape(permute(words, (1, 0)), (8,)))
    rewritten(stack_steps, [total([*terms[::-1], other])], arrays, [add(joined, other)])
    mixed = [node(ScatterAdd(0, 1, (5,)), x, p) for x, p in zip(values[::-1], at)]
    assert stack_steps([total(mixed)], {}) == [total(mixed)], "values and positions are not in one order"


def test_steps_added_up_row_by_row_are_one_sum() -> None:
    arrays = [whole(4, 8, seed=k) for k in range(4)]
    steps = [tanh(n) for n in arguments(arrays)]
    every = concat(steps, 0)
    before = [every, reduce_sum(total(steps[::-1]), (0,))]
    rewritten(stack_steps, before, arrays, [every, reduce_sum(every, (0,))], rtol=1e-6)
    columns = [concat(steps, 0), reduce_sum(total(steps), (1,))]
    assert stack_steps(columns, {}) == columns


# -- in a network


@pytest.mark.compiler
@pytest.mark.parametrize("kind", [nn.RNN, nn.LSTM, nn.GRU])
@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("begun", [False, True])
def test_a_weight_of_all_steps_has_one_product(kind: type, bidirectional: bool, begun: bool) -> None:
    directions, steps = 1 + bidirectional, 18
    layer = kind(5, 8, bidirectional=bidirectional)
    state = ag.asarray(whole(directions, 4, 8, seed=7) / 8)
    begin = ((state, state) if kind is nn.LSTM else state) if begun else None

    def train(x: ag.Tensor) -> ag.Tensor:
        loss = (layer(x, begin)[0] ** 2).sum()
        loss.backward()
        return loss

    found = []
    x = ag.asarray(whole(4, steps, 5) / 8)
    for run in (ag.compile(train), train):
        run(x)
        found.append([p.grad.numpy() for p in layer.parameters()])
        for p in layer.parameters():
            p.grad = None
    for compiled, by_numpy in zip(*found):
        np.testing.assert_allclose(compiled, by_numpy, rtol=1e-4, atol=1e-5)
    launches = [row for row in ag.compile(train).source(x).splitlines() if "matmul" in row and "-> out0 =" in row]
    assert len(launches) <= directions * (2 * steps + 4), "a product for each weight, not one for each step"
