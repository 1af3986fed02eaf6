"""Few sums for many threads: same types, same values, and parts of bounded length whatever the shape."""

from __future__ import annotations

import numpy as np
import pytest
from rewriting import rewritten

from autograph import dtypes
from autograph.backends import backend
from autograph.graph import Node, TensorType, node, topological
from autograph.ops.reduction import Max, Min, Prod, Reduction, Sum
from autograph.ops.source import Input
from autograph.passes import share_sums
from autograph.pipeline import simplified

F = dtypes.float32


def leaf(*shape: int, dtype: dtypes.DType = F) -> Node:
    return node(Input(0, TensorType(shape, dtype)))


def steps(n: Node) -> list[tuple[int, int]]:
    """Results and terms of each reduction, in order."""
    found = [m for m in topological([n]) if isinstance(m.op, Reduction)]
    return [(m.type.size, m.op.steps(m.type, m.inputs[0].type)) for m in found]


@pytest.mark.parametrize(
    ("shape", "axes"),
    [
        ((40_000,), (0,)),
        ((40_009,), (0,)),  # a prime: something is left over
        ((5000, 30), (0,)),
        ((5003, 30), (0,)),
        ((3, 20_000, 2), (1,)),
        ((3, 2, 70_000), (2,)),
        ((7, 60, 24, 24, 3), (0, 2, 3)),  # columns of several axes, some of which are parts as a whole
        ((600, 3, 12, 16), (0, 2, 3)),
        ((2, 300, 301), (1, 2)),
        ((1, 5, 1, 20_011), (0, 1, 2, 3)),
        ((20_000, 1), (0,)),
    ],
)
def test_parts_have_the_sum(shape: tuple[int, ...], axes: tuple[int, ...]) -> None:
    values = np.random.default_rng(0).integers(-9, 9, shape).astype(np.float32)  # exact in any order
    x = leaf(*shape)
    made, largest = rewritten(share_sums, [node(Sum(axes), x), node(Max(axes), x)], [values])
    for n in (made, largest):
        assert len(steps(n)) > 1 and max(terms for _, terms in steps(n)) <= 1 << 14


@pytest.mark.parametrize("dtype", [dtypes.int8, dtypes.bool_, dtypes.uint64, dtypes.float64])
@pytest.mark.parametrize("op", [Sum, Prod, Max, Min])
def test_of_every_type(op: type[Reduction], dtype: dtypes.DType) -> None:
    values = np.random.default_rng(1).integers(0, 2, (5003, 3)).astype(dtype.numpy)
    (made,) = rewritten(share_sums, [node(op((0,)), leaf(5003, 3, dtype=dtype))], [values])
    assert len(steps(made)) > 1


def test_columns_are_parts_that_stand_side_by_side() -> None:
    """Neighbouring threads read neighbours: the parts of a column lie between it and the sum's steps."""
    (made,) = share_sums([node(Sum((0,)), leaf(8192, 768))], {})
    (first, second) = [m for m in topological([made]) if isinstance(m.op, Sum)]
    assert first.inputs[0].shape == (32, 256, 768) and first.op == Sum((0,)) and second is made


def test_long_rows_are_cut_into_rows() -> None:
    (made,) = share_sums([node(Sum((1,)), leaf(2, 1 << 20))], {})
    (first, _) = [m for m in topological([made]) if isinstance(m.op, Sum)]
    assert first.inputs[0].shape == (2, 128, 1 << 13) and first.op == Sum((2,))


def test_many_threads_take_part() -> None:
    for shape, axes in (((1 << 20,), (0,)), ((4, 1 << 18), (1,)), ((64, 64, 56, 56), (0, 2, 3))):
        (made,) = share_sums([node(Sum(axes), leaf(*shape))], {})
        assert steps(made)[0][0] >= 256, shape  # blocks
    for shape, axes in (((16_384, 256), (0,)), ((1_000_000, 10), (0,)), ((64, 56, 56, 64), (0, 1, 2))):
        (made,) = share_sums([node(Sum(axes), leaf(*shape))], {})
        assert steps(made)[0][0] >= 1 << 16, shape  # threads


@pytest.mark.parametrize(
    "kept",
    [
        node(Sum((0,)), leaf(1 << 14)),
        node(Sum((1,)), leaf(64, 50_257)),
        node(Sum((0,)), leaf(1024, 512)),
        node(Max((0,)), leaf(4096, 100)),
        node(Sum((0,)), leaf(300, 1 << 17)),
        node(Sum((0,)), leaf(0, 5)),
        node(Sum((1,)), leaf(0, 5)),
    ],
)
def test_what_is_short_or_has_enough_results_stays(kept: Node) -> None:
    assert share_sums([kept], {}) == [kept]


def test_rounding_errors_are_bounded_where_results_are_many() -> None:
    (made,) = share_sums([node(Sum((0,)), leaf(50_000, 1 << 17))], {})
    assert max(terms for _, terms in steps(made)) <= 1 << 12


def test_it_is_for_teams_of_threads() -> None:
    kept = node(Sum((0,)), leaf(8192, 768))
    assert simplified([kept], {}) == [kept] != simplified([kept], {}, teams=backend("cuda").target().teams)
