"""Compiled kernels that memory or the store has: all that a process needs whose programs were compiled before it began.

Each kernel is kept under the hash of its source, the compiler's identity and the package's version.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from autograph import config
from autograph.toolchain import Cache, Compiler, Entry, default_cache, digest, load_library


class Kept:
    """The kernels of one back end; `taken` is what it wants of a library, for the kernel of that number in it.

    `abi` changes when the calling convention of its kernels and launcher does.
    """

    def __init__(self, abi: str, ffi: Callable[[], Any], taken: Callable[[Any, int], Any]):
        self.abi = abi
        #: Held while kernels are looked for and compiled.
        self.lock = threading.RLock()
        self._ffi, self._taken = ffi, taken
        self._functions: dict[str, Any] = {}
        self._opened: dict[str, Any] = {}

    def key(self, kernel: str, compiler: Compiler) -> str:
        """The cache key of a kernel, by its source's digest."""
        return digest(self.abi, kernel, compiler.identity)

    def loaded(self, kernels: Sequence[str], compiler: Compiler) -> dict[str, Any] | None:
        """The functions of these kernels if memory or the disk has them all, without rendering anything."""
        with self.lock:
            there = self.found(dict.fromkeys(kernels), compiler, default_cache())
        return None if any(f is None for f in there.values()) else there

    def found(self, kernels: Iterable[str], compiler: Compiler, cache: Cache) -> dict[str, Any]:
        """The functions of kernels, None for those that neither memory nor the disk has."""
        names = {k: self.key(k, compiler) for k in kernels}
        for name in names.values():
            if name not in self._functions:
                note = cache.get_json("kernels", name)
                library = self.unit(note["unit"], cache) if note is not None else None
                config.tell("cache", f"kernel {name[:12]}: {'on disk' if library is not None else 'not there'}")
                if note is not None and library is not None:
                    self._functions[name] = self._taken(library, note["place"])
        return {k: self._functions.get(name) for k, name in names.items()}

    def learn(self, kernel: str, compiler: Compiler, library: Any, place: int) -> Any:
        """The function of a kernel that has just been compiled: number `place` of its library."""
        function = self._functions[self.key(kernel, compiler)] = self._taken(library, place)
        return function

    def unit(self, name: str, cache: Cache) -> Any:
        """The library of this name; None if it is not kept."""
        if name in self._opened:
            return self._opened[name]
        entry = cache.get("units", name)
        return None if entry is None else self.opened(name, entry)

    def opened(self, name: str, entry: Entry) -> Any:
        """The library of an entry, opened once."""
        if name not in self._opened:
            self._opened[name] = load_library(self._ffi(), entry)
        return self._opened[name]
