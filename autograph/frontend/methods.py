"""The operators and methods of Tensor: each is a function of `functions`."""

from __future__ import annotations

from typing import Any

from autograph import dtypes
from autograph.errors import DtypeError, ShapeError
from autograph.frontend import functions as f
from autograph.frontend.functions.arguments import normalized
from autograph.frontend.slicing import getitem
from autograph.frontend.tensor import Operand, Tensor


def _reflected(function: Any) -> Any:
    def call(self: Tensor, other: Operand) -> Tensor:
        return function(other, self)  # type: ignore[no-any-return]

    return call


def _logical(function: Any) -> Any:
    def call(*operands: Operand) -> Tensor:
        tensors = [f.asarray(x) for x in operands]
        for t in tensors:
            if t.dtype is not dtypes.bool_:
                raise DtypeError(
                    f"{function.__name__} of {t._type}: the operators &, | and ~ take truth values",
                    hint="compare first, e.g. (x > 0) & (y > 0), or use ag.logical_and, ag.logical_or, ag.logical_not",
                )
        return function(*tensors)  # type: ignore[no-any-return]

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


def _t(self: Tensor) -> Tensor:
    if self.ndim != 2:
        raise ShapeError(f".T of {self._type}", hint="use .mT for stacks of matrices, .transpose(axes) otherwise")
    return f.matrix_transpose(self)


def _any(self: Tensor) -> Tensor:
    """Whether any element is true."""
    return f.sum(f.astype(self, dtypes.bool_)) > 0


def _all(self: Tensor) -> Tensor:
    """Whether all elements are true."""
    return f.sum(f.astype(self, dtypes.bool_)) == self.size


_METHODS: dict[str, Any] = {
    "__add__": f.add, "__radd__": _reflected(f.add), "__sub__": f.subtract, "__rsub__": _reflected(f.subtract),
    "__mul__": f.multiply, "__rmul__": _reflected(f.multiply), "__truediv__": f.divide,
    "__rtruediv__": _reflected(f.divide), "__pow__": f.pow, "__rpow__": _reflected(f.pow),
    "__matmul__": f.matmul, "__rmatmul__": _reflected(f.matmul), "__neg__": f.negative, "__abs__": f.abs,
    "__lt__": f.less, "__le__": f.less_equal, "__gt__": f.greater, "__ge__": f.greater_equal,
    "__eq__": f.equal, "__ne__": f.not_equal, "__and__": _logical(f.logical_and), "__or__": _logical(f.logical_or),
    "__rand__": _reflected(_logical(f.logical_and)), "__ror__": _reflected(_logical(f.logical_or)),
    "__invert__": _logical(f.logical_not), "__getitem__": getitem,
    "sum": f.sum, "mean": f.mean, "max": f.max, "min": f.min, "argmax": f.argmax, "argmin": f.argmin,
    "exp": f.exp, "log": f.log, "sqrt": f.sqrt, "abs": f.abs, "tanh": f.tanh, "square": f.square,
    "astype": f.astype, "reshape": _reshape, "flatten": _flatten, "transpose": _transpose, "any": _any, "all": _all,
    "T": property(_t), "mT": property(f.matrix_transpose),
}  # fmt: skip

for _name, _method in _METHODS.items():
    setattr(Tensor, _name, _method)
