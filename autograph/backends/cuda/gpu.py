"""What the back end asks of a GPU: memory, a stream, copies, marks in time. `runtime` has it of pycuda."""

from __future__ import annotations

from types import TracebackType
from typing import Any, NamedTuple, Protocol

import numpy as np

Bytes = np.ndarray[Any, np.dtype[np.uint8]]


class OutOfMemory(Exception):
    """The device has no block of the size asked for."""


class Stopped(Exception):
    """The device has refused something, or what ran before has failed: CUDA's words for it."""


class Obstacle(NamedTuple):
    """Why CUDA cannot be used here, and what would help."""

    what: str
    remedy: str


def architecture(capability: tuple[int, int]) -> str:
    """What a device's code is called: from 9.0 on with all that this kind of device has and no other."""
    return f"sm_{capability[0]}{capability[1]}" + ("a" if capability >= (9, 0) else "")


class Block(Protocol):
    """Memory of a device, given back when nobody refers to it. What was launched before may go on using it: whoever
    gets it next comes later on the same stream."""

    address: int


class Mark(Protocol):
    """A place in a device's stream."""

    def set(self) -> None:
        """From now on it is here: after all that was launched until now."""

    def passed(self) -> bool:
        """Whether all before it is done, or it was never set; at once. Raises Stopped where something failed."""

    def wait(self) -> None:
        """Return when all before it is done; at once if it was never set. Raises Stopped where something failed."""

    def seconds_since(self, other: Mark) -> float:
        """Seconds between the two on the device, once both are passed."""


class Gpu(Protocol):
    """One device. It serves one thread at a time or several; as a context it is the calling thread's current one."""

    name: str
    #: Such as (9, 0).
    capability: tuple[int, int]
    processors: int
    #: Bytes of its memory, used or not.
    nbytes: int
    #: The process that has found it, and that alone can use it.
    process: int

    @property
    def stream(self) -> int:
        """The handle of the stream on which everything runs, in order."""

    def __enter__(self) -> Gpu: ...
    def __exit__(self, kind: type[BaseException] | None, error: object, where: TracebackType | None) -> None: ...

    def free(self) -> int:
        """Bytes that nobody holds, this process's reserve among the held."""

    def allocate(self, nbytes: int) -> Block:
        """Memory of any content. Raises OutOfMemory."""

    def trim(self) -> None:
        """Give the reserve back: what was allocated once and is not in use."""

    def pinned(self, nbytes: int) -> Bytes:
        """Memory of the host that the device can reach by itself."""

    def send(self, address: int, source: Bytes) -> None:
        """Copy pinned memory to the device, in its turn."""

    def fetch(self, target: Bytes, address: int) -> None:
        """Copy memory of the device to pinned memory, in its turn."""

    def copy(self, target: int, source: int, nbytes: int) -> None:
        """Copy within the device, or from another one to it, in its turn."""

    def follow(self, mark: Any) -> None:
        """What is launched from now on begins when all before a mark is done, one of another device's stream. The host
        does not wait."""

    def mark(self) -> Mark:
        """A mark that is not set yet. There are few, and they serve again: none is ever given back."""

    def wait(self) -> None:
        """Return when all that was launched is done. Raises Stopped where something failed."""

    def wait_for_others(self) -> None:
        """Return when nothing runs on the device any more, other libraries' work neither. Raises Stopped."""
