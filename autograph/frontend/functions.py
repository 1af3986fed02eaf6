"""Array functions, named and meant as in the Python array API standard. They take tensors, arrays and numbers."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograph import dtypes
from autograph.dtypes import DType
from autograph.errors import ArgumentError, RangeError, ShapeError
from autograph.frontend.apply import apply, composite, number, operands
from autograph.frontend.state import state
from autograph.frontend.tensor import Array, Operand, Tensor
from autograph.ops import comparison as c
from autograph.ops import contraction, elementwise, indexing, movement, piecewise, reduction
from autograph.ops.gradient import StopGradient

__all__ = [
    "abs", "add", "argmax", "argmin", "asarray", "astype", "broadcast_to", "cos", "divide", "equal", "exp",
    "expand_dims", "full", "greater", "greater_equal", "less", "less_equal", "log", "logical_and", "logical_not",
    "logical_or", "matmul", "matrix_transpose", "max", "maximum", "mean", "min", "minimum", "multiply", "negative",
    "not_equal", "one_hot", "ones", "ones_like", "pad", "permute_dims", "pow", "relu", "reshape", "sin", "sqrt",
    "square", "stop_gradient", "subtract", "sum", "tanh", "tensor", "where", "zeros", "zeros_like",
]  # fmt: skip

# -- making tensors


def asarray(obj: Any, dtype: Any = None, device: str | None = None, copy: bool | None = None) -> Tensor:
    """A tensor of the values of `obj`: a tensor, a NumPy array, a number, or nested sequences of numbers.

    Python floats become float32, the default dtype; arrays keep theirs. Native contiguous arrays are shared unless
    `copy`; sharing means that writing to the array changes the tensor. Raises DtypeError for unsupported dtypes.
    """
    if isinstance(obj, Tensor):
        result = (obj if dtype is None else astype(obj, dtypes.dtype(dtype))).to(device or "cpu")
        return Tensor(result._array().copy()) if copy else result
    if isinstance(obj, (bool, int, float)):
        kind = dtypes.dtype(dtype) if dtype is not None else _number_dtype(obj)
        return number(obj, kind).to(device or "cpu")
    return Tensor(_contiguous(obj, dtype, copy)).to(device or "cpu")


def _number_dtype(value: bool | int | float) -> DType:
    return dtypes.bool_ if isinstance(value, bool) else dtypes.int64 if isinstance(value, int) else dtypes.float32


def _contiguous(obj: Any, dtype: Any, copy: bool | None) -> Array:
    given = isinstance(obj, (np.ndarray, np.generic))
    try:
        array = np.asarray(obj)
    except ValueError as error:
        raise ShapeError(f"asarray: {error}", hint="nested sequences must all have the same lengths") from error
    kind = dtypes.dtype(dtype) if dtype is not None else dtypes.dtype(array.dtype)
    if dtype is None and not given and kind is dtypes.float64:
        kind = dtypes.float32
    made: Array = np.require(array, kind.numpy, ("C", "A"))
    shared = isinstance(obj, np.ndarray) and np.may_share_memory(made, obj)
    if copy is False and not shared:
        raise ArgumentError(
            f"asarray: {type(obj).__name__} cannot be shared, and copy=False", hint="leave out copy, or pass an array"
        )
    return made.copy() if copy and shared else made


def tensor(obj: Any, dtype: Any = None, device: str | None = None, requires_grad: bool = False) -> Tensor:
    """A tensor with its own copy of the values of `obj`; `backward` fills its `.grad` if `requires_grad`.

    Raises DtypeError if a gradient is wanted for a dtype that is not floating.
    """
    value = obj._array() if isinstance(obj, Tensor) else obj
    made = Tensor(_contiguous(value, dtype, copy=True)).to(device or "cpu")
    made.requires_grad = requires_grad
    return made


def shape_tuple(shape: int | Sequence[int], least: int = 0) -> tuple[int, ...]:
    """A shape, given as one extent or several. Raises ShapeError for what is none."""
    given = tuple(shape) if isinstance(shape, (Sequence, np.ndarray)) else (shape,)
    try:
        extents = tuple(map(operator.index, given))
    except TypeError as error:
        raise ShapeError(f"{shape!r} is not a shape", hint="give an integer, or a tuple of integers") from error
    if any(e < least for e in extents):
        raise ShapeError(f"shape {list(extents)} has a negative extent", hint="extents are 0 or more")
    return extents


def full(shape: int | Sequence[int], fill_value: bool | int | float, dtype: Any = None) -> Tensor:
    """A tensor filled with one number."""
    kind = dtypes.dtype(dtype) if dtype is not None else _number_dtype(fill_value)
    return broadcast_to(number(fill_value, kind), shape_tuple(shape))


def zeros(shape: int | Sequence[int], dtype: Any = None) -> Tensor:
    """Zeros, float32 unless `dtype` is given."""
    return broadcast_to(number(0, dtypes.dtype(dtype or dtypes.float32)), shape_tuple(shape))


def ones(shape: int | Sequence[int], dtype: Any = None) -> Tensor:
    """Ones, float32 unless `dtype` is given."""
    return broadcast_to(number(1, dtypes.dtype(dtype or dtypes.float32)), shape_tuple(shape))


def zeros_like(x: Operand, dtype: Any = None) -> Tensor:
    """Zeros of x's shape and dtype."""
    t = asarray(x)
    return zeros(t.shape, dtype or t.dtype)


