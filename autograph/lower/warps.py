"""Tiles of products that the warps of a block share: factors are copied into shared memory, and fragments loaded there.

What a step needs is copied some steps before. All threads wait for their own copies, meet, start those of a later step,
and multiply: so at one meeting all copies are seen, and the place is free that the next ones go to. A factor that is
no plain load, or a guarded one, goes through registers.
"""

from __future__ import annotations

import math

from autograph import dtypes
from autograph.kernel.expr import Builder, Call, Const, Expr, Load
from autograph.kernel.index import Index, Lookup, Var
from autograph.kernel.nest import Buffer, Commit, Copy, Declare, Loop, Meet, Statement, Store, Wait
from autograph.kernel.walk import indices, walk
from autograph.lower.fragments import Tile
from autograph.lower.products import Axis, Product, terms_of
from autograph.lower.scalars import Scalars
from autograph.schedule.warps import AT_ONCE, STAGES, Block, Way, depth

#: Bytes of elements that are copied one by one.
SINGLE = 4


def ways(p: Product) -> tuple[Way, Way] | None:
    """How the left and the right factor come into shared memory; None where positions are read from data."""
    _, terms = terms_of(p.sum.axes, depth(p.fragments))
    if any(isinstance(a, Lookup) for i in indices(p.left, p.right) for a in i.atoms()):
        return None
    return _way(p.left, p.rows, terms), _way(p.right, p.columns, terms)


def _way(e: Expr, own: tuple[Var, ...], terms: Axis) -> Way:
    loads = [x for x in walk(e) if isinstance(x, Load)]
    near = own[-1]
    of_terms = not any(x.offset.coefficient(near) == 1 for x in loads)
    many = AT_ONCE // e.dtype.bytes
    axes = tuple(terms.axes) if of_terms else own
    if isinstance(e, Load) and len(axes) == 1 and _in_line(e.offset, axes[0], many):
        return Way(e.dtype, many, of_terms)
    return Way(e.dtype, 1 if _plain(e) is not None and e.dtype.bytes == SINGLE else 0, of_terms)


def _in_line(offset: Index, along: Var, many: int) -> bool:
    """Whether so many neighbours along an axis always begin at a multiple of that."""
    if offset.coefficient(along) != 1 or along in offset.inner_atoms() or along.extent % many:
        return False
    return offset.constant % many == 0 and all(c % many == 0 for a, c in offset.terms if a != along)


def _plain(e: Expr) -> tuple[Load, list[Expr]] | None:
    """The load that a factor is, and what guards it."""
    guards = list[Expr]()
    while isinstance(e, Call) and e.function == "guard" and isinstance(e.args[2], Const) and e.args[2].value == 0:
        guards.append(e.args[0])
        e = e.args[1]
    return (e, guards) if isinstance(e, Load) else None


