"""What CUDA is generated for, as far as the shape of loops depends on it."""

from __future__ import annotations

from autograph.schedule.recipe import Target


def target() -> Target:
    """One lane a thread, and tiles of few registers, which reuse what is loaded and leave many threads."""
    # A guess until it is measured on a GPU.
    return Target(lanes=1, registers=8, latency=1, shares=1 << 40)
