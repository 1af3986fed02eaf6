"""Arrays on a GPU from and to other libraries: by DLPack, and by `__cuda_array_interface__`. Their memory is shared."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograph import dtypes
from autograph.backends import backend, devices, dlpack, in_host_memory, named, of_dlpack
from autograph.backends.dlpack import Described
from autograph.errors import ArgumentError, DtypeError
from autograph.frontend.functions.conversion import asarray
from autograph.frontend.functions.indexing import take
from autograph.frontend.functions.manipulation import reshape
from autograph.frontend.tensor import Tensor

#: DLPack's numbers of the first GPU.
GPU = (2, 0)


def capsule(t: Tensor, device: tuple[int, int], stream: int | None, versioned: bool, copy: bool | None) -> Any:
    """The DLPack capsule of a tensor on a GPU; see `Tensor.__dlpack__`."""
    if copy is False and not versioned:
        raise BufferError("tensors are immutable: without a copy they are shared with DLPack 1 or newer only")
    if stream == 0:
        raise ArgumentError(
            f"__dlpack__ of {t._type} for stream 0, which does not tell the legacy default stream from a thread's own",
            hint="ask for stream 1, the legacy default, or 2, the thread's own",
        )
    value: Any = t._held()
    copied = bool(copy) or not versioned
    if copied:
        value = value.copy()
    told = Described(value.handed(stream), value.shape, None, dtypes.dtype(value.dtype))
    flags = dlpack.COPIED if copied else dlpack.READ_ONLY
    return dlpack.capsule(told, device, value, flags if versioned else None)


def interface(t: Tensor) -> dict[str, Any]:
    """The `__cuda_array_interface__` of a tensor on a GPU."""
    if t.dtype is dtypes.bfloat16:
        raise AttributeError("__cuda_array_interface__ has no name for bfloat16: use DLPack")
    value: Any = t._held()
    return {
        "shape": value.shape,
        "typestr": value.dtype.str,
        "data": (value.handed(None) if t.size else 0, True),
        "strides": None,
        "stream": None,  # the values are complete
        "version": 3,
    }


def from_capsule(x: Any, device: str, copy: bool | None) -> Tensor:
    """A tensor of an array on a GPU that has `__dlpack__`; its memory where that is contiguous."""
    own: Any = backend(device)
    try:
        given = x.__dlpack__(stream=own.stream(device), max_version=(1, 0))
    except TypeError:  # of before DLPack 1
        given = x.__dlpack__(stream=own.stream(device))
    try:
        told, owner = dlpack.taken(given)
    except ValueError as error:
        raise ArgumentError(
            f"from_dlpack of {type(x).__name__}: {error}", hint="ask its library for a new one"
        ) from error
    return _shared("from_dlpack", x, told, device, owner, copy)


def from_interface(x: Any, device: str | None, copy: bool | None) -> Tensor | None:
    """A tensor of an array that has a `__cuda_array_interface__`; None where it says that it has none, as arrays in
    the host's memory do."""
    try:
        found = x.__cuda_array_interface__
    except AttributeError:
        return None
    except RuntimeError as error:  # as PyTorch's tensors that require gradients have it
        raise DtypeError(f"asarray of {type(x).__name__}: {error}", hint="detach it from derivatives first") from error
    where = _where(x, device)
    kind = dtypes.dtype(np.dtype(found["typestr"]))
    if not dtypes.is_native(np.dtype(found["typestr"])) or found.get("mask") is not None:
        raise DtypeError(
            f"asarray of {type(x).__name__}: {found['typestr']} with a mask or in another byte order",
            hint="convert it where it comes from",
        )
    steps = found.get("strides")
    if steps is not None and any(s % kind.bytes for s in steps):
        raise ArgumentError(
            f"asarray of {type(x).__name__}: strides of {tuple(steps)} bytes for elements of {kind.bytes}",
            hint="copy it where it comes from",
        )
    if found.get("stream") is not None:
        own: Any = backend(where)
        own.wait_for_others(where)
    strides = None if steps is None else tuple(s // kind.bytes for s in steps)
    told = Described(found["data"][0], tuple(found["shape"]), strides, kind)
    return _shared("asarray", x, told, where, x, copy)


def _where(x: Any, device: str | None) -> str:
    """The GPU whose memory an interface means. It does not say so: its library does by DLPack, or the user."""
    if hasattr(x, "__dlpack_device__"):
        told = of_dlpack(x.__dlpack_device__())
        if told is not None:
            return told
    if device is not None and not in_host_memory(named(device)):
        return named(device)
    there = [d for d in devices() if not in_host_memory(d)]
    if len(there) == 1:
        return there[0]
    of_dlpack(GPU)  # tells what is missing where there is none
    raise ArgumentError(
        f"asarray of {type(x).__name__}, which does not tell on which of {', '.join(there)} it is",
        hint=f'name it: ag.asarray(x, device="{there[-1]}")',
    )


def _shared(function: str, x: Any, told: Described, device: str, owner: object, copy: bool | None) -> Tensor:
    own: Any = backend(device)
    shape, dtype, size = told.shape, told.dtype, math.prod(told.shape)
    if told.strides is None or size == 0 or _contiguous(shape, told.strides):
        return Tensor(own.borrowed(device, told.address, shape, dtype.numpy, owner))
    if copy is False:
        raise ArgumentError(
            f"{function}: {type(x).__name__} of {shape} with strides {told.strides} cannot be shared, and copy=False",
            hint="leave out copy, or pass a contiguous array",
        )
    # Its elements, by their positions in the memory from the first of them to the last.
    ends = [s * (n - 1) for s, n in zip(told.strides, shape)]
    first = sum(min(e, 0) for e in ends)
    extent = 1 - first + sum(max(e, 0) for e in ends)
    address = told.address + first * dtype.bytes
    memory = Tensor(own.borrowed(device, address, (extent,), dtype.numpy, owner))
    places = np.full(shape, -first)
    for axis, (step, count) in enumerate(zip(told.strides, shape)):
        places += step * np.arange(count).reshape(-1, *[1] * (len(shape) - axis - 1))
    return reshape(take(memory, asarray(places.reshape(-1), device=device)), shape)


def _contiguous(shape: tuple[int, ...], strides: tuple[int, ...]) -> bool:
    expected = 1
    for n, s in zip(reversed(shape), reversed(strides)):
        if n != 1 and s != expected:
            return False
        expected *= n
    return True
