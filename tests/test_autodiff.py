"""Reverse mode: any order, shared work, and what happens where a function has a kink."""

from __future__ import annotations

import numpy as np
import pytest
from programs import Array, arguments, interpreted, programs

from autograph import dtypes
from autograph.autodiff import differentiate, expand_gradients, sweep
from autograph.errors import Location
from autograph.graph import REGISTRY, Node, node, topological
from autograph.graph.check import check_graph
from autograph.ops.contraction import matmul
from autograph.ops.elementwise import add, cast, exp, multiply, sin, sqrt, subtract
from autograph.ops.gradient import Alias, Placeholder, Recompute, gradient, joint_gradient, parts, stop_gradient
from autograph.ops.movement import reshape
from autograph.ops.pooling import MaxPool2d
from autograph.ops.reduction import reduce_max, reduce_sum
from autograph.ops.source import constant

D = dtypes.float64
VALUES = np.array([-1.5, -0.25, 0.5, 2.0])


def ones(n: Node) -> Node:
    return constant(1, n.dtype, n.shape)


def derivative(output: Node, wrt: Node) -> Node:
    return gradient(output, ones(output), wrt)


def value(n: Node, *arrays: Array) -> Array:
    return interpreted([n], arrays)[0]


def of_one(function: object, at: object, dtype: type = np.float64) -> list[float]:
    """The derivative of an op's sum at some points."""
    x = np.asarray(at, dtype)
    (n,) = arguments([x])
    out = function(n)  # type: ignore[operator]
    return value(derivative(reduce_sum(out, tuple(range(len(out.shape)))), n), x).tolist()  # type: ignore[no-any-return]


# -- orders


@pytest.mark.parametrize(
    ("order", "wanted"), [(1, np.cos), (2, lambda x: -np.sin(x)), (3, lambda x: -np.cos(x)), (4, np.sin)]
)
def test_derivatives_of_the_sine(order: int, wanted: np.ufunc) -> None:
    (x,) = arguments([VALUES])
    out = sin(x)
    for _ in range(order):
        out = derivative(out, x)
    np.testing.assert_allclose(value(out, VALUES), wanted(VALUES), rtol=1e-14)


@pytest.mark.parametrize(
    ("name", "third"),
    [
        ("exp", np.exp),
        ("log", lambda x: 2 / x**3),
        ("sqrt", lambda x: 0.375 * x**-2.5),
        ("tanh", lambda x: (4 * np.tanh(x) ** 2 - 2 * (1 - np.tanh(x) ** 2)) * (1 - np.tanh(x) ** 2)),
        ("cos", np.sin),
    ],
)
def test_third_derivatives(name: str, third: np.ufunc) -> None:
    at = np.array([0.4, 1.0, 1.7])
    (x,) = arguments([at])
    out = REGISTRY[name]().apply(x)
    for _ in range(3):
        out = derivative(out, x)
    np.testing.assert_allclose(value(out, at), third(at), rtol=1e-12)


def test_mixed_third_derivative_of_a_power() -> None:
    at = (np.array([1.5, 2.0]), np.array([2.5, 3.0]))
    x, y = arguments(at)
    out = REGISTRY["power"]().apply(x, y)
    for wrt in (x, x, y):
        out = derivative(out, wrt)
    a, b = at
    np.testing.assert_allclose(value(out, *at), a ** (b - 2) * (b * (b - 1) * np.log(a) + 2 * b - 1), rtol=1e-12)


@pytest.mark.compiler
def test_third_derivatives_through_a_network_run_in_c() -> None:
    rng = np.random.default_rng(4)
    arrays = [rng.standard_normal((5, 7)), rng.standard_normal((7, 6)), rng.standard_normal((6,))]
    x, w, b = arguments(arrays)
    out = reduce_sum(REGISTRY["tanh"]().apply(add(matmul(x, w), b)), (0, 1))
    for wrt in (w, b, x):
        out = derivative(reduce_sum(out, tuple(range(len(out.shape)))), wrt)
    (run,) = programs([[out]])
    np.testing.assert_allclose(run(arrays)[0], value(out, *arrays), rtol=1e-11, atol=1e-13)


