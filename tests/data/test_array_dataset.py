"""Arrays that count the same samples: how they are indexed, and what does not fit."""

from __future__ import annotations

import numpy as np
import pytest

from autograph.data import ArrayDataset
from autograph.errors import DataError, RangeError


def rows(length):
    return ArrayDataset(np.arange(length, dtype=np.float32).reshape(length, 1), np.arange(length))


def test_array_dataset_indexes_all_its_arrays_alike():
    dataset = rows(6)
    assert len(dataset) == 6
    image, label = dataset[-1]
    assert image.tolist() == [5.0] and label == 5
    assert [array.tolist() for array in dataset[np.array([3, 1])]] == [[[3.0], [1.0]], [3, 1]]
    assert dataset[2:4][1].tolist() == [2, 3]
    assert repr(dataset) == "ArrayDataset(float32[6, 1], int64[6])"


def test_array_dataset_refuses_what_does_not_fit():
    with pytest.raises(DataError, match=r"differ in length: shapes \[3, 2\], \[4\]"):
        ArrayDataset(np.zeros((3, 2)), np.zeros(4))
    with pytest.raises(DataError, match="0-d array"):
        ArrayDataset(np.float32(1))
    with pytest.raises(DataError, match="no arrays"):
        ArrayDataset()
    with pytest.raises(RangeError, match="use integers from -6 to 5"):
        rows(6)[6]
