"""Long sums in two steps: over chunks, then over the chunks' sums.

A sum that adds term after term to one register loses a digit for every tenfold length: 10⁷ equal float32 terms were
seen 0.6 % off. Chunks bound the error as a tree does; their number and borders depend on the shape alone, so the bits
do not depend on the threads; and they can be shared out among threads.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from autograph.graph import Lines, Node, node, rewrite
from autograph.ops.elementwise import add
from autograph.ops.movement import reshape, slice_
from autograph.ops.reduction import Sum

#: Sums of at most this many terms stay whole.
LONGEST = 1 << 14
#: Terms of one chunk.
CHUNK = 1 << 12


def split_sums(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """The same outputs, with every sum of floats over more than `LONGEST` terms cut into chunks."""

    def rule(n: Node) -> Node | None:
        if not isinstance(n.op, Sum) or not n.dtype.is_float:
            return None
        return _sum(n.inputs[0], n.op.axes) if _terms(n.inputs[0], n.op.axes) > LONGEST else None

    return rewrite(outputs, rule, lines=lines)


def _terms(x: Node, axes: tuple[int, ...]) -> int:
    return math.prod(x.shape[a] for a in axes)


def _sum(x: Node, axes: tuple[int, ...]) -> Node:
    terms = _terms(x, axes)
    if terms <= LONGEST:
        return node(Sum(axes), x)
    axis = next(a for a in sorted(axes) if x.shape[a] > 1)
    extent = x.shape[axis]
    rows = _rows(extent, max(1, CHUNK * extent // terms))
    whole = extent // rows * rows
    chunks = _part(x, axis, 0, whole)
    chunks = reshape(chunks, (*x.shape[:axis], whole // rows, rows, *x.shape[axis + 1 :]))
    inner = tuple(a if a < axis else a + 1 for a in sorted(axes))
    partial = _sum(chunks, inner)
    outer = axis - sum(a < axis for a in axes)
    total = _sum(partial, (outer,))
    if whole < extent:
        total = add(total, _sum(_part(x, axis, whole, extent - whole), axes))
    return total


def _rows(extent: int, most: int) -> int:
    """Rows of a chunk: a divisor of the extent if one lies near, so that nothing is left over."""
    divisor = max(r for r in range(1, most + 1) if extent % r == 0)
    return divisor if 2 * divisor > most else most


def _part(x: Node, axis: int, start: int, count: int) -> Node:
    return slice_(x, [(start, 1, count) if a == axis else (0, 1, e) for a, e in enumerate(x.shape)])
