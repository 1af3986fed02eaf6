"""The NumPy meaning of a graph: the oracle of the tests, and how interpreted mode runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograph.errors import AutographError, Location
from autograph.graph import Node, topological


def evaluate(
    outputs: Sequence[Node], values: Mapping[Node, Any], lines: Mapping[Node, Location] | None = None
) -> list[np.ndarray[Any, Any]]:
    """The outputs' values, given those of the sources; intermediates are dropped as soon as they are not needed."""
    known: dict[Node, Any] = dict(values)
    order = topological(outputs, stop=known.__contains__)
    last = {i: n for n in order for i in n.inputs}
    keep = set(outputs)
    with np.errstate(all="ignore"):
        for n in order:
            if n not in known:
                known[n] = _run(n, [known[i] for i in n.inputs], lines)
                for i in n.inputs:
                    if last[i] is n and i not in keep and i not in values:
                        known.pop(i, None)
    return [np.asarray(known[n]) for n in outputs]


def _run(n: Node, arrays: list[Any], lines: Mapping[Node, Location] | None) -> Any:
    halves = n.op.kind != "movement" and (n.dtype.is_half or any(i.dtype.is_half for i in n.inputs))
    if halves:  # computed in float32, as generated code does
        source = n.op.name == "cast" and n.dtype.is_half
        arrays = [a.astype(np.float32) if source or i.dtype.is_half else a for a, i in zip(arrays, n.inputs)]
    try:
        value = np.asarray(n.op.numpy(*arrays))
    except AutographError as error:
        if lines is None or n not in lines:
            raise
        raise type(error)(error.what, where=lines[n], hint=error.hint) from None
    assert value.shape == n.shape, f"{n.op}: NumPy gives shape {value.shape}, the type rule says {n.type}"
    return value.astype(n.dtype.numpy, copy=False)


@dataclass(frozen=True, eq=False)
class InPython:
    """A step of a plan that NumPy computes: bytes in, bytes out."""

    node: Node

    def __call__(self, buffers: Sequence[np.ndarray[Any, Any]]) -> None:
        """Reads all buffers but the last, which it writes; each holds the bytes of one operand."""
        types = [*[i.type for i in self.node.inputs], self.node.type]
        *operands, result = [b[: t.nbytes].view(t.dtype.numpy).reshape(t.shape) for b, t in zip(buffers, types)]
        with np.errstate(all="ignore"):
            result[...] = _run(self.node, operands, None)
