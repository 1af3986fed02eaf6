"""What the array API standard asks of a namespace: which one a tensor belongs to, and what that can do."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import numpy as np

from autograph import backends, dtypes
from autograph.dtypes import DType
from autograph.errors import ArgumentError, DeviceError
from autograph.frontend.functions.data_types import isdtype
from autograph.frontend.state import state
from autograph.frontend.tensor import Tensor

#: The version of the standard that names and meanings follow.
ARRAY_API_VERSION = "2024.12"

#: DLPack's number for the CPU, and which of them.
HOST = (1, 0)
#: NumPy says since 2.1 that memory is not to be written to.
_SAYS_READ_ONLY = np.lib.NumpyVersion(np.__version__) >= "2.1.0"


class NamespaceInfo:
    """What `ag.__array_namespace_info__()` tells: capabilities, devices and dtypes."""

    def capabilities(self) -> dict[str, Any]:
        """Masks index, and shapes may depend on data; at most 64 axes, as in NumPy 2."""
        return {"boolean indexing": True, "data-dependent shapes": True, "max dimensions": 64}

    def default_device(self) -> str:
        """That of `with ag.device(…)`."""
        return state.device or "cpu"

    def devices(self) -> list[str]:
        """As `ag.devices()`."""
        return backends.devices()

    def default_dtypes(self, *, device: str | None = None) -> dict[str, DType]:
        """The dtypes of Python numbers and of positions."""
        return {"real floating": dtypes.float32, "integral": dtypes.int64, "indexing": dtypes.int64}

    def dtypes(self, *, device: str | None = None, kind: Any = None) -> dict[str, DType]:
        """Name → dtype, of a kind as `ag.isdtype` takes it."""
        return {d.name: d for d in dtypes.COMPUTED if kind is None or isdtype(d, kind)}


def array_namespace_info() -> NamespaceInfo:
    """What this namespace can do, as the array API standard asks."""
    return NamespaceInfo()


def array_namespace(self: Tensor, *, api_version: str | None = None) -> ModuleType:
    """The module with the functions for tensors. Raises ArgumentError for a version of the standard it has not."""
    if api_version is not None and api_version > ARRAY_API_VERSION:
        raise ArgumentError(f"array API {api_version}", hint=f"names and meanings follow {ARRAY_API_VERSION}")
    # Looked up, not imported: the public face stands after everything it shows.
    return sys.modules[__name__.partition(".")[0]]


def to_device(self: Tensor, device: str, *, stream: Any = None) -> Tensor:
    """The tensor on a device, by the standard's name of `to`. Raises DeviceError for a device that is not there."""
    return self.to(device)


def dlpack(
    self: Tensor,
    *,
    stream: Any = None,
    max_version: tuple[int, int] | None = None,
    dl_device: tuple[int, int] | None = None,
    copy: bool | None = None,
) -> Any:
    """The DLPack capsule. Memory is shared, marked as not to be written to, with whoever knows that mark (DLPack 1);
    others get a copy. Values on a GPU are complete when this returns, whichever `stream` uses them, unless it is -1.
    They are copied to the CPU if that is asked for. Raises BufferError where one of those is not possible, as the
    protocol says, and DeviceError for a device that is neither the tensor's nor the CPU."""
    own = backends.dlpack_device(self.device)
    if own != HOST and dl_device in (None, own):
        from autograph.frontend import exchange  # which only GPUs need

        return exchange.capsule(self, own, stream, max_version is not None and max_version[0] >= 1, copy)
    if dl_device not in (None, HOST):
        raise DeviceError(
            f"__dlpack__ of {self._type} for device {dl_device}", hint=f"ask for its own, {own}, or the CPU, {HOST}"
        )
    if own != HOST and copy is False:
        raise BufferError(f"values on {self.device} come to the CPU as a copy only, and copy=False")
    if max_version is not None and max_version[0] >= 1 and _SAYS_READ_ONLY:
        return self.numpy().__dlpack__(stream=stream, max_version=max_version, copy=copy)
    if copy is False:
        raise BufferError("tensors are immutable: without a copy they are shared with DLPack 1 or newer only")
    return self.numpy().copy().__dlpack__(stream=stream)


def cuda_array_interface(self: Tensor) -> dict[str, Any]:
    """`__cuda_array_interface__`, version 3, of a tensor on a GPU: its memory, not to be written to. Raises
    AttributeError for other tensors and for bfloat16, for which the protocol has no name."""
    if backends.dlpack_device(self.device) == HOST:
        raise AttributeError(f"{self._type} is not on a GPU")
    from autograph.frontend import exchange

    return exchange.interface(self)


def dlpack_device(self: Tensor) -> tuple[int, int]:
    """DLPack's number of the device, and which of them."""
    return backends.dlpack_device(self.device)
