"""Group → kernel: ask each op for its scalar at an index (`scalars`), then put loops around it (`loops`)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

from autograph.kernel.expr import Builder
from autograph.kernel.nest import Kernel
from autograph.lower.alone import alone
from autograph.lower.loops import Nest, flat, kernel
from autograph.lower.same import Keys, structure
from autograph.lower.scalars import merge_axes, scalars, started
from autograph.schedule.group import ALONE, Group
from autograph.schedule.recipe import Target, choose


def lower(groups: Sequence[Group], target: Target) -> Iterator[Kernel]:
    """The kernels that compute the groups on a target. Groups with equal scalars get the same loops, made once."""
    keys = Keys()
    known: dict[Hashable, Kernel] = {}
    made: dict[Hashable, Kernel] = {}
    for g in groups:
        key = structure(g)
        if key not in known:
            known[key] = _lowered(g, target, keys, made)
        yield known[key]


def _lowered(group: Group, target: Target, keys: Keys, made: dict[Hashable, Kernel]) -> Kernel:
    if group.outputs[0].op.kind in ALONE:
        return alone(group.outputs[0].op.name, group, target)
    builder, label = Builder(), _label(group)
    s = started(builder, merge_axes(builder, scalars(builder, group)))
    key = keys.of(label, s)
    known = made.get(key)
    if known is not None:
        buffers = [replace(b, start=own.start) for b, own in zip(known.buffers, s.buffers)]
        return replace(known, buffers=tuple(buffers))
    body = flat(builder, s, target.lanes)
    if body is None:
        recipe = choose(s.variables, [o.offset for o in s.outputs], [o.value for o in s.outputs], target)
        body = Nest(builder, recipe, target).body(s)
    found = made[key] = kernel(label, s, body)
    return found


def _label(group: Group) -> str:
    """A readable name for the function: the ops that do the work, in order."""
    from autograph.graph import topological

    reads = {*group.reads, *group.after}
    inner = topological(group.outputs, stop=reads.__contains__)
    names = [n.op.name for n in inner if n not in reads and n.op.kind in ("contraction", "reduction", "elementwise")]
    heavy = [n.op.name for n in inner if n not in reads and n.op.kind in ("contraction", "reduction")]
    chosen = list(dict.fromkeys(heavy or names or [n.op.name for n in inner if n not in reads]))
    tail = [n for n in names if n not in chosen][-1:] if heavy else []
    return "_".join([*chosen, *tail][:4])


__all__ = ["lower"]
