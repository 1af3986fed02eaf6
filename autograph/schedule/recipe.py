"""How a kernel's loops are cut: the vector axis, the register tile, the order of the loops, chosen by a cost model.

The model counts instructions of the innermost loop. A vector load costs 1, a load that is the same for all lanes 1/2, a
gather one load a lane; an operand that does not depend on a tiled axis is loaded once for the whole tile, which is what
register tiles are for. Costs are relative; only the order matters.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autograph.kernel.expr import COST, Call, Expr, Load, Reduce, free_vars, walk
from autograph.kernel.index import Index, Var

GATHER = 2.0
UNIFORM = 0.5
#: Combining the lanes of one vector.
FOLD = 10


@dataclass(frozen=True)
class Target:
    """What the generated code runs on, as far as the choice of loops needs to know."""

    lanes: int  # float32 elements of the widest vector; 1 where the back end has no vectors
    registers: int  # vector registers a tile may fill
    latency: int = 8  # multiply-adds one thread must have in flight; hardware that has other threads to run needs one
    shares: int = 128  # iterations that are enough to share out among threads: loops inside them are plain


@dataclass(frozen=True)
class Recipe:
    """`lane` and `width`: the vectorised output axis; `tile`: how often each axis is unrolled into registers (the lane
    axis in vectors); `order`: loops from the outermost; `reduce_width`: lanes for reductions without the lane axis."""

    lane: Var | None
    width: int
    tile: dict[Var, int] = field(default_factory=dict)
    order: tuple[Var, ...] = ()
    reduce_width: int = 1

    def span(self, v: Var) -> int:
        """How many values of the variable one tile covers."""
        return self.tile.get(v, 1) * (self.width if v is self.lane else 1)


def all_reductions(*values: Expr) -> list[Reduce]:
    """Every reduction, those inside others first."""
    return [e for e in walk(*values) if isinstance(e, Reduce)]


def choose(variables: Sequence[Var], offsets: Sequence[Index], values: Sequence[Expr], target: Target) -> Recipe:
    """The cheapest recipe for storing `values` at `offsets` over `variables`."""
    reductions = all_reductions(*values)
    order = _order(variables, reductions)
    candidates = _candidates(order, reductions, target)
    return min(candidates, key=lambda r: _cost(r, order, offsets, values, reductions, target))


def lane_axis(r: Reduce) -> Var | None:
    """The axis along which a reduction's own loop is vectorised: one with unit stride and no gather, if any."""
    if any(free_vars(e) & set(r.axes) for e in all_reductions(r.body)):
        return None
    best = min(r.axes, key=lambda a: (_body_cost(r.body, a, 4, {}), -a.extent))
    return best if best.extent >= 2 and _body_cost(r.body, best, 4, {}) < 4 * GATHER else None


def _order(variables: Sequence[Var], reductions: Sequence[Reduce]) -> tuple[Var, ...]:
    """Axes that every reduction depends on go outside, so that a reduction is done once for the rest."""
    shared = [v for v in variables if all(v in free_vars(r) for r in reductions)]
    return (*shared, *[v for v in variables if v not in shared])


def _candidates(order: tuple[Var, ...], reductions: Sequence[Reduce], target: Target) -> Iterator[Recipe]:
    yield Recipe(None, 1, {}, order, target.lanes)
    tiled = [v for v in order if reductions and all(v in free_vars(r) for r in reductions)]
    for lane in (None, *order) if target.lanes > 1 else (None,):
        widths = [w for w in (16, 8, 4) if lane is not None and w <= min(target.lanes, lane.extent)] or [1]
        if lane is not None and widths == [1]:
            continue
        for width in widths:
            for tile in _tiles(lane, width, tiled, target):
                yield Recipe(lane, width, tile, order, target.lanes if lane not in tiled else 1)


