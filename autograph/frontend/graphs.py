"""The graph that a program is made from: what was recorded, with what the call knows of its inputs."""

from __future__ import annotations

from collections.abc import Sequence

from autograph.errors import Location
from autograph.frontend.programs import with_known
from autograph.frontend.tensor import Variable
from autograph.frontend.trace import Trace
from autograph.graph import Node, node, substitute, topological
from autograph.ops.gradient import Gradient
from autograph.ops.source import Input


def program_graph(
    trace: Trace, outputs: Sequence[Node], known: tuple[Node, ...], lines: dict[Node, Location]
) -> list[Node]:
    """The outputs, where nodes whose values are known already are further inputs, and variables steady ones."""
    graph = with_known(outputs, known, len(trace.inputs), lines) if known else list(outputs)
    steady = {} if any(isinstance(n.op, Gradient) for n in topological(outputs)) else _steady(trace)
    return substitute(graph, steady, lines) if steady else graph


def _steady(trace: Trace) -> dict[Node, Node]:
    """The inputs that are variables which the call does not assign, nor computes derivatives to change them by."""
    captured = enumerate(trace.inputs[trace.bound :], trace.bound)
    found = [(k, t._type) for k, t in captured if isinstance(t, Variable) and id(t) not in trace.assigned]
    return {node(Input(k, kind)): node(Input(k, kind, True)) for k, kind in found}
