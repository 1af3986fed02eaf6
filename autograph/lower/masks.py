"""Masks of positions are as wide as what they mask.

A vector holds 16 floats, but 8 of the int64 positions that a causal mask compares, and its outcome has to be made
narrower before it can choose between floats. Where positions fit 32 bits they are compared as such.
"""

from __future__ import annotations

from dataclasses import replace

from autograph import dtypes
from autograph.kernel.expr import Builder, Call, Expr
from autograph.kernel.index import Index
from autograph.lower.ranges import index_of
from autograph.lower.scalars import Scalars

#: Positions fit if they do so with room for what tiles and vectors go past the end of an axis.
FITS = 1 << 30


def masks_as_wide(builder: Builder, s: Scalars) -> Scalars:
    """The same scalars, where 32-bit values are chosen by comparing positions of 32 bits."""

    def chosen(e: Expr) -> Expr | None:
        if not isinstance(e, Call) or e.function != "where" or e.dtype.bits != 32:
            return None
        condition, value, otherwise = [builder.map(a, chosen) for a in e.args]
        return builder.call("where", builder.map(condition, _Narrow(builder)), value, otherwise, dtype=e.dtype)

    return replace(s, outputs=tuple([replace(o, value=builder.map(o.value, chosen)) for o in s.outputs]))


class _Narrow:
    """The rule that compares two positions, or a position and a number, as 32 bits."""

    def __init__(self, builder: Builder):
        self._builder = builder

    def __call__(self, e: Expr) -> Expr | None:
        if not isinstance(e, Call) or e.function not in ("lt", "le", "eq", "ne"):
            return None
        sides = [index_of(a) for a in e.args]
        if e.args[0].dtype is not dtypes.int64 or not all(i is not None and _fits(i) for i in sides):
            return None
        return self._builder.call(
            e.function, *[self._builder.position(i, dtypes.int32) for i in sides if i is not None]
        )


def _fits(i: Index) -> bool:
    low, high = i.bounds
    return -FITS < low and high < FITS
