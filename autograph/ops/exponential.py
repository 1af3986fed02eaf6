"""Exponentials, logarithms and what is made of them: logistic, error function, norms of pairs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograph.graph import Node
from autograph.ops.comparison import equal, where
from autograph.ops.elementwise import Elementwise, add, divide, exp, multiply, negative, subtract
from autograph.ops.error_function import erf
from autograph.ops.source import constant


class Transcendental(Elementwise, abstract=True):
    """A function of floats; integers become float32."""

    floats_only = True
    cost = 16


def _times(x: Node, factor: float) -> Node:
    return multiply(x, constant(factor, x.dtype, x.shape))


def _one(x: Node) -> Node:
    return constant(1, x.dtype, x.shape)


class Exp2(Transcendental):
    """2 to the power of x."""

    cost = 12

    def numpy(self, x: Any) -> Any:
        return np.exp2(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (multiply(cotangent, _times(output, math.log(2))),)


class Expm1(Transcendental):
    """exp(x) - 1, exact near 0."""

    domain = (-1.0, 2.0)

    def numpy(self, x: Any) -> Any:
        return np.expm1(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (multiply(cotangent, exp(x)),)


class Log1p(Transcendental):
    """log(1 + x), exact near 0; -∞ at -1 and NaN below."""

    cost = 20
    domain = (-0.7, 2.0)

    def numpy(self, x: Any) -> Any:
        return np.log1p(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (divide(cotangent, add(x, _one(x))),)


class Log2(Transcendental):
    """The logarithm to base 2."""

    cost = 24

    def numpy(self, x: Any) -> Any:
        return np.log2(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (divide(_times(cotangent, 1 / math.log(2)), x),)


class Log10(Transcendental):
    """The logarithm to base 10."""

    cost = 24

    def numpy(self, x: Any) -> Any:
        return np.log10(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (divide(_times(cotangent, 1 / math.log(10)), x),)


class Logaddexp(Transcendental):
    """log(exp(x) + exp(y)) without overflow. Where the result equals an operand, at infinities above all, that
    operand's derivative is 1."""

    cost = 36
    domain = (-2.0, 2.0)

    def numpy(self, x: Any, y: Any) -> Any:
        return np.logaddexp(x, y)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        # Of equal infinities the difference would be NaN; a NaN operand makes both sides NaN.
        zero = b.const(0, x.dtype)
        distance = b.call("where", b.call("eq", x, y), zero, b.call("abs", b.call("sub", x, y)), dtype=x.dtype)
        more = b.call("log1p", b.call("exp", b.call("neg", distance)))
        return b.call("add", b.call("maximum", x, y), more)

    def gradient(self, cotangent: Node, output: Node, x: Node, y: Node) -> Sequence[Node | None]:
        zero = constant(0, x.dtype, x.shape)
        shares = [exp(where(equal(i, output), zero, subtract(i, output))) for i in (x, y)]
        return tuple(multiply(cotangent, share) for share in shares)


class Sigmoid(Transcendental):
    """1 / (1 + exp(-x)), the logistic function."""

    domain = (-3.0, 3.0)

    def numpy(self, x: Any) -> Any:
        e = np.exp(-np.abs(x))
        one = np.ones_like(e)
        return np.where(np.less(x, 0), e, one) / (one + e)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (multiply(cotangent, multiply(output, subtract(_one(x), output))),)


class Rsqrt(Transcendental):
    """1 / √x; +∞ at 0 and NaN below."""

    cost = 10

    def numpy(self, x: Any) -> Any:
        return np.reciprocal(np.sqrt(x))

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (multiply(cotangent, divide(_times(output, -0.5), x)),)


class Erf(Transcendental):
    """The error function, 2/√π · ∫ exp(-t²) dt from 0 to x."""

    cost = 18
    domain = (-2.0, 2.0)

    def numpy(self, x: Any) -> Any:
        return erf(np.asarray(x))

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (multiply(cotangent, _times(exp(negative(multiply(x, x))), 2 / math.sqrt(math.pi))),)


class Hypot(Transcendental):
    """√(x² + y²) without overflow or underflow on the way. The derivative at (0, 0) is 0."""

    cost = 10

    def numpy(self, x: Any, y: Any) -> Any:
        return np.hypot(x, y)

    def gradient(self, cotangent: Node, output: Node, x: Node, y: Node) -> Sequence[Node | None]:
        length = nonzero(output)
        return multiply(cotangent, divide(x, length)), multiply(cotangent, divide(y, length))


def nonzero(x: Node) -> Node:
    """x, or 1 where it is 0: a divisor."""
    return where(equal(x, constant(0, x.dtype, x.shape)), _one(x), x)


hypot, rsqrt = Hypot().apply, Rsqrt().apply
