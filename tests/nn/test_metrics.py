"""Accuracy and means."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph.errors import ArgumentError, DtypeError, RangeError, ShapeError
from autograph.nn import metrics

rng = np.random.default_rng(2)
LOGITS = rng.integers(0, 4, (40, 5)).astype(np.float32)  # with ties
LABELS = rng.integers(0, 5, 40)


@pytest.mark.compiler
@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("k", [1, 2, 5])
def test_accuracy_counts_the_first_of_a_stable_order(k: int, compiled: bool) -> None:
    best = np.argsort(-LOGITS, axis=1, kind="stable")[:, :k]
    expected = np.mean([label in row for label, row in zip(LABELS, best)])
    call = ag.compile(metrics.accuracy) if compiled else metrics.accuracy
    found = call(LOGITS, LABELS, k=k)
    assert (found.dtype, found.shape) == (ag.float32, ())
    assert float(found) == pytest.approx(expected, rel=1e-6)
    assert float(call(LOGITS.reshape(8, 5, 5), LABELS.reshape(8, 5), k)) == float(found)


def test_top_one_is_argmax() -> None:
    assert float(metrics.accuracy(LOGITS, LOGITS.argmax(1))) == 1
    assert float(metrics.accuracy(LOGITS, (LOGITS.argmax(1) + 1) % 5)) == 0


def test_nan_is_no_hit() -> None:
    logits = np.float32([[np.nan, 1, 2], [np.nan, 1, 2], [3, 1, 2]])
    assert float(metrics.accuracy(logits, np.array([0, 2, 0]))) == pytest.approx(1 / 3)


def test_mean() -> None:
    mean = metrics.Mean()
    assert math.isnan(mean.value)
    mean.add(ag.asarray(2.0), 3)
    mean.add(6.0)
    assert mean.value == 3.0


REFUSED: list[tuple[Any, type[Exception], str]] = [
    (lambda: metrics.accuracy(LOGITS, LABELS[:3]), ShapeError, r"logits float32\[40, 5\] with labels int64\[3\]"),
    (lambda: metrics.accuracy(LOGITS, LABELS * 1.0), DtypeError, r"labels float64\[40\]"),
    (lambda: metrics.accuracy(LOGITS, LABELS, k=6), ArgumentError, "k=6 of 5 classes"),
    (lambda: metrics.accuracy(LOGITS, LABELS, k=0), ArgumentError, "k=0"),
    (lambda: metrics.accuracy(LOGITS, LABELS + 1), RangeError, "5"),
]


@pytest.mark.parametrize(("call", "error", "message"), REFUSED)
def test_what_is_refused(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as found:
        call()
    assert len(str(found.value).split("\n")) == 3
