"""Sums and extrema of which there are few results, in steps, so that many threads take part.

    sum of the columns of x [t, r]     →     sum over p of the sums over s of x [s, p, r],  s · p = t
    sum of the rows of x [r, t]        →     sum over p of the sums over s of x [r, p, s]

Columns are read by neighbouring threads, and so are the parts of a column; a row is read by a team, and so is each part
of it. How many parts there are depends on the shape alone, so the bits do not depend on the launch; and their length is
bounded, which bounds the error as `split_sums` does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from autograph.graph import Lines, Node, Op, node, rewrite
from autograph.ops.elementwise import Add, Multiply
from autograph.ops.movement import reshape, slice_
from autograph.ops.piecewise import Maximum, Minimum
from autograph.ops.reduction import Max, Min, Prod, Reduction, Sum


@dataclass(frozen=True)
class _Limits:
    """How many results are few; the most terms that stay whole where they are, and where they are not; the fewest and
    most terms of a part; and how many parts of all results are wanted. Guesses, until measured."""

    few: int
    whole: tuple[int, int]
    part: tuple[int, int]
    wanted: int


#: Columns are for threads, rows for blocks of them.
_COLUMNS = _Limits(few=128, whole=(1 << 12, 1 << 10), part=(1 << 5, 1 << 12), wanted=1 << 17)
_ROWS = _Limits(few=63, whole=(1 << 14, 1 << 16), part=(1 << 12, 1 << 15), wanted=256)
#: How many numbers of parts are tried, to leave little over.
TRIED = 256

#: What combines two results of the same reduction.
_COMBINED: dict[type[Op], Op] = {Sum: Add(), Prod: Multiply(), Max: Maximum(), Min: Minimum()}


def share_sums(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """The same outputs."""

    def rule(n: Node) -> Node | None:
        if not isinstance(n.op, Reduction) or type(n.op) not in _COMBINED or not n.type.size:
            return None
        return _reduced(type(n.op), n.inputs[0], n.op.axes) if _parts(n.inputs[0], n.op.axes) > 1 else None

    return rewrite(outputs, rule, lines=lines)


def _parts(x: Node, axes: tuple[int, ...]) -> int:
    """Into how many parts the terms of each result are cut, 1 where they stay whole."""
    terms = math.prod([x.shape[a] for a in axes])
    results = x.type.size // max(terms, 1)
    limits = _ROWS if _in_rows(x, axes) else _COLUMNS
    if terms <= limits.whole[results > limits.few]:
        return 1
    least, most = limits.part
    return max(-(-terms // most), min(terms // least, -(-limits.wanted // results)))


def _in_rows(x: Node, axes: tuple[int, ...]) -> bool:
    """Whether neighbours in memory are terms of one result."""
    return max([a for a, extent in enumerate(x.shape) if extent > 1], default=0) in axes


def _reduced(op: type[Reduction], x: Node, axes: tuple[int, ...]) -> Node:
    """The reduction, in steps where it has to be cut: its outermost axes are its parts, or one of them is cut."""
    parts, inner = _parts(x, axes), list(axes)
    for a in sorted(axes):
        extent = x.shape[a]
        if 1 < extent < 2 * parts:
            inner.remove(a)
            parts = -(-parts // extent)
        elif 1 < parts < extent:
            return _cut(op, x, axes, inner, a, parts)
    return _then(op, node(op(tuple(inner)), x), axes, inner)


def _cut(op: type[Reduction], x: Node, axes: tuple[int, ...], inner: Sequence[int], axis: int, parts: int) -> Node:
    """The reduction, over `inner` axes first, of which one is cut into parts."""
    extent, in_rows = x.shape[axis], _in_rows(x, axes)
    parts = min(range(parts, min(2 * parts, parts + TRIED)), key=lambda p: (extent % p, p))
    whole = extent // parts * parts
    lengths = (parts, whole // parts) if in_rows else (whole // parts, parts)
    cut = reshape(_slice(x, axis, 0, whole), (*x.shape[:axis], *lengths, *x.shape[axis + 1 :]))
    summed = axis + 1 if in_rows else axis
    first = [summed if a == axis else a + (a > axis) for a in inner]
    every = [axis, axis + 1, *[a + (a > axis) for a in axes if a != axis]]
    total = _then(op, node(op(tuple(first)), cut), every, first)
    if whole == extent:
        return total
    return _COMBINED[op].apply(total, _reduced(op, _slice(x, axis, whole, extent - whole), axes))


def _then(op: type[Reduction], x: Node, axes: Sequence[int], done: Sequence[int]) -> Node:
    """The rest of a reduction over `axes`, where that over some of them is `done`."""
    left = [a - sum(d < a for d in done) for a in axes if a not in done]
    return _reduced(op, x, tuple(sorted(left))) if left else x


def _slice(x: Node, axis: int, start: int, count: int) -> Node:
    return slice_(x, [(start, 1, count) if a == axis else (0, 1, e) for a, e in enumerate(x.shape)])
