"""Ops about differentiation itself; all but `Recompute` are expanded or removed before scheduling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph import dtypes
from autograph.errors import TraceError
from autograph.graph import Lines, Node, Op, Sample, TensorType, node, substitute, topological
from autograph.ops.source import Input, constant_value, zeros_like


class Gradient(Op):
    """The derivative of some outputs, each along its cotangent, with respect to node `wrt`: inputs (*outputs,
    *cotangents, wrt)."""

    def infer(self, *types: TensorType) -> TensorType:
        return types[-1]

    def place(self, inputs: tuple[Node, ...]) -> str | None:
        return inputs[-1].type.device


class Identity(Op, abstract=True):
    """The value of its input; what differs is the derivative. `passes.simplify` takes it out once that is done."""

    kind: ClassVar[str] = "derived"

    def infer(self, x: TensorType) -> TensorType:
        return x

    def numpy(self, x: Any) -> Any:
        return x


class StopGradient(Identity):
    """A value that derivatives take as a constant."""

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (None,)


class Assigned(StopGradient):
    """The value that a call gives to the variable that is its input number `slot`."""

    slot: int


class Alias(Identity):
    """A value under a new identity: what is differentiated with respect to it does not see other uses of `x`."""

    number: int

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (cotangent,)


class Recompute(Op):
    """The value of `x`, as a node of its own: what is computed from it is computed a second time, and not before the
    other inputs are there. Those are not read; scheduling sees to the order."""

    kind: ClassVar[str] = "elementwise"
    cost: ClassVar[int] = 0

    def infer(self, x: TensorType, *after: TensorType) -> TensorType:
        return x

    def place(self, inputs: tuple[Node, ...]) -> str | None:
        return inputs[0].device

    def numpy(self, x: Any, *after: Any) -> Any:
        return x

    def lower(self, b: Any, index: Any, output: TensorType, x: Any, *after: Any) -> Any:
        return x.at(index)

    def gradient(self, cotangent: Node, output: Node, x: Node, *after: Node) -> Sequence[Node | None]:
        return (cotangent, *[None for _ in after])

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        x = np.linspace(-2, 2, 35).reshape(5, 7)
        yield Sample(cls(), (x,))
        yield Sample(cls(), (x, np.ones(3)))


class Placeholder(Op):
    """What stands for a value that a `Rule` is applied to later."""

    kind: ClassVar[str] = "source"
    number: int
    type: TensorType
    free: bool = False

    def infer(self) -> TensorType:
        return self.type

    def place(self, inputs: tuple[Node, ...]) -> str | None:
        return None if self.free else self.type.device

    def numpy(self) -> Any:
        raise _unknown(self.type)

    def lower(self, b: Any, index: Any, output: TensorType) -> Any:
        raise _unknown(self.type)

    def __str__(self) -> str:
        return f"placeholder({self.number})"


def _unknown(kind: TensorType) -> TraceError:
    return TraceError(
        f"the value of a cotangent of {kind} is not known while its gradient function is recorded",
        hint="use array functions such as ag.where instead of Python's if, and no .item() or .numpy() of it",
    )


class Rule(Op):
    """How cotangents of some `Part`s become cotangents of what these were computed from.

    Its inputs are `count` values; `stands` placeholders for the first of them (all or none); placeholders for the
    cotangents of `outputs` parts; and then, over all these, the cotangents of the first values. Values with stand-ins
    are computed again. It has no value of its own.
    """

    count: int
    stands: int
    outputs: int

    def infer(self, *types: TensorType) -> TensorType:
        return TensorType((0,), dtypes.float32)

    def place(self, inputs: tuple[Node, ...]) -> str | None:
        return None

    def bound(self, rule: Node) -> tuple[Node, ...]:
        """The placeholders that mean something inside the rule only."""
        return rule.inputs[self.count : self.count + self.stands + self.outputs]

    def pull(self, rule: Node, cotangents: dict[int, Node], lines: Lines | None) -> list[Node]:
        """The cotangents of the first values, given those of the parts; a part without one does not matter."""
        values, bound = rule.inputs[: self.count], self.bound(rule)
        stands, places = bound[: self.stands], bound[self.stands :]
        totals = [cotangents.get(k) or zeros_like(place) for k, place in enumerate(places)]
        after = [t for t in totals if constant_value(t) is None]
        given = {v: v for v in values}
        given.update((s, node(Recompute(), v, *after)) for s, v in zip(stands, values))
        given.update(zip(places, totals))
        found = [n.inputs[0] for n in rule.inputs[self.count + len(bound) :]]
        return substitute(found, given, lines)


class Part(Op):
    """Value number `number` of those whose derivative a rule gives: inputs (value, rule)."""

    number: int

    def infer(self, x: TensorType, rule: TensorType) -> TensorType:
        return x

    def place(self, inputs: tuple[Node, ...]) -> str | None:
        return inputs[0].device


def stop_gradient(x: Node) -> Node:
    return node(StopGradient(), x)


def assigned(x: Node, before: Node) -> Node:
    """The next value of a variable, whose value so far is `before`: an input, or what was assigned to it earlier."""
    while isinstance(before.op, Alias):
        before = before.inputs[0]
    assert isinstance(before.op, (Input, Assigned)), f"{before.op} is no value of a variable"
    return node(Assigned(before.op.slot), x)


def replacements(outputs: Sequence[Node]) -> dict[int, int]:
    """Which output is the next value of which input, as numbers; not where several claim to be."""
    found: dict[int, list[int]] = {}
    for k, n in enumerate(outputs):
        while isinstance(n.op, Alias):
            n = n.inputs[0]
        if isinstance(n.op, Assigned):
            found.setdefault(n.op.slot, []).append(k)
    return {outs[0]: slot for slot, outs in found.items() if len(outs) == 1}


def gradient(output: Node, cotangent: Node, wrt: Node) -> Node:
    return node(Gradient(), output, cotangent, wrt)


def joint_gradient(outputs: Sequence[Node], cotangents: Sequence[Node], wrt: Node) -> Node:
    """The derivative of all the outputs together."""
    return node(Gradient(), *outputs, *cotangents, wrt)


def parts(
    outputs: Sequence[Node],
    values: Sequence[Node],
    stands: Sequence[Node],
    places: Sequence[Node],
    found: Sequence[Node],
) -> tuple[Node, ...]:
    """The outputs with derivatives by a rule: `found` are the cotangents of the first `values`, over the placeholders
    `stands` for values and `places` for the outputs' cotangents."""
    kind = Rule(len(values), len(stands), len(outputs))
    # What the rule computes matters to derivatives once it is applied, and not before.
    rule = node(kind, *values, *stands, *places, *map(stop_gradient, found))
    return tuple(node(Part(k), n, rule) for k, n in enumerate(outputs))


def reached(n: Node) -> set[Node]:
    """What a node depends on as far as derivatives go: not behind constants to them, nor behind integers."""
    return set(topological([n], stop=lambda i: isinstance(i.op, StopGradient) or not i.dtype.is_float))
