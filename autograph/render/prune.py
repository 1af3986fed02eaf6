"""Leaves out of a program what nothing in it uses, so that it is short enough to read and quick to compile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FUNCTION = re.compile(r"(?:static inline|__device__ __forceinline__) .*?\b(\w+)\(")
_TYPE = re.compile(r"typedef .*?\b(\w+)(?: __attribute__.*)?;$")
_WORD = re.compile(r"[A-Za-z_]\w*")
#: What silences warnings about unused functions goes too, and the comment that says why it was there.
_SILENCER = "#pragma "


@dataclass(frozen=True)
class _Piece:
    """A static function or a type (`name`), a comment, or other text."""

    text: str
    kind: str
    name: str = ""

    @property
    def family(self) -> str:
        return self.name.split("_")[0] if self.kind == "function" else self.kind


def pruned(program: str) -> str:
    """The program with only those of its static functions and types that the rest of it needs."""
    pieces = list(_pieces(program))
    defined: dict[str, list[_Piece]] = {}
    for p in pieces:
        if p.name:
            defined.setdefault(p.name, []).append(p)
    stack = [p for p in pieces if p.kind == "text"]
    needed: set[_Piece] = set()
    while stack:
        for word in set(_WORD.findall(stack.pop().text)):
            fresh = [p for p in defined.get(word, ()) if p not in needed]
            needed.update(fresh)
            stack += fresh
    return _joined(pieces, needed)


def _pieces(program: str) -> Iterator[_Piece]:
    lines = iter(program.splitlines())
    for line in lines:
        function, kind = _FUNCTION.match(line), _TYPE.match(line)
        if line.startswith("/*") or (line.startswith("// ") and line.endswith(".")):
            yield _Piece(_until(line, lines, "*/") if line.startswith("/*") else line, "comment")
        elif function:
            yield _Piece(line if line.endswith("}") else _until(line, lines, "}", alone=True), "function", function[1])
        elif kind:
            yield _Piece(line, "type", kind[1])
        else:
            yield _Piece(line, "silencer" if line.startswith(_SILENCER) else "text")


def _until(line: str, lines: Iterator[str], end: str, alone: bool = False) -> str:
    taken = [line]
    while not (taken[-1] == end if alone else taken[-1].endswith(end)):
        taken.append(next(lines))
    return "\n".join(t for t in taken if t.strip())


def _joined(pieces: list[_Piece], needed: set[_Piece]) -> str:
    """The text; a comment stands before the first that is left of the definitions it speaks of."""
    lines: list[str] = []
    comment, family = "", ""
    for p in pieces:
        if p.kind == "comment":
            comment, family = p.text, ""
        elif p.kind == "silencer":
            comment = ""
        elif p.kind == "text":
            if p.text.startswith("#include") and p.text in lines:
                continue
            if p.text and comment and not family:
                lines.append(comment)
                comment = ""
            if p.text or (lines and lines[-1]):
                lines.append(p.text)
        else:
            family = family or p.family
            if p in needed:
                if comment and p.family == family:
                    lines.append(comment)
                    comment = ""
                lines.append(p.text)
    return "\n".join(lines).rstrip() + "\n"
