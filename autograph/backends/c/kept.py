"""Compiled kernels that memory or the store has: all that a process needs whose programs were compiled before it began.

Each kernel is kept under the hash of its source, the compiler's identity and the package's version.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterable, Sequence
from typing import Any

from autograph import config
from autograph.backends.c.interface import ffi
from autograph.render.templates import digest as template_digest
from autograph.toolchain import Cache, Compiler, Entry, default_cache, digest, find_c_compiler, load_library, processor

#: Changes when the calling convention of kernels and launcher does.
ABI = "8"
MOST_BUFFERS = 64

#: Held while kernels are looked for and compiled.
lock = threading.RLock()
_functions: dict[str, Any] = {}
_launchers: dict[tuple[str, str], Any] = {}
_opened: dict[str, Any] = {}


def identity() -> str:
    """The identity of the compiler, and with it of the processor; its caches and cores; the templates."""
    return digest(find_c_compiler().identity, dataclasses.astuple(processor()), template_digest("c"))


def key(kernel: str, compiler: Compiler) -> str:
    """The cache key of a kernel, by its source's digest."""
    return digest(ABI, kernel, compiler.identity)


def loaded(kernels: Sequence[str]) -> dict[str, Any] | None:
    """The functions of these kernels if memory or the disk has them all, without rendering anything."""
    compiler = find_c_compiler()
    with lock:
        there = found(dict.fromkeys(kernels), compiler, default_cache())
    return None if any(f is None for f in there.values()) else there


def found(kernels: Iterable[str], compiler: Compiler, cache: Cache) -> dict[str, Any]:
    """The functions of kernels, None for those that neither memory nor the disk has."""
    names = {k: key(k, compiler) for k in kernels}
    for name in names.values():
        if name not in _functions:
            note = cache.get_json("kernels", name)
            library = unit(note["unit"], cache) if note is not None else None
            config.tell("cache", f"kernel {name[:12]}: {'on disk' if library is not None else 'not there'}")
            if note is not None and library is not None:
                _functions[name] = library.kernels[note["place"]]
    return {k: _functions.get(name) for k, name in names.items()}


def learn(kernel: str, compiler: Compiler, library: Any, place: int) -> Any:
    """The function of a kernel that has just been compiled: number `place` of its library."""
    function = _functions[key(kernel, compiler)] = library.kernels[place]
    return function


def launcher() -> Any:
    """The library with `launch`, compiled once for each compiler and kind of team."""
    compiler, cache, team = find_c_compiler(), default_cache(), config.team
    with lock:
        library = _launchers.get((compiler.identity, team))
        if library is None:
            library = unit(launcher_name(compiler, team), cache)
            if library is None:
                from autograph.backends.c import build

                library = build.launcher(compiler, cache, team)
            _launchers[compiler.identity, team] = library
    return library


def launcher_name(compiler: Compiler, team: str) -> str:
    """The launcher's name in the store: of its templates, so that a warm process renders nothing."""
    templates = [template_digest(folder) for folder in ("c", "team")]
    return digest(ABI, *templates, team, compiler.identity)


def unit(name: str, cache: Cache) -> Any:
    """The library of this name; None if it is not kept."""
    if name in _opened:
        return _opened[name]
    entry = cache.get("units", name)
    return None if entry is None else opened(name, entry)


def opened(name: str, entry: Entry) -> Any:
    """The library of an entry, opened once."""
    if name not in _opened:
        _opened[name] = load_library(ffi(), entry)
    return _opened[name]
