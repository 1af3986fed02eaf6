"""Numbers that a kernel's text leaves open, so that it is compiled once for every batch and every length of a sequence.

The extent of the outermost loop is an argument anyway. So are here the extents of sums over rows, and in what is read
or written the steps along axes that lie outside of these: [batch, time, features] has a row every time · features.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autograph.kernel.expr import Load
from autograph.kernel.index import Atom, Index, Lookup, Quotient, Remainder, Var
from autograph.kernel.nest import Accumulate, Assign, Copy, Kernel, Loop, Size, Statement, Store, Transpose, statements
from autograph.kernel.walk import walk

#: Shorter sums keep their extents: compilers write them out.
LEAST = 4


def left_open(k: Kernel) -> Kernel:
    """The same kernel, with the sizes that its text need not know."""
    every = statements(k.body)
    stored = {v for s in every if isinstance(s, Store) for a, _ in s.offset.terms for v in _variables(a)}
    ends: dict[str, int] = {}
    body = tuple([_opened(s, stored, ends) for s in k.body])
    walked = {s.var for s in statements(body) if isinstance(s, Loop) and (s.extent is None or s.end)}
    outside = {s.var for s in every if isinstance(s, Loop) and s.kind in ("parallel", "serial")} - walked
    lanes = {s.var for s in every if isinstance(s, Loop) and s.kind == "lanes"}
    sizes = [Size(name, value) for name, value in ends.items()]
    for number, buffer in enumerate(k.buffers):
        for count, value in enumerate(_steps(list(_offsets(every, number)), walked, outside, lanes)):
            sizes.append(Size(f"{buffer.name}_step{count or ''}", value, number))
    return replace(k, body=body, sizes=tuple(sizes))


def _opened(s: Statement, stored: set[Var], ends: dict[str, int]) -> Statement:
    """The statement with the outermost loops of its sums over rows left open."""
    if not isinstance(s, Loop):
        return s
    name = f"{s.var.name}_end"
    if _sums_rows(s, stored) and ends.setdefault(name, s.var.extent) == s.var.extent:
        return replace(s, end=name)
    return replace(s, body=tuple([_opened(inner, stored, ends) for inner in s.body]))


def _sums_rows(loop: Loop, stored: set[Var]) -> bool:
    """Whether the iterations add up what lies outside the axes of their sum, wherever they read it."""
    plain = loop.kind == "serial" and loop.step == 1 and loop.start == 0 and not (loop.low or loop.high)
    if not plain or loop.extent != loop.var.extent or loop.extent < LEAST or loop.var in stored:
        return False
    inner = statements(loop.body)
    if not any(isinstance(s, (Accumulate, Store)) for s in inner):
        return False
    for offset in _offsets(inner):
        own = max((abs(c) for a, c in offset.terms if loop.var in _variables(a)), default=0)
        if own and any(abs(c) > own for a, c in offset.terms if stored.intersection(_variables(a))):
            return False
    return True


def _steps(offsets: Sequence[Index], walked: set[Var], outside: set[Var], lanes: set[Var]) -> list[int]:
    """The steps along axes of other loops that reach over all that open loops walk through."""
    found: set[int] = set()
    for offset in offsets:
        reach = max((abs(c) * (a.bounds[1] + 1) for a, c in offset.terms if _walks(a, walked)), default=0)
        found.update(abs(c) for a, c in offset.terms if 0 < reach <= abs(c) and _may_lie_outside(a, walked, outside))
    return sorted(found - {abs(o.coefficient(v)) for o in offsets for v in lanes})


def _walks(a: Atom, walked: set[Var]) -> bool:
    """Whether the atom goes as far as open loops go; a remainder does not."""
    return not isinstance(a, (Remainder, Lookup)) and not walked.isdisjoint(_variables(a))


def _may_lie_outside(a: Atom, walked: set[Var], outside: set[Var]) -> bool:
    return a in outside or (isinstance(a, Remainder) and not walked.isdisjoint(_variables(a)))


def _variables(a: Atom) -> set[Var]:
    if isinstance(a, Var):
        return {a}
    return {v for v in a.index.atoms() if isinstance(v, Var)} if isinstance(a, (Quotient, Remainder)) else set()


def _offsets(body: Sequence[Statement], buffer: int | None = None) -> Iterator[Index]:
    """Every place where the statements read or write: of one buffer, or what they read of any."""
    for s in body:
        places = [s.offset] if isinstance(s, (Store, Transpose, Copy)) else []
        if isinstance(s, (Store, Transpose, Copy)) and s.buffer == buffer:
            yield s.offset
        values = [s.value] if isinstance(s, (Store, Accumulate, Assign)) else []
        values += [a.value for p in places for a in p.atoms() if isinstance(a, Lookup)]
        yield from (e.offset for e in walk(*values) if isinstance(e, Load) and buffer in (None, e.buffer))
