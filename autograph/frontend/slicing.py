"""Indexing."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.errors import DtypeError, RangeError
from autograph.frontend.apply import apply
from autograph.frontend.functions import normalized, reshape
from autograph.frontend.tensor import Tensor
from autograph.ops import movement


def getitem(x: Tensor, key: Any) -> Tensor:
    """Basic indexing with integers, slices, None and an ellipsis, as in NumPy."""
    parts = list(key) if isinstance(key, tuple) else [key]
    given = sum(p is not None and p is not Ellipsis for p in parts)
    if given > x.ndim or parts.count(Ellipsis) > 1:
        raise RangeError(f"{given} indices for {x._type}", hint="give at most one index for each axis")
    if Ellipsis not in parts:
        parts.append(Ellipsis)
    at = parts.index(Ellipsis)
    parts[at : at + 1] = [slice(None)] * (x.ndim - given)
    limits, shape, axis = [], [], 0
    for p in parts:
        if p is None:
            shape.append(1)
            continue
        extent = x.shape[axis]
        if isinstance(p, slice):
            chosen = range(extent)[p]
            limits.append((chosen.start if chosen else 0, chosen.step, len(chosen)))
            shape.append(len(chosen))
        elif isinstance(p, (int, np.integer)) and not isinstance(p, bool):
            limits.append((normalized(int(p), extent, f"axis {axis} of {x._type}"), 1, 1))
        else:
            raise DtypeError(f"index {p!r} of {x._type}", hint="index with integers, slices, None or …")
        axis += 1
    whole = all(limit == (0, 1, e) for limit, e in zip(limits, x.shape))
    return reshape(x if whole else apply(movement.Slice(tuple(limits)), x), shape)
