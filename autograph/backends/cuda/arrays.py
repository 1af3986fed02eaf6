"""Arrays in the memory of a GPU."""

from __future__ import annotations

import math
from contextlib import suppress
from typing import Any

import numpy as np

from autograph.backends import Array, Value
from autograph.backends.cuda.gpu import Block, Gpu, OutOfMemory, Stopped
from autograph.backends.cuda.memory import Memory, as_bytes, memory, size
from autograph.backends.doubts import Doubt


class DeviceArray:
    """Values on a GPU, contiguous. The memory goes back to the device's pool with the last reference to the array."""

    __slots__ = ("__weakref__", "_block", "_memory", "address", "device", "doubts", "dtype", "nbytes", "shape")

    def __init__(self, home: Memory, shape: tuple[int, ...], dtype: np.dtype[Any]):
        """Of any content. Raises OutOfMemory where the device has no room for it."""
        self.shape, self.dtype, self.device = shape, dtype, home.device
        self.nbytes = math.prod(shape) * dtype.itemsize
        self._memory = home
        self._block: Block = home.block(self.nbytes)
        #: Where it is on the device.
        self.address = self._block.address
        #: The calls that it depends on and that may still turn out to have failed.
        self.doubts: tuple[Doubt, ...] = ()

    @classmethod
    def over(cls, home: Memory, block: Block, shape: tuple[int, ...], dtype: np.dtype[Any]) -> DeviceArray:
        """Of memory that is there already, with the values that are there."""
        made = cls.__new__(cls)
        made.shape, made.dtype, made.device = shape, dtype, home.device
        made.nbytes = math.prod(shape) * dtype.itemsize
        made._memory, made._block, made.address, made.doubts = home, block, block.address, ()
        return made

    def handed(self, stream: int | None) -> int:
        """The address, for another library whose `stream` may go on with the values: once all that was launched before
        is done, unless it is the device's own stream or -1, which asks for none. Raises DeviceError, and RangeError if
        a call that they depend on has refused an index."""
        for doubt in self.doubts:
            doubt.clear()
        if stream not in (-1, self._memory.gpu.stream):
            self._memory.wait()
        return self.address

    def copy(self) -> DeviceArray:
        """In memory of its own."""
        made = _new(self._memory, self.shape, self.dtype)
        try:
            self._memory.gpu.copy(made.address, self.address, self.nbytes)
        except Stopped as error:
            self._memory.stopped(error)
        made.doubts = self.doubts
        return made

    def numpy(self) -> Array:
        """A copy in the host's memory, once all that was launched before is done. Raises RangeError if a call that it
        depends on has refused an index."""
        array = np.empty(self.shape, self.dtype)
        self._memory.fetch(as_bytes(array), self.address)
        for doubt in self.doubts:
            doubt.clear()
        return array

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        if copy is False:
            raise ValueError("the values of a DeviceArray are on a GPU: NumPy gets a copy of them")
        array = self.numpy()
        return array if dtype is None else array.astype(dtype, copy=False)

    def __repr__(self) -> str:
        return f"DeviceArray({self.dtype}{list(self.shape)} on {self.device})"


class Borrowed:
    """Memory of another library, whose `owner` gives it back with the last reference. Implements `Block`."""

    __slots__ = ("_gpu", "_owner", "address")

    def __init__(self, gpu: Gpu, address: int, owner: object):
        self._gpu, self.address, self._owner = gpu, address, owner

    def __del__(self) -> None:
        # The library does not know of our stream, and may use the memory at once for something else.
        with suppress(Stopped):  # where nothing runs any more
            self._gpu.wait()


def borrowed(device: str, address: int, shape: tuple[int, ...], dtype: np.dtype[Any], owner: object) -> DeviceArray:
    """Contiguous memory of another library as an array: `owner` holds it as long as the array is there."""
    home = memory(device)
    return DeviceArray.over(home, Borrowed(home.gpu, address, owner), shape, dtype)


def stream(device: str) -> int:
    """The handle of the stream on which everything of this package runs on a GPU."""
    return memory(device).gpu.stream


def wait_for_others(device: str) -> None:
    """Return when nothing runs on a GPU any more, other libraries' work neither. Raises DeviceError."""
    home = memory(device)
    try:
        home.gpu.wait_for_others()
    except Stopped as error:
        home.stopped(error)


def put(value: Value, device: str) -> DeviceArray:
    """Values from wherever they are in memory of their own on a GPU, without waiting for it, nor for another GPU."""
    home = memory(device)
    if isinstance(value, DeviceArray):
        if value.device == device:
            return value.copy()
        made = _new(home, value.shape, value.dtype)
        home.copy_from(value._memory, made.address, value.address, value.nbytes)
        made.doubts = value.doubts
        return made
    array = np.asarray(value, order="C")
    made = _new(home, array.shape, array.dtype)
    home.send(made.address, as_bytes(array))
    return made


def _new(home: Memory, shape: tuple[int, ...], dtype: np.dtype[Any]) -> DeviceArray:
    """An array of any content. Raises DeviceError where the device has no room for it."""
    try:
        return DeviceArray(home, shape, dtype)
    except OutOfMemory:
        home.full(f"an array {dtype}{list(shape)} takes {size(math.prod(shape) * dtype.itemsize)}")
