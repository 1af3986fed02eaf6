"""Group → kernel: ask each op for its scalar at an index (`scalars`), then put loops around it (`loops`)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace

from autograph.graph import topological
from autograph.kernel.expr import Builder
from autograph.kernel.nest import Buffer, Kernel
from autograph.lower.alone import alone
from autograph.lower.fusion import Draft, Fusion
from autograph.lower.loops import Nest, flat, kernel
from autograph.lower.pieces import in_pieces
from autograph.lower.same import Keys, structure
from autograph.lower.scalars import Scalars, merge_axes, started
from autograph.lower.splits import split_axes
from autograph.lower.stages import stage_loops, staged
from autograph.schedule.group import Group
from autograph.schedule.recipe import Target, choose


def lower(groups: Sequence[Group], drafts: Mapping[Group, Draft], target: Target) -> Iterator[Kernel]:
    """The kernels that compute the groups on a target, given the groups' drafts and their stages'.

    Groups with equal scalars get the same loops, made once.
    """
    keys = Keys()
    known: dict[Hashable, Kernel] = {}
    made: dict[Hashable, Kernel] = {}
    for g in groups:
        key = structure(g)
        if key not in known:
            known[key] = _lowered(g, drafts, target, keys, made)
        yield known[key]


def _lowered(
    group: Group, drafts: Mapping[Group, Draft], target: Target, keys: Keys, made: dict[Hashable, Kernel]
) -> Kernel:
    label = _label(group)
    if group.stages:
        return _of_stages(label, group, drafts, target, keys, made)
    draft = drafts.get(group)
    if draft is None:
        return alone(group.outputs[0].op.name, group, target)
    builder = draft.builder
    s = started(builder, merge_axes(builder, split_axes(builder, draft.scalars)))
    key = keys.of(label, s)
    if key in made:
        return _started_at(made[key], s.buffers)
    body = flat(builder, s, target.lanes) or in_pieces(builder, s, target)
    if body is None:
        recipe = choose(s.variables, [o.offset for o in s.outputs], [o.value for o in s.outputs], target)
        body = Nest(builder, recipe, target).body(s)
    found = made[key] = kernel(label, s, body)
    return found


def _of_stages(
    label: str,
    group: Group,
    drafts: Mapping[Group, Draft],
    target: Target,
    keys: Keys,
    made: dict[Hashable, Kernel],
) -> Kernel:
    builder = Builder()
    s = staged(builder, group, [drafts[g] for g in group.stages])
    key = (s.row, s.together, *[keys.of(label, Scalars(t.variables, t.outputs, s.memory)) for t in s.stages])
    if key not in made:
        traffic = sum((b.size or 0) * b.dtype.bytes for b in s.buffers)
        made[key] = Kernel(label, s.buffers, stage_loops(builder, s, target), s.flops, traffic, s.locals)
    return _started_at(made[key], s.buffers)


def _started_at(k: Kernel, buffers: Sequence[Buffer]) -> Kernel:
    """The same kernel on buffers of which it needs other elements first."""
    return replace(k, buffers=tuple(replace(b, start=own.start) for b, own in zip(k.buffers, buffers)))


def _label(group: Group) -> str:
    """A readable name for the function: the ops that do the work, in order."""
    reads = {*group.reads, *group.after}
    inner = topological(group.outputs, stop=reads.__contains__)
    names = [n.op.name for n in inner if n not in reads and n.op.kind in ("contraction", "reduction", "elementwise")]
    heavy = [n.op.name for n in inner if n not in reads and n.op.kind in ("contraction", "reduction")]
    chosen = list(dict.fromkeys(heavy or names or [n.op.name for n in inner if n not in reads]))
    tail = [n for n in names if n not in chosen][-1:] if heavy else []
    return "_".join([*chosen, *tail][:4])


__all__ = ["Fusion", "lower"]
