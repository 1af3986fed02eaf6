"""Keep the operands of matrix products in the order in which vectors read them.

Vectors hold neighbouring columns of a product, so of `x @ y` they read rows of y. Where neighbours along y's rows are
far apart in memory (y is a transpose, as the weights of a dense layer are), y is stored once in row-major order instead
of gathered for every few rows of x.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograph.graph import Lines, Node, node, rewrite
from autograph.ops.contraction import Matmul
from autograph.ops.layout import Contiguous, neighbours
from autograph.ops.movement import BroadcastTo
from autograph.ops.source import is_steady

#: Rows of x for which it pays: each reads all of y. Of steady operands (weights that stay as they are) it is done once
#: for many calls (`schedule.prepare`).
ROWS, ROWS_OF_STEADY = 8, 4
#: Columns of y for which it pays: as many are side by side in a vector, at least.
COLUMNS = 8


def pack_operands(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """The same outputs, with right operands of matrix products stored by rows where they are not."""

    def rule(n: Node) -> Node | None:
        if not isinstance(n.op, Matmul):
            return None
        x, y = n.inputs
        rank = len(y.shape)
        wide = _enough_rows(x.shape[-2], y) and y.shape[-1] >= COLUMNS
        if not wide or neighbours(y) != rank - 2 or neighbours(x) == rank - 2:
            return None
        return node(n.op, x, _packed(y))

    return rewrite(outputs, rule, lines=lines)


def _enough_rows(rows: int, y: Node) -> bool:
    return rows >= ROWS or rows >= ROWS_OF_STEADY and is_steady(y)


def _packed(y: Node) -> Node:
    """What is repeated along leading axes is stored once."""
    if isinstance(y.op, BroadcastTo) and y.inputs[0].shape[-2:] == y.shape[-2:]:
        return node(y.op, _packed(y.inputs[0]))
    return node(Contiguous(), y)
