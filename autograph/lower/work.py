"""How many floating-point operations scalars take."""

from __future__ import annotations

import math

from autograph.kernel.expr import Call, Expr
from autograph.kernel.vocabulary import COST
from autograph.schedule.recipe import all_reductions


def work(value: Expr) -> int:
    """Floating-point operations for one element; a reduction counts for each of its steps."""
    steps = {r: math.prod(a.extent for a in r.axes) for r in all_reductions(value)}
    return _arithmetic(value) + sum(n * (1 + _arithmetic(r.body)) for r, n in steps.items())


def _arithmetic(value: Expr) -> int:
    """Operations on floats outside the value's reductions; choosing, comparing and indexing are not counted."""
    total, stack, seen = 0, [value], set()
    while stack:
        e = stack.pop()
        if e not in seen and isinstance(e, Call):
            total += COST.get(e.function, 1) if e.dtype.is_float and e.function not in _CHOICES else 0
            stack.extend(e.args)
        seen.add(e)
    return total


_CHOICES = frozenset({"where", "guard", "cast"})
