"""Loops of sums of products for units that multiply small matrices: what lanes hold of them are fragments.

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
from autograph.kernel.expr import Accumulator, Builder, Call, Const, Expr, Reduce
from autograph.kernel.index import Index, Var
from autograph.kernel.nest import Assign, Init, Loop, Multiply, Statement, Store
from autograph.kernel.walk import free_vars
from autograph.lower.ends import over_tile
from autograph.lower.scalars import Scalars
from autograph.schedule.fragments import COLUMNS, ROWS, Fragments, copies
from autograph.schedule.recipe import Target, all_reductions

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
        return _count(self.rows), _count(self.columns), _count(self.sum.axes)


def in_fragments(builder: Builder, s: Scalars, target: Target) -> tuple[Statement, ...] | None:
    """The loops, where such units make the kernel's sum, and it is large enough for them."""
    found = _chosen(builder, s, target)
    return None if found is None else _Tile(builder, *found, target.flexible).loops(s)


def pays_in_fragments(builder: Builder, s: Scalars, target: Target) -> bool:
    """Whether such units would make the sum, if it is a kernel's only one."""
    return _chosen(builder, s, target) is not None


def _chosen(builder: Builder, s: Scalars, target: Target) -> tuple[Product, tuple[int, int]] | None:
    """The product, and how many fragments of it a team holds along rows and columns."""
    p = _product(builder, s, target.fragments)
    if p is None:
        return None
    rows, columns, terms = p.shape
    counted = len(_terms(p.sum.axes, p.fragments.depth)[1].axes) > 1
    found = copies(rows, columns, _count(p.batch), counted, p.fragments, target.busy)
    return None if found is None or terms < p.fragments.depth else (p, found)


def _product(builder: Builder, s: Scalars, known: Sequence[Fragments]) -> Product | None:
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
    left = 1 if inner in own[0] and _count(own[1]) >= ROWS else 0
    whole = len(batch) + len(own[0]) + len(own[1]) == len(s.variables)
    if not whole or _count(own[left]) < ROWS or _count(own[1 - left]) < COLUMNS:
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


def _count(axes: Sequence[Var]) -> int:
    return math.prod([v.extent for v in axes])


class _Axis:
    """Several axes counted as one, a fragment or several of them at a time."""

    def __init__(self, name: str, axes: Sequence[Var], span: int):
        self.var = axes[0] if len(axes) == 1 else Var(name, _count(axes))
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


class _Tile:
    """Builds the statements: fragments of a sum, which stay in registers, and those of factors for each step."""

    def __init__(self, builder: Builder, product: Product, copies: tuple[int, int], flexible: bool):
        self._builder, self._product, f = builder, product, product.fragments
        self._flexible = flexible
        self._rows = _Axis("row", product.rows, ROWS * copies[0])
        self._columns = _Axis("column", product.columns, COLUMNS * copies[1])
        self._outer, self._terms = _terms(product.sum.axes, f.depth)
        row, column, term = self._rows.var.name, self._columns.var.name, self._terms.var.name
        self._lane = lane = Var("lane", 32)
        self._down, self._across = Var(f"{row}u", copies[0]), Var(f"{column}u", copies[1])
        half, deep = Var(f"{row}h", 2), Var(f"{term}h", 2)
        pair = (Var(f"{term}p", 2),) if f.pairs else ()
        near, far = Index.of(lane) // 4, Index.of(lane) % 4
        self._row = self._rows.start + builder.index(self._down) * ROWS + Index.of(half) * 8 + near
        first = self._columns.start + builder.index(self._across) * COLUMNS
        beside = Var(f"{column}p", 2)
        self._at, self._column = first + near, first + far * 2 + beside
        self._term = Index.of(deep) * (f.depth // 2) + (far * 2 + pair[0] if pair else far)
        down = (self._down,) if copies[0] > 1 else ()
        across = (self._across,) if copies[1] > 1 else ()
        self._sum = Accumulator("sum0", "sum", dtypes.float32, (*down, *across, half, beside), lane)
        self._left = Accumulator("left", "sum", f.dtype, (*down, deep, half, *pair), lane, f.kept)
        self._right = Accumulator("right", "sum", f.dtype, (*across, deep, *pair), lane, f.kept)
        self._copies = {*down, *across}
        self._multiply = Multiply(self._sum, self._left, self._right, f.precision, (2, 2 + len(pair), 1 + len(pair)))

    def loops(self, s: Scalars) -> tuple[Statement, ...]:
        """All statements of the kernel."""
        body = (*over_tile((Init(self._sum),), set(self._sum.tile), self._lane), *self._steps(), *self._stores(s))
        batch = self._product.batch
        body = self._columns.around(body, False)
        body = self._rows.around(body, self._flexible and not batch)
        for v in reversed(batch):
            body = (Loop(v, None if self._flexible and v is batch[0] else v.extent, "parallel", body),)
        return body

    def _steps(self) -> tuple[Statement, ...]:
        """The sum over all terms: whole fragments of them, and one that is filled up with zeros."""
        depth, k = self._product.fragments.depth, self._terms.var
        whole = k.extent // depth * depth
        body: tuple[Statement, ...] = ()
        if whole:
            body = (Loop(k, whole, "serial", self._step(Index.of(k)), depth),)
        if whole < k.extent:
            body = (*body, Loop(k, k.extent, "serial", self._step(Index.of(k), ragged=True), depth, whole))
        for v in reversed(self._outer):
            body = (Loop(v, v.extent, "serial", body),)
        return body

    def _step(self, start: Index, ragged: bool = False) -> tuple[Statement, ...]:
        term = start + self._term
        left = self._factor(self._product.left, self._rows.values(self._row), term, ragged)
        right = self._factor(self._product.right, self._columns.values(self._at), term, ragged)
        return (
            *over_tile((Assign(self._left, left),), set(self._left.tile), self._lane),
            *over_tile((Assign(self._right, right),), set(self._right.tile), self._lane),
            *over_tile((self._multiply,), self._copies, None),
        )

    def _factor(self, value: Expr, own: dict[Var, Index], term: Index, ragged: bool) -> Expr:
        b = self._builder
        value = b.substitute(value, own | self._terms.values(term))
        if not ragged:
            return value
        inside = b.call("lt", b.position(term), b.const(self._terms.var.extent, dtypes.int64))
        return b.call("guard", inside, value, b.const(0, value.dtype), dtype=value.dtype)

    def _stores(self, s: Scalars) -> list[Statement]:
        b, found = self._builder, {self._product.sum: self._builder.read(self._sum)}
        at = self._rows.values(self._row) | self._columns.values(self._column)
        values = [b.substitute(b.map(o.value, found.get), at) for o in s.outputs]  # type: ignore[arg-type]
        stores = [Store(o.buffer, b.moved(o.offset, at), v) for o, v in zip(s.outputs, values)]
        return over_tile(tuple(stores), set(self._sum.tile), self._lane)


def _terms(axes: Sequence[Var], depth: int) -> tuple[list[Var], _Axis]:
    """The axes of the terms with loops of their own, and the one that fragments go along."""
    longest = max(axes, key=lambda v: v.extent)
    if longest.extent % depth == 0 or longest.extent >= LONG * depth:
        return [v for v in axes if v is not longest], _Axis("term", [longest], depth)
    return [], _Axis("term", axes, depth)
