"""Functions of each element; operands are promoted and broadcast."""

from __future__ import annotations

from collections.abc import Callable

from autograph.frontend.apply import apply, operands
from autograph.frontend.functions.conversion import asarray
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops import comparison as c
from autograph.ops import elementwise, piecewise

__all__ = [
    "abs", "add", "cos", "divide", "equal", "exp", "greater", "greater_equal", "less", "less_equal", "log",
    "logical_and", "logical_not", "logical_or", "maximum", "minimum", "multiply", "negative", "not_equal", "pow",
    "relu", "sin", "sqrt", "square", "subtract", "tanh",
]  # fmt: skip


def _unary(op: elementwise.Elementwise) -> Callable[[Operand], Tensor]:
    def call(x: Operand) -> Tensor:
        return apply(op, asarray(x))

    call.__name__, call.__doc__ = op.name, op.__doc__
    return call


def _binary(op: elementwise.Elementwise) -> Callable[[Operand, Operand], Tensor]:
    def call(x1: Operand, x2: Operand) -> Tensor:
        a, b = operands(x1, x2)
        return apply(op, a, b)

    call.__name__, call.__doc__ = op.name, op.__doc__
    return call


add, subtract, multiply = _binary(elementwise.Add()), _binary(elementwise.Subtract()), _binary(elementwise.Multiply())
divide, pow = _binary(elementwise.Divide()), _binary(piecewise.Power())
maximum, minimum = _binary(piecewise.Maximum()), _binary(piecewise.Minimum())
negative, abs, exp, log = map(_unary, (elementwise.Negative(), piecewise.Abs(), elementwise.Exp(), elementwise.Log()))
sqrt, tanh, sin, cos = map(_unary, (elementwise.Sqrt(), elementwise.Tanh(), elementwise.Sin(), elementwise.Cos()))
relu = _unary(piecewise.Relu())
less, less_equal, equal = _binary(c.Less()), _binary(c.LessEqual()), _binary(c.Equal())
greater, greater_equal, not_equal = _binary(c.Greater()), _binary(c.GreaterEqual()), _binary(c.NotEqual())
logical_and, logical_or, logical_not = _binary(c.LogicalAnd()), _binary(c.LogicalOr()), _unary(c.LogicalNot())


def square(x: Operand) -> Tensor:
    """x · x."""
    t = asarray(x)
    return multiply(t, t)
