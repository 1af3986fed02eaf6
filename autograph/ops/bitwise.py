"""Bits of integers; of bools the logical function. No derivatives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph import dtypes
from autograph.errors import DtypeError
from autograph.graph import Node, Sample
from autograph.ops.elementwise import Elementwise


class Bitwise(Elementwise, abstract=True):
    """Integers or bools in, the same out; floats are refused. `of_bools` is the word where the operands are bools."""

    word: ClassVar[str]
    of_bools: ClassVar[str]

    def operands(self, *inputs: Node) -> tuple[Node, ...]:
        operands = super().operands(*inputs)
        if operands[0].dtype.is_float:
            raise DtypeError(
                f"{self.name}: {' and '.join(str(i.type) for i in inputs)}",
                hint="bits are those of integers and bools; compare first, e.g. (x > 0) & (y > 0), or use "
                "logical_and, logical_or, logical_not",
            )
        return operands

    def scalar(self, b: Any, *args: Any) -> Any:
        return b.call(self.of_bools if args[0].dtype is dtypes.bool_ else self.word, *args)

    def gradient(self, cotangent: Node, output: Node, *inputs: Node) -> Sequence[Node | None]:
        return tuple(None for _ in inputs)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        count = 1 if cls is BitwiseInvert else 2
        x, y = np.arange(-20, 20), np.arange(40) * 3 % 17
        for dtype in (np.int64, np.int8, np.uint16):
            yield Sample(cls(), (x.astype(dtype), y.astype(dtype))[:count], smooth=False)
        yield Sample(cls(), (x % 2 == 0, x % 3 == 0)[:count], smooth=False)


class BitwiseAnd(Bitwise):
    """x & y."""

    word, of_bools = "bitand", "and"

    def numpy(self, x: Any, y: Any) -> Any:
        return np.bitwise_and(x, y)


class BitwiseOr(Bitwise):
    """x | y."""

    word, of_bools = "bitor", "or"

    def numpy(self, x: Any, y: Any) -> Any:
        return np.bitwise_or(x, y)


class BitwiseXor(Bitwise):
    """x ^ y."""

    word, of_bools = "bitxor", "ne"

    def numpy(self, x: Any, y: Any) -> Any:
        return np.bitwise_xor(x, y)


class BitwiseInvert(Bitwise):
    """~x."""

    word, of_bools = "bitnot", "not"

    def numpy(self, x: Any) -> Any:
        return np.invert(x)


class Shift(Bitwise, abstract=True):
    """By y bits, of integers only. Where y is negative, or not below the dtype's bits, every bit has left."""

    def operands(self, *inputs: Node) -> tuple[Node, ...]:
        operands = super().operands(*inputs)
        if operands[0].dtype is dtypes.bool_:
            raise DtypeError(
                f"{self.name}: {' and '.join(str(i.type) for i in inputs)}",
                hint="convert one with .astype(ag.uint8): bools have no bits to shift",
            )
        return operands

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call(self.word, x, y)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        for dtype in (np.int64, np.int8, np.int32, np.uint16):
            x, y = np.arange(-40, 60).astype(dtype), (np.arange(100) % 73 - 2).astype(dtype)
            yield Sample(cls(), (x, y), smooth=False)


class BitwiseLeftShift(Shift):
    """x << y. Where y is negative, or not below the dtype's bits: 0."""

    word = "shl"

    def numpy(self, x: Any, y: Any) -> Any:
        return np.left_shift(x, y)


class BitwiseRightShift(Shift):
    """x >> y, the sign kept. Where y is negative, or not below the dtype's bits: 0, of negative numbers -1."""

    word = "shr"

    def numpy(self, x: Any, y: Any) -> Any:
        return np.right_shift(x, y)
