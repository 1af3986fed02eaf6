"""Rounding, division with a remainder, signs and neighbours: functions that are constant or linear between jumps.

Derivatives at a jump are those of the pieces beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograph.errors import DtypeError
from autograph.graph import Node, Sample
from autograph.ops.classification import Signbit
from autograph.ops.comparison import equal, where
from autograph.ops.elementwise import Elementwise, multiply, negative, numeric


class Rounding(Elementwise, abstract=True):
    """To an integral value of the same dtype; integers stay as they are, bools are refused. The derivative is 0."""

    cost = 2

    def apply(self, x: Node) -> Node:
        (operand,) = numeric(self.name, (x,))
        return super().apply(operand) if operand.dtype.is_float else operand

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (None,)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield Sample(cls(), (np.arange(-18, 19, dtype=np.float32) * 0.25,), smooth=False)
        # A quarter away from every jump, of halves too.
        yield Sample(cls(), ((np.arange(40) - 20 + 0.25).astype(np.float32).reshape(2, 20),))


class Floor(Rounding):
    """The largest integral value that is not above x. The derivative is 0."""

    def numpy(self, x: Any) -> Any:
        return np.floor(x)


class Ceil(Rounding):
    """The smallest integral value that is not below x. The derivative is 0."""

    def numpy(self, x: Any) -> Any:
        return np.ceil(x)


class Trunc(Rounding):
    """x without its fraction. The derivative is 0."""

    def numpy(self, x: Any) -> Any:
        return np.trunc(x)


class Round(Rounding):
    """The nearest integral value, the even one of two. The derivative is 0."""

    def numpy(self, x: Any) -> Any:
        return np.rint(x)

    def scalar(self, b: Any, x: Any) -> Any:
        return b.call("rint", x)


class Sign(Elementwise):
    """-1, 0 or 1, of the operand's dtype; NaN of NaN. Bools are refused. The derivative is 0."""

    def operands(self, *inputs: Node) -> tuple[Node, ...]:
        return numeric(self.name, super().operands(*inputs))

    def numpy(self, x: Any) -> Any:
        return np.sign(x)

    def scalar(self, b: Any, x: Any) -> Any:
        zero, one = b.const(0, x.dtype), b.const(1, x.dtype)
        above = b.call("where", b.call("lt", zero, x), one, x, dtype=x.dtype)
        if x.dtype.kind == "uint":
            return above
        minus = b.call("where", b.call("lt", x, zero), b.const(-1, x.dtype), above, dtype=x.dtype)
        return b.call("where", b.call("eq", x, zero), zero, minus, dtype=x.dtype)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (None,)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        x = np.linspace(-2, 2, 40)
        yield Sample(cls(), (x.astype(np.float32),))
        yield Sample(cls(), (np.array([-7, 0, 9] * 13),), smooth=False)
        yield Sample(cls(), (np.array([0, 1, 200] * 13, np.uint8),), smooth=False)


class Division(Elementwise, abstract=True):
    """Of numbers; bools are refused."""

    cost = 8

    def operands(self, *inputs: Node) -> tuple[Node, ...]:
        return numeric(self.name, super().operands(*inputs))

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(11)
        # Quotients stay a quarter away from integers.
        quotients = rng.integers(-5, 5, 40) + rng.uniform(0.25, 0.75, 40)
        divisors = rng.uniform(0.5, 3, 40) * rng.choice([-1, 1], 40)
        yield Sample(cls(), ((quotients * divisors).astype(np.float32), divisors.astype(np.float32)))
        for dtype in (np.int64, np.int8, np.uint16):
            x, y = (np.arange(60) - 20).astype(dtype), (np.arange(60) % 7 - 3).astype(dtype)
            yield Sample(cls(), (x, y), smooth=False)


class FloorDivide(Division):
    """x / y rounded down, of the operands' dtype. An integer divided by 0 gives 0. The derivative is 0."""

    def numpy(self, x: Any, y: Any) -> Any:
        return np.floor_divide(x, y)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call("floordiv", x, y)

    def gradient(self, cotangent: Node, output: Node, x: Node, y: Node) -> Sequence[Node | None]:
        return None, None


class Remainder(Division):
    """x - y · floor(x / y), with the sign of y. An integer's remainder by 0 is 0.

    The derivative is 1 with respect to x and -floor(x / y) with respect to y.
    """

    def numpy(self, x: Any, y: Any) -> Any:
        return np.remainder(x, y)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call("mod", x, y)

    def gradient(self, cotangent: Node, output: Node, x: Node, y: Node) -> Sequence[Node | None]:
        return cotangent, negative(multiply(cotangent, FloorDivide().apply(x, y)))


class Copysign(Elementwise):
    """|x| with the sign of y, that of zeros and NaN included. The derivative with respect to x is 1 where the signs
    agree and -1 where not, at x = 0 by the sign of the zero; with respect to y it is 0."""

    floats_only = True

    def numpy(self, x: Any, y: Any) -> Any:
        return np.copysign(x, y)

    def gradient(self, cotangent: Node, output: Node, x: Node, y: Node) -> Sequence[Node | None]:
        agree = equal(Signbit().apply(x), Signbit().apply(y))
        return where(agree, cotangent, negative(cotangent)), None

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        x = np.linspace(-2, 2, 40, dtype=np.float32)
        yield Sample(cls(), (x, np.roll(x, 11)))
        yield Sample(cls(), (np.array([0.0, -0.0, 2, -2] * 9), np.array([0.0, -0.0, -0.0, 1] * 9)), smooth=False)


class Nextafter(Elementwise):
    """The next number of the dtype after x towards y; x where they are equal. Half floats, which are computed in
    float32, are refused. The derivative is 1 with respect to x and 0 with respect to y."""

    floats_only = True
    cost = 8

    def operands(self, *inputs: Node) -> tuple[Node, ...]:
        operands = super().operands(*inputs)
        if operands[0].dtype.is_half:
            raise DtypeError(
                f"nextafter: {' and '.join(str(i.type) for i in inputs)}",
                hint="convert with .astype(ag.float32): half floats are computed there, where their neighbours are not",
            )
        return operands

    def numpy(self, x: Any, y: Any) -> Any:
        return np.nextafter(x, y)

    def gradient(self, cotangent: Node, output: Node, x: Node, y: Node) -> Sequence[Node | None]:
        return cotangent, None
