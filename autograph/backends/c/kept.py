"""What is kept of compiled C: kernels, and launchers."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from autograph import config
from autograph.backends.c.interface import ffi
from autograph.backends.kept import Kept
from autograph.render.templates import digest as template_digest
from autograph.toolchain import Compiler, default_cache, digest, find_c_compiler, processor

MOST_BUFFERS = 64

kernels = Kept("9", ffi, lambda library, place: library.kernels[place])
_launchers: dict[tuple[str, str], Any] = {}


def identity() -> str:
    """The identity of the compiler, and with it of the processor; its caches and cores; the templates."""
    return digest(find_c_compiler().identity, dataclasses.astuple(processor()), template_digest("c"))


def loaded(asked: Sequence[str]) -> dict[str, Any] | None:
    """The functions of these kernels if memory or the disk has them all, without rendering anything."""
    return kernels.loaded(asked, find_c_compiler())


def launcher() -> Any:
    """The library with `launch`, compiled once for each compiler and kind of team."""
    compiler, cache, team = find_c_compiler(), default_cache(), config.team
    with kernels.lock:
        library = _launchers.get((compiler.identity, team))
        if library is None:
            library = kernels.unit(launcher_name(compiler, team), cache)
            if library is None:
                from autograph.backends.c import build

                library = build.launcher(compiler, cache, team)
            _launchers[compiler.identity, team] = library
    return library


def launcher_name(compiler: Compiler, team: str) -> str:
    """The launcher's name in the store: of its templates, so that a warm process renders nothing."""
    templates = [template_digest(folder) for folder in ("c", "team")]
    return digest(kernels.abi, *templates, team, compiler.identity)
