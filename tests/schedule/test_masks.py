"""Masks of positions are compared as numbers of as many bits as what they mask."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import dtypes
from autograph.backends import backend
from autograph.frontend import Compiled
from autograph.kernel.expr import Builder, Expr, Position
from autograph.kernel.index import Index, Var
from autograph.kernel.nest import Accumulate, Store, statements
from autograph.kernel.walk import walk
from autograph.lower.masks import masks_as_wide
from autograph.lower.scalars import Output, Scalars
from autograph.pipeline import lowered

Array = np.ndarray[Any, Any]


def triangle(x: Any, dtype: str = "int64") -> Any:
    """x below and on its diagonal, -1 above."""
    rows, columns = (ag.arange(n, dtype=dtype) for n in x.shape)
    return ag.where(ag.expand_dims(rows, 1) >= columns, x, -1)


def band(x: Any) -> Any:
    """x up to four columns left of its diagonal, -1 elsewhere."""
    after = ag.expand_dims(ag.arange(x.shape[0]), 1) - ag.arange(x.shape[1])
    return ag.where((after >= 0) & (after < 5) & (after != 2), x, -1)


def positions(function: Any, x: Array) -> set[Any]:
    """The types of the positions that the kernels compare."""
    (graph,), lines = Compiled(function).recorded(x)
    found = [s for k in lowered(graph, lines, backend()).kernels for s in statements(k.body)]
    values = [s.value for s in found if isinstance(s, (Store, Accumulate))]
    return {e.dtype for e in walk(*values) if isinstance(e, Position)}


@pytest.mark.compiler
@pytest.mark.parametrize("function", [triangle, band])
@pytest.mark.parametrize("dtype, bits", [("float32", 32), ("int32", 32), ("float64", 64)])
@pytest.mark.parametrize("shape", [(37, 129), (5, 64), (1, 3)])
def test_positions_are_as_wide_as_what_they_choose(
    function: Any, dtype: str, bits: int, shape: tuple[int, int]
) -> None:
    x = np.arange(shape[0] * shape[1]).reshape(shape).astype(dtype)
    if shape[0] > 1:  # of one row every position is known
        assert {d.bits for d in positions(function, x)} == {bits}
    after = np.subtract.outer(*map(np.arange, shape))
    seen = after >= 0 if function is triangle else (after >= 0) & (after < 5) & (after != 2)
    np.testing.assert_array_equal(ag.compile(function)(x).numpy(), np.where(seen, x, -1))


@pytest.mark.compiler
def test_labels_are_compared_as_32_bits_too() -> None:
    labels, x = np.array([2, 0, 4, 1]), np.arange(20, dtype=np.float32).reshape(4, 5)

    def picked(labels: Any, x: Any) -> Any:
        return ag.where(ag.expand_dims(labels, 1) == ag.arange(5), x, 0.0)

    np.testing.assert_array_equal(ag.compile(picked)(labels, x).numpy(), np.where(np.eye(5)[labels] == 1, x, 0))


@pytest.mark.parametrize("extent, dtype", [(1 << 29, dtypes.int32), (1 << 33, dtypes.int64)])
def test_positions_that_may_not_fit_stay_as_they_are(extent: int, dtype: Any) -> None:
    b, v = Builder(), Var("n0", extent)

    def chosen(bound: int) -> Expr:
        test = b.call("lt", b.position(Index.of(v)), b.const(bound, dtypes.int64))
        return b.call(
            "where", test, b.load(0, Index.of(v), dtypes.float32), b.const(0, dtypes.float32), dtype=dtypes.float32
        )

    s = Scalars((v,), (Output(1, Index.of(v), chosen(7)),), ())
    assert {e.dtype for e in walk(masks_as_wide(b, s).outputs[0].value) if isinstance(e, Position)} == {dtype}
