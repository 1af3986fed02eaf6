"""GPUs by pycuda: the one file that imports it."""

from __future__ import annotations

import atexit
import functools
import importlib
import os
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, TypeVar

import numpy as np

from autograph.backends.cuda.gpu import Bytes, Gpu, Mark, Obstacle, OutOfMemory, Stopped, architecture
from autograph.backends.cuda.remedies import DRIVER, INSTALL, REBUILD, remedy
from autograph.errors import CompilerError
from autograph.toolchain import find_nvcc, nvcc

#: Bytes that a block has at least.
LEAST = 256

T = TypeVar("T")


def obstacle() -> Obstacle | None:
    """Why this machine cannot run CUDA: pycuda, the driver, a device or nvcc is missing. None where all are there."""
    return _found()[1] or _without_nvcc()


def why_not() -> str | None:
    """The same in one line, as `autograph doctor` and skipped tests tell it."""
    found = obstacle()
    return f"{found.what}: {found.remedy}" if found else None


def gpus() -> Sequence[Gpu]:
    """The GPUs that can be used: none where there is an obstacle."""
    return () if obstacle() else _found()[0]


@functools.cache
def _found() -> tuple[Sequence[Gpu], Obstacle | None]:
    try:
        importlib.import_module("pycuda")  # by itself, so that an error tells whether it is there
        import pycuda.driver as driver
    except ImportError as error:
        return (), _not_imported(error)
    try:
        driver.init()
        count = driver.Device.count()
    except driver.Error as error:
        what = f"the CUDA driver finds no device: {error}"
        return (), Obstacle(what, remedy(str(error), "nvidia-smi tells whether the driver works"))
    if not count:
        return (), Obstacle("the CUDA driver finds no device", "unset CUDA_VISIBLE_DEVICES, or name a GPU there")
    return [PycudaGpu(driver, k) for k in range(count)], None


def _not_imported(error: ImportError) -> Obstacle:
    text = str(error)
    if isinstance(error, ModuleNotFoundError):
        missing = str(error.name)
        if missing == "pycuda":
            return Obstacle("pycuda is not installed", INSTALL)
        if not missing.startswith("pycuda."):
            return Obstacle(f"pycuda needs {missing}, which is not installed", f"pip install {missing}")
    if "libcuda" in text:
        return Obstacle(f"the CUDA driver cannot be loaded: {text}", DRIVER)
    if "undefined symbol: cu" in text:
        newer = f"install a newer driver, or set CUDA_ROOT to a toolkit as old as the driver and {REBUILD}"
        return Obstacle(f"pycuda was built with a CUDA that is newer than the driver: {text}", newer)
    return Obstacle(f"pycuda cannot be imported: {text}", REBUILD)


def versions() -> tuple[str | None, str | None]:
    """Of pycuda, and the newest CUDA that the driver can run, such as "13.1"; None for what is not there."""
    try:
        import pycuda
    except ImportError:
        return None, None
    own = str(pycuda.VERSION_TEXT)
    try:
        import pycuda.driver as driver
    except ImportError:
        return own, None
    try:
        return own, ".".join(map(str, _driver_version()))
    except driver.Error:  # as a stub of the driver's library answers everything
        return own, None


@functools.cache
def _driver_version() -> tuple[int, int]:
    """The newest CUDA the driver can run."""
    import pycuda.driver as driver

    number = int(driver.get_driver_version())
    return number // 1000, number % 1000 // 10


def _without_nvcc() -> Obstacle | None:
    try:
        compiler = find_nvcc(sorted({architecture(gpu.capability) for gpu in _found()[0]}))
    except CompilerError as error:
        return Obstacle(error.what, error.hint)
    needed, there = nvcc.major(compiler), _driver_version()[0]
    if needed > there:
        what = f"the driver runs CUDA {there}, and nvcc compiles for CUDA {needed}"
        return Obstacle(
            what, f"install a newer driver, or a toolkit of CUDA {there} and set AUTOGRAPH_NVCC to its nvcc"
        )
    return None


def _told(method: Callable[..., T]) -> Callable[..., T]:
    """The method, with pycuda's errors as the protocol has them."""

    @functools.wraps(method)
    def run(self: Any, *arguments: Any) -> T:
        try:
            return method(self, *arguments)
        except self.driver.MemoryError as error:
            raise OutOfMemory(str(error)) from None
        except self.driver.Error as error:
            raise Stopped(str(error)) from None

    return run


class PycudaBlock:
    """Memory from the pool. It goes back without a line of Python, in which an interrupt would be lost."""

    __slots__ = ("_held", "address")

    def __init__(self, held: Any):
        self._held = held
        self.address = int(held)


