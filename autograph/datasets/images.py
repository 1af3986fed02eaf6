"""From bytes of pixels and labels to a data set of float32 images and int64 labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograph.data import ArrayDataset
from autograph.errors import DataError


def image_dataset(
    pixels: NDArray[Any],
    labels: NDArray[Any],
    brightest: int,
    mean: Sequence[float] | None = None,
    std: Sequence[float] | None = None,
) -> ArrayDataset:
    """Images [N, C, H, W] of bytes [N, C, H, W], or [N, H, W] where C = 1, and labels [N].

    A value is `(pixel / brightest - mean) / std`, with a mean and a std for each channel; by default 0 and 1.
    """
    planes = pixels[:, np.newaxis] if pixels.ndim == 3 else pixels
    if pixels.dtype != np.uint8 or planes.ndim != 4 or labels.shape != pixels.shape[:1]:
        raise DataError(
            f"not images with labels: {pixels.dtype}{list(pixels.shape)} and {labels.dtype}{list(labels.shape)}",
            hint="check that the images file and the labels file belong together",
        )
    images = np.empty(planes.shape, np.float32)
    for channel in range(planes.shape[1]):
        shift, scale = (mean[channel] if mean else 0.0), (std[channel] if std else 1.0)
        value = ((np.arange(256) / brightest - shift) / scale).astype(np.float32)
        np.take(value, planes[:, channel], out=images[:, channel], mode="clip")  # "raise" would copy first
    return ArrayDataset(images, labels.astype(np.int64))
