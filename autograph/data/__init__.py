"""Batches of tensors from arrays, files or any sequence of samples."""

from __future__ import annotations

from autograph.data.dataset import ArrayDataset, Subset, random_split
from autograph.data.image_folder import ImageFolder
from autograph.data.loader import Loader
from autograph.data.memory_mapped import MemoryMapped

__all__ = ["ArrayDataset", "ImageFolder", "Loader", "MemoryMapped", "Subset", "random_split"]
