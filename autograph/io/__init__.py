"""Trees of arrays on disk, as safetensors files, and checkpoints of a training made of them."""

from __future__ import annotations

from autograph.io.checkpoint import Checkpoint
from autograph.io.files import load, save

__all__ = ["Checkpoint", "load", "save"]
