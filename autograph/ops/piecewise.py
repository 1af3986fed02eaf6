"""Elementwise functions whose derivative changes from place to place; ties and kinks are stated with each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograph.graph import Node, Sample
from autograph.ops.comparison import equal, greater, where
from autograph.ops.elementwise import Elementwise, log, multiply, negative, numeric, subtract
from autograph.ops.source import constant


class Power(Elementwise):
    """x to the power of y; of integers an integer, which wraps where it does not fit, and to a negative power the
    inverse rounded towards 0 (0 of 0). The derivative with respect to y is taken as 0 where x ≤ 0."""

    cost = 40

    def operands(self, *inputs: Node) -> tuple[Node, ...]:
        return numeric("pow", super().operands(*inputs))

    def numpy(self, x: Any, y: Any) -> Any:
        if np.asarray(y).dtype.kind != "i":
            return np.power(x, y)
        inverse = np.where(np.equal(x, -1) & np.equal(np.remainder(y, 2), 1), -1, np.equal(np.abs(x), 1))
        powers = np.power(x, np.maximum(y, 0).astype(y.dtype))
        return np.where(np.less(y, 0), inverse, powers).astype(y.dtype)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call("pow", x, y)

    def gradient(self, cotangent: Node, output: Node, x: Node, y: Node) -> Sequence[Node | None]:
        one, zero = constant(1, x.dtype, x.shape), constant(0, x.dtype, x.shape)
        # The power of 0 is constant, at x = 0 too, where 0 · x⁻¹ would be NaN.
        dx = multiply(y, power(x, where(equal(y, zero), one, subtract(y, one))))
        dy = multiply(output, log(where(greater(x, zero), x, one)))
        return multiply(cotangent, dx), multiply(cotangent, dy)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield from super().samples()
        for dtype in (np.int64, np.int8, np.uint16):
            x, y = (np.arange(60) - 20).astype(dtype), (np.arange(60) % 9 - 3).astype(dtype)
            yield Sample(cls(), (x, y), smooth=False)


class Maximum(Elementwise):
    """The larger of x and y; NaN if either is. At ties each gets half the derivative."""

    def numpy(self, x: Any, y: Any) -> Any:
        return np.maximum(x, y)

    def gradient(self, cotangent: Node, output: Node, x: Node, y: Node) -> Sequence[Node | None]:
        return _shared_by_ties(cotangent, x, y)


class Minimum(Elementwise):
    """The smaller of x and y; NaN if either is. At ties each gets half the derivative."""

    def numpy(self, x: Any, y: Any) -> Any:
        return np.minimum(x, y)

    def gradient(self, cotangent: Node, output: Node, x: Node, y: Node) -> Sequence[Node | None]:
        dy, dx = _shared_by_ties(cotangent, x, y)
        return dx, dy


def _shared_by_ties(cotangent: Node, x: Node, y: Node) -> tuple[Node, Node]:
    """The cotangent to the larger operand, half of it to each where they are equal."""
    zero, half = constant(0, x.dtype, x.shape), multiply(cotangent, constant(0.5, x.dtype, x.shape))
    tie = where(equal(x, y), half, zero)
    return where(greater(x, y), cotangent, tie), where(greater(y, x), cotangent, tie)


class Abs(Elementwise):
    """|x|; the derivative at 0 is 0."""

    def numpy(self, x: Any) -> Any:
        return np.abs(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        zero = constant(0, x.dtype, x.shape)
        sign = where(greater(zero, x), negative(cotangent), zero)
        return (where(greater(x, zero), cotangent, sign),)


class Relu(Elementwise):
    """max(x, 0); the derivative at 0 is 0."""

    def numpy(self, x: Any) -> Any:
        return np.maximum(x, np.zeros((), np.asarray(x).dtype))

    def scalar(self, b: Any, x: Any) -> Any:
        zero = b.const(0, x.dtype)
        return b.call("where", b.call("lt", x, zero), zero, x, dtype=x.dtype)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        # In terms of the output, so that what goes into the relu need not be kept.
        zero = constant(0, x.dtype, x.shape)
        return (where(greater(output, zero), cotangent, zero),)


power = Power().apply
