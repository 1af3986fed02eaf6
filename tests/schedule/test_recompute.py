"""Second computations: when they run, what they cost, and the order that keeps memory low."""

from __future__ import annotations

import numpy as np
import pytest
from programs import arguments, interpreted, programs

from autograph.graph import Node, node
from autograph.ops.contraction import matmul
from autograph.ops.elementwise import exp, multiply
from autograph.ops.gradient import Recompute
from autograph.ops.reduction import reduce_sum
from autograph.schedule.group import group
from autograph.schedule.memory import allot

A = np.random.default_rng(0).uniform(-0.1, 0.1, (48, 48)).astype(np.float32)


def again(x: Node, *after: Node) -> Node:
    return node(Recompute(), x, *after)


def test_a_second_computation_waits_and_reads_nothing_for_it() -> None:
    x, w = arguments([A, A])
    late = matmul(exp(matmul(x, w)), w)
    second = matmul(again(x, late), w)
    groups = group([second, late, matmul(x, w)])
    (g,) = [g for g in groups if second in g.outputs]
    assert set(g.reads) == {x, w} and g.after == (late,)
    order = [n for g in groups for n in g.outputs]
    assert order.index(matmul(x, w)) < order.index(late) < order.index(second)


def test_cheap_second_computations_do_not_join_the_first() -> None:
    x, w = arguments([A, A])
    h = exp(x)
    late = matmul(h, w)
    copy = exp(again(x, late))
    out = matmul(copy, late)
    groups = group([h, copy, out])
    assert not any({h, copy} <= set(g.outputs) for g in groups)
    order = [n for g in groups for n in g.outputs]
    assert order.index(h) < order.index(late) < order.index(copy)


def test_one_that_waits_for_arguments_alone_is_in_its_readers_kernel() -> None:
    x, w = arguments([A, A])
    (only,) = group([multiply(exp(again(x, w)), x)])
    assert only.reads == (x,) and only.after == ()


@pytest.mark.compiler
def test_values_are_those_of_the_first() -> None:
    x, w = arguments([A, A])
    late = reduce_sum(matmul(x, w), (1,))
    outputs = [exp(again(matmul(x, w), late)), again(x, late), exp(matmul(x, w))]
    (run,) = programs([outputs])
    for found, wanted in zip(run([A, A]), interpreted(outputs, [A, A])):
        np.testing.assert_allclose(found, wanted, rtol=1e-4, atol=1e-5)


def test_the_derivatives_of_the_last_layers_come_first() -> None:
    """Asked for first layer first: whatever the order of the outputs, a layer's is computed when it can be."""
    layers = 12
    x, *weights = arguments([A] * (layers + 1))
    outputs, h, chain = [], x, [x]
    for w in weights:
        h = exp(matmul(h, w))
        chain.append(h)
    back = h
    for w, before in zip(reversed(weights), reversed(chain[:-1])):
        outputs.append(matmul(before, back))
        back = matmul(back, w)
    placed = {x, *weights, *outputs}
    sizes = [allot(group(asked), placed).size for asked in (outputs, outputs[::-1])]
    assert sizes[0] == sizes[1] <= (layers + 1) * A.nbytes
