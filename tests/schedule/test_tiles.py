"""Tiles of matrix products: how many rows use a vector that was loaded."""

from __future__ import annotations

import pytest

from autograph.dtypes import float32
from autograph.kernel.expr import Builder
from autograph.kernel.index import Index, Var
from autograph.schedule.cost import FOLDED
from autograph.schedule.recipe import Target, choose

CPU = Target(lanes=16, registers=32)


@pytest.mark.parametrize("rows, columns", [(16, 64), (32, 64), (64, 64), (32, 128), (37, 80), (512, 512)])
def test_a_loaded_vector_is_used_by_more_rows_than_compilers_would_load_it_again_for(rows: int, columns: int) -> None:
    b, i, j, k = Builder(), Var("i", rows), Var("j", columns), Var("k", 100)
    left = b.load(0, Index.of(i) * 100 + k, float32)
    right = b.load(1, Index.of(k) * columns + j, float32)
    value = b.reduce("sum", (k,), b.call("mul", left, right))
    recipe = choose((i, j), [Index.of(i) * columns + j], [value], CPU)
    assert recipe.lane == j and recipe.tile[i] > FOLDED
