"""New tensors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from autograph import dtypes
from autograph.backends import of_dlpack
from autograph.dtypes import DType
from autograph.errors import ArgumentError, DeviceError, DtypeError, ShapeError
from autograph.frontend.apply import apply, composite, event, number, operands
from autograph.frontend.functions.arguments import shape_tuple
from autograph.frontend.functions.conversion import asarray, astype, number_dtype
from autograph.frontend.functions.elementwise import add, equal, greater_equal, multiply
from autograph.frontend.functions.manipulation import broadcast_to, integer, reshape
from autograph.frontend.functions.searching import where
from autograph.frontend.placement import created
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops import source

__all__ = [
    "arange", "empty", "empty_like", "eye", "from_dlpack", "full", "full_like", "linspace", "meshgrid", "ones",
    "ones_like", "tril", "triu", "zeros", "zeros_like",
]  # fmt: skip

Shape = int | Sequence[int]
Number = bool | int | float


def full(shape: Shape, fill_value: Number, dtype: Any = None, device: str | None = None) -> Tensor:
    """A tensor filled with one number."""
    kind = dtypes.dtype(dtype) if dtype is not None else number_dtype(fill_value)
    return created(broadcast_to(number(fill_value, kind), shape_tuple(shape)), device)


def zeros(shape: Shape, dtype: Any = None, device: str | None = None) -> Tensor:
    """Zeros, float32 unless `dtype` is given."""
    return created(_zeros(shape, dtype), device)


def ones(shape: Shape, dtype: Any = None, device: str | None = None) -> Tensor:
    """Ones, float32 unless `dtype` is given."""
    return created(_ones(shape, dtype), device)


@event
def _zeros(shape: Shape, dtype: Any) -> Tensor:
    return full(shape, 0, dtype=dtype or dtypes.float32)


@event
def _ones(shape: Shape, dtype: Any) -> Tensor:
    return full(shape, 1, dtype=dtype or dtypes.float32)


def empty(shape: Shape, dtype: Any = None, device: str | None = None) -> Tensor:
    """A tensor whose values do not matter: tensors are immutable, so that it is of use for its type alone. Zeros."""
    return zeros(shape, dtype, device)


def full_like(x: Operand, fill_value: Number, dtype: Any = None, device: str | None = None) -> Tensor:
    """A tensor of x's shape and dtype filled with one number."""
    t = asarray(x)
    return full(t.shape, fill_value, dtype=dtype or t.dtype, device=device or t.device)


def zeros_like(x: Operand, dtype: Any = None, device: str | None = None) -> Tensor:
    """Zeros of x's shape and dtype."""
    return full_like(x, 0, dtype=dtype, device=device)


def ones_like(x: Operand, dtype: Any = None, device: str | None = None) -> Tensor:
    """Ones of x's shape and dtype."""
    return full_like(x, 1, dtype=dtype, device=device)


def empty_like(x: Operand, dtype: Any = None, device: str | None = None) -> Tensor:
    """A tensor of x's shape and dtype whose values do not matter."""
    return zeros_like(x, dtype, device)


