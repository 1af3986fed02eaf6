"""A kernel's loops as C: parallel axes become OpenMP work sharing, tiles unrolled loops, lanes vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from autograph.kernel.nest import Loop
from autograph.render.templates import environment


def loop_text(heads: Sequence[Loop], body: Sequence[str], bounds: Mapping[str, tuple[str, str]]) -> list[str]:
    """The lines of a loop, or of parallel loops directly inside one another, around `body`."""
    macros: Any = environment().get_template("c/loops.c.jinja").module
    starts = [line for loop in heads for line in _start(loop)]
    texts = [_head(loop, bounds) for loop in heads]
    kind = heads[0].kind
    if kind == "parallel":
        joined = f" collapse({len(heads)})" if len(heads) > 1 else ""
        return _lines(macros.parallel(joined=joined, heads=texts[:-1], last=texts[-1], starts=starts, body=body))
    macro = macros.unroll if kind == "unroll" else macros.serial
    return _lines(macro(heads=texts, starts=starts, body=body))


def _lines(text: str) -> list[str]:
    return str(text).splitlines()


def _head(loop: Loop, bounds: Mapping[str, tuple[str, str]]) -> str:
    v = loop.var.name
    if loop.part == "rest":
        return f"for (int64_t {v} = n - n % {loop.step}; {v} < n; {v}++)"
    if loop.part == "whole":
        return f"for (int64_t {v} = 0; {v} < n - n % {loop.step}; {v} += {loop.step})"
    counter = f"{v}s" if loop.overlap else v
    advance = f"{counter}++" if loop.step == 1 else f"{counter} += {loop.step}"
    first, end = bounds.get(v, (str(loop.start), "n" if loop.extent is None else str(loop.extent)))
    return f"for (int64_t {counter} = {first}; {counter} < {end}; {advance})"


def _start(loop: Loop) -> list[str]:
    if not loop.overlap:
        return []
    v, last = loop.var.name, f"n - {loop.step}" if loop.extent is None else str(loop.extent - loop.step)
    return [f"const int64_t {v} = {v}s < {last} ? {v}s : {last};"]
