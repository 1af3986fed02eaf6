"""The events that a trace tree is made of."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from autograph.errors import Location
from autograph.graph import Node


class Branch:
    """One event of the tree. `nodes` are what it made, with `numbers` new identities inside a composite; `programs` are
    what was compiled where calls stopped here."""

    __slots__ = ("calls", "children", "label", "line", "nodes", "numbers", "programs")

    def __init__(self, label: str, nodes: tuple[Node, ...], line: Location | None, numbers: int = 0):
        self.label, self.nodes, self.line, self.numbers = label, nodes, line, numbers
        self.children: dict[Hashable, Branch] = {}
        # By mode, outputs, and the nodes whose values the call knew already.
        self.programs: dict[tuple[str, tuple[Node, ...], tuple[Node, ...]], Any] = {}
        self.calls = 0
