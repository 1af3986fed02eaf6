"""Parallel loops as one: their iterations in a single row, counted by turns, and each loop's variable from the turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograph.kernel.nest import Loop

Bounds = Mapping[str, tuple[str, str]]


def count(heads: Sequence[Loop]) -> str:
    """How many iterations the loops have, one inside the other: a number, or an expression of `n`."""
    inside = _inside(heads[1:])
    if heads[0].extent is not None:
        return str(_steps(heads[0]) * inside)
    return _of_n(heads[0]) if inside == 1 else f"{_of_n(heads[0])} * {inside}"


def split(heads: Sequence[Loop], turn: str) -> list[str]:
    """Declarations of the loops' variables from the number of the turn, the outermost first."""
    lines: list[str] = []
    for k, loop in enumerate(heads):
        inside = _inside(heads[k + 1 :])
        number = turn if inside == 1 else f"{turn} / {inside}"
        number += "" if k == 0 else f" % {_steps(loop)}"
        number += "" if _stride(loop) == 1 else f" * {_stride(loop)}"
        first = f"n - n % {loop.step}" if loop.part == "rest" else str(loop.start)
        number += "" if first == "0" else f" + {first}"
        if counter(loop) != turn:
            lines.append(f"const int64_t {counter(loop)} = {number};")
        lines += start(loop)
    return lines


def counter(loop: Loop) -> str:
    """What counts a loop: its variable, unless the last iteration is moved back to overlap the one before."""
    return f"{loop.var.name}s" if loop.overlap else loop.var.name


def start(loop: Loop) -> list[str]:
    """The declaration of the variable of a loop whose last iteration overlaps."""
    if not loop.overlap:
        return []
    v, last = loop.var.name, f"n - {loop.step}" if loop.extent is None else str(loop.extent - loop.step)
    return [f"const int64_t {v} = {v}s < {last} ? {v}s : {last};"]


def head(loop: Loop, bounds: Bounds) -> str:
    """The header of a loop that stands by itself."""
    v = counter(loop)
    advance = f"{v}++" if loop.step == 1 else f"{v} += {loop.step}"
    first, end = bounds.get(
        loop.var.name, (str(loop.start), "n" if loop.extent is None else loop.end or str(loop.extent))
    )
    return f"for (int64_t {v} = {first}; {v} < {end}; {advance})"


def _inside(heads: Sequence[Loop]) -> int:
    total = 1
    for loop in heads:
        total *= _steps(loop)
    return total


def _steps(loop: Loop) -> int:
    assert loop.extent is not None, f"{loop.var.name}: a run-time extent is the outermost"
    return -(-(loop.extent - loop.start) // _stride(loop))


def _stride(loop: Loop) -> int:
    # What is left after whole steps is done element by element.
    return 1 if loop.part == "rest" else loop.step


def _of_n(loop: Loop) -> str:
    if loop.part != "all":
        return f"n {'%' if loop.part == 'rest' else '/'} {loop.step}"
    return "n" if loop.step == 1 else f"(n + {loop.step - 1}) / {loop.step}"
