"""The events that a trace tree is made of."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from autograph.dtypes import DType
from autograph.errors import Location
from autograph.graph import Node, TensorType, node
from autograph.ops.source import Input


class Branch:
    """One event of the tree. `nodes` are what it made, with `numbers` new identities inside a composite; `floats` are
    the dtypes of the Python floats it was given. `programs` are what was compiled where calls stopped here, `endings`
    what calls do that returned here. It is `placed` if anything up to here is on another device than the CPU."""

    __slots__ = ("calls", "children", "endings", "floats", "label", "line", "nodes", "numbers", "placed", "programs")

    def __init__(
        self,
        label: str,
        nodes: tuple[Node, ...],
        line: Location | None,
        numbers: int = 0,
        floats: tuple[DType, ...] = (),
        before: Branch | None = None,
    ):
        self.label, self.nodes, self.line, self.numbers, self.floats = label, nodes, line, numbers, floats
        self.children: dict[Hashable, Branch] = {}
        # By mode, outputs, and the nodes whose values the call knew already.
        self.programs: dict[tuple[str, tuple[Node, ...], tuple[Node, ...]], Any] = {}
        self.endings: dict[Hashable, Any] = {}
        self.calls = 0
        self.placed: bool = not {n.type.device for n in nodes} <= {"cpu"} or (before is not None and before.placed)


class Root(Branch):
    """Where calls with arguments of certain types begin: its nodes are the arguments', `differentiable` those that
    require a gradient, with their numbers."""

    __slots__ = ("differentiable",)

    def __init__(self, label: str, kinds: Sequence[tuple[TensorType, bool]]):
        super().__init__(label, tuple([node(Input(k, kind)) for k, (kind, _) in enumerate(kinds)]), None)
        self.differentiable = {n: k for k, (n, (_, wanted)) in enumerate(zip(self.nodes, kinds)) if wanted}
