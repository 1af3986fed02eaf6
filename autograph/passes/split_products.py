"""Matrix products with a large right operand in chunks of its rows, and the sum of the chunks' products.

The loops read a few columns of the right operand from its first row to its last, again for every few rows of the left.
Where columns lie further apart than a page, as many pages as there are rows are visited each time; a processor knows
where some thousands of pages are and has to look up the others. 128x4096 times 4096x4096 took 53 ms whole and 34 ms in
chunks. Which products are split, and where, depends on shapes alone, so the bits do not depend on machine or threads.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograph.graph import Lines, Node, node, rewrite
from autograph.ops.contraction import Matmul
from autograph.ops.elementwise import add
from autograph.ops.layout import neighbours
from autograph.ops.movement import permute, reshape, slice_
from autograph.ops.reduction import Sum

#: Bytes of a page.
PAGE = 4096
#: Pages of the right operand in all, and those that a column of it visits, up to which a product stays whole.
WHOLE, COLUMN = 3072, 1536
#: Pages that a column of a chunk visits.
CHUNK = 256
#: Rows of a right operand up to which kernels may pack its columns (`schedule.panel`) and visit few pages at a time;
#: and rows of the left one from which on they do where the right one is no transpose and its rows are pages.
PACKED, COPIED = 2048, 256
#: Rows of the left operand from which on it pays: the right one is read for every few.
ROWS = 32
#: Elements of all chunks' products, at most.
PARTIAL = 1 << 25


def split_products(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """The same outputs, with products whose right operand spreads over many pages cut along the summed axis."""

    def rule(n: Node) -> Node | None:
        if not isinstance(n.op, Matmul) or len(n.shape) != 2 or not n.dtype.is_float:
            return None
        x, y = n.inputs
        steps, columns = y.shape
        width = min(columns * y.dtype.bytes, PAGE)  # bytes of a row that are a page's only ones, or part of one's
        if y.type.nbytes <= WHOLE * PAGE or steps * width <= COLUMN * PAGE or x.shape[0] < ROWS:
            return None
        rows = _chunk(steps, CHUNK * PAGE // width)
        if steps <= PACKED and (neighbours(y) == 0 or x.shape[0] >= COPIED and width == PAGE):
            return None
        return _in_chunks(x, y, rows) if steps // rows * n.type.size <= PARTIAL else None

    return rewrite(outputs, rule, lines=lines)


def _chunk(steps: int, most: int) -> int:
    """Rows of a chunk, a divisor where one lies near: a remainder is a product of its own."""
    divisor = max(r for r in range(1, most + 1) if steps % r == 0)
    return divisor if 2 * divisor > most else most


def _in_chunks(x: Node, y: Node, rows: int) -> Node:
    (m, steps), (_, n) = x.shape, y.shape
    count, whole = steps // rows, steps // rows * rows
    left = permute(reshape(_columns(x, 0, whole), (m, count, rows)), (1, 0, 2))
    right = reshape(_rows(y, 0, whole), (count, rows, n))
    total = node(Sum((0,)), node(Matmul(), left, right))
    if whole < steps:
        total = add(total, node(Matmul(), _columns(x, whole, steps - whole), _rows(y, whole, steps - whole)))
    return total


def _columns(x: Node, start: int, count: int) -> Node:
    return slice_(x, [(0, 1, x.shape[0]), (start, 1, count)])


def _rows(y: Node, start: int, count: int) -> Node:
    return slice_(y, [(start, 1, count), (0, 1, y.shape[1])])
