"""One long axis without reductions: loops of a run-time extent, and elements after the last whole step one by one."""

from __future__ import annotations

from autograph.kernel.expr import Builder
from autograph.kernel.index import Index, Var
from autograph.kernel.nest import Loop, Statement, Store
from autograph.kernel.walk import indices
from autograph.lower.scalars import Scalars
from autograph.schedule.recipe import Target, all_reductions

#: Vectors that a step handles: enough to keep several loads in flight.
UNROLL = 2
#: Neighbouring elements that a thread moves at once where it has no vectors: 16 bytes of most types.
PACK = 4


def flat(builder: Builder, s: Scalars, target: Target) -> tuple[Statement, ...] | None:
    """The loops, where the group is one long axis without reductions."""
    if len(s.variables) != 1 or all_reductions(*[o.value for o in s.outputs]):
        return None
    (v,) = s.variables
    every = [i for o in s.outputs for i in (o.offset, *indices(o.value))]
    if any(i != Index.of(v) and (i.terms or i.constant) for i in every):
        return None
    rest = Loop(v, None, "parallel", tuple(Store(o.buffer, o.offset, o.value) for o in s.outputs), part="all")
    if target.lanes == 1:
        return (rest,)
    if target.teams:
        u = Var(f"{v.name}u", PACK)
        body, span = Loop(u, PACK, "pack", _stores(builder, s, v, Index.of(v) + u)), PACK
    else:
        u, lane = Var(f"{v.name}u", UNROLL), Var(f"{v.name}l", target.lanes)
        stores = _stores(builder, s, v, Index.of(v) + Index.of(u) * target.lanes + lane)
        body = Loop(u, UNROLL, "unroll", (Loop(lane, target.lanes, "lanes", stores),))
        span = UNROLL * target.lanes
    whole = Loop(v, None, "parallel", (body,), span, part="whole")
    return whole, Loop(v, None, "parallel", rest.body, span, part="rest")


def _stores(builder: Builder, s: Scalars, v: Var, at: Index) -> tuple[Statement, ...]:
    """What is stored at another place than `v`."""
    values = {v: at}
    return tuple(
        Store(o.buffer, o.offset.map(values.get), builder.substitute(o.value, values))  # type: ignore[arg-type]
        for o in s.outputs
    )
