"""A GPU for tests: its memory is the host's, g++ compiles its kernels, and nothing runs before somebody waits."""

from __future__ import annotations

import functools
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import cffi
import numpy as np
import pytest

from autograph.backends.cuda import kept, memory, runtime
from autograph.backends.cuda.gpu import Bytes, OutOfMemory, Stopped
from autograph.frontend import programs
from autograph.toolchain import Compiler, default_cache, digest

HERE = Path(__file__).parent / "cuda"
HEADERS = [HERE / name for name in ("cuda_on_cpu.h", "runtime_on_cpu.h", "mma_on_cpu.h")]
#: The variable of the environment that names a sanitizer to compile kernels with.
SANITIZE = "AUTOGRAPH_TEST_SANITIZE"


def sanitizing() -> tuple[str, ...]:
    """Flags for the sanitizer that is asked for."""
    asked = os.environ.get(SANITIZE)
    return (f"-fsanitize={asked}", "-fno-sanitize-recover=all", "-g1") if asked else ()


FLAGS = ("-std=c++17", "-O1", "-fPIC", "-fwrapv", "-w", *sanitizing())
DECLARATIONS = """
void *stream_new(void);
void stream_copy(void *, void *, const void *, size_t);
uint64_t stream_launched(void *);
uint64_t stream_done(void *);
int stream_run(void *, uint64_t);
void stream_follow(void *, void *, uint64_t);
void stream_refuse(void *, int);
void stream_fail(void *, int);
int64_t stream_graphs(void *);
int64_t stream_kernels(void *);
const char *stream_error(int);
"""


def precompiled(header: Path, flags: Sequence[str]) -> Path:
    """What to include for a header of `HEADERS`: g++ has read it with these flags, once for all tests."""
    key = digest(*flags, *(path.read_text(encoding="utf-8") for path in HEADERS))
    folder = Path(os.environ["AUTOGRAPH_CACHE_DIR"], "headers", key)
    included = folder / header.name  # what g++ takes if it refuses the compiled one beside it
    if not included.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as fresh:
            text, made = Path(fresh, header.name), Path(fresh, "made.gch")
            text.write_text(f'#include "{header}"\n', encoding="utf-8")
            subprocess.run(["g++", *flags, "-x", "c++-header", str(text), "-o", str(made)], check=True)
            made.replace(folder / f"{header.name}.gch")
            text.replace(included)
    return included


@functools.cache
def compiler() -> Compiler:
    """g++, as if it were nvcc."""
    including = ("-include", str(precompiled(HEADERS[1], FLAGS)), "-x", "c++")
    identity = digest("g++", FLAGS, *(path.read_text(encoding="utf-8") for path in HEADERS))
    return Compiler(("g++",), "nvcc", "release 13.0", False, FLAGS + including, ("-shared",), 128, identity)


@functools.cache
def library() -> tuple[Any, Any]:
    """The functions of host_gpu.cpp."""
    source = HERE / "host_gpu.cpp"
    name = digest(compiler().identity, source.read_text(encoding="utf-8"))
    cache = default_cache()
    command = ["g++", *FLAGS, "-shared", str(source), "-o"]
    entry = cache.get("units", name) or cache.put(
        "units", name, lambda path: subprocess.run([*command, str(path)], check=True) and None, {"label": "host_gpu"}
    )
    ffi = cffi.FFI()
    ffi.cdef(DECLARATIONS)
    return ffi, ffi.dlopen(str(entry.path))


class HostBlock:
    """Memory of the device: when it is given back, it waits in the reserve for who asks next."""

    def __init__(self, gpu: HostGpu, memory: Bytes):
        self._gpu, self._memory = gpu, memory
        self.address = int(memory.ctypes.data)

    def __del__(self) -> None:
        self._gpu.give_back(self._memory)


class HostMark:
    def __init__(self, gpu: HostGpu):
        self._gpu, self._at, self._time = gpu, 0, 0.0

    def set(self) -> None:
        self._at = self._gpu.launched
        self._time = time.perf_counter()

    def passed(self) -> bool:
        self._gpu.run(0)  # runs nothing, and tells what has failed
        return self._gpu.done >= self._at

    def wait(self) -> None:
        self._gpu.run(self._at)

    def seconds_since(self, other: HostMark) -> float:
        return self._time - other._time


