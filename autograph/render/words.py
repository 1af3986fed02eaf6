"""Pieces of text the printer joins: words with their lanes, index sums, and the parentheses that are not needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import reduce

from autograph.kernel.expr import Accumulator
from autograph.kernel.index import Atom, Index, Quotient, Remainder
from autograph.kernel.nest import Assign, Fold, Init, Loop, Statement, Transpose

#: Outer function → position of the operand → inner functions that bind tighter there and need no parentheses.
_CASTS = frozenset({"cast"})
_PRODUCTS = _CASTS | {"mul", "div"}
_SUMS = _PRODUCTS | {"add", "sub"}
_TIGHTER: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "add": (_SUMS, _PRODUCTS), "sub": (_SUMS, _PRODUCTS), "mul": (_PRODUCTS, _CASTS), "div": (_PRODUCTS, _CASTS),
    "lt": (_SUMS, _SUMS), "le": (_SUMS, _SUMS), "eq": (_SUMS, _SUMS), "ne": (_SUMS, _SUMS),
}  # fmt: skip


@dataclass(frozen=True)
class Word:
    """A printed expression: its text, for bools in lanes how many bits a lane of the mask has, and the vocabulary's
    function it is a call of, where the text is an operator in parentheses."""

    text: str
    lanes: int
    mask: int = 0
    function: str = ""


def bare(text: str) -> str:
    """Without the parentheses around the whole, which a statement or an argument does not need."""
    if not text.startswith("(") or not text.endswith(")"):
        return text
    depth = 0
    for k, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if depth == 0 and k < len(text) - 1:
            return text
    return text[1:-1]


def operand(outer: str, position: int, word: Word, text: str) -> str:
    """The text of an operand of `outer`, bare where the inner operator binds tighter."""
    tighter = _TIGHTER.get(outer)
    return bare(text) if tighter is not None and text == word.text and word.function in tighter[position] else text


def branch(text: str) -> str:
    """The text as a part of a conditional; another conditional keeps its parentheses."""
    return text if "?" in text else bare(text)


def grouped(text: str) -> str:
    """An operand: in parentheses, unless it is a name or a call."""
    name, open_, rest = text.partition("(")
    return text if name.isidentifier() and (not open_ or bare("(" + rest) == rest[:-1]) else f"({text})"


def index_text(
    index: Index, atom: Callable[[Atom], str], names: Mapping[int, str], unrolled: Set[Atom] = frozenset()
) -> str:
    """An index as a sum, atoms with the same factor taken together, what is subtracted last; `names` of factors.

    The variables of unrolled loops follow all others: the copies of a tile then share the first part of the sum and
    differ in a constant, which a C compiler is quicker to see.
    """
    own = tuple([(a, c) for a, c in index.terms if a in unrolled and c > 0])
    if own and len(own) < len(index.terms):
        rest = Index(tuple([t for t in index.terms if t not in own]), index.constant)
        return f"{index_text(rest, atom, names)} + {index_text(Index(own), atom, names)}"
    together: dict[int, list[str]] = {}
    for a, c in index.terms:
        together.setdefault(c, []).append(atom(a))
    added = [" + ".join(texts) if c == 1 else _product(texts, c, names) for c, texts in together.items() if c > 0]
    taken = [_product(texts, -c, names) for c, texts in together.items() if c < 0]
    if index.constant > 0 or not added:
        added.append(str(index.constant))
    elif index.constant < 0:
        taken.append(str(-index.constant))
    return " - ".join([" + ".join(added), *taken])


def _product(atoms: Sequence[str], factor: int, names: Mapping[int, str]) -> str:
    text = atoms[0] if len(atoms) == 1 else f"({' + '.join(atoms)})"
    return text if factor == 1 else f"{text} * {names.get(factor, factor)}"


def narrowed(loop: Loop, text: Callable[[Index], str]) -> tuple[str, str]:
    """First value and end of a loop that outer loops narrow."""
    assert loop.extent is not None
    lows, highs = [text(i) for i in loop.low], [text(i) for i in loop.high]
    # What is known of the bounds may say that none of them goes beyond the loop's own range.
    if not any(i.bounds[0] >= loop.start for i in loop.low):
        lows.insert(0, str(loop.start))
    if not any(i.bounds[1] <= loop.extent for i in loop.high):
        highs.insert(0, str(loop.extent))
    return reduce(_at_least, lows), reduce(_at_most, highs)


def _at_least(so_far: str, index: str) -> str:
    return f"at_least({index}, {so_far})"


def _at_most(so_far: str, index: str) -> str:
    return f"at_most({index}, {so_far})"


def arrays(statements: Sequence[Statement]) -> Iterator[Accumulator]:
    """The accumulators of a register tile that begin to live among the statements."""
    for s in statements:
        if isinstance(s, Loop) and s.kind in ("unroll", "lanes", "warps"):
            yield from arrays(s.body)
        elif isinstance(s, (Init, Assign, Transpose)) and s.accumulator.tile:
            yield s.accumulator
        elif isinstance(s, Fold) and s.target.tile:
            yield s.target


def division(atom: Quotient | Remainder, inner: str) -> str:
    """A quotient or remainder of the index that `inner` spells; both round down."""
    symbol = "/" if isinstance(atom, Quotient) else "%"
    if atom.index.bounds[0] < 0:
        return f"{'floor_div' if symbol == '/' else 'floor_mod'}({inner}, {atom.by})"
    simple = inner if inner.isidentifier() else f"({inner})"
    return f"({simple} {symbol} {atom.by})"
