"""Errors as objects: they travel between processes, and name the user's line."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest

import autograph as ag
from autograph.errors import ShapeError, TraceError


def test_an_error_of_a_worker_process_arrives_whole() -> None:
    with pytest.raises(ShapeError) as caught:
        ag.zeros(2) + ag.zeros(3)
    error = caught.value
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is ShapeError and str(again) == str(error)
    assert (again.what, again.where, again.hint) == (error.what, error.where, error.hint)


def test_the_line_is_not_one_of_pythons_library() -> None:
    x = ag.tensor(np.ones(2), requires_grad=True)
    with pytest.raises(TraceError) as caught:
        copy.deepcopy([x * 2])
    assert str(caught.value).split("\n")[1] == "  at test_errors.py:27: copy.deepcopy([x * 2])"
