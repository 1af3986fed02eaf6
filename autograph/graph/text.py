"""The canonical text of a graph: one for people, for goldens and for cache keys."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from autograph.errors import Location
from autograph.graph.node import Node
from autograph.graph.walk import topological


def graph_text(outputs: Sequence[Node], lines: Mapping[Node, Location] | None = None) -> str:
    """One line a node, inputs before users, then the outputs; `lines` adds the Python line each came from."""
    order = topological(outputs)
    names = {n: f"%{k}" for k, n in enumerate(order)}
    shown = functools.cache(str)  # a few ops and types are those of many nodes
    rows = []
    for n in order:
        arguments = f"({', '.join([names[i] for i in n.inputs])})" if n.inputs else ""
        origin = f"  # {lines[n].short}" if lines is not None and n in lines else ""
        rows.append(f"{names[n]} = {shown(n.op)}{arguments} : {shown(n.type)}{origin}")
    rows.append(f"return {', '.join(names[n] for n in outputs)}")
    return "\n".join(rows) + "\n"
