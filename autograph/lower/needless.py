"""What stages of a block need not compute: columns of a local that a mask makes the same for all rows of the block.

A causal mask makes scores of later keys -inf. Their exponentials are 0, and neither a largest nor a sum nor a product
with the values takes anything from them. So the loops over columns end at the block's last row: half of the work.
Whether a local holds a known number outside some columns is read off the expressions, whatever ops made them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from autograph.kernel.expr import Call, Const, Expr, Load, Reduce
from autograph.kernel.index import Index, Var
from autograph.kernel.walk import children, walk
from autograph.lower.ranges import conjuncts, index_of
from autograph.lower.scalars import Output, Scalars

#: Bounds are multiples of this, which the columns that a reduction takes at a time divide. Loops that store may go
#: past a bound, inside the row: nobody reads that.
STEP = 64
#: What changes nothing in a reduction of its kind.
NEUTRAL = {"sum": 0.0, "max": -math.inf, "min": math.inf}


class Bounds(NamedTuple):
    """Columns from each of `low` on and below each of `high`, by what the loops around the stages know."""

    low: tuple[Index, ...] = ()
    high: tuple[Index, ...] = ()


@dataclass(frozen=True)
class _Known:
    """Outside the bounds a local, or an expression of a column, is `value`."""

    value: float
    bounds: Bounds


def needed(stages: Sequence[Scalars], around: Set[Var], block: Var, first: int) -> list[dict[Var, Bounds]]:
    """For each stage the columns that its loops have to go through, of its own axes and of those of its reductions.

    `around` are the variables of the loops over blocks of rows, `block` is a row of the block; buffers from number
    `first` on are locals. A stage may leave columns of a local out if nobody reads them.
    """
    return _Needs(around, block, first).of(stages)


class _Needs:
    def __init__(self, around: Set[Var], block: Var, first: int):
        self._around, self._block, self._first = around, block, first
        self._known: dict[int, _Known] = {}  # of each local, by what the stage before has left there

    def of(self, stages: Sequence[Scalars]) -> list[dict[Var, Bounds]]:
        found: list[dict[Var, Bounds]] = []
        sources: list[dict[int, int]] = []  # for each stage: local → number of the stage that stored what is there
        latest: dict[int, int] = {}
        for k, stage in enumerate(stages):
            found.append(self._reductions(stage))
            sources.append(dict(latest))
            for o in stage.outputs:
                column, known = self._column(stage), None
                if column is not None:
                    known = self._outside(o.value, column)
                latest[o.buffer] = k
                self._known.pop(o.buffer, None)
                if known is not None:
                    self._known[o.buffer] = known
        read: dict[int, set[Bounds]] = {}  # which columns of what a stage stored later ones read
        for k, stage in reversed(list(enumerate(stages))):
            column, asked = self._column(stage), read.get(k, set())
            if column is not None and len(asked) == 1 and asked != {Bounds()}:
                found[k][column] = next(iter(asked))
            for load, bounds in self._loads(stage, found[k]):
                if load.buffer in sources[k]:
                    read.setdefault(sources[k][load.buffer], set()).add(bounds)
        return found

    def _column(self, stage: Scalars) -> Var | None:
        """The columns of the one local that a stage stores."""
        if len(stage.outputs) != 1 or stage.outputs[0].buffer < self._first:
            return None
        return next((v for v in stage.variables if v != self._block and self._is_column(stage.outputs[0], v)), None)

    def _is_column(self, o: Output, v: Var) -> bool:
        row = o.offset.coefficient(self._block)
        rest = o.offset - Index.of(v) - Index.of(self._block) * row
        alone = row >= v.extent or self._block.extent == 1
        return alone and o.offset.coefficient(v) == 1 and not rest.terms and not rest.constant

    def _reductions(self, stage: Scalars) -> dict[Var, Bounds]:
        """The axes of reductions that take nothing outside some bounds; an axis of several has the same for all."""
        found: dict[Var, set[Bounds]] = {}
        for r in walk(*[o.value for o in stage.outputs]):
            if isinstance(r, Reduce):
                for a in r.axes:
                    known = self._outside(r.body, a)
                    takes = known is None or known.value != NEUTRAL.get(r.kind)
                    found.setdefault(a, set()).add(Bounds() if known is None or takes else known.bounds)
        return {a: next(iter(b)) for a, b in found.items() if len(b) == 1 and b != {Bounds()}}

    def _loads(self, stage: Scalars, columns: Mapping[Var, Bounds]) -> Iterator[tuple[Load, Bounds]]:
        """Each load from a local, and the columns of it that are read: none are told where it is not by column."""
        for e in walk(*[o.value for o in stage.outputs]):
            if isinstance(e, Load) and e.buffer >= self._first:
                by = [v for v in columns if self._at_column(e, v)]
                yield e, columns[by[0]] if by else Bounds()

    def _at_column(self, e: Load, v: Var) -> bool:
        return self._is_column(Output(e.buffer, e.offset, e), v)

    def _outside(self, e: Expr, column: Var) -> _Known | None:
        """What the expression is outside some columns, if that is one number."""
        if isinstance(e, Load):
            return self._known.get(e.buffer) if self._at_column(e, column) else None
        if not isinstance(e, Call):
            return None
        if e.function in ("where", "guard"):
            return self._masked(e, column)
        inside = [self._outside(a, column) for a in children(e)]
        first = inside[0] if inside else None
        if e.function == "mul":
            return next((k for k in inside if k is not None and k.value == 0), None)
        if e.function in ("add", "sub") and first is not None and first.value == -math.inf:
            return first
        if e.function == "exp" and first is not None and first.value == -math.inf:
            return _Known(0.0, first.bounds)
        return first if e.function == "cast" and e.dtype.is_float else None

    def _masked(self, e: Call, column: Var) -> _Known | None:
        condition, value, otherwise = children(e)
        if not isinstance(otherwise, Const):
            return None
        low: list[Index] = []
        high: list[Index] = []
        for test in conjuncts(condition):
            bound = self._bound(test, column)
            if bound is not None:
                (low if bound[0] > 0 else high).append(bound[1])
        if low or high:
            return _Known(float(otherwise.value), Bounds(tuple(low), tuple(high)))
        known = self._outside(value, column)
        return known if known is not None and known.value == otherwise.value else None

    def _bound(self, test: Expr, column: Var) -> tuple[int, Index] | None:
        """The bound that a test is for the columns of all rows of a block together: 1 and the first that any row takes,
        or -1 and the one after the last."""
        if not isinstance(test, Call) or test.function not in ("le", "lt"):
            return None
        small, large = index_of(test.args[0]), index_of(test.args[1])
        if small is None or large is None:
            return None
        slack = large - small - (test.function == "lt")  # the test says slack ≥ 0
        sign, rows = slack.coefficient(column), slack.coefficient(self._block)
        if sign not in (1, -1) or not {*slack.atoms()} - {column, self._block} <= self._around:
            return None
        rest = slack - Index.of(column) * sign - Index.of(self._block) * rows + max(0, rows * (self._block.extent - 1))
        return (1, rest * -1 // STEP * STEP) if sign == 1 else (-1, (rest + STEP) // STEP * STEP)
