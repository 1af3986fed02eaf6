"""Sums into positions that are data, for many threads: each sum is one thread's, which finds its terms in a chain.

    scatter_add(x, positions)     →     sum_chains(x, chains(places)),  places = positions, checked, as one number

One thread for each column, as elsewhere, would go through all positions by itself, and hold up a GPU for it. The terms
of a sum keep their order, so the bits are the same. The search grows with the square of the positions, and a row that
has nearly all of them is added up by few threads.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from autograph import dtypes
from autograph.graph import Lines, Node, node, rewrite
from autograph.ops.chains import Chains, SumChains
from autograph.ops.elementwise import Multiply, add, cast
from autograph.ops.gather import Gather, ScatterAdd
from autograph.ops.movement import reshape, row_major
from autograph.ops.source import Arange, constant

#: Fewer rows and positions are gone through by one thread for each column; more are not numbered by int32.
FEWEST, MOST = 16, 1 << 31


def chain_sums(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """The same outputs."""

    def rule(n: Node) -> Node | None:
        if not isinstance(n.op, ScatterAdd) or not n.type.size or not n.inputs[0].type.size:
            return None
        x, *positions = n.inputs
        rows, count = math.prod(n.op.extents), positions[0].type.size
        if not FEWEST <= rows + count < MOST:
            return None
        chains = node(Chains(rows), reshape(_places(positions, n.op.extents), (count,)))
        return node(SumChains(n.op.axis, len(positions[0].shape), n.op.extents), x, chains)

    return rewrite(outputs, rule, lines=lines)


def _places(positions: Sequence[Node], extents: Sequence[int]) -> Node:
    """One number for the positions along all axes; each is checked on the way."""
    total: Node | None = None
    for p, extent, stride in zip(positions, extents, row_major(extents)):
        place = node(Gather(0, 1), node(Arange(extent, dtypes.int64)), p)
        if stride > 1:
            place = node(Multiply(), place, constant(stride, dtypes.int64, p.shape))
        total = place if total is None else add(total, place)
    assert total is not None
    return cast(total, dtypes.int32)
