"""Which groups become stages of one kernel: those that read, row for row, what an earlier one stores.

The stages of a softmax are the largest of a row, the exponentials, their sum and the quotients. One kernel computes
them one after the other for each row; what only its own stages read never leaves the row's local memory. Whether a
stage stays within its row is read off its loads, whatever the ops are that made them.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from autograph.graph import Node
from autograph.kernel.expr import Builder, Load, Reduce
from autograph.kernel.index import Index, Var
from autograph.kernel.walk import indices, walk
from autograph.lower.blocks import height, in_order, places, product_of, taken_apart
from autograph.lower.same import structure
from autograph.lower.scalars import Scalars, joins, scalars
from autograph.lower.tensor_cores import pays_on_tensor_cores
from autograph.lower.work import work
from autograph.ops.contraction import LARGE, is_wide
from autograph.schedule.cost import Summed
from autograph.schedule.group import ALONE, MOST_OUTPUTS, MOST_READS, Group
from autograph.schedule.recipe import Target

#: Iterations that a kernel must have to share out among threads, unless each is light.
SHARES = 8
#: Work that is not worth sharing out.
LIGHT = 32_000
#: The same where a team of threads would do it, and others stand idle. A guess until it is measured on a GPU.
LIGHT_FOR_TEAMS = 4_000
#: Elements that each thread of few teams goes through at most, which takes about as long as the launches of kernels of
#: many more teams; and which part of all threads are few. Guesses, too.
LONG, FEW = 64, 4
#: Rows that one iteration computes at most, and their elements: a stage of a short row has to wait for the one before,
#: and those of other rows fill the time.
BLOCK, TOGETHER = 16, 1024
#: Stages of one kernel: compilers dislike long functions.
MOST_STAGES = 16


@dataclass(frozen=True)
class Draft:
    """A group's expressions before axes are merged, and what the decision needs to know of them."""

    builder: Builder
    scalars: Scalars
    loads: dict[int, set[Index]]
    every: frozenset[Index]  # of loads, stores and positions
    flops: int
    longest: int  # elements that the longest of its loops goes through in all
    across: bool  # whether a reduction is no vector along its own axes: vectors hold neighbouring results
    product: Node | None  # the matrix product that it computes

    @classmethod
    def of(cls, group: Group) -> Draft:
        builder = Builder()
        s = scalars(builder, group)
        loads: dict[int, set[Index]] = {}
        size = group.outputs[0].type.size
        longest, across = size, False
        for e in walk(*[o.value for o in s.outputs]):
            if isinstance(e, Load):
                loads.setdefault(e.buffer, set()).add(e.offset)
            elif isinstance(e, Reduce):
                longest = max(longest, size * math.prod(a.extent for a in e.axes))
                across = across or Summed(e).lane_axis is None
        every = frozenset((*[o.offset for o in s.outputs], *indices(*[o.value for o in s.outputs])))
        flops = size * sum(work(o.value) for o in s.outputs)
        return cls(builder, s, loads, every, flops, longest, across, product_of(group))

    @property
    def work(self) -> int:
        """Operations of one launch, a word of memory counting as one."""
        return self.flops + sum((b.size or 0) * b.dtype.bytes for b in self.scalars.buffers) // 4

    def rows(self) -> set[int]:
        """The numbers of equal parts into which leading axes divide what the group stores."""
        found, count = {1}, 1
        for v in self.scalars.variables:
            count *= v.extent
            found.add(count)
        return found

    def innermost(self, rows: int) -> int:
        """How many values the innermost loop over a row's elements goes through, where axes join to one loop."""
        inner, inside = list(self.scalars.variables), rows
        while inside > 1:
            inside //= inner.pop(0).extent
        extent = 1
        for k, v in reversed(list(enumerate(inner))):
            extent *= v.extent
            if not k or not all(joins(i, inner[k - 1], v) for i in self.every):
                break
        return extent

    def starves(self, rows: int, row: int) -> bool:
        """Whether rows of so many elements leave loops that fill no vector, though longer ones would."""
        inside = self.innermost(rows) if self.product is None else BLOCK
        if inside == 1:
            return self.across or self._broken(rows)
        return row >= BLOCK and inside < BLOCK

    def _broken(self, rows: int) -> bool:
        """Whether neighbouring rows are no neighbours in what they read: some index is a quotient of the row."""
        row = Var("row", rows)
        values = split(self.scalars.variables, Index.of(row), rows)
        return any(row in i.map(values.get).inner_atoms() for i in self.every)  # type: ignore[arg-type]

    def idles(self, rows: int, lanes: int, busy: int) -> bool:
        """Whether teams of so many lanes, one for each row, take long, where `busy` threads would do it at once."""
        inside, row = self.innermost(rows), self.longest // rows
        lanes = min(lanes, inside if inside > 1 else row)
        return rows * lanes < busy // FEW and row > LONG * lanes

    def stays_in_row(self, buffer: int, size: int, rows: int) -> bool:
        """Whether every load from a buffer of that size is of the own row, cut into rows as the outputs are."""
        row = Var("row", rows)
        values = split(self.scalars.variables, Index.of(row) if rows > 1 else Index(), rows)
        own = Index.of(row) * (size // rows)
        for offset in self.loads.get(buffer, ()):
            low, high = (offset.map(values.get) - own).bounds  # type: ignore[arg-type]
            if low < 0 or high >= size // rows:
                return False
        return True


def split(variables: Sequence[Var], row: Index, rows: int) -> dict[Var, Index]:
    """The variables that make up the number of the row, as functions of it."""
    values: dict[Var, Index] = {}
    inside = rows
    for v in variables:
        if inside == 1:
            break
        inside //= v.extent
        values[v] = (row // inside) % v.extent if values else row // inside
    return values


def rows_together(rows: int, longest: int, target: Target) -> int:
    """How many rows an iteration computes together, a power of two."""
    if target.teams:  # others fill the time that a team waits
        return 1
    fits = min(BLOCK, TOGETHER * rows // longest)
    together = 1 << max(fits.bit_length() - 1, 0)
    return together if rows >= together else 1


@dataclass
class _Cluster:
    """Groups of one kernel, by their numbers: as bits, `members` and all that must run `before` them."""

    numbers: list[int]
    before: int
    feasible: set[int]
    rows: int = 1
    column: int = 0
    together: int = 0
    members: int = field(init=False)

    def __post_init__(self) -> None:
        self.members = sum(1 << k for k in self.numbers)


class Fusion:
    """Makes the decision for the groups of one graph, whose values `outputs` are asked for."""

    def __init__(self, groups: Sequence[Group], outputs: Sequence[Node], target: Target):
        known: dict[Hashable, Draft] = {}
        self.drafts: dict[Group, Draft] = {}
        for g in groups:
            if g.outputs[0].op.kind not in ALONE and not g.joins:
                key = structure(g)
                self.drafts[g] = known[key] = known[key] if key in known else Draft.of(g)
        self._groups, self._target = groups, target
        # Of one row there is nothing to share out; and which light kernels of many layers meet would be chance.
        self._light = LIGHT_FOR_TEAMS if target.teams else LIGHT
        self._one_row = len(groups) <= MOST_STAGES and sum(d.work for d in self.drafts.values()) < self._light
        self._producer = {n: k for k, g in enumerate(groups) for n in g.outputs}
        self._readers: dict[Node, int] = {n: 1 << len(groups) for n in outputs}  # as bits; the last is the caller
        for k, g in enumerate(groups):
            for n in g.reads:
                self._readers[n] = self._readers.get(n, 0) | 1 << k
        for k, g in enumerate(groups):  # who only waits for a value asks for no memory of it, if others read it
            for n in g.after:
                self._readers.setdefault(n, 1 << k)
        self._at: list[_Cluster] = []
        wide = [g for g, d in self.drafts.items() if d.product is not None and is_wide(d.product)]
        self._products = {g for g in wide if not self._on_tensor_cores(g)}  # those that may be stages

    def groups(self) -> list[Group]:
        """The groups in an order in which they can run, those that fit together as stages of one."""
        if self._target.nearby:
            self._place_all()
        else:
            self._at = [_Cluster([k], 0, set()) for k in range(len(self._groups))]
        return [self._joined(c) for c in self._ordered()]

    def _place_all(self) -> None:
        """Put the groups into clusters, matrix products only where that keeps much out of memory."""
        while True:
            self._at = []
            for k, g in enumerate(self._groups):
                self._place(k, g)
            refused = set[Group]()
            for c in {id(c): c for c in self._at}.values():
                products = {self._groups[k] for k in c.numbers} & self._products
                if products and sum(n.type.nbytes for n in self._memory(c)[2]) < LARGE:
                    refused |= products
            if not refused:
                return
            self._products -= refused

    def _on_tensor_cores(self, g: Group) -> bool:
        """Whether units for small matrices would make a product as a kernel of its own, far faster than as a stage."""
        return pays_on_tensor_cores(self.drafts[g].builder, self.drafts[g].scalars, self._target)

    def _before(self, k: int) -> set[int]:
        g = self._groups[k]
        return {self._producer[n] for n in (*g.reads, *g.after) if n in self._producer} - {k}

    def _place(self, k: int, g: Group) -> None:
        """Put a group into the clusters of those it reads, where it fits."""
        earlier = sorted(self._before(k), reverse=True)
        before = 0
        for j in earlier:
            before |= self._at[j].before | self._at[j].members
        draft = self.drafts.get(g)
        alone = draft is None or draft.product is not None and g not in self._products
        self._at.append(_Cluster([k], before, set() if draft is None or alone else draft.rows()))
        for j in earlier:
            if self._at[j] is not self._at[k]:
                self._join(self._at[j], self._at[k])

    def _join(self, a: _Cluster, b: _Cluster) -> None:
        common = a.feasible & b.feasible
        if not common or len(a.numbers) + len(b.numbers) > MOST_STAGES or self._between(a, b):
            return
        if self._waits(a, b) or self._waits(b, a):
            return
        numbers = sorted([*a.numbers, *b.numbers])
        joined = _Cluster(numbers, (a.before | b.before) & ~(a.members | b.members), common)
        joined.rows = next((r for r in sorted(common, reverse=True) if self._fits(joined, r)), 0)
        if not joined.rows:
            return
        for c in {id(c): c for c in self._at}.values():
            if c.before & joined.members:
                c.before |= joined.before | joined.members
        for k in numbers:
            self._at[k] = joined

    def _waits(self, a: _Cluster, b: _Cluster) -> bool:
        """Whether the one computes a second time what the other is to be done before."""
        after = [n for k in a.numbers for n in self._groups[k].after if n in self._producer]
        return any(b.members >> self._producer[n] & 1 for n in after)

    def _between(self, a: _Cluster, b: _Cluster) -> bool:
        """Whether something that reads the one must run before the other."""
        both = a.members | b.members
        outside = {j for k in (*a.numbers, *b.numbers) for j in self._before(k) if not both >> j & 1}
        return any(self._at[j].before & both for j in outside)

    def _fits(self, c: _Cluster, rows: int) -> bool:
        """Whether all stages stay within rows, and it pays to cut them so."""
        drafts = [self.drafts[self._groups[k]] for k in c.numbers]
        longest = max(d.longest for d in drafts)
        c.column = next((d.product.shape[-2] for d in drafts if d.product is not None), 0)
        c.together = together = (
            self._together(c, rows, drafts) if c.column else rows_together(rows, longest, self._target)
        )
        if not together:
            return False
        target = self._target if c.column else self._target.over_rows(rows, longest // rows)
        iterations = -(-rows // together)
        if self._target.wide is None or c.column:
            if iterations < SHARES and sum(d.work for d in drafts) > self._light * iterations:
                return False
        elif any(d.idles(rows, target.lanes, self._target.wide.busy) for d in drafts):
            return False
        if rows == 1 and not self._one_row:
            return False
        if rows > 1 and any(d.starves(rows, longest // rows) for d in drafts):
            return False
        outputs, reads, own = self._memory(c)
        if len(outputs) > MOST_OUTPUTS or len(reads) > MOST_READS:
            return False
        if not c.column and sum(n.type.nbytes for n in own) // rows * together > target.nearby:
            return False
        for k, d in zip(c.numbers, drafts):
            for buffer, n in enumerate(self._groups[k].reads):
                inside = n in self._producer and c.members >> self._producer[n] & 1
                if inside and (n.type.size % rows or not d.stays_in_row(buffer, n.type.size, rows)):
                    return False
        return True

    def _together(self, c: _Cluster, rows: int, drafts: Sequence[Draft]) -> int:
        """The height of the blocks that go through a cluster with matrix products; 0 if there is none."""
        part, row = Var("part", max(rows // c.column, 1)), Var("row", c.column)
        if rows % c.column or any(d.product is not None and d.product.shape[-2] != c.column for d in drafts):
            return 0
        parts = Index.of(part), Index.of(row), part.extent, row.extent
        if any(taken_apart(d.scalars.variables, *parts) is None for d in drafts):
            return 0
        own = self._memory(c)[2]
        stages = in_order([self._groups[k] for k in c.numbers])
        ordered = [self.drafts[g] for g in stages]
        lie = set(places(stages, ordered, own, self._target.lanes).values())
        return height(c.column, sum(n.type.nbytes for n in lie) // rows, self._target.nearby)

    def _memory(self, c: _Cluster) -> tuple[list[Node], list[Node], list[Node]]:
        """What a cluster stores for others, what it reads of others, and what it keeps to itself."""
        stages = [self._groups[k] for k in c.numbers]
        made = [n for g in stages for n in g.outputs]
        reads = dict.fromkeys(n for g in stages for n in g.reads if n not in made)
        shared = [n for n in made if self._readers.get(n, 0) & ~c.members]
        return shared, list(reads), [n for n in made if n not in shared]

    def _joined(self, c: _Cluster) -> Group:
        stages = tuple(self._groups[k] for k in c.numbers)
        if len(stages) == 1:
            return stages[0]
        stages = in_order(stages) if c.column else stages
        outputs, reads, own = self._memory(c)
        inside = {*outputs, *own, *reads}
        after = dict.fromkeys(n for g in stages for n in g.after if n not in inside)
        blocks = (c.column, c.together) if c.column else (0, 0)
        return Group(tuple(outputs), tuple(reads), tuple(after), stages, c.rows, False, *blocks)

    def _ordered(self) -> Iterator[_Cluster]:
        """Each cluster after those it reads, and otherwise as late as its last member stood."""
        done: set[int] = set()
        last = sorted({id(c): c for c in self._at}.values(), key=lambda c: c.numbers[-1])
        for c in last:
            stack = [c]
            while stack:
                top = stack[-1]
                waiting = [self._at[j] for k in top.numbers for j in sorted(self._before(k))]
                fresh = next((w for w in waiting if w is not top and id(w) not in done), None)
                if fresh is not None and id(top) not in done:
                    stack.append(fresh)
                    continue
                stack.pop()
                if id(top) not in done:
                    done.add(id(top))
                    yield top