def arange(
    start: int | float,
    stop: int | float | None = None,
    step: int | float = 1,
    *,
    dtype: Any = None,
    device: str | None = None,
) -> Tensor:
    """start, start + step, … below `stop` (above it, if step is negative); from 0 if only one number is given.

    int64 for integers, else float32. How many there are is part of the structure. Raises ArgumentError for step 0.
    """
    first, last = (0, start) if stop is None else (start, stop)
    if not step or not all(map(math.isfinite, (first, last, step))):
        raise ArgumentError(f"arange: from {first} to {last} by {step}", hint="numbers are finite, steps are not 0")
    whole = not any(isinstance(v, float) for v in (first, last, step))
    kind = dtypes.dtype(dtype) if dtype is not None else dtypes.int64 if whole else dtypes.float32
    count = max(0, math.ceil(-((first - last) // step) if whole else (last - first) / step))
    work = dtypes.float64 if not whole else dtypes.uint64 if kind is dtypes.uint64 and step > 0 else dtypes.int64
    if not count:
        return zeros(0, kind, device)
    return created(_spaced(number(first, work), number(step, work), count=count, kind=kind), device)


def linspace(
    start: int | float,
    stop: int | float,
    num: int,
    *,
    dtype: Any = None,
    device: str | None = None,
    endpoint: bool = True,
) -> Tensor:
    """`num` numbers at equal distances from `start` to `stop`, which is the last of them if `endpoint`.

    float32 unless `dtype` is given; computed in float64. Raises DtypeError for a dtype that is not floating.
    """
    kind = dtypes.dtype(dtype or dtypes.float32)
    count = integer(num, "linspace: num")
    if not kind.is_float:
        raise DtypeError(f"linspace of {kind}", hint="use a floating dtype, or ag.arange")
    if count < 0:
        raise ArgumentError(f"linspace: num={num}", hint="give 0 or more")
    if not count:
        return zeros(0, kind, device)
    ends = [number(float(v), dtypes.float64) for v in (start, stop)]
    return created(_between(*ends, count=count, endpoint=endpoint, kind=kind), device)


@composite
def _spaced(start: Tensor, step: Tensor, *, count: int, kind: DType) -> Tensor:
    return astype(add(start, multiply(apply(source.Arange(count, start.dtype)), step)), kind)


@composite
def _between(start: Tensor, stop: Tensor, *, count: int, endpoint: bool, kind: DType) -> Tensor:
    k = apply(source.Arange(count, dtypes.float64))
    gaps = max(count - 1 if endpoint else count, 1)
    inner = add(start, multiply(k, (stop - start) / gaps))
    return astype(where(equal(k, float(gaps)), stop, inner) if endpoint and count > 1 else inner, kind)


def eye(n_rows: int, n_cols: int | None = None, *, k: int = 0, dtype: Any = None, device: str | None = None) -> Tensor:
    """[n_rows, n_cols]: ones on the k-th diagonal, counted upwards from the main one, else zeros."""
    rows, columns = shape_tuple((n_rows, n_rows if n_cols is None else n_cols))
    kind = dtypes.dtype(dtype or dtypes.float32)
    return created(_eye(rows=rows, columns=columns, k=integer(k, "eye: k"), kind=kind), device)


@composite
def _eye(*, rows: int, columns: int, k: int, kind: DType) -> Tensor:
    row, column = _positions(rows, columns)
    return astype(equal(add(row, k), column), kind)


def _positions(rows: int, columns: int) -> tuple[Tensor, Tensor]:
    """The row and the column of each element of a matrix."""
    row, column = (apply(source.Arange(n, dtypes.int64)) for n in (rows, columns))
    return reshape(row, (rows, 1)), reshape(column, (1, columns))


def tril(x: Operand, *, k: int = 0) -> Tensor:
    """Matrices with zeros above the k-th diagonal. Raises ShapeError for fewer than two axes."""
    return _triangle(_matrices("tril", x), k=integer(k, "tril: k"), lower=True)


def triu(x: Operand, *, k: int = 0) -> Tensor:
    """Matrices with zeros below the k-th diagonal. Raises ShapeError for fewer than two axes."""
    return _triangle(_matrices("triu", x), k=integer(k, "triu: k"), lower=False)


def _matrices(name: str, x: Operand) -> Tensor:
    t = asarray(x)
    if t.ndim < 2:
        raise ShapeError(f"{name} of {t._type}", hint="a matrix has at least two axes")
    return t


@composite
def _triangle(t: Tensor, *, k: int, lower: bool) -> Tensor:
    row, column = _positions(t.shape[-2], t.shape[-1])
    kept = greater_equal(add(row, k), column) if lower else greater_equal(column, add(row, k))
    return where(broadcast_to(kept, t.shape), t, zeros_like(t))


def meshgrid(*arrays: Operand, indexing: Literal["xy", "ij"] = "xy") -> list[Tensor]:
    """A grid's coordinates: for each 1-D array, its values spread over the grid of all of them.

    With "xy" the first array runs along the second axis and the second along the first, as in plots.
    Raises ShapeError for arrays that are not 1-D.
    """
    if indexing not in ("xy", "ij"):
        raise ArgumentError(f"meshgrid: indexing={indexing!r}", hint='use "xy" or "ij"')
    tensors = operands(*arrays)
    for t in tensors:
        if t.ndim != 1:
            raise ShapeError(f"meshgrid of {t._type}", hint="give 1-D arrays")
    axes = list(range(len(tensors)))
    if indexing == "xy" and len(axes) > 1:
        axes[:2] = [1, 0]
    extents = dict(zip(axes, (t.size for t in tensors)))
    shape = tuple(extents[a] for a in range(len(axes)))
    return [
        broadcast_to(reshape(t, [t.size if a == axis else 1 for a in range(len(axes))]), shape)
        for t, axis in zip(tensors, axes)
    ]


def from_dlpack(x: Any, *, device: str | None = None, copy: bool | None = None) -> Tensor:
    """A tensor of another library's array, by the DLPack protocol; native contiguous memory is shared unless `copy`.

    It is where the array is, on a GPU too, unless a `device` is given. Raises ArgumentError for what has no
    `__dlpack__`, or cannot be shared where `copy` is False; DtypeError for elements that are not ours, or in the host's
    memory NumPy's (bfloat16); DeviceError for a GPU that is not there.
    """
    if isinstance(x, Tensor):
        return asarray(x, device=device, copy=copy)
    where = of_dlpack(x.__dlpack_device__()) if hasattr(x, "__dlpack_device__") else None
    try:
        if where is not None:
            from autograph.frontend import exchange  # which only GPUs need

            return asarray(exchange.from_capsule(x, where, copy), device=device, copy=copy)
        array = np.from_dlpack(x)
    except AttributeError as error:
        raise ArgumentError(
            f"from_dlpack of {type(x).__name__}: it has no __dlpack__", hint="use ag.asarray"
        ) from error
    except DeviceError:
        raise
    except (BufferError, RuntimeError) as error:
        raise DtypeError(f"from_dlpack: {error}", hint="convert it first, or detach it from derivatives") from error
    return asarray(array, device=device, copy=copy)
