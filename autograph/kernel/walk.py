"""Traversals of scalar expressions, written once."""

from __future__ import annotations

from collections.abc import Iterator

from autograph.kernel.expr import Call, Const, Expr, Load, Position, Read, Reduce
from autograph.kernel.index import Index, Lookup, Var


def children(e: Expr) -> tuple[Expr, ...]:
    """The direct operands, data-dependent indices included."""
    if isinstance(e, Call):
        return e.args
    if isinstance(e, Reduce):
        return (e.body,)
    if isinstance(e, (Load, Position)):
        offset = e.offset if isinstance(e, Load) else e.index
        return tuple(a.value for a in offset.atoms() if isinstance(a, Lookup))
    return ()


def walk(*exprs: Expr) -> list[Expr]:
    """Every distinct sub-expression, operands first."""
    found: dict[Expr, None] = {}

    def visit(several: tuple[Expr, ...]) -> None:
        for e in several:
            if e not in found:
                visit(children(e))
                found[e] = None

    visit(exprs)
    return list(found)


def unguarded(*exprs: Expr) -> list[Expr]:
    """The sub-expressions that are computed whatever the guards say."""
    found: dict[Expr, None] = {}
    stack = list(exprs)
    while stack:
        e = stack.pop()
        if e not in found:
            found[e] = None
            stack += e.args[:1] if isinstance(e, Call) and e.function == "guard" else children(e)
    return list(found)


def uses(*exprs: Expr) -> dict[Expr, int]:
    """How often each sub-expression occurs; the parts of one that occurs again are not counted again."""
    counts: dict[Expr, int] = {}

    def visit(e: Expr) -> None:
        counts[e] = counts.get(e, 0) + 1
        if counts[e] == 1:
            for child in children(e):
                visit(child)

    for e in exprs:
        visit(e)
    return counts


def indices(*exprs: Expr) -> Iterator[Index]:
    """Every index that occurs in loads and positions."""
    for e in walk(*exprs):
        if isinstance(e, Load):
            yield e.offset
        elif isinstance(e, Position):
            yield e.index


def free_vars(*exprs: Expr) -> set[Var]:
    """The loop variables the value depends on; those bound by an inner reduction do not count."""
    memo: dict[Expr, frozenset[Var]] = {}

    def visit(e: Expr) -> frozenset[Var]:
        if e not in memo:
            found: set[Var] = set().union(*[visit(c) for c in children(e)]) if children(e) else set()
            if isinstance(e, (Load, Position)):
                offset = e.offset if isinstance(e, Load) else e.index
                found |= {a for a in offset.atoms() if isinstance(a, Var)}
            if isinstance(e, Reduce):
                found -= set(e.axes)
            if isinstance(e, Read):
                found |= {*e.accumulator.tile, *((e.accumulator.lane,) if e.accumulator.lane else ())}
            memo[e] = frozenset(found)
        return memo[e]

    return set().union(*map(visit, exprs)) if exprs else set()


def guards_term(e: Expr) -> bool:
    """Whether the expression is guarded, and adds nothing to a sum where the guard fails."""
    if not isinstance(e, Call) or e.function != "guard":
        return False
    otherwise = e.args[2]
    return isinstance(otherwise, Const) and otherwise.value == 0
