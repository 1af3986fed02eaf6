"""A kernel's loops as C: of parallel axes a call does its share, tiles become unrolled loops, lanes vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograph.backends.turns import Bounds, count, counter, head, split, start
from autograph.kernel.nest import Loop
from autograph.render.templates import environment


def loop_text(heads: Sequence[Loop], body: Sequence[str], bounds: Bounds) -> list[str]:
    """The lines of a loop, or of parallel loops directly inside one another, around `body`."""
    macros: Any = environment().get_template("c/loops.c.jinja").module
    if heads[0].kind == "parallel":
        turn = counter(heads[0]) if len(heads) == 1 and _plain(heads[0]) else "turn"
        return _lines(macros.parallel(turn=turn, count=count(heads), starts=split(heads, turn), body=body))
    (loop,) = heads
    macro = macros.unroll if loop.kind == "unroll" else macros.serial
    return _lines(macro(head=head(loop, bounds), starts=start(loop), body=body))


def _plain(loop: Loop) -> bool:
    """Whether the loop's variable counts its iterations."""
    return loop.step == 1 and loop.start == 0


def _lines(text: str) -> list[str]:
    return str(text).splitlines()