class HostGpu:
    """Implements `Gpu` with so many bytes of memory. What is allocated is full of ones, which is no number."""

    name, capability, processors = "a stand-in", (9, 0), 2

    def __init__(self, nbytes: int = 1 << 30):
        self.nbytes, self.process = nbytes, os.getpid()
        self.used = 0
        self.trimmed = 0
        self.entered = 0
        self.others = 0  # how often other libraries' work was waited for
        self._reserve: dict[int, list[Bytes]] = {}
        self._lock = threading.RLock()
        self._ffi, self._library = library()
        self._stream = self._library.stream_new()

    @property
    def stream(self) -> int:
        return int(self._ffi.cast("uintptr_t", self._stream))

    def __enter__(self) -> HostGpu:
        self.entered += 1
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, where: TracebackType | None) -> None: ...

    def free(self) -> int:
        return self.nbytes - self.used

    def allocate(self, nbytes: int) -> HostBlock:
        with self._lock:
            found = self._reserve.get(nbytes)
            if found:
                return HostBlock(self, found.pop())
            if self.used + nbytes > self.nbytes:
                raise OutOfMemory(f"{nbytes} bytes")
            self.used += nbytes
            raw = np.full(nbytes + 256, 0xFF, np.uint8)
            start = -raw.ctypes.data % 256
            return HostBlock(self, raw[start : start + nbytes])

    def give_back(self, memory: Bytes) -> None:
        with self._lock:
            self._reserve.setdefault(memory.nbytes, []).append(memory)

    def trim(self) -> None:
        self.wait()
        with self._lock:
            self.trimmed += 1
            self.used -= sum(len(blocks) * n for n, blocks in self._reserve.items())
            self._reserve.clear()

    def pinned(self, nbytes: int) -> Bytes:
        return np.full(nbytes, 0xFF, np.uint8)

    def send(self, address: int, source: Bytes) -> None:
        self.copy(address, source.ctypes.data, source.nbytes)

    def fetch(self, target: Bytes, address: int) -> None:
        self.copy(target.ctypes.data, address, target.nbytes)

    def copy(self, target: int, source: int, nbytes: int) -> None:
        cast = self._ffi.cast
        self._library.stream_copy(self._stream, cast("void *", target), cast("void *", source), nbytes)

    def follow(self, mark: HostMark) -> None:
        self._library.stream_follow(self._stream, mark._gpu._stream, mark._at)

    def mark(self) -> HostMark:
        return HostMark(self)

    def wait(self) -> None:
        self.run(2**64 - 1)

    def wait_for_others(self) -> None:
        self.others += 1
        self.wait()

    def run(self, count: int) -> None:
        """What was launched first, up to so many pieces of work in all."""
        code = self._library.stream_run(self._stream, count)
        if code:
            raise Stopped(self._ffi.string(self._library.stream_error(code)).decode())

    def refuse(self, code: int) -> None:
        """Launches of kernels are refused from now on; 0: no more."""
        self._library.stream_refuse(self._stream, code)

    def fail(self, code: int) -> None:
        """What is launched now fails when it runs."""
        self._library.stream_fail(self._stream, code)

    @property
    def launched(self) -> int:
        return int(self._library.stream_launched(self._stream))

    @property
    def done(self) -> int:
        """How much of it has run."""
        return int(self._library.stream_done(self._stream))

    @property
    def graphs(self) -> int:
        """Graphs that were launched."""
        return int(self._library.stream_graphs(self._stream))

    @property
    def kernels(self) -> int:
        """Kernels that were launched one by one."""
        return int(self._library.stream_kernels(self._stream))


@contextmanager
def installed(count: int = 2, nbytes: int = 1 << 30) -> Iterator[list[HostGpu]]:
    """So many devices, "cuda:0" first, as long as this lasts."""
    gpus = [HostGpu(nbytes) for _ in range(count)]
    programs._programs.cache_clear()  # those of other devices of the same names
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runtime, "gpus", lambda: gpus)
        patch.setattr(runtime, "obstacle", lambda: None)
        patch.setattr(kept, "compiler", compiler)
        patch.setattr(memory, "_memories", {})
        yield gpus
