"""The elementwise functions as `f` in an op's `scalar`: one text means scalars of a kernel, arrays, and tensors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import numpy as np

from autograph import dtypes
from autograph.dtypes import DType
from autograph.errors import ArgumentError
from autograph.frontend.apply import apply, operands
from autograph.frontend.promotion import number_type
from autograph.graph import REGISTRY
from autograph.kernel.expr import Builder, Expr
from autograph.ops.comparison import Where
from autograph.ops.elementwise import Elementwise

V = TypeVar("V")


class Words:
    """`f.exp(x)`, `f.where(condition, x, y)`, … for every elementwise function of the package: here on tensors."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        op = REGISTRY.get({"pow": "power"}.get(name, name))
        if op is None or not issubclass(op, Elementwise):
            known = sorted(n for n, o in REGISTRY.items() if issubclass(o, Elementwise))
            raise ArgumentError(f"f.{name}: there is no elementwise function {name}", hint=f"use {', '.join(known)}")
        return lambda *args: self.call(op(), args)

    def call(self, op: Elementwise, args: Sequence[Any]) -> Any:
        return apply(op, *operands(*args))


class Value(Generic[V]):
    """A value with Python's operators, each of them a word."""

    __slots__ = ("_words", "held")
    __array_priority__ = 1000  # NumPy's numbers give way

    def __init__(self, words: Values[V], held: V):
        self._words, self.held = words, held

    @property
    def dtype(self) -> DType:
        return self._words.dtype(self.held)

    def __bool__(self) -> bool:
        raise ArgumentError(
            "the truth of a scalar is not known while a kernel is written",
            hint="use f.where(condition, x, y) instead of if, and & and | instead of and and or",
        )


class Values(Words, Generic[V]):
    """Words on Values, which it promotes as operands of array functions are."""

    def dtype(self, held: V) -> DType:
        raise NotImplementedError

    def cast(self, held: V, dtype: DType) -> V:
        raise NotImplementedError

    def constant(self, number: bool | int | float, dtype: DType) -> V:
        raise NotImplementedError

    def apply(self, op: Elementwise, args: Sequence[V]) -> V:
        raise NotImplementedError

    def value(self, found: Any, dtype: DType) -> V:
        """What a `scalar` returned: a Value, or a number."""
        return found.held if isinstance(found, Value) else self.constant(found, dtype)

    def call(self, op: Elementwise, args: Sequence[Any]) -> Value[V]:
        chosen = isinstance(op, Where)
        together = args[1:] if chosen else args
        dtype = _together(together)
        if op.floats_only and not dtype.is_float:
            dtype = dtypes.float32
        wanted = [dtypes.bool_ if chosen and k == 0 else dtype for k in range(len(args))]
        held = [self.cast(a.held, w) if isinstance(a, Value) else self.constant(a, w) for a, w in zip(args, wanted)]
        return Value(self, self.apply(op, held))


def _together(args: Sequence[Any]) -> DType:
    typed = [a.dtype for a in args if isinstance(a, Value)]
    dtype = typed[0] if typed else dtypes.int64
    for other in typed[1:]:
        dtype = dtypes.promote(dtype, other)
    for a in args:
        dtype = dtype if isinstance(a, Value) else number_type(a, dtype)
    return dtype


class InKernel(Values[Expr]):
    """Scalars of the kernel that a builder makes."""

    def __init__(self, builder: Builder):
        self._builder = builder

    def dtype(self, held: Expr) -> DType:
        return held.dtype

    def cast(self, held: Expr, dtype: DType) -> Expr:
        return self._builder.call("cast", held, dtype=dtype)

    def constant(self, number: bool | int | float, dtype: DType) -> Expr:
        return self._builder.const(number, dtype)

    def apply(self, op: Elementwise, args: Sequence[Expr]) -> Expr:
        made: Expr = op.scalar(self._builder, *args)
        return made


class OnArrays(Values[Any]):
    """NumPy arrays."""

    def dtype(self, held: Any) -> DType:
        return dtypes.dtype(held.dtype)

    def cast(self, held: Any, dtype: DType) -> Any:
        return np.asarray(held).astype(dtype.numpy, copy=False)

    def constant(self, number: bool | int | float, dtype: DType) -> Any:
        return np.asarray(number, dtype.numpy)

    def apply(self, op: Elementwise, args: Sequence[Any]) -> Any:
        return op.numpy(*args)


def _operator(name: str, reflected: bool = False) -> Callable[..., Any]:
    def call(self: Value[Any], *other: Any) -> Any:
        return getattr(self._words, name)(*((*other, self) if reflected else (self, *other)))

    return call


_BINARY = {
    "add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide", "pow": "power", "floordiv": "floor_divide",
    "mod": "remainder", "and": "logical_and", "or": "logical_or",
}  # fmt: skip
_OTHERS = {
    "neg": "negative", "abs": "abs", "invert": "logical_not", "lt": "less", "le": "less_equal", "gt": "greater",
    "ge": "greater_equal", "eq": "equal", "ne": "not_equal",
}  # fmt: skip
for _name, _function in {**_BINARY, **_OTHERS}.items():
    setattr(Value, f"__{_name}__", _operator(_function))
for _name, _function in _BINARY.items():
    setattr(Value, f"__r{_name}__", _operator(_function, reflected=True))
