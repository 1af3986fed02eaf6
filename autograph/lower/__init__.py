"""Group → kernel: ask each op for its scalar at an index (`scalars`), then put loops around it (`loops`)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace

from autograph.graph import topological
from autograph.kernel.expr import Builder
from autograph.kernel.nest import Buffer, Kernel, Statement
from autograph.lower.alone import alone
from autograph.lower.flat import flat
from autograph.lower.fusion import Draft, Fusion
from autograph.lower.loops import Nest, kernel
from autograph.lower.masks import masks_as_wide
from autograph.lower.pieces import in_pieces
from autograph.lower.same import Keys, structure
from autograph.lower.scalars import Scalars, merge_axes, started
from autograph.lower.sizes import left_open
from autograph.lower.splits import split_axes
from autograph.lower.stages import stage_loops, staged
from autograph.lower.tensor_cores import on_tensor_cores
from autograph.schedule.group import Group
from autograph.schedule.panel import panel_of
from autograph.schedule.recipe import Target, cheapest
from autograph.schedule.traffic import nearest

#: A kernel, and others that compute the same, in the order in which the cost model prefers them.
Choice = tuple[Kernel, ...]
_Body = tuple[tuple[Statement, ...], tuple[Buffer, ...]]


def lower(groups: Sequence[Group], drafts: Mapping[Group, Draft], target: Target, most: int = 1) -> Iterator[Choice]:
    """The kernels that compute the groups on a target, up to `most` for each, given the drafts of groups and stages.

    Groups with equal scalars get the same loops, made once.
    """
    keys = Keys()
    known: dict[Hashable, Choice] = {}
    made: dict[Hashable, Choice] = {}
    for g in groups:
        key = structure(g)
        if key not in known:
            known[key] = _lowered(g, drafts, target, keys, made, most)
        yield known[key]


def _lowered(
    group: Group,
    drafts: Mapping[Group, Draft],
    target: Target,
    keys: Keys,
    made: dict[Hashable, Choice],
    most: int,
) -> Choice:
    label = _label(group)
    if group.stages:
        return _of_stages(label, group, drafts, target, keys, made, most)
    draft = drafts.get(group)
    if draft is None:
        return (_finished(alone(group.outputs[0].op.name, group, target), target),)
    builder = draft.builder
    s = masks_as_wide(builder, started(builder, merge_axes(builder, split_axes(builder, draft.scalars))))
    key = keys.of(label, s)
    if key not in made:
        bodies = _by_themselves(builder, s, target) or _bodies(builder, s, target, most)
        made[key] = tuple([_finished(kernel(label, s, *b), target) for b in bodies])
    return _started_at(made[key], s.buffers)


def _by_themselves(builder: Builder, s: Scalars, target: Target) -> list[_Body]:
    """The loops that need no recipe, if there are such."""
    found = on_tensor_cores(builder, s, target)
    if found is not None:
        return [found]
    body = flat(builder, s, target) or in_pieces(builder, s, target)
    return [] if body is None else [(body, ())]


def _bodies(builder: Builder, s: Scalars, target: Target, most: int) -> list[_Body]:
    """The loops that the cheapest recipes make, and what they keep in locals."""
    offsets, values = [o.offset for o in s.outputs], [o.value for o in s.outputs]
    panel = panel_of(s.variables, offsets[0], values, target.panels)
    if panel is not None:
        read = [panel.dense(builder, v) for v in values]
        recipes = cheapest(s.variables, offsets, read, target, most=most, panel=panel)
    else:
        found = cheapest(s.variables, offsets, values, target, most=most)
        recipes = [nearest(r, values, target.cache) for r in found]
    nests = [Nest(builder, r, target) for r in recipes]
    return [(nest.body(s), nest.locals) for nest in nests]


def _of_stages(
    label: str,
    group: Group,
    drafts: Mapping[Group, Draft],
    target: Target,
    keys: Keys,
    made: dict[Hashable, Choice],
    most: int,
) -> Choice:
    builder = Builder()
    s = staged(builder, group, [drafts[g] for g in group.stages], target)
    key = (s.part, s.row, s.together, *[keys.of(label, Scalars(t.variables, t.outputs, s.memory)) for t in s.stages])
    if key not in made:
        traffic = sum((b.size or 0) * b.dtype.bytes for b in s.buffers)
        # Blocks of rows are for single warps, whose products are tiles.
        own = target.over_rows(group.rows, 0 if group.column else s.longest)
        bodies = stage_loops(builder, s, own, most)
        wholes = [Kernel(label, s.buffers, body, s.flops, traffic, s.locals) for body in bodies]
        made[key] = tuple([_finished(k, target) for k in wholes])
    return _started_at(made[key], s.buffers)


def _finished(k: Kernel, target: Target) -> Kernel:
    return left_open(k) if target.flexible else k


def _started_at(choice: Choice, buffers: Sequence[Buffer]) -> Choice:
    """The same kernels on buffers of which they need other elements first."""
    moved = tuple([replace(b, start=own.start) for b, own in zip(choice[0].buffers, buffers)])
    return tuple([replace(k, buffers=moved) for k in choice])


def _label(group: Group) -> str:
    """A readable name for the function: the ops that do the work, in order."""
    reads = {*group.reads, *group.after}
    inner = topological(group.outputs, stop=reads.__contains__)
    names = [n.op.name for n in inner if n not in reads and n.op.kind in ("contraction", "reduction", "elementwise")]
    heavy = [n.op.name for n in inner if n not in reads and n.op.kind in ("contraction", "reduction")]
    chosen = list(dict.fromkeys(heavy or names or [n.op.name for n in inner if n not in reads]))
    tail = [n for n in names if n not in chosen][-1:] if heavy else []
    return "_".join([*chosen, *tail][:4])


__all__ = ["Choice", "Fusion", "lower"]
