"""What gets memory and what is computed where it is needed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from programs import lowerings

from autograph import dtypes
from autograph.autodiff import differentiate
from autograph.graph import REGISTRY, Node, TensorType, node, topological
from autograph.kernel.expr import Call, Reduce
from autograph.kernel.nest import Accumulate, Store, statements
from autograph.kernel.walk import walk
from autograph.ops.contraction import matmul
from autograph.ops.convolution import Conv2d
from autograph.ops.elementwise import add, cast, divide, exp, log, multiply, sqrt, subtract
from autograph.ops.movement import broadcast_to, flip, pad, permute, reshape, slice_
from autograph.ops.pooling import MaxPool2d
from autograph.ops.reduction import reduce_max, reduce_mean, reduce_sum
from autograph.ops.source import Input, Scalar, constant
from autograph.pipeline import simplified
from autograph.schedule.group import DEEPEST, MOST_OUTPUTS, MOST_READS, Group, group

pytestmark = pytest.mark.compiler  # the machine's vectors are asked of the compiler
F = dtypes.float32


def leaf(slot: int, *shape: int) -> Node:
    return node(Input(slot, TensorType(shape, F)))


def relu(x: Node) -> Node:
    return REGISTRY["relu"]().apply(x)


def groups(*outputs: Node) -> list[Group]:
    return group(simplified(outputs, {}))


def ops(g: Group) -> list[str]:
    """The ops a kernel computes."""
    reads = set(g.reads)
    return [n.op.name for n in topological(g.outputs, stop=reads.__contains__) if n not in reads]


def kernels_with(op: str, *outputs: Node) -> list[Group]:
    return [g for g in groups(*outputs) if op in ops(g)]


def softmax(x: Node) -> Node:
    kept = (*x.shape[:-1], 1)
    last = (len(x.shape) - 1,)
    e = exp(subtract(x, reshape(reduce_max(x, last), kept)))
    return divide(e, reshape(reduce_sum(e, last), kept))


def guards_in_sums(*outputs: Node) -> list[str]:
    """Kernels that test a condition for each step of a contraction."""
    found = []
    for low in lowerings([outputs]):
        for kernel, g in zip(low.kernels, low.groups):
            values = [s.value for s in statements(kernel.body) if isinstance(s, Accumulate)]
            guarded = any(isinstance(e, Call) and e.function == "guard" for e in walk(*values))
            if guarded and any(
                n.op.kind == "contraction" for n in topological(g.outputs, stop=set(g.reads).__contains__)
            ):
                found.append(kernel.label)
    return found


# -- one kernel


def test_a_chain_of_elementwise_ops_is_one_kernel() -> None:
    x, y = leaf(0, 40, 30), leaf(1, 30)
    assert len(groups(exp(add(multiply(x, x), relu(subtract(y, x)))))) == 1


def test_movements_are_never_kernels_of_their_own() -> None:
    x = leaf(0, 40, 30)
    moved = flip(permute(reshape(slice_(x, [(0, 2, 20), (0, 1, 30)]), (30, 20)), (1, 0)), 0)
    assert [len(groups(exp(moved))), len(groups(reduce_sum(moved, (0,))))] == [1, 1]


def test_matmul_with_bias_and_relu_is_one_kernel() -> None:
    x, w, b = leaf(0, 64, 100), leaf(1, 100, 30), leaf(2, 30)
    (only,) = groups(relu(add(matmul(x, w), b)))
    assert {"matmul", "add", "relu"} <= set(ops(only))


@pytest.mark.parametrize("shape", [(64, 10), (64, 1000), (4, 8, 32, 33)])
def test_softmax_is_one_kernel(shape: tuple[int, ...]) -> None:
    (only,) = groups(softmax(leaf(0, *shape)))
    assert {"max", "sum", "exp", "divide"} <= set(ops(only))


def test_adams_three_states_are_one_kernel() -> None:
    p, g, m, v = (leaf(k, 100, 30) for k in range(4))
    rate = node(Scalar(0, F))
    new_m = add(multiply(m, constant(0.9, F)), multiply(g, constant(0.1, F)))
    new_v = add(multiply(v, constant(0.999, F)), multiply(multiply(g, g), constant(0.001, F)))
    new_p = subtract(p, multiply(rate, divide(new_m, add(sqrt(new_v), constant(1e-8, F)))))
    (only,) = groups(new_p, new_m, new_v)
    assert set(only.outputs) == {new_p, new_m, new_v}


def test_optimizer_states_of_different_shapes_are_different_kernels() -> None:
    updates = [
        subtract(leaf(k, *s), multiply(leaf(k + 2, *s), constant(0.1, F))) for k, s in enumerate(((30, 4), (30,)))
    ]
    assert len(groups(*updates)) == 2


def test_joined_kernels_stay_small() -> None:
    x = leaf(0, 50)
    made = groups(*[add(x, constant(k, F)) for k in range(1, 4 * MOST_OUTPUTS)])
    assert max(len(g.outputs) for g in made) <= MOST_OUTPUTS < sum(len(g.outputs) for g in made)


def test_pooling_and_its_choice_are_one_kernel() -> None:
    x = leaf(0, 2, 3, 8, 8)
    pooled = MaxPool2d((2, 2), (2, 2)).apply(x)
    choice = REGISTRY["max_pool2d_choice"]((2, 2), (2, 2)).apply(x)
    assert len(groups(pooled, choice)) == 1


# -- stored once


def test_a_convolution_is_stored_once_with_bias_and_relu_inside() -> None:
    x, w, b = leaf(0, 4, 3, 12, 12), leaf(1, 8, 3, 3, 3), leaf(2, 8)
    y = relu(add(Conv2d().apply(x, w), reshape(b, (8, 1, 1))))
    made = groups(MaxPool2d((2, 2), (2, 2)).apply(y), reduce_sum(y, (0, 2, 3)))
    (holding,) = [g for g in made if "conv2d" in ops(g)]
    assert [n.op.name for n in holding.outputs] == ["relu"] and "add" in ops(holding)
    assert len(made) == 4, "the weights in the layout of a vector, relu, its pooling and its sum"


def test_of_two_convolutions_that_are_added_the_stored_one_keeps_its_layout() -> None:
    x, w, v = leaf(0, 4, 16, 12, 12), leaf(1, 32, 16, 3, 3), leaf(2, 32, 16, 3, 3)
    made = groups(reduce_sum(relu(add(Conv2d().apply(x, w), Conv2d().apply(x, v))), (0, 2, 3)))
    stored = [n for g in made if "conv2d" in ops(g) for n in g.outputs]
    assert [n.shape for n in stored] == [(4, 10, 10, 32)] * 2, "channels innermost"


def test_an_exp_that_feeds_a_matmul_is_stored() -> None:
    x, w = leaf(0, 64, 100), leaf(1, 100, 30)
    made = groups(matmul(exp(x), w))
    assert [ops(g) for g in made] == [["exp"], ["matmul"]]


def test_a_cheap_relu_is_recomputed_rather_than_stored() -> None:
    x = leaf(0, 64, 100)
    y = relu(x)
    made = groups(reduce_sum(y, (0,)), reduce_max(y, (1,)))
    assert len(made) == 2 and all("relu" in ops(g) for g in made)


def test_a_dear_function_of_a_row_is_not_computed_for_each_element() -> None:
    row = leaf(0, 100)
    made = groups(multiply(leaf(1, 500, 100), log(row)))
    assert [ops(g)[0] for g in made] == ["log", "broadcast_to"] and made[0].outputs == (log(row),)


def test_matrix_products_in_a_row_are_a_kernel_each() -> None:
    x, v, w = leaf(0, 8, 9), leaf(1, 9, 10), leaf(2, 10, 11)
    assert [ops(g) for g in groups(matmul(matmul(x, v), w))] == [["matmul"], ["matmul"]]


def test_what_two_kernels_need_of_a_contraction_is_stored() -> None:
    x, w = leaf(0, 20, 30), leaf(1, 30, 40)
    y = matmul(x, w)
    assert len(kernels_with("matmul", reduce_sum(y, (0,)), reduce_sum(y, (1,)), permute(y, (1, 0)))) == 1


def test_padding_is_not_tested_for_inside_a_contraction() -> None:
    x, w = leaf(0, 4, 3, 12, 12), leaf(1, 8, 3, 3, 3)
    y = Conv2d((2, 2)).apply(pad(x, [(0, 0, 0), (0, 0, 0), (1, 1, 0), (1, 1, 0)]), w)
    gradients = differentiate(reduce_sum(multiply(y, y), (0, 1, 2, 3)), constant(1, F), [x, w])
    assert guards_in_sums(y, *gradients) == []
    m = leaf(2, 30, 20)
    assert guards_in_sums(matmul(pad(m, [(0, 2, 0), (1, 1, 0)]), leaf(3, 22, 9))) == []


def test_padding_is_not_tested_for_in_lanes_either() -> None:
    x, w = leaf(0, 32, 3, 12, 12), leaf(1, 8, 3, 3, 3)
    y = Conv2d().apply(pad(x, [(0, 0, 0), (0, 0, 0), (1, 1, 0), (1, 1, 0)]), w)
    gradients = differentiate(reduce_sum(multiply(y, y), (0, 1, 2, 3)), constant(1, F), [x, w])
    assert guards_in_sums(y, *gradients) == []


# -- limits


def long_chain(n: int) -> Node:
    x = leaf(0, 37)
    out = x
    for k in range(n):
        out = add(multiply(out, x), constant(k, F))
    return out


def test_long_chains_are_cut_so_that_no_recursion_is_too_deep() -> None:
    made = groups(long_chain(600))
    assert max(len(ops(g)) for g in made) <= 6 * DEEPEST
    (low,) = lowerings([[long_chain(600)]])
    assert sum(len(g.stages) or 1 for g in low.groups) == len(made)


def test_shifted_sums_of_shifted_sums_do_not_grow_exponentially() -> None:
    out = leaf(0, 1 << 14)
    for k in range(12):
        count = out.shape[0] - (1 << k)
        out = add(slice_(out, [(0, 1, count)]), slice_(out, [(1 << k, 1, count)]))
    (low,) = lowerings([[out]])
    stores = [s.value for kernel in low.kernels for s in statements(kernel.body) if isinstance(s, Store)]
    assert max(len(list(walk(v))) for v in stores) < 100


def test_constants_and_arguments_need_no_kernel() -> None:
    x = leaf(0, 5)
    assert groups(x) == [] and len(groups(constant(1, F, (5,)))) == 1
    assert len(groups(add(x, x), add(x, x))) == 1


def test_every_kernel_can_run_in_the_order_given() -> None:
    x = leaf(0, 32, 1, 12, 12)
    y = relu(Conv2d().apply(x, leaf(1, 4, 1, 3, 3)))
    z = softmax(matmul(reshape(MaxPool2d((2, 2), (2, 2)).apply(y), (32, 100)), leaf(2, 100, 10)))
    loss = reduce_mean(reduce_sum(log(z), (1,)), (0,))
    outputs = [loss, *differentiate(loss, constant(1, F), [leaf(1, 4, 1, 3, 3), leaf(2, 100, 10)])]
    ready: set[Node] = set()
    for g in groups(*outputs):
        assert all(isinstance(r.op, (Input, Scalar)) or r in ready for r in g.reads)
        assert len({n.shape for n in g.outputs}) == 1 and not ready & set(g.outputs)
        ready |= set(g.outputs)


def sums_inside(outputs: Sequence[Node]) -> int:
    (low,) = lowerings([outputs])
    values = [s.value for k in low.kernels for s in statements(k.body) if isinstance(s, (Store, Accumulate))]
    return sum(isinstance(e, Reduce) for e in walk(*values))


def test_lowered_kernels_hold_loops_and_no_reductions() -> None:
    assert sums_inside([softmax(leaf(0, 20, 30)), matmul(leaf(1, 20, 30), leaf(2, 30, 5))]) == 0


def test_casts_fuse_with_what_reads_them() -> None:
    x = node(Input(0, TensorType((64, 30), dtypes.uint8)))
    assert len(groups(reduce_sum(cast(x, F), (1,)))) == 1


def test_broadcasts_are_not_stored() -> None:
    b = broadcast_to(leaf(0, 30), (64, 30))
    assert len(groups(add(b, leaf(1, 64, 30)), multiply(b, leaf(1, 64, 30)))) == 1


def test_a_kernel_reads_a_limited_number_of_buffers() -> None:
    level = [leaf(k, 5) for k in range(300)]
    while len(level) > 1:
        level = [add(a, b) for a, b in zip(level[::2], level[1::2])] + level[len(level) // 2 * 2 :]
    found = groups(level[0])
    assert all(len(g.reads) <= MOST_READS for g in found)
    assert len(found) < 300 / MOST_READS * 2
    assert {r for g in found for r in g.reads} >= {n for n in topological([level[0]]) if isinstance(n.op, Input)}


def test_joined_kernels_read_a_limited_number_of_buffers() -> None:
    shared = leaf(0, 5)
    sums = []
    for k in range(4):
        total = shared
        for j in range(20):
            total = add(total, leaf(1 + 20 * k + j, 5))
        sums.append(total)
    assert all(len(g.reads) <= MOST_READS for g in groups(*sums))


def test_what_is_laid_out_is_stored_in_its_layout_and_read_through_transposes() -> None:
    x, w = leaf(0, 4, 8, 12, 12), leaf(1, 16, 8, 3, 3)
    y = Conv2d().apply(x, w)
    total = reduce_sum(multiply(y, y), (0, 1, 2, 3))
    made = groups(total, *differentiate(total, constant(1.0, F), [x, w]))
    images = [n.shape for g in made for n in g.outputs if n.type.size == y.type.size]
    assert images == [(4, 10, 10, 16)] * 2, "the result and its cotangent have their channels innermost"


def halved(x: Node) -> Node:
    return multiply(x, broadcast_to(constant(0.5, F), x.shape))


@pytest.mark.parametrize(("rows", "fused"), [(1, True), (8, True), (37, True), (60, True), (64, False), (512, False)])
def test_weights_are_scaled_while_they_are_read_where_few_rows_read_them(rows: int, fused: bool) -> None:
    found = kernels_with("matmul", matmul(leaf(0, rows, 70), halved(leaf(1, 70, 90))))
    assert [("multiply" in ops(g)) for g in found] == [fused]


def test_what_is_spread_over_vectors_is_scaled_before() -> None:
    """Each column of a result would repeat it, an element at a time."""
    (product,) = kernels_with("matmul", matmul(halved(leaf(0, 8, 70)), leaf(1, 70, 90)))
    assert "multiply" not in ops(product)


def test_dear_ops_on_weights_are_done_once_for_all_rows() -> None:
    weights = exp(leaf(1, 70, 90))
    assert "exp" in ops(kernels_with("matmul", matmul(leaf(0, 8, 70), weights))[0])
    assert "exp" not in ops(kernels_with("matmul", matmul(leaf(0, 37, 70), weights))[0])
