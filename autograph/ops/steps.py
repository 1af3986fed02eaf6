"""Where the steps of a recurrence lie in one array, one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from autograph.graph import Node, topological
from autograph.ops.joining import joins_in_memory, unshaped
from autograph.ops.movement import Reshape, Slice, permute, reshape, slice_
from autograph.ops.source import constant, constant_value


@dataclass(frozen=True)
class Part:
    """Of an array, what is at `start` along `axis`: a step without that axis, or some rows from there on."""

    source: Node
    axis: int
    start: int


def part_of(n: Node) -> Part | None:
    """The array that a node is one step of, if it only reads it."""
    cut = n.inputs[0] if isinstance(n.op, Reshape) else n
    if not isinstance(cut.op, Slice):
        return None
    source, limits = cut.inputs[0], cut.op.limits
    narrowed = [k for k, (limit, e) in enumerate(zip(limits, source.shape)) if limit != (0, 1, e)]
    if len(narrowed) != 1:
        return None
    (axis,) = narrowed
    start, step, count = limits[axis]
    alone = count == 1 and n.shape == (*cut.shape[:axis], *cut.shape[axis + 1 :])
    return Part(source, axis, start) if step == 1 and (alone or (axis == 0 and n is cut)) else None


def in_one(steps: Sequence[Node]) -> Node | None:
    """The steps of one array below one another, [steps · rows, …]; None if they lie otherwise, or leave one out."""
    first, rows = part_of(steps[0]), steps[0].shape[0] if isinstance(steps[0].op, Slice) else 1
    if first is None or not steps[0].shape or len({s.shape for s in steps}) > 1:
        return None
    source, axis = first.source, first.axis
    if any(part_of(s) != Part(source, axis, first.start + k * rows) for k, s in enumerate(steps)):
        return None
    limits = [(0, 1, e) for e in source.shape]
    limits[axis] = (first.start, 1, len(steps) * rows)
    others = [k for k in range(len(source.shape)) if k != axis]
    shape = len(steps) * steps[0].shape[0], *steps[0].shape[1:]
    return reshape(permute(slice_(source, limits), (axis, *others)), shape)


@dataclass(frozen=True)
class Whole:
    """An array that holds steps of one shape, one after the other: the place of each step's first row."""

    node: Node
    places: Mapping[Node, int]

    def rows(self, steps: Sequence[Node]) -> Node | None:
        """The steps, if they lie one after the other: [steps · rows, columns]."""
        rows, columns = steps[0].shape
        first = self.places[steps[0]]
        if any(self.places.get(s) != first + k * rows for k, s in enumerate(steps)):
            return None
        every = reshape(self.node, (self.node.type.size // columns, columns))
        return slice_(every, [(first, 1, len(steps) * rows), (0, 1, columns)])


def wholes(outputs: Sequence[Node]) -> dict[Node, list[Whole]]:
    """For each step, the arrays in which it lies: those that are joined from such steps, or that it is rows of."""
    found: dict[Node, list[Whole]] = {}
    cut: dict[Node, dict[Node, int]] = {}
    for n in topological(outputs):
        if joins_in_memory(n):
            steps = _steps(n)
            if len({s.type for s in steps}) == 1 and len(set(steps)) == len(steps) and len(steps[0].shape) == 2:
                whole = Whole(n, {s: k * steps[0].shape[0] for k, s in enumerate(steps)})
                for s in steps:
                    found.setdefault(s, []).append(whole)
        part = part_of(n)
        if part is not None and part.axis == 0 and len(n.shape) == len(part.source.shape) == 2:
            cut.setdefault(part.source, {})[n] = part.start
    for source, places in cut.items():
        if len({s.shape for s in places}) == 1:
            whole = Whole(source, places)
            for s in places:
                found.setdefault(s, []).append(whole)
    return found


def _steps(n: Node) -> list[Node]:
    parts = [unshaped(i) for i in n.inputs]
    return [s for p in parts for s in (_steps(p) if joins_in_memory(p) else [_matrix(p)])]


def _matrix(n: Node) -> Node:
    """A constant as a matrix, which equal steps are; a reshape of one is a constant of another shape."""
    value = constant_value(n)
    return n if value is None else constant(value, n.dtype, (prod(n.shape[:-1]), *n.shape[-1:]))
