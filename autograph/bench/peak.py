"""The machine's own limits, measured: multiply-adds in registers, and streams from memory and to it."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cffi
import numpy as np

from autograph.toolchain import Compiler, find_c_compiler

CHAINS = 16
#: Floats of each of the three arrays of a stream: 64 MiB, more than caches hold.
STREAM = 16 << 20
TRIES = 5


@dataclass(frozen=True)
class Peak:
    """`gflops`: float32 operations a second, 10⁹; `gbytes`: bytes of memory read and written a second, 10⁹."""

    threads: int
    gflops: float
    gbytes: float

    def best(self, other: Peak) -> Peak:
        """The larger of each: another process makes both less, nothing makes them more."""
        return Peak(self.threads, max(self.gflops, other.gflops), max(self.gbytes, other.gbytes))

    def seconds(self, flops: float, nbytes: float) -> float:
        """No step with so many operations on so much memory takes less."""
        return max(flops / self.gflops, nbytes / self.gbytes) / 1e9


def measure(threads: int, rounds: int = 4_000_000, floats: int = STREAM) -> Peak:
    """The best of some tries. Raises MissingCompilerError where there is no C compiler."""
    compiler = find_c_compiler()
    ffi, library = _library(compiler)
    lanes = compiler.vector_bits // 32
    arrays = [[np.ones(floats // threads, np.float32) for _ in range(3)] for _ in range(threads)]
    pointers = [[ffi.cast("float *", ffi.from_buffer(a)) for a in own] for own in arrays]
    compute = _best(threads, lambda k: library.multiply_add(rounds))
    memory = _best(threads, lambda k: library.stream(*pointers[k], floats // threads))
    return Peak(threads, 2e-9 * threads * rounds * CHAINS * lanes / compute, 12e-9 * floats / memory)


def _best(threads: int, call: Callable[[int], Any]) -> float:
    """Seconds of the fastest try, all threads together."""
    return min(_together(threads, call) for _ in range(TRIES))


def _together(threads: int, call: Callable[[int], Any]) -> float:
    """Seconds from when all threads stand ready to when the last is done."""
    barrier = threading.Barrier(threads + 1)

    def run(k: int) -> None:
        barrier.wait()
        call(k)

    workers = [threading.Thread(target=run, args=(k,)) for k in range(threads)]
    for worker in workers:
        worker.start()
    barrier.wait()
    started = time.perf_counter()
    for worker in workers:
        worker.join()
    return time.perf_counter() - started


def _library(compiler: Compiler) -> tuple[Any, Any]:
    """The functions of peak.c, for the vectors of this machine."""
    width = compiler.vector_bits // 8
    defines = {"VECTOR_BYTES": width, "LANES": width // 4, "CHAINS": CHAINS}
    text = "".join(f"#define {name} {value}\n" for name, value in defines.items())
    text += Path(__file__).with_suffix(".c").read_text(encoding="utf-8")
    ffi = cffi.FFI()
    ffi.cdef("float multiply_add(int64_t); void stream(float *, const float *, const float *, int64_t);")
    with tempfile.TemporaryDirectory(prefix="autograph-bench-") as folder:
        source, output = Path(folder, "peak.c"), Path(folder, "peak.so")
        source.write_text(text, encoding="utf-8")
        compiler.run([source], output)
        return ffi, ffi.dlopen(str(output))