class PycudaMark:
    """An event."""

    def __init__(self, gpu: PycudaGpu):
        self.driver, self._gpu = gpu.driver, gpu
        with gpu:
            self._event = gpu.driver.Event()
        self._is_set = False

    @_told
    def set(self) -> None:
        with self._gpu:
            self._event.record(self._gpu._stream)
        self._is_set = True

    @_told
    def passed(self) -> bool:
        with self._gpu:
            return not self._is_set or bool(self._event.query())

    @_told
    def wait(self) -> None:
        if self._is_set:
            with self._gpu:
                self._event.synchronize()

    @_told
    def seconds_since(self, other: PycudaMark) -> float:
        with self._gpu:
            return float(self._event.time_since(other._event)) / 1e3


class PycudaGpu:
    """A device, its primary context, which other libraries of the process use too, and a pool of its memory."""

    def __init__(self, driver: Any, number: int):
        self.driver = driver
        self.process = os.getpid()
        device = driver.Device(number)
        self.name = str(device.name())
        self.capability = tuple(device.compute_capability())
        self.processors = int(device.get_attribute(driver.device_attribute.MULTIPROCESSOR_COUNT))
        self.nbytes = int(device.total_memory())
        self._device = device
        self._marks: list[PycudaMark] = []

    @functools.cached_property
    def _context(self) -> Any:
        context = self._device.retain_primary_context()
        atexit.register(self._end)  # after pycuda's own, and so before it
        return context

    @functools.cached_property
    def _stream(self) -> Any:
        with self:
            return self.driver.Stream(flags=1)  # which waits for no other library's work: CU_STREAM_NON_BLOCKING

    @functools.cached_property
    def _pool(self) -> Any:
        from pycuda.tools import DeviceMemoryPool

        with self:
            pool = DeviceMemoryPool()
            _hold(pool)
            return pool

    @property
    def stream(self) -> int:
        return int(self._stream.handle)

    def __enter__(self) -> PycudaGpu:
        self._context.push()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, where: TracebackType | None) -> None:
        self._context.pop()

    @_told
    def free(self) -> int:
        with self:
            return int(self.driver.mem_get_info()[0])

    @_told
    def allocate(self, nbytes: int) -> PycudaBlock:
        pool = self._pool
        with self:
            try:
                return PycudaBlock(pool.allocate(max(nbytes, LEAST)))
            finally:
                if not pool.held_blocks:
                    _hold(pool)

    @_told
    def trim(self) -> None:
        with self:
            self._pool.free_held()
            _hold(self._pool)

    @_told
    def pinned(self, nbytes: int) -> Bytes:
        with self:
            array: Bytes = self.driver.pagelocked_empty(nbytes, np.uint8)
            return array

    @_told
    def send(self, address: int, source: Bytes) -> None:
        with self:
            self.driver.memcpy_htod_async(address, source, self._stream)

    @_told
    def fetch(self, target: Bytes, address: int) -> None:
        with self:
            self.driver.memcpy_dtoh_async(target, address, self._stream)

    @_told
    def copy(self, target: int, source: int, nbytes: int) -> None:
        # An address tells the device. The driver copies directly between devices that reach each other, else by way of
        # the host. pycuda's function for that, `memcpy_peer_async`, does not heed the contexts it is given.
        with self:
            self.driver.memcpy_dtod_async(target, source, nbytes, self._stream)

    @_told
    def follow(self, mark: PycudaMark) -> None:
        with self:
            self._stream.wait_for_event(mark._event)

    def mark(self) -> Mark:
        made = PycudaMark(self)
        self._marks.append(made)  # an event cannot be destroyed in a thread without a context
        return made

    @_told
    def wait(self) -> None:
        with self:
            self._stream.synchronize()

    @_told
    def wait_for_others(self) -> None:
        with self:
            self.driver.Context.synchronize()

    def _end(self) -> None:
        """When Python ends: nothing runs any more, and the pool gives back what it has and gets from now on."""
        with self:
            self._stream.synchronize()
            self._pool.stop_holding()
        while self.driver.Context.get_current() == self._context:
            self._context.pop()  # an interrupt has left it here; pycuda would end the process for that
        self._context.detach()  # as a primary context is: what lets go of it later takes it for another kind


def _hold(pool: Any) -> None:
    """A pool that holds nothing asks for a current context when a block comes back, in whatever thread that is, and
    ends the process where there is none. So there is always one block in it, of a size that nobody asks for."""
    pool.allocate(1).free()


__all__ = ["gpus", "obstacle", "versions", "why_not"]
