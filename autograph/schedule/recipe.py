"""How a kernel's loops are cut: the vector axis, the register tile, the order of the loops, chosen by `cost`."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from operator import itemgetter

from autograph.kernel.expr import Expr, Reduce
from autograph.kernel.index import Index, Var
from autograph.kernel.walk import walk
from autograph.schedule.cost import CHAINS, FOLD, LOST, TURNED, WARP, WIDE_FOLD, Access, Price, Sets, Summed, Work
from autograph.schedule.fragments import Fragments
from autograph.schedule.panel import Panel, Panels
from autograph.schedule.tiles import Sizes, tiles
from autograph.schedule.wide import Wide

#: Recipes with the same vectors among those that are worth measuring.
ALIKE = 4
#: Results that vectors lie across are stored by rows of so many elements at most, and at least, of so many rows.
LONGEST_ROW, SHORTEST_ROW, FEWEST_ROWS = 256, 8, 16


@dataclass(frozen=True)
class Target:
    """What the generated code runs on, as far as the choice of loops needs to know."""

    lanes: int  # float32 elements of the widest vector; 1 where the back end has no vectors
    registers: int  # vector registers a tile may fill
    latency: int = 8  # multiply-adds one thread must have in flight; hardware that has other threads to run needs one
    flexible: bool = False  # whether the outermost loop's extent is a run-time argument: one kernel for all batch sizes
    shares: int = 128  # iterations that are enough to share out among threads: loops inside them are plain
    replaces: bool = False  # whether new values of variables may be written over the old ones
    nearby: int = 0  # bytes that a thread may keep from one stage of a row to the next; 0: every kernel is one stage
    cache: int = 0  # bytes that a core keeps near while a loop passes over them again; 0: no loops are exchanged
    sets: Sets | None = None  # of the first cache; None: lines never push one another out of it
    pages: int = 0  # of memory, whose places it remembers; 0: any number
    panels: Panels | None = None  # None: kernels read all operands where they lie
    teams: bool = False  # whether lanes are threads, a team of which does an iteration
    busy: int = 0  # of teams: how many of `lanes` threads there must be to do all that the hardware can
    fragments: tuple[Fragments, ...] = ()  # of teams: the factors of which units for that multiply small matrices
    beside: int = 0  # of teams: bytes of memory that warps which work side by side may share; 0: none do
    wide: Wide | None = None  # of teams: those of more than `lanes` threads; None: there are none

    @property
    def vectors(self) -> int:
        """Lanes of a vector that one thread computes with."""
        return 1 if self.teams else self.lanes

    def over_rows(self, rows: int, elements: int) -> Target:
        """This target for a kernel that goes through so many rows of so many elements: all of them by teams as wide."""
        if self.wide is None:
            return self
        lanes = self.wide.lanes_for(rows, elements, self.lanes)
        nearby = self.nearby if lanes == self.lanes else self.wide.nearby
        return replace(self, lanes=lanes, nearby=nearby, wide=None)


@dataclass(frozen=True)
class Recipe:
    """`lane` and `width`: the vectorised output axis; `tile`: how often each axis is unrolled into registers (the lane
    axis in vectors); `order`: loops from the outermost; `reduce_width`: lanes for reductions without the lane axis;
    `across`: the tiled axis along which memory is read in squares that are turned in registers; `along`: the
    innermost axis, where vectors lie across neighbouring results: a row of them is kept, and stored in squares;
    `resized`: the axis whose extent may be a run-time argument if not the outermost's; `panel`: what is packed."""

    lane: Var | None
    width: int
    tile: dict[Var, int] = field(default_factory=dict)
    order: tuple[Var, ...] = ()
    reduce_width: int = 1
    across: Var | None = None
    along: Var | None = None
    resized: Var | None = None
    panel: Panel | None = None

    def span(self, v: Var) -> int:
        """How many values of the variable one tile covers."""
        return self.tile.get(v, 1) * (self.width if v is self.lane else 1)

    def divides(self, number: int) -> bool:
        """Whether tiles cover each element once, wherever an axis is cut at multiples of the number."""
        return not any(v.extent % self.span(v) or number % self.span(v) for v in self.order)


def all_reductions(*values: Expr) -> list[Reduce]:
    """Every reduction, those inside others first."""
    return [e for e in walk(*values) if isinstance(e, Reduce)]


def choose(
    variables: Sequence[Var],
    offsets: Sequence[Index],
    values: Sequence[Expr],
    target: Target,
    outer: Set[Var] = frozenset(),
    whole: int = 0,
    turns: int = 1,
) -> Recipe:
    """The cheapest recipe for storing `values` at `offsets` over `variables`, inside loops over `outer`."""
    return cheapest(variables, offsets, values, target, outer, 1, whole, turns)[0]


