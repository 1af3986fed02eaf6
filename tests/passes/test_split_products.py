"""split_products: products that visit too many pages are cut along the summed axis, and only those."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from programs import arguments, programs
from rewriting import rewritten

from autograph.graph import Node, topological
from autograph.ops.contraction import Matmul, matmul
from autograph.ops.movement import permute
from autograph.passes.split_products import split_products

RNG = np.random.default_rng(5)


def arrays(*shapes: tuple[int, ...], dtype: type = np.float32) -> list[np.ndarray]:
    return [RNG.standard_normal(s, np.float32).astype(dtype) for s in shapes]


def products(graph: list[Node]) -> list[tuple[int, ...]]:
    """The shapes of the right operands that are left."""
    return sorted(n.inputs[1].shape for n in topological(graph) if isinstance(n.op, Matmul))


def test_tall_operands_become_chunks() -> None:
    x, y = arguments(arrays((40, 4096), (4096, 1024)))
    assert products(split_products([matmul(x, y)], {})) == [(16, 256, 1024)]


def test_rows_that_no_chunk_takes_are_a_product_of_their_own() -> None:
    x, y = arguments(arrays((33, 2053), (2053, 1600)))
    assert products(split_products([matmul(x, y)], {})) == [(5, 1600), (8, 256, 1600)]


def test_short_rows_share_pages() -> None:
    x, y = arguments(arrays((40, 40960), (40960, 128)))
    assert products(split_products([matmul(x, y)], {})) == [(20, 2048, 128)]


@pytest.mark.parametrize(
    ("rows", "steps", "columns", "dtype"),
    [
        (31, 4096, 1024, np.float32),  # read once or twice
        (40, 1024, 4096, np.float32),  # few pages a column
        (40, 2048, 1024, np.float32),  # few pages in all
        (40, 200_000, 32, np.int64),  # integers
        (9000, 4096, 1024, np.float32),  # the chunks' products would not fit
    ],
)
def test_others_stay_whole(rows: int, steps: int, columns: int, dtype: type) -> None:
    x, y = arguments([np.zeros((rows, steps), dtype), np.zeros((steps, columns), dtype)])
    assert products(split_products([matmul(x, y)], {})) == [(steps, columns)]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits for products that are quick to compute."""
    for name, value in (("PAGE", 64), ("WHOLE", 8), ("COLUMN", 8), ("CHUNK", 4), ("ROWS", 2), ("PACKED", 8)):
        monkeypatch.setattr(sys.modules[split_products.__module__], name, value)


@pytest.mark.parametrize("steps", [48, 51, 97])
@pytest.mark.parametrize("columns", [5, 33])
@pytest.mark.usefixtures("small")
def test_values_are_the_same(steps: int, columns: int) -> None:
    given = arrays((7, steps), (columns, steps))
    x, y = arguments(given)
    made = rewritten(split_products, [matmul(x, permute(y, (1, 0)))], given, rtol=1e-5)
    assert any(len(shape) == 3 for shape in products(made))


@pytest.mark.compiler
@pytest.mark.usefixtures("small")
def test_any_number_of_threads_gives_the_same_bits() -> None:
    given = arrays((37, 301), (301, 70))
    graph = [matmul(*arguments(given))]
    (first,), *others = [programs([graph], threads=threads)[0](given) for threads in (1, 2, 3, 7)]
    np.testing.assert_allclose(first, given[0] @ given[1], rtol=2e-5, atol=2e-5)
    assert all(other.tobytes() == first.tobytes() for (other,) in others)
