"""How a recorded call is repeated without running its Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from autograph.backends import Value
from autograph.frontend import placement
from autograph.frontend.outcome import Ending, Outcome, value
from autograph.frontend.programs import Built
from autograph.frontend.refusals import frozen
from autograph.frontend.state import state
from autograph.frontend.tensor import Tensor, Variable
from autograph.frontend.trace import Trace

#: A tensor of a repeated call: the number of an argument, or one tensor for all calls.
Reference: TypeAlias = "int | Tensor"


@dataclass(frozen=True)
class Replay:
    """A call that can be repeated without running its Python (`retrace="signature"`).

    Arguments stand for themselves on each call. Whether `.grad` was None when the Python asked is part of what was
    recorded; its value is asked for again.
    """

    program: Built
    inputs: tuple[Tensor, ...]
    given: tuple[tuple[int, int], ...]  # which of the inputs are which arguments
    accumulated: tuple[tuple[int, Reference], ...]  # which of the inputs are the .grad of which tensors
    numbers: tuple[Tensor, ...]
    scalars: tuple[float, ...]
    outcome: Outcome
    ending: Ending
    alone: type | None  # of what it returns, if that is all it does: Tensor, or a tuple of them
    grads: tuple[Reference, ...]
    met: tuple[tuple[Reference, bool], ...]
    owner: Any  # keeps alive what its key names by id
    moves: int  # of variables, when it was recorded

    @classmethod
    def of(
        cls, trace: Trace, outcome: Outcome, ending: Ending, program: Built, alone: type | None, owner: Any
    ) -> Replay:
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
            alone,
            tuple(reference(t) for t, _ in outcome.grads),
            tuple((reference(t), g is None) for t, g in trace.grads_met.values()),
            owner,
            placement.moves,
        )

    @property
    def current(self) -> bool:
        """Whether no variable has been moved since it was recorded."""
        return self.moves == placement.moves

    def fits(self, tensors: Sequence[Tensor]) -> bool:
        """Whether the Python would find the same gradients missing as when it was recorded, and variables where they
        were."""
        if not self.current:
            return False
        return not self.met or all((_resolved(t, tensors)._grad is None) == missing for t, missing in self.met)

    def call(self, tensors: Sequence[Tensor]) -> Any:
        """What the function returns for these arguments, having changed what it changes."""
        inputs = list(self.inputs)
        for k, argument in self.given:
            inputs[k] = tensors[argument]
        for k, owner in self.accumulated:
            grad = _resolved(owner, tensors)._grad
            assert grad is not None, "it was not when the call was recorded"
            inputs[k] = grad
        arrays = list(map(value, inputs))
        if self.alone is not None:
            values = self.program.run(arrays, self.scalars)
            taped = self.ending.tapes(inputs, arrays, self.numbers) if self.ending.taped else None
            return self.ending.result(self.alone, values, taped)
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

    def _held(self) -> Value:
        if state.trace is not None:
            raise frozen(self, "an argument")
        return super()._held()


def stand_in(t: Tensor) -> Tensor:
    """What an argument is while a call is recorded for others: itself if it is a Variable, else another tensor like
    it, so that the same tensor met elsewhere in the function is not taken for the argument."""
    if isinstance(t, Variable):
        return t
    made = StandIn(t._held(), requires_grad=t.requires_grad, tape=t._tape)
    made._grad = t._grad
    return made