def test_a_hessian_vector_product() -> None:
    rng = np.random.default_rng(5)
    matrix, at, vector = rng.standard_normal((4, 4)), rng.standard_normal(4), rng.standard_normal(4)
    a, x, v = arguments([matrix, at, vector])
    form = reduce_sum(multiply(x, matmul(a, x)), (0,))
    product = derivative(reduce_sum(multiply(derivative(form, x), v), (0,)), x)
    np.testing.assert_allclose(value(product, matrix, at, vector), (matrix + matrix.T) @ vector, rtol=1e-12)


def test_inner_gradients_are_expanded_first() -> None:
    (x,) = arguments([VALUES])
    cube = multiply(x, multiply(x, x))
    made = expand_gradients([derivative(derivative(cube, x), x), derivative(cube, x), x])
    check_graph(made, "autodiff", allow_derived=True)
    assert not any(n.op.name == "gradient" for n in topological(made)) and made[2] is x
    np.testing.assert_allclose(interpreted(made, [VALUES])[0], 6 * VALUES)


# -- sharing


def test_shared_subexpressions_are_differentiated_once() -> None:
    (x,) = arguments([VALUES])
    e = exp(x)
    out = add(multiply(e, e), e)
    (slope,) = expand_gradients([derivative(out, x)])
    assert sum(n.op.name == "exp" for n in topological([slope, out])) == 1
    np.testing.assert_allclose(value(slope, VALUES), 2 * np.exp(2 * VALUES) + np.exp(VALUES), rtol=1e-14)


def test_work_grows_with_the_graph_and_not_with_its_paths() -> None:
    (x,) = arguments([VALUES])
    out = x
    for _ in range(60):  # 2⁶⁰ paths
        out = multiply(out, constant(0.5, D, (4,)))
        out = add(out, out)
    (slope,) = expand_gradients([derivative(out, x)])
    assert len(topological([slope])) < 400
    np.testing.assert_allclose(value(slope, VALUES), np.ones(4))


def test_all_derivatives_of_one_output_share_one_sweep() -> None:
    x, y = arguments([VALUES, VALUES])
    out = reduce_sum(exp(multiply(sin(x), sin(y))), (0,))
    together = len(topological(expand_gradients([derivative(out, x), derivative(out, y)])))
    alone = len(topological(expand_gradients([derivative(out, x)])))
    assert together < 1.3 * alone


def test_deep_graphs_need_no_stack() -> None:
    (x,) = arguments([VALUES])
    out = x
    for _ in range(3000):
        out = sin(out)
    (slope,) = expand_gradients([derivative(out, x)])
    assert np.all(np.isfinite(value(slope, VALUES)))


# -- reach


def test_what_the_output_does_not_depend_on_has_derivative_zero() -> None:
    x, y, k = arguments([VALUES, np.ones((2, 3)), np.arange(4)])
    made = expand_gradients([derivative(exp(x), y), derivative(exp(x), exp(y)), derivative(stop_gradient(x), x)])
    assert made == [constant(0, D, (2, 3)), constant(0, D, (2, 3)), constant(0, D, (4,))]
    through_integers = cast(cast(x, dtypes.int64), D)
    np.testing.assert_array_equal(value(derivative(through_integers, x), VALUES), np.zeros(4))
    assert expand_gradients([derivative(exp(x), k)]) == [constant(0, dtypes.int64, (4,))]


def test_the_derivative_with_respect_to_the_output_is_the_cotangent() -> None:
    x, seed = arguments([VALUES, VALUES])
    out = exp(x)
    assert expand_gradients([gradient(out, seed, out)]) == [seed]
    assert expand_gradients([gradient(x, seed, x)]) == [seed]


def test_an_inner_node_is_a_variable_of_its_own() -> None:
    (x,) = arguments([VALUES])
    e = exp(x)
    out = add(multiply(e, e), x)
    np.testing.assert_allclose(value(derivative(out, e), VALUES), 2 * np.exp(VALUES))


