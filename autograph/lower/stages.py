"""Kernels of several stages: one loop over rows, or blocks of rows, and inside it the loops of each stage."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from autograph.graph import Node
from autograph.kernel.expr import Builder, Load
from autograph.kernel.index import Index, Var
from autograph.kernel.nest import Buffer, Declare, Loop, Meet, Statement
from autograph.kernel.walk import walk
from autograph.lower.blocks import places, product_of, spare, taken_apart
from autograph.lower.fusion import Draft, rows_together, split
from autograph.lower.loops import Nest
from autograph.lower.masks import masks_as_wide
from autograph.lower.needless import STEP, needed
from autograph.lower.scalars import Output, Scalars, buffers, elements, merge_axes, moved_back, started
from autograph.lower.work import work
from autograph.schedule.group import Group
from autograph.schedule.recipe import Recipe, Target, cheapest


@dataclass(frozen=True)
class Staged:
    """The stages' scalars, over what each has inside the loop over rows, on buffers and locals that they share."""

    part: Var
    row: Var
    together: int
    stages: tuple[Scalars, ...]
    buffers: tuple[Buffer, ...]
    locals: tuple[Buffer, ...]
    flops: int
    blocks: int  # that stages of products go through: 1 where there are none
    longest: int  # elements that the longest loop of a row goes through

    @property
    def memory(self) -> tuple[Buffer, ...]:
        """All that stages load from and store to, by number."""
        return (*self.buffers, *self.locals)


