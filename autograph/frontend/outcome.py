"""What a recorded call returns and changes, and how it is repeated without running its Python."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from autograph.errors import TraceError
from autograph.frontend import tree
from autograph.frontend.state import state
from autograph.frontend.tensor import Array, Tape, Tensor, Variable, frozen
from autograph.frontend.trace import Trace
from autograph.graph import Node


@dataclass(frozen=True)
class Outcome:
    """A call's results and changes, in terms of its program's outputs."""

    outputs: tuple[Node, ...]
    leaves: tuple[Any, ...]  # the result's leaves; those that are tensors of the call as nodes
    rebuild: tree.Rebuild
    assigned: tuple[tuple[Variable, Node], ...]
    grads: tuple[tuple[Tensor, Node | Tensor | None], ...]

    @classmethod
    def of(cls, trace: Trace, result: Any) -> Outcome:
        """The outcome of a call that has returned `result`. Raises TraceError for what has no value yet."""
        leaves, rebuild = tree.flatten(result)
        shown = tuple(_shown(trace, leaf) for leaf in leaves)
        grads = tuple((t, _grad_node(trace, g)) for t, g in trace.grads.values())
        assigned = tuple(trace.assigned.values())
        wanted = [n for n in shown if isinstance(n, Node)] + [n for _, n in assigned]
        wanted += [g for _, g in grads if isinstance(g, Node)]
        return cls(tuple(dict.fromkeys(wanted)), shown, rebuild, assigned, grads)

    def taped(self, trace: Trace) -> frozenset[Node]:
        """The results that `backward` may be called on: of calls that changed no parameter themselves."""
        if trace.differentiated or not state.grad or not trace.differentiable:
            return frozenset()
        if any(v.requires_grad for v, _ in self.assigned):
            return frozenset()
        return frozenset(n for n in self.leaves if isinstance(n, Node) and n.dtype.is_float and trace.tracked(n))

    def commit(self, values: Sequence[Array], tapes: dict[Node, Tape]) -> Any:
        """Change the state and build the result: both, or neither."""
        by_node = dict(zip(self.outputs, values))
        made = [Tensor(by_node[n], tape=tapes.get(n)) if isinstance(n, Node) else n for n in self.leaves]
        result = self.rebuild(iter(made))
        changes: list[tuple[Tensor, str, Any]] = [(v, "_value", by_node[n]) for v, n in self.assigned]
        changes += [(t, "_grad", Tensor(by_node[g]) if isinstance(g, Node) else g) for t, g in self.grads]
        # One loop in C: an interrupt comes before all changes or after them.
        deque(map(setattr, *zip(*changes)), maxlen=0) if changes else None
        return result


def tapes(
    taped: frozenset[Node], leaves: tuple[Node, ...], parents: tuple[Tensor, ...], compiled: bool = True
) -> dict[Node, Tape]:
    """How the taped results came about, from the values that the parents have now."""
    if not taped:
        return {}
    arrays = tuple(t._array() for t in parents)
    return {n: Tape(n, leaves, parents, arrays, compiled) for n in taped}


def _shown(trace: Trace, leaf: Any) -> Any:
    if isinstance(leaf, Tensor):
        return trace.node(leaf)
    if isinstance(leaf, Iterator):
        raise TraceError(
            f"a compiled function returned a {type(leaf).__name__}, which would run after the call",
            hint="return a list or a tuple of tensors; a function with yield cannot be compiled",
        )
    return leaf


def _grad_node(trace: Trace, g: Tensor | None) -> Node | Tensor | None:
    return trace.node(g) if g is not None and g._node is not None else g


#: A tensor of a repeated call: the number of an argument, or one tensor for all calls.
Reference: TypeAlias = "int | Tensor"


@dataclass(frozen=True)
class Replay:
    """A call that can be repeated without running its Python (`retrace="signature"`).

    Arguments stand for themselves on each call. Whether `.grad` was None when the Python asked is part of what was
    recorded; its value is asked for again.
    """

    program: Callable[..., list[Array]]
    inputs: tuple[tuple[Reference, bool], ...]  # True: the .grad of the tensor is meant
    scalars: tuple[float, ...]
    numbers: tuple[Tensor, ...]
    nodes: tuple[Node, ...]
    outcome: Outcome
    assigned: tuple[Reference, ...]
    grads: tuple[Reference, ...]
    met: tuple[tuple[Reference, bool], ...]
    taped: frozenset[Node]
    owner: Any  # keeps alive what its key names by id

    @classmethod
    def of(cls, trace: Trace, outcome: Outcome, program: Callable[..., list[Array]], owner: Any) -> Replay:
        """The replay of a call whose first inputs were its arguments: Variables, and stand-ins for other tensors."""
        slots = {id(t): k for k, t in reversed(list(enumerate(trace.inputs[: trace.bound])))}

        def reference(t: Tensor) -> Reference:
            return t if isinstance(t, Variable) else slots.get(id(t), t)

        owners = {id(g): t for t, g in trace.grads_met.values() if g is not None}
        inputs = [(reference(owners.get(id(t), t)), id(t) in owners) for t in trace.inputs]
        nodes, parents = trace.leaves()
        return cls(
            program,
            tuple(inputs),
            tuple(trace.arguments()[1]),
            parents[len(inputs) :],
            nodes,
            outcome,
            tuple(reference(v) for v, _ in outcome.assigned),
            tuple(reference(t) for t, _ in outcome.grads),
            tuple((reference(t), g is None) for t, g in trace.grads_met.values()),
            outcome.taped(trace),
            owner,
        )

    def fits(self, tensors: Sequence[Tensor]) -> bool:
        """Whether the Python would find the same gradients missing as when it was recorded."""
        return all((_resolved(t, tensors)._grad is None) == missing for t, missing in self.met)

    def __call__(self, tensors: Sequence[Tensor]) -> Any:
        found = [(_resolved(t, tensors), of_grad) for t, of_grad in self.inputs]
        inputs = [t._grad if of_grad else t for t, of_grad in found]
        values = self.program([np.asarray(t._value, order="C") for t in inputs if t is not None], self.scalars)
        assigned = tuple((_resolved(t, tensors), n) for t, (_, n) in zip(self.assigned, self.outcome.assigned))
        grads = tuple((_resolved(t, tensors), g) for t, (_, g) in zip(self.grads, self.outcome.grads))
        outcome = Outcome(self.outcome.outputs, self.outcome.leaves, self.outcome.rebuild, assigned, grads)  # type: ignore[arg-type]  # assigned ones are Variables
        return outcome.commit(values, tapes(self.taped, self.nodes, (*inputs, *self.numbers)))  # type: ignore[arg-type]


def _resolved(reference: Reference, tensors: Sequence[Tensor]) -> Tensor:
    return tensors[reference] if isinstance(reference, int) else reference


class StandIn(Tensor):
    """An argument of a call that is recorded for others: its value is not theirs, so nothing may depend on it."""

    __slots__ = ()

    def _array(self) -> Array:
        if state.trace is not None:
            raise frozen(self, "an argument")
        return super()._array()


def stand_in(t: Tensor) -> Tensor:
    """What an argument is while a call is recorded for others: itself if it is a Variable, else another tensor like
    it, so that the same tensor met elsewhere in the function is not taken for the argument."""
    if isinstance(t, Variable):
        return t
    made = StandIn(t._array(), requires_grad=t.requires_grad, tape=t._tape)
    made._grad = t._grad
    return made
