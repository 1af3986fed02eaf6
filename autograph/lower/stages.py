"""Kernels of several stages: one loop over rows, or blocks of rows, and inside it the loops of each stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograph.graph import Node
from autograph.kernel.expr import Builder
from autograph.kernel.index import Index, Var
from autograph.kernel.nest import Buffer, Declare, Loop, Statement
from autograph.lower.fusion import Draft, rows_together, split
from autograph.lower.loops import Nest
from autograph.lower.scalars import Output, Scalars, buffers, elements, merge_axes, moved_back, started
from autograph.schedule.group import Group
from autograph.schedule.recipe import Target, choose


@dataclass(frozen=True)
class Staged:
    """The stages' scalars, over what each has inside the loop over rows, on buffers and locals that they share."""

    row: Var
    together: int
    stages: tuple[Scalars, ...]
    buffers: tuple[Buffer, ...]
    locals: tuple[Buffer, ...]
    flops: int

    @property
    def memory(self) -> tuple[Buffer, ...]:
        """All that stages load from and store to, by number."""
        return (*self.buffers, *self.locals)


def staged(builder: Builder, group: Group, drafts: Sequence[Draft]) -> Staged:
    """The scalars of a group of stages."""
    own = group.kept
    numbers = {n: k for k, n in enumerate((*group.reads, *group.outputs, *own))}
    rows = group.rows
    together = rows_together(rows, max(d.longest for d in drafts))
    row, block = Var("row", rows), Var("b", together)
    made = [_stage(builder, g, numbers, set(own), row, block) for g in group.stages]
    everything = Scalars((), tuple(o for s in made for o in s.outputs), tuple(buffers(group)))
    moved = started(builder, everything)
    outputs = iter(moved.outputs)
    made = [Scalars(s.variables, tuple(next(outputs) for _ in s.outputs), ()) for s in made]
    merged = tuple(merge_axes(builder, s) for s in made)
    kept = tuple(Buffer(name, n.dtype, n.type.size // rows * together, True) for n, name in zip(own, _names(own)))
    return Staged(row, together, merged, moved.buffers, kept, sum(d.flops for d in drafts))


def _names(nodes: Sequence[Node]) -> list[str]:
    """A name for each local, by the op that makes it; of several, the later ones are numbered."""
    counts: dict[str, int] = {}
    names = []
    for n in nodes:
        counts[n.op.name] = count = counts.get(n.op.name, 0) + 1
        names.append(f"{n.op.name}_of_row{count if count > 1 else ''}")
    return names


def _stage(builder: Builder, g: Group, numbers: dict[Node, int], own: set[Node], row: Var, block: Var) -> Scalars:
    """One stage's outputs over the rows of a block and the axes inside a row."""
    variables, outputs = elements(builder, g, numbers)
    start = Index.of(row) if row.extent > 1 else Index()
    values = split(variables, start + builder.index(block), row.extent)
    back = {numbers[n]: start * (n.type.size // row.extent) for n in own}
    made = []
    for o in outputs:
        value = moved_back(builder, builder.substitute(o.value, values), back)
        made.append(Output(o.buffer, builder.moved(o.offset, values) - back.get(o.buffer, Index()), value))
    inner = [v for v in variables if v not in values]
    return Scalars((*([block] if block.extent > 1 else []), *inner), tuple(made), ())


def stage_loops(builder: Builder, s: Staged, target: Target) -> tuple[Statement, ...]:
    """The statements of all stages in the loop over rows."""
    count = 0
    body: list[Statement] = [Declare(len(s.buffers) + k) for k in range(len(s.locals))]
    around = frozenset({s.row})
    for stage in s.stages:
        recipe = choose(
            stage.variables, [o.offset for o in stage.outputs], [o.value for o in stage.outputs], target, around
        )
        nest = Nest(builder, recipe, target, around, count)
        body += nest.body(stage, "serial")
        count = nest.count
    rows = s.row.extent
    if rows == 1:
        return tuple(body)
    extent = None if target.flexible else rows
    return (Loop(s.row, extent, "parallel", tuple(body), s.together, overlap=s.together > 1),)
