"""Matrices far larger than what they are products of are computed again by everyone who reads them.

Attention's scores are such a matrix for each head. The product with the values reads their exponentials by rows, and so
does, later, the derivative of the queries; the derivatives of keys and values read them by columns. Stored, they fill
memory with the square of a sequence's length. Here each of the three gets scores of its own: the second after the
first is done, the third transposed, from transposed products. Each is then read by rows, next to where it is computed
(`lower.blocks`). What is small, the largest score of a row and the sum of its exponentials, is kept.

Dropout's mask would have to be drawn again, which is dear: what it acts on stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograph.graph import Lines, Node, node, topological
from autograph.ops.contraction import Matmul, matrix_transpose
from autograph.ops.remaking import Remaking, turned, wide_nodes


def remake_scores(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """The same outputs, with wide products, and what is made of their elements, computed for each of their readers."""
    order = topological(outputs)
    wide = wide_nodes(order, set(outputs))
    return _ByColumns(wide, order, lines).of(outputs) if wide else list(outputs)


class _ByColumns(Remaking):
    """What reads by columns has transposes of its own."""

    def __init__(self, wide: set[Node], order: Sequence[Node], lines: Lines):
        super().__init__(wide, order, lines)
        self._columns: dict[Node, Node] = {}

    def _remade(self, n: Node) -> Node:
        if isinstance(n.op, Matmul) and n not in self._wide:
            x, y = n.inputs
            left, right = turned(x), turned(y)
            if left in self._wide:
                return node(n.op, self._by_columns(left), self._made[y])
            if y in self._wide:
                return matrix_transpose(node(n.op, self._by_columns(y), matrix_transpose(self._made[x])))
            if right in self._wide:
                return matrix_transpose(node(n.op, self._made[right], matrix_transpose(self._made[x])))
        inputs = [self._own(i, n) if n in self._wide else self._made[i] for i in n.inputs]
        return n if tuple(inputs) == n.inputs else node(n.op, *inputs)

    def _own(self, i: Node, reader: Node) -> Node:
        """A wide input of a wide node: its own, if others read it long before."""
        after = self._after[reader]
        early = i in self._wide and after is not None and self._depth[i] < self._depth[reader]
        return self._later(i, after) if early and after is not None else self._made[i]

    def _by_columns(self, n: Node) -> Node:
        """The transpose of a wide node, from transposed products."""
        found = self._columns.get(n)
        if found is None:
            if isinstance(n.op, Matmul):
                x, y = (matrix_transpose(self._made[i]) for i in n.inputs)
                found = node(n.op, y, x)
            else:
                inputs = [self._by_columns(i) if i in self._wide else matrix_transpose(self._made[i]) for i in n.inputs]
                found = node(n.op, *inputs)
            self._columns[n] = found
        return found
