"""Updates: groups that compute the next values of variables, of which the old ones are then no longer wanted.

They come last in a plan, after everything that may fail, and all together, so that a caller who has the old values to
himself may have the new ones written over them, and still a call that fails leaves them as they were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograph.graph import Node, topological
from autograph.ops.source import Input
from autograph.schedule.group import Group
from autograph.schedule.memory import Sharable
from autograph.schedule.reading import is_argument

#: Bytes of old values for which it pays: fewer stay in the first cache twice.
WORTH = 64 << 10


def next_values(outputs: Sequence[Node], replacements: Mapping[int, int]) -> dict[Node, int]:
    """Of outputs that a kernel stores once, and that replace an input which is no output: the input's number.

    `replacements` are numbers of outputs and inputs.
    """
    counts = Counter(outputs)
    shown = {n.op.slot for n in outputs if isinstance(n.op, Input)}
    found = {outputs[k]: slot for k, slot in replacements.items() if slot not in shown}
    return {n: slot for n, slot in found.items() if counts[n] == 1 and not is_argument(n)}


def dependent_first(groups: Sequence[Group], outputs: Sequence[Node]) -> list[Group]:
    """The groups, where all that one stores is asked for with the results first that read most: a parameter before the
    momentum that it is computed from. What is read for a store may be overwritten by it, and not by one before it.
    """
    asked = {*outputs}
    return [
        replace(g, outputs=tuple(sorted(g.outputs, key=lambda n: -_reads(g, n))))
        if len(g.outputs) > 1 and asked.issuperset(g.outputs)
        else g
        for g in groups
    ]


def _reads(g: Group, n: Node) -> int:
    """How many of the nodes that the group reads one of its outputs is computed from."""
    return len({*g.reads}.intersection(topological([n], stop={*g.reads, *g.after}.__contains__)))


def updates_last(
    groups: Sequence[Group], outputs: Sequence[Node], replaced: Mapping[Node, int]
) -> tuple[list[Group], int]:
    """The groups with the updates behind all others, and how many others there are."""
    asked = {*outputs}
    read = {n for g in groups for n in (*g.reads, *g.after)}
    updates = [g for g in groups if _replaces(g, replaced) and asked.issuperset(g.outputs) and not read & {*g.outputs}]
    if sum(n.type.nbytes for g in updates for n in g.outputs if n in replaced) < WORTH:
        return list(groups), len(groups)
    last = set(updates)
    return [*[g for g in groups if g not in last], *updates], len(groups) - len(updates)


def written_over(
    updates: Sequence[Group], shares: Sharable, outputs: Sequence[Node], replaced: Mapping[Node, int]
) -> tuple[tuple[int, int], ...]:
    """Which outputs may lie where the inputs that they replace do, as numbers: no other update reads those.

    `shares` tells which operand and which result of each update may share memory.
    """
    readers = Counter(n for g in updates for n in g.reads)
    number = {n: k for k, n in enumerate(outputs)}
    found: dict[int, int] = {}
    for g, pairs in zip(updates, shares):
        for r, o in pairs:
            old, new = g.reads[r], g.outputs[o]
            if _is_input(old, replaced.get(new)) and readers[old] == 1 and old.type == new.type:
                found[number[new]] = replaced[new]
    return tuple(found.items())


def _replaces(g: Group, replaced: Mapping[Node, int]) -> bool:
    """Whether a group is loops over elements, cannot fail, and computes a variable's next value from the one before."""
    if g.joins or g.stages or not any(_is_input(r, replaced.get(n)) for n in g.outputs for r in g.reads):
        return False
    outside = {*g.reads, *g.after}
    own = [n for n in topological(g.outputs, stop=outside.__contains__) if n not in outside]
    return all(n.op.kind in ("source", "elementwise", "movement") and not n.op.checks for n in own)


def _is_input(n: Node, slot: int | None) -> bool:
    return isinstance(n.op, Input) and n.op.slot == slot
