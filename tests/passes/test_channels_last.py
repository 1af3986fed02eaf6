"""channels_last: the same values and gradients for every kind of convolution, and only where it pays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from programs import Array, arguments, interpreted, programs
from rewriting import rewritten

from autograph.autodiff import differentiate
from autograph.graph import REGISTRY, Node, topological
from autograph.ops.convolution import Conv2d, Conv2dImageGradient
from autograph.ops.elementwise import add, exp, multiply
from autograph.ops.joining import concat
from autograph.ops.layout import Contiguous
from autograph.ops.movement import broadcast_to, pad, reshape
from autograph.ops.pooling import MaxPool2d
from autograph.ops.reduction import reduce_max, reduce_sum
from autograph.ops.source import constant
from autograph.passes.channels_last import channels_last
from autograph.passes.decompose import decompose
from autograph.passes.simplify import simplify

#: (stride, dilation, groups, low and high padding)
CONVOLUTIONS = [
    ((1, 1), (1, 1), 1, (0, 0)),
    ((1, 1), (1, 1), 1, (1, 1)),
    ((2, 1), (1, 1), 1, (1, 0)),
    ((1, 2), (2, 1), 2, (2, 1)),
    ((3, 2), (1, 1), 16, (0, 2)),
    ((1, 1), (1, 1), 16, (4, 3)),
]


def step(
    stride: tuple[int, int], dilation: tuple[int, int], groups: int, padding: tuple[int, int]
) -> tuple[list[Array], list[Node]]:
    """Convolution, bias, relu, pooling, a join, a second convolution and a flattened end; its value and gradients."""
    rng = np.random.default_rng(groups)
    shapes = [(3, 16, 11, 12), (32, 16 // groups, 3, 2), (32,), (16, 48, 2, 2)]
    arrays = [rng.standard_normal(s, np.float32) for s in shapes]
    x, w, b, v = nodes = arguments(arrays)
    convolution = Conv2d(stride, dilation, groups)
    padded = pad(x, [(0, 0, 0), (0, 0, 0), (*padding, 0), (*padding, 0)])
    first = convolution.apply(padded, w)
    first = REGISTRY["relu"]().apply(add(first, broadcast_to(reshape(b, (32, 1, 1)), first.shape)))
    joined = concat([first, exp(multiply(_half(first), constant(0.1, first.dtype, _half(first).shape)))], 1)
    second = Conv2d().apply(joined, v)
    pooled = MaxPool2d((2, 2), (1, 1)).apply(second)
    flat = reshape(pooled, (3, pooled.type.size // 3))
    scores = multiply(flat, exp(multiply(flat, constant(0.01, flat.dtype, flat.shape))))
    total = add(reduce_sum(scores, (0, 1)), reduce_sum(reduce_max(reduce_sum(first, (2, 3)), (1,)), (0,)))
    outputs = [total, *differentiate(total, constant(1.0, total.dtype), nodes)]
    return arrays, simplify(outputs, {})


def _half(x: Node) -> Node:
    return REGISTRY["slice"](tuple((0, 1, e // 2 if k == 1 else e) for k, e in enumerate(x.shape))).apply(x)


def kinds(outputs: Sequence[Node]) -> set[type]:
    return {type(n.op) for n in topological(outputs)}


@pytest.mark.parametrize("geometry", CONVOLUTIONS)
def test_values_and_gradients_are_the_same(
    geometry: tuple[tuple[int, int], tuple[int, int], int, tuple[int, int]],
) -> None:
    arrays, before = step(*geometry)
    made = rewritten(channels_last, before, arrays, rtol=2e-5)
    assert Contiguous in kinds(made) and Conv2dImageGradient not in kinds(made)


@pytest.mark.compiler
def test_generated_c_computes_the_same() -> None:
    steps = [step(*geometry) for geometry in CONVOLUTIONS]
    for run, (arrays, before) in zip(programs([outputs for _, outputs in steps]), steps):
        for got, wanted in zip(run(arrays), interpreted(before, arrays)):
            np.testing.assert_allclose(got, wanted, rtol=2e-5, atol=2e-5 * np.abs(wanted).max())


def test_few_channels_double_precision_and_other_graphs_stay_as_they_are() -> None:
    few = [np.ones((1, 16, 5, 5), np.float32), np.ones((6, 16, 3, 3), np.float32)]
    rewritten(channels_last, before := [Conv2d().apply(*arguments(few))], few, before)
    double = [np.ones((2, 1, 5, 5)), np.ones((16, 1, 3, 3))]
    before = [Conv2d().apply(*arguments(double)), exp(arguments(double)[0])]
    rewritten(channels_last, before, double, before)


def test_what_is_read_in_both_layouts_is_computed_once() -> None:
    arrays = [np.ones((2, 1, 5, 5), np.float32), np.ones((16, 1, 3, 3), np.float32)]
    out = Conv2d().apply(*arguments(arrays))
    made = rewritten(channels_last, [out, exp(out), reduce_sum(out, (0,)), reduce_sum(out, (1, 2))], arrays, rtol=1e-5)
    assert len([n for n in topological(made) if isinstance(n.op, Conv2d)]) == 1


def test_what_is_computed_once_in_the_plain_layout_is_not_moved_for_elementwise_ops() -> None:
    arrays = [np.ones((2, 8, 5, 5), np.float32), np.ones((16, 8, 3, 3), np.float32)]
    x, w = arguments(arrays)
    made = rewritten(channels_last, [Conv2d().apply(x, w), decompose([exp(x)], {})[0]], arrays, rtol=1e-5)
    assert len([n for n in topological(made) if isinstance(n.op, Contiguous)]) == 2, "the weights and the result"


def test_a_cotangent_that_needs_no_zeros_is_not_copied() -> None:
    arrays = [np.ones((2, 16, 5, 5), np.float32), np.ones((16, 16, 1, 1), np.float32)]
    x, w = arguments(arrays)
    total = reduce_sum(exp(Conv2d().apply(exp(x), w)), (0, 1, 2, 3))
    before = simplify(differentiate(total, constant(1.0, total.dtype), [x, w]), {})
    made = rewritten(channels_last, before, arrays, rtol=1e-5)
    laid_out = [n for n in topological(simplify(made, {})) if isinstance(n.op, Contiguous)]
    copies = [n for n in laid_out if n.inputs[0].op.kind == "elementwise"]
    assert not copies and Conv2dImageGradient not in kinds(made)
