"""Anything array-like to tensors, and from one dtype to another."""

from __future__ import annotations

import reprlib
from typing import Any

import numpy as np

from autograph import dtypes
from autograph.backends import named
from autograph.dtypes import DType, fitting
from autograph.errors import ArgumentError, DtypeError, ShapeError
from autograph.frontend.apply import apply, number
from autograph.frontend.placement import brought, created
from autograph.frontend.state import state, tracing
from autograph.frontend.tensor import Array, Free, Operand, Tensor
from autograph.ops import elementwise, movement
from autograph.ops.gradient import StopGradient

__all__ = ["asarray", "astype", "stop_gradient", "tensor"]


def asarray(obj: Any, dtype: Any = None, device: str | None = None, copy: bool | None = None) -> Tensor:
    """A tensor of the values of `obj`: a tensor, a NumPy array, a number, or nested sequences of numbers.

    Python floats become float32, the default dtype; arrays keep theirs. Native contiguous arrays are shared unless
    `copy`; sharing means that writing to the array changes the tensor. Arrays on a GPU that have a
    `__cuda_array_interface__` stay there unless a `device` is given. Raises DtypeError for unsupported dtypes.
    """
    if isinstance(obj, Tensor):
        cast = obj if dtype is None else astype(obj, dtypes.dtype(dtype))
        result = cast if device is None else brought(cast, named(device))
        return copied(result) if copy and result is cast else result
    if isinstance(obj, (bool, int, float)):
        kind = dtypes.dtype(dtype) if dtype is not None else number_dtype(obj)
        return number(obj, kind) if device is None else brought(number(obj, kind), named(device))
    if type(obj) is np.ndarray and dtype is None and device is None and not copy and _is_ready(obj):
        return Tensor(obj) if state.device is None else created(Tensor(obj), None)
    if hasattr(type(obj), "__cuda_array_interface__"):
        there = _on_gpu(obj, device, copy)
        if there is not None:
            return asarray(there, dtype, device, copy)
    return created(Tensor(_contiguous(obj, dtype, copy)), device)


def _on_gpu(obj: Any, device: str | None, copy: bool | None) -> Tensor | None:
    """An array of another library as a tensor where it is; None if it is not on a GPU."""
    from autograph.frontend import exchange  # which only GPUs need

    return exchange.from_interface(obj, device, copy)


def beside(value: Any, *others: Any) -> Tensor:
    """As `asarray`, but an array or a sequence goes to where the tensors among `others` are."""
    where = next((t.device for t in others if isinstance(t, Tensor) and not t._free), None)
    if isinstance(value, Tensor) or where is None or where == (state.device or "cpu"):
        return asarray(value)
    return asarray(value, device=where)


def _is_ready(array: Array) -> bool:
    """Whether a tensor can share the array as it is."""
    flags = array.flags
    return flags.c_contiguous and flags.aligned and dtypes.is_native(array.dtype)


def number_dtype(value: bool | int | float) -> DType:
    return dtypes.bool_ if isinstance(value, bool) else dtypes.int64 if isinstance(value, int) else dtypes.float32


def _contiguous(obj: Any, dtype: Any, copy: bool | None) -> Array:
    given = isinstance(obj, (np.ndarray, np.generic))
    try:
        array = np.asarray(obj)
    except ValueError as error:
        raise ShapeError(f"asarray: {error}", hint="nested sequences must all have the same lengths") from error
    if array.dtype.kind in "OSU" and not given:
        raise DtypeError(
            f"asarray: {reprlib.repr(obj)} is no number, nor an array or sequence of them",
            hint="convert to numbers first, integers of at most 64 bits",
        )
    kind = dtypes.dtype(dtype) if dtype is not None else dtypes.dtype(array.dtype)
    if dtype is None and not given and kind is dtypes.float64:
        kind = dtypes.float32
    if not given and array.size and array.dtype.kind in "iu" and kind.kind in ("int", "uint"):
        fitting(int(array.min()), kind)
        fitting(int(array.max()), kind)
    made: Array = np.require(array, kind.numpy, ("C", "A"))
    shared = isinstance(obj, np.ndarray) and np.may_share_memory(made, obj)
    if copy is False and not shared:
        raise ArgumentError(
            f"asarray: {type(obj).__name__} cannot be shared, and copy=False", hint="leave out copy, or pass an array"
        )
    return made.copy() if copy and shared else made


def tensor(obj: Any, dtype: Any = None, device: str | None = None, requires_grad: bool = False) -> Tensor:
    """A tensor with its own copy of the values of `obj`; `backward` fills its `.grad` if `requires_grad`.

    Raises DtypeError if a gradient is wanted for a dtype that is not floating.
    """
    if isinstance(obj, Tensor):
        value, where = obj._array(), obj.device if device is None and not obj._free else device
    else:
        value, where = obj, device
    with tracing(None):  # a value, of which nothing is recorded
        made = created(Tensor(_contiguous(value, dtype, copy=True)), where)
    made.requires_grad = requires_grad
    return made


def astype(x: Operand, dtype: Any, *, copy: bool | None = None, device: str | None = None) -> Tensor:
    """The same numbers in another dtype; floats to integers truncate. What becomes of a float that the integer dtype
    does not hold, a negative one as unsigned among them, is not defined: it depends on the hardware, as in NumPy.

    `copy=True` asks for memory of its own even where the dtype is the same already, which only a tensor that shares an
    array's memory notices.
    """
    t, kind = asarray(x), dtypes.dtype(dtype)
    cast = apply(elementwise.Cast(kind), t) if t.dtype is not kind else copied(t) if copy else t
    return cast if device is None else brought(cast, named(device))


def copied(t: Tensor) -> Tensor:
    """The same values in memory of their own; derivatives pass through. What a compiled call returns always has it."""
    if state.trace is not None:
        return t
    flat = apply(movement.Reshape((t.size,)), t)
    return apply(movement.Reshape(t.shape), apply(movement.Slice(((0, 1, t.size),)), flat))


def stop_gradient(x: Operand) -> Tensor:
    """x, taken as a constant by derivatives."""
    t = asarray(x)
    # A value that is known already need not keep alive what it was computed from.
    if state.trace is not None:
        return apply(StopGradient(), t)
    return Free(t._held()) if t._free else Tensor(t._held())
