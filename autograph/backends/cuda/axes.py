"""A kernel's loops as CUDA: parallel axes become the threads of a grid, tiles unrolled loops, the rest plain loops.

The threads are numbered in one line, and the innermost of parallel loops is what changes from one thread to the next:
neighbouring threads touch neighbouring memory.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from autograph.kernel.nest import Kernel, Loop, Text, statements
from autograph.render.templates import environment


def loop_text(heads: Sequence[Loop], body: Sequence[str], bounds: Mapping[str, tuple[str, str]]) -> list[str]:
    """The lines of a loop, or of parallel loops directly inside one another, around `body`."""
    macros: Any = environment().get_template("cuda/loops.cuda.jinja").module
    if heads[0].kind == "parallel":
        return _lines(macros.parallel(threads=_count(heads), starts=_split(heads), body=body))
    (loop,) = heads
    macro = macros.unroll if loop.kind == "unroll" else macros.serial
    return _lines(macro(head=_head(loop, bounds), starts=_start(loop), body=body))


def threads(kernel: Kernel) -> str:
    """How many threads a launch has work for: a number, or `n` where only the run knows."""
    if any(isinstance(s, Text) for s in kernel.body):
        return str(kernel.buffers[-1].size)
    if not any(isinstance(s, Loop) and s.kind == "parallel" for s in statements(kernel.body)):
        return "1"
    # Every thread runs every statement: what stands beside parallel loops would be done by all of them.
    (outermost,) = kernel.body
    assert isinstance(outermost, Loop) and outermost.kind == "parallel", f"{kernel.label}: a serial loop around threads"
    return _count(_nested(outermost))


def _nested(loop: Loop) -> list[Loop]:
    """The loop and the parallel loops directly inside it."""
    heads = [loop]
    while len(loop.body) == 1:
        inner = loop.body[0]
        if not isinstance(inner, Loop) or inner.kind != "parallel":
            break
        heads.append(inner)
        loop = inner
    return heads


def _steps(loop: Loop) -> int:
    assert loop.extent is not None, f"{loop.var.name}: a run-time extent stands alone"
    return -(-(loop.extent - loop.start) // loop.step)


def _count(heads: Sequence[Loop]) -> str:
    if heads[0].extent is None:
        assert len(heads) == 1 and heads[0].part == "all" and heads[0].step == 1, "a run-time extent is not tiled"
        return "n"
    return str(math.prod(map(_steps, heads)))


def _split(heads: Sequence[Loop]) -> list[str]:
    """Declarations of the loops' variables from the thread's number, the outermost first."""
    lines: list[list[str]] = []
    inside = 1
    for loop in reversed(heads):
        number = "thread" if inside == 1 else f"thread / {inside}"
        if loop is not heads[0]:
            number += f" % {_steps(loop)}"
        number += "" if loop.step == 1 else f" * {loop.step}"
        number += "" if loop.start == 0 else f" + {loop.start}"
        lines.append([f"const int64_t {_counter(loop)} = {number};", *_start(loop)])
        inside *= 1 if loop.extent is None else _steps(loop)
    return [line for group in reversed(lines) for line in group]


def _counter(loop: Loop) -> str:
    return f"{loop.var.name}s" if loop.overlap else loop.var.name


def _head(loop: Loop, bounds: Mapping[str, tuple[str, str]]) -> str:
    counter = _counter(loop)
    advance = f"{counter}++" if loop.step == 1 else f"{counter} += {loop.step}"
    first, end = bounds.get(loop.var.name, (str(loop.start), "n" if loop.extent is None else str(loop.extent)))
    return f"for (int64_t {counter} = {first}; {counter} < {end}; {advance})"


def _start(loop: Loop) -> list[str]:
    if not loop.overlap or loop.extent is None:
        return []
    v, last = loop.var.name, loop.extent - loop.step
    return [f"const int64_t {v} = {v}s < {last} ? {v}s : {last};"]


def _lines(text: str) -> list[str]:
    return str(text).splitlines()
