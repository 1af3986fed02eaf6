"""What CUDA is generated for, as far as the shape of loops depends on it."""

from __future__ import annotations

from autograph.schedule.recipe import Target


def target() -> Target:
    """Lanes are the threads of a warp; rows that stages hand on lie in shared memory."""
    # Guesses until they are measured on a GPU: tiles that leave room for several blocks on a processor, four of whose
    # rows fit what a block may keep, and eight warps for each of 132 processors.
    return Target(
        lanes=32, registers=48, latency=1, shares=1 << 40, nearby=12 << 10, flexible=True, teams=True, busy=1024
    )
