"""Kernels that somebody wrote: the text of one language, after declarations of the names it uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from autograph.errors import CompilerError
from autograph.kernel.nest import Buffer, Kernel, Text
from autograph.render.templates import environment

_WORD = re.compile(r"[A-Za-z_]\w*")


def handwritten(kernel: Kernel, text: Text, language: str) -> list[str]:
    """The lines between a function's braces. Raises CompilerError if there is no text in this language."""
    if text.template:
        body = environment().get_template(f"{language}/{text.template}.{language}.jinja").render(dict(text.words))
    else:
        sources = dict(text.sources)
        if language not in sources:
            raise CompilerError(
                f"{kernel.label}: its kernel is written by hand, but not in {language}",
                hint=f"give the op a text for {language}, or run it where one of {sorted(sources)} runs",
            )
        body = sources[language]
    used = set(_WORD.findall(body))
    declared = [line for name, line in _declarations(kernel.buffers, text) if name in used]
    return [*declared, *body.strip().splitlines()]


def _declarations(buffers: Sequence[Buffer], text: Text) -> Iterator[tuple[str, str]]:
    """Every name that the text may use, and the line that declares it."""
    for buffer, shape in zip(buffers, text.shapes):
        x = buffer.name
        yield f"{x}_t", f"typedef {buffer.dtype.short} {x}_t;"
        yield f"{x}_size", f"const int64_t {x}_size = {buffer.size};"
        extents = ", ".join(map(str, shape)) or "1"
        yield f"{x}_shape", f"const int64_t {x}_shape[] = {{{extents}}};"
    for name, value in text.constants:
        kind, literal = ("double", repr(float(value))) if isinstance(value, float) else ("int64_t", str(int(value)))
        yield name, f"const {kind} {name} = {literal};"
