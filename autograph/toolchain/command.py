"""A compiler, as one command line, and what is said when it fails."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograph.errors import CompilerError, Location


@dataclass(frozen=True)
class Compiler:
    """A compiler that works, with the flags that suit it and this machine."""

    program: tuple[str, ...]
    family: str
    version: str
    openmp: bool
    flags: tuple[str, ...]
    link: tuple[str, ...]
    #: Bits of the widest vector register of the target.
    vector_bits: int
    #: SHA-256 of all that decides what the compiler makes of a source: for cache keys.
    identity: str

    @property
    def path(self) -> str:
        return self.program[0]

    def command(self, sources: Sequence[Path], output: Path) -> list[str]:
        """The command that makes one shared library of the sources."""
        return [*self.program, *self.flags, *map(str, sources), "-o", str(output), *self.link]

    def run(self, sources: Sequence[Path], output: Path, where: Location | str | None = None) -> None:
        """Make the library. Raises CompilerError with the sources' paths and the compiler's first error line."""
        execute(self.command(sources, output), sources, where)

    def compile_only(self, source: Path, output: Path, extra: Sequence[str] = ()) -> None:
        """Make an object file, with more flags such as -Wall -Werror. Raises CompilerError as `run` does."""
        execute([*self.program, *self.flags, *extra, "-c", str(source), "-o", str(output)], [source], None)


def execute(command: list[str], sources: Sequence[Path], where: Location | str | None = None) -> str:
    """Run a compiler and return what it prints."""
    import subprocess

    english = {**os.environ, "LC_ALL": "C"}
    try:
        result = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", env=english
        )
    except OSError as error:
        line = f"it cannot be started ({error.strerror})"
    else:
        if result.returncode == 0:
            return result.stdout
        line = _first_error(result.stderr + result.stdout) or f"exit status {result.returncode}"
    raise CompilerError(
        f"{command[0]} failed on {', '.join(map(str, sources)) or 'its first question'}: {line}",
        where=where,
        hint=f"AUTOGRAPH_MODE=interpret needs no compiler; to see all of its answer: {shlex.join(command)}",
    )


def _first_error(answer: str) -> str:
    lines = [line.strip() for line in answer.splitlines() if line.strip()]
    blamed = [line for line in lines if re.search(r"error\b|undefined reference|cannot find", line, re.IGNORECASE)]
    return (blamed or lines or [""])[0]
