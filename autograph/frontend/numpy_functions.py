"""NumPy's own functions on tensors: `np.sin(x)` means `ag.sin(x)`, so that it is recorded and has a derivative.

The protocols are NEP 13 (`__array_ufunc__`, universal functions) and NEP 18 (`__array_function__`, the others). What
has no counterpart here runs in NumPy on the values, as it would without the protocols.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograph.errors import ArgumentError
from autograph.frontend import functions as f
from autograph.frontend.tensor import Tensor

#: Names that the array API standard has changed.
_RENAMED = {
    "absolute": "abs", "arccos": "acos", "arccosh": "acosh", "arcsin": "asin", "arcsinh": "asinh", "arctan": "atan",
    "arctan2": "atan2", "arctanh": "atanh", "invert": "bitwise_invert", "left_shift": "bitwise_left_shift",
    "power": "pow", "right_shift": "bitwise_right_shift", "rint": "round",
}  # fmt: skip
_UFUNCS = {
    ufunc: getattr(f, _RENAMED.get(name, name))
    for name, ufunc in vars(np).items()
    if isinstance(ufunc, np.ufunc) and _RENAMED.get(name, name) in f.__all__
}


def _clip(x: Any, a_min: Any = None, a_max: Any = None, *, min: Any = None, max: Any = None) -> Tensor:
    return f.clip(x, a_min if min is None else min, a_max if max is None else max)


def _dot(x: Any, y: Any) -> Tensor:
    """As `numpy.dot`: the last axis of x with the last but one of y, or its only one."""
    if not (np.ndim(x) and np.ndim(y)):
        return f.multiply(x, y)
    return f.tensordot(x, y, axes=([np.ndim(x) - 1], [max(np.ndim(y) - 2, 0)]))


def _where(condition: Any, *values: Any) -> Any:
    return f.where(condition, *values) if values else f.nonzero(condition)


_FUNCTIONS: dict[Any, Callable[..., Any]] = {
    np.concatenate: f.concat, np.stack: f.stack, np.where: _where, np.clip: _clip, np.dot: _dot, np.einsum: f.einsum,
    np.tensordot: f.tensordot, np.outer: f.outer, np.broadcast_to: f.broadcast_to, np.expand_dims: f.expand_dims,
    np.moveaxis: f.moveaxis, np.flip: f.flip, np.roll: f.roll, np.tril: f.tril, np.triu: f.triu, np.diff: f.diff,
    np.zeros_like: f.zeros_like, np.ones_like: f.ones_like, np.full_like: f.full_like,
}  # fmt: skip


def array_ufunc(self: Tensor, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
    """What NumPy calls where one of a universal function's operands is a tensor (NEP 13)."""
    if method == "__call__" and not options and ufunc in _UFUNCS:
        return _UFUNCS[ufunc](*inputs)
    if any(isinstance(out, Tensor) for out in options.get("out", ())):
        raise ArgumentError(
            f"np.{ufunc.__name__} into out={self._type}", hint="take what it returns: tensors are immutable"
        )
    return getattr(ufunc, method)(*map(_value, inputs), **options)


def array_function(
    self: Tensor, function: Any, types: Sequence[type], args: Sequence[Any], options: Mapping[str, Any]
) -> Any:
    """What NumPy calls where an argument of another of its functions is a tensor (NEP 18)."""
    if function in _FUNCTIONS:
        return _FUNCTIONS[function](*args, **options)
    return function._implementation(*args, **options)


def _value(operand: Any) -> Any:
    return operand.numpy() if isinstance(operand, Tensor) else operand


__all__ = ["array_function", "array_ufunc"]
