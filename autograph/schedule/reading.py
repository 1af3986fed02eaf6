"""Who reads what."""

from __future__ import annotations

from collections.abc import Sequence

from autograph.graph import Node, users
from autograph.ops.gradient import Recompute
from autograph.ops.source import Input, Scalar


def is_argument(n: Node) -> bool:
    """Whether the node's value comes from outside."""
    return isinstance(n.op, (Input, Scalar))


def operands(n: Node) -> tuple[Node, ...]:
    """The inputs that are read: a second computation only waits for the others."""
    return n.inputs[:1] if isinstance(n.op, Recompute) else n.inputs


def readers(order: Sequence[Node]) -> dict[Node, list[Node]]:
    """For each node, the nodes of `order` that read it and do not only wait for it."""
    found = users(order)
    for u in order:
        if isinstance(u.op, Recompute):
            for n in {*u.inputs[1:]} - {*operands(u)}:
                found[n].remove(u)
    return found
