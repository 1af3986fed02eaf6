"""Bits of each element, of integers; of bools the logical function."""

from __future__ import annotations

from autograph.frontend.functions.elementwise import binary, unary
from autograph.ops import bitwise as b

__all__ = [
    "bitwise_and", "bitwise_invert", "bitwise_left_shift", "bitwise_or", "bitwise_right_shift", "bitwise_xor",
]  # fmt: skip

bitwise_and, bitwise_or, bitwise_xor = binary(b.BitwiseAnd()), binary(b.BitwiseOr()), binary(b.BitwiseXor())
bitwise_invert = unary(b.BitwiseInvert())
bitwise_left_shift, bitwise_right_shift = binary(b.BitwiseLeftShift()), binary(b.BitwiseRightShift())
