"""Kernels whose stages are matrix products: attention goes through them by blocks of rows, and no matrix of all scores
has memory."""

from __future__ import annotations

import math
import sys
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


@pytest.fixture
def remade(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scores are computed again for derivatives even where they are small."""
    monkeypatch.setattr(sys.modules["autograph.ops.remaking"], "LEAST", 0)


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


def slow(*shape: int) -> Any:
    return pytest.param(shape, marks=pytest.mark.slow)


def slopes(function: Any) -> Any:
    """The derivatives of Σ function(q, k, v) · g with respect to all three, as training asks for them: g comes late."""

    def derived(q: Any, k: Any, v: Any, g: Any) -> Any:
        def loss(q: Any, k: Any, v: Any) -> Any:
            y = function(q, k, v)
            return ag.sum(y * y * ag.sum(y * g))

        return ag.grad(loss, (0, 1, 2))(q, k, v)

    return derived


@pytest.mark.usefixtures("remade")
@pytest.mark.parametrize("function", [causal, plain, by_hand])
def test_derivatives_store_no_scores_either(function: Any) -> None:
    q, k, v, g = arrays(*[(1, 4, 512, 32)] * 4)
    low = made(slopes(function), (q, k, v, g))
    assert largest(low) == q.size
    longer = made(slopes(function), arrays(*[(1, 4, 2048, 32)] * 4))
    assert longer.plan.arena <= 4 * low.plan.arena


def slopes_at_once(function: Any) -> Any:
    """The derivatives of Σ function(q, k, v) · g alone: the cotangent g is there from the beginning."""

    def derived(q: Any, k: Any, v: Any, g: Any) -> Any:
        return ag.grad(lambda q, k, v: ag.sum(function(q, k, v) * g), (0, 1, 2))(q, k, v)

    return derived


@pytest.mark.usefixtures("remade")
@pytest.mark.parametrize("function", [causal, plain, by_hand])
def test_derivatives_alone_store_no_scores_either(function: Any) -> None:
    low = made(slopes_at_once(function), arrays(*[(1, 4, 512, 32)] * 4))
    assert largest(low) == 4 * 512 * 32
    longer = made(slopes_at_once(function), arrays(*[(1, 4, 2048, 32)] * 4))
    assert longer.plan.arena <= 4 * low.plan.arena


@pytest.mark.usefixtures("remade")
@pytest.mark.parametrize("shape", [slow(1, 1, 530, 40), slow(2, 2, 545, 33), (1, 3, 129, 16), (1, 1, 37, 8)])
@pytest.mark.parametrize("function", [causal, window, by_hand])
def test_derivatives_alone_are_those_of_stored_scores(function: Any, shape: tuple[int, ...]) -> None:
    given = arrays(*[shape] * 4, dtype="float64")
    derived = slopes_at_once(function)
    for found, expected in zip(ag.compile(derived)(*given), derived(*map(ag.asarray, given))):
        scale = float(np.abs(expected.numpy()).max())
        np.testing.assert_allclose(found.numpy(), expected.numpy(), rtol=1e-9, atol=1e-12 * scale)


@pytest.mark.usefixtures("remade")
def test_a_mask_ends_loops_of_derivatives_at_both_ends() -> None:
    low = made(slopes(causal), arrays(*[(1, 4, 512, 32)] * 4))
    starts, ends = bounded(low)
    assert starts >= 4 and ends >= 8, "queries from a key on, and keys up to a query"


@pytest.mark.usefixtures("remade")
@pytest.mark.parametrize("shape", [slow(1, 4, 512, 64), (1, 1, 530, 40), slow(2, 2, 545, 33)])
@pytest.mark.parametrize("function", [causal, by_hand])
def test_derivatives_are_those_of_stored_scores(function: Any, shape: tuple[int, ...]) -> None:
    """In float64, beside the graph's NumPy meaning, whose derivatives are checked against differences."""
    given = arrays(*[shape] * 4, dtype="float64")
    derived = slopes(function)
    for found, expected in zip(ag.compile(derived)(*given), derived(*map(ag.asarray, given))):
        scale = float(np.abs(expected.numpy()).max())
        np.testing.assert_allclose(found.numpy(), expected.numpy(), rtol=1e-9, atol=1e-12 * scale)


@pytest.mark.usefixtures("remade")
def test_derivatives_are_differences() -> None:
    q, k, v, g = arrays(*[(1, 1, 400, 24)] * 4, dtype="float64")
    assert largest(made(slopes(causal), (q, k, v, g))) == q.size
    found = ag.compile(slopes(causal))(q, k, v, g)

    def loss(*operands: Array) -> float:
        y = oracle(*operands, np.tri(400, dtype=bool))
        return float((y * y).sum() * (y * g).sum())

    for n, slope in enumerate(found):
        direction, step = rng.normal(size=q.shape), 1e-6
        ends = [loss(*[a + s * step * direction * (i == n) for i, a in enumerate((q, k, v))]) for s in (1, -1)]
        assert float((slope.numpy() * direction).sum()) == pytest.approx((ends[0] - ends[1]) / (2 * step), rel=1e-5)


@pytest.mark.usefixtures("remade")
def test_bits_of_derivatives_do_not_depend_on_the_threads() -> None:
    given = arrays(*[(1, 3, 531, 40)] * 4)
    runs = [ag.compile(slopes(causal), threads=t)(*given) for t in (1, 2, 3)]
    assert len({b"".join(s.numpy().tobytes() for s in run) for run in runs}) == 1


@pytest.mark.usefixtures("remade")
def test_dropout_keeps_its_mask_and_the_derivatives_right() -> None:
    q, k, v, g = arrays(*[(1, 2, 600, 16)] * 4)

    def dropped(q: Any, k: Any, v: Any) -> Any:
        return F.scaled_dot_product_attention(q, k, v, dropout_p=0.25, causal=True)

    ag.random.seed(4)
    found = ag.compile(slopes(dropped))(q, k, v, g)
    ag.random.seed(4)
    expected = slopes(dropped)(*map(ag.asarray, (q, k, v, g)))
    for a, b in zip(found, expected):
        np.testing.assert_allclose(a.numpy(), b.numpy(), rtol=2e-4, atol=2e-4 * float(np.abs(b.numpy()).max()))


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
