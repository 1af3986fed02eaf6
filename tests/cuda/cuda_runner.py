"""CUDA programs compiled by g++ through cuda_on_cpu.h, and their plans run on the CPU by the generated launcher."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import cffi
import numpy as np
from programs import Array

from autograph.backends.cuda import launcher, program
from autograph.dtypes import dtype
from autograph.ops.indexing import out_of_range
from autograph.render.source import Source
from autograph.schedule.plan import Place, Plan
from autograph.toolchain import find_nvcc

HEADER = Path(__file__).with_name("cuda_on_cpu.h")
GXX = ["g++", "-std=c++17", "-O0", "-fPIC", "-fwrapv", "-Wall", "-Werror", "-Wno-unknown-pragmas"]
DECLARATIONS = """
typedef struct { int64_t failed, value, extent; } status_t;
typedef struct { void *kernel; int64_t n; int32_t first, count; } step_t;
int launch(const step_t *, int64_t, const int32_t *, void *const *, status_t *, void *);
void arrange(unsigned, int, int);
"""


class Refused(Exception):
    """The launcher's answer was an error code."""


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
    """The kernels of many plans as one library; `extra` are more flags for g++."""

    def __init__(self, sources: Iterable[Source], folder: Path, extra: Sequence[str] = ()):
        kernels = unique(sources)
        paths = write_programs(kernels, folder, files=2)
        paths.append(folder / "launcher.cu")
        paths[-1].write_text(launcher(), encoding="utf-8")
        with ThreadPoolExecutor(2) as pool:
            objects = list(pool.map(lambda path: self._object(path, extra), paths))
        library = folder / "kernels.so"
        subprocess.run(["g++", "-shared", *extra, *map(str, objects), "-o", str(library)], check=True)
        self.ffi = cffi.FFI()
        self.ffi.cdef(DECLARATIONS + "".join(f"extern char launch_{s.name}[];\n" for s in kernels))
        self.library: Any = self.ffi.dlopen(str(library))
        self._names = {s.digest: f"launch_{s.name}" for s in kernels}

    def _object(self, path: Path, extra: Sequence[str]) -> Path:
        made = path.with_suffix(".o")
        command = [*GXX, *extra, "-include", str(HEADER), "-x", "c++", "-c", str(path), "-o", str(made)]
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
        steps = self.ffi.new("step_t[]", max(len(plan.steps), 1))
        slots: list[int] = []
        for step, s in zip(steps, plan.steps):
            step.kernel = self.ffi.addressof(self.library, self._names[s.kernel])
            step.n, step.first, step.count = s.n, len(slots), len(s.places)
            slots += [table.index(place) for place in s.places]
        status = self.ffi.new("status_t[]", max(len(plan.steps), 1))
        numbers = self.ffi.new("uintptr_t[]", addresses)
        pointers = self.ffi.cast("void *const *", numbers)
        code = self.library.launch(steps, len(plan.steps), slots, pointers, status, self.ffi.NULL)
        if code:
            raise Refused(code)
        for failed in (status[k] for k, s in enumerate(plan.steps) if s.checked and status[k].failed):
            raise out_of_range(failed.value, failed.extent)


__all__ = ["OnCpu", "Refused", "compile_with_nvcc", "unique", "write_programs"]
