"""Sources to functions in memory: what is kept of them, else the C compiler, several programs at a time.

Kernels that are missing together are compiled together, in few programs (`units`), so that a unit's prelude is paid
once.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from autograph import config
from autograph.backends.c import kept
from autograph.backends.c.prelude import prelude
from autograph.backends.c.units import Units
from autograph.errors import Location
from autograph.render.prune import pruned
from autograph.render.source import Source, indent
from autograph.render.templates import environment
from autograph.toolchain import Cache, Compiler, default_cache, digest, find_c_compiler
from autograph.toolchain.compilers import LIBRARY_SUFFIX


def program(sources: Sequence[Source], header: Sequence[str] = ()) -> str:
    """One C file that holds the kernels and all they need."""
    kernels = [s.text for s in sources]
    types = set().union(*[s.types for s in sources])
    page = {"header": header, "prelude": prelude(types, "\n".join(kernels)), "kernels": kernels}
    page["names"] = [s.name for s in sources]
    return pruned(environment().get_template("c/program.c.jinja").render(page=page))


def functions(asked: Iterable[tuple[Source, Location | None]]) -> tuple[dict[str, Any], int]:
    """The function of each source, by its digest, and how many had to be compiled: the first while `asked`, which names
    the Python line each came from, still makes others.

    Raises CompilerError with the source's path, the compiler's line and the Python line when a compiler fails.
    """
    compiler, cache, team = find_c_compiler(), default_cache(), config.team
    started, missing = time.perf_counter(), 0
    found: dict[str, Any] = {}
    origins: dict[str, Location | None] = {}

    def make(unit: list[Source]) -> tuple[list[Source], Any]:
        text = program(unit)
        name = digest(kept.ABI, text, compiler.identity)
        where = next((line for s in unit if (line := origins[s.digest])), None)
        library = _library(name, text, compiler, cache, unit[0].name, where)
        for place, s in enumerate(unit):
            cache.put_json("kernels", kept.key(s.digest, compiler), {"unit": name, "place": place})
        return unit, library

    with kept.lock, Units(make) as units:
        for source, where in asked:
            if source.digest not in found:
                found |= kept.found([source.digest], compiler, cache)
                if found[source.digest] is None:
                    if not missing:
                        units.beside(lambda: launcher(compiler, cache, team))
                    missing += 1
                    origins[source.digest] = where
                    units.add(source)
        for unit, library in units.made():
            for place, s in enumerate(unit):
                found[s.digest] = kept.learn(s.digest, compiler, library, place)
    if missing:
        config.tell("compile", f"{missing} kernels in {time.perf_counter() - started:.2f} s")
    return found, missing


def source_file(kernel: str) -> Path | None:
    """The C file a kernel was compiled from, by its source's digest; None if it is not in the cache."""
    compiler, cache = find_c_compiler(), default_cache()
    note = cache.get_json("kernels", kept.key(kernel, compiler))
    entry = cache.get("sources", note["unit"]) if note is not None else None
    return entry.path if entry is not None else None


def launcher_text(team: str) -> str:
    """The launcher's source; its threads are those of templates/team/."""
    threads = environment().get_template(f"team/{team}.c.jinja").render()
    page = {"most_buffers": str(kept.MOST_BUFFERS), "team": threads}
    return environment().get_template("c/launcher.c.jinja").render(page=page)


def launcher(compiler: Compiler, cache: Cache, team: str) -> Any:
    """The library with `launch`, compiled if it is not kept."""
    name = kept.launcher_name(compiler, team)
    there = kept.unit(name, cache)
    return _library(name, launcher_text(team), compiler, cache, "launcher", None) if there is None else there


def _write(path: Path, text: str) -> None:
    path.write_text(indent(text), encoding="utf-8")


def _library(name: str, text: str, compiler: Compiler, cache: Cache, label: str, where: Location | None) -> Any:
    library = kept.unit(name, cache)
    if library is None:
        # The source stays in the cache: a compiler's message names it, and people read it.
        meta = {"label": label}
        source = cache.put("sources", name, lambda path: _write(path, text), meta, ".c").path
        entry = cache.put("units", name, lambda path: compiler.run([source], path, where), meta, LIBRARY_SUFFIX)
        library = kept.opened(name, entry)
    return library
