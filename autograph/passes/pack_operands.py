"""Keep the operands of matrix products in the order in which vectors read them.

Vectors hold neighbouring columns of a product, so of `x @ y` they read rows of y. Where neighbours along y's rows are
far apart in memory (y is a transpose, as the weights of a dense layer are), y is stored once in row-major order instead
of gathered for every few rows of x.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from autograph.graph import Lines, Node, node, rewrite
from autograph.ops.contraction import Matmul
from autograph.ops.layout import Contiguous
from autograph.ops.movement import BroadcastTo, Permute, Reshape, Slice, row_major
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
        if not wide or _neighbours(y) != rank - 2 or _neighbours(x) == rank - 2:
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


def _neighbours(n: Node) -> int | None:
    """The axis along which neighbouring elements are neighbours in memory, as far as movements tell."""
    rank = len(n.shape)
    if isinstance(n.op, Permute):
        inner = _neighbours(n.inputs[0])
        return None if inner is None else n.op.axes.index(inner)
    if isinstance(n.op, BroadcastTo):
        inner = _neighbours(n.inputs[0])
        return None if inner is None else inner + rank - len(n.inputs[0].shape)
    if isinstance(n.op, Slice):
        inner = _neighbours(n.inputs[0])
        return inner if inner is None or n.op.limits[inner][1] == 1 else None
    if isinstance(n.op, Reshape):
        return _reshaped(n, n.inputs[0])
    return rank - 1 if rank else None


def _reshaped(n: Node, x: Node) -> int | None:
    """The axis of a reshape that is, or ends with, the axis of neighbours of its input."""
    inner = _neighbours(x)
    if inner is None:
        return None
    stride = math.prod(x.shape[inner + 1 :])
    found = [k for k, s in enumerate(row_major(n.shape)) if s == stride and n.shape[k] > 1]
    return found[-1] if found else None
