"""The trace tree (decision D2).

Every path a compiled function's Python ever took is a path in its tree. A call walks the tree: an event that was met
here before costs one dictionary look-up; a new one grows a branch, with its type rule and its Python line. A program is
kept where a call ended, or where it asked for a value and went on.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any

import numpy as np

from autograph.dtypes import fitting
from autograph.errors import Location, TraceError
from autograph.frontend.branch import Branch, Root
from autograph.frontend.promotion import result_type
from autograph.frontend.purity import identity, impure, signature, with_others
from autograph.frontend.refusals import frozen
from autograph.frontend.state import placing, state
from autograph.frontend.tensor import Array, Tensor, Variable
from autograph.frontend.walk import Walk
from autograph.graph import Node, Op, node, topological
from autograph.ops.gradient import (
    Alias,
    Placeholder,
    Rule,
    assigned,
    gradient,
    joint_gradient,
    reached,
    stop_gradient,
)
from autograph.ops.source import Input, Scalar, ones_like


class Trace(Walk):
    """One call of a compiled function, walking the tree."""

    for_others = False  # whether it is recorded once for many calls
    differentiated = False
    _placed = False  # whether there are nodes without a value

    def __init__(
        self,
        root: Root,
        arguments: Sequence[Tensor],
        run: Callable[..., list[Array]],
        lines: dict[Node, Location],
        inline: bool = False,
    ):
        super().__init__(root, arguments, lines, inline)
        self._run = run
        self.known: dict[Node, Array] = {}
        self.assigned: dict[int, tuple[Variable, Node]] = {}
        self.grads: dict[int, tuple[Tensor, Tensor | None]] = {}
        self.grads_met: dict[int, tuple[Tensor, Tensor | None]] = {}  # as the call found them

    # -- events

    def record(self, op: Op, tensors: Sequence[Tensor]) -> Tensor:
        """One op on tensors."""
        if self.inline:
            return self._tensor(_applied(op, [self.node(t) for t in tensors], state.grad))
        key: list[Hashable] = [op, state.grad]
        for t in tensors:
            # One that was not met before leaves None, which is no branch's.
            key.append(t._node if t._trace is self else self._slots.get(id(t)))
        branch = self.position.children.get(tuple(key))
        if branch is None:
            branch = self._new(op, tensors)
        self.position = branch
        return self._tensor(branch.nodes[0])

    def _new(self, op: Op, tensors: Sequence[Tensor]) -> Branch:
        """The event of an op that has not been seen here with these tensors, or only after some of them were met."""
        nodes, grad = [self.node(t) for t in tensors], state.grad
        return self.step((op, grad, *nodes), op.name, lambda: (_applied(op, nodes, grad),))

    def mixed(self, op: Op, operands: Sequence[Tensor | bool | int | float]) -> Tensor:
        """One op on tensors and Python numbers, which take the tensors' dtype where they can: one event."""
        key: list[Hashable] = [op, state.grad]
        floats: list[float] = []
        for v in operands:
            if isinstance(v, Tensor):
                key.append(v._node if v._trace is self else self._slots.get(id(v)))
            elif isinstance(v, float):
                key.append(float)
                floats.append(v)
            else:
                key += _told(v)
        branch = self.position.children.get(tuple(key))
        if branch is None:
            branch = self._new_mixed(op, operands)
        self.position = branch
        self._pass(floats, branch)
        return self._tensor(branch.nodes[0])

    def _new_mixed(self, op: Op, operands: Sequence[Tensor | bool | int | float]) -> Branch:
        """As `_new`."""
        parts: list[Hashable] = []
        for v in operands:
            if isinstance(v, Tensor):
                parts.append(self.node(v))
            else:
                parts += [float] if isinstance(v, float) else _told(v)
        key = (op, state.grad, *parts)
        return self.position.children.get(key) or self._grow_mixed(key, op, operands)

    def _grow_mixed(self, key: Hashable, op: Op, operands: Sequence[Tensor | bool | int | float]) -> Branch:
        dtype = result_type(*operands)
        values = [v for v in operands if not isinstance(v, Tensor)]
        made, floats = self._scalars([fitting(v, dtype) for v in values], [dtype] * len(values))
        rest = iter(made)
        nodes = [self.node(v) if isinstance(v, Tensor) else next(rest) for v in operands]
        return self._grow(key, op.name, lambda: (_applied(op, nodes, state.grad),), floats)

    def compose(self, function: Callable[..., Any], tensors: Sequence[Tensor], static: dict[str, Any]) -> Any:
        """A pure function of tensors as one event: it runs only where the event is new. Its result, or a tuple."""
        if self.inline:
            made = self._composed(function, tuple([self.node(t) for t in tensors]), static)
        else:
            key: list[Hashable] = [function, state.grad, self.nodes(tensors)]
            for name, v in static.items():
                key += (name, identity(name, v))
            made = self._composed_once(tuple(key), function, tensors, static).nodes
        if len(made) == 1:
            return self._tensor(made[0])
        return tuple(self._tensors(made))

    def _composed_once(
        self, key: tuple[Hashable, ...], function: Callable[..., Any], tensors: Sequence[Tensor], static: dict[str, Any]
    ) -> Branch:
        branch = self.position.children.get(key)
        if branch is None:
            make = partial(self._composed, function, self.nodes(tensors), static)
            return self._grow(key, function.__name__.strip("_"), make)
        self._aliases += branch.numbers
        self.position = branch
        return branch

    def call(self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """A pure function of tensors and static values as one event, its checks of them included."""
        tensors: list[Tensor] = []
        told = signature((*args, *kwargs.values()) if kwargs else args, tensors)
        if told is None or self.inline:
            with placing(None):
                return function(*args, **kwargs)
        nodes = self.nodes(tensors)
        key = (function, state.grad, nodes, told, *kwargs)
        branch = self.position.children.get(key)
        if branch is None:

            def substituted(*others: Tensor) -> Any:
                rest = iter(others)
                positional = [with_others(v, rest) for v in args]
                return function(*positional, **{name: with_others(v, rest) for name, v in kwargs.items()})

            label = function.__name__.strip("_")
            branch = self._grow(key, label, partial(self._composed, substituted, nodes, {}))
        else:
            self._aliases += branch.numbers
            self.position = branch
        if len(branch.nodes) == 1:
            return self._tensor(branch.nodes[0])
        return tuple(self._tensors(branch.nodes))

    def _composed(
        self, function: Callable[..., Any], nodes: tuple[Node, ...], static: dict[str, Any]
    ) -> tuple[Node, ...]:
        before, grad = self.inline, state.grad
        self.inline = True
        if grad is False:  # its results are made constants to derivatives, so nothing inside has to be
            state.grad = None
        try:
            with placing(None):
                results = function(*self._tensors(nodes), **static)
            results = results if isinstance(results, (tuple, list)) else (results,)
            made = tuple([self.node(r) for r in results])
        finally:
            self.inline, state.grad = before, grad
        if grad is False:
            given = {*nodes}
            return tuple([n if n in given else stop_gradient(n) for n in made])
        return made

    def event(self, label: str, inputs: tuple[Hashable, ...], make: Callable[[], tuple[Node, ...]]) -> list[Tensor]:
        """Nodes made of others, which `inputs` tells, as one event."""
        return self._tensors(make() if self.inline else self.step((label, inputs), label, make).nodes)

    # -- state

    def overlaid(self, t: Tensor) -> Node | None:
        """The node of a variable that this call has assigned to."""
        found = self.assigned.get(id(t))
        return found[1] if found is not None else None

    def assign(self, variables: Sequence[Variable], values: Sequence[Tensor]) -> bool:
        """New values for variables as one event; False, and nothing is done, unless they have their types."""
        if self.inline:
            raise impure(f"assigned to a variable of {variables[0]._type}")
        before, given = self.nodes(variables), self.nodes(values)
        known = self._versions.get
        slots = [known(n) or self._slot_of(n, v) if v._requires_grad else None for n, v in zip(before, variables)]
        first, key = self._aliases, ("assign", before, given)
        if key not in self.position.children and any(v._type is not t._type for v, t in zip(variables, values)):
            return False

        def make() -> tuple[Node, ...]:
            new = map(assigned, given, before)
            # A new identity, so that derivatives with respect to this version do not reach into its past.
            numbered = enumerate(zip(new, slots), first + 1)
            return tuple(n if slot is None else node(Alias(k), n) for k, (n, slot) in numbered)

        nodes = self.step(key, "assign", make).nodes
        self._aliases += len(nodes)
        for v, n, slot in zip(variables, nodes, slots):
            if slot is not None:
                self._versions[n] = slot
            self._slots[id(v)] = n
            self.assigned[id(v)] = (v, n)
        return True

    def gradients_met(self, tensors: Sequence[Tensor]) -> list[Tensor | None]:
        """`grad` of each as it is by now."""
        met: list[Tensor | None] = []
        for t in tensors:
            found = self.grads.get(id(t))
            if found is None:
                found = self.grads_met.setdefault(id(t), (t, t._grad))
            met.append(found[1])
        return met

    def set_gradients(self, tensors: Sequence[Tensor], values: Sequence[Tensor | None]) -> None:
        """`grad` of each from now on."""
        for t, value in zip(tensors, values):
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

    def backward(self, output: Tensor, cotangent: Tensor | None) -> list[tuple[Tensor, Tensor]]:
        """The derivative for each input that requires one and that the output depends on; without a cotangent, along
        ones."""
        out, seed = self.node(output), None if cotangent is None else self.node(cotangent)
        versions = self._versions

        def make() -> tuple[Node, ...]:
            active, along = reached(out), ones_like(out) if seed is None else seed
            return tuple(gradient(out, along, v) for v in versions if v in active)

        branch = self.step(("backward", out, seed, tuple(versions)), f"backward of {out.op.name}", make)
        self.differentiated = True
        targets = [self.inputs[versions[n.inputs[-1]]] for n in branch.nodes]
        for t in targets:
            if t._tape is not None:
                raise TraceError(
                    f"backward reaches a tensor of {t._type} that was computed outside this compiled call",
                    hint="compute it inside, or pass .detach() of it to stop derivatives there",
                )
        return list(zip(targets, self._tensors(branch.nodes)))

    def _slot_of(self, n: Node, v: Variable) -> int:
        """Which input a node is a version of."""
        slot = self._versions.get(n)
        if slot is None:
            raise TraceError(
                f"requires_grad of a variable of {v._type} was set in the middle of a compiled call",
                hint="set it before the call, or use ag.no_grad() or .detach()",
            )
        return slot

    # -- running

    def value(self, t: Tensor) -> Array:
        """The value of a traced tensor: run what is recorded so far, keep what is still in use, and go on."""
        if self.inline:
            raise impure(f"asked for the value of {t._type}")
        if self.for_others:
            raise frozen(t, "a tensor")
        n = self.node(t)
        if n not in self.known:
            alive = dict.fromkeys([*self.alive(), *[v for _, v in self.assigned.values()]])
            wanted = [n, *[a for a in alive if a is not n and not self._is_leaf(a)]]
            self.known.update(zip(wanted, self.run(wanted, "value")))
        value = self.known[n]
        kind = np.asarray(value).item() if n.type.size == 1 and n.dtype.kind != "float" else None
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
        if not self.known:
            return self._run(self, self.position, outputs, why)
        pending = [n for n in dict.fromkeys(outputs) if n not in self.known]
        values = dict(zip(pending, self._run(self, self.position, pending, why))) if pending else {}
        return [self.known[n] if n in self.known else values[n] for n in outputs]


def _told(number: bool | int) -> list[Hashable]:
    """A number that is part of the path: 1 and True are equal, and yet not the same."""
    return [type(number), number]


def _applied(op: Op, nodes: Sequence[Node], differentiable: bool | None) -> Node:
    made = op.apply(*nodes)
    return stop_gradient(made) if differentiable is False else made
