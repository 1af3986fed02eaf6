"""Where the buffers of a plan lie, and after which of its steps threads wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograph.graph import Node
from autograph.ops.source import Input, Scalar
from autograph.schedule.group import Group
from autograph.schedule.memory import Arena, Sharable, Within, allot
from autograph.schedule.plan import Place, Step
from autograph.schedule.reading import is_argument


def places(
    groups: Sequence[Group],
    outputs: Sequence[Node],
    sharable: Sharable = (),
    within: Within | None = None,
    kept: Mapping[Node, int] | None = None,
) -> tuple[dict[Node, Place], Arena]:
    """The place of every argument, output and intermediate; `kept` are the starts of those that outlive a call."""
    found: dict[Node, Place] = {}
    for k, n in enumerate(outputs):
        if not is_argument(n):
            found.setdefault(n, Place("output", k, n.type.nbytes))
    for n in dict.fromkeys([*outputs, *[r for g in groups for r in g.reads]]):
        if is_argument(n):
            found[n] = argument_place(n)
    found |= {n: Place("prepared", start, n.type.nbytes) for n, start in (kept or {}).items()}
    arena = allot(groups, set(found), sharable, within)
    for n, (start, size) in arena.blocks.items():
        found[n] = Place("arena", start, size)
    return found, arena


def with_barriers(steps: Sequence[Step], last: int | None = None) -> tuple[Step, ...]:
    """Mark the steps after which threads must wait: those a later step, up to the next wait, shares memory with, and
    the one before number `last`, as the steps from there on may be launched by themselves. These do not wait for one
    another: none reads what another stores."""
    if last is not None and last < len(steps):
        before = with_barriers(steps[:last])
        waited = [replace(s, barrier=True) for s in before[-1:]]
        return (*before[:-1], *waited, *[replace(s, barrier=False) for s in steps[last:]])
    waits: set[int] = set()
    since: list[Step] = []
    shared: list[Step] = []  # of them; the others are the first thread's, which keeps their order
    for k, step in enumerate(steps):
        if any(_conflict(earlier, step) for earlier in (since if step.shared else shared)):
            waits.add(k - 1)
            since, shared = [], []
        since.append(step)
        shared += [step] if step.shared else []
    return tuple(replace(s, barrier=k in waits) for k, s in enumerate(steps))


def _conflict(first: Step, second: Step) -> bool:
    writes = first.places[first.reads :]
    if any(w.overlaps(p) for w in writes for p in second.places):
        return True
    return any(w.overlaps(p) for w in second.places[second.reads :] for p in first.places[: first.reads])


def argument_place(n: Node) -> Place:
    """Where the caller puts an argument's value."""
    assert isinstance(n.op, (Input, Scalar))
    return Place("input" if isinstance(n.op, Input) else "scalar", n.op.slot, n.type.nbytes)
