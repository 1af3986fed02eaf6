"""A kernel's loops as CUDA: parallel axes become the threads of a grid, tiles unrolled loops, the rest plain loops.

The threads are numbered in one line, and the innermost of parallel loops is what changes from one thread to the next:
neighbouring threads touch neighbouring memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograph.backends.turns import Bounds, count, head, split, start
from autograph.kernel.nest import Kernel, Loop, Text, statements
from autograph.render.templates import environment


def loop_text(heads: Sequence[Loop], body: Sequence[str], bounds: Bounds) -> list[str]:
    """The lines of a loop, or of parallel loops directly inside one another, around `body`."""
    macros: Any = environment().get_template("cuda/loops.cuda.jinja").module
    if heads[0].kind == "parallel":
        return _lines(macros.parallel(threads=count(heads), starts=split(heads, "thread"), body=body))
    (loop,) = heads
    macro = macros.unroll if loop.kind == "unroll" else macros.serial
    return _lines(macro(head=head(loop, bounds), starts=start(loop), body=body))


def threads(kernel: Kernel) -> str:
    """How many threads a launch has work for: a number, or `n` where only the run knows."""
    if any(isinstance(s, Text) for s in kernel.body):
        return str(kernel.buffers[-1].size)
    if not any(isinstance(s, Loop) and s.kind == "parallel" for s in statements(kernel.body)):
        return "1"
    # Every thread runs every statement: what stands beside parallel loops would be done by all of them.
    (outermost,) = kernel.body
    assert isinstance(outermost, Loop) and outermost.kind == "parallel", f"{kernel.label}: a serial loop around threads"
    return count(_nested(outermost))


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


def _lines(text: str) -> list[str]:
    return str(text).splitlines()
