"""simplify: every rule, and what must be left alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from programs import Array, arguments, interpreted
from rewriting import rewritten

from autograph import dtypes
from autograph.graph import Node, node
from autograph.ops.comparison import Less, greater, where
from autograph.ops.contraction import matmul
from autograph.ops.convolution import Conv2d
from autograph.ops.elementwise import add, cast, divide, exp, multiply, negative, subtract
from autograph.ops.gradient import Alias, stop_gradient
from autograph.ops.indexing import OneHot
from autograph.ops.movement import broadcast_to, flip, pad, permute, reshape, slice_
from autograph.ops.piecewise import Relu, power
from autograph.ops.pooling import MaxPool2d, MaxPool2dChoice, MaxPool2dScatter
from autograph.ops.reduction import Max, reduce_sum
from autograph.ops.source import constant
from autograph.passes.simplify import constant_value, simplify

F = dtypes.float32
RNG = np.random.default_rng(1)
ARRAYS: tuple[Array, ...] = (RNG.standard_normal((3, 4), np.float32), RNG.standard_normal((3, 4), np.float32))
X, Y = arguments(ARRAYS)
WHOLE = cast(X, dtypes.int32)


def full(value: float, shape: tuple[int, ...] = (3, 4)) -> Node:
    return constant(value, F, shape)


def whole(value: int) -> Node:
    return constant(value, dtypes.int32, (3, 4))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(multiply(X, full(1)), X, id="x*1"),
        pytest.param(multiply(full(1), X), X, id="1*x"),
        pytest.param(multiply(X, full(-1)), negative(X), id="x*-1"),
        pytest.param(multiply(full(-1), X), negative(X), id="-1*x"),
        pytest.param(multiply(full(1), full(-1)), full(-1), id="1*-1"),
        pytest.param(add(X, full(0)), X, id="x+0"),
        pytest.param(add(full(0), X), X, id="0+x"),
        pytest.param(subtract(X, full(0)), X, id="x-0"),
        pytest.param(subtract(full(0), X), negative(X), id="0-x"),
        pytest.param(divide(X, full(1)), X, id="x/1"),
        pytest.param(
            power(WHOLE, whole(5)),
            multiply(multiply(multiply(WHOLE, WHOLE), multiply(WHOLE, WHOLE)), WHOLE),
            id="integer**5",
        ),
        pytest.param(negative(negative(X)), X, id="--x"),
        pytest.param(negative(negative(negative(X))), negative(X), id="---x"),
        pytest.param(add(full(0.1), full(0.2)), full(float(np.float32(0.1) + np.float32(0.2))), id="add-constants"),
        pytest.param(exp(full(1e9)), full(float("inf")), id="exp-constant"),
        pytest.param(Less().apply(full(1), full(2)), constant(True, dtypes.bool_, (3, 4)), id="less-constants"),
        pytest.param(cast(full(2.5), dtypes.int32), constant(2, dtypes.int32, (3, 4)), id="cast-constant"),
        pytest.param(
            broadcast_to(broadcast_to(X, (2, 3, 4)), (5, 2, 3, 4)), broadcast_to(X, (5, 2, 3, 4)), id="broadcasts"
        ),
        pytest.param(reshape(reshape(X, (12,)), (2, 6)), reshape(X, (2, 6)), id="reshapes"),
        pytest.param(reshape(reshape(X, (12,)), (3, 4)), X, id="reshape-back"),
        pytest.param(reshape(full(2), (12,)), full(2, (12,)), id="reshape-constant"),
        pytest.param(permute(permute(X, (1, 0)), (1, 0)), X, id="permute-back"),
        pytest.param(
            permute(permute(reshape(X, (3, 2, 2)), (1, 2, 0)), (1, 2, 0)),
            permute(reshape(X, (3, 2, 2)), (2, 0, 1)),
            id="permutes",
        ),
        pytest.param(
            slice_(slice_(X, [(0, 2, 2), (1, 1, 3)]), [(1, 1, 1), (2, -1, 3)]),
            slice_(X, [(2, 2, 1), (3, -1, 3)]),
            id="slices",
        ),
        pytest.param(flip(flip(X, 1), 1), X, id="flips"),
        pytest.param(slice_(pad(X, [(1, 2, 0), (0, 3, 0)]), [(1, 1, 3), (0, 1, 4)]), X, id="slice-of-pad"),
        pytest.param(
            multiply(add(X, full(0)), add(full(0.5), full(0.5))),
            X,
            id="inner-ones",
        ),
        pytest.param(multiply(reshape(permute(full(1), (1, 0)), (3, 4)), X), X, id="constant-through-movements"),
    ],
)
def test_a_rule_gives_the_expected_graph(before: Node, after: Node) -> None:
    rewritten(simplify, [before], ARRAYS, [after])


@pytest.mark.parametrize(
    "n",
    [
        pytest.param(multiply(X, full(0)), id="x*0-is-nan-where-x-is-infinite"),
        pytest.param(subtract(X, X), id="x-x-is-nan-where-x-is-infinite"),
        pytest.param(divide(X, Y), id="x/y"),
        pytest.param(divide(full(1), X), id="1/x"),
        pytest.param(slice_(pad(X, [(1, 0, 0), (0, 0, 1)]), [(1, 1, 3), (0, 1, 4)]), id="slice-of-interior-pad"),
        pytest.param(slice_(pad(X, [(1, 1, 0), (0, 0, 0)]), [(0, 1, 3), (0, 1, 4)]), id="slice-that-keeps-padding"),
        pytest.param(pad(X, [(0, 1, 0), (0, 0, 0)], -0.0), id="pad"),
        pytest.param(cast(cast(X, dtypes.int32), F), id="casts-that-lose"),
        pytest.param(add(X, full(-1)), id="x+-1"),
        pytest.param(power(WHOLE, whole(-1)), id="integer**-1"),
    ],
)
def test_what_is_not_exact_is_left_alone(n: Node) -> None:
    rewritten(simplify, [n], ARRAYS, [n])


def test_rules_reach_everything_and_each_output() -> None:
    out = exp(add(multiply(X, full(1)), full(0)))
    made = rewritten(simplify, [out, X, out, negative(negative(out))], ARRAYS, [exp(X), X, exp(X), exp(X)])
    assert made[0] is made[2]


@pytest.mark.parametrize(
    ("value", "source", "target", "wanted"),
    [
        (300, dtypes.int64, dtypes.int8, 44),
        (-1, dtypes.int64, dtypes.uint16, 65535),
        (0.1, dtypes.float64, F, float(np.float32(0.1))),
        (0.1, F, dtypes.float64, float(np.float32(0.1))),
        (1e300, dtypes.float64, F, float("inf")),
        (-2.7, F, dtypes.int32, -2),
        (2**53 + 1, dtypes.int64, dtypes.float64, float(2**53)),
        (0.5, F, dtypes.bool_, True),
        (True, dtypes.bool_, F, 1.0),
    ],
)
def test_casts_of_constants_round_and_wrap_as_numpy_does(
    value: Any, source: dtypes.DType, target: dtypes.DType, wanted: Any
) -> None:
    (made,) = rewritten(simplify, [cast(constant(value, source, (2,)), target)], [])
    assert made is constant(wanted, target, (2,))


@pytest.mark.filterwarnings("error")
def test_casting_nan_to_an_integer_is_not_an_error() -> None:
    (made,) = simplify([cast(constant(float("nan"), F, (2,)), dtypes.int32)], {})
    assert constant_value(made) is not None


def test_constant_value_looks_through_movements() -> None:
    assert constant_value(slice_(permute(reshape(full(3), (2, 6)), (1, 0)), [(0, 2, 3), (1, 1, 1)])) == 3
    assert constant_value(X) is None and constant_value(add(full(1), full(1))) is None


# -- the derivative of max pooling


IMAGES: tuple[Array, ...] = (
    RNG.integers(-2, 3, (2, 3, 7, 8)).astype(np.float32),
    RNG.standard_normal((2, 3, 3, 4), np.float32),
)
IMAGE, COTANGENT = arguments(IMAGES)


def pooling_gradient(image: Node, kernel: tuple[int, int], stride: tuple[int, int]) -> Node:
    return node(MaxPool2dScatter(kernel, stride, (7, 8)), COTANGENT, node(MaxPool2dChoice(kernel, stride), image))


def masked(condition: Node, x: Node) -> Node:
    return where(condition, x, full(0, x.shape))


@pytest.mark.parametrize("kernel", [(2, 2), (3, 2)])  # the second's windows overlap
def test_a_mask_after_a_pooling_gradient_becomes_one_before_it(kernel: tuple[int, int]) -> None:
    image = node(Relu(), IMAGE)
    gradient = pooling_gradient(image, kernel, (2, 2))
    pooled = node(MaxPool2d(kernel, (2, 2)), image)
    asked = masked(greater(pooled, full(0, (2, 3, 3, 4))), COTANGENT)
    wanted = node(gradient.op, asked, gradient.inputs[1])
    rewritten(simplify, [masked(greater(image, full(0, image.shape)), gradient)], IMAGES, [wanted])


def test_a_mask_of_something_else_stays() -> None:
    gradient = pooling_gradient(IMAGE, (2, 2), (2, 2))
    other = masked(greater(exp(IMAGE), full(1, IMAGE.shape)), gradient)
    filled = where(greater(IMAGE, full(0, IMAGE.shape)), gradient, full(1, IMAGE.shape))
    rewritten(simplify, [other, filled], IMAGES, [other, filled])


# -- arrays without elements


EMPTY: tuple[Array, ...] = (np.zeros((0, 4), np.float32), np.zeros((3, 0), np.float32))
E, G = arguments(EMPTY)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(exp(E), full(0, (0, 4)), id="exp"),
        pytest.param(add(E, E), full(0, (0, 4)), id="add"),
        pytest.param(reduce_sum(E, (0,)), full(0, (4,)), id="sum-of-nothing"),
        pytest.param(reduce_sum(E, (1,)), full(0, (0,)), id="sums-of-no-rows"),
        pytest.param(matmul(G, E), full(0, (3, 4)), id="matmul-without-inner-axis"),
        pytest.param(pad(E, [(1, 2, 0), (0, 0, 0)], 2.5), full(2.5, (3, 4)), id="pad"),
        pytest.param(reshape(E, (4, 0)), full(0, (4, 0)), id="reshape"),
        pytest.param(Max((1,)).apply(E), full(0, (0,)), id="max-of-no-rows"),
        pytest.param(OneHot(3, F).apply(cast(G, dtypes.int64)), full(0, (3, 0, 3)), id="one-hot"),
        pytest.param(slice_(X, [(0, 1, 0), (0, 1, 4)]), full(0, (0, 4)), id="slice-to-nothing"),
    ],
)
def test_arrays_without_elements_need_no_kernel(before: Node, after: Node) -> None:
    arrays = ARRAYS if X in before.inputs else EMPTY
    rewritten(simplify, [before], arrays, [after])


def test_an_empty_argument_stays_an_argument() -> None:
    rewritten(simplify, [E], EMPTY, [E])


def test_convolving_no_images_gives_zero_gradients() -> None:
    arrays = [np.zeros((0, 2, 6, 6), np.float32), np.ones((3, 2, 3, 3), np.float32)]
    x, w = arguments(arrays)
    conv = Conv2d()
    weights = conv.weight_gradient(x, conv.apply(x, w), w.shape)
    (made,) = rewritten(simplify, [weights], arrays)
    np.testing.assert_array_equal(interpreted([made], arrays)[0], np.zeros((3, 2, 3, 3)))


def test_identities_vanish() -> None:
    arrays = [np.ones(3, np.float32)]
    (x,) = arguments(arrays)
    out = add(node(Alias(1), stop_gradient(exp(x))), node(Alias(2), x))
    rewritten(simplify, [out, node(Alias(3), x)], arrays, [add(exp(x), x), x])
