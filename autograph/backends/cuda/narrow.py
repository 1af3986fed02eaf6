"""Kernels whose indices fit 32 bits, which is what a GPU computes with: a division of 64 bits is a long loop there.

That is so of the shapes a kernel is made for. Shapes that share its text because it leaves extents open are asked the
same, and get another text where they are too large.
"""

from __future__ import annotations

import math

from autograph.kernel.index import AtMost, Index, Lookup, Quotient, Remainder
from autograph.kernel.nest import Accumulate, Assign, Copy, Kernel, Loop, Store, Text, statements
from autograph.kernel.walk import indices

#: Below half of what 32 bits hold: a thread adds the number of all threads to its own before it sees that it is done.
LARGEST = 1 << 30


def is_narrow(kernel: Kernel) -> bool:
    """Whether no part of an index goes beyond 32 bits; packs need none."""
    every = statements(kernel.body)
    loops = [s for s in every if isinstance(s, Loop)]
    if any(isinstance(s, Text) for s in every) or any(s.kind == "pack" for s in loops):
        return False
    if math.prod([s.var.extent for s in loops if s.kind == "parallel"]) > LARGEST:
        return False
    values = [s.value for s in every if isinstance(s, (Store, Accumulate, Assign))]
    places = [s.offset for s in every if isinstance(s, (Store, Copy))]
    bounds = [i for s in loops for i in (*s.low, *s.high)]
    values += [a.value for i in (*places, *bounds) for a in i.atoms() if isinstance(a, Lookup)]
    values += [s.inside for s in every if isinstance(s, Copy)]
    return all(_reach(i) <= LARGEST for i in (*places, *bounds, *indices(*values)))


def _reach(index: Index) -> int:
    """What no sum of some of the index's terms exceeds; positions that are data are checked to lie in their range."""
    total = abs(index.constant)
    for atom, factor in index.terms:
        inside = _reach(atom.index) if isinstance(atom, (Quotient, Remainder, AtMost)) else 0
        total += max(abs(factor) * max(map(abs, atom.bounds)), inside)
    return total
