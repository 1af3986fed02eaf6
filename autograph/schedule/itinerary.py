"""A graph over several devices as a row of graphs, each on one, with the values that go from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from autograph.autodiff import expand_gradients
from autograph.graph import Lines, Node, attribute, node, topological
from autograph.ops.gradient import Assigned, Placeholder, Recompute
from autograph.ops.source import Input
from autograph.ops.transfer import Transfer


@dataclass(frozen=True)
class Segment:
    """What one device computes between transfers: a graph that says nothing of devices. Values are numbered: its inputs
    in the order of their slots, and what its outputs are."""

    device: str
    graph: tuple[Node, ...]
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]


@dataclass(frozen=True)
class Move:
    """Value `source`, brought to a device, is value `target`."""

    source: int
    device: str
    target: int


Step: TypeAlias = "Segment | Move"


@dataclass(frozen=True)
class Itinerary:
    """The steps in their order. The first values are the arguments, by slot; `outputs` are those wanted in the end."""

    steps: tuple[Step, ...]
    outputs: tuple[int, ...]


def devices_of(outputs: Iterable[Node]) -> set[str]:
    """The devices that a graph names."""
    return {n.device for n in topological(outputs) if n.device is not None}


def split_devices(outputs: Sequence[Node], lines: Lines) -> Itinerary:
    """The graph cut where values go from one device to another.

    Each node belongs to a stage, the most transfers on a way to it, but for those of arguments, which are there from
    the start; the nodes of one stage and device are a segment.
    Movements are repeated where they are read, since they cost nothing there, and so is what depends on no argument.
    """
    found = devices_of(outputs)
    if len(found) == 1 and all(n.device is not None for n in outputs):
        return _Cut(outputs, lines).itinerary()  # as it was recorded, which is how its plan is kept
    return _Cut(expand_gradients(outputs, lines), lines).itinerary()


_Home: TypeAlias = tuple[int, str]


class _Cut:
    """A graph on its way to an itinerary."""

    def __init__(self, outputs: Sequence[Node], lines: Lines):
        self._lines = lines
        self._stages: dict[Node, int] = {}
        self._bound: set[Node] = set()  # what depends on arguments
        done: dict[Node, Node] = {}
        for n in topological(outputs):
            stage = max([self._stages[done[i]] for i in n.inputs], default=0) + _waits(n)
            done[n] = self._rebuilt(n, stage, [done[i] for i in n.inputs])
            self._stages[done[n]] = max(stage, self._stages.get(done[n], 0))
            if isinstance(n.op, Input) or not self._bound.isdisjoint(done[n].inputs):
                self._bound.add(done[n])
            if n in lines:
                lines.setdefault(done[n], lines[n])
        self._outputs = [done[n] for n in outputs]
        slots = [n.op.slot for n in self._stages if isinstance(n.op, Input)]
        self._count = max(slots, default=-1) + 1  # of values that have a number
        self._numbers: dict[Node, int] = {}
        self._wanted: dict[_Home, list[Node]] = {}
        self._moves: dict[tuple[int, str], Move] = {}

    def itinerary(self) -> Itinerary:
        results = tuple([self._result(n) for n in self._outputs])
        segments: list[Segment] = []
        for stage in range(max(self._stages.values(), default=0), -1, -1):
            # What a segment reads, others of its stage do not make: a node's stage and device are its segment's.
            while homes := [h for h in self._wanted if h[0] == stage]:
                segments.append(self._segment(homes[0]))
        return Itinerary(tuple(self._ordered(segments[::-1])), results)

    def _rebuilt(self, n: Node, stage: int, inputs: list[Node]) -> Node:
        """The node, which waits for nothing that is there when its segment begins."""
        if isinstance(n.op, Recompute):
            inputs[1:] = [i for i in inputs[1:] if (self._stages[i], i.device) == (stage, n.device)]
        return n if tuple(inputs) == n.inputs else node(n.op, *inputs)

    def _ordered(self, segments: list[Segment]) -> Iterable[Step]:
        """Each value is moved as soon as it is there."""
        waiting = list(self._moves.values())
        missing = {k for s in segments for k in s.outputs} | {m.target for m in waiting}

        def movable() -> Iterable[Move]:
            while ready := [m for m in waiting if m.source not in missing]:
                for move in ready:
                    waiting.remove(move)
                    missing.remove(move.target)
                    yield move

        yield from movable()
        for segment in segments:
            yield segment
            missing.difference_update(segment.outputs)
            yield from movable()

    def _home(self, n: Node) -> _Home:
        return self._stages[n], n.type.device

    def _result(self, n: Node) -> int:
        """The number of a value that is to have memory of its own."""
        return self._moved(n) if _moves(n) else self._made(n)

    def _number(self, n: Node, device: str) -> int:
        """The number of a value that is read on a device."""
        if isinstance(n.op, Input):
            return n.op.slot if n.type.device == device else self._brought(n.op.slot, device)
        return self._moved(n) if _moves(n) else self._made(n)

    def _moved(self, n: Node) -> int:
        (source,) = n.inputs
        return self._brought(self._number(source, source.type.device), n.type.device)

    def _brought(self, source: int, device: str) -> int:
        if (source, device) not in self._moves:
            self._moves[source, device] = Move(source, device, self._next())
        return self._moves[source, device].target

    def _made(self, n: Node) -> int:
        """The number of a value that a segment makes."""
        if n not in self._numbers:
            self._numbers[n] = self._next()
            self._wanted.setdefault(self._home(n), []).append(n)
        return self._numbers[n]

    def _next(self) -> int:
        self._count += 1
        return self._count - 1

    def _segment(self, home: _Home) -> Segment:
        """What makes all that is wanted of a stage on a device."""
        wanted = self._wanted.pop(home)
        made = set(wanted)

        def read(n: Node) -> bool:
            """Whether a value comes from outside the segment."""
            if isinstance(n.op, Input) or _moves(n):
                return True
            tied = n.device is not None and n in self._bound
            return tied and n.op.kind != "movement" and self._home(n) != home and n not in made

        order = topological(wanted, stop=read)
        slots: dict[int, int] = {}
        plain: dict[Node, Node] = {}
        for n in order:
            if read(n):
                slot = slots.setdefault(self._number(n, home[1]), len(slots))
                steady = isinstance(n.op, Input) and n.op.steady
                plain[n] = node(Input(slot, n.type.on("cpu"), steady))
            else:
                plain[n] = _without_device(n, [plain[i] for i in n.inputs], slots)
                if n in self._lines:
                    attribute([plain[n]], self._lines, self._lines[n])
        graph = tuple([plain[n] for n in wanted])
        return Segment(home[1], graph, tuple(slots), tuple([self._numbers[n] for n in wanted]))


def _moves(n: Node) -> bool:
    """Whether a node is where a value leaves one device for another."""
    return isinstance(n.op, Transfer) and n.inputs[0].device not in (None, n.device)


def _waits(n: Node) -> bool:
    """Whether what is moved has to be made before."""
    return _moves(n) and not isinstance(n.inputs[0].op, Input)


def _without_device(n: Node, inputs: Sequence[Node], slots: Mapping[int, int]) -> Node:
    """A node of a segment where the values with these numbers have these slots."""
    if isinstance(n.op, Assigned) and n.op.slot in slots:
        return node(Assigned(slots[n.op.slot]), *inputs)
    if isinstance(n.op, (Transfer, Assigned)):
        return inputs[0]
    if isinstance(n.op, Placeholder):
        return node(Placeholder(n.op.number, n.type.on("cpu")))
    return node(n.op, *inputs)
