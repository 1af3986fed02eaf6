"""Ops about differentiation itself; all are expanded or removed before scheduling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from autograph.graph import Node, Op, TensorType, node


@dataclass(frozen=True, eq=False)
class Gradient(Op):
    """The derivative of `output` along `cotangent` with respect to node `wrt`: inputs (output, cotangent, wrt)."""

    def infer(self, output: TensorType, cotangent: TensorType, wrt: TensorType) -> TensorType:
        return wrt


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


@dataclass(frozen=True, eq=False)
class Alias(Identity):
    """A value under a new identity: what is differentiated with respect to it does not see other uses of `x`."""

    number: int

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (cotangent,)


def stop_gradient(x: Node) -> Node:
    return node(StopGradient(), x)


def gradient(output: Node, cotangent: Node, wrt: Node) -> Node:
    return node(Gradient(), output, cotangent, wrt)
