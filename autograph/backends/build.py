"""Sources to functions in memory: what is kept of them, else the compiler, several programs at a time.

Kernels that are missing together are compiled together, in few programs (`units`), so that a unit's prelude is paid
once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograph import config
from autograph.backends.kept import Kept
from autograph.backends.units import Units
from autograph.errors import Location
from autograph.render.source import Source, indent
from autograph.toolchain import Cache, Compiler, digest
from autograph.toolchain.compilers import LIBRARY_SUFFIX


@dataclass(frozen=True)
class Build:
    """How one back end compiles: `program` is the text of a file that holds the kernels and all they need, whose name
    ends in `suffix`."""

    kept: Kept
    compiler: Compiler
    cache: Cache
    program: Callable[[Sequence[Source]], str]
    suffix: str

    def functions(
        self, asked: Iterable[tuple[Source, Location | None]], launcher: Callable[[], Any]
    ) -> tuple[dict[str, Any], int]:
        """The function of each source, by its digest, and how many had to be compiled: the first while `asked`, which
        names the Python line each came from, still makes others; and `launcher`, which compiles itself, beside them.

        Raises CompilerError with the source's path, the compiler's line and the Python line when a compiler fails.
        """
        started, missing = time.perf_counter(), 0
        found: dict[str, Any] = {}
        origins: dict[str, Location | None] = {}
        with self.kept.lock, Units(lambda unit: self._made(unit, origins)) as units:
            for source, where in asked:
                if source.digest not in found:
                    found |= self.kept.found([source.digest], self.compiler, self.cache)
                    if found[source.digest] is None:
                        if not missing:
                            units.beside(launcher)
                        missing += 1
                        origins[source.digest] = where
                        units.add(source)
            for unit, library in units.made():
                for place, s in enumerate(unit):
                    found[s.digest] = self.kept.learn(s.digest, self.compiler, library, place)
        if missing:
            config.tell("compile", f"{missing} kernels in {time.perf_counter() - started:.2f} s")
        return found, missing

    def library(self, name: str, text: str, label: str, where: Location | None) -> Any:
        """The library of this text, compiled if it is not kept under that name."""
        library = self.kept.unit(name, self.cache)
        if library is None:
            # The source stays in the cache: a compiler's message names it, and people read it.
            meta = {"label": label}
            source = self.cache.put("sources", name, lambda path: _write(path, text), meta, self.suffix).path
            entry = self.cache.put(
                "units", name, lambda path: self.compiler.run([source], path, where), meta, LIBRARY_SUFFIX
            )
            library = self.kept.opened(name, entry)
        return library

    def source_file(self, kernel: str) -> Path | None:
        """The file a kernel was compiled from, by its source's digest; None if it is not in the cache."""
        note = self.cache.get_json("kernels", self.kept.key(kernel, self.compiler))
        entry = self.cache.get("sources", note["unit"]) if note is not None else None
        return entry.path if entry is not None else None

    def _made(self, unit: list[Source], origins: dict[str, Location | None]) -> tuple[list[Source], Any]:
        text = self.program(unit)
        name = digest(self.kept.abi, text, self.compiler.identity)
        where = next((line for s in unit if (line := origins[s.digest])), None)
        library = self.library(name, text, unit[0].name, where)
        for place, s in enumerate(unit):
            self.cache.put_json("kernels", self.kept.key(s.digest, self.compiler), {"unit": name, "place": place})
        return unit, library


def _write(path: Path, text: str) -> None:
    path.write_text(indent(text), encoding="utf-8")
