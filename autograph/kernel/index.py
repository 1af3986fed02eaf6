"""Integer index arithmetic, kept in one canonical form.

    index ::= constant + Σ coefficient · atom
    atom  ::= Var | Quotient(index, n) | Remainder(index, n) | AtMost(index, n) | Lookup(expr)      with known bounds

Because the form is canonical, reshapes and slices fold away by arithmetic alone: `(16·b + l) // 16` with 0 ≤ l < 16
is `b`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Var:
    """A loop's variable: an integer from 0 to `extent` - 1."""

    name: str
    extent: int

    @property
    def bounds(self) -> tuple[int, int]:
        return 0, self.extent - 1


@dataclass(frozen=True)
class Quotient:
    """Floor of `index` / `by`."""

    index: Index
    by: int

    @property
    def bounds(self) -> tuple[int, int]:
        low, high = self.index.bounds
        return low // self.by, high // self.by


@dataclass(frozen=True)
class Remainder:
    """`index` modulo `by`, never negative."""

    index: Index
    by: int

    @property
    def bounds(self) -> tuple[int, int]:
        return 0, self.by - 1


@dataclass(frozen=True)
class AtMost:
    """The smaller of `index` and `by`."""

    index: Index
    by: int

    @property
    def bounds(self) -> tuple[int, int]:
        low, high = self.index.bounds
        return min(low, self.by), min(high, self.by)


@dataclass(frozen=True)
class Lookup:
    """An index read from data, checked at run time to lie in 0 … `extent` - 1."""

    value: Any  # an Expr of an integer dtype
    extent: int

    @property
    def bounds(self) -> tuple[int, int]:
        return 0, self.extent - 1


Atom = Var | Quotient | Remainder | AtMost | Lookup


