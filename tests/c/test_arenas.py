"""Arenas that programs keep between calls do not add up for ever."""

from __future__ import annotations

import numpy as np
import pytest

import autograph as ag
from autograph.backends.c import device

pytestmark = pytest.mark.compiler


def kept() -> int:
    return sum(p.kept for p in device.programs)


def test_programs_of_many_shapes_keep_a_bounded_amount(monkeypatch: pytest.MonkeyPatch) -> None:
    for p in list(device.programs):
        p.release()
    monkeypatch.setattr(device, "KEPT", 100_000)
    matrix = np.eye(40, dtype=np.float32)
    chain = ag.compile(lambda x: ((x @ matrix) @ matrix) @ matrix)
    for rows in range(50, 90):
        np.testing.assert_array_equal(chain(np.ones((rows, 40), np.float32)), np.ones((rows, 40)))
        assert kept() <= 100_000
    assert kept() > 10_000  # what was used last stays


def test_a_program_larger_than_the_bound_runs_and_keeps_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "KEPT", 10)
    matrix = np.eye(40, dtype=np.float32)
    chain = ag.compile(lambda x: (x @ matrix) @ matrix)
    for _ in range(3):
        np.testing.assert_array_equal(chain(np.ones((5, 40), np.float32)), np.ones((5, 40)))
