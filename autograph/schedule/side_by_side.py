"""Arrays that are joined by where they lie: kernels store the parts into the memory of the whole; nothing is copied.

A join along the outermost axis is its parts' memory, one after the other: `stack` of the steps of a recurrence, say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograph.graph import Node
from autograph.ops.joining import joins_in_memory, unshaped
from autograph.ops.movement import Reshape


def parts_in_memory(n: Node, readers: Mapping[Node, Sequence[Node]]) -> tuple[Node, ...]:
    """The nodes whose memory could be that of `n`, one after the other; none if there is more to do than to store them.

    At least half of it is stored anyway, as others read it too, or because it is dear.
    """
    if not joins_in_memory(n):
        return ()
    parts = tuple(unshaped(i) for i in n.inputs)
    if len(set(parts)) < len(parts) or any(p.op.kind == "source" for p in parts):
        return ()
    stored = sum(p.type.nbytes for p in parts if _stored_anyway(p, n, readers))
    return parts if 2 * stored >= n.type.nbytes else ()


def _stored_anyway(p: Node, whole: Node, readers: Mapping[Node, Sequence[Node]]) -> bool:
    if p.op.kind in ("contraction", "reduction", "loops", "text", "python") or parts_in_memory(p, readers):
        return True
    return p.op.cost > 0 and any(u is not whole and not isinstance(u.op, Reshape) for u in readers[p])
