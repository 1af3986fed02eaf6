"""Tiles of matrix products: how many rows use a vector that was loaded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograph.dtypes import float32
from autograph.kernel.expr import Builder
from autograph.kernel.index import Index, Var
from autograph.schedule.cost import FOLDED
from autograph.schedule.recipe import Recipe, Target, choose

CPU = Target(lanes=16, registers=32)


@pytest.mark.parametrize("rows, columns", [(16, 64), (32, 64), (64, 64), (32, 128), (37, 80), (512, 512)])
def test_a_loaded_vector_is_used_by_more_rows_than_compilers_would_load_it_again_for(rows: int, columns: int) -> None:
    b, i, j, k = Builder(), Var("i", rows), Var("j", columns), Var("k", 100)
    left = b.load(0, Index.of(i) * 100 + k, float32)
    right = b.load(1, Index.of(k) * columns + j, float32)
    value = b.reduce("sum", (k,), b.call("mul", left, right))
    recipe = choose((i, j), [Index.of(i) * columns + j], [value], CPU)
    assert recipe.lane == j and recipe.tile[i] > FOLDED


def columns_summed(target: Target, rows: int, columns: int) -> Recipe:
    """The recipe of the sums of columns."""
    b, j, k = Builder(), Var("j", columns), Var("k", rows)
    value = b.reduce("sum", (k,), b.load(0, Index.of(k) * columns + j, float32))
    return choose((j,), [Index.of(j)], [value], target)


@pytest.mark.parametrize(("rows", "columns"), [(4096, 1000), (4096, 1024), (20_000, 517), (3000, 4096)])
def test_columns_that_visit_more_pages_than_are_remembered_are_read_many_at_a_time(rows: int, columns: int) -> None:
    wide, usual = (columns_summed(t, rows, columns) for t in (replace(CPU, pages=1536), CPU))
    assert wide.lane == usual.lane and wide.tile[wide.order[0]] > usual.tile[usual.order[0]]


@pytest.mark.parametrize(("rows", "columns"), [(1500, 1000), (100_000, 16), (768, 512)])
def test_columns_that_visit_few_pages_are_read_as_before(rows: int, columns: int) -> None:
    assert columns_summed(replace(CPU, pages=1536), rows, columns) == columns_summed(CPU, rows, columns)
