"""Shapes and axes as users give them."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograph.errors import ArgumentError, RangeError, ShapeError
from autograph.frontend.tensor import Tensor

Axes = Any  # an int, a sequence of ints, or None for all axes


def shape_tuple(shape: int | Sequence[int], least: int = 0) -> tuple[int, ...]:
    """A shape, given as one extent or several. Raises ShapeError for what is none."""
    given = tuple(shape) if isinstance(shape, (Sequence, np.ndarray)) else (shape,)
    try:
        extents = tuple(map(operator.index, given))
    except TypeError as error:
        raise ShapeError(f"{shape!r} is not a shape", hint="give an integer, or a tuple of integers") from error
    if any(e < least for e in extents):
        raise ShapeError(f"shape {list(extents)} has a negative extent", hint="extents are 0 or more")
    return extents


def normalized(axis: int, count: int, what: str = "") -> int:
    """A possibly negative position, counted from 0. Raises RangeError outside -count … count - 1."""
    if not -count <= axis < count:
        subject = f"index {axis} of {what}" if what else f"axis {axis} of {count} axes"
        raise RangeError(
            f"{subject} is out of range", hint=f"use {-count} … {count - 1}" if count else "there are none"
        )
    return axis % count


def normalized_axes(t: Tensor, axis: Axes) -> tuple[int, ...]:
    if axis is None:
        return tuple(range(t.ndim))
    given = tuple(axis) if isinstance(axis, (tuple, list)) else (axis,)
    if not all(isinstance(a, (int, np.integer)) for a in given):
        raise ArgumentError(f"axis={axis!r}", hint="give an integer, a tuple of integers, or None for all axes")
    found = tuple(normalized(int(a), t.ndim) for a in given)
    if len(set(found)) != len(found):
        raise ArgumentError(f"axis={axis} names an axis of {t._type} twice", hint="name each axis once")
    return found
