"""pack_operands: what is read by columns is stored by rows, once, and nothing else is."""

from __future__ import annotations

import numpy as np
import pytest
from programs import arguments
from rewriting import rewritten

from autograph import dtypes
from autograph.graph import Node, TensorType, node, topological
from autograph.ops.contraction import Matmul, matmul
from autograph.ops.layout import Contiguous
from autograph.ops.movement import broadcast_to, permute, reshape, slice_
from autograph.ops.source import Input
from autograph.passes.pack_operands import pack_operands

RNG = np.random.default_rng(4)


def packed(before: list[Node], arrays: list[np.ndarray]) -> list[Node]:
    """The operands that are stored in another order."""
    made = rewritten(pack_operands, before, arrays, rtol=1e-6)
    return [n for n in topological(made) if isinstance(n.op, Contiguous)]


def arrays(*shapes: tuple[int, ...]) -> list[np.ndarray]:
    return [RNG.standard_normal(s, np.float32) for s in shapes]


def test_transposed_weights_are_stored_once_for_all_that_read_them() -> None:
    given = arrays((20, 9), (12, 9), (30, 9))
    x, w, z = arguments(given)
    (one,) = packed([matmul(x, permute(w, (1, 0))), matmul(z, permute(w, (1, 0)))], given)
    assert one.shape == (9, 12)


def test_keys_of_attention_are_stored_by_rows_for_each_head() -> None:
    given = arrays((2, 16, 24), (2, 16, 24))
    x, y = arguments(given)
    queries, keys = (permute(reshape(t, (2, 16, 3, 8)), (0, 2, 1, 3)) for t in (x, y))
    (one,) = packed([matmul(queries, permute(keys, (0, 1, 3, 2)))], given)
    assert one.shape == (2, 3, 8, 16)


def test_what_is_repeated_is_stored_once() -> None:
    given = arrays((5, 16, 8), (10, 8))
    x, w = arguments(given)
    spread = broadcast_to(permute(w, (1, 0)), (5, 8, 10))
    (one,) = packed([Matmul().apply(x, spread)], given)
    assert one.shape == (8, 10)


@pytest.mark.parametrize("rows, steady, count", [(4, True, 1), (4, False, 0), (3, True, 0)])
def test_weights_that_stay_as_they_are_are_stored_for_fewer_rows(rows: int, steady: bool, count: int) -> None:
    x, w = (
        node(Input(k, TensorType(s, dtypes.float32), k == 1 and steady)) for k, s in enumerate([(rows, 9), (12, 9)])
    )
    made = pack_operands([matmul(x, permute(w, (1, 0)))], {})
    assert sum(isinstance(n.op, Contiguous) for n in topological(made)) == count


@pytest.mark.parametrize(
    "rows, columns, left, right, why",
    [
        (20, 12, False, False, "it is stored by rows already"),
        (4, 12, False, True, "few rows read it"),
        (20, 4, False, True, "it has few columns"),
        (20, 12, True, True, "vectors can hold neighbouring rows of the product instead"),
    ],
)
def test_operands_stay_where(rows: int, columns: int, left: bool, right: bool, why: str) -> None:
    given = arrays((9, rows) if left else (rows, 9), (columns, 9) if right else (9, columns))
    x, y = arguments(given)
    product = matmul(permute(x, (1, 0)) if left else x, permute(y, (1, 0)) if right else y)
    assert packed([product], given) == [], why


def test_every_second_row_counts_as_far_apart_and_a_part_of_rows_does_not() -> None:
    given = arrays((20, 9), (24, 18))
    x, y = arguments(given)
    part = permute(slice_(y, [(2, 1, 12), (3, 1, 9)]), (1, 0))
    assert len(packed([matmul(x, part)], given)) == 1
    apart = permute(slice_(y, [(0, 2, 12), (0, 2, 9)]), (1, 0))
    assert packed([matmul(x, apart)], given) == [], "its elements have no neighbours in memory"
