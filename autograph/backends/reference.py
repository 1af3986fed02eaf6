"""The NumPy meaning of a graph: the oracle of the tests, and how interpreted mode runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograph import config
from autograph.errors import AutographError, Location, NonFiniteError
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
    value = value.astype(n.dtype.numpy, copy=False)
    if config.nan_guard and n.inputs:
        _guard(n, arrays, value, lines)
    return value


def _guard(n: Node, operands: Sequence[Any], value: Any, lines: Mapping[Node, Location] | None) -> None:
    """Raises NonFiniteError where a value has a NaN and no operand has, or an infinity and all operands are finite."""
    if all_finite([value]):
        return
    floats = [np.asarray(a) for a, i in zip(operands, n.inputs) if i.dtype.is_float]
    for kind, made, known in (
        ("NaN", np.isnan(value), any(np.isnan(a).any() for a in floats)),
        ("an infinity", np.isinf(value), not all_finite(floats)),
    ):
        if made.any() and not known:
            given = ", ".join(str(i.type) for i in n.inputs)
            place = [int(k) for k in np.argwhere(made)[0]]
            raise NonFiniteError(
                f"{n.op.name} of {given} makes {kind}: {made.sum()} of {value.size} elements, first at {place}",
                where=lines.get(n) if lines is not None else None,
                hint="look at its operands there: logarithm or root of 0 or less, division by 0, too large a step?",
            )


def all_finite(arrays: Sequence[Any]) -> bool:
    """Whether no array has a NaN or an infinity."""
    return all(a.dtype.kind in "biu" or bool(np.isfinite(a).all()) for a in arrays)


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
