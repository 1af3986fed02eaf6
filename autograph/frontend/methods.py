"""The operators and methods of Tensor: each is a function of `functions`."""

from __future__ import annotations

import functools
from typing import Any

from autograph.elsewhere import TENSOR, Elsewhere
from autograph.errors import ArgumentError, ShapeError
from autograph.frontend import copies, namespace, placement
from autograph.frontend import functions as f
from autograph.frontend.functions.arguments import normalized
from autograph.frontend.numpy_functions import array_function, array_ufunc
from autograph.frontend.slicing import getitem
from autograph.frontend.tensor import Operand, Tensor


def _reflected(function: Any) -> Any:
    def call(self: Tensor, other: Operand) -> Tensor:
        return function(other, self)  # type: ignore[no-any-return]

    return call


def _reducing(function: Any) -> Any:
    """A reduction as the method that NumPy's function of its name calls: with `out` and `dtype`, and `ddof`."""

    @functools.wraps(function)
    def call(self: Tensor, *args: Any, out: None = None, **options: Any) -> Tensor:
        if out is not None:
            raise ArgumentError(
                f"{function.__name__} of {self._type} into out=…", hint="take what it returns: tensors are immutable"
            )
        if options.get("dtype") is None:
            options.pop("dtype", None)
        if "ddof" in options:
            options["correction"] = options.pop("ddof")
        return function(self, *args, **options)  # type: ignore[no-any-return]

    return call


def _flatten(self: Tensor, start: int = 0) -> Tensor:
    """The axes from `start` on joined into one."""
    k = normalized(start, max(self.ndim, 1))
    rest = 1
    for extent in self.shape[k:]:
        rest *= extent
    return f.reshape(self, (*self.shape[:k], rest))


def _reshape(self: Tensor, *shape: Any) -> Tensor:
    """See `ag.reshape`; takes the shape as one argument or as several."""
    return f.reshape(self, shape[0] if len(shape) == 1 else shape)


def _transpose(self: Tensor, *axes: Any) -> Tensor:
    """The axes in another order; reversed if none is given."""
    order = axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes
    return f.permute_dims(self, order or tuple(reversed(range(self.ndim))))


def _swapaxes(self: Tensor, axis1: int, axis2: int) -> Tensor:
    """The two axes in each other's place. Raises RangeError for axes that are not there."""
    one, other = normalized(axis1, self.ndim), normalized(axis2, self.ndim)
    return f.permute_dims(self, [{one: other, other: one}.get(k, k) for k in range(self.ndim)])


def _t(self: Tensor) -> Tensor:
    """The transpose of a matrix. Raises ShapeError for other than two axes."""
    if self.ndim != 2:
        raise ShapeError(f".T of {self._type}", hint="use .mT for stacks of matrices, .transpose(axes) otherwise")
    return f.matrix_transpose(self)


def _ravel(self: Tensor) -> Tensor:
    """The elements along one axis."""
    return f.reshape(self, (self.size,))


def _take(self: Tensor, indices: Any, axis: int | None = None) -> Tensor:
    """See `ag.take`; without an axis, of the elements along one."""
    return f.take(_ravel(self), indices, 0) if axis is None else f.take(self, indices, axis)


def _cumsum(self: Tensor, axis: int | None = None, dtype: Any = None) -> Tensor:
    """See `ag.cumulative_sum`; without an axis, of the elements along one."""
    return f.cumulative_sum(_ravel(self), 0, dtype) if axis is None else f.cumulative_sum(self, axis, dtype)


def _cumprod(self: Tensor, axis: int | None = None, dtype: Any = None) -> Tensor:
    """See `ag.cumulative_prod`; without an axis, of the elements along one."""
    return f.cumulative_prod(_ravel(self), 0, dtype) if axis is None else f.cumulative_prod(self, axis, dtype)


_METHODS: dict[str, Any] = {
    "__add__": f.add, "__radd__": _reflected(f.add), "__sub__": f.subtract, "__rsub__": _reflected(f.subtract),
    "__mul__": f.multiply, "__rmul__": _reflected(f.multiply), "__truediv__": f.divide,
    "__rtruediv__": _reflected(f.divide), "__pow__": f.pow, "__rpow__": _reflected(f.pow),
    "__matmul__": f.matmul, "__rmatmul__": _reflected(f.matmul), "__neg__": f.negative, "__abs__": f.abs,
    "__lt__": f.less, "__le__": f.less_equal, "__gt__": f.greater, "__ge__": f.greater_equal,
    "__eq__": f.equal, "__ne__": f.not_equal, "__and__": f.bitwise_and, "__rand__": _reflected(f.bitwise_and),
    "__or__": f.bitwise_or, "__ror__": _reflected(f.bitwise_or), "__xor__": f.bitwise_xor,
    "__rxor__": _reflected(f.bitwise_xor), "__invert__": f.bitwise_invert, "__lshift__": f.bitwise_left_shift,
    "__rlshift__": _reflected(f.bitwise_left_shift), "__rshift__": f.bitwise_right_shift,
    "__rrshift__": _reflected(f.bitwise_right_shift), "__floordiv__": f.floor_divide,
    "__rfloordiv__": _reflected(f.floor_divide), "__mod__": f.remainder, "__rmod__": _reflected(f.remainder),
    "__pos__": f.positive, "__getitem__": getitem,
    "sum": _reducing(f.sum), "mean": _reducing(f.mean), "max": _reducing(f.max), "min": _reducing(f.min),
    "argmax": f.argmax, "argmin": f.argmin,
    "exp": f.exp, "log": f.log, "sqrt": f.sqrt, "abs": f.abs, "tanh": f.tanh, "square": f.square,
    "astype": f.astype, "reshape": _reshape, "flatten": _flatten, "transpose": _transpose,
    "swapaxes": _swapaxes,
    "any": _reducing(f.any), "all": _reducing(f.all), "prod": _reducing(f.prod), "std": _reducing(f.std),
    "var": _reducing(f.var), "squeeze": f.squeeze, "ravel": _ravel, "repeat": f.repeat,
    "diagonal": f.diagonal, "trace": f.trace, "clip": f.clip, "round": f.round,
    "take": _take, "argsort": f.argsort, "sort": f.sort, "nonzero": f.nonzero, "cumsum": _cumsum, "cumprod": _cumprod,
    "__array_ufunc__": array_ufunc, "__array_function__": array_function, "__dlpack__": namespace.dlpack,
    "__dlpack_device__": namespace.dlpack_device, "__array_namespace__": namespace.array_namespace,
    "to_device": namespace.to_device, "to": placement.transferred, "__deepcopy__": copies.deepcopy,
    "__reduce__": copies.reduce,
    "__cuda_array_interface__": property(namespace.cuda_array_interface),
    "T": property(_t), "mT": property(f.matrix_transpose),
}  # fmt: skip

for _name, _method in _METHODS.items():
    setattr(Tensor, _name, _method)
for _name in TENSOR:
    setattr(Tensor, _name, Elsewhere(_name))
