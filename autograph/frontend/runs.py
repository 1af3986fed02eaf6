"""A call, made to see what it runs: every program of it, with its arguments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograph.errors import Location
from autograph.frontend.calls import Calls
from autograph.frontend.graphs import program_graph
from autograph.frontend.outcome import Ending
from autograph.frontend.segments import taken
from autograph.frontend.tensor import Array
from autograph.frontend.trace import Trace
from autograph.graph import Node


@dataclass(frozen=True)
class Run:
    """A graph, and the arrays and numbers it was computed from."""

    graph: list[Node]
    arrays: list[Any]
    scalars: list[float]
    device: str = "cpu"


class _Noting(Calls):
    """Notes what it runs."""

    def __init__(self, like: Calls):
        super().__init__(like.function, "always", like.threads, like.name)
        self.runs: list[Run] = []

    def _run(self, trace: Trace, at: Any, outputs: Sequence[Node], why: str) -> list[Array]:
        values = super()._run(trace, at, outputs, why)
        graph = program_graph(trace, outputs, tuple(trace.known), self.lines)
        arrays, scalars = [*trace.arrays(), *trace.known.values()], list(trace.scalars)
        if trace.position.placed:
            for piece, own in taken(graph, arrays, scalars, self.lines, self.threads):
                self.runs.append(Run(list(piece.graph), own, scalars, piece.device))
        elif graph:
            self.runs.append(Run(graph, arrays, scalars))
        return values


def runs(calls: Calls, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[list[Run], dict[Node, Location]]:
    """The programs of a call with these arguments, in order, and the Python lines of their nodes.

    The call runs, but nothing it does to variables is kept.
    """
    alone = _Noting(calls)
    trace, outcome = alone.outcome(args, kwargs)
    trace.run(Ending.of(trace, outcome).outputs, "profile")
    return alone.runs, alone.lines