@dataclass(frozen=True)
class Index:
    """An affine sum. Build with `Index.of`, `+`, `-`, `*` an integer, `//` and `%` a positive integer."""

    terms: tuple[tuple[Atom, int], ...] = ()
    constant: int = 0
    _hash: int = field(default=0, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.terms, self.constant)))

    def __hash__(self) -> int:
        return self._hash

    @staticmethod
    def of(value: Index | Atom | int) -> Index:
        if isinstance(value, Index):
            return value
        return Index((), value) if isinstance(value, int) else Index(((value, 1),))

    @staticmethod
    def total(terms: Mapping[Atom, int], constant: int) -> Index:
        if any(isinstance(a, Remainder) for a in terms):
            terms, constant = _rejoined(dict(terms), constant)
        kept = [(a, c) for a, c in terms.items() if c]
        return Index(tuple(sorted(kept, key=lambda t: (-abs(t[1]), atom_text(t[0])))), constant)

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the greatest value."""
        low = high = self.constant
        for atom, c in self.terms:
            a, b = atom.bounds
            low, high = low + min(c * a, c * b), high + max(c * a, c * b)
        return low, high

    def coefficient(self, atom: Atom) -> int:
        return next((c for a, c in self.terms if a == atom), 0)

    def __add__(self, other: Index | Atom | int) -> Index:
        other = Index.of(other)
        if not other.terms:
            return Index(self.terms, self.constant + other.constant)
        total = dict(self.terms)
        for atom, c in other.terms:
            total[atom] = total.get(atom, 0) + c
        return Index.total(total, self.constant + other.constant)

    __radd__ = __add__

    def __sub__(self, other: Index | Atom | int) -> Index:
        return self + Index.of(other) * -1

    def __rsub__(self, other: int) -> Index:
        return self * -1 + other

    def __mul__(self, factor: int) -> Index:
        return Index(tuple((a, c * factor) for a, c in self.terms), self.constant * factor) if factor else Index()

    __rmul__ = __mul__

    def _split(self, by: int) -> tuple[Index, Index]:
        """`whole`, `rest` with self = by·whole + rest, taking every multiple of `by` out of the terms."""
        whole = Index.total({a: c // by for a, c in self.terms if c % by == 0}, self.constant // by)
        rest = Index.total({a: c for a, c in self.terms if c % by}, self.constant % by)
        return whole, rest

    def __floordiv__(self, by: int) -> Index:
        if by == 1:
            return self
        whole, rest = self._split(by)
        low, high = rest.bounds
        if low // by == high // by:
            return whole + low // by
        if (
            len(rest.terms) == 1
            and not rest.constant
            and isinstance(rest.terms[0][0], Quotient)
            and rest.terms[0][1] == 1
        ):
            inner = rest.terms[0][0]
            return whole + inner.index // (inner.by * by)
        step, large, _ = rest._coarse(by)
        return whole + (large // (by // step) if step > 1 else Index.of(Quotient(rest, by)))

    def _coarse(self, by: int) -> tuple[int, Index, Index]:
        """The largest divisor `step` of `by` with self = step·large + small, 0 ≤ small < step; 1 if there is none."""
        for step in sorted({math.gcd(c, by) for _, c in self.terms} - {1, by}, reverse=True):
            large, small = self._split(step)
            low, high = small.bounds
            if low >= 0 and high < step:
                return step, large, small
        return 1, self, Index()

    def __mod__(self, by: int) -> Index:
        if by == 1:
            return Index()
        _, rest = self._split(by)
        low, high = rest.bounds
        if low // by == high // by:
            return rest - low // by * by
        step, large, small = rest._coarse(by)
        return large % (by // step) * step + small if step > 1 else Index.of(Remainder(rest, by))

    def at_most(self, limit: int) -> Index:
        """The smaller of this and `limit`."""
        return self if self.bounds[1] <= limit else Index.of(AtMost(self, limit))

    def map(self, replace: Callable[[Atom], Index | None]) -> Index:
        """This index with atoms replaced; the replacements are simplified into place, inner ones first."""
        total = Index((), self.constant)
        for atom, c in self.terms:
            found = replace(atom)
            if found is None and isinstance(atom, Quotient):
                found = atom.index.map(replace) // atom.by
            elif found is None and isinstance(atom, Remainder):
                found = atom.index.map(replace) % atom.by
            elif found is None and isinstance(atom, AtMost):
                found = atom.index.map(replace).at_most(atom.by)
            total = total + (Index.of(atom) if found is None else found) * c
        return total

    def atoms(self) -> list[Atom]:
        """All atoms, those inside quotients and remainders included."""
        return [atom for atom, _ in self.terms] + self.inner_atoms()

    def inner_atoms(self) -> list[Atom]:
        """The atoms inside quotients, remainders and bounds."""
        found: list[Atom] = []
        for atom, _ in self.terms:
            if isinstance(atom, (Quotient, Remainder, AtMost)):
                found += atom.index.atoms()
        return found

    def __str__(self) -> str:
        parts = [atom_text(a) if c == 1 else f"{c}*{atom_text(a)}" for a, c in self.terms]
        if self.constant or not parts:
            parts.append(str(self.constant))
        return " + ".join(parts).replace("+ -", "- ")


def atom_text(atom: Atom) -> str:
    """The text of one atom, as the kernel's canonical text spells it."""
    if isinstance(atom, Var):
        return atom.name
    if isinstance(atom, Lookup):
        return f"[{atom.value} < {atom.extent}]"
    symbol = {Quotient: "/", Remainder: "%", AtMost: "^"}[type(atom)]
    return f"({atom.index}){symbol}{atom.by}"


def _rejoined(terms: dict[Atom, int], constant: int) -> tuple[dict[Atom, int], int]:
    """`m·(x // m) + x % m` is `x`: what one reshape took apart, another puts together."""
    while True:
        for atom, c in terms.items():
            if isinstance(atom, Remainder) and c:
                whole = atom.index // atom.by
                if len(whole.terms) == 1 and not whole.constant and whole.terms[0][1] == 1:
                    quotient = whole.terms[0][0]
                    if terms.get(quotient) == c * atom.by:
                        break
        else:
            return terms, constant
        del terms[atom], terms[quotient]
        for a, k in atom.index.terms:
            terms[a] = terms.get(a, 0) + c * k
        constant += c * atom.index.constant
