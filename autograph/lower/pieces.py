"""A loop in pieces: where a condition asks only how far along the innermost axis an element lies, as where arrays are
joined or padded, each side of it is a loop of its own, without the condition and in vectors."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from autograph.kernel.expr import Builder, Call
from autograph.kernel.index import Var
from autograph.kernel.nest import Loop, Statement
from autograph.kernel.walk import walk
from autograph.lower.loops import Nest
from autograph.lower.ranges import conjuncts, index_of
from autograph.lower.scalars import Output, Scalars
from autograph.schedule.recipe import Target, all_reductions, choose

#: Pieces of one loop: each is as long a text as the whole.
MOST_PIECES = 8


def in_pieces(builder: Builder, s: Scalars, target: Target) -> tuple[Statement, ...] | None:
    """The group's loops with the innermost in pieces; None where nothing cuts it."""
    if len(s.variables) < 2 or target.vectors == 1 or all_reductions(*[o.value for o in s.outputs]):
        return None
    *outer, inner = s.variables
    ends = [0, *sorted(set(_cuts(s, inner))), inner.extent]
    if not 2 < len(ends) <= MOST_PIECES + 1:
        return None
    body: tuple[Statement, ...] = ()
    for start, end in itertools.pairwise(ends):
        piece = _piece(builder, s, inner, start, end)
        stores = [o.offset for o in piece.outputs], [o.value for o in piece.outputs]
        recipe = choose(piece.variables, *stores, target, frozenset(outer))
        body += Nest(builder, recipe, target, frozenset(outer)).body(piece, "serial")
    for k, v in reversed(list(enumerate(outer))):
        kind = "serial" if math.prod(w.extent for w in outer[:k]) >= target.shares else "parallel"
        body = (Loop(v, None if target.flexible and k == 0 else v.extent, kind, body),)
    return body


def _cuts(s: Scalars, inner: Var) -> Iterator[int]:
    """Where along the axis a condition changes, if it depends on nothing else."""
    for e in walk(*[o.value for o in s.outputs]):
        if not isinstance(e, Call) or e.function != "guard":
            continue
        for test in conjuncts(e.args[0]):
            if not isinstance(test, Call) or test.function not in ("lt", "le"):
                continue
            low, high = (index_of(a) for a in test.args)
            if low is None or high is None:
                continue
            slack = high - low - (test.function == "lt")  # the test says slack ≥ 0
            if [a for a, _ in slack.terms] != [inner] or abs(slack.coefficient(inner)) != 1:
                continue
            at = -slack.constant if slack.coefficient(inner) == 1 else slack.constant + 1
            if 0 < at < inner.extent:
                yield at


def _piece(builder: Builder, s: Scalars, inner: Var, start: int, end: int) -> Scalars:
    """The scalars from `start` on up to `end`, where conditions are known."""
    var = Var(inner.name, end - start)
    at = {inner: builder.index(var) + start}
    outputs = [Output(o.buffer, builder.moved(o.offset, at), builder.substitute(o.value, at)) for o in s.outputs]
    return Scalars((*([var] if var.extent > 1 else []),), tuple(outputs), s.buffers)
