"""The cost model of loops: instructions of the innermost body.

A vector load costs 1, a load that is the same for all lanes 1/2, a gather two loads a lane; an operand that does not
depend on a tiled axis is loaded once for the whole tile, which is what register tiles are for. Costs are relative; only
their order matters. What an expression does is looked up once and then priced for every candidate.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from autograph.kernel.expr import Call, Expr, Load, Reduce
from autograph.kernel.index import Index, Lookup, Var
from autograph.kernel.vocabulary import COST
from autograph.kernel.walk import free_vars, walk

GATHER = 2.0
UNIFORM = 0.5
#: Every second element: two vectors are loaded, and one put together of them.
SECOND = 3.0
#: A load of a team of threads whose lanes are not neighbours in memory. A guess until it is measured on a GPU.
SCATTERED = 8.0
#: Threads that load at once, so that a vector of fewer is dearer to load for each of them: by a root, at a guess.
WARP = 32
#: One vector of a square that is turned: its row, and its part in the exchanges.
TURNED = 5.0
#: Elements of a page of memory; and how much dearer loads are that a tile takes from several pages at once.
PAGE = 1024
FAR = 1.25
#: Finding the place of a page that the processor has lost track of, as others were visited since.
WALK = 30.0
#: A load of a line that the first cache has lost again, as too many others fall into the same set.
LOST = 3.0
#: A vector that so few multiplications use is loaded again by each of them, at half a load: gcc makes it their operand.
FOLDED, AGAIN = 4, 0.5
#: Combining the lanes of one vector.
FOLD = 10
#: Combining the lanes of several warps, which wait for one another. A guess, until measured.
WIDE_FOLD = 40
#: Vectors that a reduction without a register tile adds to in turn.
CHAINS = 4


@dataclass(frozen=True)
class Sets:
    """A cache keeps `ways` lines of those that lie a multiple of so many bytes, its `period`, apart: a set of them."""

    ways: int
    period: int

    def places(self, stride: int) -> int:
        """How many different sets lines fall into that are so many bytes apart."""
        return self.period // math.gcd(stride, self.period)


class Streams(NamedTuple):
    """As many lines at a time as the tile's `axes` have elements, in `places` different sets."""

    axes: tuple[int, ...]
    places: int

    def lines(self, sizes: Sequence[int]) -> float:
        """Lines of each set, for a tile of these sizes."""
        return math.prod([sizes[k] for k in self.axes]) / self.places


@dataclass(frozen=True)
class Access:
    """A load or a store: the variables its offset depends on, those inside a quotient or a look-up, and the strides."""

    depends: frozenset[Var]
    nested: frozenset[Var]
    strides: Mapping[Var, int]
    single: bool = False  # not loaded in squares: it is guarded, or a square of its type overflows the registers
    size: int = 4  # bytes of an element
    teams: bool = False  # whether lanes are threads
    stores: bool = False

    @classmethod
    def at(
        cls, offset: Index, single: bool = False, size: int = 4, teams: bool = False, stores: bool = False
    ) -> Access:
        direct = {a: c for a, c in offset.terms if isinstance(a, Var)}
        every = frozenset(a for a in offset.atoms() if isinstance(a, Var))
        looked_up = [a.value for a in offset.atoms() if isinstance(a, Lookup)]
        found = frozenset(free_vars(*looked_up))
        inside = frozenset(a for a in offset.inner_atoms() if isinstance(a, Var))
        return cls(every | found, inside | found, direct, single, size, teams, stores)

    def streams(self, tiled: Mapping[Var, int], cache: Sets) -> Streams | None:
        """The axes of a tile along which it reads lines of the same sets, and of how many."""
        places = {v: cache.places(self.strides.get(v, 0) * self.size) for v in tiled if v in self.depends}
        crowded = [v for v, n in places.items() if n < cache.ways and v not in self.nested]
        return Streams(tuple([tiled[v] for v in crowded]), math.prod([places[v] for v in crowded])) if crowded else None

    def turns(self, lane: Var, across: Var) -> bool:
        """Whether a square of values, neighbours along `across`, can be read by rows and turned."""
        steps = self.strides.get(across) == 1 and self.strides.get(lane, 0) > 1
        return steps and not self.single and not {lane, across} & self.nested

    def cost(self, lane: Var | None, width: int, across: Var | None = None) -> float:
        """For one vector of `width` values of `lane`, or for one value; `across` as in a recipe."""
        if lane is None or width == 1:
            return 1.0
        if self.teams:
            near = lane not in self.depends or (self.strides.get(lane) == 1 and lane not in self.nested)
            return (1.0 if near else SCATTERED) * math.sqrt(WARP / min(width, WARP))
        if across is not None and self.turns(lane, across):
            return TURNED
        if lane not in self.depends:
            return UNIFORM
        step = 0 if lane in self.nested else self.strides.get(lane, 0)
        if step == 2 and self.size <= 4 and not self.stores:  # gcc takes vectors apart that do not fit a register
            return SECOND
        return 1.0 if step == 1 else GATHER * width


