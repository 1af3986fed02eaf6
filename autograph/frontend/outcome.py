"""What a recorded call returns and changes, and how it is repeated without running its Python."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from operator import attrgetter, is_not
from typing import Any, Protocol, TypeAlias

import numpy as np

from autograph import config
from autograph.backends import Last
from autograph.errors import TraceError
from autograph.frontend import tree
from autograph.frontend.state import state
from autograph.frontend.tensor import Array, Tape, Tensor, Variable, frozen
from autograph.frontend.trace import Trace
from autograph.graph import Node

#: References to the value of a variable where `commit` has it written over: the variable's, and those of three lists,
#: of the call's arrays, of the new values, and of those of them that are written over.
REFERENCES = 4


class Program(Protocol):
    """What computes the values that a call ends with."""

    def begun(self, inputs: Sequence[Array], scalars: Sequence[float]) -> tuple[list[Array], Last | None]:
        """The values, and what may be left to do to have all of them."""


class Outcome:
    """What a call returned and changed: the leaves of its result, the variables it assigned to, the gradients it set,
    and `nodes`, which stand for their values in this order; None for what has its value already."""

    __slots__ = ("assigned", "grads", "leaves", "nodes", "rebuild")

    def __init__(
        self,
        leaves: Sequence[Any],
        rebuild: tree.Rebuild,
        assigned: Sequence[Variable],
        grads: Sequence[tuple[Tensor, Tensor | None]],
        nodes: tuple[tuple[Node | None, ...], ...],
    ):
        self.leaves, self.rebuild, self.assigned, self.grads, self.nodes = leaves, rebuild, assigned, grads, nodes

    @classmethod
    def of(cls, trace: Trace, result: Any) -> Outcome:
        """The outcome of a call that has returned `result`. Raises TraceError for what has no value yet."""
        if type(result) is Tensor and not trace.assigned and not trace.grads:
            return cls((result,), next, (), (), ((trace.node(result),), (), ()))
        leaves, rebuild = tree.flatten(result)
        shown = tuple([_shown(trace, leaf) for leaf in leaves])
        if not trace.assigned and not trace.grads:
            return cls(leaves, rebuild, (), (), (shown, (), ()))
        grads = list(trace.grads.values())
        made = tuple([trace.node(g) if g is not None and g._node is not None else None for _, g in grads])
        assigned = trace.assigned.values()
        nodes = shown, tuple([n for _, n in assigned]), made
        return cls(leaves, rebuild, [v for v, _ in assigned], grads, nodes)

    def commit(self, ending: Ending, values: Sequence[Array], tapes: dict[int, Tape], last: Last | None = None) -> Any:
        """Change the state and build the result: both, or neither. `last` writes those of the values that are to
        replace others where these are."""
        if self.rebuild is next and not self.assigned and not self.grads:
            (at,) = ending.shown
            return self.leaves[0] if at is None else Tensor(values[at], False, tapes.get(at) if tapes else None)
        if last is not None and ending.shared:  # a result would be written over by the next call
            return self.commit(ending, last.apart(), tapes)
        made = [n if k is None else Tensor(values[k], tape=tapes.get(k)) for n, k in zip(self.leaves, ending.shown)]
        result = self.rebuild(iter(made))
        if self.assigned or self.grads:
            new = [values[k] for k in ending.assigned]
            for k in ending.shared:
                new[k] = new[k].copy()
            grads = [g if k is None else Tensor(values[k]) for (_, g), k in zip(self.grads, ending.grads)]
            changes = chain(
                map(setattr, self.assigned, repeat("_value"), new),
                map(setattr, [t for t, _ in self.grads], repeat("_grad"), grads),
            )
            # One loop in C: an interrupt comes before all changes or after them.
            if last is None:
                deque(changes, maxlen=0)
            elif self._held(ending, values, last, changes):
                return self.commit(ending, last.apart(), tapes)
            else:
                last.done()
        return result

    def _held(self, ending: Ending, values: Sequence[Array], last: Last, changes: Iterator[None]) -> bool:
        """Whether somebody has an array that would be written over, or it is its variable's no longer. If not, the last
        steps and the changes are done, all in one loop in C."""
        variables = [v for v, k in zip(self.assigned, ending.assigned) if k in last.over]
        arrays = [values[k] for k in ending.assigned if k in last.over]
        assert len(arrays) == len(last.over), "only values of variables are written over"
        lost = map(is_not, map(getattr, variables, repeat("_value")), arrays)
        return any(chain(lost, last.steps(REFERENCES), changes))


_asarray = np.asarray
#: Of a tensor from outside a call.
_value = attrgetter("_value")


@dataclass(eq=False, slots=True)
class Ending:
    """How calls end at one place of the tree: `outputs` are the nodes they take, and the others numbers of these, for
    the leaves of the result, the assigned variables and the gradients; `shared` are those of the assigned that are seen
    elsewhere too, while the array of a variable is its own. `taped` are those that `backward` may be called
    on, computed from `leaves`."""

    outputs: tuple[Node, ...]
    shown: tuple[int | None, ...]
    assigned: tuple[int, ...]
    grads: tuple[int | None, ...]
    shared: tuple[int, ...]
    taped: tuple[int, ...]
    leaves: tuple[Node, ...]
    program: Program | None = None  # what computes the outputs, if the call has computed nothing yet

    @classmethod
    def of(cls, trace: Trace, outcome: Outcome) -> Ending:
        """The ending of a call, made once for all that end as it does."""
        endings, key = trace.position.endings, (config.mode, state.grad, outcome.nodes)
        found: Ending | None = endings.get(key)
        return found if found is not None else endings.setdefault(key, cls._new(trace, outcome))

    @classmethod
    def _new(cls, trace: Trace, outcome: Outcome) -> Ending:
        outputs = dict.fromkeys([n for group in outcome.nodes for n in group if n is not None])
        number: dict[Node | None, Any] = {n: k for k, n in enumerate(outputs)} | {None: None}
        shown, assigned, grads = (tuple([number[n] for n in group]) for group in outcome.nodes)
        taped = _taped(trace, outcome)
        leaves = trace.leaves() if taped else ()
        shared = tuple([i for i, k in enumerate(assigned) if k in shown or k in grads])
        return cls(tuple(outputs), shown, assigned, grads, shared, tuple([number[n] for n in taped]), leaves)

    def tapes(
        self, inputs: Sequence[Tensor], arrays: Sequence[Array], numbers: Sequence[Tensor], compiled: bool = True
    ) -> dict[int, Tape]:
        """How the taped results came about: from inputs that had the values `arrays`, and from numbers."""
        parents, values = (*inputs, *numbers), (*arrays, *[_value(n) for n in numbers])
        return {k: Tape(self.outputs[k], self.leaves, parents, values, compiled) for k in self.taped}


def _taped(trace: Trace, outcome: Outcome) -> list[Node]:
    """The results that `backward` may be called on: of calls that changed no parameter themselves."""
    if trace.differentiated or not state.grad or not trace.differentiable:
        return []
    if any(v._requires_grad for v in outcome.assigned):
        return []
    shown = dict.fromkeys(outcome.nodes[0])
    return [n for n in shown if n is not None and n.dtype.is_float and trace.tracked(n)]


def _shown(trace: Trace, leaf: Any) -> Node | None:
    if isinstance(leaf, Tensor):
        return trace.node(leaf)
    if isinstance(leaf, Iterator):
        raise TraceError(
            f"a compiled function returned a {type(leaf).__name__}, which would run after the call",
            hint="return a list or a tuple of tensors; a function with yield cannot be compiled",
        )
    return None


#: A tensor of a repeated call: the number of an argument, or one tensor for all calls.
Reference: TypeAlias = "int | Tensor"


@dataclass(frozen=True)
class Replay:
    """A call that can be repeated without running its Python (`retrace="signature"`).

    Arguments stand for themselves on each call. Whether `.grad` was None when the Python asked is part of what was
    recorded; its value is asked for again.
    """

    program: Program
    inputs: tuple[Tensor, ...]
    given: tuple[tuple[int, int], ...]  # which of the inputs are which arguments
    accumulated: tuple[tuple[int, Reference], ...]  # which of the inputs are the .grad of which tensors
    numbers: tuple[Tensor, ...]
    scalars: tuple[float, ...]
    outcome: Outcome
    ending: Ending
    grads: tuple[Reference, ...]
    met: tuple[tuple[Reference, bool], ...]
    owner: Any  # keeps alive what its key names by id

    @classmethod
    def of(cls, trace: Trace, outcome: Outcome, ending: Ending, program: Program, owner: Any) -> Replay:
        """The replay of a call whose first inputs were its arguments: Variables, and stand-ins for other tensors."""
        slots = {id(t): k for k, t in reversed(list(enumerate(trace.inputs[: trace.bound])))}

        def reference(t: Tensor) -> Reference:
            return t if isinstance(t, Variable) else slots.get(id(t), t)

        owners = {id(g): t for t, g in trace.grads_met.values() if g is not None}
        references = [(k, reference(t)) for k, t in enumerate(trace.inputs) if id(t) not in owners]
        return cls(
            program,
            tuple(trace.inputs),
            tuple([(k, r) for k, r in references if isinstance(r, int)]),
            tuple([(k, reference(owners[id(t)])) for k, t in enumerate(trace.inputs) if id(t) in owners]),
            trace.numbers_passed(),
            tuple(trace.scalars),
            outcome,
            ending,
            tuple(reference(t) for t, _ in outcome.grads),
            tuple((reference(t), g is None) for t, g in trace.grads_met.values()),
            owner,
        )

    def fits(self, tensors: Sequence[Tensor]) -> bool:
        """Whether the Python would find the same gradients missing as when it was recorded."""
        return not self.met or all((_resolved(t, tensors)._grad is None) == missing for t, missing in self.met)

    def __call__(self, tensors: Sequence[Tensor]) -> Any:
        inputs = list(self.inputs)
        for k, argument in self.given:
            inputs[k] = tensors[argument]
        for k, owner in self.accumulated:
            grad = _resolved(owner, tensors)._grad
            assert grad is not None, "it was not when the call was recorded"
            inputs[k] = grad
        arrays = [_asarray(t._value, order="C") for t in inputs]
        values, last = self.program.begun(arrays, self.scalars)
        tapes = self.ending.tapes(inputs, arrays, self.numbers) if self.ending.taped else {}
        outcome = self.outcome
        if self.grads:
            grads = [(_resolved(r, tensors), g) for r, (_, g) in zip(self.grads, outcome.grads)]
            outcome = Outcome(outcome.leaves, outcome.rebuild, outcome.assigned, grads, outcome.nodes)
        return outcome.commit(self.ending, values, tapes, last)


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
