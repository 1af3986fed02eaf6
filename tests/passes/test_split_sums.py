"""Long sums in chunks: same types, same values, and errors that do not grow with the length."""

from __future__ import annotations

import numpy as np
import pytest
from rewriting import rewritten

import autograph as ag
from autograph import dtypes
from autograph.graph import Node, TensorType, node, topological
from autograph.ops.reduction import Max, Sum
from autograph.ops.source import Input
from autograph.passes import split_sums
from autograph.passes.split_sums import LONGEST


def leaf(*shape: int, dtype: dtypes.DType = dtypes.float32) -> Node:
    return node(Input(0, TensorType(shape, dtype)))


def longest(n: Node) -> int:
    """Terms of the longest sum that is left."""
    sums = [m for m in topological([n]) if isinstance(m.op, Sum)]
    return max(m.op.steps(m.type, m.inputs[0].type) for m in sums)


@pytest.mark.parametrize(
    ("shape", "axes"),
    [
        ((40_000,), (0,)),
        ((LONGEST + 1,), (0,)),
        ((40_009,), (0,)),  # a prime: something is left over
        ((3, 20_000, 2), (1,)),
        ((7, 6, 24, 24, 16), (0, 2, 3, 4)),
        ((2, 300, 301), (1, 2)),
        ((1, 5, 1, 20_011), (0, 1, 2, 3)),
    ],
)
def test_chunks_have_the_sum(shape: tuple[int, ...], axes: tuple[int, ...]) -> None:
    values = np.random.default_rng(0).integers(-9, 9, shape).astype(np.float32)  # exact in any order
    (made,) = rewritten(split_sums, [node(Sum(axes), leaf(*shape))], [values])
    assert longest(made) <= LONGEST


@pytest.mark.parametrize(
    "kept",
    [
        node(Sum((0,)), leaf(LONGEST)),
        node(Sum((1,)), leaf(90_000, 3)),
        node(Sum((0,)), leaf(90_000, dtype=dtypes.int32)),  # exact as it is
        node(Max((0,)), leaf(90_000)),
    ],
)
def test_what_is_short_or_exact_stays(kept: Node) -> None:
    assert split_sums([kept], {}) == [kept]


@pytest.mark.compiler
@pytest.mark.parametrize("length", [1_000, 100_000, 3_000_000])
def test_the_error_does_not_grow_with_the_length(length: int) -> None:
    # Equal terms are the worst case: every rounding errs to the same side.
    term = np.float32(0.1)
    total = ag.compile(lambda x: x.sum())(np.full(length, term))
    assert abs(float(total) / (length * float(term)) - 1) < 4e-6


@pytest.mark.compiler
def test_the_bits_do_not_depend_on_the_threads() -> None:
    x = np.random.default_rng(1).standard_normal(1_000_003).astype(np.float32)
    found = [ag.compile(lambda x: x.sum(), threads=threads)(x).numpy().tobytes() for threads in (1, 2, 3, 4, 7)]
    assert len(set(found)) == 1
