"""Matrices far larger than what they are products of, and how they are computed again for those who read them later.

Attention's scores are such a matrix for each head, and so is what is made of their elements. Stored until derivatives
read them, they fill memory with the square of a sequence's length.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograph.graph import Lines, Node, attribute, node
from autograph.ops.contraction import Matmul, is_wide
from autograph.ops.gradient import Recompute
from autograph.ops.movement import BroadcastTo, Permute
from autograph.ops.positions import told_by_positions
from autograph.ops.source import Input, constant_value

#: Bytes of matrices that are computed again; smaller ones stay in the last cache, where reading them costs less.
LEAST = 8 << 20


def wide_nodes(order: Sequence[Node], asked: set[Node]) -> set[Node]:
    """Wide products, and what elementwise ops make of them and of what costs nothing to read again."""
    told = told_by_positions(order)
    found: set[Node] = set()
    for n in order:
        if n in asked or not n.dtype.is_float:
            continue
        if isinstance(n.op, Matmul):
            large = n.type.nbytes >= LEAST and n.type.size > max(i.type.size for i in n.inputs)
            found |= {n} if large and is_wide(n) else set()
        elif n.op.kind == "elementwise" and any(i in found for i in n.inputs):
            rest = [i for i in n.inputs if i not in found]
            if all(i.shape == n.shape for i in n.inputs) and all(i in told or _is_at_hand(i) for i in rest):
                found.add(n)
    return found


def _is_at_hand(n: Node) -> bool:
    """Whether an element is read from memory of its own, or is the same for many."""
    if n.op.kind == "movement":
        return isinstance(n.op, BroadcastTo) or _is_at_hand(n.inputs[0])
    return isinstance(n.op, Input) or constant_value(n) is not None


def turned(n: Node) -> Node | None:
    """What the node is the matrix transpose of, if it is one."""
    rank = len(n.shape)
    if isinstance(n.op, Permute) and n.op.axes == (*range(rank - 2), rank - 1, rank - 2):
        return n.inputs[0]
    return None


class Remaking:
    """The nodes of a graph, in `order`, as they are where each reader of a `wide` one gets what `_remade` says.

    `after` of a node is the last product of a wide matrix by rows that it stands on, by `depth`: how many stand on
    one another."""

    def __init__(self, wide: set[Node], order: Sequence[Node], lines: Lines):
        self._wide, self._order, self._lines = wide, order, lines
        self._made: dict[Node, Node] = {}
        self._again: dict[tuple[Node, Node], Node] = {}
        self._depth: dict[Node, int] = {}
        self._after: dict[Node, Node | None] = {}

    def of(self, outputs: Sequence[Node]) -> list[Node]:
        for n in self._order:
            self._stand(n)
            made = self._made[n] = self._remade(n)
            if made is not n and n in self._lines:
                attribute([made], self._lines, self._lines[n])
        return [self._made[n] for n in outputs]

    def _stand(self, n: Node) -> None:
        last = max(n.inputs, key=self._depth.__getitem__, default=None)
        self._depth[n] = self._depth[last] if last is not None else 0
        self._after[n] = self._after[last] if last is not None else None
        if isinstance(n.op, Matmul) and n.inputs[0] in self._wide:
            self._depth[n], self._after[n] = self._depth[n] + 1, n

    def _remade(self, n: Node) -> Node:
        """What the node becomes."""
        raise NotImplementedError

    def _later(self, n: Node, after: Node) -> Node:
        """A wide node once more, when `after` is done."""
        found = self._again.get((n, after))
        if found is None:
            if isinstance(n.op, Matmul):
                x, y = (self._made[i] for i in n.inputs)
                found = node(n.op, node(Recompute(), x, self._made[after]), y)
            else:
                inputs = [self._later(i, after) if i in self._wide else self._made[i] for i in n.inputs]
                found = node(n.op, *inputs)
            self._again[n, after] = found
        return found