def test_an_alias_hides_other_uses_of_the_same_value() -> None:
    (x,) = arguments([VALUES])
    copy = node(Alias(1), x)
    out = multiply(copy, x)
    np.testing.assert_allclose(value(derivative(out, copy), VALUES), VALUES)
    np.testing.assert_allclose(value(derivative(out, x), VALUES), 2 * VALUES)


def test_stop_gradient_is_a_constant_to_derivatives() -> None:
    (x,) = arguments([VALUES])
    np.testing.assert_allclose(value(derivative(multiply(stop_gradient(x), x), x), VALUES), VALUES)


def test_derivatives_have_the_types_of_what_they_are_taken_for() -> None:
    x, y = arguments([np.ones((3, 1), np.float32), np.ones(4)])
    out = reduce_sum(add(x, y), (0, 1))
    made = expand_gradients([derivative(out, x), derivative(out, y)])
    assert [n.type for n in made] == [x.type, y.type]
    np.testing.assert_array_equal(interpreted(made, [np.ones((3, 1), np.float32), np.ones(4)])[0], np.full((3, 1), 4))


# -- several outputs, and rules


def test_several_outputs_share_one_sweep() -> None:
    x, u, v = arguments([VALUES] * 3)
    e = exp(x)
    out = sin(e)
    (slope,) = expand_gradients([joint_gradient([e, out], [u, v], x)])
    assert sum(n.op.name == "exp" for n in topological([slope])) == 1
    inner = np.exp(VALUES)
    wanted = VALUES * inner + VALUES * np.cos(inner) * inner
    np.testing.assert_allclose(value(slope, VALUES, VALUES, VALUES), wanted, rtol=1e-14)
    assert sweep([x, x], [u, v], [x]) == [add(u, v)]


def ruled(x: Node, number: int, factor: float) -> Node:
    """The sine of x, whose derivative is said to be factor · x."""
    place = node(Placeholder(number, x.type))
    found = multiply(place, multiply(constant(factor, D, x.shape), x))
    return parts([stop_gradient(sin(x))], [x], [], [place], [found])[0]


def test_a_rule_gives_the_derivative() -> None:
    (x,) = arguments([VALUES])
    out = ruled(x, 1, 3.0)
    assert expand_gradients([out]) == [stop_gradient(sin(x))]
    np.testing.assert_allclose(value(derivative(out, x), VALUES), 3 * VALUES)
    np.testing.assert_allclose(value(derivative(derivative(out, x), x), VALUES), np.full(4, 3.0))
    made = expand_gradients([derivative(derivative(out, x), x), out])
    assert not {n.op.name for n in topological(made)} & {"part", "rule", "placeholder", "gradient"}


def test_rules_with_the_same_placeholder_do_not_mix() -> None:
    (x,) = arguments([VALUES])
    out = ruled(ruled(x, 1, 3.0), 1, 5.0)
    np.testing.assert_allclose(value(derivative(out, x), VALUES), 15 * np.sin(VALUES) * VALUES)


def test_values_with_stand_ins_are_computed_again_once_the_cotangent_is_there() -> None:
    x, seed = arguments([VALUES, VALUES])
    stand, place = node(Placeholder(0, x.type)), node(Placeholder(1, x.type))
    (out,) = parts([exp(sin(x))], [x], [stand], [place], [gradient(exp(sin(stand)), place, stand)])
    made = expand_gradients([out, gradient(out, seed, x)])
    order = topological(made)
    again = node(Recompute(), x, seed)
    assert again in order and sum(n.op.name == "exp" for n in order) == 2
    np.testing.assert_allclose(
        interpreted(made, [VALUES, VALUES])[1], VALUES * np.exp(np.sin(VALUES)) * np.cos(VALUES), rtol=1e-14
    )


# -- lines


def test_derivatives_get_the_lines_of_what_they_differentiate() -> None:
    (x,) = arguments([VALUES])
    inner, outer = sin(x), exp(sin(x))
    lines = {inner: Location("m.py", 1, "a = sin(x)"), outer: Location("m.py", 2, "b = exp(a)")}
    asked = derivative(outer, x)
    lines[asked] = Location("m.py", 3, "g = grad(b)")
    (slope,) = expand_gradients([asked], lines)
    new = [n for n in topological([slope]) if n not in (x, inner, outer)]
    cosine = next(n for n in new if n.op.name == "cos")
    assert lines[cosine].line == 1
    assert {lines[n].line for n in new} <= {1, 2, 3} and all(n in lines for n in new if n.op.kind != "source")


