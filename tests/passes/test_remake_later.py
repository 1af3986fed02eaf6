"""remake_later: products far larger than their operands are computed once more for all who read them late."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from programs import Array, arguments
from rewriting import rewritten

from autograph.graph import node
from autograph.ops.contraction import matmul, matrix_transpose
from autograph.ops.elementwise import exp, multiply
from autograph.ops.gradient import Recompute
from autograph.passes import remake_later

RNG = np.random.default_rng(2)


def arrays(*shapes: tuple[int, ...]) -> list[Array]:
    return [RNG.standard_normal(s, np.float32) * np.float32(0.1) for s in shapes]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small matrices count as large here."""
    monkeypatch.setattr(sys.modules["autograph.ops.remaking"], "LEAST", 0)


@pytest.mark.usefixtures("small")
def test_who_reads_late_reads_the_same_again_by_rows_and_by_columns() -> None:
    given = arrays((520, 8), (8, 520), (520, 4))
    x, y, z = arguments(given)
    weights = exp(matmul(x, y))
    first = matmul(weights, z)
    slopes = matmul(first, matrix_transpose(z))
    before = [first, matmul(multiply(slopes, weights), z), matmul(matrix_transpose(weights), first)]
    again = exp(matmul(node(Recompute(), x, first), y))
    after = [first, matmul(multiply(slopes, again), z), matmul(matrix_transpose(again), first)]
    rewritten(remake_later, before, given, after, rtol=1e-5)


@pytest.mark.usefixtures("small")
def test_who_reads_later_still_reads_the_same() -> None:
    given = arrays((520, 8), (8, 520), (520, 4))
    x, y, z = arguments(given)
    weights = exp(matmul(x, y))
    first = matmul(weights, z)
    second = matmul(weights, first)
    before = [matmul(matrix_transpose(weights), second)]
    again = exp(matmul(node(Recompute(), x, first), y))
    after = [matmul(matrix_transpose(again), matmul(again, first))]
    rewritten(remake_later, before, given, after, rtol=1e-5)


@pytest.mark.usefixtures("small")
def test_who_reads_at_once_reads_what_is_there() -> None:
    x, y, z = arguments(arrays((520, 8), (8, 520), (520, 4)))
    weights = exp(matmul(x, y))
    before = [matmul(weights, z), matmul(matrix_transpose(weights), z), weights]
    assert remake_later(before, {}) == before
    assert remake_later(before[:2], {}) == before[:2]


def test_what_stays_in_the_caches_is_not_computed_again() -> None:
    x, y, z = arguments(arrays((520, 8), (8, 520), (520, 4)))
    weights = exp(matmul(x, y))
    before = [matmul(matrix_transpose(weights), matmul(weights, z))]
    assert remake_later(before, {}) == before
