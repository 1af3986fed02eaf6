"""Kernels of several stages: which groups share one, what leaves it, and that it computes the same."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from programs import arguments, interpreted, lowerings, programs

from autograph import dtypes
from autograph.autodiff import differentiate
from autograph.graph import REGISTRY, Node, TensorType, node
from autograph.ops.elementwise import add, exp, log, multiply, sqrt, subtract
from autograph.ops.gradient import Recompute
from autograph.ops.layout import Contiguous
from autograph.ops.movement import broadcast_to, permute, reshape
from autograph.ops.reduction import reduce_max, reduce_mean, reduce_sum
from autograph.ops.source import Input, constant
from autograph.pipeline import Lowered
from autograph.schedule.recipe import Target

pytestmark = pytest.mark.compiler  # the machine's vectors are asked of the compiler
F = dtypes.float32


def leaf(slot: int, *shape: int) -> Node:
    return node(Input(slot, TensorType(shape, F)))


def kept(x: Node) -> Node:
    """A reduction over the last axis, where that axis was: [..., 1]."""
    return reshape(x, (*x.shape, 1))


def last(x: Node) -> tuple[int, ...]:
    return (len(x.shape) - 1,)


def softmax(x: Node) -> Node:
    e = exp(subtract(x, kept(reduce_max(x, last(x)))))
    return REGISTRY["divide"]().apply(e, kept(reduce_sum(e, last(x))))


def log_softmax(x: Node) -> Node:
    z = subtract(x, kept(reduce_max(x, last(x))))
    return subtract(z, kept(log(reduce_sum(exp(z), last(x)))))


def layer_norm(x: Node) -> Node:
    centred = subtract(x, kept(reduce_mean(x, last(x))))
    variance = kept(reduce_mean(multiply(centred, centred), last(x)))
    return REGISTRY["divide"]().apply(centred, sqrt(add(variance, constant(1e-5, F))))


def rms_norm(x: Node) -> Node:
    return REGISTRY["divide"]().apply(x, sqrt(add(kept(reduce_mean(multiply(x, x), last(x))), constant(1e-5, F))))


def gradient(function: Callable[[Node], Node]) -> Callable[[Node], Node]:
    """The derivative of Σ function(x) · x."""

    def derived(x: Node) -> Node:
        y = multiply(function(x), x)
        return differentiate(reduce_sum(y, tuple(range(len(y.shape)))), constant(1, F), [x])[0]

    return derived


ROW_PROGRAMS = [softmax, log_softmax, layer_norm, rms_norm]
GRADIENTS = [gradient(f) for f in ROW_PROGRAMS]


def kernels_of(*outputs: Node, target: Target | None = None) -> list[str]:
    """A line for each kernel: what it computes for how many rows, what it reads and what it stores."""
    (low,) = lowerings([outputs], target)
    return [
        f"{k.label}: rows[{g.rows}], reads {types(g.reads)}, stores {types(g.outputs)}" if g.stages else k.label
        for k, g in zip(low.kernels, low.groups)
    ]


def types(nodes: Sequence[Node]) -> str:
    return " ".join(str(n.type) for n in nodes)


# -- what shares a kernel


def test_rows_of_one_element_do_not_undo_vectors() -> None:
    scaled = multiply(leaf(0, 2048, 64), broadcast_to(leaf(1, 64), (2048, 64)))
    (kernel,) = kernels_of(scaled, node(Contiguous(), scaled))
    assert "rows[2048]" in kernel, "an element's place in its row would be a remainder"
    plain = exp(leaf(0, 2048, 64))
    (kernel,) = kernels_of(plain, node(Contiguous(), plain))
    assert "rows[131072]" in kernel


@pytest.mark.parametrize("function", [*ROW_PROGRAMS, *GRADIENTS])
@pytest.mark.parametrize("shape", [(400, 100), (64, 1000), (4, 8, 32, 33), (37, 70)])
def test_row_programs_read_once_and_write_once(function: Callable[[Node], Node], shape: tuple[int, ...]) -> None:
    (low,) = lowerings([[function(leaf(0, *shape))]])
    (only,) = low.groups
    assert [len(only.reads), len(only.outputs), only.rows] == [1, 1, math.prod(shape[:-1])]
    assert low.plan.arena == 0, "what stages keep lies in no arena"


def test_layer_norm_and_softmax_are_one_kernel() -> None:
    made = kernels_of(softmax(layer_norm(leaf(0, 4096, 1024))))
    assert made == ["sum_max_divide: rows[4096], reads float32[4096, 1024], stores float32[4096, 1024]"]


def test_short_rows_are_computed_in_blocks() -> None:
    (low,) = lowerings([[softmax(leaf(0, 400, 10))]])
    assert [b.size for b in low.kernels[0].locals] == [16, 160, 16]


def test_what_others_read_is_stored_too() -> None:
    x = leaf(0, 400, 100)
    largest = reduce_max(x, (1,))
    made = kernels_of(softmax(x), largest)
    assert made == [
        "max_sum_divide: rows[400], reads float32[400, 100], stores float32[400] float32[400, 100]",
    ]


def test_sums_over_rows_are_kernels_of_their_own() -> None:
    y = softmax(leaf(0, 400, 100))
    assert len(kernels_of(reduce_sum(y, (0,)))) == 2


def test_sums_across_rows_keep_their_vectors() -> None:
    """A sum over the batch and what is made of it could be rows of one column each, which no vector would read."""
    x, scale = leaf(0, 400, 128), leaf(1, 128)
    made = kernels_of(exp(x), exp(multiply(exp(reduce_sum(exp(x), (0,))), scale)))
    assert not any("rows" in k for k in made if k.startswith("sum"))


def test_what_is_read_at_another_row_is_no_stage() -> None:
    x = leaf(0, 100, 100)
    assert kernels_of(permute(log_softmax(x), (1, 0)))[1:] == ["subtract"]
    made = kernels_of(softmax(permute(exp(softmax(x)), (1, 0))))
    assert [k.split(",")[0] for k in made] == ["max_sum_exp: rows[100]", "max", "sum_divide: rows[100]"]


def test_few_large_rows_are_not_shared_out() -> None:
    assert len(kernels_of(softmax(leaf(0, 2, 16000)))) > 1


def test_light_groups_are_one_kernel_of_one_row() -> None:
    assert [k.split(",")[0] for k in kernels_of(softmax(leaf(0, 1, 200)))] == ["max_sum_divide: rows[1]"]


def test_rows_that_do_not_stay_near_are_not_kept() -> None:
    x = leaf(0, 64, 3000)
    near = lowerings([[softmax(x)]])[0]
    assert len(near.kernels) == 1
    small = Target(lanes=16, registers=32, flexible=True, nearby=1000)
    assert len(kernels_of(softmax(x), target=small)) > 1


def test_a_kernel_never_waits_for_what_reads_it() -> None:
    """x → largest → product with a matrix → back to x's rows: the first and the last stage cannot share a kernel."""
    x, w = leaf(0, 400, 100), leaf(1, 100, 100)
    centred = subtract(x, kept(reduce_max(x, (1,))))
    product = REGISTRY["matmul"]().apply(exp(centred), w)
    out = add(multiply(product, exp(centred)), centred)
    (low,) = lowerings([[softmax(out), centred]])
    ready: set[Node] = set()
    for g in low.groups:
        assert all(isinstance(r.op, Input) or r in ready for r in (*g.reads, *g.after))
        ready |= set(g.outputs)


