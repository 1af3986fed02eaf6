"""Trees of arrays on disk, as safetensors files."""

from __future__ import annotations

from autograph.io.files import load, save

__all__ = ["load", "save"]
