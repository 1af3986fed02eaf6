"""Stages that are matrix products: blocks of their rows, and what lies in whose place.

Attention's scores are a matrix for each head, far larger than what they are computed from and what is computed from
them. A kernel that takes a block of rows through all stages never stores it: the block's products are locals, as a
row's sums are. A block is as tall as its locals allow, and every product reads its right operand once for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from autograph.graph import Node, topological
from autograph.kernel.index import Index, Var
from autograph.schedule.group import Group

if TYPE_CHECKING:
    from autograph.lower.fusion import Draft

#: Heights of blocks, the best first: a product needs some rows for each load of its right operand.
HEIGHTS = (32, 16, 8)
#: Elements of a page and of a line of the caches.
PAGE, LINE = 1024, 16


def product_of(g: Group) -> Node | None:
    """The matrix product that a group computes, if any."""
    outside = {*g.reads, *g.after}
    inner = topological(g.outputs, stop=outside.__contains__)
    return next((n for n in inner if n not in outside and n.op.kind == "contraction"), None)


def height(column: int, row_bytes: int, nearby: int) -> int:
    """Rows of a block whose locals take `row_bytes` a row, of matrices of `column` rows; 0 if it would be too low."""
    return next((h for h in HEIGHTS if h <= column and h * row_bytes <= 2 * nearby), 0)


def spare(row: int) -> int:
    """Elements between rows of a local: where rows began at multiples of a page, those of a block would lie in the same
    few lines of the first cache."""
    return LINE if row and row % PAGE == 0 else 0


def in_order(stages: Sequence[Group]) -> tuple[Group, ...]:
    """The stages, in an order in which they can run, products that are smaller than what they read as early as may be:
    what they read last makes place for others."""
    waiting, done = list(stages), list[Group]()
    made = {n: g for g in stages for n in g.outputs}
    while waiting:
        ready = [g for g in waiting if all(made[n] in done for n in g.reads if n in made)]
        small = (g for g in ready if g.outputs[0].type.size < max(n.type.size for n in g.reads))
        done.append(next(small, ready[0]))
        waiting.remove(done[-1])
    return tuple(done)


def places(stages: Sequence[Group], drafts: Sequence[Draft], own: Sequence[Node], lanes: int) -> dict[Node, Node]:
    """For each local the one in whose place it lies, itself where in none: a stage that reads another local for the
    last time, at the element that it stores, may store there.

    Rows have to be whole vectors, as elements at the end of others would be computed twice.
    """
    found = {n: n for n in own}
    last = {n: k for k, g in enumerate(stages) for n in g.reads if n in found}
    for k, (g, draft) in enumerate(zip(stages, drafts)):
        n, at = g.outputs[0], draft.scalars.outputs[0].offset
        if len(g.outputs) > 1 or n not in found or n.shape[-1] % lanes:
            continue
        for number, p in enumerate(g.reads):
            if last.get(p) == k and p.type == n.type and draft.loads.get(number) == {at}:
                found[n] = found[p]
                break
    return found


def taken_apart(variables: Sequence[Var], part: Index, row: Index, parts: int, rows: int) -> dict[Var, Index] | None:
    """The variables that make up the number of a row, from the number of its column and its number there; None if an
    axis belongs to both."""
    values: dict[Var, Index] = {}
    for number, count in ((part, parts), (row, rows)):
        inside = count
        for v in variables[len(values) :]:
            if inside == 1:
                break
            if inside % v.extent:
                return None
            first = inside == count
            inside //= v.extent
            values[v] = number // inside if first else number // inside % v.extent
        if inside != 1:
            return None
    return values