# -- kinks


def test_the_derivative_of_relu_at_zero_is_zero() -> None:
    assert of_one(REGISTRY["relu"]().apply, [-1.0, -0.0, 0.0, 1e-30, 2.0]) == [0, 0, 0, 1, 1]


def test_the_derivative_of_abs_at_zero_is_zero() -> None:
    assert of_one(REGISTRY["abs"]().apply, [-2.0, 0.0, -0.0, 3.0]) == [-1, 0, 0, 1]


def test_elements_that_tie_for_the_maximum_share() -> None:
    at = [[1.0, 3.0, 3.0, 2.0], [5.0, 5.0, 5.0, 5.0]]
    assert of_one(lambda x: reduce_max(x, (1,)), at) == [[0, 0.5, 0.5, 0], [0.25] * 4]
    assert of_one(lambda x: reduce_max(x, (0, 1)), at) == [[0] * 4, [0.25] * 4]
    assert of_one(REGISTRY["min"]((0,)).apply, at) == [[1, 1, 1, 1], [0, 0, 0, 0]]


@pytest.mark.parametrize(
    ("name", "wanted"), [("maximum", ([0.5, 0, 1], [0.5, 1, 0])), ("minimum", ([0.5, 1, 0], [0.5, 0, 1]))]
)
def test_operands_that_tie_get_half_each(name: str, wanted: tuple[list[float], list[float]]) -> None:
    at = [np.array([1.0, 2.0, 5.0]), np.array([1.0, 3.0, 4.0])]
    x, y = arguments(at)
    out = REGISTRY[name]().apply(x, y)
    for wrt, slope in zip((x, y), wanted):
        assert value(derivative(out, wrt), *at).tolist() == slope
    same = REGISTRY[name]().apply(x, x)
    np.testing.assert_array_equal(value(derivative(same, x), *at), np.ones(3))


def test_pooling_gives_all_to_the_first_of_equals() -> None:
    image = np.ones((1, 1, 3, 3))
    pool = MaxPool2d((2, 2), (1, 1))
    assert of_one(pool.apply, image) == [[[[1, 1, 0], [1, 1, 0], [0, 0, 0]]]]


def test_the_power_of_zero() -> None:
    power = REGISTRY["power"]()
    at = [np.array([0.0, 0.0, 0.0, -2.0, 3.0]), np.array([2.0, 1.0, 0.0, 3.0, 0.0])]
    x, y = arguments(at)
    out = power.apply(x, y)
    np.testing.assert_allclose(value(derivative(out, x), *at), [0, 1, 0, 12, 0])
    np.testing.assert_allclose(value(derivative(out, y), *at), [0, 0, 0, 0, np.log(3)])
    np.testing.assert_allclose(value(derivative(derivative(out, x), x), *at), [2, 0, 0, -12, 0])


def test_where_never_mixes_in_the_branch_not_taken() -> None:
    at = np.array([0.0, 4.0])
    (x,) = arguments([at])
    zero = constant(0, D, (2,))
    positive = REGISTRY["greater"]().apply(x, zero)
    safe = REGISTRY["where"]().apply(positive, x, ones(x))
    out = REGISTRY["where"]().apply(positive, sqrt(safe), zero)
    assert value(derivative(out, x), at).tolist() == [0.0, 0.25]


def test_differentiate_checks_the_types_of_an_ops_rule() -> None:
    class Wrong(type(subtract(*arguments([VALUES] * 2)).op), abstract=True):  # type: ignore[misc]
        def gradient(self, cotangent: Node, output: Node, x: Node, y: Node) -> tuple[Node, Node]:
            return reshape(cotangent, (2, 2)), cotangent

    x, y = arguments([VALUES, VALUES])
    with pytest.raises(AssertionError, match=r"derivative of subtract for float64\[4\] has type float64\[2, 2\]"):
        differentiate(node(Wrong(), x, y), ones(x), [x])
