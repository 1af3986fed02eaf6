"""A kernel's finished source, and what a back end provides to make it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from autograph.dtypes import DType
from autograph.errors import Location
from autograph.kernel.index import Var
from autograph.kernel.nest import Kernel, Loop, Python, Text, statements
from autograph.render.printer import Printer
from autograph.render.templates import digest, environment


class Team(Protocol):
    """The threads that do an iteration of one kernel together, a lane each, where a thread has no vectors."""

    names: Mapping[Var, str]  # what loops over lanes call the thread's lane
    narrow: bool  # whether loops count with fewer bits than positions have as values

    def starts(self) -> list[str]: ...
    def loop(self, heads: Sequence[Loop], body: Sequence[str], bounds: Mapping[str, tuple[str, str]]) -> list[str]: ...
    def store(self, line: str, lane: Var | None) -> str: ...
    def fold(self, kind: str, dtype: DType, lanes: int, value: str) -> str: ...
    def multiply(self, precision: str, sum: str, left: str, right: str) -> str: ...
    def local(self, name: str, dtype: DType, size: int) -> list[str]: ...
    def looked_up(self, text: str) -> str: ...
    def meet(self) -> list[str]: ...
    def copy(self, dtype: DType, to: str, source: str, count: int, inside: str) -> str: ...
    def commit(self) -> str: ...
    def wait(self, groups: int) -> str: ...
    def pack(self, dtype: DType, name: str, place: str = "") -> str: ...
    def store_pack(self, dtype: DType, name: str, place: str) -> str: ...


class Language(Protocol):
    """The words of one back end (`backends/*/spelling.py`) and its loops (`backends/*/axes.py`)."""

    name: str
    suffix: str  # of a file of source

    def team(self, kernel: Kernel) -> Team | None: ...
    def type(self, dtype: DType, lanes: int) -> str: ...
    def literal(self, value: bool | int | float, dtype: DType) -> str: ...
    def neutral(self, kind: str, dtype: DType) -> str: ...
    def call(
        self, function: str, dtype: DType, lanes: int, args: Sequence[str], result: DType | None = None
    ) -> str: ...
    def mixes(self, function: str) -> bool: ...
    def splat(self, text: str, dtype: DType, lanes: int) -> str: ...
    def load(self, buffer: str, start: str, stride: int, dtype: DType, lanes: int) -> str: ...
    def store(self, buffer: str, start: str, stride: int, dtype: DType, lanes: int, value: str) -> str: ...
    def sequence(self, start: str, stride: int, dtype: DType, lanes: int) -> str: ...
    def fold(self, kind: str, dtype: DType, lanes: int) -> str: ...
    def transpose(self, square: str, start: str, stride: int, dtype: DType, lanes: int) -> str: ...
    def convert(self, text: str, source: DType, target: DType, lanes: int) -> str: ...
    def convert_mask(self, text: str, bits: int, target: DType, lanes: int) -> str: ...
    def widen_mask(self, text: str, bits: int, lanes: int) -> str: ...
    def uniform_mask(self, text: str, bits: int, lanes: int) -> str: ...
    def lookup(self, value: str, extent: int) -> str: ...
    def local(self, name: str, dtype: DType, size: int) -> str: ...
    def loop(self, heads: Sequence[Loop], body: Sequence[str], bounds: Mapping[str, tuple[str, str]]) -> list[str]: ...
    def page(self, kernel: Kernel, body: Sequence[str]) -> Mapping[str, object]: ...
    def shares(self, text: str) -> bool: ...


@dataclass(frozen=True)
class Source:
    """A rendered kernel. `digest` identifies its text without comments, so a moved Python line compiles nothing;
    `types` are the (dtype, lanes) that its prelude must define. What runs in Python has no text."""

    name: str
    digest: str
    text: str
    types: frozenset[tuple[DType, int]]
    parallel: bool
    checked: bool


def render(kernel: Kernel, language: Language, origins: Sequence[Location] = ()) -> Source:
    """The source of one kernel; `origins` are the Python lines that asked for it."""
    if isinstance(kernel.body[0], Python):
        return Source(kernel.label, f"python {kernel.body[0].call}", "", frozenset(), False, False)
    printer = Printer(kernel, language)
    body = printer.whole()
    plain = "\n".join(body)
    arguments = [f"{b.name}:{b.dtype}:{'w' if b.written else 'r'}" for b in kernel.buffers]
    page = dict(language.page(kernel, body))
    if kernel.sizes:  # which other shapes share the kernel is not seen in its loops alone
        arguments += map(str, page["arguments"])  # type: ignore[call-overload]
    key = "\n".join([language.name, kernel.label, *arguments, plain])
    # The name depends on the kernel alone, so that a new template does not rename every function of generated/.
    name = f"{kernel.label}_{hashlib.sha256(key.encode()).hexdigest()[:8]}"
    hexdigest = hashlib.sha256(f"{digest(language.name)}\n{key}".encode()).hexdigest()
    comments = [str(origin) for origin in sorted(dict.fromkeys(origins), key=lambda o: (o.file, o.line))]
    template = environment().get_template(f"{language.name}/kernel.{language.name}.jinja")
    text = indent(template.render(page=dict(page, name=name, origins=comments, body=body)))
    own = any(isinstance(s, Text) for s in kernel.body) and language.shares(plain)
    parallel = own or any(isinstance(s, Loop) and s.kind == "parallel" for s in statements(kernel.body))
    return Source(name, hexdigest, text, frozenset(printer.types), parallel, kernel.checked)


def indent(text: str) -> str:
    """Two spaces for every open brace, and for every loop header above that has none of its own."""
    lines: list[str] = []
    depth, resume = 0, 0  # `resume`: the depth after the loops that stand open without a brace
    opened: list[tuple[int, int]] = []  # for each open brace, the depth of its line and the one after its end
    comment = False
    for line in map(str.strip, text.splitlines()):
        if comment:
            lines.append("  " * depth + "   " + line)
            comment = not line.endswith("*/")
            continue
        comment = line.startswith("/*") and not line.endswith("*/")
        if line.startswith("}"):
            depth, resume = opened.pop()
            lines.append("  " * depth + line)
            depth = resume
        else:
            lines.append("  " * depth + line if line and not line.startswith("#include") else line)
        if line.endswith("{"):
            opened.append((depth, resume))
            resume = depth = depth + 1
        elif line.startswith("for (") and line.endswith(")"):
            depth += 1
        elif line.endswith(";"):
            depth = resume
    return "\n".join(lines) + "\n"
