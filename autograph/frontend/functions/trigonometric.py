"""Trigonometric and hyperbolic functions of each element, and their inverses; angles in radians."""

from __future__ import annotations

from autograph.frontend.functions.elementwise import binary, unary
from autograph.ops import elementwise
from autograph.ops import trigonometric as t

__all__ = [
    "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cos", "cosh", "sin", "sinh", "tan", "tanh",
]  # fmt: skip

sin, cos, tan = unary(elementwise.Sin()), unary(elementwise.Cos()), unary(t.Tan())
asin, acos, atan, atan2 = unary(t.Asin()), unary(t.Acos()), unary(t.Atan()), binary(t.Atan2())
sinh, cosh, tanh = unary(t.Sinh()), unary(t.Cosh()), unary(elementwise.Tanh())
asinh, acosh, atanh = unary(t.Asinh()), unary(t.Acosh()), unary(t.Atanh())
