"""The graph's checker: the tests run it on what every pass makes."""

from __future__ import annotations

from collections.abc import Sequence

from autograph.graph.node import Node
from autograph.graph.walk import topological


def check_graph(outputs: Sequence[Node], stage: str, allow_derived: bool = True) -> None:
    """Assert that every node's type is what its op infers and, after expansion, that no derived op is left."""
    for n in topological(outputs):
        inferred = n.op.infer(*[i.type.on("cpu") for i in n.inputs]).on(n.type.device)
        assert n.type == inferred, f"{stage}: {n.op} has type {n.type}, its rule says {inferred}"
        assert allow_derived or n.op.kind != "derived", f"{stage}: {n.op} was not expanded"