class SharedTile(Tile):
    """Builds the statements of a block; `locals` are the copies of the factors."""

    def __init__(self, builder: Builder, product: Product, block: Block, flexible: bool):
        super().__init__(builder, product, block.copies, flexible, block.warps)
        self._block, self._fragment = block, product.fragments.depth
        self._outer, self._terms = terms_of(product.sum.axes, block.depth)
        self._each = -(-self._terms.var.extent // block.depth) * block.depth
        self._count = Var(self._terms.var.name, math.prod([v.extent for v in self._outer]) * self._each)
        factors = ((product.left, self._rows), (product.right, self._columns))
        self._factors = [_Factor(e, axis, _way(e, tuple(axis.axes), self._terms), block.depth) for e, axis in factors]

    def loops(self, s: Scalars) -> tuple[Statement, ...]:
        """All statements of the kernel."""
        self._first = len(s.buffers)
        dtype = self._product.fragments.dtype
        sizes = [STAGES * f.size for f in self._factors]
        self.locals = tuple(Buffer(name, dtype, size, True) for name, size in zip(("lefts", "rights"), sizes))
        return super().loops(s)

    def _shared(self, body: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return (Declare(self._first), Declare(self._first + 1), Loop(self._warp, self._warp.extent, "warps", body))

    def _steps(self) -> tuple[Statement, ...]:
        ahead, k, deep = STAGES - 1, self._count, self._block.depth
        early, inner = Var(f"{k.name}f", ahead), Var(f"{k.name}i", deep)
        first = Loop(early, ahead, "unroll", self._filled(Index.of(early) * deep))
        stage = Index.of(k) // deep % STAGES
        near = [self._builder.load(self._first + n, f.at(stage, own, Index.of(inner) + self._term), f.value.dtype)
                for n, (f, own) in enumerate(zip(self._factors, (self._upper, self._aside)))]  # fmt: skip
        multiplied = Loop(inner, deep, "unroll", self._multiplied(*near), self._fragment)
        step = (Wait(ahead - 1), Meet(), *self._filled(Index.of(k) + ahead * deep), multiplied)
        return (first, Loop(k, k.extent, "serial", step, deep), Wait(0), Meet())

    def _filled(self, start: Index) -> tuple[Statement, ...]:
        """The copies of what the step needs that begins with term number `start`."""
        found: list[Statement] = []
        for number, f in enumerate(self._factors):
            found += self._copied(self._first + number, f, start)
        return (*found, Commit())

    def _copied(self, local: int, f: _Factor, start: Index) -> tuple[Statement, ...]:
        b, many = self._builder, max(f.way.count, 1)
        turns = Var(f"{f.axis.var.name}c", f.axis.span * self._block.depth // (self._block.threads * many))
        piece = b.index(turns) * self._block.threads + Index.of(self._warp) * 32 + self._lane
        across, along = (self._block.depth // many, many) if f.way.of_terms else (f.axis.span // many, many)
        ahead, beside = piece // across, piece % across * along
        own, term = (ahead, beside) if f.way.of_terms else (beside, ahead)
        place = f.at(start // self._block.depth % STAGES, own, term)
        value, inside = self._element(f, own, start, term)
        made = self._one(local, place, value, inside, f.way.count)
        body: tuple[Statement, ...] = (Loop(self._lane, self._lane.extent, "lanes", (made,)),)
        return (Loop(turns, turns.extent, "unroll", body),) if turns.extent > 1 else body

    def _element(self, f: _Factor, own: Index, start: Index, term: Index) -> tuple[Expr, list[Expr]]:
        """What lies at a place of the tile, and which conditions hold where anything does."""
        b, at = self._builder, start % self._each + term if self._outer else start + term
        values, rest = self._terms.values(at), start // self._each
        inside = [self._below(at, self._terms.var.extent)]
        for v in reversed(self._outer):
            values[v] = rest % v.extent if v is not self._outer[0] else rest
            rest = rest // v.extent
        if self._outer:
            inside.append(self._below(start, self._count.extent))
        return b.substitute(f.value, values | f.axis.values(f.axis.start + own)), inside

    def _below(self, index: Index, end: int) -> Expr:
        b = self._builder
        return b.call("lt", b.position(index), b.const(end, dtypes.int64))

    def _one(self, local: int, place: Index, value: Expr, inside: list[Expr], count: int) -> Statement:
        plain, b = _plain(value), self._builder
        guards = [*inside, *(plain[1] if plain is not None else [])]
        condition = guards[0]
        for g in guards[1:]:
            condition = b.call("and", condition, g)
        if count and plain is not None:
            return Copy(local, place, plain[0].buffer, plain[0].offset, count, condition)
        return Store(local, place, b.call("guard", condition, value, b.const(0, value.dtype), dtype=value.dtype))


class _Factor:
    """A factor, the axis of its rows or columns, and where its copies lie."""

    def __init__(self, value: Expr, axis: Axis, way: Way, depth: int):
        self.value, self.axis, self.way = value, axis, way
        self._row = way.row(axis.span, depth)
        #: Elements of the copy for one step.
        self.size = way.size(axis.span, depth)

    def at(self, stage: Index, own: Index, term: Index) -> Index:
        """Where an element lies in the local."""
        outer, inner = (own, term) if self.way.of_terms else (term, own)
        return stage * self.size + outer * self._row + inner
