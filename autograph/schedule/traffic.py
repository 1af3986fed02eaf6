"""Which of a recipe's two innermost loops is the outer one, by what the caches can keep.

The inner loop reads again, for each iteration of the outer one, all that does not depend on the outer axis. What fits
the second cache comes from there; of more, each time all of it comes from further away. So a large right operand of a
product is walked through once for each block of rows, or the left one once for each block of columns, whichever moves
fewer bytes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from autograph.kernel.expr import Expr, Load, Reduce
from autograph.kernel.index import Var
from autograph.kernel.walk import walk
from autograph.schedule.cost import Access
from autograph.schedule.recipe import Recipe, all_reductions

#: Of the bytes that would be moved in the order of the axes, the part at most for which loops are exchanged.
WORTH = 0.5


def nearest(recipe: Recipe, values: Sequence[Expr], cache: int) -> Recipe:
    """The recipe, its two innermost loops exchanged where that moves far fewer bytes into a cache of so many.

    The axis that was outermost stays the one whose extent may be a run-time argument.
    """
    if not cache or len(recipe.order) < 2 or recipe.across is not None or recipe.along is not None:
        return recipe
    *before, outer, inner = recipe.order
    loads = _loads(values, outer, inner)
    if not loads or _moved(recipe, loads, inner, cache) > WORTH * _moved(recipe, loads, outer, cache):
        return recipe
    return replace(recipe, order=(*before, inner, outer), resized=recipe.order[0])


_Read = tuple[frozenset[Var], int]


def _loads(values: Sequence[Expr], outer: Var, inner: Var) -> list[_Read]:
    """What sums inside both loops read: the axes it depends on, and its bytes inside the two loops."""
    found = {}
    for r in all_reductions(*values):
        for e in walk(r.body):
            if isinstance(e, Load):
                depends = Access.at(e.offset).depends
                axes = [v for v in (outer, inner, *_summed(r)) if v in depends]
                found[e] = depends, math.prod([v.extent for v in axes]) * e.dtype.bytes
    return list(found.values())


def _summed(r: Reduce) -> set[Var]:
    """The axes of a sum and of those inside it."""
    return {v for e in (r, *all_reductions(r.body)) for v in e.axes}


def _moved(recipe: Recipe, loads: Sequence[_Read], outer: Var, cache: int) -> int:
    """Bytes that come from beyond the cache with this axis outside."""
    again = sum([size for depends, size in loads if outer not in depends])
    times = -(-outer.extent // recipe.span(outer)) if again > cache else 1
    return sum([size for _, size in loads]) + (times - 1) * again
