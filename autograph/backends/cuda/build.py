"""Sources to CUDA programs, and these to functions in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from autograph import dtypes
from autograph.backends.build import Build
from autograph.backends.c_family import FOLDS, half_page, scalar_types
from autograph.backends.cuda import kept
from autograph.backends.cuda.interface import PASTS
from autograph.backends.cuda.teams import FEW, SMALL_BLOCK
from autograph.errors import Location
from autograph.render.prune import pruned
from autograph.render.source import Source, indent
from autograph.render.templates import environment
from autograph.schedule.warps import AT_ONCE, STAGES
from autograph.toolchain import Cache, Compiler, default_cache

_SCALARS = scalar_types({"f32": "fabsf", "f64": "fabs"})


def program(sources: Sequence[Source], header: Sequence[str] = ()) -> str:
    """One CUDA file that holds the kernels and all they need; `header` are comment lines for its top."""
    page: dict[str, Any] = {"header": header, "prelude": prelude(), "kernels": [s.text for s in sources]}
    page |= {"names": [s.name for s in sources], "few": FEW, "small_block": SMALL_BLOCK}
    return pruned(indent(environment().get_template("cuda/program.cuda.jinja").render(page=page)))


def launcher_text() -> str:
    """The CUDA file with `launch`, which runs the steps of any plan on a stream."""
    page = {"most_buffers": str(kept.MOST_BUFFERS), "pasts": str(PASTS)}
    return indent(environment().get_template("cuda/launcher.cuda.jinja").render(page=page))


def launcher(compiler: Compiler, cache: Cache) -> Any:
    """The library with `launch`, compiled if it is not kept."""
    name = kept.launcher_name(compiler)
    there = kept.kernels.unit(name, cache)
    return _build(compiler, cache).library(name, launcher_text(), "launcher", None) if there is None else there


def prelude() -> str:
    """Every type and function a kernel may name; `program` keeps what its kernels use."""
    text: str = environment().get_template("cuda/vector.cuda.jinja").render(scalars=_SCALARS)
    halves = half_page([1], lambda dtype, lanes: dtype.short, lambda dtype, lanes: f"({dtype.short})h")
    text += environment().get_template("cuda/half.cuda.jinja").render(halves)
    text += environment().get_template("cuda/random.cuda.jinja").render()
    text += environment().get_template("cuda/arithmetic.cuda.jinja").render(scalars=_SCALARS)
    libm = {"unary": ["floor", "ceil", "trunc", "rint"], "binary": ["nextafter"]}
    text += environment().get_template("cuda/math.cuda.jinja").render(libm=libm)
    folds = sorted(FOLDS.values())
    text += environment().get_template("cuda/block.cuda.jinja").render(scalars=_SCALARS, kinds=folds)
    text += environment().get_template("cuda/multiply.cuda.jinja").render(halves=["bf16", "f16"])
    wide = [{"name": d.short, "count": AT_ONCE // d.bytes} for d in (dtypes.float32, *dtypes.HALVES)]
    text += environment().get_template("cuda/copy.cuda.jinja").render(copied=wide, waits=range(STAGES))
    return text + environment().get_template("cuda/wide.cuda.jinja").render()


def functions(asked: Iterable[tuple[Source, Location | None]]) -> tuple[dict[str, Any], int]:
    """The function of each source by digest, and how many were compiled: on any machine that has nvcc. Raises
    CompilerError as `Build` does."""
    nvcc, cache = kept.compiler(), default_cache()
    return _build(nvcc, cache).functions(asked, lambda: launcher(nvcc, cache))


def source_file(kernel: str) -> Path | None:
    """The CUDA file a kernel was compiled from, by its source's digest; None if it is not in the cache."""
    return _build(kept.compiler(), default_cache()).source_file(kernel)


def _build(compiler: Compiler, cache: Cache) -> Build:
    return Build(kept.kernels, compiler, cache, program, ".cu")
