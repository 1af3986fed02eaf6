"""Values that an element's position tells at once, as which keys a causal query may look at: they are never stored."""

from __future__ import annotations

from collections.abc import Sequence

from autograph.graph import Node
from autograph.ops.source import Arange, Constant

#: What telling one may cost, in additions: about what storing and loading it costs.
MOST = 6


def told_by_positions(order: Sequence[Node]) -> set[Node]:
    """Of the nodes, operands first, the integers and truth values that take up to `MOST` operations on positions."""
    costs: dict[Node, int] = {}
    for n in order:
        if isinstance(n.op, (Arange, Constant)):
            costs[n] = 0
        elif n.op.kind in ("elementwise", "movement") and n.inputs and all(map(costs.__contains__, n.inputs)):
            costs[n] = n.op.cost + sum(map(costs.__getitem__, n.inputs))
    return {n for n, cost in costs.items() if cost <= MOST and not n.dtype.is_float}
