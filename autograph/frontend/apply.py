"""One op on tensors: recorded in a compiled call, run at once by its NumPy meaning elsewhere."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from autograph.dtypes import DType, fitting, float32, float64, promote
from autograph.frontend.programs import computed, needs_program, run_graph
from autograph.frontend.promotion import result_type
from autograph.frontend.purity import TENSORS
from autograph.frontend.state import placing, state
from autograph.frontend.tensor import Free, Operand, Tape, Tensor, Variable
from autograph.graph import Node, Op, TensorType, node
from autograph.ops.elementwise import Cast
from autograph.ops.source import Input

F = TypeVar("F", bound=Callable[..., Any])


@functools.lru_cache(maxsize=4096)
def _graph(op: Op, types: tuple[tuple[TensorType, bool], ...]) -> tuple[tuple[Node, ...], Node]:
    """Leaves of these types, which may be free, and the op applied to them."""
    leaves = tuple(node(Input(k, t, free=free)) for k, (t, free) in enumerate(types))
    return leaves, op.apply(*leaves)


def apply(op: Op, *tensors: Tensor) -> Tensor:
    """The op's result; raises the op's own errors for types that do not fit."""
    trace = state.trace
    return trace.record(op, tensors) if trace is not None else _at_once(op, tensors)


def combine(op: Op, x1: Operand, x2: Operand) -> Tensor:
    """A binary op's result; numbers take the dtype of the other operand where they can."""
    trace = state.trace
    if isinstance(x1, Tensor) and isinstance(x2, Tensor):
        return trace.record(op, (x1, x2)) if trace is not None else _at_once(op, (x1, x2))
    if trace is not None and not trace.inline and isinstance(x1, _WEAK) and isinstance(x2, _WEAK):
        return trace.mixed(op, (x1, x2))
    return apply(op, *operands(x1, x2))


#: What takes part in a mixed operation as it is.
_WEAK = (Tensor, bool, int, float)


def _at_once(op: Op, tensors: tuple[Tensor, ...]) -> Tensor:
    leaves, result = _graph(op, tuple([(t._type, t._free) for t in tensors]))
    arrays = tuple([t._held() for t in tensors])
    if needs_program((result, *leaves)):
        (value,) = run_graph([result], arrays)
    else:
        (value,) = computed([result], dict(zip(leaves, arrays)))
    if result.device is None:
        return Free(value)
    tape = None
    if state.grad and result.dtype.is_float and any(t.requires_grad for t in tensors):
        tape = Tape(result, leaves, tensors, arrays)
    return Tensor(value, tape=tape)


def assign_all(variables: Sequence[Variable], values: Sequence[Tensor]) -> None:
    """`variable.assign(value)` for each, in a compiled call as one event."""
    if state.trace is None or not state.trace.assign(variables, values):
        for v, t in zip(variables, values):
            v.assign(t)


def gradients_of(tensors: Sequence[Tensor]) -> list[Tensor | None]:
    """`t.grad` of each."""
    trace = state.trace
    return [t._grad for t in tensors] if trace is None else trace.gradients_met(tensors)


def set_gradients(tensors: Sequence[Tensor], values: Sequence[Tensor | None]) -> None:
    """`t.grad = value` for each, of values that have the tensors' types."""
    trace = state.trace
    if trace is not None:
        trace.set_gradients(tensors, values)
    else:
        for t, v in zip(tensors, values):
            t._set_grad(v)


def number(value: bool | int | float, dtype: DType) -> Tensor:
    """A Python number as a 0-d tensor."""
    return numbers([value], [dtype])[0]


def numbers(values: Sequence[bool | int | float], dtypes: Sequence[DType]) -> list[Tensor]:
    """Python numbers as 0-d tensors, in a compiled call as one event."""
    if state.trace is not None:
        return state.trace.numbers(values, dtypes)
    fit = [fitting(v, d) for v, d in zip(values, dtypes)]
    # bfloat16 takes no Python int beyond 64 bits.
    return [Free(np.asarray(float(v) if d.is_float else v, d.numpy)) for v, d in zip(fit, dtypes)]


def operands(*values: Any) -> list[Tensor]:
    """Tensors, arrays and numbers as tensors; numbers take the dtype of the rest."""
    from autograph.frontend.functions.conversion import beside

    if all(isinstance(v, Tensor) for v in values):
        return list(values)
    known = [v if isinstance(v, (Tensor, bool, int, float)) else beside(v, *values) for v in values]
    dtype = result_type(*known)
    return [v if isinstance(v, Tensor) else number(v, dtype) for v in known]


def composite(function: F) -> F:
    """Make a pure function of tensors one event of the trace.

    Its positional arguments are tensors, arrays or numbers, its keyword arguments static values; it may depend on
    nothing else. In a compiled call its Python runs only where a path is new. Returns a tensor, or a tuple of them.
    Of halves it computes in float32 and rounds its results once, so that no step loses bits or overflows.
    """
    function = _in_float32(function)

    @functools.wraps(function)
    def call(*args: Any, **static: Any) -> Tensor | tuple[Tensor, ...]:
        if state.trace is None:
            with placing(None):
                return function(*args, **static)  # type: ignore[no-any-return]
        tensors = args if TENSORS.issuperset(map(type, args)) else operands(*args)
        return state.trace.compose(function, tensors, static)  # type: ignore[no-any-return]

    return call  # type: ignore[return-value]


def event(function: F) -> F:
    """Make a pure function of tensors and static values one event of the trace, its checks of them included.

    In a compiled call its Python runs only where a path is new. What decides about the path among its arguments is
    looked at and not converted, so that others than tensors, numbers, strings, dtypes, slices, and tuples and lists of
    these make the function's operations events of their own. Floats among the arguments are part of the path.
    """

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        trace = state.trace
        if trace is not None:
            return trace.call(function, args, kwargs)
        with placing(None):
            return function(*args, **kwargs)

    return call  # type: ignore[return-value]


def _in_float32(function: F) -> F:
    """The function of tensors with halves widened to float32 before it, and its results rounded once after it."""

    @functools.wraps(function)
    def call(*args: Any, **static: Any) -> Any:
        if not any(map(_is_half, args)):
            return function(*args, **static)
        # What is float32 in the end was mixed with no float64, such as a learning rate.
        mixed = [a.dtype for a in args if isinstance(a, Tensor) and a.dtype.is_float and a.dtype is not float64]
        dtype = functools.reduce(promote, mixed)
        result = function(*[_cast(a, float32) if _is_half(a) else a for a in args], **static)
        several = isinstance(result, (tuple, list))
        rounded = [_cast(r, dtype) if r.dtype is float32 else r for r in (result if several else [result])]
        return tuple(rounded) if several else rounded[0]

    return call  # type: ignore[return-value]


def _is_half(value: Any) -> bool:
    return isinstance(value, Tensor) and value.dtype.is_half


def _cast(t: Tensor, dtype: DType) -> Tensor:
    return t if t.dtype is dtype else apply(Cast(dtype), t)