def test_a_second_computation_still_waits() -> None:
    x, w = leaf(0, 400, 100), leaf(1, 100, 100)
    late = REGISTRY["matmul"]().apply(softmax(x), w)
    second = softmax(node(Recompute(), x, late))
    (low,) = lowerings([[late, second]])
    order = [n for g in low.groups for n in g.outputs]
    assert order.index(late) < order.index(second)


def test_targets_without_room_keep_a_kernel_for_each_group() -> None:
    plain = Target(lanes=1, registers=8, latency=1)
    (low,) = lowerings([[softmax(leaf(0, 64, 100))]], plain)
    assert not any(g.stages for g in low.groups) and not any(k.locals for k in low.kernels)


def test_chains_of_equal_layers_share_their_kernels() -> None:
    x = leaf(0, 400, 100)
    for _ in range(3):
        x = REGISTRY["matmul"]().apply(layer_norm(x), leaf(1, 100, 100))
    (low,) = lowerings([[x]])
    assert len({s.digest for s in low.sources}) == 2 < len(low.sources) == 6


# -- values

SHAPES = [(37, 10), (5, 7, 33), (1, 1000), (100, 10), (16, 3, 5), (64, 64), (19, 129), (400, 1)]


def check(graphs: Sequence[Sequence[Node]], arrays: Sequence[np.ndarray]) -> None:
    for run, graph, values in zip(programs(graphs, threads=2), graphs, arrays):
        for found, wanted in zip(run([values]), interpreted(graph, [values])):
            np.testing.assert_allclose(found, wanted, rtol=2e-5, atol=2e-5)


@pytest.mark.parametrize("group", [0, 1])
def test_values_are_those_of_the_interpreter(group: int) -> None:
    r = np.random.default_rng(group)
    arrays = [r.normal(size=s).astype(np.float32) for s in SHAPES for _ in ROW_PROGRAMS]
    functions = [f for _ in SHAPES for f in (ROW_PROGRAMS, GRADIENTS)[group]]
    check([[f(arguments([a])[0])] for f, a in zip(functions, arrays)], arrays)


def test_values_of_stages_that_are_also_read_elsewhere() -> None:
    r = np.random.default_rng(5)
    graphs, arrays = [], []
    for shape in [(37, 10), (6, 50, 40), (3, 300)]:
        a = r.normal(size=shape).astype(np.float32)
        (x,) = arguments([a])
        y = softmax(x)
        wide = broadcast_to(kept(reduce_max(y, last(y))), (*shape[:-1], 5))
        graphs.append([y, reduce_sum(y, (0,)), multiply(wide, wide), layer_norm(y)])
        arrays.append(a)
    check(graphs, arrays)


def stack(low: Lowered) -> int:
    return max(sum((b.size or 0) * b.dtype.bytes for b in k.locals) for k in low.kernels)


def test_locals_fit_what_the_target_says() -> None:
    for low in lowerings([[softmax(leaf(0, 64, n))] for n in (1000, 16000, 30000, 60000)]):
        assert stack(low) <= 128 << 10
