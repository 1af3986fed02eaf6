"""Parts of data sets: their samples, how a split is drawn, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograph.data import ArrayDataset, Loader, Subset, random_split
from autograph.errors import DataError, RangeError

LETTERS = ["a", "b", "c", "d", "e"]

SPLIT = [[7, 5, 0, 2, 4], [3, 6, 1]]


def rows(length):
    return ArrayDataset(np.arange(length) * 10, np.arange(length))


def test_a_subset_has_the_samples_at_its_indices():
    subset = Subset(LETTERS, [3, -1, 0])
    assert list(subset) == ["d", "e", "a"] and len(subset) == 3 and subset[-1] == "a"
    assert repr(subset) == f"Subset(3 of 5: {LETTERS!r})"


def test_a_loader_reads_subsets_of_subsets():
    inner = Subset(rows(10), np.arange(0, 10, 2))
    batches = list(Loader(Subset(inner, [4, 1, 0]), 2))
    assert [np.asarray(labels).tolist() for _, labels in batches] == [[8, 2], [0]]
    assert [np.asarray(tens).tolist() for tens, _ in batches] == [[80, 20], [0]]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4), st.integers(0, 2**64 - 1))
def test_a_split_has_every_sample_once(lengths, seed):
    parts = random_split(rows(sum(lengths)), lengths, seed)
    assert [len(part) for part in parts] == lengths
    assert sorted(np.concatenate([part.indices for part in parts]).tolist()) == list(range(sum(lengths)))


@pytest.mark.parametrize(
    "samples, fractions, lengths",
    [
        (10, [0.8, 0.2], [8, 2]),
        (7, [0.5, 0.5], [4, 3]),
        (100, [0.71, 0.29], [71, 29]),
        (3, [1.0], [3]),
        (0, [1.0], [0]),
    ],
)
def test_fractions_round_in_favour_of_the_first(samples, fractions, lengths):
    assert [len(part) for part in random_split(rows(samples), fractions, seed=0)] == lengths


def test_the_split_of_a_seed_never_changes():
    # These numbers hold on every platform and NumPy version.
    first, second = random_split(rows(8), [5, 3], seed=0)
    assert [first.indices.tolist(), second.indices.tolist()] == SPLIT
    assert random_split(rows(8), [5, 3], seed=1)[0].indices.tolist() != SPLIT[0]


@pytest.mark.parametrize("lengths", [[5, 4], [11, -1], [0.5, 0.4], [], [1.5, -0.5]])
def test_lengths_that_do_not_add_up_are_refused(lengths):
    with pytest.raises(DataError, match="do not add up to 10 samples, nor to 1"):
        random_split(rows(10), lengths, seed=0)


def test_indices_that_are_none_are_refused():
    with pytest.raises(DataError, match=r"the indices are float64\[2\]"):
        Subset(LETTERS, [0.0, 1.0])
    with pytest.raises(DataError, match=r"the indices are bool\[5\]"):
        Subset(LETTERS, [True] * 5)
    with pytest.raises(RangeError, match="index 5 of a data set of 5 samples"):
        Subset(LETTERS, [0, 5])
    with pytest.raises(RangeError, match="index 2 of 2 samples"):
        Subset(LETTERS, [0, 4])[2]