class Price:
    """A cost as a polynomial of a tile's sizes: what an operand costs, times the sizes of the axes it depends on.

    So that the many tiles over the same axes cost a few multiplications each.
    """

    def __init__(self) -> None:
        self._terms: dict[tuple[int, ...], float] = {}
        self._vectors: dict[tuple[int, ...], float] = {}

    def add(self, axes: tuple[int, ...], cost: float) -> None:
        """A cost for each combination of these axes' elements, by their positions among the sizes."""
        self._terms[axes] = self._terms.get(axes, 0.0) + cost

    def add_vector(self, axes: tuple[int, ...], cost: float) -> None:
        """The cost of a load of a whole vector, which the elements of all other axes use."""
        self._vectors[axes] = self._vectors.get(axes, 0.0) + cost

    def include(self, other: Price) -> None:
        """All costs of the other one."""
        for axes, cost in other._terms.items():
            self.add(axes, cost)
        for axes, cost in other._vectors.items():
            self.add_vector(axes, cost)

    def of(self, sizes: Sequence[int]) -> float:
        """The cost of a tile of these sizes."""
        total = 0.0
        for axes, cost in self._terms.items():
            for k in axes:
                cost *= sizes[k]
            total += cost
        for axes, cost in self._vectors.items():
            uses = math.prod(sizes)
            for k in axes:
                cost *= sizes[k]
                uses //= sizes[k]
            total += cost * max(1.0, uses * AGAIN) if uses <= FOLDED else cost
        return total


_UNTILED: Mapping[Var, int] = {}


@dataclass(frozen=True)
class Work:
    """What one evaluation of an expression does, reductions inside it left out."""

    accesses: tuple[Access, ...]
    arithmetic: int
    guards: tuple[frozenset[Var], ...]
    teams: bool = False

    @classmethod
    def of(cls, value: Expr, teams: bool = False) -> Work:
        accesses, arithmetic, guards = [], 0, []
        stack, seen = [(value, False)], set()
        while stack:
            e, guarded = stack.pop()
            if e in seen:
                continue
            seen.add(e)
            if isinstance(e, Load):
                accesses.append(Access.at(e.offset, guarded or e.dtype.bits > 32, e.dtype.bytes, teams))
            elif isinstance(e, Call) and e.function == "guard":
                guards.append(frozenset(free_vars(e.args[0])))
                stack.extend((a, True) for a in e.args[1:])
            elif isinstance(e, Call):
                arithmetic += COST.get(e.function, 1)
                stack.extend((a, guarded) for a in e.args)
        return cls(tuple(accesses), arithmetic, tuple(guards), teams)

    def fits(self, lane: Var) -> bool:
        """Whether vectors along the axis load more than they gather, and no guard takes them apart."""
        if self.teams:
            return True
        return sum(a.cost(lane, 4) for a in self.accesses) < 4 * GATHER and not any(lane in g for g in self.guards)

    def price(
        self,
        lane: Var | None,
        width: int,
        tiled: Mapping[Var, int] = _UNTILED,
        across: Var | None = None,
        folds: bool = False,
    ) -> Price:
        """One evaluation for a whole tile; `tiled` has the axes of the tile, and where the sizes have theirs. `folds`:
        it multiplies vectors by numbers, and compilers may fold loads into that."""
        price = Price()
        every = tuple(tiled.values())
        lanes = 1 if self.teams else width  # each thread asks for itself
        price.add(every, self.arithmetic + sum(_guard(asked, lane, lanes, tiled.keys()) for asked in self.guards))
        for access in self.accesses:
            far = any(abs(access.strides.get(v, 0)) >= PAGE for v in tiled)
            own = tuple([k for v, k in tiled.items() if v in access.depends])
            cost = access.cost(lane, width, across)
            add = price.add_vector if folds and width > 1 and cost == 1 else price.add
            add(own, cost * (FAR if far else 1))
        return price

    def streams(self, tiled: Mapping[Var, int], cache: Sets) -> list[Streams]:
        """What it reads of the same sets of a cache; `tiled` as above."""
        return [s for s in [a.streams(tiled, cache) for a in self.accesses] if s is not None]


