"""Values brought from one device to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph.graph import Node, Op, Sample, TensorType, node


class Transfer(Op):
    """The same values on `device`. Programs end before it and begin after it: see `schedule.itinerary`."""

    kind: ClassVar[str] = "derived"
    cost: ClassVar[int] = 0
    device: str

    def infer(self, x: TensorType) -> TensorType:
        return x

    def place(self, inputs: tuple[Node, ...]) -> str | None:
        return self.device

    def numpy(self, x: Any) -> Any:
        return x

    def expand(self, x: Node) -> Node:
        return x  # a program is of one device

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (brought(cotangent, x.type.device),)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield Sample(cls("cpu"), (np.linspace(-2, 2, 6).reshape(2, 3),))


def brought(n: Node, device: str) -> Node:
    """A value where it is wanted: itself, if it is there or may be anywhere."""
    return n if n.device in (None, device) else node(Transfer(device), n)
