"""Rounding, division with a remainder, signs, and what kind of number each element is."""

from __future__ import annotations

from autograph.frontend.functions.elementwise import binary, unary
from autograph.ops import classification as c
from autograph.ops import rounding as r

__all__ = [
    "ceil", "copysign", "floor", "floor_divide", "isfinite", "isinf", "isnan", "nextafter", "remainder", "round",
    "sign", "signbit", "trunc",
]  # fmt: skip

floor, ceil, trunc, round = map(unary, (r.Floor(), r.Ceil(), r.Trunc(), r.Round()))
floor_divide, remainder = binary(r.FloorDivide()), binary(r.Remainder())
sign, copysign, nextafter = unary(r.Sign()), binary(r.Copysign()), binary(r.Nextafter())
isfinite, isinf, isnan, signbit = map(unary, (c.Isfinite(), c.Isinf(), c.Isnan(), c.Signbit()))
