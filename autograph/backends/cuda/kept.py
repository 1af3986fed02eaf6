"""What is kept of compiled CUDA: kernels, and the launcher."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from autograph import config
from autograph.backends.cuda import runtime
from autograph.backends.cuda.gpu import architecture
from autograph.backends.cuda.interface import PASTS, ffi
from autograph.backends.kept import Kept
from autograph.render.templates import digest as template_digest
from autograph.toolchain import Compiler, default_cache, digest, find_nvcc
from autograph.toolchain.nvcc import chosen

MOST_BUFFERS = 64


class Function(NamedTuple):
    """A kernel's launch, and what tells whether CUDA has refused it."""

    launch: Any
    refused: Any


def _taken(library: Any, place: int) -> Function:
    return Function(library.kernels[place], ffi().addressof(library, "refused"))


kernels = Kept("cuda 1", ffi, _taken)
_launchers: dict[str, Any] = {}


def compiler() -> Compiler:
    """nvcc, for the GPUs that are here. Raises MissingCompilerError where it is not."""
    return find_nvcc(_here())


def architectures() -> tuple[str, ...]:
    """What it compiles for."""
    return chosen(_here())


def _here() -> list[str]:
    return sorted({architecture(gpu.capability) for gpu in runtime.gpus()})


def identity() -> str:
    """The identity of nvcc, and with it of the GPUs it generates for; the templates, and settings."""
    return digest(compiler().identity, template_digest("cuda"), config.float32_matmul)


def loaded(asked: Sequence[str]) -> dict[str, Any] | None:
    """The functions of these kernels if memory or the disk has them all, without rendering anything."""
    return kernels.loaded(asked, compiler())


def launcher() -> Any:
    """The library with `launch`, compiled once for each compiler."""
    nvcc = compiler()
    with kernels.lock:
        library = _launchers.get(nvcc.identity)
        if library is None:
            library = kernels.unit(launcher_name(nvcc), default_cache())
            if library is None:
                from autograph.backends.cuda import build

                library = build.launcher(nvcc, default_cache())
            _launchers[nvcc.identity] = library
    return library


def launcher_name(nvcc: Compiler) -> str:
    """The launcher's name in the store: of its templates, so that a warm process renders nothing."""
    return digest(kernels.abi, template_digest("cuda"), PASTS, nvcc.identity)