def staged(builder: Builder, group: Group, drafts: Sequence[Draft], target: Target) -> Staged:
    """The scalars of a group of stages."""
    own = group.kept
    rows, column = group.rows, group.column or group.rows
    together = group.together or rows_together(rows, max(d.longest for d in drafts), target)
    lie = places(group.stages, drafts, own, target.lanes) if group.column else {n: n for n in own}
    kept = [n for n in own if lie[n] is n]
    numbers = {n: k for k, n in enumerate((*group.reads, *group.outputs, *kept))}
    numbers.update((n, numbers[lie[n]]) for n in own)
    part, row, block = Var("part", rows // column), Var("row", column), Var("b", together)
    made = [_stage(builder, g, numbers, set(own), part, row, block) for g in group.stages]
    everything = Scalars((), tuple(o for s in made for o in s.outputs), tuple(buffers(group)))
    moved = started(builder, everything)
    outputs = iter(moved.outputs)
    made = [Scalars(s.variables, tuple(next(outputs) for _ in s.outputs), ()) for s in made]
    merged = tuple(merge_axes(builder, s) for s in made)
    blocks = rows // together if group.column else 1
    sizes = [n.type.size // rows for n in kept]
    memory = [
        Buffer(name, n.dtype, (size + spare(size)) * together, True) for n, name, size in zip(kept, _names(kept), sizes)
    ]
    flops, longest = sum(d.flops for d in drafts), max(d.longest for d in drafts) // rows
    return Staged(part, row, together, merged, moved.buffers, tuple(memory), flops, blocks, longest)


def _names(nodes: Sequence[Node]) -> list[str]:
    """A name for each local, by the op that makes it; of several, the later ones are numbered."""
    counts: dict[str, int] = {}
    names = []
    for n in nodes:
        counts[n.op.name] = count = counts.get(n.op.name, 0) + 1
        names.append(f"{n.op.name}_of_row{count if count > 1 else ''}")
    return names


def _stage(
    builder: Builder, g: Group, numbers: dict[Node, int], own: set[Node], part: Var, row: Var, block: Var
) -> Scalars:
    """One stage's outputs over the rows of a block and the axes inside a row."""
    variables, outputs = elements(builder, g, numbers)
    rows = part.extent * row.extent
    number = builder.index(row) + builder.index(block)
    if part.extent > 1:
        values = taken_apart(variables, Index.of(part), number, part.extent, row.extent)
        assert values is not None, "stages of other columns"
    else:
        values = split(variables, number, rows)
    start = builder.index(part) * row.extent + builder.index(row)
    back = {numbers[n]: start * (n.type.size // rows) - builder.index(block) * spare(n.type.size // rows) for n in own}
    made = []
    for o in outputs:
        value = moved_back(builder, builder.substitute(o.value, values), back)
        made.append(Output(o.buffer, builder.moved(o.offset, values) - back.get(o.buffer, Index()), value))
    inner = [v for v in variables if v not in values]
    rows_of_block = [block] if block.extent > 1 else []
    # What a product reads of its right operand is used for all rows of the block before the next is read.
    order = (*inner, *rows_of_block) if product_of(g) is not None else (*rows_of_block, *inner)
    return Scalars(order, tuple(made), ())


def stage_loops(builder: Builder, s: Staged, target: Target, most: int = 1) -> list[tuple[Statement, ...]]:
    """The statements of all stages in the loops over rows; of candidates, up to `most`, that differ in the stage which
    does most."""
    around = frozenset({s.part, s.row})
    stages = [masks_as_wide(builder, stage) for stage in s.stages]
    recipes = [_recipes(stage, target, around, s.blocks, most) for stage in stages]
    heaviest = max(range(len(stages)), key=lambda k: _work(stages[k]))
    chosen = [[r[0] for r in recipes] for _ in recipes[heaviest]]
    for own, recipe in zip(chosen, recipes[heaviest]):
        own[heaviest] = recipe
    return [_over_rows(_body(builder, s, stages, target, own), s, target) for own in chosen]


def _recipes(stage: Scalars, target: Target, around: frozenset[Var], turns: int, most: int) -> list[Recipe]:
    offsets, values = [o.offset for o in stage.outputs], [o.value for o in stage.outputs]
    return cheapest(stage.variables, offsets, values, target, around, most, STEP * _in_place(stage), turns)


def _work(stage: Scalars) -> int:
    """Operations for each row."""
    return math.prod([v.extent for v in stage.variables]) * sum([work(o.value) for o in stage.outputs])


def _body(
    builder: Builder, s: Staged, stages: Sequence[Scalars], target: Target, recipes: Sequence[Recipe]
) -> tuple[Statement, ...]:
    """What the loops over rows do, with a recipe for each stage."""
    count, around = 0, frozenset({s.part, s.row})
    needs = needed(s.stages, {s.part, s.row}, Var("b", s.together), len(s.buffers))
    body: list[Statement] = [Declare(len(s.buffers) + k) for k in range(len(s.locals))]
    touched = _Touched(target.teams, [b.size for b in s.locals], len(s.buffers))
    for stage, own, recipe in zip(stages, needs, recipes):
        nest = Nest(builder, recipe, target, around, count, own)
        body += touched.before(stage)
        body += nest.body(stage, "serial")
        count = nest.count
    body += touched.at_end()
    return tuple(body)


def _over_rows(body: tuple[Statement, ...], s: Staged, target: Target) -> tuple[Statement, ...]:
    parts, rows = s.part.extent, s.row.extent
    if rows == 1:
        return body
    extent = None if target.flexible and parts == 1 else rows
    loop = Loop(s.row, extent, "parallel", body, s.together, overlap=s.together > 1)
    return (Loop(s.part, None if target.flexible else parts, "parallel", (loop,)),) if parts > 1 else (loop,)


class _Touched:
    """What the threads of a team have stored and loaded since they last met. Locals of one element are not shared."""

    def __init__(self, teams: bool, sizes: Sequence[int | None], first: int):
        self._teams = teams
        self._own = {first + k for k, size in enumerate(sizes) if size == 1}
        self._shared = {first + k for k, size in enumerate(sizes) if size != 1}
        self._stored, self._loaded = set[int](), set[int]()

    def before(self, stage: Scalars) -> list[Statement]:
        """Where the stage loads what others have stored, or stores what others may still load, they meet first."""
        loads = {e.buffer for e in walk(*[o.value for o in stage.outputs]) if isinstance(e, Load)} - self._own
        stores = {o.buffer for o in stage.outputs} - self._own
        found = self._met() if self._stored & (loads | stores) or self._loaded & stores else []
        self._stored |= stores
        self._loaded |= loads
        return found

    def at_end(self) -> list[Statement]:
        """The next row's locals lie where this one's do."""
        return self._met() if self._shared & (self._stored | self._loaded) else []

    def _met(self) -> list[Statement]:
        self._stored.clear()
        self._loaded.clear()
        return [Meet()] if self._teams else []


def _in_place(stage: Scalars) -> bool:
    """Whether the stage stores where it loads."""
    loads = {e.buffer for e in walk(*[o.value for o in stage.outputs]) if isinstance(e, Load)}
    return any(o.buffer in loads for o in stage.outputs)