def _guard(asked: frozenset[Var], lane: Var | None, width: int, tiled: Set[Var]) -> float:
    """A guard that differs between lanes undoes the vector; one that differs in the tile is a branch for each copy; one
    that does not becomes the bounds of a loop (`lower.ranges`) or is asked once."""
    return 4.0 * width if lane in asked else 4.0 if asked & tiled else 0.0


@dataclass(frozen=True, eq=False)
class Summed:
    """A reduction, as far as its cost goes, inside loops over `outer`."""

    reduce: Reduce
    outer: Set[Var] = frozenset()
    teams: bool = False

    @cached_property
    def free(self) -> set[Var]:
        return free_vars(self.reduce) - self.outer

    @cached_property
    def work(self) -> Work:
        """One step; a product that is added up is one instruction."""
        body = self.reduce.body
        step = Work.of(body, self.teams)
        fused = self.reduce.kind == "sum" and isinstance(body, Call) and body.function == "mul"
        return step if fused else Work(step.accesses, step.arithmetic + 1, step.guards, self.teams)

    @cached_property
    def steps(self) -> int:
        return math.prod(a.extent for a in self.reduce.axes)

    def walks(self, lane: Var | None, tiled: Mapping[Var, int], known: int) -> Price:
        """What each step of a tile costs beside its loads, where the places of `known` pages are remembered (0: of any
        number) and all steps visit more: a tile wider along `lane` visits each fewer times. `tiled` as in `price`."""
        price = Price()
        if not known:
            return price
        for access in self.work.accesses:
            strides = [(a.extent, abs(access.strides.get(a, 0))) for a in self.reduce.axes]
            pages = math.prod([max(1, n * min(stride, PAGE) // PAGE) for n, stride in strides])
            if pages > known:
                apart = [k for v, k in tiled.items() if v is not lane and abs(access.strides.get(v, 0)) >= PAGE]
                price.add(tuple(apart), WALK * pages / self.steps)
        return price

    @cached_property
    def lane_axis(self) -> Var | None:
        """The axis along which its own loop is vectorised: one with unit stride and no gather, if any."""
        axes = self.reduce.axes
        if any(isinstance(e, Reduce) and free_vars(e) & set(axes) for e in walk(self.reduce.body)):
            return None
        best = min(axes, key=lambda a: (self.work.price(a, 4).of(()), -a.extent))
        return best if best.extent >= 2 and self.work.fits(best) else None

    def streams(self, results: Iterable[Var]) -> bool:
        """Whether it reads an element for each of its terms: memory is all that it waits for."""
        every = {*results, *self.reduce.axes}
        return any(access.depends >= every for access in self.work.accesses)

    def lanes(self, most: int) -> int:
        """Lanes of its own vector, at most `most`."""
        return min(most, 1 << (self.lane_axis.extent.bit_length() - 1)) if self.lane_axis is not None else 1
