"""What every step of a recurrence does alike, and does not have to wait for, is done for all steps at once.

    h = tanh(x[:, t] @ w + h @ u)  for each t     →     all = [x[:, 0]; x[:, 1]; …] @ w;  h = tanh(all[t] + h @ u)

Products by one weight and look-ups in one table are batched, among them those of derivatives: where operands are
computed step by step, kernels store them one after the other (`schedule.side_by_side`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from autograph.graph import Lines, Node, attribute, node, rewrite, topological, users
from autograph.ops.contraction import Matmul
from autograph.ops.gather import Gather
from autograph.ops.joining import concat
from autograph.ops.movement import Permute, slice_
from autograph.ops.steps import in_one, part_of, wholes

#: Fewer steps stay as they are.
FEWEST = 3
#: Rows of a step from which on its product is as fast alone.
ENOUGH = 256
#: Rows that are done at once: all of their results are kept until the last is read.
MOST = 1 << 14


def batch_steps(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """The same outputs."""
    current = list(outputs)
    while True:
        done: dict[Node, Node] = {}
        for steps, batch in _batches(current):
            if any(n in done for n in steps):
                continue  # another batch reads them: there is a next round
            if steps[0] in lines:
                attribute([batch], lines, lines[steps[0]])
            (batch,) = rewrite([batch], lambda n: None, done, lines)
            rows, rest = steps[0].shape[0], [(0, 1, e) for e in batch.shape[1:]]
            done.update({n: slice_(batch, [(k * rows, 1, rows), *rest]) for k, n in enumerate(steps)})
        if not done:
            return current
        current = rewrite(current, lambda n: None, done, lines)


def _batches(outputs: Sequence[Node]) -> Iterator[tuple[Sequence[Node], Node]]:
    """Steps in their order, and the node that computes all of them; those of computed operands if there are no others,
    which tell their order."""
    order = topological(outputs)
    alike = _alike(order, set(outputs))
    if not alike:
        return
    operands = _Operands(outputs, order, alike)
    given = [k for k, steps in enumerate(alike) if part_of(_operand(steps[0])) is not None]
    found = [b for k in given for b in operands.batches(k)]
    yield from found or [b for k in range(len(alike)) if k not in given for b in operands.batches(k)]


def _alike(order: Sequence[Node], kept: set[Node]) -> list[list[Node]]:
    """Products and look-ups that differ in one operand, which is of few rows."""
    found: dict[Hashable, list[Node]] = {}
    for n in order:
        if _is_step(n) and n not in kept and _operand(n).shape[0] < ENOUGH:
            x = _operand(n)
            part = part_of(x)
            other = n.inputs[0 if isinstance(n.op, Gather) else 1]
            found.setdefault((n.op, other, x.shape, part and (part.source, part.axis)), []).append(n)
    return [steps for steps in found.values() if len(steps) >= FEWEST]


def _is_step(n: Node) -> bool:
    if isinstance(n.op, Gather):
        return n.op.axis == 0 and n.op.count == 1 and len(n.inputs[1].shape) == 1
    return isinstance(n.op, Matmul) and len(n.shape) == 2


def _operand(n: Node) -> Node:
    """What is another in each step: positions of a look-up, the left side of a product."""
    return n.inputs[1 if isinstance(n.op, Gather) else 0]


class _Operands:
    """What is known of the operands in a graph: what they wait for, in which order they are made, where they lie."""

    def __init__(self, outputs: Sequence[Node], order: Sequence[Node], alike: Sequence[Sequence[Node]]):
        self._alike, self._readers, self._wholes = alike, users(order), wholes(outputs)
        self._depth: dict[Node, int] = {}
        self._behind: dict[Node, int] = {}  # the sets of steps that a node depends on: bits of their numbers
        own = {n: 1 << k for k, steps in enumerate(alike) for n in steps}
        for n in order:
            self._depth[n] = 1 + max((self._depth[i] for i in n.inputs), default=0)
            self._behind[n] = own.get(n, 0)
            for i in n.inputs:
                self._behind[n] |= self._behind[i]

    def batches(self, number: int) -> Iterator[tuple[Sequence[Node], Node]]:
        """All steps of one set, in one batch or several; none if one waits for another."""
        steps = {_operand(n): n for n in self._alike[number]}
        if any(self._waits(x, number) for x in steps):
            return
        ordered = sorted(steps, key=self._time)
        count = MOST // ordered[0].shape[0]
        for k in range(0, len(ordered), count):
            some = ordered[k : k + count]
            joined = self._joined(some, number) if len(some) >= FEWEST else None
            if joined is not None:
                first = steps[some[0]]
                inputs = [joined if i is some[0] else i for i in first.inputs]
                yield [steps[x] for x in some], node(first.op, *inputs)

    def _waits(self, n: Node, number: int) -> bool:
        return bool(self._behind[n] >> number & 1)

    def _time(self, x: Node) -> tuple[int, int]:
        """Derivatives are made in the order that the steps they belong to were made in, the other way round."""
        partners = [x]
        for u in self._readers[x]:
            if isinstance(u.op, Permute):
                partners += [v.inputs[1] for v in self._readers[u] if isinstance(v.op, Matmul) and v.inputs[0] is u]
            elif isinstance(u.op, Matmul) and isinstance(u.inputs[0].op, Permute):
                partners.append(u.inputs[0].inputs[0])
        places = [(self._depth[p], part_of(p)) for p in partners]
        return min((depth, part.start if part is not None else -1) for depth, part in places)

    def _joined(self, operands: Sequence[Node], number: int) -> Node | None:
        """All of them one below the other, if they lie so already or can be stored so."""
        if part_of(operands[0]) is not None:
            return in_one(operands)
        for whole in self._wholes.get(operands[0], ()):
            if not self._waits(whole.node, number) and all(x in whole.places for x in operands):
                found = whole.rows(operands)
                if found is not None:
                    return found
        stored = sum(map(self._stored, operands))
        return concat(operands, 0) if 2 * stored >= len(operands) else None

    def _stored(self, x: Node) -> bool:
        """Whether the operand gets memory anyway."""
        heavy = x.op.kind in ("contraction", "reduction")
        return heavy or (x.op.kind == "elementwise" and x.op.cost > 0 and len(self._readers[x]) > 1)
