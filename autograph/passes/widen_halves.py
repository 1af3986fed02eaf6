"""float16 and bfloat16 are kept in memory; arithmetic on them is float32's, each result rounded once."""

from __future__ import annotations

from collections.abc import Sequence

from autograph import dtypes
from autograph.graph import Lines, Node, node, rewrite, topological
from autograph.ops.elementwise import Cast, cast


def widen_halves(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """Every op that computes with halves does so in float32, between casts; movements move them as they are."""
    dtypes_met = {n.dtype for n in topological(outputs)}
    return rewrite(outputs, _rule, lines=lines) if any(d.is_half for d in dtypes_met) else list(outputs)


def _rule(n: Node) -> Node | None:
    halves = n.dtype.is_half or any(i.dtype.is_half for i in n.inputs)
    if not halves or n.op.kind == "movement" or (n.op.kind == "source" and n.op.name != "arange"):
        return None
    if isinstance(n.op, Cast):
        (x,) = n.inputs
        direct = x.dtype is dtypes.float32 or n.dtype is dtypes.float32
        return None if direct else cast(cast(x, dtypes.float32), n.dtype)
    op = n.op
    if "dtype" in type(op).fields and n.dtype.is_half:
        op = op.replaced(dtype=dtypes.float32)
    return cast(node(op, *[cast(i, dtypes.float32) if i.dtype.is_half else i for i in n.inputs]), n.dtype)
