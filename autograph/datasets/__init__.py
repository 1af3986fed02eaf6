"""Data sets: from files or mirrors, or, as `mnist_small digits iris shakespeare`, in the package."""

from __future__ import annotations

from autograph.datasets.cifar import cifar10
from autograph.datasets.mirrored import fashion_mnist, mnist
from autograph.datasets.packaged import digits, iris, mnist_small, shakespeare

__all__ = ["cifar10", "digits", "fashion_mnist", "iris", "mnist", "mnist_small", "shakespeare"]
