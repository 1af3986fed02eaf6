"""Kernels whose stages are matrix products: attention goes through them by blocks of rows, and no matrix of all scores
has memory."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph.backends import backend
from autograph.frontend import Compiled
from autograph.kernel.nest import Loop, statements
from autograph.pipeline import Lowered, lowered

pytestmark = pytest.mark.compiler
Array = np.ndarray[Any, Any]
rng = np.random.default_rng(3)


def causal(q: Any, k: Any, v: Any) -> Any:
    return F.scaled_dot_product_attention(q, k, v, causal=True)


def plain(q: Any, k: Any, v: Any) -> Any:
    return F.scaled_dot_product_attention(q, k, v)


def by_hand(q: Any, k: Any, v: Any) -> Any:
    scores = ag.matmul(q, ag.matrix_transpose(k)) * (1 / math.sqrt(q.shape[-1]))
    return ag.matmul(F.softmax(scores, -1), v)


def oracle(q: Array, k: Array, v: Array, seen: Array | None = None) -> Array:
    q, k, v = (a.astype(np.float64) for a in (q, k, v))
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    if seen is not None:
        scores = np.where(seen, scores, -np.inf)
    e = np.exp(scores - scores.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True) @ v


def arrays(*shapes: tuple[int, ...], dtype: str = "float32") -> list[Array]:
    return [rng.normal(size=s).astype(dtype) for s in shapes]


def made(function: Any, operands: Sequence[Array]) -> Lowered:
    """What the compiler makes of a call."""
    (graph,), lines = Compiled(function).recorded(*operands)
    return lowered(graph, lines, backend())


def largest(low: Lowered) -> int:
    """Elements of the largest array that has memory."""
    return max(n.type.size for g in low.groups for n in g.outputs)


@pytest.mark.parametrize("function", [causal, plain, by_hand])
def test_scores_have_no_memory(function: Any) -> None:
    q, k, v = arrays(*[(1, 4, 512, 64)] * 3)
    low = made(function, (q, k, v))
    assert largest(low) == q.size
    assert low.plan.arena <= 2 * q.nbytes, "no more than the keys, turned, and the scaled queries"


def test_arena_grows_with_the_length_and_not_with_its_square() -> None:
    arenas = [made(causal, arrays(*[(1, 4, time, 64)] * 3)).plan.arena for time in (512, 1024, 4096)]
    assert arenas == [arenas[0], 2 * arenas[0], 8 * arenas[0]]


def test_small_scores_stay_in_the_caches_and_are_stored() -> None:
    low = made(causal, arrays(*[(2, 4, 64, 32)] * 3))
    assert largest(low) == 2 * 4 * 64 * 64


def test_dense_layers_are_no_stages() -> None:
    x, w, u = arrays((4096, 256), (256, 1024), (1024, 256))
    low = made(lambda x, w, u: ag.relu(F.layer_norm(x, (256,)) @ w) @ u, (x, w, u))
    assert not any("matmul" in k.label for k, g in zip(low.kernels, low.groups) if g.stages)


@pytest.mark.parametrize("shape", [(1, 4, 512, 64), (1, 1, 530, 64), (2, 2, 800, 16), (3, 1, 545, 33), (1, 1, 1200, 7)])
@pytest.mark.parametrize("function", [causal, by_hand])
def test_values_are_the_formulas(function: Any, shape: tuple[int, ...]) -> None:
    q, k, v = arrays(*[shape] * 3)
    low = made(function, (q, k, v))
    assert largest(low) == q.size, "or this would test something else"
    seen = np.tri(shape[-2], dtype=bool) if function is causal else None
    found = ag.compile(function)(q, k, v).numpy()
    np.testing.assert_allclose(found, oracle(q, k, v, seen), rtol=2e-5, atol=2e-6)


def bounded(low: Lowered) -> tuple[int, int]:
    """How many loops start at, and how many end at, what the loops around them know."""
    loops = [s for k in low.kernels for s in statements(k.body) if isinstance(s, Loop)]
    return sum(bool(s.low) for s in loops), sum(bool(s.high) for s in loops)


@ag.composite
def window(q: Any, k: Any, v: Any) -> Any:
    """Each query looks at the 100 keys up to its own."""
    time = q.shape[-2]
    scores = ag.matmul(q, ag.matrix_transpose(k)) * (1 / math.sqrt(q.shape[-1]))
    after = ag.expand_dims(ag.arange(time), 1) - ag.arange(time)
    scores = ag.where((after >= 0) & (after < 100), scores, -math.inf)
    return ag.matmul(F.softmax(scores, -1), v)


@pytest.mark.parametrize("time", [512, 545, 600])
def test_what_a_mask_hides_is_left_out(time: int) -> None:
    q, k, v = arrays(*[(1, 4, time, 16)] * 3)
    assert bounded(made(plain, (q, k, v))) == (0, 0)
    starts, ends = bounded(made(causal, (q, k, v)))
    assert starts == 0 and ends >= 5, "scores, largest, exponentials, sum and product"
    assert min(bounded(made(window, (q, k, v)))) >= 5
    after = np.subtract.outer(np.arange(time), np.arange(time))
    found = ag.compile(window)(q, k, v).numpy()
    np.testing.assert_allclose(found, oracle(q, k, v, (after >= 0) & (after < 100)), rtol=2e-5, atol=2e-6)


def test_keys_of_another_length_and_masks() -> None:
    q, k, v = arrays((2, 2, 600, 16), (2, 2, 520, 16), (2, 2, 520, 24))
    mask = rng.random((2, 1, 600, 520)) < 0.5
    mask[0, 0, 7] = False

    def masked(q: Any, k: Any, v: Any, mask: Any) -> Any:
        return F.scaled_dot_product_attention(q, k, v, mask)

    assert largest(made(masked, (q, k, v, mask))) == 2 * 2 * 600 * 24
    expected = oracle(q, k, v, np.where(mask.any(-1, keepdims=True), mask, True))
    expected[0, :, 7] = 0
    np.testing.assert_allclose(ag.compile(masked)(q, k, v, mask).numpy(), expected, rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("dtype", ["float64", "float16"])
def test_other_dtypes(dtype: str) -> None:
    q, k, v = arrays(*[(1, 2, 800, 32)] * 3, dtype=dtype)
    found = ag.compile(causal)(q, k, v).numpy()
    tolerance = 1e-12 if dtype == "float64" else 2e-3
    expected = oracle(q, k, v, np.tri(800, dtype=bool))
    np.testing.assert_allclose(found, expected, rtol=tolerance, atol=tolerance)


def test_bits_do_not_depend_on_the_threads() -> None:
    q, k, v = arrays(*[(1, 3, 531, 40)] * 3)
    found = [ag.compile(causal, threads=t)(q, k, v).numpy().tobytes() for t in (1, 2, 3, 7)]
    assert len(set(found)) == 1
