"""How a kernel's loops are cut: the vector axis, the register tile, the order of the loops, chosen by `cost`."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from autograph.kernel.expr import Expr, Reduce
from autograph.kernel.index import Index, Var
from autograph.kernel.walk import walk
from autograph.schedule.cost import CHAINS, FOLD, Access, Summed, Work

#: Recipes with the same vectors among those that are worth measuring.
ALIKE = 4


@dataclass(frozen=True)
class Target:
    """What the generated code runs on, as far as the choice of loops needs to know."""

    lanes: int  # float32 elements of the widest vector; 1 where the back end has no vectors
    registers: int  # vector registers a tile may fill
    latency: int = 8  # multiply-adds one thread must have in flight; hardware that has other threads to run needs one
    flexible: bool = False  # whether the outermost loop's extent is a run-time argument: one kernel for all batch sizes
    shares: int = 128  # iterations that are enough to share out among threads: loops inside them are plain
    nearby: int = 0  # bytes that a thread may keep from one stage of a row to the next; 0: every kernel is one stage


@dataclass(frozen=True)
class Recipe:
    """`lane` and `width`: the vectorised output axis; `tile`: how often each axis is unrolled into registers (the lane
    axis in vectors); `order`: loops from the outermost; `reduce_width`: lanes for reductions without the lane axis;
    `across`: the tiled axis along which memory is read in squares that are turned in registers."""

    lane: Var | None
    width: int
    tile: dict[Var, int] = field(default_factory=dict)
    order: tuple[Var, ...] = ()
    reduce_width: int = 1
    across: Var | None = None

    def span(self, v: Var) -> int:
        """How many values of the variable one tile covers."""
        return self.tile.get(v, 1) * (self.width if v is self.lane else 1)


def all_reductions(*values: Expr) -> list[Reduce]:
    """Every reduction, those inside others first."""
    return [e for e in walk(*values) if isinstance(e, Reduce)]


def choose(
    variables: Sequence[Var],
    offsets: Sequence[Index],
    values: Sequence[Expr],
    target: Target,
    outer: Set[Var] = frozenset(),
) -> Recipe:
    """The cheapest recipe for storing `values` at `offsets` over `variables`, inside loops over `outer`."""
    return cheapest(variables, offsets, values, target, outer)[0]


def cheapest(
    variables: Sequence[Var],
    offsets: Sequence[Index],
    values: Sequence[Expr],
    target: Target,
    outer: Set[Var] = frozenset(),
    most: int = 1,
) -> list[Recipe]:
    """Up to `most` recipes, the cheapest first; of several, at most `ALIKE` have the same vectors."""
    reductions = [Summed(r, outer) for r in all_reductions(*values)]
    # Axes that every reduction depends on go outside, so that a reduction is done once for the rest.
    shared = [v for v in variables if all(v in r.free for r in reductions)]
    order = (*shared, *[v for v in variables if v not in shared])
    stores, works = [Access.at(o) for o in offsets], [Work.of(v) for v in values]
    candidates: Iterable[Recipe] = _candidates(order, shared if reductions else [], target)
    if not reductions:
        candidates = itertools.chain(candidates, _squares(order, works, target))

    def cost(r: Recipe) -> float:
        return _cost(r, stores, works, reductions, target)

    return [min(candidates, key=cost)] if most == 1 else _unlike(sorted(candidates, key=cost), most)


def _unlike(recipes: Iterable[Recipe], most: int) -> list[Recipe]:
    """The first recipes, without more than `ALIKE` that have the same vectors."""
    found: list[Recipe] = []
    for r in recipes:
        alike = [f for f in found if (f.lane, f.width, f.reduce_width) == (r.lane, r.width, r.reduce_width)]
        if r not in alike and len(alike) < ALIKE:
            found.append(r)
        if len(found) == most:
            break
    return found


def _candidates(order: tuple[Var, ...], tiled: Sequence[Var], target: Target) -> Iterator[Recipe]:
    yield Recipe(None, 1, {}, order, target.lanes)
    for lane in (None, *order) if target.lanes > 1 else (None,):
        widths = [w for w in (16, 8, 4) if lane is not None and w <= min(target.lanes, lane.extent)] or [1]
        if lane is not None and widths == [1]:
            continue
        for width in widths:
            for tile in _tiles(lane, width, tiled, target):
                yield Recipe(lane, width, tile, order, target.lanes if lane not in tiled else 1)


def _squares(order: tuple[Var, ...], works: Sequence[Work], target: Target) -> Iterator[Recipe]:
    """Where neighbours in the result are far apart in what is read: squares of vectors."""
    width = target.lanes
    axes = [v for v in order if v.extent >= width > 1]
    for lane, across in itertools.permutations(axes, 2):
        if any(a.turns(lane, across) for w in works for a in w.accesses):
            yield Recipe(lane, width, {across: width}, order, 1, across)


def _tiles(lane: Var | None, width: int, tiled: Sequence[Var], target: Target) -> Iterator[dict[Var, int]]:
    """Up to two unrolled axes whose accumulators fit the registers; of equally good ones the inner, whose elements are
    neighbours in memory, come first."""
    yield {}
    own = [m for m in (1, 2, 3, 4) if lane in tiled and lane is not None and m * width <= lane.extent] or [1]
    others = [v for v in reversed(tiled) if v is not lane]
    for m in own:
        base = {lane: m} if lane is not None and m > 1 else {}
        if base:
            yield base
        for v in others:
            for f in (2, 3, 4, 5, 6, 7, 8, 10, 12, 14):
                if f <= v.extent and _fits(m, f, target):
                    yield {**base, v: f}
    for v, w in itertools.combinations(others, 2):
        for f, g in itertools.product((2, 3, 4, 5, 6), repeat=2):
            if f <= v.extent and g <= w.extent and _fits(f, g, target):
                yield {v: f, w: g}


def _fits(m: int, f: int, target: Target) -> bool:
    """Whether registers hold a tile's accumulators, one operand of its shorter side, and one that is on its way."""
    return m * f + min(m, f) + 1 <= target.registers


def _cost(
    r: Recipe, stores: Sequence[Access], works: Sequence[Work], reductions: Sequence[Summed], target: Target
) -> float:
    counts = {v: -(-v.extent // r.span(v)) for v in r.order}
    tiles = math.prod(counts.values())
    total = 0.0
    for reduction in reductions:
        free = reduction.free
        own = {v: f for v, f in r.tile.items() if v in free}
        if r.lane is not None and r.lane in free:
            body = max(reduction.work.cost(r.lane, r.width, own), target.latency)
        else:
            axis = reduction.lane_axis if r.reduce_width > 1 else None
            width = reduction.lanes(r.reduce_width) if axis is not None else 1
            side_by_side = CHAINS if width > 1 and not own else 1
            body = max(reduction.work.cost(axis, width, own), target.latency / side_by_side)
            body = body / width + FOLD * math.prod(own.values()) / reduction.steps
        times = math.prod([n for v, n in counts.items() if v in free])
        times *= math.prod([v.extent for v in free if v not in counts])  # loops of an enclosing reduction
        total += times * reduction.steps * body
    rest = sum(w.cost(r.lane, r.width, r.tile, r.across) for w in works)
    stored = sum(s.cost(r.lane, r.width) for s in stores) * math.prod(r.tile.values())
    total += tiles * (rest + stored)
    # A tile has to earn the code it unrolls.
    return total * (1 + 1 / max(tiles, 1)) * (1 + 0.02 * len(r.tile))
