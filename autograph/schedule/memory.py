"""One arena a plan: intermediates whose lifetimes do not meet share memory."""

from __future__ import annotations

import itertools
from bisect import insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autograph.graph import Node
from autograph.schedule.group import Group

#: Every block starts on a cache line, which is also the widest vector.
ALIGNMENT = 64


#: For each group, which operand and which result may share memory: numbers of its reads and its outputs.
Sharable = Sequence[Sequence[tuple[int, int]]]
#: Of each part that is stored into the memory of a whole: the whole, and at which byte.
Within = Mapping[Node, tuple[Node, int]]


@dataclass(frozen=True)
class Arena:
    """`blocks`: start and size in bytes of each intermediate; `lifetimes`: first and last step that uses it;
    `inside`: whose block a result took over when it was made; `within`: the parts that lie in the block of a whole,
    which lives as long as they do; `bound`: the most bytes in use at any one step."""

    size: int
    blocks: dict[Node, tuple[int, int]]
    lifetimes: dict[Node, tuple[int, int]]
    inside: dict[Node, Node] = field(default_factory=dict)
    bound: int = 0
    within: Within = field(default_factory=dict)


def laid_out(groups: Sequence[Group]) -> tuple[list[Group], dict[Node, tuple[Node, int]]]:
    """The groups that have a kernel, and where the parts of joined arrays lie: in wholes that are no parts."""
    within: dict[Node, tuple[Node, int]] = {}
    for g in reversed([g for g in groups if g.joins]):
        (whole,) = g.outputs
        root, start = within.get(whole, (whole, 0))
        for part in g.reads:
            within[part] = root, start
            start += part.type.nbytes
    return [g for g in groups if not g.joins], within


def allot(groups: Sequence[Group], placed: set[Node], sharable: Sharable = (), within: Within | None = None) -> Arena:
    """Offsets for all stored nodes that are not placed already: largest first, each in the smallest gap that fits.

    A result takes over the block of an operand that is read for the last time, where the two are of one size and may
    share memory.
    """
    lifetimes: dict[Node, tuple[int, int]] = {}
    for step, g in enumerate(groups):
        for n in (*g.outputs, *g.reads):
            if n not in placed:
                lifetimes[n] = (lifetimes.get(n, (step, step))[0], step)
    within = {n: place for n, place in (within or {}).items() if n in lifetimes}  # a whole may be but a part
    for n, (root, _) in within.items():
        (begin, end), (earlier, later) = lifetimes[n], lifetimes.get(root, lifetimes[n])
        lifetimes[root] = min(begin, earlier), max(end, later)
    whole = {n: steps for n, steps in lifetimes.items() if n not in within}
    inside = _taken_over(groups, whole, sharable)
    tenants: dict[Node, list[Node]] = {}  # of each block, under the first to live there
    for n in sorted(whole, key=lambda n: whole[n][0]):
        tenants[n] = tenants[inside[n]] if n in inside else []
        tenants[n].append(n)
    first = {n: (whole[n][0], whole[tenants[n][-1]][1]) for n in whole if n not in inside}
    found = _blocks(first)
    size = max((a + s for a, s in found.values()), default=0)
    blocks = {n: found[tenants[n][0]] for n in whole}
    blocks |= {n: (blocks[root][0] + start, n.type.nbytes) for n, (root, start) in within.items()}
    return Arena(size, blocks, lifetimes, inside, _bound(len(groups), first, found), within)


def _taken_over(
    groups: Sequence[Group], lifetimes: dict[Node, tuple[int, int]], sharable: Sharable
) -> dict[Node, Node]:
    """Of each result that takes over a block: the operand it takes it from."""
    found: dict[Node, Node] = {}
    given: set[Node] = set()
    for step, (g, pairs) in enumerate(zip(groups, sharable)):
        for r, o in pairs:
            operand, result = g.reads[r], g.outputs[o]
            ends = operand in lifetimes and lifetimes[operand][1] == step and operand not in given
            if ends and result in lifetimes and result not in found and operand.type.nbytes == result.type.nbytes:
                found[result] = operand
                given.add(operand)
    return found


def _blocks(lifetimes: dict[Node, tuple[int, int]]) -> dict[Node, tuple[int, int]]:
    blocks: dict[Node, tuple[int, int]] = {}
    taken: list[tuple[int, int, int, int]] = []  # (start, size, first, last), by their starts
    for n in sorted(lifetimes, key=lambda n: (-n.type.nbytes, lifetimes[n])):
        size = -(-max(n.type.nbytes, 1) // ALIGNMENT) * ALIGNMENT
        first, last = lifetimes[n]
        start = _gap([(a, s) for a, s, begin, end in taken if begin <= last and first <= end], size)
        insort(taken, (start, size, first, last))
        blocks[n] = (start, size)
    return blocks


def _bound(steps: int, lifetimes: dict[Node, tuple[int, int]], blocks: dict[Node, tuple[int, int]]) -> int:
    """The most bytes that live at one step: no arena can be smaller."""
    change = [0] * (steps + 1)
    for n, (first, last) in lifetimes.items():
        change[first] += blocks[n][1]
        change[last + 1] -= blocks[n][1]
    return max(itertools.accumulate(change), default=0)


def _gap(taken: Sequence[tuple[int, int]], size: int) -> int:
    """The start of the smallest gap between taken blocks that holds `size`, or the end of them all."""
    best: tuple[int, int] | None = None
    end = 0
    for start, length in taken:
        if start - end >= size and (best is None or start - end < best[0]):
            best = (start - end, end)
        end = max(end, start + length)
    return best[1] if best is not None else end
