"""Data sets: `mnist()` from files or mirrors; `mnist_small()` and `digits()` are in the package."""

from __future__ import annotations

from autograph.datasets.mirrored import mnist
from autograph.datasets.packaged import digits, mnist_small

__all__ = ["digits", "mnist", "mnist_small"]