def _tiles(lane: Var | None, width: int, tiled: Sequence[Var], target: Target) -> Iterator[dict[Var, int]]:
    """Up to two unrolled axes whose accumulators fit the registers."""
    yield {}
    limit = target.registers - target.registers // 4
    own = [m for m in (1, 2, 3, 4) if lane in tiled and lane is not None and m * width <= lane.extent] or [1]
    others = [v for v in tiled if v is not lane]
    for m in own:
        base = {lane: m} if lane is not None and m > 1 else {}
        if base:
            yield base
        for v in others:
            for f in (2, 3, 4, 5, 6, 8):
                if f <= v.extent and m * f <= limit:
                    yield {**base, v: f}
    for v, w in itertools.combinations(others, 2):
        for f, g in itertools.product((2, 3, 4, 5, 6), repeat=2):
            if f <= v.extent and g <= w.extent and f * g <= limit:
                yield {v: f, w: g}


def _cost(
    r: Recipe,
    order: Sequence[Var],
    offsets: Sequence[Index],
    values: Sequence[Expr],
    reductions: Sequence[Reduce],
    target: Target,
) -> float:
    tiles = math.prod(-(-v.extent // r.span(v)) for v in order)
    total = 0.0
    for reduction in reductions:
        free = free_vars(reduction)
        steps = math.prod(a.extent for a in reduction.axes)
        own = {v: f for v, f in r.tile.items() if v in free}
        if r.lane is not None and r.lane in free:
            body = max(_body_cost(reduction.body, r.lane, r.width, own), target.latency)
        else:
            axis = lane_axis(reduction) if r.reduce_width > 1 else None
            width = min(r.reduce_width, 1 << (axis.extent.bit_length() - 1)) if axis is not None else 1
            body = max(_body_cost(reduction.body, axis, width, own), target.latency)
            body = body / width + FOLD * math.prod(own.values()) / steps
        times = math.prod(-(-v.extent // r.span(v)) for v in order if v in free)
        times *= math.prod(v.extent for v in free if v not in order)  # loops of an enclosing reduction
        total += times * steps * body
    rest = sum(_body_cost(v, r.lane, r.width, r.tile) for v in values)
    stores = sum(_access_cost(o, r.lane, r.width) for o in offsets) * math.prod(r.tile.values())
    total += tiles * (rest + stores)
    return total * (1 + 1 / max(tiles, 1)) + 1e-6 * len(r.tile)


def _body_cost(body: Expr, lane: Var | None, width: int, tile: dict[Var, int]) -> float:
    """One evaluation of the body for a whole tile, reductions inside it not counted."""
    copies = math.prod(tile.values())
    total = 0.0
    stack, seen = [body], set()
    while stack:
        e = stack.pop()
        if e in seen:
            continue
        seen.add(e)
        if isinstance(e, Load):
            own = math.prod(f for v, f in tile.items() if _depends(e.offset, v))
            total += own * _access_cost(e.offset, lane, width)
        elif isinstance(e, Call) and e.function == "guard":
            total += copies * _guard_cost(e.args[0], lane, width, tile)
            stack.extend(e.args[1:])
        elif isinstance(e, Call):
            total += copies * COST.get(e.function, 1)
            stack.extend(e.args)
    return total


def _guard_cost(condition: Expr, lane: Var | None, width: int, tile: dict[Var, int]) -> float:
    """A guard that differs between lanes undoes the vector; one that differs in the tile is a branch for each copy; one
    that does not becomes the bounds of a loop (`lower.ranges`) or is asked once."""
    asked = free_vars(condition)
    return 4.0 * width if lane in asked else 4.0 if asked & tile.keys() else 0.0


def _depends(index: Index, v: Var) -> bool:
    return any(a == v for a in index.atoms())


def _access_cost(index: Index, lane: Var | None, width: int) -> float:
    if lane is None or width == 1:
        return 1.0
    if not _depends(index, lane):
        return UNIFORM
    nested = lane in set(index.atoms()) - {a for a, _ in index.terms}
    return 1.0 if index.coefficient(lane) == 1 and not nested else GATHER * width


__all__ = ["Recipe", "Target", "all_reductions", "choose", "lane_axis"]
