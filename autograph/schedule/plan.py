"""A plan: which kernels run in which order, on which memory. Plain data, kept on disk as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: Kinds of places that are blocks of one memory.
BLOCKS = frozenset({"arena", "prepared"})


@dataclass(frozen=True)
class Place:
    """Where a buffer lies: "input", "scalar" or "output" number `at`, or the block of `nbytes` at byte `at` of the
    "arena", or of what is "prepared".

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
        if self.kind not in BLOCKS:
            return self.at == other.at
        return self.at < other.at + other.nbytes and other.at < self.at + self.nbytes


@dataclass(frozen=True)
class Step:
    """One launch: the kernel's digest, its buffers (those read, then those written), the extent `n` if it takes one,
    and the `sizes` that its text leaves open.

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
    sizes: tuple[int, ...] = ()

    @property
    def shared(self) -> bool:
        """Whether several threads run it; otherwise it is always the first."""
        return self.parallel and not self.light


@dataclass(frozen=True)
class Preparation:
    """The first `steps` of a plan, which make `nbytes` that stay: a call whose inputs number `sources` are the same
    arrays as in the call before finds them there."""

    steps: int = 0
    nbytes: int = 0
    sources: tuple[int, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Steps in order; `arena` is the bytes all intermediates share. An output that is an argument has no step:
    `passed` maps its number to the argument's place. `work` is floating-point operations and words of memory, without
    those of the `preparation`.

    The steps from number `last` on cannot fail, and what they compute may lie where old values do, whose memory the
    caller has to himself: `replaced` are pairs of an output and an input that no other of these steps reads.
    """

    steps: tuple[Step, ...]
    arena: int
    outputs: tuple[tuple[tuple[int, ...], str], ...]
    passed: tuple[tuple[int, Place], ...]
    work: int
    preparation: Preparation = Preparation()
    last: int = 0
    replaced: tuple[tuple[int, int], ...] = ()

    def to_json(self) -> dict[str, Any]:
        kept = [{**vars(s), "places": [vars(p) for p in s.places]} for s in self.steps]
        passed = [(k, vars(p)) for k, p in self.passed]
        return {**vars(self), "steps": kept, "passed": passed, "preparation": vars(self.preparation)}

    @staticmethod
    def from_json(data: dict[str, Any]) -> Plan:
        places = [tuple([Place(**p) for p in s["places"]]) for s in data["steps"]]
        steps = tuple([Step(**{**s, "places": p, "sizes": tuple(s["sizes"])}) for s, p in zip(data["steps"], places)])
        outputs = tuple((tuple(shape), name) for shape, name in data["outputs"])
        passed = tuple((k, Place(**p)) for k, p in data["passed"])
        preparation = Preparation(**{**data["preparation"], "sources": tuple(data["preparation"]["sources"])})
        replaced = tuple((k, slot) for k, slot in data["replaced"])
        return Plan(steps, data["arena"], outputs, passed, data["work"], preparation, data["last"], replaced)
