"""A call's graph, its kernels, and the one file of source that holds them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autograph.backends import Backend, backend
from autograph.errors import Location
from autograph.graph import Node, graph_text
from autograph.kernel.nest import Kernel
from autograph.ops.source import Input, Scalar
from autograph.pipeline import Lowered, lowered
from autograph.render.source import Source, indent, render
from autograph.schedule.itinerary import Segment, devices_of, split_devices

Lines = dict[Node, Location]


@dataclass(frozen=True)
class KernelView:
    """One launch of a call: the function's `name` and `source`; `file`, the path of the source it was compiled from,
    None if it has not been; `lines` of Python that asked for it; `flops` and `bytes` read and written by one launch;
    `device`, where it runs."""

    name: str
    source: str = field(repr=False)
    file: str | None
    lines: tuple[Location, ...]
    flops: int
    bytes: int
    device: str = "cpu"

    @property
    def title(self) -> str:
        """Its name, and its device where that is worth telling."""
        return self.name if self.device == "cpu" else f"{self.name} on {self.device}"

    def __str__(self) -> str:
        asked = self.lines[0] if self.lines else ""
        return f"{self.title}: {self.flops:,} flops, {self.bytes:,} bytes  {asked}".rstrip()


@dataclass(frozen=True)
class Piece:
    """What a device computes of a call: a graph that says nothing of devices, either `whole`, as it was recorded, or a
    part between transfers."""

    device: str
    graph: Sequence[Node]
    whole: bool


def pieces(graphs: Sequence[Sequence[Node]], lines: Lines) -> list[Piece]:
    """What the devices compute of a call, in order."""
    found: list[Piece] = []
    for g in graphs:
        if devices_of(g) <= {"cpu"}:
            found.append(Piece("cpu", g, True))
        else:
            steps = split_devices(g, lines).steps
            found += [Piece(s.device, s.graph, False) for s in steps if isinstance(s, Segment)]
    return found


def graph_of(graphs: Sequence[Sequence[Node]], lines: Lines) -> str:
    """The graph of a call as text; of a call that asks for values, one graph for each program it runs."""
    return "\n".join(graph_text(g, lines) for g in graphs)


def kernels_of(graphs: Sequence[Sequence[Node]], lines: Lines) -> list[KernelView]:
    """The launches of a call, in order. Raises CompilerError where there is no compiler to generate for."""
    found: list[KernelView] = []
    for piece in pieces(graphs, lines):
        end = backend(piece.device)
        found += kernel_views(lowered(piece.graph, lines, end), end, piece.device)
    return found


def kernel_views(low: Lowered, end: Backend, device: str) -> Iterator[KernelView]:
    """The launches of a program on a device, in order."""
    for source, kernel, asked in zip(low.sources, low.kernels, low.lines):
        path = end.source_file(source.digest)
        file = str(path) if path is not None else None
        yield KernelView(source.name, source.text, file, asked, kernel.flops, kernel.traffic, device)


def source_of(name: str, graphs: Sequence[Sequence[Node]], lines: Lines) -> str:
    """The program of a call as one file, for each kind of device it runs on. Raises CompilerError where there is no
    compiler to generate for."""
    found = pieces(graphs, lines)
    placed = any(not p.whole for p in found)
    texts = []
    for kind in dict.fromkeys([p.device.split(":")[0] for p in found]):
        end, own = backend(kind), [p for p in found if p.device.split(":")[0] == kind]
        lows = [lowered(p.graph, lines, end) for p in own]
        where = [f"on {p.device}" for p in own] if placed else None
        texts.append(program_text(name, [p.graph for p in own], lows, lines, end, where))
    return "\n".join(texts)


def program_text(
    title: str,
    graphs: Sequence[Sequence[Node]],
    lows: Sequence[Lowered],
    lines: Lines,
    end: Backend,
    where: Sequence[str] | None = None,
) -> str:
    """One file of source; its head comment tells the graphs that were recorded and the steps that compute them. `where`
    says of each which it is, if that is not from one value that is asked for to the next."""
    header = [title]
    for k, (graph, low) in enumerate(zip(graphs, lows), 1):
        if len(graphs) > 1 or where is not None:
            until = "up to where a value is asked for" if k < len(graphs) else "to the end of the call"
            header += ["", f"Program {k} of {len(graphs)}, {until if where is None else where[k - 1]}."]
        header += ["", "The graph, as it was recorded:", ""]
        header += ["  " + row for row in graph_text(graph, lines).splitlines()]
        header += ["", "The steps that compute it:", ""]
        header += ["  " + row for row in step_rows(low)]
    return indent(end.program(_unique(lows, end), header))


def step_rows(low: Lowered) -> Iterator[str]:
    """For each step: its kernel, where each of its buffers comes from, and what it makes."""
    origins: dict[Node, str] = {}
    places = {n: f"output {k}" for k, n in reversed(list(enumerate(low.outputs)))}
    for k, (g, kernel, source) in enumerate(zip(low.groups, low.kernels, low.sources), 1):
        stays = ", prepared once" if k <= low.plan.preparation.steps else ""
        starts = [f" from {b.start}" if b.start else "" for b in kernel.buffers]
        named = zip(kernel.buffers, g.reads, starts)
        reads = [f"{b.name} = {_origin(n, origins, low)}{start}" for b, n, start in named]
        made = [f"out{i} = {places.get(n, f'step {k}')} {n.type}" for i, n in enumerate(g.outputs)]
        yield f"{k:>2}  {source.name}: {', '.join(reads)} -> {', '.join(made)}{stays}"
        origins.update((n, places.get(n, f"step {k}")) for n in g.outputs)


def _origin(n: Node, origins: dict[Node, str], low: Lowered) -> str:
    parts = [origins[p] for p, (whole, _) in low.arena.within.items() if whole is n and p in origins]
    return origins.get(n) or (f"{parts[0]} to {parts[-1]}, joined" if parts else _argument(n))


def _argument(n: Node) -> str:
    assert isinstance(n.op, (Input, Scalar)), f"{n} is read before a step made it"
    return f"{n.op.name} {n.op.slot}"


def _unique(lows: Sequence[Lowered], end: Backend) -> list[Source]:
    """Each kernel once, under all the Python lines that asked for it."""
    asked: dict[str, list[Location]] = {}
    kernels: dict[str, Kernel] = {}
    for low in lows:
        for source, kernel, lines in zip(low.sources, low.kernels, low.lines):
            asked.setdefault(source.digest, []).extend(lines)
            kernels.setdefault(source.digest, kernel)
    return [render(kernel, end.LANGUAGE, tuple(dict.fromkeys(asked[d]))) for d, kernel in kernels.items()]
