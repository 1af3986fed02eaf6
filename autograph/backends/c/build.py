"""Sources to functions in memory: the cache first, then the C compiler, several programs at a time.

Each kernel is cached under the hash of its source, the compiler's identity and the package's version. Kernels that are
missing together are compiled together, in few programs (`units`), so that a unit's prelude is paid once.
"""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from autograph import config
from autograph.backends.c.interface import ffi
from autograph.backends.c.prelude import prelude
from autograph.backends.c.units import Units
from autograph.errors import Location
from autograph.render import Source, environment
from autograph.render.prune import pruned
from autograph.render.source import indent
from autograph.render.templates import digest as template_digest
from autograph.toolchain import Cache, Compiler, default_cache, digest, find_c_compiler, load_library, processor
from autograph.toolchain.compilers import LIBRARY_SUFFIX

#: Changes when the calling convention of kernels and launcher does.
ABI = "7"
MOST_BUFFERS = 64

_lock = threading.RLock()
_functions: dict[str, Any] = {}
_launchers: dict[tuple[str, str], Any] = {}


def program(sources: Sequence[Source], header: Sequence[str] = ()) -> str:
    """One C file that holds the kernels and all they need."""
    kernels = [s.text for s in sources]
    types = set().union(*[s.types for s in sources])
    page = {"header": header, "prelude": prelude(types, "\n".join(kernels)), "kernels": kernels}
    page["names"] = [s.name for s in sources]
    return pruned(environment().get_template("c/program.c.jinja").render(page=page))


def identity() -> str:
    """The identity of the compiler, and with it of the processor; its caches and cores."""
    return digest(find_c_compiler().identity, dataclasses.astuple(processor()))


def key(kernel: str, compiler: Compiler) -> str:
    """The cache key of a kernel, by its source's digest."""
    return digest(ABI, kernel, compiler.identity)


def loaded(kernels: Sequence[str]) -> dict[str, Any] | None:
    """The functions of these kernels if memory or the disk has them all, without rendering anything."""
    compiler = find_c_compiler()
    with _lock:
        found = _found(dict.fromkeys(kernels), compiler, default_cache())
    return None if any(f is None for f in found.values()) else found


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
        name = digest(ABI, text, compiler.identity)
        where = next((line for s in unit if (line := origins[s.digest])), None)
        library = _library(name, text, compiler, cache, unit[0].name, where)
        for place, s in enumerate(unit):
            cache.put_json("kernels", key(s.digest, compiler), {"unit": name, "place": place})
        return unit, library

    with _lock, Units(make) as units:
        for source, where in asked:
            if source.digest not in found:
                found |= _found([source.digest], compiler, cache)
                if found[source.digest] is None:
                    if not missing and (compiler.identity, team) not in _launchers:
                        units.beside(lambda: _launcher(compiler, cache, team))
                    missing += 1
                    origins[source.digest] = where
                    units.add(source)
        for unit, library in units.made():
            for place, s in enumerate(unit):
                found[s.digest] = _functions[key(s.digest, compiler)] = library.kernels[place]
    if missing:
        config.tell("compile", f"{missing} kernels in {time.perf_counter() - started:.2f} s")
    return found, missing


def source_file(kernel: str) -> Path | None:
    """The C file a kernel was compiled from, by its source's digest; None if it is not in the cache."""
    compiler, cache = find_c_compiler(), default_cache()
    note = cache.get_json("kernels", key(kernel, compiler))
    entry = cache.get("sources", note["unit"]) if note is not None else None
    return entry.path if entry is not None else None


def launcher() -> Any:
    """The library with `launch`, compiled once for each compiler and kind of team."""
    compiler, cache, team = find_c_compiler(), default_cache(), config.team
    with _lock:
        library = _launchers.get((compiler.identity, team))
        if library is None:
            library = _launchers[compiler.identity, team] = _launcher(compiler, cache, team)
    return library


def launcher_text(team: str) -> str:
    """The launcher's source; its threads are those of templates/team/."""
    threads = environment().get_template(f"team/{team}.c.jinja").render()
    page = {"most_buffers": str(MOST_BUFFERS), "team": threads}
    return environment().get_template("c/launcher.c.jinja").render(page=page)


def _launcher(compiler: Compiler, cache: Cache, team: str) -> Any:
    # Named by its templates, so that a warm process renders nothing.
    templates = [template_digest(folder) for folder in ("c", "team")]
    name = digest(ABI, *templates, team, compiler.identity)
    entry = cache.get("units", name)
    return _load(entry) if entry is not None else _library(name, launcher_text(team), compiler, cache, "launcher", None)


def _found(kernels: Iterable[str], compiler: Compiler, cache: Cache) -> dict[str, Any]:
    """The functions of kernels, None for those that neither memory nor the disk has."""
    names = {k: key(k, compiler) for k in kernels}
    notes = {k: cache.get_json("kernels", name) for k, name in names.items() if name not in _functions}
    for k, note in notes.items():
        entry = cache.get("units", note["unit"]) if note is not None else None
        config.tell("cache", f"kernel {names[k][:12]}: {'on disk' if entry is not None else 'not there'}")
        if note is not None and entry is not None:
            _functions[names[k]] = _load(entry).kernels[note["place"]]
    return {k: _functions.get(name) for k, name in names.items()}


_opened: dict[str, Any] = {}


def _load(entry: Any) -> Any:
    path = str(entry.path)
    if path not in _opened:
        _opened[path] = load_library(ffi(), entry)
    return _opened[path]


def _write(path: Path, text: str) -> None:
    path.write_text(indent(text), encoding="utf-8")


def _library(name: str, text: str, compiler: Compiler, cache: Cache, label: str, where: Location | None) -> Any:
    entry = cache.get("units", name)
    if entry is None:
        # The source stays in the cache: a compiler's message names it, and people read it.
        meta = {"label": label}
        source = cache.put("sources", name, lambda path: _write(path, text), meta, ".c").path
        entry = cache.put("units", name, lambda path: compiler.run([source], path, where), meta, LIBRARY_SUFFIX)
    return _load(entry)
