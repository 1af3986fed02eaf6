"""The loops that pack a panel of a product's operand (`schedule.panel`)."""

from __future__ import annotations

from autograph.kernel.expr import Accumulator, Builder, Expr
from autograph.kernel.index import Index, Var
from autograph.kernel.nest import Buffer, Declare, Loop, Statement, Store, Transpose
from autograph.schedule.panel import Panel


class Packed:
    """A panel of `span` columns in local buffer `number`, which lies densely in the order in which vectors read it."""

    def __init__(self, builder: Builder, panel: Panel, span: int, number: int):
        self._builder, self._panel, self._span, self._number = builder, panel, span, number
        self.buffer = Buffer("panel", panel.load.dtype, panel.steps * span, True)

    @property
    def column(self) -> Var:
        """The axis whose loop makes it."""
        return self._panel.column

    def read(self, value: Expr, column: Index) -> Expr:
        """The value, with `column` of the panel in the place of what is packed."""
        p = self._panel
        near = self._builder.load(self._number, p.at(column, self._span), p.load.dtype)
        found: dict[Expr, Expr] = {p.load: near}
        return self._builder.map(value, found.get)

    def fill(self, lane: Var) -> tuple[Statement, ...]:
        """The panel, from the operand."""
        return (Declare(self._number), *(self._turned(lane) if self._panel.turned else self._copied(lane)))

    def _turned(self, lane: Var) -> tuple[Statement, ...]:
        """Squares of the operand, turned: rows of it are read as vectors, and stored across."""
        p, width = self._panel, lane.extent
        *outer, along = p.axes
        down, start = Var(f"{along.name}k", width), Var(f"{along.name}p", along.extent)
        first = Var(f"{p.column.name}p", self._span)
        column = (Index.of(first) if width < self._span else Index()) + lane
        at = {along: Index.of(start), p.column: Index.of(p.column) + column}
        square = Accumulator("square", "sum", p.load.dtype, (down,), lane)
        place = p.at(column, self._span).map({along: Index.of(start) + down}.get)  # type: ignore[arg-type]
        turned = Loop(lane, width, "lanes", (Store(self._number, place, self._builder.read(square)),))
        body: tuple[Statement, ...] = (
            Transpose(square, p.load.buffer, p.load.offset.map(at.get)),  # type: ignore[arg-type]
            Loop(down, width, "unroll", (turned,)),
        )
        body = (Loop(start, along.extent, "serial", body, width, overlap=along.extent % width != 0),)
        for a in reversed(outer):
            body = (Loop(a, a.extent, "serial", body),)
        if width < self._span:
            body = (Loop(first, self._span, "serial", body, width),)
        return body

    def _copied(self, lane: Var) -> tuple[Statement, ...]:
        """The operand's rows, as far as they are in the panel."""
        p, width = self._panel, lane.extent
        vector = Var(f"{p.column.name}p", self._span // width)
        column = (Index.of(vector) * width if width < self._span else Index()) + lane
        far = p.load.offset.map({p.column: Index.of(p.column) + column}.get)  # type: ignore[arg-type]
        near = Store(self._number, p.at(column, self._span), self._builder.load(p.load.buffer, far, p.load.dtype))
        body: tuple[Statement, ...] = (Loop(lane, width, "lanes", (near,)),)
        if width < self._span:
            body = (Loop(vector, vector.extent, "unroll", body),)
        for a in reversed(p.axes):
            body = (Loop(a, a.extent, "serial", body),)
        return body
