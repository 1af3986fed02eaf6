"""Loops are exchanged where that moves fewer bytes through the caches, and compute the same."""

from __future__ import annotations

import numpy as np
import pytest

import autograph as ag
from autograph.kernel.expr import Builder, Expr
from autograph.kernel.index import Index, Var
from autograph.kernel.nest import Loop
from autograph.lower.loops import Nest
from autograph.lower.scalars import Output, Scalars
from autograph.schedule.recipe import Recipe, Target, choose
from autograph.schedule.traffic import nearest

CPU = Target(lanes=16, registers=32, flexible=True, cache=1 << 20)


def product(builder: Builder, rows: int, steps: int, columns: int) -> tuple[tuple[Var, Var], Index, Expr]:
    """The axes of a matrix product, where its elements lie, and their scalar."""
    i, j, k = Var("i", rows), Var("j", columns), Var("k", steps)
    left = builder.load(0, Index.of(i) * steps + k, ag.float32)
    right = builder.load(1, Index.of(k) * columns + j, ag.float32)
    return (i, j), Index.of(i) * columns + j, builder.reduce("sum", (k,), builder.call("mul", left, right))


def chosen(rows: int, steps: int, columns: int, cache: int = CPU.cache) -> Recipe:
    axes, offset, value = product(Builder(), rows, steps, columns)
    return nearest(choose(axes, [offset], [value], CPU), [value], cache)


@pytest.mark.parametrize(
    ("shape", "outer"),
    [
        ((512, 512, 512), "i"),  # the right operand fits the cache
        ((1024, 1024, 1024), "j"),
        ((128, 784, 512), "j"),
        ((4096, 64, 4096), "i"),
        ((8, 4096, 4096), "i"),  # one block of rows: nothing is read again
        ((4096, 4096, 64), "i"),
    ],
)
def test_a_large_right_operand_is_read_once(shape: tuple[int, int, int], outer: str) -> None:
    assert chosen(*shape).order[0].name == outer


def test_a_target_without_a_cache_keeps_the_order() -> None:
    assert [v.name for v in chosen(1024, 1024, 1024, cache=0).order] == ["i", "j"]


def test_rows_keep_the_extent_that_is_a_run_time_argument() -> None:
    def loops(rows: int) -> Loop:
        builder = Builder()
        axes, offset, value = product(builder, rows, 1024, 1024)
        recipe = nearest(choose(axes, [offset], [value], CPU), [value], CPU.cache)
        (outer,) = Nest(builder, recipe, CPU).body(Scalars(axes, (Output(2, offset, value),), ()))
        assert isinstance(outer, Loop)
        return outer

    outer = loops(1024)
    (inner,) = outer.body
    assert isinstance(inner, Loop)
    assert (outer.var.name, outer.extent) == ("j", 1024)
    assert (inner.var.name, inner.extent) == ("i", None)


@pytest.mark.compiler
@pytest.mark.parametrize("rows", [301, 128])
def test_exchanged_loops_compute_the_product(rows: int) -> None:
    rng = np.random.default_rng(0)
    x = rng.standard_normal((rows, 700), dtype=np.float32)
    y = rng.standard_normal((700, 1003), dtype=np.float32)
    function = ag.compile(lambda x, y: x @ y + 1.0)
    np.testing.assert_allclose(np.asarray(function(x, y)), x @ y + 1, rtol=1e-4, atol=1e-3)