def cheapest(
    variables: Sequence[Var],
    offsets: Sequence[Index],
    values: Sequence[Expr],
    target: Target,
    outer: Set[Var] = frozenset(),
    most: int = 1,
    whole: int = 0,
    turns: int = 1,
    panel: Panel | None = None,
) -> list[Recipe]:
    """Up to `most` recipes, the cheapest first; of several, at most `ALIKE` have the same vectors. `whole`: those
    whose tiles divide the axes and this number; `turns`: how often all of it is done; `panel`: what is packed by all of
    them, and read as if it were packed as a whole."""
    reductions = [Summed(r, outer, target.teams) for r in all_reductions(*values)]
    # Axes that every reduction depends on go outside, so that a reduction is done once for the rest.
    shared = [v for v in variables if all(v in r.free for r in reductions)]
    order = (*shared, *[v for v in variables if v not in shared])
    stores = [Access.at(o, teams=target.teams, stores=True) for o in offsets]
    works = [Work.of(v, target.teams) for v in values]
    cuts = _cuts(order, shared if reductions else [], target)
    if not reductions:
        cuts = itertools.chain(cuts, _squares(order, works, target))

    rows = reductions and not outer and panel is None and len(values) == 1 and values[0].dtype.bits == 32
    row = _row(order, stores[0], target) if rows else None

    def evaluated() -> Iterator[tuple[float, _Cut, Sizes]]:
        for cut, every in cuts:
            if panel is not None and (cut.lane is not panel.column or cut.width < target.lanes):
                continue
            if row is not None and _lies_across(cut, row, stores[0]):
                cut = replace(cut, along=row)
            price = _Priced(cut, order, stores, works, reductions, target, turns, not outer)
            for sizes in every:
                if panel is not None:
                    span = cut.recipe(order, sizes).span(panel.column)
                    if panel.fits(span, cut.axes):
                        yield price.of(sizes) * panel.waste(span), cut, sizes
                elif not whole or cut.recipe(order, sizes).divides(whole):
                    yield price.of(sizes), cut, sizes

    best = [min(evaluated(), key=_cost)] if most == 1 else sorted(evaluated(), key=_cost)
    recipes = _unlike([cut.recipe(order, sizes) for _, cut, sizes in best], most)
    if panel is None:
        return recipes
    return [replace(r, order=panel.order, resized=order[0], panel=panel) for r in recipes]


_cost = itemgetter(0)


@dataclass(frozen=True)
class _Cut:
    """Recipes that differ in the sizes of their tile alone; `axes` are the tiled ones."""

    lane: Var | None
    width: int
    axes: tuple[Var, ...]
    reduce_width: int
    across: Var | None = None
    along: Var | None = None

    def recipe(self, order: tuple[Var, ...], sizes: Sizes) -> Recipe:
        tile = dict(zip(self.axes, sizes))
        return Recipe(self.lane, self.width, tile, order, self.reduce_width, self.across, self.along)


def _row(order: tuple[Var, ...], store: Access, target: Target) -> Var | None:
    """The innermost axis, if results are neighbours along it and there are enough rows of them to share out."""
    if len(order) < 3 or target.vectors == 1:
        return None
    *outer, inner = order
    fits = SHORTEST_ROW <= inner.extent <= LONGEST_ROW and store.strides.get(inner) == 1 and inner not in store.nested
    return inner if fits and math.prod([v.extent for v in outer]) >= FEWEST_ROWS * target.lanes else None


def _lies_across(cut: _Cut, row: Var, store: Access) -> bool:
    """Whether the cut's vectors lie across rows, in which they are stored."""
    lane = cut.lane
    if lane is None or lane is row or lane in store.nested or not {lane, row}.issuperset(cut.axes):
        return False
    return store.strides.get(lane, 0) > 1 and cut.width >= SHORTEST_ROW


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


def _cuts(order: tuple[Var, ...], tiled: Sequence[Var], target: Target) -> Iterator[tuple[_Cut, list[Sizes]]]:
    """Every cut with the sizes its tile may have."""
    yield _Cut(None, 1, (), target.lanes), [()]
    if target.teams:  # a thread for each result
        yield _Cut(None, 1, (), 1), [()]
    for lanes, _ in target.wide.lanes if target.wide is not None else ():
        yield _Cut(None, 1, (), lanes), [()]
    for lane in (None, *order) if target.lanes > 1 else (None,):
        most = 1 if lane is None else min(target.lanes, lane.extent)
        widths = [1 << k for k in reversed(range(2, most.bit_length()))] or [1]
        if lane is not None and widths == [1]:
            continue
        for width in widths:
            reduce_width = target.lanes if lane not in tiled else 1
            for axes, sizes in tiles(lane, width, tiled, target.registers):
                if sizes:
                    yield _Cut(lane, width, axes, reduce_width), sizes


def _squares(order: tuple[Var, ...], works: Sequence[Work], target: Target) -> Iterator[tuple[_Cut, list[Sizes]]]:
    """Where neighbours in the result are far apart in what is read: squares of vectors."""
    width = target.vectors
    axes = [v for v in order if v.extent >= width > 1]
    for lane, across in itertools.permutations(axes, 2):
        if any(a.turns(lane, across) for w in works for a in w.accesses):
            yield _Cut(lane, width, (across,), 1, across), [(width,)]


