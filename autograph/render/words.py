"""Pieces of text the printer joins: words with their lanes, index sums, and the parentheses that are not needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autograph.kernel.index import Atom, Index

#: Outer function → position of the operand → inner functions that bind tighter there and need no parentheses.
_PRODUCTS = frozenset({"mul", "div"})
_SUMS = _PRODUCTS | {"add", "sub"}
_TIGHTER: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "add": (_SUMS, _PRODUCTS), "sub": (_SUMS, _PRODUCTS), "mul": (_PRODUCTS, frozenset()),
    "div": (_PRODUCTS, frozenset()),
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


def arguments(texts: Sequence[str]) -> str:
    """An argument list: what stands between commas needs no parentheses of its own."""
    return ", ".join(map(bare, texts))


def index_text(index: Index, atom: Callable[[Atom], str]) -> str:
    """An index as a sum, atoms with the same factor taken together."""
    together: dict[int, list[str]] = {}
    for a, c in index.terms:
        together.setdefault(c, []).append(atom(a))
    parts = []
    for c, texts in together.items():
        text = " + ".join(texts)
        parts.append(text if c == 1 else f"({text}) * {c}" if len(texts) > 1 else f"{text} * {c}")
    if index.constant or not parts:
        parts.append(str(index.constant))
    return " + ".join(parts).replace("+ -", "- ")
