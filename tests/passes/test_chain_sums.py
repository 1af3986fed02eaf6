"""Sums into positions that are data become chains: the same bits, and positions are still checked."""

from __future__ import annotations

import numpy as np
import pytest
from programs import arguments, interpreted
from rewriting import rewritten

from autograph.errors import RangeError
from autograph.graph import node, topological
from autograph.ops.gather import ScatterAdd
from autograph.passes import chain_sums
from autograph.pipeline import simplified


def random(*shape: int) -> np.ndarray:
    return np.random.default_rng(len(shape)).uniform(-1, 1, shape).astype(np.float32)


@pytest.mark.parametrize(
    ("op", "shape", "places"),
    [
        (ScatterAdd(0, 1, (9,)), (40, 5), (40,)),
        (ScatterAdd(1, 1, (4,)), (3, 2, 7, 5), (2, 7)),
        (ScatterAdd(0, 2, (3, 5)), (33,), (33,)),
        (ScatterAdd(1, 1, (60,)), (3, 2), ()),
    ],
)
def test_the_bits_are_the_same(op: ScatterAdd, shape: tuple[int, ...], places: tuple[int, ...]) -> None:
    rng = np.random.default_rng(0)
    arrays = [random(*shape), *[rng.integers(0, e, places) for e in op.extents]]
    (made,) = rewritten(chain_sums, [node(op, *arguments(arrays))], arrays)
    names = [n.op.name for n in topological([made])]
    assert "chains" in names and "sum_chains" in names and "scatter_add" not in names


@pytest.mark.parametrize("count", [0, 3])
def test_few_and_none_stay_as_they_are(count: int) -> None:
    arrays = [random(count, 5), np.zeros(count, np.int64)]
    (made,) = rewritten(chain_sums, [node(ScatterAdd(0, 1, (3,)), *arguments(arrays))], arrays)
    assert made.op.name == "scatter_add"


def test_positions_are_checked() -> None:
    arrays = [random(14, 5), np.arange(14) % 4]
    (made,) = chain_sums([node(ScatterAdd(0, 1, (3,)), *arguments(arrays))], {})
    with pytest.raises(RangeError, match="index 3 is out of range: expected 0 … 2"):
        interpreted([made], arrays)


def test_vectors_go_through_positions_one_by_one() -> None:
    (n,) = [node(ScatterAdd(0, 1, (9,)), *arguments([random(40, 5), np.zeros(40, np.int64)]))]
    assert simplified([n], {})[0].op.name == "scatter_add"
    assert simplified([n], {}, teams=True)[0].op.name != "scatter_add"
