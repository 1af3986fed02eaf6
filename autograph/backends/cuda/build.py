"""Sources to CUDA programs: one file with the kernels and all they need, and the launcher that runs a plan's steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from autograph.backends.c_family import half_page, scalar_types
from autograph.backends.cuda.device import no_launch
from autograph.errors import Location
from autograph.render.prune import pruned
from autograph.render.source import Source, indent
from autograph.render.templates import digest as template_digest
from autograph.render.templates import environment
from autograph.toolchain import digest, find_nvcc

MOST_BUFFERS = 64

_SCALARS = scalar_types({"f32": "fabsf", "f64": "fabs"})


def program(sources: Sequence[Source], header: Sequence[str] = ()) -> str:
    """One CUDA file that holds the kernels and all they need; `header` are comment lines for its top."""
    page = {"header": header, "prelude": prelude(), "kernels": [s.text for s in sources]}
    return pruned(indent(environment().get_template("cuda/program.cuda.jinja").render(page=page)))


def launcher() -> str:
    """The CUDA file with `launch`, which runs the steps of any plan on a stream."""
    page = {"most_buffers": str(MOST_BUFFERS)}
    return indent(environment().get_template("cuda/launcher.cuda.jinja").render(page=page))


def prelude() -> str:
    """Every type and function a kernel may name; `program` keeps what its kernels use."""
    text: str = environment().get_template("cuda/vector.cuda.jinja").render(scalars=_SCALARS)
    halves = half_page([1], lambda dtype, lanes: dtype.short, lambda dtype, lanes: f"({dtype.short})h")
    text += environment().get_template("cuda/half.cuda.jinja").render(halves)
    text += environment().get_template("cuda/random.cuda.jinja").render()
    text += environment().get_template("cuda/arithmetic.cuda.jinja").render(scalars=_SCALARS)
    libm = {"unary": ["floor", "ceil", "trunc", "rint"], "binary": ["nextafter"]}
    text += environment().get_template("cuda/math.cuda.jinja").render(libm=libm)
    return text + environment().get_template("cuda/wide.cuda.jinja").render()


def identity() -> str:
    """The identity of nvcc, and with it of the GPU it generates for; the templates."""
    return digest(find_nvcc().identity, template_digest("cuda"))


def loaded(kernels: Sequence[str]) -> dict[str, Any] | None:
    """The functions of these kernels if memory or the disk has them all. Raises DeviceError, as `functions` does."""
    raise no_launch()


def source_file(kernel: str) -> Path | None:
    """The file a kernel was compiled from: None, as none is compiled for a run yet."""
    return None


def functions(asked: Iterable[tuple[Source, Location | None]]) -> tuple[dict[str, Any], int]:
    """The function of each source. Raises DeviceError: kernels are generated and compiled, not launched yet."""
    raise no_launch()
