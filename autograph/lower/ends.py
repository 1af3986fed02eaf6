"""What is done for each register and lane of a tile; and the tile's end, where its results are stored.

A vector of results that lie far apart is stored element by element. Written out for each register of a tile that is
hundreds of instructions, which run once for thousands of steps of the sum, and take a compiler longer than the sum
itself. There the registers are put into memory, and the end is a loop over what lies there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence, Set

from autograph.kernel.expr import Accumulator, Builder, Expr, Read
from autograph.kernel.index import Index, Var
from autograph.kernel.nest import Buffer, Declare, Loop, Statement, Store
from autograph.kernel.walk import walk
from autograph.schedule.cost import Access

#: Registers of a tile from which on its end is a loop.
REGISTERS = 4


def over_tile(body: tuple[Statement, ...], unroll: Set[Var], lane: Var | None) -> list[Statement]:
    """The statements for every register and lane of the tile."""
    if lane is not None:
        body = (Loop(lane, lane.extent, "lanes", body),)
    return list(_around(body, unroll, "unroll"))


def _around(body: tuple[Statement, ...], tile: Iterable[Var], kind: str) -> tuple[Statement, ...]:
    # The shorter side is innermost: its operands stay in registers while those of the longer pass one by one.
    for u in sorted(sorted(tile, key=lambda u: u.name, reverse=True), key=lambda u: u.extent):
        body = (Loop(u, u.extent, kind, body),)
    return body


def scattered(stores: Sequence[Store], lane: Var | None) -> Accumulator | None:
    """The sums of a tile of several registers, if they are all that the stores take from registers, and one of these
    stores the elements of a vector far apart."""
    found = _read(stores)
    if lane is None or len(found) != 1:
        return None
    (sums,) = found.values()
    apart = any(_apart(s.offset, lane) for s in stores)
    return sums if apart and sums.lane is lane and math.prod(u.extent for u in sums.tile) >= REGISTERS else None


def rolled(
    builder: Builder, stores: Sequence[Store], sums: Accumulator, unroll: Set[Var], number: int
) -> tuple[Buffer, list[Statement]]:
    """The local buffer, of that number, for a tile's sums; they are put there, and loops over the tile store them."""
    assert sums.lane is not None
    place, size = Index.of(sums.lane), sums.width
    for u in reversed(sums.tile):
        place = place + Index.of(u) * size
        size *= u.extent
    put = over_tile((Store(number, place, builder.read(sums)),), set(sums.tile), sums.lane)
    loaded: dict[Expr, Expr] = {e: builder.load(number, place, e.dtype) for e in _read(stores)}
    ends = tuple(Store(s.buffer, s.offset, builder.map(s.value, loaded.get)) for s in stores)
    end = _around((Loop(sums.lane, sums.width, "lanes", ends),), unroll, "serial")
    return Buffer("tile", sums.dtype, size, True), [Declare(number), *put, *end]


def _read(stores: Sequence[Store]) -> dict[Expr, Accumulator]:
    """The registers that the stores take."""
    return {e: e.accumulator for e in walk(*[s.value for s in stores]) if isinstance(e, Read)}


def _apart(offset: Index, lane: Var) -> bool:
    at = Access.at(offset)
    return at.strides.get(lane) != 1 or lane in at.nested
