"""batch_in_lanes: the same values and gradients for every batch, and only where it pays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from programs import Array, arguments, interpreted, programs
from rewriting import rewritten

import autograph as ag
import autograph.nn.functional as F
from autograph.autodiff import differentiate
from autograph.graph import REGISTRY, Node, node, topological
from autograph.ops.convolution import Conv2d
from autograph.ops.elementwise import add, exp, multiply
from autograph.ops.lanes import FromLanes, InBatch, ToLanes
from autograph.ops.movement import broadcast_to, pad, reshape
from autograph.ops.pooling import MaxPool2d
from autograph.ops.reduction import reduce_max, reduce_sum
from autograph.ops.source import constant
from autograph.passes.batch_in_lanes import batch_in_lanes
from autograph.passes.decompose import decompose
from autograph.passes.simplify import simplify

#: Whole vectors, some lanes over, one lane over, less than a vector.
BATCHES = (16, 48, 37, 13)


def network(batch: int) -> tuple[list[Array], list[Node], Node]:
    """Arguments, their nodes, and a scalar: convolutions, bias, relu, pooling, and a flattened end."""
    rng = np.random.default_rng(batch)
    shapes = [(batch, 2, 9, 10), (4, 2, 3, 3), (4,), (3, 2, 2, 2), (3,)]
    arrays = [rng.standard_normal(s, np.float32) for s in shapes]
    x, w, b, v, c = nodes = arguments(arrays)
    padded = pad(x, [(0, 0, 0), (0, 0, 0), (1, 1, 0), (1, 1, 0)])
    first = Conv2d(stride=(2, 1)).apply(padded, w)
    first = REGISTRY["relu"]().apply(add(first, broadcast_to(reshape(b, (4, 1, 1)), first.shape)))
    pooled = MaxPool2d((2, 2), (1, 2)).apply(first)
    second = Conv2d(dilation=(2, 1)).apply(pooled, _channels(v, 4))
    second = add(second, broadcast_to(reshape(c, (3, 1, 1)), second.shape))
    flat = reshape(second, (batch, second.type.size // batch))
    scores = multiply(flat, exp(multiply(flat, constant(0.1, flat.dtype, flat.shape))))
    total = reduce_sum(scores, (0, 1))
    return arrays, nodes, add(total, reduce_sum(reduce_max(first, (2, 3)), (0, 1)))


def _channels(v: Node, count: int) -> Node:
    """[o, 2, i, j] weights as [o, count, i, j], each channel twice."""
    o, c, i, j = v.shape
    spread = broadcast_to(reshape(v, (o, c, 1, i, j)), (o, c, count // c, i, j))
    return reshape(spread, (o, count, i, j))


def step(batch: int) -> tuple[list[Array], list[Node]]:
    """The network's value and all its gradients, as they reach the pass."""
    arrays, nodes, total = network(batch)
    outputs = [total, *differentiate(total, constant(1.0, total.dtype), nodes)]
    return arrays, simplify(decompose(outputs, {}), {})


def kinds(outputs: Sequence[Node]) -> set[type]:
    return {type(n.op) for n in topological(outputs)}


@pytest.mark.parametrize("batch", BATCHES)
def test_values_and_gradients_are_the_same(batch: int) -> None:
    arrays, before = step(batch)
    made = rewritten(batch_in_lanes, before, arrays, rtol=1e-5)
    assert {ToLanes, FromLanes} & kinds(made)
    assert (InBatch in kinds(made)) == (batch % 16 != 0), "stray lanes are left out of sums, where there are any"


@pytest.mark.compiler
def test_generated_c_computes_the_same() -> None:
    steps = [step(batch) for batch in BATCHES]
    for run, (arrays, before) in zip(programs([outputs for _, outputs in steps]), steps):
        for got, wanted in zip(run(arrays), interpreted(before, arrays)):
            np.testing.assert_allclose(got, wanted, rtol=1e-5, atol=1e-5 * np.abs(wanted).max())


@pytest.mark.parametrize("batch", BATCHES)
def test_the_derivative_of_padding_between_convolutions_stays_in_lanes(batch: int) -> None:
    rng = np.random.default_rng(batch)
    arrays = [rng.standard_normal(s, np.float32) for s in [(batch, 2, 6, 7), (2, 2, 3, 3)]]
    x, w = arguments(arrays)
    out = x
    for _ in range(3):
        out = Conv2d().apply(pad(out, [(0, 0, 0), (0, 0, 0), (1, 1, 0), (1, 1, 0)]), w)
    outputs = differentiate(reduce_sum(multiply(out, out), (0, 1, 2, 3)), constant(1.0, out.dtype), [w])
    made = rewritten(batch_in_lanes, simplify(outputs, {}), arrays, rtol=1e-4)
    assert [n.inputs[0] for n in topological(made) if isinstance(n.op, ToLanes)] == [x]
    assert FromLanes not in kinds(made)


@pytest.mark.parametrize("batch", [1, 5, 17])
def test_small_batches_stay_as_they_are(batch: int) -> None:
    arrays, before = step(batch)
    rewritten(batch_in_lanes, before, arrays, before)


def test_double_precision_and_other_graphs_stay_as_they_are() -> None:
    arrays = [np.ones((16, 1, 5, 5)), np.ones((1, 1, 3, 3))]
    before = [Conv2d().apply(*arguments(arrays)), exp(arguments(arrays)[0])]
    rewritten(batch_in_lanes, before, arrays, before)


def test_what_is_read_in_both_layouts_is_computed_once() -> None:
    arrays = [np.ones((16, 1, 5, 5), np.float32), np.ones((1, 1, 3, 3), np.float32)]
    out = Conv2d().apply(*arguments(arrays))
    made = rewritten(batch_in_lanes, [out, exp(out), reduce_sum(out, (0,))], arrays, rtol=1e-5)
    assert len([n for n in topological(made) if isinstance(n.op, Conv2d)]) == 1


def test_not_a_number_in_the_last_image_stays_there() -> None:
    arrays = [np.ones((13, 1, 5, 5), np.float32), np.ones((1, 1, 3, 3), np.float32)]
    arrays[0][12] = np.nan
    x, w = arguments(arrays)
    out = Conv2d().apply(x, w)
    cotangent = node(REGISTRY["less"](), out, constant(100, out.dtype, out.shape))
    weights = Conv2d().weight_gradient(x, REGISTRY["cast"](out.dtype).apply(cotangent), w.shape)
    rewritten(batch_in_lanes, [out, weights, reduce_sum(out, (0, 1))], arrays, rtol=1e-5)


@pytest.mark.compiler
def test_every_copy_of_a_tile_rounds_alike() -> None:
    """Channels of the same weights come out the same, wherever in a tile they stand: tiles overlap, and which of two
    threads stores an element last is a matter of chance."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(37, 34, 6, 5)).astype(np.float32)
    w = np.repeat(rng.normal(size=(34, 1, 2, 2)), 17, axis=1).astype(np.float32)
    got = ag.compile(lambda x, w: F.conv_transpose2d(x, w, stride=2))(x, w).numpy()
    np.testing.assert_array_equal(got, np.repeat(got[:, :1], 17, axis=1))
