"""Graph → graph: one pass, one file, one function of that name. They run in this order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from autograph.graph import Node
from autograph.passes.batch_in_lanes import batch_in_lanes
from autograph.passes.decompose import decompose
from autograph.passes.simplify import simplify

Pass = Callable[[Sequence[Node]], list[Node]]

PASSES: tuple[Pass, ...] = (decompose, simplify, batch_in_lanes, simplify)

__all__ = ["PASSES", "Pass", "batch_in_lanes", "decompose", "simplify"]
