"""A device's memory: blocks from its pool, copies from and to the host, and what programs keep between calls."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NoReturn

import numpy as np

from autograph.backends.cuda import runtime
from autograph.backends.cuda.checks import Checks
from autograph.backends.cuda.gpu import Block, Bytes, Gpu, Mark, OutOfMemory, Stopped
from autograph.backends.cuda.remedies import remedy
from autograph.backends.idle import Keepers
from autograph.errors import DeviceError, Location
from autograph.locks import lock, long_lock

#: The part of a device's memory that programs may keep between calls, all together.
KEPT = 1 / 4
#: The part that may be kept of old values until it is known how a call's checks went. Calls that change more take so
#: long that waiting for them costs nothing.
OLD = 1 / 64
#: Pinned memory for copies: so many pieces of so many bytes. A copy waits only when all of them are on their way.
PIECES, PIECE = 8, 1 << 20


class Staging:
    """Copies between a device and any memory of the host, through pinned memory: a copy to the device returns as soon
    as its source may change again."""

    def __init__(self, gpu: Gpu):
        self._gpu = gpu
        self._lock = long_lock()
        self._pieces: list[tuple[Bytes, Mark]] = []
        self._last = -1

    def send(self, address: int, source: Bytes) -> None:
        """Copy bytes to the device."""
        with self._lock:
            for at in range(0, source.nbytes, PIECE):
                part = source[at : at + PIECE]
                pinned, mark = self._piece()
                pinned[: part.nbytes] = part
                self._gpu.send(address + at, pinned[: part.nbytes])
                mark.set()

    def fetch(self, target: Bytes, address: int) -> None:
        """Copy bytes from the device, once all that was launched before is done."""
        with self._lock:
            starts = list(range(0, target.nbytes, PIECE))
            for first in range(0, len(starts), PIECES):
                coming = [
                    (at, *self._fetched(target[at : at + PIECE].nbytes, address + at)) for at in starts[first:][:PIECES]
                ]
                for at, pinned, mark in coming:
                    mark.wait()
                    target[at : at + pinned.nbytes] = pinned

    def _fetched(self, nbytes: int, address: int) -> tuple[Bytes, Mark]:
        pinned, mark = self._piece()
        self._gpu.fetch(pinned[:nbytes], address)
        mark.set()
        return pinned[:nbytes], mark

    def _piece(self) -> tuple[Bytes, Mark]:
        """The piece that was used longest ago, when nothing uses it any more."""
        self._last = (self._last + 1) % PIECES
        if self._last == len(self._pieces):
            self._pieces.append((self._gpu.pinned(PIECE), self._gpu.mark()))
        piece = self._pieces[self._last]
        piece[1].wait()
        return piece


class Memory:
    """The memory of one GPU, "cuda:0" for example."""

    def __init__(self, device: str, gpu: Gpu):
        self.device, self.gpu = device, gpu
        self.staging = Staging(gpu)
        #: Every program that runs there.
        self.programs = Keepers()
        #: Every call of theirs whose checks are under way.
        self.checks = Checks(gpu, int(OLD * gpu.nbytes), self.stopped)
        self._marks: list[Mark] = []

    @property
    def most_kept(self) -> int:
        """Bytes that programs may keep between calls, all together."""
        return int(KEPT * self.gpu.nbytes)

    def block(self, nbytes: int) -> Block:
        """Memory of any content; what programs keep goes first. Raises OutOfMemory."""
        self.check_process()
        try:
            return self.gpu.allocate(max(nbytes, 1))
        except OutOfMemory:
            self.checks.settle()
            for program in self.programs:
                program.release()
            self.gpu.trim()
            return self.gpu.allocate(max(nbytes, 1))

    def send(self, address: int, source: Bytes) -> None:
        """Copy bytes there; the source may change as soon as this returns. Raises DeviceError."""
        try:
            self.staging.send(address, source)
        except Stopped as error:
            self.stopped(error)

    def copy_from(self, other: Memory, target: int, source: int, nbytes: int) -> None:
        """Copy bytes of another device there, once all that was launched on both before is done; the host waits for
        nothing. Raises DeviceError."""
        try:
            (ready,), (copied,) = other.marks(1), self.marks(1)
            ready.set()
            self.gpu.follow(ready)
            self.gpu.copy(target, source, nbytes)
            copied.set()
            other.gpu.follow(copied)  # where the source's memory may be given back at once, and serve again
            other.unmark([ready])
            self.unmark([copied])
        except Stopped as error:
            self.stopped(error)

    def fetch(self, target: Bytes, address: int) -> None:
        """Copy bytes from there, once all that was launched before is done. Raises DeviceError."""
        try:
            self._wait()  # here, so that copies of other threads need not wait for it
            self.staging.fetch(target, address)
        except Stopped as error:
            self.stopped(error)

    def wait(self) -> None:
        """Return when all that was launched until now is done. Raises DeviceError."""
        try:
            self._wait()
        except Stopped as error:
            self.stopped(error)

    def _wait(self) -> None:
        (mark,) = self.marks(1)
        mark.set()
        mark.wait()
        self.unmark([mark])

    def marks(self, count: int) -> list[Mark]:
        """So many marks that nobody uses."""
        found = []
        for _ in range(count):
            try:
                found.append(self._marks.pop())
            except IndexError:  # asking first would let another thread take the last one in between
                found.append(self.gpu.mark())
        return found

    def unmark(self, marks: Sequence[Mark]) -> None:
        """They may serve others."""
        self._marks.extend(marks)

    def check_process(self) -> None:
        """Raises DeviceError in a child made by fork: CUDA does not work there."""
        if os.getpid() != self.gpu.process:
            raise DeviceError(
                f"{self.device} was found before this process was forked, and CUDA does not outlive a fork",
                hint='start children with multiprocessing.get_context("spawn"), or ask for devices in them alone',
            )

    def full(self, needed: str, largest: Sequence[str] = (), where: Location | None = None) -> NoReturn:
        """Raises DeviceError: there is not enough memory for what is `needed`."""
        room = f"{size(self.gpu.free())} of {size(self.gpu.nbytes)} are free"
        parts = f"; the largest parts are {', '.join(largest)}" if largest else ""
        raise DeviceError(
            f"{self.device} is out of memory: {needed}, and {room}{parts}",
            where=where,
            hint="a smaller batch, or give back what is not needed: release() of compiled functions, del of arrays",
        )

    def stopped(self, error: Stopped, where: Location | None = None) -> NoReturn:
        """Raises DeviceError: CUDA has refused something, or what was launched before has failed."""
        self.checks.heard = str(error)
        raise DeviceError(
            f"{self.device} has stopped: {error}",
            where=where,
            hint=remedy(str(error)),
        ) from error


_lock = lock()
_memories: dict[str, Memory] = {}


def devices() -> list[str]:
    """The GPUs that programs run on."""
    return [f"cuda:{k}" for k in range(len(runtime.gpus()))]


def check(device: str) -> None:
    """Raises DeviceError for a GPU that is not there: it says what is missing, and how to get it."""
    if device in _memories:
        return
    obstacle = runtime.obstacle()
    if obstacle is not None:
        raise DeviceError(f"there is no device {device!r} here: {obstacle.what}", hint=obstacle.remedy)
    there = devices()
    if device not in there:
        raise DeviceError(
            f"there is no device {device!r} here, only {', '.join(there)}",
            hint="use one of these; CUDA_VISIBLE_DEVICES decides which GPUs a process sees",
        )


def memory(device: str) -> Memory:
    """The memory of a GPU. Raises DeviceError unless it is there."""
    check(device)
    with _lock:
        if device not in _memories:
            _memories[device] = Memory(device, runtime.gpus()[int(device.partition(":")[2])])
        return _memories[device]


def as_bytes(array: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> Bytes:
    """The bytes of a contiguous array."""
    return array.reshape(-1).view(np.uint8)


def size(nbytes: int) -> str:
    """Such as 1.5 GiB."""
    for unit, name in ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")):
        if nbytes >= unit:
            return f"{nbytes / unit:.1f} {name}"
    return f"{nbytes} bytes"
