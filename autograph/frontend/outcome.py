"""What a recorded call returns and changes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from operator import attrgetter, is_not
from typing import Any

from autograph import config
from autograph.backends import Last, Value, doubts
from autograph.errors import TraceError
from autograph.frontend import tree
from autograph.frontend.programs import Built
from autograph.frontend.state import state
from autograph.frontend.tensor import Array, Tape, Tensor, Variable
from autograph.frontend.trace import Trace
from autograph.graph import Node

#: References to the value of a variable where `commit` has it written over: the variable's, and those of three lists,
#: of the call's arrays, of the new values, and of those of them that are written over.
REFERENCES = 4


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
        leaves, rebuild = ([result], next) if type(result) is Tensor else tree.flatten(result)
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
            if ending.elsewhere:
                self._change_for_now(values, new, grads, changes)
            elif last is None:
                deque(changes, maxlen=0)
            elif self._held(ending, values, last, changes):
                return self.commit(ending, last.apart(), tapes)
            else:
                last.done()
        return result

    def _change_for_now(
        self, values: Sequence[Value], new: Sequence[Value], grads: Sequence[Tensor | None], changes: Iterator[None]
    ) -> None:
        """Make the changes, which are taken back if the call turns out to have failed. Raises what it failed with if
        that is known, or must be."""
        with doubts.settling:
            found = doubts.of(values)
            if found:
                before = [doubts.Change(v, "_value", v._value, n) for v, n in zip(self.assigned, new)]
                before += [doubts.Change(t, "_grad", t._grad, g) for (t, _), g in zip(self.grads, grads)]
                own = [g._value for g, (_, known) in zip(grads, self.grads) if g is not None and g is not known]
                doubts.remember(found, before, [*new, *own])
            deque(changes, maxlen=0)

    def _held(self, ending: Ending, values: Sequence[Array], last: Last, changes: Iterator[None]) -> bool:
        """Whether somebody has an array that would be written over, or it is its variable's no longer. If not, the last
        steps and the changes are done, all in one loop in C."""
        variables = [v for v, k in zip(self.assigned, ending.assigned) if k in last.over]
        arrays = [values[k] for k in ending.assigned if k in last.over]
        assert len(arrays) == len(last.over), "only values of variables are written over"
        lost = map(is_not, map(getattr, variables, repeat("_value")), arrays)
        return any(chain(lost, last.steps(REFERENCES), changes))


#: Of a tensor from outside a call.
value: Callable[[Tensor], Array] = attrgetter("_value")


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
    elsewhere: bool  # whether some of the outputs are on another device than the CPU
    program: Built | None = None  # what computes the outputs, if the call has computed nothing yet

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
        elsewhere = any(n.type.device != "cpu" for n in outputs)
        told = tuple([number[n] for n in taped])
        return cls(tuple(outputs), shown, assigned, grads, shared, told, leaves, elsewhere)

    def result(self, kind: type, values: Sequence[Array], tapes: dict[int, Tape] | None) -> Any:
        """What a call returns that changed nothing: a Tensor, or a tuple of them, all new."""
        if kind is Tensor:
            at = self.shown[0]
            return Tensor(values[at], False, tapes.get(at) if tapes else None)  # type: ignore[index,arg-type]
        return tuple([Tensor(values[k], False, tapes.get(k) if tapes else None) for k in self.shown])  # type: ignore[index,arg-type]

    def tapes(
        self, inputs: Sequence[Tensor], arrays: Sequence[Any], numbers: Sequence[Tensor], compiled: bool = True
    ) -> dict[int, Tape]:
        """How the taped results came about: from inputs that had the values `arrays`, and from numbers."""
        parents, values = (*inputs, *numbers), (*arrays, *map(value, numbers))
        return {k: Tape(self.outputs[k], self.leaves, parents, values, compiled) for k in self.taped}


def returned_alone(trace: Trace, result: Any) -> Hashable | None:
    """What tells, at one place of the tree, the ending of a call that changed nothing and returns a new tensor, or a
    tuple of them; None for any other call."""
    if trace.assigned or trace.grads:
        return None
    if type(result) is Tensor and result._trace is trace:
        return result._node, config.mode, state.grad
    if type(result) is tuple and all(type(t) is Tensor and t._trace is trace for t in result):
        return tuple([t._node for t in result]), config.mode, state.grad
    return None


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
