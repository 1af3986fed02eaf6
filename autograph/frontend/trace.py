"""The trace tree (decision D2).

Every path a compiled function's Python ever took is a path in its tree. A call walks the tree: an event that was met
here before costs one dictionary look-up; a new one grows a branch, with its type rule and its Python line. A program is
kept where a call ended, or where it asked for a value and went on.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np

from autograph import config, dtypes
from autograph.dtypes import DType
from autograph.errors import Location, TraceError, user_location
from autograph.frontend.branch import Branch
from autograph.frontend.purity import identity, impure, inlined
from autograph.frontend.state import state
from autograph.frontend.tensor import Array, Tensor, Variable, frozen, stray
from autograph.graph import Node, Op, node, topological
from autograph.locks import lock
from autograph.ops.elementwise import cast
from autograph.ops.gradient import (
    Alias,
    Placeholder,
    Rule,
    gradient,
    joint_gradient,
    reached,
    stop_gradient,
)
from autograph.ops.source import Input, Scalar, constant

_grow_lock = lock()


class Trace:
    """One call of a compiled function, walking the tree."""

    for_others = False  # whether it is recorded once for many calls

    def __init__(
        self, root: Branch, run: Callable[..., list[Array]], lines: dict[Node, Location], inline: bool = False
    ):
        self._at = root
        self._run = run
        self.lines = lines
        self.inputs: list[Tensor] = []
        self.bound = 0  # how many of the inputs are arguments
        self.scalars: list[tuple[float, DType]] = []
        self.known: dict[Node, Array] = {}
        self.assigned: dict[int, tuple[Variable, Node]] = {}
        self.grads: dict[int, tuple[Tensor, Tensor | None]] = {}
        self.grads_met: dict[int, tuple[Tensor, Tensor | None]] = {}  # as the call found them
        self.differentiated = False
        self._slots: dict[int, Node] = {}
        self._versions: dict[int, list[Node]] = {}  # by slot: the nodes a differentiable input has been
        self._history: dict[Node, list[Node]] = {}  # by any of those nodes
        self._live: list[weakref.ref[Tensor]] = []
        self._inline = int(inline)
        self._aliases = 0
        self._placed = False  # whether there are nodes without a value

    # -- walking

    def step(self, key: Hashable, label: str, make: Callable[[], tuple[Node, ...]]) -> Branch:
        """Walk along an event, growing the tree if it is new here."""
        branch = self._at.children.get(key)
        if branch is None:
            branch = self._grow(key, label, make)
        else:
            self._aliases += branch.numbers
        self._at = branch
        return branch

    def _grow(self, key: Hashable, label: str, make: Callable[[], tuple[Node, ...]]) -> Branch:
        line, before = user_location(), self._aliases
        nodes = make()
        config.tell("trace", f"new: {label} at {line}")
        for n in topological(nodes, stop=self.lines.__contains__):
            self.lines.setdefault(n, line)
        with _grow_lock:
            return self._at.children.setdefault(key, Branch(label, nodes, line, self._aliases - before))

    def record(self, op: Op, tensors: Sequence[Tensor]) -> Tensor:
        """One op on tensors."""
        nodes = tuple([self.node(t) for t in tensors])
        constant_result = not state.grad
        if self._inline:
            made = op.apply(*nodes)
            return self._tensor(stop_gradient(made) if constant_result else made)

        def make() -> tuple[Node, ...]:
            made = op.apply(*nodes)
            return (stop_gradient(made) if constant_result else made,)

        return self._tensor(self.step((op, constant_result, nodes), op.name, make).nodes[0])

    def compose(self, function: Callable[..., Any], tensors: Sequence[Tensor], static: dict[str, Any]) -> list[Tensor]:
        """A pure function of tensors as one event: it runs only where the event is new."""
        if not self._inline:
            self._capture_all(tensors)
        nodes = tuple([self.node(t) for t in tensors])

        def make() -> tuple[Node, ...]:
            self._inline += 1
            try:
                results = function(*[self._tensor(n) for n in nodes], **static)
            finally:
                self._inline -= 1
            results = results if isinstance(results, (tuple, list)) else (results,)
            return tuple(self.node(r) for r in results)

        if self._inline:
            return [self._tensor(n) for n in make()]
        key = (function, state.grad, nodes, tuple([(name, identity(name, v)) for name, v in static.items()]))
        return [self._tensor(n) for n in self.step(key, function.__name__.strip("_"), make).nodes]

    def event(self, label: str, inputs: tuple[Hashable, ...], make: Callable[[], tuple[Node, ...]]) -> list[Tensor]:
        """Nodes made of others, which `inputs` tells, as one event."""
        return [self._tensor(n) for n in (make() if self._inline else self.step((label, inputs), label, make).nodes)]

    def _tensor(self, n: Node) -> Tensor:
        made = Tensor._traced(n, self)
        self._live.append(weakref.ref(made))
        return made

    # -- leaves

    def node(self, t: Tensor) -> Node:
        """The node a tensor stands for here; a value from outside becomes an input."""
        if t._trace is self:
            assert t._node is not None
            return t._node
        if t._node is not None:
            raise stray(t)
        if self._inline:
            return inlined(t)
        found = self._slots.get(id(t))
        return found if found is not None else self._capture(t)

    def bind(self, t: Tensor) -> None:
        """An argument of the call: the next input."""
        if t._node is not None:
            raise stray(t)
        slot = len(self.inputs)
        self.inputs.append(t)
        self.bound += 1
        leaf = node(Input(slot, t._type))
        self._slots.setdefault(id(t), leaf)
        if t.requires_grad:
            self._versions[slot] = self._history[leaf] = [leaf]

    def _capture(self, t: Tensor) -> Node:
        slot, kind, wanted = len(self.inputs), t._type, t.requires_grad
        key = ("input", kind, wanted)
        self.inputs.append(t)
        found = self.step(key, "input", lambda: (node(Input(slot, kind)),)).nodes[0]
        self._slots[id(t)] = found
        if wanted:
            self._versions[slot] = self._history[found] = [found]
        return found

    def _capture_all(self, tensors: Sequence[Tensor]) -> None:
        """Several values from outside as one event: an optimizer's state comes in dozens."""
        slots = self._slots
        missing = list({id(t): t for t in tensors if t._node is None and id(t) not in slots}.values())
        if len(missing) < 2:
            return
        first = len(self.inputs)
        kinds = tuple([(t._type, t._requires_grad) for t in missing])
        branch = self.step(
            ("inputs", kinds),
            f"{len(missing)} inputs",
            lambda: tuple(node(Input(first + k, kind)) for k, (kind, _) in enumerate(kinds)),
        )
        for k, (t, n) in enumerate(zip(missing, branch.nodes), first):
            self.inputs.append(t)
            slots[id(t)] = n
            if t._requires_grad:
                self._versions[k] = self._history[n] = [n]

    def number(self, value: bool | int | float, dtype: DType) -> Tensor:
        """A Python number: floats are run-time scalars (D4), integers and bools part of the structure."""
        if not isinstance(value, float) or self._inline:
            return Tensor._traced(constant(value, dtype), self)
        slot = len(self.scalars)
        passed = dtypes.float32 if dtype.is_half else dtype
        self.scalars.append((value, passed))
        branch = self.step(("scalar", dtype), f"scalar {dtype}", lambda: (cast(node(Scalar(slot, passed)), dtype),))
        return Tensor._traced(branch.nodes[0], self)

    # -- state

    def overlaid(self, t: Tensor) -> Node | None:
        """The node of a variable that this call has assigned to."""
        found = self.assigned.get(id(t))
        return found[1] if found is not None else None

    def assign(self, variables: Sequence[Variable], values: Sequence[Tensor]) -> None:
        """New values for variables, of their types, as one event."""
        if self._inline:
            raise impure(f"assigned to a variable of {variables[0]._type}")
        before = tuple([self.node(v) for v in variables])
        given = tuple([self.node(t) for t in values])
        histories = [self._versions_with(n, v) if v._requires_grad else None for n, v in zip(before, variables)]
        first = self._aliases

        def make() -> tuple[Node, ...]:
            new = [stop_gradient(n) for n in given]
            # A new identity, so that derivatives with respect to this version do not reach into its past.
            numbered = enumerate(zip(new, histories), first + 1)
            return tuple(n if history is None else node(Alias(k), n) for k, (n, history) in numbered)

        nodes = self.step(("assign", before, given), "assign", make).nodes
        self._aliases += len(nodes)
        for v, n, history in zip(variables, nodes, histories):
            if history is not None:
                history.append(n)
                self._history[n] = history
            self._slots[id(v)] = n
            self.assigned[id(v)] = (v, n)

    def grad(self, t: Tensor) -> Tensor | None:
        found = self.grads.get(id(t))
        if found is None:
            found = self.grads_met.setdefault(id(t), (t, t._grad))
        return found[1]

    def set_grad(self, t: Tensor, value: Tensor | None) -> None:
        self.grads[id(t)] = (t, value)

    # -- derivatives

    def alias(self, t: Tensor) -> Tensor:
        """The tensor under a new identity."""
        self._aliases += 1
        return self.record(Alias(self._aliases), [t])

    def gradients(self, outputs: Sequence[Tensor], cotangents: Sequence[Tensor], wrt: Sequence[Tensor]) -> list[Tensor]:
        """Derivatives of some tensors, each along its cotangent, with respect to others."""
        outs, seeds, targets = (tuple([self.node(t) for t in group]) for group in (outputs, cotangents, wrt))
        label = f"gradient of {outs[0].op.name if outs else 'nothing'}"
        return self.event(label, (outs, seeds, targets), lambda: tuple(joint_gradient(outs, seeds, w) for w in targets))

    def placeholders(self, count: int) -> int:
        """The first of as many numbers for placeholders."""
        self._aliases += count
        self._placed = True
        return self._aliases - count

    def backward(self, output: Tensor, cotangent: Tensor) -> list[tuple[Tensor, Tensor]]:
        """The derivative for each input that requires one and that the output depends on."""
        out, seed = self.node(output), self.node(cotangent)
        versions = {v: slot for slot, known in self._versions.items() for v in known}

        def make() -> tuple[Node, ...]:
            active = reached(out)
            return tuple(gradient(out, seed, v) for v in versions if v in active)

        branch = self.step(("backward", out, seed, tuple(versions)), f"backward of {out.op.name}", make)
        self.differentiated = True
        pairs = [(self.inputs[versions[n.inputs[-1]]], self._tensor(n)) for n in branch.nodes]
        for t, _ in pairs:
            if t._tape is not None:
                raise TraceError(
                    f"backward reaches a tensor of {t._type} that was computed outside this compiled call",
                    hint="compute it inside, or pass .detach() of it to stop derivatives there",
                )
        return pairs

    def _versions_with(self, n: Node, v: Variable) -> list[Node]:
        versions = self._history.get(n)
        if versions is None:
            raise TraceError(
                f"requires_grad of a variable of {v._type} was set in the middle of a compiled call",
                hint="set it before the call, or use ag.no_grad() or .detach()",
            )
        return versions

    @property
    def position(self) -> Branch:
        """Where in the tree the call is."""
        return self._at

    @property
    def differentiable(self) -> bool:
        """Whether any input requires a gradient."""
        return bool(self._versions)

    def leaves(self) -> tuple[tuple[Node, ...], tuple[Tensor, ...]]:
        """The nodes of all arguments, and tensors with their values."""
        inputs = tuple(node(Input(k, t._type)) for k, t in enumerate(self.inputs))
        scalars = tuple(node(Scalar(k, d)) for k, (_, d) in enumerate(self.scalars))
        numbers = tuple(Tensor(np.asarray(v, d.numpy)) for v, d in self.scalars)
        return inputs + scalars, (*self.inputs, *numbers)

    def tracked(self, n: Node) -> bool:
        """Whether a node depends on an input that requires a gradient."""
        active = reached(n)
        return any(v in active for versions in self._versions.values() for v in versions)

    # -- running

    def value(self, t: Tensor) -> Array:
        """The value of a traced tensor: run what is recorded so far, keep what is still in use, and go on."""
        if self._inline:
            raise impure(f"asked for the value of {t._type}")
        if self.for_others:
            raise frozen(t, "a tensor")
        n = self.node(t)
        if n not in self.known:
            alive = dict.fromkeys([*self.alive(), *[v for _, v in self.assigned.values()]])
            wanted = [n, *[a for a in alive if a is not n and not self._is_leaf(a)]]
            self.known.update(zip(wanted, self.run(wanted, "value")))
        value = self.known[n]
        kind = value.item() if n.type.size == 1 and n.dtype.kind != "float" else None
        # What the Python does with a bool or an integer is a branch of its own; floats flow on as numbers.
        self.step(("value", n, kind), f"value {'' if kind is None else kind}".strip(), lambda: ())
        return value

    def alive(self) -> list[Node]:
        """The nodes of the tensors that the Python still holds."""
        return [a._node for a in (ref() for ref in self._live) if a is not None and a._node is not None]

    def _is_leaf(self, n: Node) -> bool:
        if n in self.known or isinstance(n.op, (Input, Scalar)):
            return True
        inside = topological([n], stop=lambda i: isinstance(i.op, Rule)) if self._placed else ()
        return any(isinstance(i.op, Placeholder) for i in inside)

    def run(self, outputs: Sequence[Node], why: str) -> list[Array]:
        """The values of nodes, computed by the program kept at this place of the tree."""
        pending = [n for n in dict.fromkeys(outputs) if n not in self.known]
        values = dict(zip(pending, self._run(self, self._at, pending, why))) if pending else {}
        return [self.known[n] if n in self.known else values[n] for n in outputs]

    def arguments(self) -> tuple[list[Array], list[float]]:
        """The arrays behind inputs and known nodes, and the scalars."""
        arrays = [np.asarray(t._value, order="C") for t in self.inputs] + list(self.known.values())
        return arrays, [value for value, _ in self.scalars]
