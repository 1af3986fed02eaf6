"""Walking the trace tree, and what a call takes from outside on the way: arguments, captured tensors, numbers."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable, Sequence
from operator import attrgetter
from typing import Any

import numpy as np

from autograph import config, dtypes
from autograph.dtypes import DType, fitting
from autograph.errors import Location, user_location
from autograph.frontend.branch import Branch, Root
from autograph.frontend.purity import inlined
from autograph.frontend.refusals import stray
from autograph.frontend.tensor import Free, Tensor
from autograph.graph import Node, attribute, node
from autograph.locks import lock
from autograph.ops.elementwise import cast
from autograph.ops.gradient import reached
from autograph.ops.source import Input, Scalar, constant

_grow_lock = lock()
_ref = weakref.ref
_value = attrgetter("_value")


class Walk:
    """One call on its way through the tree, which begins with its arguments."""

    def __init__(self, root: Root, arguments: Sequence[Tensor], lines: dict[Node, Location], inline: bool):
        # By id. A tensor that is given twice is one input: the first.
        self._slots: dict[int, Node] = {}
        for t, n in zip(arguments, root.nodes):
            if t._node is not None:
                raise stray(t)
            self._slots.setdefault(id(t), n)
        self.position: Branch = root  # where in the tree the call is
        self.lines = lines
        self.inline = inline  # whether what is recorded is part of another event
        self.inputs = list(arguments)
        self.bound = len(arguments)  # how many of the inputs are arguments
        self.scalars: list[float] = []
        self.scalar_types: list[DType] = []
        # Every node that a differentiable input has been, with its slot.
        self._versions: dict[Node, int] = root.differentiable.copy()
        self._live: list[weakref.ref[Tensor]] = []
        self._aliases = 0

    def step(self, key: Hashable, label: str, make: Callable[[], tuple[Node, ...]]) -> Branch:
        """Walk along an event, growing the tree if it is new here."""
        branch = self.position.children.get(key)
        if branch is None:
            return self._grow(key, label, make)
        self._aliases += branch.numbers
        self.position = branch
        return branch

    def _grow(
        self, key: Hashable, label: str, make: Callable[[], tuple[Node, ...]], floats: tuple[DType, ...] = ()
    ) -> Branch:
        line, before = user_location(), self._aliases
        nodes = make()
        config.tell("trace", f"new: {label} at {line}")
        attribute(nodes, self.lines, line)
        with _grow_lock:
            grown = Branch(label, nodes, line, self._aliases - before, floats, self.position)
            self.position = self.position.children.setdefault(key, grown)
        return self.position

    def _tensor(self, n: Node) -> Tensor:
        made = Tensor._traced(n, self)  # type: ignore[arg-type]  # it is a Trace
        self._live.append(_ref(made))
        return made

    def _tensors(self, nodes: Sequence[Node]) -> list[Tensor]:
        made = self._unlisted(nodes)
        self._live += map(_ref, made)
        return made

    def _unlisted(self, nodes: Sequence[Node]) -> list[Tensor]:
        """Numbers: nothing that is worth keeping when a value is asked for."""
        return Tensor._traced_all(nodes, self)  # type: ignore[arg-type]  # it is a Trace

    # -- what comes from outside

    def node(self, t: Tensor) -> Node:
        """The node a tensor stands for here; a value from outside becomes an input."""
        if t._trace is self:
            assert t._node is not None
            return t._node
        if t._node is not None:
            raise stray(t)
        if self.inline:
            return inlined(t)
        found = self._slots.get(id(t))
        if found is None:
            self.capture([t])
            found = self._slots[id(t)]
        return found

    def capture(self, tensors: Sequence[Tensor]) -> None:
        """Values from outside as one event: a layer's parameters come together, an optimizer's state in dozens."""
        first = len(self.inputs)
        kinds = tuple([(t._known or t._type, t._requires_grad, t.__class__) for t in tensors])
        branch = self.position.children.get(kinds)
        if branch is None:
            label = "input" if len(tensors) == 1 else f"{len(tensors)} inputs"
            nodes = tuple(node(Input(k, t._type, free=t._free)) for k, t in enumerate(tensors, first))
            branch = self._grow(kinds, label, lambda: nodes)
        self.position = branch
        self.inputs += tensors
        slots = self._slots
        for k, (t, n) in enumerate(zip(tensors, branch.nodes), first):
            slots[id(t)] = n
            if t._requires_grad:
                self._versions[n] = k

    def nodes(self, tensors: Sequence[Tensor]) -> tuple[Node, ...]:
        """The nodes that tensors stand for; those from outside that have not been met yet become inputs together."""
        slots = self._slots
        found = [t._node if t._trace is self else slots.get(id(t)) for t in tensors]
        if None in found:
            missing = {id(t): t for t, n in zip(tensors, found) if n is None}
            for t in missing.values():
                if t._node is not None:
                    raise stray(t)
            self.capture(list(missing.values()))
            found = [slots[id(t)] if n is None else n for t, n in zip(tensors, found)]
        return tuple(found)  # type: ignore[arg-type]  # none is None any more

    def numbers(self, values: Sequence[bool | int | float], dtypes: Sequence[DType]) -> list[Tensor]:
        """Python numbers, as their dtypes can hold them, as one event: floats are run-time scalars (D4), integers and
        bools part of the structure."""
        # A float that is passed is fitted then.
        values = [v if d.kind == "float" and isinstance(v, float) else fitting(v, d) for v, d in zip(values, dtypes)]
        # Of a float the key says only that it is one.
        kinds = tuple([float if isinstance(v, float) else (type(v), v) for v in values])
        if self.inline or float not in kinds:
            return self._unlisted([constant(fitting(v, d), d) for v, d in zip(values, dtypes)])
        key = ("scalars", kinds, tuple(dtypes))
        branch = self.position.children.get(key)
        if branch is None:
            nodes, floats = self._scalars(values, dtypes)
            label = " ".join(["scalar", *map(str, dict.fromkeys(dtypes))])
            branch = self._grow(key, label, lambda: nodes, floats)
        self.position = branch
        self._pass([v for v in values if isinstance(v, float)], branch)
        return self._unlisted(branch.nodes)

    def _scalars(
        self, values: Sequence[bool | int | float], dtypes: Sequence[DType]
    ) -> tuple[tuple[Node, ...], tuple[DType, ...]]:
        """Nodes of numbers, and the dtypes of the floats among them, which are the next scalars."""
        nodes: list[Node] = []
        floats: list[DType] = []
        for v, dtype in zip(values, dtypes):
            if isinstance(v, float):
                scalar = node(Scalar(len(self.scalars) + len(floats), _passed(dtype)))
                nodes.append(cast(scalar, dtype))
                floats.append(dtype)
            else:
                nodes.append(constant(v, dtype))
        return tuple(nodes), tuple(floats)

    def _pass(self, floats: Sequence[float], branch: Branch) -> None:
        """The floats that an event was given, as scalars of this call."""
        for v, dtype in zip(floats, branch.floats):
            self.scalars.append(fitting(v, dtype))
            self.scalar_types.append(dtype)

    @property
    def differentiable(self) -> bool:
        """Whether any input requires a gradient."""
        return bool(self._versions)

    def tracked(self, n: Node) -> bool:
        """Whether a node depends on an input that requires a gradient."""
        return not reached(n).isdisjoint(self._versions)

    def leaves(self) -> tuple[Node, ...]:
        """The nodes of all arguments."""
        inputs = tuple(node(Input(k, t._type, free=k >= self.bound and t._free)) for k, t in enumerate(self.inputs))
        return inputs + tuple(node(Scalar(k, _passed(d))) for k, d in enumerate(self.scalar_types))

    def numbers_passed(self) -> tuple[Tensor, ...]:
        """Tensors with the values of the numbers among the arguments."""
        return tuple([Free(np.asarray(v, _passed(d).numpy)) for v, d in zip(self.scalars, self.scalar_types)])

    def arrays(self) -> list[Any]:
        """The arrays behind the inputs, each where it is."""
        return list(map(_value, self.inputs))


def _passed(dtype: DType) -> DType:
    """The dtype in which a number is handed over to a program."""
    return dtypes.float32 if dtype.is_half else dtype
