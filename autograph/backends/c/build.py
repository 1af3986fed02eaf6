"""Sources to functions in memory: the cache first, then the C compiler, several programs at a time.

Each kernel is cached under the hash of its source, the compiler's identity and the package's version. Kernels that are
missing together are compiled together: one program (a "unit") for each core, so that a unit's prelude is paid once.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any, TypeVar

import cffi

from autograph import config
from autograph.backends.c.prelude import prelude
from autograph.errors import Location
from autograph.render import Source, environment
from autograph.render.prune import pruned
from autograph.render.source import indent
from autograph.toolchain import Cache, Compiler, default_cache, digest, find_c_compiler, load_library
from autograph.toolchain.compilers import LIBRARY_SUFFIX

T = TypeVar("T")

#: Changes when the calling convention of kernels and launcher does.
ABI = "4"
MOST_BUFFERS = 64

_ffi = cffi.FFI()
_ffi.cdef(
    """
    typedef struct { int64_t failed, value, extent; } status_t;
    typedef struct { void *kernel; int64_t n; int32_t first, count, shared, barrier; } step_t;
    typedef struct { int32_t slot, array; int64_t offset; } binding_t;
    void bind_arrays(
        void **table, const binding_t *bindings, int64_t count, const uintptr_t *arrays, int64_t data
    );
    void launch(
        const step_t *steps, int64_t count, const int32_t *slots, void *const *table, status_t *status, int threads
    );
    """
)
_lock = threading.RLock()
_functions: dict[str, Any] = {}
_launchers: dict[tuple[str, str], Any] = {}


def ffi() -> cffi.FFI:
    """The one FFI of the back end."""
    return _ffi


def program(sources: Sequence[Source], header: Sequence[str] = ()) -> str:
    """One C file that holds the kernels and all they need."""
    kernels = [s.text for s in sources]
    types = set().union(*[s.types for s in sources])
    page = {"header": header, "prelude": prelude(types, "\n".join(kernels)), "kernels": kernels}
    return pruned(environment().get_template("c/program.c.jinja").render(page=page))


def identity() -> str:
    """The identity of the compiler, and with it of the processor."""
    return find_c_compiler().identity


def key(kernel: str, compiler: Compiler) -> str:
    """The cache key of a kernel, by its source's digest."""
    return digest(ABI, kernel, compiler.identity)


def loaded(kernels: Sequence[str]) -> dict[str, Any] | None:
    """The functions of these kernels if memory or the disk has them all, without rendering anything."""
    compiler = find_c_compiler()
    with _lock:
        found = {k: _find(k, compiler, default_cache()) for k in dict.fromkeys(kernels)}
    return None if any(f is None for f in found.values()) else found


def functions(sources: Sequence[Source], origins: Mapping[str, Location] | None = None) -> tuple[dict[str, Any], int]:
    """The function of each source, by its digest, and how many had to be compiled.

    Raises CompilerError with the source's path, the compiler's line and the Python line when a compiler fails.
    """
    compiler, cache = find_c_compiler(), default_cache()
    with _lock:
        found = {s.digest: _find(s.digest, compiler, cache) for s in sources}
        missing = [s for s in {s.digest: s for s in sources}.values() if found[s.digest] is None]
        if missing:
            started = time.perf_counter()
            for unit, library in _compile(missing, compiler, cache, origins or {}):
                for s in unit:
                    found[s.digest] = _functions[key(s.digest, compiler)] = _symbol(library, s.name)
            config.tell("compile", f"{len(missing)} kernels in {time.perf_counter() - started:.2f} s")
    return found, len(missing)


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
            text = launcher_text(team)
            library = _library(digest(ABI, text, compiler.identity), text, compiler, cache, "launcher", None)
            _launchers[compiler.identity, team] = library
    return library


def launcher_text(team: str) -> str:
    """The launcher's source; its threads are those of templates/team/."""
    threads = environment().get_template(f"team/{team}.c.jinja").render()
    page = {"most_buffers": str(MOST_BUFFERS), "team": threads}
    return environment().get_template("c/launcher.c.jinja").render(page=page)


def _find(kernel: str, compiler: Compiler, cache: Cache) -> Any:
    name = key(kernel, compiler)
    found = _functions.get(name)
    if found is None:
        note = cache.get_json("kernels", name)
        entry = cache.get("units", note["unit"]) if note is not None else None
        config.tell("cache", f"kernel {name[:12]}: {'on disk' if entry is not None else 'not there'}")
        if note is not None and entry is not None:
            found = _functions[name] = _symbol(_load(entry), note["symbol"])
    return found


_opened: dict[str, Any] = {}


def _load(entry: Any) -> Any:
    path = str(entry.path)
    if path not in _opened:
        _opened[path] = load_library(_ffi, entry)
    return _opened[path]


def _symbol(library: Any, name: str) -> Any:
    # The kernels' names are not in the cdef; their addresses are all the launcher needs.
    with _lock:
        if name not in _declared:
            _declared.add(name)
            _ffi.cdef(f"extern char {name}[];")
    return _ffi.cast("void *", _ffi.addressof(library, name))


_declared: set[str] = set()


def _compile(
    missing: Sequence[Source], compiler: Compiler, cache: Cache, origins: Mapping[str, Location]
) -> list[tuple[list[Source], Any]]:
    units = _units(missing, min(config.threads(), os.cpu_count() or 1))

    def make(unit: list[Source]) -> tuple[list[Source], Any]:
        text = program(unit)
        name = digest(ABI, text, compiler.identity)
        where = next((origins[s.digest] for s in unit if s.digest in origins), None)
        library = _library(name, text, compiler, cache, unit[0].name, where)
        for s in unit:
            cache.put_json("kernels", key(s.digest, compiler), {"unit": name, "symbol": s.name})
        return unit, library

    with ThreadPoolExecutor(len(units)) as pool:
        return _watched([pool.submit(make, unit) for unit in units], [len(unit) for unit in units])


def _watched(jobs: Sequence[Future[T]], kernels: Sequence[int]) -> list[T]:
    """The results of the jobs, with a progress bar on a terminal when they take longer than a second."""
    wait(jobs, timeout=1.0)
    if not all(job.done() for job in jobs) and sys.stderr.isatty():
        from tqdm import tqdm

        with tqdm(total=sum(kernels), desc="autograph: compiling", unit="kernel", leave=False) as bar:
            for job, count in zip(jobs, kernels):
                job.add_done_callback(lambda _, n=count: bar.update(n))  # type: ignore[misc]
            wait(jobs)
    return [job.result() for job in jobs]


def _units(sources: Sequence[Source], most: int) -> list[list[Source]]:
    """The sources dealt out to at most `most` programs of about the same length."""
    units: list[list[Source]] = [[] for _ in range(min(most, len(sources)))]
    for s in sorted(sources, key=lambda s: (-len(s.text), s.digest)):
        min(units, key=lambda u: sum(len(t.text) for t in u)).append(s)
    return units


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