def ones_like(x: Operand, dtype: Any = None) -> Tensor:
    """Ones of x's shape and dtype."""
    t = asarray(x)
    return ones(t.shape, dtype or t.dtype)


# -- elementwise


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


def where(condition: Operand, x1: Operand, x2: Operand) -> Tensor:
    """x1 where the condition holds, else x2; all three broadcast."""
    a, b = operands(x1, x2)
    return apply(c.Where(), asarray(condition), a, b)


def square(x: Operand) -> Tensor:
    """x · x."""
    t = asarray(x)
    return multiply(t, t)


def astype(x: Operand, dtype: Any) -> Tensor:
    """The same numbers in another dtype; floats to integers truncate."""
    t, kind = asarray(x), dtypes.dtype(dtype)
    return t if t.dtype is kind else apply(elementwise.Cast(kind), t)


def stop_gradient(x: Operand) -> Tensor:
    """x, taken as a constant by derivatives."""
    t = asarray(x)
    # A value that is known already need not keep alive what it was computed from.
    return Tensor(t._array()) if state.trace is None else apply(StopGradient(), t)


# -- movement


def reshape(x: Operand, shape: int | Sequence[int]) -> Tensor:
    """The same elements in another shape; one extent may be -1. Raises ShapeError if the sizes differ."""
    t, wanted = asarray(x), shape_tuple(shape, least=-1)
    if -1 in wanted:
        rest = int(np.prod([e for e in wanted if e != -1]))
        if wanted.count(-1) > 1 or rest == 0 or t.size % rest:
            raise ShapeError(f"reshape: {t._type} to {list(wanted)}", hint="one -1 at most, and the sizes must agree")
        wanted = tuple(t.size // rest if e == -1 else e for e in wanted)
    return t if t.shape == wanted else apply(movement.Reshape(wanted), t)


def broadcast_to(x: Operand, shape: int | Sequence[int]) -> Tensor:
    """x repeated along new leading axes and axes of extent 1. Raises ShapeError if it does not fit."""
    t, wanted = asarray(x), shape_tuple(shape)
    return t if t.shape == wanted else apply(movement.BroadcastTo(wanted), t)


def permute_dims(x: Operand, axes: Sequence[int]) -> Tensor:
    """Axis k of the result is axis axes[k] of x."""
    t = asarray(x)
    return apply(movement.Permute(tuple(normalized(a, t.ndim) for a in axes)), t)


def expand_dims(x: Operand, axis: int) -> Tensor:
    """A new axis of extent 1 at `axis`."""
    t = asarray(x)
    k = normalized(axis, t.ndim + 1)
    return reshape(t, (*t.shape[:k], 1, *t.shape[k:]))


def pad(x: Operand, padding: Sequence[tuple[int, int]], value: float = 0.0) -> Tensor:
    """`value` before and after each axis: padding holds (before, after) for each."""
    return apply(movement.Pad(tuple((a, b, 0) for a, b in padding), value), asarray(x))


def normalized(axis: int, count: int, what: str = "") -> int:
    """A possibly negative position, counted from 0. Raises RangeError outside -count … count - 1."""
    if not -count <= axis < count:
        subject = f"index {axis} of {what}" if what else f"axis {axis} of {count} axes"
        raise RangeError(
            f"{subject} is out of range", hint=f"use {-count} … {count - 1}" if count else "there are none"
        )
    return axis % count


# -- reductions


Axes = Any  # an int, a sequence of ints, or None for all axes


def _axes(t: Tensor, axis: Axes) -> tuple[int, ...]:
    if axis is None:
        return tuple(range(t.ndim))
    given = tuple(axis) if isinstance(axis, (tuple, list)) else (axis,)
    if not all(isinstance(a, (int, np.integer)) for a in given):
        raise ArgumentError(f"axis={axis!r}", hint="give an integer, a tuple of integers, or None for all axes")
    found = tuple(normalized(int(a), t.ndim) for a in given)
    if len(set(found)) != len(found):
        raise ArgumentError(f"axis={axis} names an axis of {t._type} twice", hint="name each axis once")
    return found


def _reduce(op: type[reduction.Reduction], x: Operand, axis: Axes, keepdims: bool) -> Tensor:
    t = asarray(x)
    axes = _axes(t, axis)
    made = apply(op(axes), t) if axes or op is reduction.Sum else t
    return reshape(made, [1 if k in axes else e for k, e in enumerate(t.shape)]) if keepdims else made


def sum(x: Operand, axis: Axes = None, keepdims: bool = False) -> Tensor:  # the standard's name
    """The sum along `axis` (an int, several, or None for all); of integers an int64."""
    return _reduce(reduction.Sum, x, axis, keepdims)


def max(x: Operand, axis: Axes = None, keepdims: bool = False) -> Tensor:
    """The largest element along `axis`; NaN if there is one. Ties share the derivative equally."""
    return _reduce(reduction.Max, x, axis, keepdims)


def min(x: Operand, axis: Axes = None, keepdims: bool = False) -> Tensor:
    """The smallest element along `axis`; NaN if there is one. Ties share the derivative equally."""
    return _reduce(reduction.Min, x, axis, keepdims)


def mean(x: Operand, axis: Axes = None, keepdims: bool = False) -> Tensor:
    """The mean along `axis`; of integers a float32."""
    t = asarray(x)
    t = t if t.dtype.is_float else astype(t, dtypes.float32)
    count = int(np.prod([t.shape[a] for a in _axes(t, axis)]))
    return _mean(t, axis=_axes(t, axis), keepdims=keepdims, count=count)


@composite
def _mean(t: Tensor, *, axis: tuple[int, ...], keepdims: bool, count: int) -> Tensor:
    return multiply(sum(t, axis, keepdims), 1 / count if count else float("nan"))


def argmax(x: Operand, axis: int | None = None, keepdims: bool = False) -> Tensor:
    """Position, int64, of the first largest element along `axis`, or in the flattened tensor."""
    return _argument(reduction.Argmax, x, axis, keepdims)


def argmin(x: Operand, axis: int | None = None, keepdims: bool = False) -> Tensor:
    """Position, int64, of the first smallest element along `axis`, or in the flattened tensor."""
    return _argument(reduction.Argmin, x, axis, keepdims)


def _argument(op: type[reduction.Argument], x: Operand, axis: int | None, keepdims: bool) -> Tensor:
    t = asarray(x)
    if axis is None:
        flat = apply(op((0,)), reshape(t, (t.size,)))
        return reshape(flat, [1] * t.ndim) if keepdims else flat
    return _reduce(op, t, axis, keepdims)


# -- contraction, indexing


def matmul(x1: Operand, x2: Operand) -> Tensor:
    """The matrix product; leading axes broadcast, 1-D operands are vectors. Raises ShapeError if they do not fit."""
    a, b = operands(x1, x2)
    return apply(contraction.Matmul(), a, b)


def matrix_transpose(x: Operand) -> Tensor:
    """The last two axes exchanged."""
    t = asarray(x)
    if t.ndim < 2:
        raise ShapeError(f"matrix_transpose of {t._type}", hint="a matrix has at least two axes")
    return permute_dims(t, (*range(t.ndim - 2), t.ndim - 1, t.ndim - 2))


def one_hot(x: Operand, num_classes: int, dtype: Any = None) -> Tensor:
    """[..., num_classes]: 1 at each integer label, else 0. Raises RangeError for labels outside 0 … num_classes - 1."""
    if num_classes < 1:
        raise ArgumentError(f"one_hot: num_classes={num_classes}", hint="there is at least one class")
    return apply(indexing.OneHot(num_classes, dtypes.dtype(dtype or dtypes.float32)), asarray(x))
