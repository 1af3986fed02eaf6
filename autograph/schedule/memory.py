"""One arena a plan: intermediates whose lifetimes do not meet share memory."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass

from autograph.graph import Node
from autograph.schedule.group import Group

#: Every block starts on a cache line, which is also the widest vector.
ALIGNMENT = 64


@dataclass(frozen=True)
class Arena:
    """`blocks`: start and size in bytes of each intermediate; `lifetimes`: first and last step that uses it."""

    size: int
    blocks: dict[Node, tuple[int, int]]
    lifetimes: dict[Node, tuple[int, int]]


def allot(groups: Sequence[Group], placed: set[Node]) -> Arena:
    """Offsets for all stored nodes that are not placed already: largest first, each in the smallest gap that fits."""
    lifetimes: dict[Node, tuple[int, int]] = {}
    for step, g in enumerate(groups):
        for n in (*g.outputs, *g.reads):
            if n not in placed:
                lifetimes[n] = (lifetimes.get(n, (step, step))[0], step)
    blocks: dict[Node, tuple[int, int]] = {}
    taken: list[tuple[int, int, int, int]] = []  # (start, size, first, last), by their starts
    for n in sorted(lifetimes, key=lambda n: (-n.type.nbytes, lifetimes[n])):
        size = -(-max(n.type.nbytes, 1) // ALIGNMENT) * ALIGNMENT
        first, last = lifetimes[n]
        start = _gap([(a, s) for a, s, begin, end in taken if begin <= last and first <= end], size)
        insort(taken, (start, size, first, last))
        blocks[n] = (start, size)
    return Arena(max((a + s for a, s in blocks.values()), default=0), blocks, lifetimes)


def _gap(taken: Sequence[tuple[int, int]], size: int) -> int:
    """The start of the smallest gap between taken blocks that holds `size`, or the end of them all."""
    best: tuple[int, int] | None = None
    end = 0
    for start, length in taken:
        if start - end >= size and (best is None or start - end < best[0]):
            best = (start - end, end)
        end = max(end, start + length)
    return best[1] if best is not None else end
