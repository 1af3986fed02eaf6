"""Replace derived ops by the ops they are made of."""

from __future__ import annotations

from collections.abc import Sequence

from autograph.graph import Node, rewrite


def decompose(outputs: Sequence[Node]) -> list[Node]:
    """Each op of kind "derived" becomes its own `expand`."""

    def rule(n: Node) -> Node | None:
        return n.op.expand(*n.inputs) if n.op.kind == "derived" else None  # type: ignore[attr-defined,no-any-return]

    return rewrite(outputs, rule)
