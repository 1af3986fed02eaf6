"""Elementwise arithmetic: one scalar function each, broadcast and promoted as the array API standard says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph import dtypes
from autograph.errors import DtypeError, ShapeError
from autograph.graph import Node, Op, Sample, TensorType, node
from autograph.ops.movement import broadcast_to
from autograph.ops.source import constant

RNG_SEED = 7


def broadcast_shapes(name: str, types: Sequence[TensorType]) -> tuple[int, ...]:
    """The common shape, or a ShapeError that shows all types."""
    shapes = {t.shape for t in types}
    shapes.discard(())
    if len(shapes) < 2:  # as most are
        return shapes.pop() if shapes else ()
    rank = max(t.ndim for t in types)
    out = []
    for k in range(-rank, 0):
        extents = {t.shape[k] for t in types if t.ndim >= -k} - {1}
        if len(extents) > 1:
            raise ShapeError(
                f"{name}: shapes do not broadcast: {' and '.join(map(str, types))}",
                hint="axes are aligned at the end; each pair must be equal, or one of them 1 (reshape one operand)",
            )
        out.append(extents.pop() if extents else 1)
    return tuple(out)


def together(name: str, inputs: Sequence[Node], floats_only: bool = False) -> tuple[Node, ...]:
    """The operands of `name`, promoted and broadcast to one type; integers as float32 if it means only floats."""
    dtype = inputs[0].dtype
    for i in inputs[1:]:
        dtype = dtypes.promote(dtype, i.dtype)
    if floats_only and not dtype.is_float:
        dtype = dtypes.float32
    shape = broadcast_shapes(name, [i.type for i in inputs])
    return tuple([broadcast_to(cast(i, dtype), shape) for i in inputs])


class Elementwise(Op, abstract=True):
    """`scalar(b, *args)` is the whole lowering. `floats_only` ops turn integer inputs into float32."""

    kind: ClassVar[str] = "elementwise"
    floats_only: ClassVar[bool] = False
    result: ClassVar[dtypes.DType | None] = None  # None: the operands' dtype
    domain: ClassVar[tuple[float, float]] = (0.3, 2.0)  # where the samples lie

    def infer(self, *types: TensorType) -> TensorType:
        first = types[0]
        assert types.count(first) == len(types), f"{self.name}: {types} were not broadcast and promoted"
        return TensorType(first.shape, self.result or first.dtype)

    def apply(self, *inputs: Node) -> Node:
        return node(self, *self.operands(*inputs))

    def operands(self, *inputs: Node) -> tuple[Node, ...]:
        """The inputs, promoted and broadcast to one type."""
        return together(self.name, inputs, self.floats_only)

    def scalar(self, b: Any, *args: Any) -> Any:
        return b.call(self.name, *args)

    def lower(self, b: Any, index: Any, output: TensorType, *inputs: Any) -> Any:
        return self.scalar(b, *[x.at(index) for x in inputs])

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(RNG_SEED)
        arity = len([p for p in _arguments(cls.numpy) if p != "self"])
        for shape in ((37,), (3, 5, 20), ()):
            arrays = tuple(rng.uniform(*cls.domain, shape).astype(np.float32) for _ in range(arity))
            yield Sample(cls(), arrays)


def _arguments(function: Any) -> tuple[str, ...]:
    code = function.__code__
    return tuple(code.co_varnames[: code.co_argcount])


def numeric(name: str, operands: tuple[Node, ...]) -> tuple[Node, ...]:
    """The operands of an op that means nothing for bools."""
    if operands[0].dtype is dtypes.bool_:
        raise DtypeError(
            f"{name}: {' and '.join(str(o.type) for o in operands)}",
            hint="use logical_not or not_equal, or convert with .astype(ag.int64)",
        )
    return operands


class Add(Elementwise):
    """x + y; of bools, x or y."""

    def numpy(self, x: Any, y: Any) -> Any:
        return np.add(x, y)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call("or" if x.dtype is dtypes.bool_ else "add", x, y)

    def gradient(self, cotangent: Node, output: Node, x: Node, y: Node) -> Sequence[Node | None]:
        return cotangent, cotangent


class Subtract(Elementwise):
    """x - y."""

    def operands(self, *inputs: Node) -> tuple[Node, ...]:
        return numeric(self.name, super().operands(*inputs))

    def numpy(self, x: Any, y: Any) -> Any:
        return np.subtract(x, y)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call("sub", x, y)

    def gradient(self, cotangent: Node, output: Node, x: Node, y: Node) -> Sequence[Node | None]:
        return cotangent, negative(cotangent)


class Multiply(Elementwise):
    """x · y; of bools, x and y."""

    def numpy(self, x: Any, y: Any) -> Any:
        return np.multiply(x, y)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call("and" if x.dtype is dtypes.bool_ else "mul", x, y)

    def gradient(self, cotangent: Node, output: Node, x: Node, y: Node) -> Sequence[Node | None]:
        return multiply(cotangent, y), multiply(cotangent, x)


class Divide(Elementwise):
    """x / y, in floats."""

    floats_only = True
    cost = 4

    def numpy(self, x: Any, y: Any) -> Any:
        return np.divide(x, y)

    def scalar(self, b: Any, x: Any, y: Any) -> Any:
        return b.call("div", x, y)

    def gradient(self, cotangent: Node, output: Node, x: Node, y: Node) -> Sequence[Node | None]:
        dx = divide(cotangent, y)
        return dx, negative(multiply(dx, output))


class Negative(Elementwise):
    """-x."""

    def operands(self, *inputs: Node) -> tuple[Node, ...]:
        return numeric(self.name, super().operands(*inputs))

    def numpy(self, x: Any) -> Any:
        return np.negative(x)

    def scalar(self, b: Any, x: Any) -> Any:
        return b.call("neg", x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (negative(cotangent),)


class Exp(Elementwise):
    """e to the power of x."""

    floats_only = True
    cost = 12

    def numpy(self, x: Any) -> Any:
        return np.exp(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (multiply(cotangent, output),)


class Log(Elementwise):
    """The natural logarithm."""

    floats_only = True
    cost = 16

    def numpy(self, x: Any) -> Any:
        return np.log(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (divide(cotangent, x),)


class Tanh(Elementwise):
    """The hyperbolic tangent."""

    floats_only = True
    cost = 18

    def numpy(self, x: Any) -> Any:
        return np.tanh(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (multiply(cotangent, subtract(constant(1, x.dtype, x.shape), multiply(output, output))),)


class Sqrt(Elementwise):
    """The square root."""

    floats_only = True
    cost = 6

    def numpy(self, x: Any) -> Any:
        return np.sqrt(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (divide(multiply(cotangent, constant(0.5, x.dtype, x.shape)), output),)


class Sin(Elementwise):
    """The sine of x radians."""

    floats_only = True
    cost = 16

    def numpy(self, x: Any) -> Any:
        return np.sin(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (multiply(cotangent, cos(x)),)


class Cos(Elementwise):
    """The cosine of x radians."""

    floats_only = True
    cost = 16

    def numpy(self, x: Any) -> Any:
        return np.cos(x)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (negative(multiply(cotangent, sin(x))),)


class Cast(Elementwise):
    """The same numbers in another dtype."""

    dtype: dtypes.DType

    def infer(self, x: TensorType) -> TensorType:
        return TensorType(x.shape, self.dtype)

    def apply(self, x: Node) -> Node:
        return cast(x, self.dtype)

    def numpy(self, x: Any) -> Any:
        return np.asarray(x).astype(self.dtype.numpy)

    def scalar(self, b: Any, x: Any) -> Any:
        if self.dtype is dtypes.bool_:
            return b.call("ne", x, b.const(0, x.dtype))
        return b.call("cast", x, dtype=self.dtype)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (cast(cotangent, x.dtype),)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        x = np.linspace(-3, 60, 37)
        yield Sample(cls(dtypes.float64), (x.astype(np.float32),))
        yield Sample(cls(dtypes.int32), (x.astype(np.float32),), smooth=False)
        yield Sample(cls(dtypes.float32), (x.astype(np.int64),), smooth=False)
        yield Sample(cls(dtypes.bool_), (np.arange(37) % 3,), smooth=False)
        yield Sample(cls(dtypes.float32), (np.arange(37) % 3 == 0,), smooth=False)


def cast(x: Node, dtype: dtypes.DType) -> Node:
    return x if x.dtype is dtype else node(Cast(dtype), x)


add, subtract, multiply, divide = Add().apply, Subtract().apply, Multiply().apply, Divide().apply
negative, exp, log = Negative().apply, Exp().apply, Log().apply
sin, cos, sqrt = Sin().apply, Cos().apply, Sqrt().apply
