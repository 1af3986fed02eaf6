"""From bytes of pixels and labels to a data set of float32 images and int64 labels."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograph.data import ArrayDataset
from autograph.errors import DataError


def image_dataset(
    pixels: NDArray[Any], labels: NDArray[Any], brightest: int, mean: float = 0.0, std: float = 1.0
) -> ArrayDataset:
    """Images [N, 1, H, W], `(pixel / brightest - mean) / std` of bytes [N, H, W], and labels [N]."""
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or labels.shape != pixels.shape[:1]:
        raise DataError(
            f"not images with labels: {pixels.dtype}{list(pixels.shape)} and {labels.dtype}{list(labels.shape)}",
            hint="check that the images file and the labels file belong together",
        )
    value = ((np.arange(256) / brightest - mean) / std).astype(np.float32)
    return ArrayDataset(value[pixels[:, np.newaxis]], labels.astype(np.int64))
