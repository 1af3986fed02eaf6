"""Loops around a group's scalars, cut as the recipe says.

Each output axis is a loop; a tiled axis steps by its tile, whose elements are registers (`unroll`) and vector lanes
(`lanes`). A reduction is computed just inside the last loop it depends on, into accumulators, one for each register of
the tile it depends on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from autograph import dtypes
from autograph.dtypes import DType
from autograph.kernel.expr import Accumulator, Builder, Expr, Load, Reduce
from autograph.kernel.index import Index, Var
from autograph.kernel.nest import (
    Accumulate,
    Buffer,
    Declare,
    Fold,
    Init,
    Kernel,
    Loop,
    Statement,
    Store,
    Transpose,
)
from autograph.kernel.walk import free_vars, unguarded
from autograph.lower.ends import over_tile, rolled, scattered
from autograph.lower.needless import STEP, Bounds
from autograph.lower.panels import Packed
from autograph.lower.ranges import Ranges
from autograph.lower.scalars import Scalars
from autograph.lower.work import work
from autograph.schedule.cost import CHAINS, Access, Summed
from autograph.schedule.recipe import Recipe, Target, all_reductions

#: Elements left over by a reduction's vectors that are added one by one; of more, a last vector is taken.
MOST_SCALARS = 2
#: Rows of so few single elements are not worth sharing out where there are at least so many: telling the row and the
#: column of an element costs more than the element.
SHORT_ROW, FEW_SHARES = 4096, 16


class Nest:
    """Builds the statements of one kernel, or of one stage of it inside the loops over `outer`."""

    def __init__(
        self,
        builder: Builder,
        recipe: Recipe,
        target: Target,
        outer: frozenset[Var] = frozenset(),
        count: int = 0,
        needed: Mapping[Var, Bounds] = MappingProxyType({}),
    ):
        self._builder, self._recipe, self._target, self._outer = builder, recipe, target, outer
        self.count = count  # of the kernel's reductions so far
        self._needed = needed  # what axes may be narrowed to
        self.locals: tuple[Buffer, ...] = ()
        self._packed: Packed | None = None
        self._buffers = 0
        self._unroll: dict[Var, Var] = {}
        self._lane: Var | None = None
        self._values: dict[Var, Index] = {}
        for v in recipe.order:
            self._tile_variable(v)

    def _tile_variable(self, v: Var) -> None:
        r = self._recipe
        position = Index.of(v) if r.span(v) < v.extent else Index()
        if r.tile.get(v, 1) > 1:
            u = self._unroll[v] = Var(f"{v.name}u", r.tile[v])
            position = position + Index.of(u) * (r.width if v is r.lane else 1)
        if v is r.lane and r.width > 1:
            self._lane = Var(f"{v.name}l", r.width)
            position = position + self._lane
        self._values[v] = position

    def body(self, s: Scalars, kind: str = "parallel") -> tuple[Statement, ...]:
        """All statements, from the outermost loop, which is of that kind."""
        self._buffers = len(s.buffers)
        values = [self._builder.substitute(self._packing(o.value), self._values) for o in s.outputs]
        offsets = [self._index(o.offset) for o in s.outputs]
        return self._loops(0, list(zip([o.buffer for o in s.outputs], offsets)), values, kind)

    def _packing(self, value: Expr) -> Expr:
        """The value, as it reads what is packed."""
        panel = self._recipe.panel
        if panel is None:
            return value
        self._packed = Packed(self._builder, panel, self._recipe.span(panel.column), self._buffers)
        self.locals = (self._packed.buffer,)
        return self._packed.read(value, self._values[panel.column] - Index.of(panel.column))

    def _index(self, i: Index) -> Index:
        return i.map(self._values.get)  # type: ignore[arg-type]

    def _loops(
        self, depth: int, targets: Sequence[tuple[int, Index]], values: list[Expr], kind: str
    ) -> tuple[Statement, ...]:
        """Reductions that are ready at this depth, then the next loop, or the stores."""
        order = self._recipe.order
        statements, values = self._ready(values, self._outer.union(*[self._own(v) for v in order[:depth]]))
        kind = "serial" if statements else kind
        if depth == len(order):
            turned, values = self._turned(values)
            stores = tuple(Store(b, o, value) for (b, o), value in zip(targets, values))
            return (*statements, *turned, *self._end(stores))
        v = order[depth]
        if v is self._recipe.along and not self.locals:
            return (*statements, *self._row(depth, targets[0], values[0]))
        span = self._recipe.span(v)
        if span == v.extent:
            return (*statements, *self._loops(depth + 1, targets, values, kind))
        outside = math.prod(-(-w.extent // self._recipe.span(w)) for w in order[:depth])
        short = self._target.vectors > 1 and depth + 1 == len(order) and span == 1 and v.extent <= SHORT_ROW
        kind = "serial" if outside >= (FEW_SHARES if short else self._target.shares) else kind
        if self._packed is not None and v is self._packed.column:
            assert self._lane is not None
            inner = (*self._packed.fill(self._lane), *self._loops(depth + 1, targets, values, "serial"))
        else:
            inner = self._loops(depth + 1, targets, values, kind)
        resized = self._recipe.resized
        if self._target.flexible and (v is resized or resized is None and depth == 0 and kind == "parallel"):
            return (*statements, Loop(v, None, kind, inner, span, overlap=span > 1))
        bounds = self._bounds(v)
        overlap = v.extent % span != 0 or any(STEP % span for _ in bounds.low)
        return (*statements, Loop(v, v.extent, kind, inner, span, 0, overlap, low=bounds.low, high=bounds.high))

    def _end(self, stores: tuple[Store, ...]) -> list[Statement]:
        """The stores of a tile."""
        unroll = set(self._unroll.values())
        kept = self._outer or self.locals or self._target.teams  # of a team, each thread stores its own
        sums = None if kept else scattered(stores, self._lane)
        if sums is None:
            return over_tile(stores, unroll, self._lane)
        buffer, statements = rolled(self._builder, stores, sums, unroll, self._buffers)
        self.locals = (buffer,)
        return statements

    def _bounds(self, v: Var) -> Bounds:
        return self._needed.get(v, Bounds())

    def _row(self, depth: int, target: tuple[int, Index], value: Expr) -> tuple[Statement, ...]:
        """The innermost loop where vectors lie across the rows that are stored: they are kept until the row is done,
        which is then stored in squares, turned in registers."""
        v, across, lane, number = self._recipe.order[depth], self._recipe.lane, self._lane, self._buffers
        assert across is not None and lane is not None
        span = self._recipe.span(across)
        self.locals = (Buffer("row", value.dtype, v.extent * span, True),)
        place = self._values[across] - (Index.of(across) if span < across.extent else Index())
        near = self._values[v] * span + place
        loops = self._loops(depth, [(number, near)], [value], "serial")
        width = min(lane.extent, 1 << (v.extent.bit_length() - 1))
        start, first = Var(f"{v.name}t", v.extent), Var(f"{across.name}t", span)
        along, down = Var(f"{v.name}l", width), Var(f"{across.name}k", width)
        at = (Index.of(start) if width < v.extent else Index()) + along
        row = Index.of(first) if width < span else Index()
        square = Accumulator("square", "sum", value.dtype, (down,), along)
        values = {a: Index() for a in (*self._own(v), *self._own(across)) if a not in (v, across)}
        values |= {v if v in self._own(v) else self._unroll[v]: at, lane: row + down}
        store = Store(target[0], target[1].map(values.get), self._builder.read(square))  # type: ignore[arg-type]
        body: tuple[Statement, ...] = (
            Transpose(square, number, at * span + row),
            *over_tile((store,), {down}, along),
        )
        if width < span:
            body = (Loop(first, span, "serial", body, width),)
        if width < v.extent:
            body = (Loop(start, v.extent, "serial", body, width, overlap=v.extent % width != 0),)
        return (Declare(number), *loops, *body)

    def _turned(self, values: list[Expr]) -> tuple[list[Statement], list[Expr]]:
        """Squares of memory that are read by rows, and the values with those in the place of their loads."""
        across, lane = self._recipe.across, self._lane
        if across is None or lane is None:
            return [], values
        u = self._unroll[across]
        statements: list[Statement] = []
        found: dict[Expr, Expr] = {}
        for e in unguarded(*values):
            if isinstance(e, Load) and Access.at(e.offset, e.dtype.bits > 32).turns(lane, u):
                square = Accumulator(f"square{len(found)}", "sum", e.dtype, (u,), lane)
                statements.append(Transpose(square, e.buffer, e.offset - Index.of(u)))
                found[e] = self._builder.read(square)
        return statements, [self._builder.map(v, found.get) for v in values]

    def _own(self, v: Var) -> set[Var]:
        """The variables that stand for an axis once its loop is open."""
        return {a for a, _ in self._values[v].terms if isinstance(a, Var)}

    def _ready(self, values: list[Expr], bound: Set[Var]) -> tuple[list[Statement], list[Expr]]:
        """Compute every reduction that depends on bound variables only, and put its result in its place."""
        statements: list[Statement] = []
        while True:
            r = next((r for r in all_reductions(*values) if free_vars(r) <= bound), None)
            if r is None:
                return statements, values
            made, accumulator = self._reduction(r, bound)
            statements += made
            found: dict[Expr, Expr] = {r: self._builder.read(accumulator)}
            values = [self._builder.map(v, found.get) for v in values]

    def _reduction(self, r: Reduce, bound: Set[Var]) -> tuple[list[Statement], Accumulator]:
        free = free_vars(r)
        unroll = {u for u in self._unroll.values() if u in free}
        lane = self._lane if self._lane in free else None
        tile = tuple(sorted(unroll, key=lambda u: u.name))
        name = f"{r.kind}{self.count}"
        self.count += 1
        axis = self._summed(r).lane_axis if lane is None and self._recipe.reduce_width > 1 else None
        if axis is not None:
            return self._in_lanes(r, axis, name, tile)
        accumulator = Accumulator(name, r.kind, r.dtype, tile, lane)
        inner, (value,) = self._ready([r.body], bound | set(r.axes))
        outer = set(bound) - set(self._unroll.values()) - {self._lane}
        ranges = Ranges(self._builder, r, value, outer)
        loops: list[Statement] = [*inner, *over_tile((Accumulate(accumulator, ranges.value),), unroll, lane)]
        for a in reversed(r.axes):
            bounds = self._bounds(a)
            low, high = (*ranges.low(a), *bounds.low), (*ranges.high(a), *bounds.high)
            loops = [Loop(a, a.extent, "serial", tuple(loops), low=low, high=high)]
        return [*over_tile((Init(accumulator),), unroll, lane), *loops], accumulator

    def _summed(self, r: Reduce) -> Summed:
        return Summed(r, teams=self._target.teams)

    def _in_lanes(self, r: Reduce, axis: Var, name: str, tile: tuple[Var, ...]) -> tuple[list[Statement], Accumulator]:
        """A reduction vectorised along one of its own axes: partial results in lanes, folded, then the tail."""
        width = self._summed(r).lanes(self._recipe.reduce_width)
        lane = Var(f"{axis.name}l", width)
        # Without a tile there is one chain of additions; a few side by side hide its latency and halve its error twice.
        chains = CHAINS if not tile and axis.extent >= 2 * CHAINS * width else 1
        chain = Var(f"{axis.name}u", chains)
        registers = (chain,) if chains > 1 else tile
        partial = Accumulator(name + "v", r.kind, r.dtype, registers, lane)
        total = Accumulator(name, r.kind, r.dtype, tile)
        unroll = set(registers)
        step = chains * width
        whole = axis.extent // step * step

        def spread(at: Index) -> Expr:
            return self._builder.substitute(r.body, {axis: at + lane})

        def added(start: int, stop: int, step: int, value: Expr, count: int = chains) -> list[Statement]:
            """Add `value` to the first `count` of the partial results, from start to stop."""
            body: tuple[Statement, ...] = (Accumulate(partial, value),)
            if count < chains:
                body = (Loop(chain, count, "unroll", (Loop(lane, width, "lanes", body),)),)
                return self._axes(r, axis, start, stop, step, list(body))
            return self._axes(r, axis, start, stop, step, over_tile(body, unroll, lane))

        beside = Index.of(chain) * width if chains > 1 else Index()
        start = Index.of(axis) if whole > step else Index()
        statements = [*over_tile((Init(partial),), unroll, lane)]
        statements += added(0, whole, step, spread(start + beside))
        more, tail = divmod(axis.extent - whole, width)
        if more:
            last = added(whole, axis.extent - tail, axis.extent - tail - whole, spread(beside + whole), more)
            statements += self._where_needed(axis, whole, last)
        masked = tail > 0 if self._target.teams else tail > MOST_SCALARS and r.dtype.is_float
        if masked:
            begin = axis.extent - width
            value = self._masked(r, lane, width - tail, spread(Index((), begin)))
            statements += self._where_needed(axis, whole, added(begin, axis.extent, width, value, 1))
        if chains > 1:
            joined = Accumulator(name + "t", r.kind, r.dtype, (), lane)
            statements += over_tile((Init(joined),), set(), lane)
            statements += over_tile((Accumulate(joined, self._builder.read(partial)),), unroll, lane)
            statements.append(Fold(joined, total))
        else:
            statements += over_tile((Fold(partial, total),), set(tile), None)
        if tail and not masked:
            first = axis.extent - tail
            at = {axis: Index((), first)} if tail == 1 else {}
            rest = over_tile((Accumulate(total, self._builder.substitute(r.body, at)),), set(tile), None)
            statements += self._where_needed(axis, whole, self._axes(r, axis, first, axis.extent, 1, rest))
        return statements, total

    def _where_needed(self, axis: Var, start: int, body: list[Statement]) -> list[Statement]:
        """What is done for the elements from `start` to the axis's end, if any of them are needed."""
        bounds = self._bounds(axis)
        if not bounds.high:
            return body
        return [Loop(Var(f"{axis.name}e", 1), start + 1, "serial", tuple(body), 1, start, high=bounds.high)]

    def _masked(self, r: Reduce, lane: Var, first: int, value: Expr) -> Expr:
        """The value in the lanes from `first` on, and what changes nothing in those before, which are done already."""
        b = self._builder
        fresh = b.call("le", b.const(first, dtypes.int64), b.position(Index.of(lane)))
        return b.call("where", fresh, value, b.const(neutral(r.kind, r.dtype), r.dtype), dtype=r.dtype)

    def _axes(self, r: Reduce, axis: Var, start: int, stop: int, step: int, body: list[Statement]) -> list[Statement]:
        for a in reversed(r.axes):
            if a == axis and stop - start > step:
                bounds = self._bounds(a)
                assert not any(bounds) or STEP % step == 0, f"steps of {step}"
                body = [Loop(a, stop, "serial", tuple(body), step, start, low=bounds.low, high=bounds.high)]
            elif a != axis:
                body = [Loop(a, a.extent, "serial", tuple(body))]
        return body


def neutral(kind: str, dtype: DType) -> float | int:
    """What a reduction starts from."""
    if kind in ("sum", "prod"):
        return 0 if kind == "sum" else 1
    if dtype.is_float:
        return -math.inf if kind == "max" else math.inf
    limits = (0, 1) if dtype is dtypes.bool_ else (np.iinfo(dtype.numpy).min, np.iinfo(dtype.numpy).max)
    return int(limits[kind == "min"])


def kernel(label: str, s: Scalars, body: tuple[Statement, ...], own: tuple[Buffer, ...] = ()) -> Kernel:
    """The finished kernel, with its arithmetic and its traffic."""
    size = math.prod(v.extent for v in s.variables)
    dynamic = any(isinstance(b, Loop) and b.extent is None for b in body)
    flops = size * sum(work(o.value) for o in s.outputs)
    traffic = sum((b.size or 0) * b.dtype.bytes for b in s.buffers)
    buffers = tuple(replace(b, size=None if dynamic and b.size == size else b.size) for b in s.buffers)
    return Kernel(label, buffers, body, flops, traffic, own)
