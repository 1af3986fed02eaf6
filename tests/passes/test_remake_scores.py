"""remake_scores: products far larger than their operands are computed for each reader, and nothing else is."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
import pytest
from programs import Array, arguments
from rewriting import rewritten

from autograph.graph import Node, node, topological
from autograph.ops.contraction import Matmul, matmul, matrix_transpose
from autograph.ops.elementwise import exp, multiply
from autograph.ops.gradient import Recompute
from autograph.passes.remake_scores import remake_scores

RNG = np.random.default_rng(2)


def arrays(*shapes: tuple[int, ...]) -> list[Array]:
    return [RNG.standard_normal(s, np.float32) * np.float32(0.1) for s in shapes]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small matrices count as large here."""
    module = sys.modules["autograph.ops.remaking"]
    monkeypatch.setattr(module, "LEAST", 0)


def products(graph: Sequence[Node]) -> int:
    return sum(isinstance(n.op, Matmul) for n in topological(graph))


@pytest.mark.usefixtures("small")
def test_who_reads_by_columns_gets_transposed_products() -> None:
    given = arrays((520, 8), (8, 520), (520, 4))
    x, y, z = arguments(given)
    weights = exp(matmul(x, y))
    before = [matmul(weights, z), matmul(matrix_transpose(weights), z), matmul(matrix_transpose(z), weights)]
    turned = exp(matmul(matrix_transpose(y), matrix_transpose(x)))
    after = [
        matmul(weights, z),
        matmul(turned, z),
        matrix_transpose(matmul(turned, matrix_transpose(matrix_transpose(z)))),
    ]
    rewritten(remake_scores, before, given, after, rtol=1e-5)


@pytest.mark.usefixtures("small")
def test_who_reads_late_gets_products_of_its_own() -> None:
    given = arrays((520, 8), (8, 520), (520, 4))
    x, y, z = arguments(given)
    weights = exp(matmul(x, y))
    first = matmul(weights, z)
    late = multiply(matmul(first, matrix_transpose(z)), weights)
    before = [matmul(late, z)]
    again = exp(matmul(node(Recompute(), x, first), y))
    rewritten(remake_scores, before, given, [matmul(multiply(matmul(first, matrix_transpose(z)), again), z)], rtol=1e-5)


@pytest.mark.parametrize("rows", [520, 40])
def test_what_stays_in_the_caches_is_not_computed_again(rows: int) -> None:
    x, y, z = arguments(arrays((rows, 8), (8, rows), (rows, 4)))
    weights = exp(matmul(x, y))
    before = [matmul(weights, z), matmul(matrix_transpose(weights), z)]
    assert remake_scores(before, {}) == before and products(before) == 3
