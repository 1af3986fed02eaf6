"""The golden programs: `generated/programs.py` and what is generated from it, committed so that it is read in review.

They are generated for a fixed target, so that the text is the same on every machine.
"""

from __future__ import annotations

import functools
import importlib.util
import itertools
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograph.backends import FOLDERS, backend
from autograph.errors import ArgumentError, Location
from autograph.frontend import Compiled
from autograph.inspect.program import program_text
from autograph.pipeline import lowered
from autograph.schedule.recipe import Target

#: The command that writes the files again, as messages and head comments name it.
COMMAND = "autograph golden --update"
#: Device kind → the target to generate for, where the back end's own depends on the machine.
TARGETS = {"cpu": Target(lanes=16, registers=32, flexible=True, replaces=True, nearby=128 << 10)}

_ROOT = Path(__file__).resolve().parents[1] / "generated"


@dataclass(frozen=True)
class Program:
    """A function and a maker of the arguments it is called with."""

    name: str
    function: Callable[..., Any]
    arguments: Callable[[], tuple[Any, ...]]

    def text(self, device: str) -> str:
        """What is generated for a device kind, "cpu" for example."""
        graphs, lines = Compiled(self.function).recorded(*self.arguments())
        end = backend(device)
        lows = [lowered(g, lines, end, TARGETS.get(device)) for g in graphs]
        title = f"{self.name}, of generated/programs.py; this file was written by: {COMMAND}"
        return program_text(title, graphs, lows, lines, end)


def folder() -> Path:
    """`generated/` of the checkout. Raises ArgumentError where the package is installed without one."""
    if not (_ROOT / "programs.py").is_file():
        raise ArgumentError(
            f"the golden programs are not there: no {_ROOT / 'programs.py'}",
            where=Location(__file__, 0, ""),
            hint="run this in a checkout of the repository: an installed package has none",
        )
    return _ROOT


@functools.cache
def programs() -> tuple[Program, ...]:
    """All golden programs."""
    path = folder() / "programs.py"
    spec = importlib.util.spec_from_file_location("autograph_golden_programs", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return tuple(module.PROGRAMS)


def texts(kind: str) -> dict[str, str]:
    """File name → text, for one of the folders in `backends.FOLDERS`."""
    device = next((d for d, name in FOLDERS.items() if name == kind), None)
    if device is None:
        raise ArgumentError(f"there is no back end {kind!r}", hint=f"one of {', '.join(FOLDERS.values())}")
    suffix = backend(device).LANGUAGE.suffix
    return {p.name + suffix: p.text(device) for p in programs()}


def differences() -> list[str]:
    """One line for each file that is missing, left over, or not what is generated now."""
    found = []
    for kind in FOLDERS.values():
        expected, place = texts(kind), folder() / kind
        on_disk = {path.name: path.read_text(encoding="utf-8") for path in place.glob("*") if path.is_file()}
        for name in sorted(expected.keys() | on_disk.keys()):
            if expected.get(name) != on_disk.get(name):
                found.append(f"generated/{kind}/{name}: {_difference(on_disk.get(name), expected.get(name))}")
    return found


def update() -> list[str]:
    """Write what is generated now and remove what is left over; tells the changes as `differences` does."""
    changed = differences()
    for kind in FOLDERS.values():
        place = folder() / kind
        place.mkdir(exist_ok=True)
        expected = texts(kind)
        for path in place.glob("*"):
            if path.name not in expected:
                path.unlink()
        for name, text in expected.items():
            (place / name).write_text(text, encoding="utf-8")
    return changed


def _difference(old: str | None, new: str | None) -> str:
    if old is None or new is None:
        return "it is missing" if old is None else "no program makes it any more"
    pairs = itertools.zip_longest(old.splitlines(), new.splitlines(), fillvalue="")
    for number, (before, now) in enumerate(pairs, 1):
        if before != now:
            return f"line {number} is {before.strip()!r}, and now {now.strip()!r}"
    return "the ends of lines differ"
