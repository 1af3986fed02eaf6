"""What several functions ask of their arguments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograph.errors import ArgumentError, DtypeError, ShapeError
from autograph.frontend import functions as ag
from autograph.frontend.tensor import Operand, Tensor

Ints = int | tuple[int, ...]  # one for all axes, or one for each


def extents(value: Ints, count: int, name: str, least: int) -> tuple[int, ...]:
    """One integer for each of `count` axes. Raises ArgumentError for anything else, and for numbers below `least`."""
    given = tuple(value) if isinstance(value, (tuple, list)) else (value,) * count
    if len(given) != count or any(not isinstance(v, (int, np.integer)) or v < least for v in given):
        wanted = {1: "an integer", 2: "an integer, or two,"}[count]
        raise ArgumentError(f"{name}={value!r}", hint=f"give {wanted} not below {least}")
    return tuple(map(int, given))


def pair(value: Ints, name: str, least: int) -> tuple[int, int]:
    """Two integers, or one for both."""
    first, second = extents(value, 2, name, least)
    return first, second


def chosen(value: str, choices: Sequence[str], name: str) -> str:
    """One of several words. Raises ArgumentError for any other."""
    if value not in choices:
        raise ArgumentError(f"{name}={value!r}", hint=f"use one of {', '.join(map(repr, choices))}")
    return value


def floating(x: Operand, what: str) -> Tensor:
    """A tensor of floats. Raises DtypeError for any other."""
    t = ag.asarray(x)
    if not t.dtype.is_float:
        raise DtypeError(f"{what}: {t._type}", hint="it takes floats: convert with .astype(ag.float32)")
    return t


def vector(x: Operand | None, size: int, what: str) -> Tensor | None:
    """One number for each of `size` things, or None. Raises ShapeError for another shape."""
    if x is None:
        return None
    t = ag.asarray(x)
    if t.shape != (size,):
        raise ShapeError(f"{what} is {t._type}", hint=f"its shape is [{size}]")
    return t
