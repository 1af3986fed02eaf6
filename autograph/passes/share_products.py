"""Sums over a batch that are products, in parts for a GPU: a product for each part of the terms, and the sum of them.

    x [t, m] transposed @ y [t, n]     →     sum over p of x [p, s, m] transposed @ y [p, s, n],  p · s = t

So are the gradients of a layer's weights, whose terms are all rows of a batch, and of a convolution's, whose parts are
images: they are groups of channels there. Results are small, and sums long. Products of rows stay whole: one kernel of
theirs does any number of rows. How many parts there are depends on the shape alone, so the bits do not depend on the
launch.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from autograph.graph import Lines, Node, node, rewrite
from autograph.ops.contraction import Matmul
from autograph.ops.convolution import Conv2dWeightGradient
from autograph.ops.elementwise import add
from autograph.ops.layout import neighbours
from autograph.ops.movement import permute, reshape, slice_
from autograph.ops.reduction import Sum

#: Rows and columns of a result that a block of threads may make at once, and how many such tiles keep a GPU busy: two
#: for each of 132 processors. Guesses, until measured.
TILE, WANTED = 64, 264
#: The fewest rows and columns of a result that is made by tiles; the fewest terms of a part; and the fewest parts that
#: are worth another kernel, which adds them up.
NARROW, PART, FEWEST = 16, 96, 4
#: Elements of all parts' results, at most.
PARTIAL = 1 << 22


def share_products(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """The same outputs."""

    def rule(n: Node) -> Node | None:
        if not n.type.size or not n.dtype.is_float:
            return None
        if isinstance(n.op, Matmul):
            return _product(n)
        return _gradient(n) if isinstance(n.op, Conv2dWeightGradient) else None

    return rewrite(outputs, rule, lines=lines)


def _parts(rows: int, columns: int, batch: int, terms: int) -> int:
    """Into how many parts the terms are cut; 1 where they stay whole."""
    if min(rows, columns) < NARROW:
        return 1
    tiles = batch * math.ceil(rows / TILE) * math.ceil(columns / TILE)
    parts = min(WANTED // tiles, terms // PART, PARTIAL // (batch * rows * columns))
    return parts if parts >= FEWEST else 1


def _near(parts: int, extent: int) -> int:
    """A number from `parts` to twice that which leaves little of the extent over."""
    return min(range(parts, min(2 * parts, extent + 1)), key=lambda p: (extent % p, p))


def _product(n: Node) -> Node | None:
    x, y = n.inputs
    *batch, rows, terms = x.shape
    parts = _parts(rows, n.shape[-1], math.prod(batch), terms)
    if parts == 1 or neighbours(x) != len(batch):
        return None
    parts = _near(parts, terms)
    each, lead = terms // parts, tuple(range(1, len(batch) + 1))
    left = reshape(_cut(x, len(batch) + 1, 0, parts * each), (*batch, rows, parts, each))
    right = reshape(_cut(y, len(batch), 0, parts * each), (*batch, parts, each, n.shape[-1]))
    left = permute(left, (len(batch) + 1, *[a - 1 for a in lead], len(batch), len(batch) + 2))
    right = permute(right, (len(batch), *[a - 1 for a in lead], len(batch) + 1, len(batch) + 2))
    total = node(Sum((0,)), node(Matmul(), left, right))
    if parts * each == terms:
        return total
    over = [_cut(x, len(batch) + 1, parts * each, terms), _cut(y, len(batch), parts * each, terms)]
    return add(total, node(Matmul(), *over))


def _gradient(n: Node) -> Node | None:
    x, cotangent = n.inputs
    assert isinstance(n.op, Conv2dWeightGradient)
    if len(x.shape) != 4:
        return None
    images, columns = x.shape[0], n.type.size // n.shape[0]
    parts = _parts(n.shape[0] // n.op.groups, columns, n.op.groups, n.op.steps(n.type, x.type, cotangent.type))
    if min(parts, images) == 1:
        return None
    parts = _near(min(parts, images), images)
    whole = images // parts * parts
    op = Conv2dWeightGradient(n.op.stride, n.op.dilation, n.op.groups * parts, n.op.kernel)
    made = node(op, *(_as_groups(_cut(v, 0, 0, whole), parts) for v in n.inputs))
    total = node(Sum((0,)), reshape(made, (parts, *n.shape)))
    return total if whole == images else add(total, node(n.op, *(_cut(v, 0, whole, images) for v in n.inputs)))


def _as_groups(x: Node, parts: int) -> Node:
    """Images [p · s, c, …] as [s, p · c, …]: as many groups of channels as there are parts."""
    images, channels, *rest = x.shape
    cut = reshape(x, (parts, images // parts, channels, *rest))
    moved = permute(cut, (1, 0, *range(2, len(x.shape) + 1)))
    return reshape(moved, (images // parts, parts * channels, *rest))


def _cut(x: Node, axis: int, start: int, end: int) -> Node:
    return slice_(x, [(start, 1, end - start) if a == axis else (0, 1, e) for a, e in enumerate(x.shape)])
