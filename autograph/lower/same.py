"""Keys of groups and of their scalars: groups with equal ones become one kernel, lowered and rendered once.

`structure` sees the same ops on the same types, as equal layers have them, before anything is lowered; `Keys` sees
equal scalars, whatever they were made from.
"""

from __future__ import annotations

from collections.abc import Hashable

from autograph.graph import Node, topological
from autograph.kernel.expr import Call, Const, Expr, Load, Position, Reduce
from autograph.kernel.index import AtMost, Atom, Index, Lookup, Quotient, Remainder
from autograph.lower.scalars import Scalars
from autograph.schedule.group import Group


def structure(group: Group) -> Hashable:
    """A key that is equal for groups that apply the same ops in the same way to reads of the same types."""
    if group.stages:
        numbers = {n: k for k, n in enumerate((*group.reads, *group.outputs, *group.kept))}
        stages = [(structure(g), tuple([numbers[n] for n in (*g.reads, *g.outputs)])) for g in group.stages]
        return group.rows, group.together, len(group.reads), len(group.outputs), tuple(stages)
    return _steps(group)


def _steps(group: Group) -> Hashable:
    reads = {n: k for k, n in enumerate(group.reads)}
    outside = {*group.reads, *group.after}
    numbers: dict[Node, int] = {}
    steps: list[Hashable] = []
    for n in topological(group.outputs, stop=outside.__contains__):
        numbers[n] = len(numbers)
        if n in outside:
            steps.append((reads.get(n), n.type))
        else:
            steps.append((n.op, *[numbers[i] for i in n.inputs]))
    return tuple(steps), tuple([numbers[n] for n in group.outputs])


class Keys:
    """Numbers structures: equal ones get the same number, so that a key is as short as its last step."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def of(self, label: str, s: Scalars) -> Hashable:
        """A key that is equal for scalars that differ in nothing but where their buffers start."""
        memo: dict[Expr, int] = {}
        outputs = tuple((o.buffer, self._index(o.offset, memo), self._expr(o.value, memo)) for o in s.outputs)
        buffers = tuple((b.name, b.dtype, b.size, b.written) for b in s.buffers)
        return label, s.variables, outputs, buffers

    def _number(self, structure: Hashable) -> int:
        return self._numbers.setdefault(structure, len(self._numbers))

    def _expr(self, e: Expr, memo: dict[Expr, int]) -> int:
        found = memo.get(e)
        if found is None:
            found = memo[e] = self._number(self._structure(e, memo))
        return found

    def _structure(self, e: Expr, memo: dict[Expr, int]) -> Hashable:
        if isinstance(e, Const):
            return "const", repr(e.value), e.dtype
        if isinstance(e, Load):
            return "load", e.buffer, self._index(e.offset, memo), e.dtype
        if isinstance(e, Position):
            return "position", e.dtype, self._index(e.index, memo)
        if isinstance(e, Call):
            return e.function, e.dtype, tuple(self._expr(a, memo) for a in e.args)
        assert isinstance(e, Reduce), f"{e} stands for no value of its own"
        return e.kind, e.axes, self._expr(e.body, memo)

    def _index(self, index: Index, memo: dict[Expr, int]) -> Hashable:
        if not any(isinstance(a, Lookup) for a in index.atoms()):
            return index
        return tuple((self._atom(a, memo), c) for a, c in index.terms), index.constant

    def _atom(self, atom: Atom, memo: dict[Expr, int]) -> Hashable:
        if isinstance(atom, Lookup):
            return "lookup", self._expr(atom.value, memo), atom.extent
        if isinstance(atom, (Quotient, Remainder, AtMost)):
            return type(atom), self._index(atom.index, memo), atom.by
        return atom
