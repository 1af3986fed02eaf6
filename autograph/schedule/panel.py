"""Operands of products that are packed by panels: a few columns at a time, densely, for all rows of the result.

Vectors hold neighbouring columns of a product, so its loops walk down a few columns of the right operand, again for
every few rows of the left one. Where that is a transpose (`x @ w.T`) columns are rows in memory. A kernel reads those
of one tile once, in squares that are turned in registers, and keeps them in a local, in the order in which it reads
them for each tile of rows. So the operand is read once and its transpose is never stored.

An operand that is no transpose is copied so where it has many rows, a page or more apart: a panel lies on few pages,
while a processor would have to look up as many as the operand has rows, again for each tile of rows of the result.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograph.kernel.expr import Builder, Expr, Load, Reduce
from autograph.kernel.index import Index, Var
from autograph.kernel.walk import unguarded, walk
from autograph.passes.split_products import COPIED
from autograph.schedule.cost import PAGE, Access

#: Rows of the result from which on packing pays, and panels that each core should find.
ROWS, SHARES = 8, 2
#: Steps of sums from which on copying pays: of shorter ones, storing a panel's columns of all rows takes too much time.
LONG = 1024
#: Vectors of a row that a panel of copied rows has room for, at least: of one, loads serve too few multiplications.
VECTORS = 2


@dataclass(frozen=True)
class Panels:
    """What a target has for them: bytes of a panel, elements of a vector, and cores that share out panels."""

    nbytes: int
    lanes: int
    cores: int

    def pay(self, rows: int, steps: int, columns: int) -> bool:
        """Whether packing pays for a product of so many rows; `columns` are those of all matrices it makes."""
        wide = columns >= max(SHARES * self.cores, 2) * self.lanes
        return rows >= ROWS and wide and steps >= self.lanes > 1 and steps * self.lanes * 4 <= self.nbytes

    def waste(self, count: int) -> float:
        """How much longer it takes that cores find so many panels, not a multiple of their number."""
        return -(-count // self.cores) * self.cores / count


@dataclass(frozen=True)
class Panel:
    """The load of the packed operand, its `column`, the summed axes (outermost first), the axes of the matrices that
    have panels of their own, and those of the rows; `turned`: columns are neighbours in memory, not rows."""

    load: Load
    column: Var
    axes: tuple[Var, ...]
    matrices: tuple[Var, ...]
    rows: tuple[Var, ...]
    target: Panels
    turned: bool

    @property
    def order(self) -> tuple[Var, ...]:
        """The loops, from the outermost: all rows go over one panel."""
        return (*self.matrices, self.column, *self.rows)

    @property
    def steps(self) -> int:
        return math.prod([a.extent for a in self.axes])

    def fits(self, span: int, tiled: Sequence[Var]) -> bool:
        """Whether panels of so many columns may be made for tiles along these axes."""
        own = not set(tiled) & {*self.matrices}
        return own and span < self.column.extent and span * self.steps * 4 <= self.target.nbytes

    def waste(self, span: int) -> float:
        """As of all its panels of so many columns."""
        return self.target.waste(math.prod([v.extent for v in self.matrices]) * -(-self.column.extent // span))

    def at(self, column: Index, span: int) -> Index:
        """Where the element of that column lies in a panel of so many."""
        for a in reversed(self.axes):
            column, span = column + Index.of(a) * span, span * a.extent
        return column

    def dense(self, builder: Builder, value: Expr) -> Expr:
        """The value as it would read an operand that is packed as a whole."""
        at = self.at(Index.of(self.column), self.column.extent)
        found: dict[Expr, Expr] = {self.load: builder.load(self.load.buffer, at, self.load.dtype)}
        return builder.map(value, found.get)


def panel_of(variables: Sequence[Var], offset: Index, values: Sequence[Expr], target: Panels | None) -> Panel | None:
    """What the kernel packs that stores the one of `values` at `offset`, if anything."""
    sums = [e for e in walk(*values) if isinstance(e, Reduce)]
    if target is None or len(values) != 1 or len(sums) != 1 or sums[0].kind != "sum":
        return None
    (r,) = sums
    # Others than those without guards are not read where the guard says no.
    loads = {e: Access.at(e.offset) for e in unguarded(r.body) if isinstance(e, Load)}
    if len(loads) != sum(isinstance(e, Load) for e in walk(r.body)):
        return None
    found = [p for p in [_packed(e, variables, loads, r.axes, target) for e in loads] if p is not None]
    steps = Access.at(offset).strides
    best = next((p for p in found if steps.get(p.column) == 1), None)
    # Where results are neighbours along another axis, vectors of it are what some operand may be read by.
    direct = any(at.strides.get(v) == 1 for at in loads.values() for v in variables)
    return best or (found[0] if found and not direct else None)


def _packed(
    load: Load, variables: Sequence[Var], loads: Mapping[Load, Access], axes: tuple[Var, ...], target: Panels
) -> Panel | None:
    """The panels of one operand, if packing it pays."""
    at = loads[load]
    own = [v for v in variables if v in at.depends]
    if not own or load.dtype.name != "float32" or at.nested or not at.depends.issuperset(axes):
        return None
    rows = tuple([v for v in variables if v not in own])
    column, along = own[-1], axes[-1]
    sizes = [math.prod([v.extent for v in some]) for some in (rows, axes, own)]
    turned = at.strides[along] == 1 and at.strides[column] > 1 and along.extent >= target.lanes
    copied = at.strides[column] == 1 and at.strides[along] >= PAGE and sizes[0] >= COPIED and sizes[1] >= LONG
    shared = any(column in a.depends for other, a in loads.items() if other is not load)
    if not (turned or copied) or shared or not target.pay(*sizes):
        return None
    panel = Panel(load, column, axes, tuple(own[:-1]), rows, target, turned)
    return panel if panel.fits(target.lanes * (1 if turned else VECTORS), ()) else None
