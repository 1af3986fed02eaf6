"""Every second element of a row is two loads and one vector put together: no vectors across far rows instead."""

from __future__ import annotations

import numpy as np
import pytest
from programs import arguments, programs

from autograph.dtypes import float32
from autograph.kernel.expr import Builder
from autograph.kernel.index import Index, Var
from autograph.ops.movement import slice_
from autograph.schedule.cost import Access
from autograph.schedule.recipe import Recipe, Target, choose

CPU = Target(lanes=16, registers=32)


def depthwise(stride: int) -> Recipe:
    """The recipe of 3 × 3 sums in each of 32 images of 56 × 56 results."""
    b, c, y, x = Builder(), Var("c", 32), Var("y", 56), Var("x", 56)
    i, j = Var("i", 3), Var("j", 3)
    row = 56 * stride + 2
    image = b.load(0, Index.of(c) * (row * row) + (Index.of(y) * stride + i) * row + Index.of(x) * stride + j, float32)
    weight = b.load(1, Index.of(c) * 9 + Index.of(i) * 3 + j, float32)
    value = b.reduce("sum", (i, j), b.call("mul", image, weight))
    return choose((c, y, x), [Index.of(c) * 3136 + Index.of(y) * 56 + x], [value], CPU)


def test_vectors_lie_along_a_row_of_which_every_second_element_is_read() -> None:
    for stride in (1, 2):
        recipe = depthwise(stride)
        assert recipe.lane is not None and recipe.lane.name == "x"


def test_wide_elements_are_gathered_and_stores_scatter() -> None:
    """Two vectors of doubles are more than a register each; a store has no second load that would fill its gaps."""
    x = Var("x", 64)
    here = Index.of(x) * 2
    near, wide = Access.at(here), Access.at(here, size=8)
    stored = Access.at(here, stores=True)
    assert near.cost(x, 16) < 16 < wide.cost(x, 16) == stored.cost(x, 16) == Access.at(here + x).cost(x, 16)


@pytest.mark.compiler
@pytest.mark.parametrize("dtype", ["float32", "int8", "float16", "float64"])
def test_every_second_element_of_rows_arrives(dtype: str) -> None:
    x = (np.arange(5 * 67) % 101).astype(dtype).reshape(5, 67)
    (n,) = arguments([x])
    even, odd = slice_(n, ((0, 1, 5), (0, 2, 34))), slice_(n, ((0, 1, 5), (1, 2, 33)))
    (run,) = programs([[even, odd]])
    for got, wanted in zip(run([x]), (x[:, ::2], x[:, 1::2])):
        np.testing.assert_array_equal(got, wanted)
