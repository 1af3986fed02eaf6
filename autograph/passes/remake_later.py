"""Matrices far larger than what they are products of are computed once more for those who read them later.

As `remake_scores`, for hardware whose products are kernels of their own: each matrix is stored then, but not for long,
and all who read it when its first readers are done may read one and the same, by rows or by columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograph.graph import Lines, Node, node, topological
from autograph.ops.contraction import matrix_transpose
from autograph.ops.remaking import Remaking, turned, wide_nodes


def remake_later(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """The same outputs, with wide products, and what is made of their elements, made again where they are read late."""
    order = topological(outputs)
    wide = wide_nodes(order, set(outputs))
    return _Once(wide, order, lines).of(outputs) if wide else list(outputs)


class _Once(Remaking):
    """What reads late has one matrix together: it is made when what the first of them stands on is done."""

    def __init__(self, wide: set[Node], order: Sequence[Node], lines: Lines):
        super().__init__(wide, order, lines)
        self._first: dict[Node, Node] = {}

    def _remade(self, n: Node) -> Node:
        last = max(n.inputs, key=self._depth.__getitem__, default=None)
        if last is None:
            return n
        inputs = [self._for(i, self._depth[last], self._after[last]) for i in n.inputs]
        return n if tuple(inputs) == n.inputs else node(n.op, *inputs)

    def _for(self, i: Node, depth: int, after: Node | None) -> Node:
        """An operand of what stands on so many products, `after` the last of them."""
        back = turned(i)
        source = i if back is None else back
        if source not in self._wide or after is None or self._depth[source] >= depth:
            return self._made[i]
        later = self._later(source, self._first.setdefault(source, after))
        return later if back is None else matrix_transpose(later)
