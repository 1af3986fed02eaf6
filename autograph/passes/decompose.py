"""Replace ops by the ops they are made of."""

from __future__ import annotations

from collections.abc import Sequence

from autograph.graph import Lines, Node, rewrite


def decompose(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """Each op that has an `expand` becomes it."""
    return rewrite(outputs, lambda n: n.op.expand(*n.inputs), lines=lines)
