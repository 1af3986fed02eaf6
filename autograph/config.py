"""Settings: each has an environment variable, read at import, and an attribute here that may be set later."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from autograph.errors import ArgumentError, Location


def _integer(name: str) -> int | None:
    text = os.environ.get(name, "")
    if not text:
        return None
    if not text.isdigit() or int(text) < 1:
        raise ArgumentError(
            f"{name}={text!r} is not a positive integer",
            where=Location("environment", 0, f"{name}={text}"),
            hint=f"unset {name}, or set it to a number such as 2",
        )
    return int(text)


def _choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    text = os.environ.get(name, default)
    if text not in choices:
        raise ArgumentError(
            f"{name}={text!r} is not one of {', '.join(choices)}",
            where=Location("environment", 0, f"{name}={text}"),
            hint=f"unset {name}, or set it to {choices[0]}",
        )
    return text


def _switch(name: str) -> bool:
    return _choice(name, "0", ("0", "1")) == "1"


def _topics(name: str, known: tuple[str, ...]) -> frozenset[str]:
    chosen = frozenset(filter(None, os.environ.get(name, "").split(",")))
    if chosen - set(known):
        raise ArgumentError(
            f"{name}: no such topic: {', '.join(sorted(chosen - set(known)))}",
            where=Location("environment", 0, f"{name}={os.environ[name]}"),
            hint=f"name any of {', '.join(known)}, separated by commas",
        )
    return chosen


def _directory(name: str, subfolder: str) -> Path:
    if os.environ.get(name):
        return Path(os.environ[name]).expanduser()
    root = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(root).expanduser() / "autograph" / subfolder


#: AUTOGRAPH_MODE: "compile" generates and runs C; "interpret" runs compiled functions by their NumPy meaning.
mode: str = _choice("AUTOGRAPH_MODE", "compile", ("compile", "interpret"))
#: AUTOGRAPH_NUM_THREADS: threads of one launch; None takes the cores this process may use.
num_threads: int | None = _integer("AUTOGRAPH_NUM_THREADS")
#: AUTOGRAPH_CPU_DEVICES: how many CPU devices there are: "cpu", and virtual ones from "cpu:1" on that share its cores.
cpu_devices: int | None = _integer("AUTOGRAPH_CPU_DEVICES")
#: AUTOGRAPH_TEAM: where threads beside the caller come from: "pool", threads of the package's own, or "openmp".
team: str = _choice("AUTOGRAPH_TEAM", "openmp" if sys.platform == "win32" else "pool", ("pool", "openmp"))
#: AUTOGRAPH_CACHE_DIR: compiled kernels and plans; by default `$XDG_CACHE_HOME/autograph/kernels`.
cache_dir: Path = _directory("AUTOGRAPH_CACHE_DIR", "kernels")
#: AUTOGRAPH_DATA_DIR: data sets; by default `$XDG_CACHE_HOME/autograph/datasets`.
data_dir: Path = _directory("AUTOGRAPH_DATA_DIR", "datasets")
#: AUTOGRAPH_CC: the C compiler (a name or a path); None searches for gcc, clang, cc, zig.
cc: str | None = os.environ.get("AUTOGRAPH_CC") or None
#: AUTOGRAPH_NVCC: nvcc (a name or a path); None searches the path and CUDA's usual folders.
nvcc: str | None = os.environ.get("AUTOGRAPH_NVCC") or None
#: AUTOGRAPH_CUDA_ARCH: what nvcc compiles for, e.g. "sm_90a"; None takes the GPUs that are here.
cuda_arch: str | None = os.environ.get("AUTOGRAPH_CUDA_ARCH") or None
#: AUTOGRAPH_FLOAT32_MATMUL: how GPUs multiply float32 matrices: "tf32x3", on tensor cores, with about float32's error;
#: "tf32", on tensor cores, with 10 bits of each factor; "highest", as float32 alone does. On a CPU it changes nothing.
float32_matmul: str = _choice("AUTOGRAPH_FLOAT32_MATMUL", "tf32x3", ("tf32x3", "tf32", "highest"))
#: AUTOGRAPH_CFLAGS: more flags for the C compiler, after the package's own.
cflags: str = os.environ.get("AUTOGRAPH_CFLAGS", "")
#: AUTOGRAPH_LOG: what to log to standard error: any of compile, trace, cache, separated by commas.
log: frozenset[str] = _topics("AUTOGRAPH_LOG", ("compile", "trace", "cache"))
#: AUTOGRAPH_NAN_GUARD=1: an error names the first operation that makes a NaN or an infinity.
nan_guard: bool = _switch("AUTOGRAPH_NAN_GUARD")
#: AUTOGRAPH_TUNE=1: loops are chosen by measuring candidates; which is fastest is remembered beside the kernels.
tune: bool = _switch("AUTOGRAPH_TUNE")
#: AUTOGRAPH_SANITIZE: sanitizers the kernels are compiled with, e.g. "address,undefined" (for tests).
sanitize: str = os.environ.get("AUTOGRAPH_SANITIZE", "")


def tell(topic: str, text: str) -> None:
    """Write a line to standard error if `log` has the topic."""
    if topic in log:
        print(f"autograph {topic}: {text}", file=sys.stderr)


def threads() -> int:
    """The number of threads a launch uses: `num_threads`, or the cores of this process's affinity mask."""
    if num_threads is not None:
        return num_threads
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
