"""That the numbers are distributed as they should be: at fixed seeds, so that a test passes always or never.

Bounds are those that a right generator passes all but once in a thousand times or more seldom.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import autograph as ag
from autograph import dtypes
from autograph.ops.random import RandomBits
from autograph.random import Generator, distributions

Array = np.ndarray[Any, Any]
FLOATS = pytest.mark.parametrize("dtype", ["float32", "float64"])
N = 100_000

phi = np.vectorize(lambda x: 0.5 * math.erfc(-x / math.sqrt(2)), otypes=[np.float64])


def assert_follows(x: Array, cdf: Callable[[Array], Array]) -> None:
    """The test of Kolmogorov and Smirnov: the largest distance of the distributions times √n exceeds 1.95 once in a
    thousand times."""
    x = np.sort(x.astype(np.float64).ravel())
    n = x.size
    want = cdf(x)
    distance = max(np.max(np.arange(1, n + 1) / n - want), np.max(want - np.arange(n) / n))
    assert distance * math.sqrt(n) < 1.95


def assert_frequencies(counts: Array, probabilities: Array) -> None:
    """Pearson's test: χ² has k - 1 degrees of freedom; by Wilson and Hilferty its cube root is nearly normal."""
    want = counts.sum() * probabilities
    assert np.all(want > 5)
    degrees = counts.size - 1
    chi = float(((counts - want) ** 2 / want).sum())
    spread = 2 / (9 * degrees)
    deviation = ((chi / degrees) ** (1 / 3) - (1 - spread)) / math.sqrt(spread)
    assert abs(deviation) < 3.3, chi


def assert_even(x: Array, count: int) -> None:
    assert_frequencies(np.bincount(x.ravel(), minlength=count), np.full(count, 1 / count))


def test_the_tests_see_what_is_wrong() -> None:
    x = np.random.default_rng(0).uniform(size=N)
    assert_follows(x, lambda x: x)
    assert_even((x * 10).astype(int), 10)
    with pytest.raises(AssertionError):
        assert_follows(x**1.02, lambda x: x)
    with pytest.raises(AssertionError):
        assert_even((x**1.02 * 10).astype(int), 10)
    with pytest.raises(AssertionError):  # too even to be random
        assert_even(np.arange(N) % 10, 10)


@FLOATS
def test_uniform(dtype: str) -> None:
    x = Generator(1).uniform(N, dtype=dtype).numpy()
    digits = 24 if dtype == "float32" else 53
    steps = x.astype(np.float64) * 2.0**digits
    assert np.all(steps == np.floor(steps)) and steps.min() >= 0 and steps.max() < 2.0**digits
    assert_follows(x, lambda x: x)
    assert_even((steps % 64).astype(int), 64)  # the last bits
    assert_even((x * 100).astype(int), 100)


def test_uniform_between() -> None:
    x = Generator(2).uniform(N, -3.0, 5.0).numpy()
    assert x.min() >= -3 and x.max() <= 5
    assert_follows(x, lambda x: (x + 3) / 8)


@FLOATS
def test_normal(dtype: str) -> None:
    x = Generator(3).normal(N, dtype=dtype).numpy().astype(np.float64)
    assert_follows(x, phi)
    assert abs(np.mean(x)) < 3.3 / math.sqrt(N)
    assert abs(np.var(x) - 1) < 3.3 * math.sqrt(2 / N)
    assert abs(np.mean(x**3)) < 3.3 * math.sqrt(15 / N)
    assert abs(np.mean(x**4) - 3) < 3.3 * math.sqrt(96 / N)
    assert_frequencies(np.histogram(x, [-9, -3, -2, 2, 3, 9])[0], np.diff(phi(np.array([-9, -3, -2, 2, 3, 9]))))


def test_normal_around() -> None:
    assert_follows(Generator(4).normal(N, 10.0, 0.25).numpy(), lambda x: phi((x - 10) / 0.25))


@FLOATS
def test_normal_has_the_tails_it_claims(dtype: str) -> None:
    """The bits that give the largest number, and those that give the smallest, in place of random ones."""
    kind = dtypes.dtype(dtype)
    zeros, ones = (ag.asarray(np.full(1, word, np.uint32)) for word in (0, 2**32 - 1))
    smallest = distributions.positive_fraction(zeros, zeros, kind).item()
    assert smallest == 2.0 ** (-kind.bits)
    assert math.sqrt(-2 * math.log(smallest)) == pytest.approx(6.66 if dtype == "float32" else 9.42, abs=0.005)
    assert distributions.positive_fraction(ones, ones, kind).item() == 1.0


