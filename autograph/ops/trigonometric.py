"""Trigonometric and hyperbolic functions with their inverses; angles in radians."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograph.graph import Node
from autograph.ops.elementwise import add, divide, multiply, negative, subtract
from autograph.ops.exponential import Transcendental, hypot, nonzero, rsqrt
from autograph.ops.source import constant


def _one(x: Node) -> Node:
    return constant(1, x.dtype, x.shape)


def _one_less_square(x: Node) -> Node:
    """1 - x², as a product: exact near |x| = 1."""
    return multiply(subtract(_one(x), x), add(_one(x), x))


class Tan(Transcendental):
    """The tangent of x radians."""

    cost = 32
    domain = (-1.2, 1.2)

    def numpy(self, x: Any) -> Any:
        return np.tan(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (multiply(cotangent, add(multiply(output, output), _one(x))),)


class Asin(Transcendental):
    """The angle in [-π/2, π/2] whose sine is x; NaN outside [-1, 1]."""

    cost = 40
    domain = (-0.9, 0.9)

    def numpy(self, x: Any) -> Any:
        return np.arcsin(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (multiply(cotangent, rsqrt(_one_less_square(x))),)


class Acos(Transcendental):
    """The angle in [0, π] whose cosine is x; NaN outside [-1, 1]."""

    cost = 40
    domain = (-0.9, 0.9)

    def numpy(self, x: Any) -> Any:
        return np.arccos(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (negative(multiply(cotangent, rsqrt(_one_less_square(x)))),)


class Atan(Transcendental):
    """The angle in (-π/2, π/2) whose tangent is x."""

    cost = 32
    domain = (-3.0, 3.0)

    def numpy(self, x: Any) -> Any:
        return np.arctan(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (divide(cotangent, add(multiply(x, x), _one(x))),)


class Atan2(Transcendental):
    """The angle in [-π, π] of the point (y, x), y given first: atan(y / x) in the right quadrant, by the signs of zeros
    too. The derivative at (0, 0) is 0."""

    cost = 36
    domain = (-2.0, 2.0)

    def numpy(self, y: Any, x: Any) -> Any:
        return np.arctan2(y, x)

    def gradient(self, cotangent: Node, output: Node, y: Node, x: Node) -> Sequence[Node | None]:
        # Divided twice by the length, whose square may overflow.
        length = nonzero(hypot(x, y))
        dy, dx = (divide(divide(i, length), length) for i in (x, y))
        return multiply(cotangent, dy), negative(multiply(cotangent, dx))


class Sinh(Transcendental):
    """The hyperbolic sine."""

    cost = 30
    domain = (-2.0, 2.0)

    def numpy(self, x: Any) -> Any:
        return np.sinh(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (multiply(cotangent, Cosh().apply(x)),)


class Cosh(Transcendental):
    """The hyperbolic cosine."""

    cost = 24
    domain = (-2.0, 2.0)

    def numpy(self, x: Any) -> Any:
        return np.cosh(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (multiply(cotangent, Sinh().apply(x)),)


class Asinh(Transcendental):
    """The inverse of the hyperbolic sine."""

    cost = 40
    domain = (-3.0, 3.0)

    def numpy(self, x: Any) -> Any:
        return np.arcsinh(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (divide(cotangent, hypot(x, _one(x))),)


class Acosh(Transcendental):
    """The inverse of the hyperbolic cosine, 0 or more; NaN below 1."""

    cost = 40
    domain = (1.2, 3.0)

    def numpy(self, x: Any) -> Any:
        return np.arccosh(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        below, above = subtract(x, _one(x)), add(x, _one(x))
        # Two roots: the product of both could overflow.
        return (multiply(cotangent, multiply(rsqrt(below), rsqrt(above))),)


class Atanh(Transcendental):
    """The inverse of the hyperbolic tangent; infinite at ±1 and NaN beyond."""

    cost = 36
    domain = (-0.9, 0.9)

    def numpy(self, x: Any) -> Any:
        return np.arctanh(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (divide(cotangent, _one_less_square(x)),)
