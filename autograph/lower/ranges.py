"""Guards as loop bounds.

A sum whose terms are guarded, `Σ_i (0 ≤ y - i < n ? term : 0)`, adds zeros where the guard fails. Where a comparison
involves one axis of the sum and otherwise only variables of outer loops, the loop runs over the axis's valid range
instead, and the comparison goes.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograph import dtypes
from autograph.kernel.expr import Builder, Call, Const, Expr, Position, Reduce
from autograph.kernel.index import AtMost, Index, Quotient, Remainder, Var
from autograph.kernel.walk import children, guards_term


class Ranges:
    """The narrowed axes of a reduction, and what is left of its body in `value`."""

    def __init__(self, builder: Builder, r: Reduce, value: Expr, outer: set[Var]):
        self._low: dict[Var, list[Index]] = {}
        self._high: dict[Var, list[Index]] = {}
        self._axes, self._outer = r.axes, outer
        self.value = self._narrow(builder, value) if r.kind == "sum" else value

    def low(self, axis: Var) -> tuple[Index, ...]:
        """The axis starts at no less than each of these."""
        return tuple(self._low.get(axis, ()))

    def high(self, axis: Var) -> tuple[Index, ...]:
        """The axis ends at or before each of these."""
        return tuple(self._high.get(axis, ()))

    def _narrow(self, builder: Builder, value: Expr) -> Expr:
        if not guards_term(value):
            return value
        condition, inside, otherwise = children(value)
        rest = [test for test in conjuncts(condition) if not self._take(test)]
        if not rest:
            return inside
        joined = rest[0]
        for test in rest[1:]:
            joined = builder.call("and", joined, test)
        return builder.call("guard", joined, inside, otherwise, dtype=value.dtype)

    def _take(self, test: Expr) -> bool:
        """Turn `test` into a bound of an axis if it is one."""
        if not isinstance(test, Call) or test.function not in ("le", "lt"):
            return False
        small, large = index_of(test.args[0]), index_of(test.args[1])
        if small is None or large is None:
            return False
        slack = large - small - (test.function == "lt")  # the test says slack ≥ 0
        axes = [a for a, _ in slack.terms if a in self._axes]
        inner = {a for a in slack.inner_atoms() if not isinstance(a, (Quotient, Remainder, AtMost))}
        others = {a for a, _ in slack.terms if a not in axes and not isinstance(a, (Quotient, Remainder, AtMost))}
        if len(axes) > 1 or not others | inner <= self._outer:
            return False
        if not axes:  # all of the sum or nothing
            size = max(-slack.bounds[0], slack.bounds[1] + 1)
            axis = self._axes[0]
            self._high.setdefault(axis, []).append((slack // size + 1) * axis.extent)
            return True
        (axis,) = axes
        assert isinstance(axis, Var)
        factor = slack.coefficient(axis)
        rest = slack - Index.of(axis) * factor
        if factor > 0:
            self._low.setdefault(axis, []).append((rest * -1 + (factor - 1)) // factor)
        else:
            self._high.setdefault(axis, []).append(1 - (rest * -1 + (-factor - 1)) // -factor)
        return True


def conjuncts(test: Expr) -> Iterator[Expr]:
    """The conditions that must all hold."""
    if isinstance(test, Call) and test.dtype is dtypes.bool_ and test.function in ("and", "bitand"):
        for part in test.args:
            yield from conjuncts(part)
    else:
        yield test


def index_of(e: Expr) -> Index | None:
    """The index that an expression is, if it is one."""
    if isinstance(e, Position):
        return e.index
    if isinstance(e, Call) and e.function in ("add", "sub") and e.dtype is dtypes.int64:
        x, y = index_of(e.args[0]), index_of(e.args[1])
        return None if x is None or y is None else x + y if e.function == "add" else x - y
    return Index((), int(e.value)) if isinstance(e, Const) and not e.dtype.is_float else None
