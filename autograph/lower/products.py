"""What a kernel computes as a product of matrices.

The axes of the result on which one factor alone depends are the rows, those of the other the columns, and those of both
a batch: so matrix products, batches of them and convolutions (whose rows are pixels of all images) are one thing. Rows
and columns are each counted as one axis, and so are the terms, unless one axis of them is long. Factors may be any
expressions, and so may be what is made of the sums.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from autograph import dtypes
from autograph.kernel.expr import Builder, Call, Const, Expr, Reduce
from autograph.kernel.index import Index, Var
from autograph.kernel.nest import Loop, Statement
from autograph.kernel.walk import free_vars
from autograph.lower.scalars import Scalars
from autograph.schedule.fragments import COLUMNS, ROWS, Fragments
from autograph.schedule.recipe import all_reductions

#: An axis of the terms is the fragments' alone, beside loops over the others, if it is as long as so many of them.
LONG = 4


@dataclass(frozen=True)
class Product:
    """The one sum of a kernel, as a product of matrices over rows, columns, a batch and terms."""

    sum: Reduce
    left: Expr
    right: Expr
    rows: tuple[Var, ...]
    columns: tuple[Var, ...]
    batch: tuple[Var, ...]
    fragments: Fragments

    @property
    def shape(self) -> tuple[int, int, int]:
        """How many rows, columns and terms."""
        return count(self.rows), count(self.columns), count(self.sum.axes)


def as_product(builder: Builder, s: Scalars, known: Sequence[Fragments]) -> Product | None:
    """What the scalars are, if they have one sum, of products of two factors of a type that is multiplied so."""
    if not known:
        return None
    sums = all_reductions(*[o.value for o in s.outputs])
    if len(sums) != 1 or sums[0].kind != "sum" or sums[0].dtype is not dtypes.float32:
        return None
    (r,) = sums
    parts = _factors(builder, r)
    if parts is None:
        return None
    free = [free_vars(p) for p in parts]
    batch = tuple(v for v in s.variables if v in free[0] and v in free[1])
    own = [tuple(v for v in s.variables if v in f and v not in batch) for f in free]
    # Lanes lie along the columns: those are where results lie side by side.
    inner = s.variables[-1] if s.variables else None
    left = 1 if inner in own[0] and count(own[1]) >= ROWS else 0
    whole = len(batch) + len(own[0]) + len(own[1]) == len(s.variables)
    if not whole or count(own[left]) < ROWS or count(own[1 - left]) < COLUMNS:
        return None
    return _multiplied(builder, r, parts, own, left, batch, known)


def _multiplied(
    builder: Builder,
    r: Reduce,
    parts: Sequence[Expr],
    own: Sequence[tuple[Var, ...]],
    left: int,
    batch: tuple[Var, ...],
    known: Sequence[Fragments],
) -> Product | None:
    """The product of factors as they are kept, if units multiply halves like them, or else of float32."""
    for f in known:
        x, y = _kept_as(builder, parts[left], f), _kept_as(builder, parts[1 - left], f)
        if x is not None and y is not None:
            return Product(r, x, y, own[left], own[1 - left], batch, f)
    return None


def _factors(builder: Builder, r: Reduce) -> tuple[Expr, Expr] | None:
    """The two factors whose products are added up. What guards a product guards the factor that it depends on."""
    body, guards = r.body, list[Expr]()
    while isinstance(body, Call) and body.function == "guard" and _is_zero(body.args[2]):
        guards.append(body.args[0])
        body = body.args[1]
    if not isinstance(body, Call) or body.function != "mul" or all_reductions(body):
        return None
    x, y = body.args
    for g in reversed(guards):
        zero = builder.const(0, x.dtype)
        if free_vars(g) <= free_vars(x) | set(r.axes):
            x = builder.call("guard", g, x, zero, dtype=x.dtype)
        elif free_vars(g) <= free_vars(y) | set(r.axes):
            y = builder.call("guard", g, y, zero, dtype=y.dtype)
        else:
            return None
    return x, y


def _is_zero(e: Expr) -> bool:
    return isinstance(e, Const) and e.value == 0


def _kept_as(builder: Builder, e: Expr, fragments: Fragments) -> Expr | None:
    """The factor as values of the fragments' type, if it has no others."""
    if e.dtype is fragments.dtype:
        return e
    if isinstance(e, Call) and e.function == "cast" and e.args[0].dtype is fragments.dtype:
        return e.args[0]
    if isinstance(e, Call) and e.function in ("guard", "where") and _is_zero(e.args[2]):
        inner = _kept_as(builder, e.args[1], fragments)
        if inner is not None:
            return builder.call(e.function, e.args[0], inner, builder.const(0, inner.dtype), dtype=inner.dtype)
    return None


def count(axes: Sequence[Var]) -> int:
    return math.prod([v.extent for v in axes])


class Axis:
    """Several axes counted as one, a fragment or several of them at a time."""

    def __init__(self, name: str, axes: Sequence[Var], span: int):
        self.var = axes[0] if len(axes) == 1 else Var(name, count(axes))
        self.span = span
        self.axes = axes

    @property
    def start(self) -> Index:
        """Where the tile begins."""
        return Index.of(self.var) if self.var.extent > self.span else Index()

    def values(self, at: Index) -> dict[Var, Index]:
        """The axes' own variables where the count is `at`."""
        found: dict[Var, Index] = {}
        inside = self.var.extent
        for v in self.axes:
            inside //= v.extent
            found[v] = (at // inside) % v.extent if found else at // inside
        return found

    def around(self, body: tuple[Statement, ...], open: bool) -> tuple[Statement, ...]:
        """The loop over tiles, which share it out; the last one ends where the axis does. `open`: at run time."""
        if self.var.extent == self.span:
            return body
        if open:
            return (Loop(self.var, None, "parallel", body, self.span, overlap=True),)
        overlap = self.var.extent % self.span != 0
        return (Loop(self.var, self.var.extent, "parallel", body, self.span, overlap=overlap),)


def terms_of(axes: Sequence[Var], depth: int) -> tuple[list[Var], Axis]:
    """The axes of the terms with loops of their own, and the one that fragments go along."""
    longest = max(axes, key=lambda v: v.extent)
    if longest.extent % depth == 0 or longest.extent >= LONG * depth:
        return [v for v in axes if v is not longest], Axis("term", [longest], depth)
    return [], Axis("term", axes, depth)
