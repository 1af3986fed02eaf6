"""Batches of tensors from arrays or from any sequence of samples."""

from __future__ import annotations

from autograph.data.dataset import ArrayDataset
from autograph.data.loader import Loader

__all__ = ["ArrayDataset", "Loader"]
