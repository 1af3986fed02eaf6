"""What later calls need not compute again: kernels that read nothing but steady inputs, weights say, and one another.

They come first in a plan, and what others read of them has memory that outlives the call: weights in the order in which
vectors read them, or in another type.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograph.graph import Node
from autograph.ops.source import Input
from autograph.schedule.group import FROM_MEMORY, Group
from autograph.schedule.memory import ALIGNMENT, Within
from autograph.schedule.reading import is_argument

#: Bytes that may be kept for each byte of the steady inputs they are made from, and besides.
GROWTH, SMALL = 2, 64 << 10


@dataclass(frozen=True)
class Prepared:
    """`groups`, of which the first `count` prepare; where in the memory that stays each of the nodes `kept` starts, its
    size in bytes, and the numbers of the inputs that all that is made from."""

    groups: list[Group]
    count: int
    kept: dict[Node, int]
    nbytes: int
    sources: tuple[int, ...]


def prepared(groups: Sequence[Group], outputs: Sequence[Node], within: Within) -> Prepared:
    """The groups with those first whose results later calls find again. None of them computes an output of the graph,
    or a part of what is joined, whose memory is not its own; nor what is much larger than what it is made from."""
    elsewhere = {*outputs, *within, *[whole for whole, _ in within.values()]}
    refused: set[Group] = set()
    while True:
        origins = _origins([g for g in groups if g not in refused and elsewhere.isdisjoint(g.outputs)])
        first = [g for g in groups if origins.keys() >= {*g.outputs}]
        rest = [g for g in groups if not origins.keys() >= {*g.outputs}]
        read = {n for g in rest for n in (*g.reads, *g.after)}
        large = [g for g in first if any(n in read and _large(n, origins[n]) for n in g.outputs)]
        if not large:
            break
        refused.update(large)
    kept: dict[Node, int] = {}
    size = 0
    for n in [n for g in first for n in g.outputs if n in read]:
        kept[n] = size
        size += -(-n.type.nbytes // ALIGNMENT) * ALIGNMENT
    sources = {i.op.slot for n in kept for i in origins[n] if isinstance(i.op, Input)}
    return Prepared([*first, *rest], len(first), kept, size, tuple(sorted(sources)))


def _origins(groups: Sequence[Group]) -> dict[Node, frozenset[Node]]:
    """Of each node that depends on steady inputs alone: on which."""
    found: dict[Node, frozenset[Node]] = {}
    for g in groups:
        origins = [frozenset([n]) if _steady(n) else found.get(n) for n in (*g.reads, *g.after)]
        if not any(n.op.kind in FROM_MEMORY for n in g.outputs) and None not in origins:
            found.update(dict.fromkeys(g.outputs, frozenset().union(*[o for o in origins if o is not None])))
    return found


def _steady(n: Node) -> bool:
    return is_argument(n) and isinstance(n.op, Input) and n.op.steady


def _large(n: Node, origins: frozenset[Node]) -> bool:
    return n.type.nbytes > SMALL + GROWTH * sum(i.type.nbytes for i in origins)
