"""Arithmetic, exponentials and comparisons of each element; operands are promoted and broadcast."""

from __future__ import annotations

from collections.abc import Callable

from autograph import dtypes
from autograph.errors import DtypeError
from autograph.frontend.apply import apply, combine, operands
from autograph.frontend.functions.conversion import asarray
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops import comparison as c
from autograph.ops import elementwise, exponential, piecewise

__all__ = [
    "abs", "add", "clip", "divide", "equal", "erf", "exp", "exp2", "expm1", "greater", "greater_equal", "hypot", "less",
    "less_equal", "log", "log1p", "log2", "log10", "logaddexp", "logical_and", "logical_not", "logical_or",
    "logical_xor", "maximum", "minimum", "multiply", "negative", "not_equal", "positive", "pow", "reciprocal", "relu",
    "rsqrt", "sigmoid", "sqrt", "square", "subtract",
]  # fmt: skip


def unary(op: elementwise.Elementwise) -> Callable[[Operand], Tensor]:
    def call(x: Operand) -> Tensor:
        return apply(op, x if isinstance(x, Tensor) else asarray(x))

    call.__name__, call.__doc__ = op.name, op.__doc__
    return call


def binary(op: elementwise.Elementwise) -> Callable[[Operand, Operand], Tensor]:
    def call(x1: Operand, x2: Operand) -> Tensor:
        return combine(op, x1, x2)

    call.__name__, call.__doc__ = op.name, op.__doc__
    return call


add, subtract, multiply = binary(elementwise.Add()), binary(elementwise.Subtract()), binary(elementwise.Multiply())
divide = binary(elementwise.Divide())
maximum, minimum = binary(piecewise.Maximum()), binary(piecewise.Minimum())
negative, abs, exp, log = map(unary, (elementwise.Negative(), piecewise.Abs(), elementwise.Exp(), elementwise.Log()))
sqrt, rsqrt, relu = map(unary, (elementwise.Sqrt(), exponential.Rsqrt(), piecewise.Relu()))
exp2, expm1, log1p = map(unary, (exponential.Exp2(), exponential.Expm1(), exponential.Log1p()))
log2, log10, logaddexp = unary(exponential.Log2()), unary(exponential.Log10()), binary(exponential.Logaddexp())
sigmoid, erf, hypot = unary(exponential.Sigmoid()), unary(exponential.Erf()), binary(exponential.Hypot())
less, less_equal, equal = binary(c.Less()), binary(c.LessEqual()), binary(c.Equal())
greater, greater_equal, not_equal = binary(c.Greater()), binary(c.GreaterEqual()), binary(c.NotEqual())
logical_and, logical_or, logical_not = binary(c.LogicalAnd()), binary(c.LogicalOr()), unary(c.LogicalNot())
logical_xor = binary(c.LogicalXor())


def pow(x1: Operand, x2: Operand) -> Tensor:
    """x1 to the power of x2. Of two integers it is an integer, which wraps where it does not fit.

    Raises DtypeError for bools, and for an integer to the power of a negative Python int. A negative power that only
    the values tell is the inverse rounded towards 0: 0, or of ±1 what it is; of 0 it is 0.
    """
    a, b = operands(x1, x2)
    if isinstance(x2, int) and x2 < 0 and not a.dtype.is_float:
        raise DtypeError(f"pow: {a._type} to the power of {x2}", hint="convert to floats: x.astype(ag.float32) ** -1")
    return apply(piecewise.Power(), a, b)


def square(x: Operand) -> Tensor:
    """x · x."""
    t = asarray(x)
    return multiply(t, t)


def positive(x: Operand) -> Tensor:
    """x itself. Raises DtypeError for bools."""
    t = asarray(x)
    if t.dtype is dtypes.bool_:
        raise DtypeError(f"positive: {t._type}", hint="convert with .astype(ag.int64): bools have no sign")
    return t


def reciprocal(x: Operand) -> Tensor:
    """1 / x, in floats."""
    return divide(1, asarray(x))


def clip(x: Operand, min: Operand | None = None, max: Operand | None = None) -> Tensor:
    """x, or the bound it lies beyond: the smaller of `max` and the larger of x and `min`; None is no bound.

    NaN stays, and a bound that is NaN gives NaN. At a bound x and the bound get half of the derivative each.
    """
    t = asarray(x)
    t = t if min is None else maximum(t, min)
    return t if max is None else minimum(t, max)
