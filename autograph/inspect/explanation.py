"""The trace tree (decision D2), told: every path a function's Python took, where paths part, and what each cost."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from autograph.errors import Location


class Built(Protocol):
    """A program in the tree: what it cost to make, and how often it ran."""

    @property
    def cost(self) -> Mapping[str, float]: ...
    @property
    def calls(self) -> int: ...


class Branch(Protocol):
    """One event of the tree, as the trace keeps it."""

    @property
    def label(self) -> str: ...
    @property
    def line(self) -> Location | None: ...
    @property
    def calls(self) -> int: ...
    @property
    def children(self) -> Mapping[Hashable, Branch]: ...
    @property
    def programs(self) -> Mapping[Any, Built]: ...


class Stats(Protocol):
    """Counts of a compiled function."""

    calls: int
    traces: int
    paths: int
    compilations: int
    seconds: float


@dataclass(frozen=True)
class Event:
    """What a call did: `label` (an op's name, "backward of …", "value True"), and the Python line it did it at."""

    label: str
    line: Location | None


@dataclass(frozen=True)
class End:
    """A program, after event number `after` of its path: a call returned there, or asked for a value and went on.
    `prepared` of its kernels run again only when variables have changed. `devices` are those it runs on, if it is not
    the CPU alone."""

    after: int
    kernels: int
    compiled: int
    seconds: float
    calls: int
    interpreted: bool
    prepared: int = 0
    devices: tuple[str, ...] = ()


@dataclass
class Path:
    """Events that always followed one another, the programs among them, and the paths that part after the last."""

    events: list[Event] = field(default_factory=list)
    ends: list[End] = field(default_factory=list)
    branches: list[Path] = field(default_factory=list)

    @property
    def calls(self) -> int:
        """Calls that ran a program on this path or after it; one that asked for a value on the way counts once."""
        return sum(b.calls for b in self.branches) or (self.ends[-1].calls if self.ends else 0)


class Explanation:
    """`print` it for the text; `.tree` is a Path for each signature (shapes, dtypes) the function was called with."""

    def __init__(self, name: str, roots: Sequence[Branch], stats: Stats):
        self.name, self.stats = name, stats
        self.tree: tuple[Path, ...] = tuple(_path(root) for root in roots)
        self._calls = [root.calls for root in roots]

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        s = self.stats
        head = f"{self.name}: {s.calls} calls, {s.traces} ran the Python; {s.paths} programs, {s.compilations} kernels "
        lines = [head + f"compiled, {s.seconds:.2f} s"]
        if not self.tree:
            lines.append("no call has been recorded")
        for path, calls in zip(self.tree, self._calls):
            lines += ["", f"{path.events[0].label}  {_times(calls)}", *_told(path)]
        return "\n".join(lines)


def _path(root: Branch) -> Path:
    """The tree below a branch, runs of events folded. Without recursion: a tree may be as deep as a call is long."""
    top = Path()
    stack = [(root, top)]
    while stack:
        branch, path = stack.pop()
        while True:
            path.events.append(Event(branch.label, branch.line))
            path.ends += [_end(b, len(path.events)) for b in list(branch.programs.values())]
            children = list(branch.children.values())
            if len(children) != 1:
                break
            branch = children[0]
        for child in children:
            path.branches.append(Path())
            stack.append((child, path.branches[-1]))
    return top


def _end(built: Built, after: int) -> End:
    cost = built.cost
    counts = int(cost.get("kernels", 0)), int(cost.get("compiled", 0)), cost.get("seconds", 0.0)
    devices = tuple([name.removeprefix("on ") for name in cost if name.startswith("on ")])
    return End(after, *counts, built.calls, "seconds" not in cost, int(cost.get("prepared", 0)), devices)


def _told(path: Path) -> Iterator[str]:
    """The lines below a signature. Each path that parts is led in by its first event, with its line of Python."""
    stack = [(path, "", True)]
    while stack:
        current, margin, top = stack.pop()
        if not top:
            first = current.events[0]
            yield f"{margin[:-2]}+ {first.label}  {_times(current.calls)}"
            yield from ([f"{margin}  at {first.line}"] if first.line else [])
        yield from (f"{margin}  {row}" for row in _rows(current))
        if current.branches:
            at = next((b.events[0].line for b in current.branches if b.events[0].line), None)
            yield f"{margin}  {len(current.branches)} paths part here{f', at {at}' if at else ''}"
        stack += [(b, margin + "    ", False) for b in reversed(current.branches)]


def _rows(path: Path) -> Iterator[str]:
    """The events between one program and the next, folded into one row, and the programs."""
    start = 1
    for end in path.ends:
        yield from _folded(path.events[start : end.after])
        start = max(start, end.after)
        yield _cost(end)
    yield from _folded(path.events[start:])


def _folded(events: Sequence[Event]) -> Iterator[str]:
    if not events:
        return
    places = [e.line.short for e in events if e.line]
    span = "  " + " … ".join(dict.fromkeys((places[0], places[-1]))) if places else ""
    counts: dict[str, int] = {}
    for e in events:
        label = e.label.split(" ")[0] if e.label.startswith("input ") else e.label
        counts[label] = counts.get(label, 0) + 1
    shown = [label if n == 1 else f"{label} ×{n}" for label, n in counts.items()]
    more = f", and {len(shown) - 12} more" if len(shown) > 12 else ""
    count = "1 event" if len(events) == 1 else f"{len(events)} events"
    yield f"{count}{span}: {', '.join(shown[:12])}{more}"


def _cost(end: End) -> str:
    where = f" on {', '.join(end.devices)}" if end.devices else ""
    if end.interpreted:
        return f"= run by the interpreter{where}, {_times(end.calls)}"
    once = f" ({end.prepared} when variables change)" if end.prepared else ""
    made = f"{end.kernels} kernels{once}, {end.compiled} compiled, {end.seconds:.2f} s"
    return f"= program{where}: {made}, {_times(end.calls)}"


def _times(n: int) -> str:
    return "1 call" if n == 1 else f"{n} calls"