@FLOATS
def test_exponential(dtype: str) -> None:
    x = Generator(5).exponential(N, 0.5, dtype=dtype).numpy()
    assert x.min() >= 0 and np.all(np.isfinite(x))
    assert_follows(x, lambda x: -np.expm1(-2 * x))


@pytest.mark.parametrize("span", [2, 3, 6, 10, 100, 256, 1000])
def test_randint(span: int) -> None:
    x = Generator(span).randint(-5, span - 5, N).numpy() + 5
    assert x.min() >= 0 and x.max() < span
    assert_even(x, span)


@given(st.integers(0, 2**64 - 1), st.integers(-(2**63), 2**63 - 1), st.integers(1, 2**64), st.sampled_from("iu"))
def test_randint_is_the_product_of_64_bits_and_the_span(seed: int, low: int, span: int, kind: str) -> None:
    least = -(2**63) if kind == "i" else 0
    low = max(low, least)
    high = min(low + span, least + 2**64)
    g = Generator(seed)
    words = RandomBits(9, 2).numpy(g.get_state().numpy()).astype(object)
    want = [low + ((int(a) << 32 | int(b)) * (high - low) >> 64) for a, b in words]
    assert g.randint(low, high, 9, dtype=f"{'u' * (kind == 'u')}int64").tolist() == want


def test_bernoulli() -> None:
    p = np.array([0, 1e-3, 0.25, 0.5, 0.9, 1])
    x = Generator(6).bernoulli(p, (N, 6)).numpy().mean(axis=0)
    assert x[0] == 0 and x[-1] == 1
    assert np.all(np.abs(x - p) <= 3.5 * np.sqrt(p * (1 - p) / N))
    assert Generator(6).bernoulli(0.5).shape == ()


def test_categorical() -> None:
    p = np.array([0.4, 0.0, 0.05, 0.25, 0.3])
    with np.errstate(divide="ignore"):
        logits = np.log(p) + 7
    x = Generator(7).categorical(np.broadcast_to(logits, (N, 5))).numpy()
    counts = np.bincount(x, minlength=5)
    assert counts[1] == 0
    assert_frequencies(np.delete(counts, 1), np.delete(p, 1))
    along = Generator(7).categorical(np.broadcast_to(logits[:, None, None], (5, 3, 4)), axis=0)
    assert (along.shape, along.dtype) == ((3, 4), ag.int64)


def test_permutation() -> None:
    x = Generator(8).permutation(1000).numpy()
    np.testing.assert_array_equal(np.sort(x), np.arange(1000))
    assert Generator(8).permutation(0).shape == (0,) and Generator(8).permutation(1).tolist() == [0]
    rows = np.arange(30).reshape(10, 3)
    np.testing.assert_array_equal(Generator(9).permutation(rows).numpy(), rows[Generator(9).permutation(10).numpy()])


def test_every_order_is_as_probable() -> None:
    many = distributions.order(Generator(10).get_state(), shape=(24_000, 4), dtype=dtypes.uint64).numpy()
    _, counts = np.unique(many @ 10 ** np.arange(4), return_counts=True)
    assert counts.size == 24
    assert_frequencies(counts, np.full(24, 1 / 24))


def test_choice() -> None:
    assert_even(Generator(11).choice(7, N).numpy(), 7)
    x = Generator(11).choice(np.array([10.0, 20, 30]), (N // 10, 2), p=[1, 2, 1]).numpy()
    assert_frequencies(np.unique(x, return_counts=True)[1], np.array([0.25, 0.5, 0.25]))
    few = [Generator(k).choice(5, 2, replace=False).tolist() for k in range(30)]
    assert all(a != b for a, b in few) and len({tuple(f) for f in few}) > 10
    rows = np.arange(6).reshape(3, 2)
    assert Generator(11).choice(rows, 4).shape == (4, 2) and Generator(11).choice(rows).shape == (2,)


def test_draws_seeds_and_neighbours_are_independent() -> None:
    g = Generator(12)
    x = np.stack([g.uniform(N).numpy(), g.uniform(N).numpy(), Generator(13).uniform(N).numpy()]).astype(np.float64)
    x = np.vstack([x, np.roll(x[:1], 1), np.roll(x[:1], 4)]) - 0.5
    correlation = np.corrcoef(x)[np.triu_indices(5, 1)]
    assert np.all(np.abs(correlation) < 3.5 / math.sqrt(N))
    pairs = (x[0] + 0.5) * 16 // 1 * 16 + (x[1] + 0.5) * 16 // 1
    assert_even(pairs.astype(int), 256)
    bits = RandomBits(N, 1).numpy(np.array([14, 0], np.uint64))
    each = np.unpackbits(bits.view(np.uint8), axis=1).mean(axis=0)
    assert np.all(np.abs(each - 0.5) < 3.8 * 0.5 / math.sqrt(N))
