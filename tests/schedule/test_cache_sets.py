"""Tiles read no more lines of one set of the first cache than it has ways."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import autograph as ag
from autograph.kernel.expr import Builder
from autograph.kernel.index import Index, Var
from autograph.schedule.cost import Sets
from autograph.schedule.recipe import Recipe, Target, choose

PLAIN = Target(lanes=16, registers=32, flexible=True)
EIGHT_WAYS = replace(PLAIN, sets=Sets(8, 4096))


def product(target: Target, rows: int, steps: int, columns: int, transposed: bool = False) -> Recipe:
    """The recipe of x[rows, steps] @ y[steps, columns], or of x @ y[columns, steps].T."""
    builder = Builder()
    i, j, k = Var("i", rows), Var("j", columns), Var("k", steps)
    left = builder.load(0, Index.of(i) * steps + k, ag.float32)
    at = Index.of(j) * steps + k if transposed else Index.of(k) * columns + j
    value = builder.reduce("sum", (k,), builder.call("mul", left, builder.load(1, at, ag.float32)))
    variables = [v for v in (i, j) if v.extent > 1]
    value = builder.substitute(value, {v: Index() for v in (i, j) if v.extent == 1})
    return choose(variables, [Index.of(i) * columns + j if rows > 1 else Index.of(j)], [value], target)


def rows_of(recipe: Recipe) -> int:
    """Rows that a tile reads at a time, of the operand whose rows are `steps` long."""
    return max([recipe.tile.get(v, 1) for v in recipe.order if v is not recipe.lane])


@pytest.mark.parametrize("steps", [1024, 2048, 4096])
@pytest.mark.parametrize(("rows", "columns", "transposed"), [(512, 32, False), (512, 16, False), (1, 1024, True)])
def test_rows_that_fall_into_one_set_are_as_many_as_its_ways(
    steps: int, rows: int, columns: int, transposed: bool
) -> None:
    assert rows_of(product(PLAIN, rows, steps, columns, transposed)) > 8
    assert rows_of(product(EIGHT_WAYS, rows, steps, columns, transposed)) <= 8


def test_more_ways_hold_more_rows() -> None:
    assert product(replace(PLAIN, sets=Sets(16, 4096)), 512, 1024, 32) == product(PLAIN, 512, 1024, 32)


@pytest.mark.parametrize("steps", [1000, 1040, 512, 1536])
def test_rows_that_fall_into_several_sets_are_as_many_as_before(steps: int) -> None:
    """512 elements apart every second one falls into the same set, 1536 apart too: seven of fourteen."""
    assert product(EIGHT_WAYS, 512, steps, 32) == product(PLAIN, 512, steps, 32)


def test_a_longer_period_makes_fewer_rows_fall_together() -> None:
    """As of a cache of 128 KB with 8 ways: rows of 4 KB are in four sets, those of 16 KB in one."""
    large = replace(PLAIN, sets=Sets(8, 16 << 10))
    assert rows_of(product(large, 512, 1024, 32)) > 8
    assert rows_of(product(large, 512, 4096, 32)) <= 8


def test_places() -> None:
    sets = Sets(8, 4096)
    assert [sets.places(stride) for stride in (4096, 8192, 2048, 6144, 4000, 4)] == [1, 1, 2, 2, 128, 1024]


@pytest.mark.compiler
@pytest.mark.parametrize(("rows", "columns"), [(61, 33), (1, 77), (37, 10)])
def test_products_of_such_rows_are_right(rows: int, columns: int) -> None:
    rng = np.random.default_rng(0)
    x, w = rng.standard_normal((rows, 2048), np.float32), rng.standard_normal((columns, 2048), np.float32)
    function = ag.compile(lambda x, w, y: (x @ w.T, x @ y))
    for got in function(x, w, w.T.copy()):
        np.testing.assert_allclose(np.asarray(got), x @ w.T, rtol=1e-4, atol=1e-3)
