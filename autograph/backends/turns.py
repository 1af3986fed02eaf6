"""Parallel loops as one: their iterations in a single row, counted by turns, and each loop's variable from the turn."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from autograph.kernel.nest import Loop

Bounds = Mapping[str, tuple[str, str]]


def count(heads: Sequence[Loop]) -> str:
    """How many iterations the loops have, one inside the other: a number, or an expression of `n`."""
    return _product(heads)


def split(heads: Sequence[Loop], turn: str, index: str = "int64_t") -> list[str]:
    """Declarations of the loops' variables, of type `index`, from the number of the turn, the outermost first."""
    lines: list[str] = []
    for k, loop in enumerate(heads):
        inside = _product(heads[k + 1 :])
        number = turn if inside == "1" else f"{turn} / {_factor(inside)}"
        number += "" if k == 0 else f" % {_factor(_product([loop]))}"
        number += "" if _stride(loop) == 1 else f" * {_stride(loop)}"
        first = f"n - n % {loop.step}" if loop.part == "rest" else str(loop.start)
        number += "" if first == "0" else f" + {first}"
        if counter(loop) != turn:
            lines.append(f"const {index} {counter(loop)} = {number};")
        lines += start(loop, index)
    return lines


def counter(loop: Loop) -> str:
    """What counts a loop: its variable, unless the last iteration is moved back to overlap the one before."""
    return f"{loop.var.name}s" if loop.overlap else loop.var.name


def start(loop: Loop, index: str = "int64_t") -> list[str]:
    """The declaration of the variable of a loop whose last iteration overlaps."""
    if not loop.overlap:
        return []
    v, last = loop.var.name, f"n - {loop.step}" if loop.extent is None else str(loop.extent - loop.step)
    return [f"const {index} {v} = {v}s < {last} ? {v}s : {last};"]


def head(loop: Loop, bounds: Bounds, index: str = "int64_t") -> str:
    """The header of a loop that stands by itself."""
    v = counter(loop)
    advance = f"{v}++" if loop.step == 1 else f"{v} += {loop.step}"
    first, end = bounds.get(
        loop.var.name, (str(loop.start), "n" if loop.extent is None else loop.end or str(loop.extent))
    )
    return f"for ({index} {v} = {first}; {v} < {end}; {advance})"


def _product(heads: Sequence[Loop]) -> str:
    """The iterations of all loops: a number, or an expression of `n`, which is the extent of one at most."""
    total = math.prod([_steps(loop) for loop in heads if loop.extent is not None])
    of_n = [_of_n(loop) for loop in heads if loop.extent is None]
    return " * ".join([*of_n, *([] if of_n and total == 1 else [str(total)])])


def _factor(number: str) -> str:
    return number if number.isalnum() else f"({number})"


def _steps(loop: Loop) -> int:
    assert loop.extent is not None
    return -(-(loop.extent - loop.start) // _stride(loop))


def _stride(loop: Loop) -> int:
    # What is left after whole steps is done element by element.
    return 1 if loop.part == "rest" else loop.step


def _of_n(loop: Loop) -> str:
    if loop.part != "all":
        return f"n {'%' if loop.part == 'rest' else '/'} {loop.step}"
    return "n" if loop.step == 1 else f"(n + {loop.step - 1}) / {loop.step}"