class _Priced:
    """What the recipes of a cut cost, by the sizes of their tile: all that they share is worked out once."""

    def __init__(
        self,
        cut: _Cut,
        order: tuple[Var, ...],
        stores: Sequence[Access],
        works: Sequence[Work],
        reductions: Sequence[Summed],
        target: Target,
        turns: int,
        whole: bool,
    ):
        self._turns = turns
        lane, width = cut.lane, cut.width
        tiled = {v: k for k, v in enumerate(cut.axes)}
        counts = {v: -(-v.extent // width) if v is lane else v.extent for v in order}
        self._axes = [(v.extent, width if v is lane else 1) for v in cut.axes]
        self._untiled = math.prod([n for v, n in counts.items() if v not in tiled])
        self._shared = _Shared(cut, counts, reductions, target) if target.teams and whole else None
        near = (lane, width) if self._shared is None else self._shared.near
        self._sums = [_Sum(r, cut, counts, tiled, target, near) for r in reductions]
        self._rest = Price()
        for w in works:
            self._rest.include(w.price(*near, tiled, cut.across))
        for s in stores:
            self._rest.add(tuple(tiled.values()), s.cost(*near) if cut.along is None else TURNED)

    def of(self, sizes: Sizes) -> float:
        counts = [-(-extent // (step * size)) for (extent, step), size in zip(self._axes, sizes)]
        tiles = self._untiled * math.prod(counts)
        total = 0.0
        for s in self._sums:
            total += s.of(sizes, counts)
        total += tiles * self._rest.of(sizes)
        if self._shared is not None:
            total *= self._shared.times(counts)
        # A tile has to earn the code it unrolls.
        return total * (1 + 1 / max(tiles * self._turns, 1)) * (1 + 0.02 * len(sizes))


class _Shared:
    """How teams of threads share out the recipes of a cut: all of them at once, if there are not more than there is
    room for, and else in turns."""

    def __init__(self, cut: _Cut, counts: Mapping[Var, int], reductions: Sequence[Summed], target: Target):
        own = [r.lanes(cut.reduce_width) for r in reductions if cut.lane not in r.free and cut.reduce_width > 1]
        team = max(cut.width, *own) if own else cut.width
        self._part, self._busy = team / target.lanes, target.busy
        if target.wide is not None and all(r.streams(counts) for r in reductions):
            self._busy = target.wide.busy // target.lanes
        #: Along which axis neighbouring threads lie.
        self.near = (cut.lane, cut.width)
        if team == 1 and counts:
            self.near = ([*counts][-1], target.lanes)
        # Loops inside the first reduction are not shared out.
        outside = [1 + max((k for k, v in enumerate(counts) if v in r.free), default=-1) for r in reductions]
        parallel = list(counts)[: min(outside, default=len(counts))]
        self._untiled = math.prod([counts[v] for v in parallel if v not in cut.axes])
        self._tiled = [k for k, v in enumerate(cut.axes) if v in parallel]

    def times(self, tiles: Sequence[int]) -> float:
        """What all iterations together cost, in warps' instructions, for each that one costs."""
        iterations = self._untiled * math.prod([tiles[k] for k in self._tiled])
        return max(iterations * self._part, self._busy) / iterations


class _Sum:
    """What a reduction costs in the recipes of a cut: vectors lie along the cut's lane, or along an axis of its own."""

    def __init__(
        self,
        r: Summed,
        cut: _Cut,
        counts: dict[Var, int],
        tiled: dict[Var, int],
        target: Target,
        near: tuple[Var | None, int],
    ):
        own = {v: k for v, k in tiled.items() if v in r.free}
        self._own, self._steps = tuple(own.values()), r.steps
        self._times = math.prod([n for v, n in counts.items() if v in r.free and v not in own])
        self._times *= math.prod([v.extent for v in r.free if v not in counts])  # loops of an enclosing reduction
        lane, width, side_by_side = cut.lane, cut.width, 1
        self._width, self._fold = 1, 0
        if lane is None or lane not in r.free:
            lane = r.lane_axis if cut.reduce_width > 1 else None
            width = self._width = r.lanes(cut.reduce_width) if lane is not None else 1
            self._fold, side_by_side = FOLD if width <= WARP else WIDE_FOLD, CHAINS if width > 1 and not own else 1
        if target.teams and width == 1:
            lane, width = near
        folds = not target.teams and lane is not None and lane in r.free
        self._step = r.work.price(lane, width, own, folds=folds)
        self._step.include(r.walks(lane, own, target.pages))
        self._least = target.latency / side_by_side
        self._streams = r.work.streams(own, target.sets) if target.sets is not None else []
        self._ways = target.sets.ways if target.sets is not None else 0

    def of(self, sizes: Sizes, counts: Sequence[int]) -> float:
        times, copies = self._times, 1
        for k in self._own:
            times *= counts[k]
            copies *= sizes[k]
        step = self._step.of(sizes)
        if self._streams:
            step += LOST * max(max([s.lines(sizes) for s in self._streams]) - self._ways, 0.0)
        body = max(step, self._least) / self._width + self._fold * copies / self._steps
        return times * self._steps * body
