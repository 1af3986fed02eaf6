"""Random tensors, from a counter-based generator (Philox): `seed` makes what follows repeatable."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograph import dtypes
from autograph.errors import TraceError
from autograph.frontend.state import state
from autograph.frontend.tensor import Tensor, shape_tuple

_lock = threading.Lock()
_generator = np.random.Generator(np.random.Philox())


def seed(value: int) -> None:
    """Start the sequence over at a place that depends on `value` alone."""
    global _generator
    with _lock:
        _generator = np.random.Generator(np.random.Philox(key=value))


def _draw(method: str, shape: int | Sequence[int], dtype: Any, *args: Any) -> Tensor:
    if state.trace is not None:
        raise TraceError(
            f"ag.random.{method} inside a compiled function would be drawn anew by Python only",
            hint="draw outside and pass the tensor in",
        )
    with _lock:
        values = getattr(_generator, method)(*args, size=shape_tuple(shape))
    return Tensor(np.asarray(values, dtype=dtypes.dtype(dtype).numpy, order="C"))


def uniform(shape: int | Sequence[int], low: float = 0.0, high: float = 1.0, dtype: Any = dtypes.float32) -> Tensor:
    """Uniform numbers from `low` up to `high`."""
    return _draw("uniform", shape, dtype, low, high)


def normal(shape: int | Sequence[int], mean: float = 0.0, std: float = 1.0, dtype: Any = dtypes.float32) -> Tensor:
    """Normal numbers of the given mean and standard deviation."""
    return _draw("normal", shape, dtype, mean, std)


def randint(low: int, high: int, shape: int | Sequence[int], dtype: Any = dtypes.int64) -> Tensor:
    """Integers from `low` up to, not including, `high`."""
    return _draw("integers", shape, dtype, low, high)
