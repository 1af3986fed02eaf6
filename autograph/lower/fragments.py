"""Loops of sums of products for units that multiply small matrices: what lanes hold of them are fragments."""

from __future__ import annotations

import math

from autograph import dtypes
from autograph.kernel.expr import Accumulator, Builder, Expr
from autograph.kernel.index import Index, Var
from autograph.kernel.nest import Assign, Init, Loop, Multiply, Statement, Store
from autograph.lower.ends import over_tile
from autograph.lower.products import Axis, Product, terms_of
from autograph.lower.scalars import Scalars
from autograph.schedule.fragments import COLUMNS, ROWS


class Tile:
    """Builds the statements: fragments of a sum, which stay in registers, and those of factors for each step.

    `copies`: along how many fragments' rows and columns a warp goes; `warps`: so many along rows and columns.
    """

    def __init__(
        self,
        builder: Builder,
        product: Product,
        copies: tuple[int, int],
        flexible: bool,
        warps: tuple[int, int] = (1, 1),
    ):
        self._builder, self._product, f = builder, product, product.fragments
        self._flexible = flexible
        self._rows = Axis("row", product.rows, ROWS * copies[0] * warps[0])
        self._columns = Axis("column", product.columns, COLUMNS * copies[1] * warps[1])
        self._outer, self._terms = terms_of(product.sum.axes, f.depth)
        row, column, term = self._rows.var.name, self._columns.var.name, self._terms.var.name
        self._lane = lane = Var("lane", 32)
        self._down, self._across = Var(f"{row}u", copies[0]), Var(f"{column}u", copies[1])
        half, deep = Var(f"{row}h", 2), Var(f"{term}h", 2)
        pair = (Var(f"{term}p", 2),) if f.pairs else ()
        near, far = Index.of(lane) // 4, Index.of(lane) % 4
        self._warp = Var("warp", math.prod(warps))
        self._upper = builder.index(self._warp) // warps[1] * (ROWS * copies[0]) + builder.index(self._down) * ROWS
        self._upper += Index.of(half) * 8 + near
        first = builder.index(self._warp) % warps[1] * (COLUMNS * copies[1]) + builder.index(self._across) * COLUMNS
        beside = Var(f"{column}p", 2)
        self._aside = first + near
        self._row, self._at = self._rows.start + self._upper, self._columns.start + self._aside
        self._column = self._columns.start + first + far * 2 + beside
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
        body = self._shared(
            (*over_tile((Init(self._sum),), set(self._sum.tile), self._lane), *self._steps(), *self._stores(s))
        )
        batch = self._product.batch
        body = self._columns.around(body, False)
        body = self._rows.around(body, self._flexible and not batch)
        for v in reversed(batch):
            body = (Loop(v, None if self._flexible and v is batch[0] else v.extent, "parallel", body),)
        return body

    def _shared(self, body: tuple[Statement, ...]) -> tuple[Statement, ...]:
        """What makes a tile, with what is around it."""
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
        return self._multiplied(left, right)

    def _multiplied(self, left: Expr, right: Expr) -> tuple[Statement, ...]:
        """Fragments with these elements, and their product added to the sum."""
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
