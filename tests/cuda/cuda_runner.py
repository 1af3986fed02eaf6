"""CUDA programs compiled by g++ through cuda_on_cpu.h, and their plans run on the CPU, kernel by kernel."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import cffi
import numpy as np
from host_gpu import precompiled, sanitizing
from programs import Array

from autograph.backends.cuda import program
from autograph.dtypes import dtype
from autograph.ops.indexing import out_of_range
from autograph.render.source import Source
from autograph.schedule.plan import Place, Plan
from autograph.toolchain import find_nvcc

HEADER = Path(__file__).with_name("cuda_on_cpu.h")
GXX = ["g++", "-std=c++17", "-O0", "-fPIC", "-fwrapv", "-Wall", "-Werror", "-Wno-unknown-pragmas", *sanitizing()]
DECLARATIONS = """
typedef struct { int64_t failed, value, extent; } status_t;
typedef void (*kernel_t)(void *const *, int64_t, status_t *, void *);
typedef int (*refused_t)(void);
void arrange(unsigned, int, int);
"""


class Refused(Exception):
    """A launch was refused: CUDA's code."""


def unique(sources: Iterable[Source]) -> list[Source]:
    return list({s.digest: s for s in sources}.values())


def write_programs(sources: Sequence[Source], folder: Path, files: int) -> list[Path]:
    """The sources dealt out to so many .cu files."""
    paths = [folder / f"kernels{k}.cu" for k in range(files)]
    for k, path in enumerate(paths):
        path.write_text(program(sources[k::files]), encoding="utf-8")
    return paths


def compile_with_nvcc(paths: Sequence[Path]) -> None:
    """Two files at a time; a warning is an error."""
    strict = ["-Werror", "all-warnings", "-Xcompiler=-Wall,-Wextra"]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda path: find_nvcc().compile_only(path, path.with_suffix(".o"), strict), paths))


class OnCpu:
    """The kernels of many plans as one library."""

    def __init__(self, sources: Iterable[Source], folder: Path):
        kernels = unique(sources)
        paths = write_programs(kernels, folder, files=2)
        with ThreadPoolExecutor(2) as pool:
            objects = list(pool.map(self._object, paths))
        library = folder / "kernels.so"
        subprocess.run(["g++", "-shared", *sanitizing(), *map(str, objects), "-o", str(library)], check=True)
        self.ffi = cffi.FFI()
        self.ffi.cdef(DECLARATIONS + "".join(f"extern char launch_{s.name}[];\n" for s in kernels))
        self.ffi.cdef("".join(f"int {path.stem}_refused(void);\n" for path in paths))
        self.library: Any = self.ffi.dlopen(str(library))
        self._names = {s.digest: f"launch_{s.name}" for s in kernels}
        self._refused = [f"{path.stem}_refused" for path in paths]

    def _object(self, path: Path) -> Path:
        made = path.with_suffix(".o")
        own = [f"-D{name}={path.stem}_{name}" for name in ("kernels", "refused")]  # linked with other files' own
        command = [
            *GXX,
            *own,
            "-include",
            str(precompiled(HEADER, GXX[1:])),
            "-x",
            "c++",
            "-c",
            str(path),
            "-o",
            str(made),
        ]
        subprocess.run(command, check=True)
        return made

    def run(self, plan: Plan, arrays: Sequence[Array]) -> list[Array]:
        """The plan's outputs. Every buffer is memory of its own, full of NaNs until something is written."""
        outputs = [np.empty(shape, dtype(name).numpy) for shape, name in plan.outputs]
        for output in outputs:
            output.reshape(-1).view(np.uint8)[:] = 0xFF
        kinds = {"input": [np.array(a, order="C") for a in arrays], "output": outputs}
        memory: dict[Place, Array] = {}
        order = [place for step in plan.steps for place in step.places]
        for place in order:
            block = replace(place, offset=0)
            if place.kind == "arena":
                memory.setdefault(block, np.full(place.nbytes, 0xFF, np.uint8))
            else:
                memory[block] = kinds[place.kind][place.at]
        places = list(dict.fromkeys(order))
        self._launch(plan, places, [memory[replace(p, offset=0)].ctypes.data + p.offset for p in places])
        for k, place in plan.passed:
            outputs[k] = kinds[place.kind][place.at]
        return outputs

    def _launch(self, plan: Plan, table: list[Place], addresses: list[int]) -> None:
        status = self.ffi.new("status_t[]", max(len(plan.steps), 1))
        for k, s in enumerate(plan.steps):
            sizes = np.array(s.sizes, np.int64)
            buffers = [addresses[table.index(place)] for place in s.places] + [sizes.ctypes.data] * bool(s.sizes)
            pointers = self.ffi.new("uintptr_t[]", buffers)
            kernel = self.ffi.cast("kernel_t", self.ffi.addressof(self.library, self._names[s.kernel]))
            kernel(self.ffi.cast("void *const *", pointers), s.n, status + k, self.ffi.NULL)
            code = max(getattr(self.library, name)() for name in self._refused)
            if code:
                raise Refused(code)
        for failed in (status[k] for k, s in enumerate(plan.steps) if s.checked and status[k].failed):
            raise out_of_range(failed.value, failed.extent)


__all__ = ["OnCpu", "Refused", "compile_with_nvcc", "unique", "write_programs"]
