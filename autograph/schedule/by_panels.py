"""Leave out what products pack for themselves: stored transposes of right operands that kernels read by panels.

`passes.pack_operands` has put them into the graph, whatever the target.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from autograph.graph import Lines, Node, node, rewrite, topological, users
from autograph.ops.contraction import Matmul, is_wide
from autograph.ops.layout import Contiguous
from autograph.ops.movement import Permute, Reshape, Slice
from autograph.ops.source import Input, is_steady
from autograph.schedule.panel import Panels


def by_panels(outputs: Sequence[Node], lines: Lines, target: Panels | None) -> list[Node]:
    """The same outputs, with such products reading their operand where it lies."""
    if target is None:
        return list(outputs)
    panels, readers = target, users(topological(outputs))

    def rule(n: Node) -> Node | None:
        if not isinstance(n.op, Matmul) or n.dtype.name != "float32" or is_wide(n):
            return None
        x, y = n.inputs
        if not isinstance(y.op, Contiguous) or is_steady(y) or len(readers.get(y, ())) != 1 or not _in_memory(y):
            return None
        *matrices, steps, columns = y.shape
        return node(n.op, x, y.inputs[0]) if panels.pay(x.shape[-2], steps, math.prod(matrices) * columns) else None

    return rewrite(outputs, rule, lines=lines)


def _in_memory(n: Node) -> bool:
    """Whether it is elements of one array that has memory in any case, in another order."""
    while isinstance(n.op, (Contiguous, Permute, Reshape, Slice)):
        n = n.inputs[0]
    return isinstance(n.op, Input) or n.op.kind == "contraction"
