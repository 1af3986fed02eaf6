"""Axes that are taken apart where they are used as a quotient and a remainder.

A reshape reads an axis of 128 as `n // 32` and `n % 32`, of heads and their elements, say. As one loop, each element
would be divided for, and neighbours could not be loaded together; as two loops, both are variables.
"""

from __future__ import annotations

from collections.abc import Iterable

from autograph.kernel.expr import Builder, Expr, Reduce
from autograph.kernel.index import Index, Quotient, Remainder, Var
from autograph.kernel.walk import indices
from autograph.lower.scalars import Output, Scalars

#: The innermost axis of a result is left whole rather than cut into parts that no vector would fill.
SHORTEST = 8


def split_axes(builder: Builder, s: Scalars) -> Scalars:
    """The same elements over axes whose quotients and remainders are axes of their own, as far as they divide."""
    variables, outputs = list(s.variables), list(s.outputs)
    while True:
        every = [i for o in outputs for i in (o.offset, *indices(o.value))]
        cuts = {v: by for v, by in _divisors(every).items() if v in variables}
        found = next((v for v in cuts if v != variables[-1] or cuts[v] >= SHORTEST), None)
        if found is None:
            break
        parts, values = _parts(found, cuts[found])
        at = variables.index(found)
        variables[at : at + 1] = parts
        outputs = [Output(o.buffer, o.offset.map(values.get), builder.substitute(o.value, values)) for o in outputs]  # type: ignore[arg-type]
    outputs = [Output(o.buffer, o.offset, _split_reductions(builder, o.value)) for o in outputs]
    return Scalars(tuple(variables), tuple(outputs), s.buffers)


def _split_reductions(builder: Builder, value: Expr) -> Expr:
    def rule(e: Expr) -> Expr | None:
        if not isinstance(e, Reduce):
            return None
        axes, body = list(e.axes), _split_reductions(builder, e.body)
        while True:
            cuts = {v: by for v, by in _divisors(indices(body)).items() if v in axes}
            if not cuts:
                return builder.reduce(e.kind, tuple(axes), body)
            v, by = next(iter(cuts.items()))
            parts, values = _parts(v, by)
            axes[axes.index(v) : axes.index(v) + 1] = parts
            body = builder.substitute(body, values)

    return builder.map(value, rule)


def _divisors(found: Iterable[Index]) -> dict[Var, int]:
    """By what variables are divided without a rest over their whole extent: the smallest number for each."""
    divisors: dict[Var, int] = {}
    for index in found:
        for atom in index.atoms():
            if isinstance(atom, (Quotient, Remainder)) and len(atom.index.terms) == 1 and not atom.index.constant:
                ((v, factor),) = atom.index.terms
                if isinstance(v, Var) and factor == 1 and 1 < atom.by < v.extent and v.extent % atom.by == 0:
                    divisors[v] = min(atom.by, divisors.get(v, atom.by))
    return divisors


def _parts(v: Var, by: int) -> tuple[list[Var], dict[Var, Index]]:
    """The variable as two, and its value in terms of them."""
    large, small = Var(f"{v.name}q", v.extent // by), Var(f"{v.name}r", by)
    return [large, small], {v: Index.of(large) * by + small}
