"""What `autograph doctor` says of CUDA: what is there, and what is missing and how to get it."""

from __future__ import annotations

import re
from pathlib import Path

from autograph import config
from autograph.backends.cuda import kept, runtime
from autograph.backends.cuda.gpu import Gpu, architecture
from autograph.backends.cuda.memory import size
from autograph.backends.cuda.remedies import DRIVER, INSTALL
from autograph.errors import CompilerError

#: Where the driver says on Linux which one it is.
_LOADED = Path("/proc/driver/nvidia/version")


def report() -> list[str]:
    """Lines on nvcc, pycuda, the driver and each GPU; what to do about one that is missing comes after it."""
    found = runtime.obstacle()
    lines = [*_nvcc(), *_pycuda_and_driver()]
    if found is not None and found.what not in lines:
        lines += [found.what, f"try: {found.remedy}"]
    for k, gpu in enumerate(runtime.gpus()):
        lines += _gpu(f"cuda:{k}", gpu)
    return lines


def _nvcc() -> list[str]:
    try:
        compiler = kept.compiler()
    except CompilerError as error:
        return [error.what, f"try: {error.hint}"]
    asked = "by AUTOGRAPH_CUDA_ARCH" if config.cuda_arch else "as the GPUs are" if runtime.gpus() else "without a GPU"
    return [f"nvcc {compiler.path} ({compiler.version}), compiles for {', '.join(kept.architectures())}, {asked}"]


def _pycuda_and_driver() -> list[str]:
    pycuda, cuda = runtime.versions()
    loaded = _loaded()
    lines = [f"pycuda {pycuda}"] if pycuda else ["pycuda is not installed", f"try: {INSTALL}"]
    if cuda or loaded:
        return [*lines, f"driver {loaded or 'of unknown version'}" + (f", runs CUDA up to {cuda}" if cuda else "")]
    return lines if pycuda else [*lines, "no driver of NVIDIA's is loaded", f"try: {DRIVER}"]  # else it is the obstacle


def _loaded() -> str | None:
    """The version of the driver that the system has loaded."""
    if not _LOADED.is_file():
        return None
    found = re.search(r"\d+\.\d+(\.\d+)?", _LOADED.read_text(encoding="utf-8"))
    return found[0] if found else None


def _gpu(device: str, gpu: Gpu) -> list[str]:
    own = architecture(gpu.capability)
    line = f"{device}: {gpu.name}, {own}, {size(gpu.nbytes)}"
    if _runs(kept.architectures(), gpu.capability):
        return [line]
    return [line, f"what is compiled for {config.cuda_arch} does not run on it", "try: unset AUTOGRAPH_CUDA_ARCH"]


def _runs(compiled: tuple[str, ...], capability: tuple[int, int]) -> bool:
    """Whether a device runs code of one of these: its own, or that of an earlier one of its generation."""
    for name in compiled:
        digits = name.removeprefix("sm_").rstrip("af")
        made = int(digits[:-1]), int(digits[-1])
        if made == capability or (made[0] == capability[0] and made < capability and name[-1].isdigit()):
            return True
    return False
