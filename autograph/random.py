"""Random tensors, from a counter-based generator (Philox): `seed` makes what follows repeatable."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograph import dtypes
from autograph.errors import ArgumentError, TraceError
from autograph.frontend.functions.arguments import shape_tuple
from autograph.frontend.state import state
from autograph.frontend.tensor import Tensor

_lock = threading.Lock()
_generator: np.random.Generator | None = None  # made at the first draw: importing it takes a tenth of our import


def seed(value: int) -> None:
    """Start the sequence over at a place that depends on `value` alone."""
    global _generator
    if not isinstance(value, (int, np.integer)) or not 0 <= value < 1 << 128:
        raise ArgumentError(f"seed({value!r})", hint="give an integer, 0 or more, of at most 128 bits")
    with _lock:
        _generator = np.random.Generator(np.random.Philox(key=int(value)))


def _draw(method: str, shape: int | Sequence[int], dtype: Any, *args: Any) -> Tensor:
    if state.trace is not None:
        raise TraceError(
            f"ag.random.{method} inside a compiled function would be drawn anew by Python only",
            hint="draw outside and pass the tensor in",
        )
    global _generator
    with _lock:
        if _generator is None:
            _generator = np.random.Generator(np.random.Philox())
        values = getattr(_generator, method)(*args, size=shape_tuple(shape))
    return Tensor(np.asarray(values, dtype=dtypes.dtype(dtype).numpy, order="C"))


def uniform(shape: int | Sequence[int], low: float = 0.0, high: float = 1.0, dtype: Any = dtypes.float32) -> Tensor:
    """Uniform numbers from `low` up to `high`."""
    if not low <= high:
        raise ArgumentError(f"uniform from {low} to {high}", hint="low is not above high")
    return _draw("uniform", shape, dtype, low, high)


def normal(shape: int | Sequence[int], mean: float = 0.0, std: float = 1.0, dtype: Any = dtypes.float32) -> Tensor:
    """Normal numbers of the given mean and standard deviation."""
    if not std >= 0:
        raise ArgumentError(f"normal with std={std}", hint="a standard deviation is 0 or more")
    return _draw("normal", shape, dtype, mean, std)


def randint(low: int, high: int, shape: int | Sequence[int], dtype: Any = dtypes.int64) -> Tensor:
    """Integers from `low` up to, not including, `high`."""
    if not low < high:
        raise ArgumentError(f"randint from {low} to {high}", hint="high is above low, and not drawn itself")
    return _draw("integers", shape, dtype, low, high)
