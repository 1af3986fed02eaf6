"""Sources to C programs, and these to functions in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from autograph import config
from autograph.backends.build import Build
from autograph.backends.c import kept
from autograph.backends.c.prelude import prelude
from autograph.errors import Location
from autograph.render.prune import pruned
from autograph.render.source import Source
from autograph.render.templates import environment
from autograph.toolchain import Cache, Compiler, default_cache, find_c_compiler


def program(sources: Sequence[Source], header: Sequence[str] = ()) -> str:
    """One C file that holds the kernels and all they need."""
    kernels = [s.text for s in sources]
    types = set().union(*[s.types for s in sources])
    page = {"header": header, "prelude": prelude(types, "\n".join(kernels)), "kernels": kernels}
    page["names"] = [s.name for s in sources]
    return pruned(environment().get_template("c/program.c.jinja").render(page=page))


def functions(asked: Iterable[tuple[Source, Location | None]]) -> tuple[dict[str, Any], int]:
    """The function of each source by digest, and how many were compiled. Raises CompilerError as `Build` does."""
    compiler, cache, team = find_c_compiler(), default_cache(), config.team
    return _build(compiler, cache).functions(asked, lambda: launcher(compiler, cache, team))


def source_file(kernel: str) -> Path | None:
    """The C file a kernel was compiled from, by its source's digest; None if it is not in the cache."""
    return _build(find_c_compiler(), default_cache()).source_file(kernel)


def launcher_text(team: str) -> str:
    """The launcher's source; its threads are those of templates/team/."""
    threads = environment().get_template(f"team/{team}.c.jinja").render()
    page = {"most_buffers": str(kept.MOST_BUFFERS), "team": threads}
    return environment().get_template("c/launcher.c.jinja").render(page=page)


def launcher(compiler: Compiler, cache: Cache, team: str) -> Any:
    """The library with `launch`, compiled if it is not kept."""
    name = kept.launcher_name(compiler, team)
    there = kept.kernels.unit(name, cache)
    return _build(compiler, cache).library(name, launcher_text(team), "launcher", None) if there is None else there


def _build(compiler: Compiler, cache: Cache) -> Build:
    return Build(kept.kernels, compiler, cache, program, ".c")
