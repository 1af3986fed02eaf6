"""A plan: which kernels run in which order, on which memory. Plain data, kept on disk as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from autograph.graph import Node
from autograph.ops.source import Input, Scalar
from autograph.schedule.group import Group, is_argument
from autograph.schedule.memory import Arena, Sharable, Within, allot


@dataclass(frozen=True)
class Place:
    """Where a buffer lies: "input", "scalar" or "output" number `at`, or the block of `nbytes` "arena" at byte `at`.

    A kernel may be given the address `offset` bytes after the start of that.
    """

    kind: str
    at: int
    nbytes: int
    offset: int = 0

    def at_byte(self, offset: int) -> Place:
        """The place whose address a kernel is given that starts so many bytes further on."""
        return Place(self.kind, self.at, self.nbytes, offset) if offset else self

    def overlaps(self, other: Place) -> bool:
        """Whether the two share memory."""
        if self.kind != other.kind:
            return False
        if self.kind != "arena":
            return self.at == other.at
        return self.at < other.at + other.nbytes and other.at < self.at + self.nbytes


@dataclass(frozen=True)
class Step:
    """One launch: the kernel's digest, its buffers (those read, then those written), the extent `n` if it takes one.

    `parallel`: threads may share its loops; `light`: it takes less time than they would take to meet.
    """

    kernel: str
    places: tuple[Place, ...]
    reads: int
    n: int
    parallel: bool
    checked: bool
    barrier: bool = True
    light: bool = False

    @property
    def shared(self) -> bool:
        """Whether several threads run it; otherwise it is always the first."""
        return self.parallel and not self.light


@dataclass(frozen=True)
class Plan:
    """Steps in order; `arena` is the bytes all intermediates share. An output that is an argument has no step:
    `passed` maps its number to the argument's place. `work` is floating-point operations and words of memory."""

    steps: tuple[Step, ...]
    arena: int
    outputs: tuple[tuple[tuple[int, ...], str], ...]
    passed: tuple[tuple[int, Place], ...]
    work: int

    def to_json(self) -> dict[str, Any]:
        kept = [{**vars(s), "places": [vars(p) for p in s.places]} for s in self.steps]
        return {**vars(self), "steps": kept, "passed": [(k, vars(p)) for k, p in self.passed]}

    @staticmethod
    def from_json(data: dict[str, Any]) -> Plan:
        steps = tuple(Step(**{**s, "places": tuple(Place(**p) for p in s["places"])}) for s in data["steps"])
        outputs = tuple((tuple(shape), name) for shape, name in data["outputs"])
        passed = tuple((k, Place(**p)) for k, p in data["passed"])
        return Plan(steps, data["arena"], outputs, passed, data["work"])


def places(
    groups: Sequence[Group], outputs: Sequence[Node], sharable: Sharable = (), within: Within | None = None
) -> tuple[dict[Node, Place], Arena]:
    """The place of every argument, output and intermediate."""
    found: dict[Node, Place] = {}
    for k, n in enumerate(outputs):
        if not is_argument(n):
            found.setdefault(n, Place("output", k, n.type.nbytes))
    for n in dict.fromkeys([*outputs, *[r for g in groups for r in g.reads]]):
        if is_argument(n):
            found[n] = argument_place(n)
    arena = allot(groups, set(found), sharable, within)
    for n, (start, size) in arena.blocks.items():
        found[n] = Place("arena", start, size)
    return found, arena


def with_barriers(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Mark the steps after which threads must wait: those a later step, up to the next wait, shares memory with."""
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
