"""Tensors. Outside a compiled call they hold values; inside one they stand for a node of the graph being recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Union

import numpy as np

from autograph import dtypes
from autograph.backends import Value, named, put
from autograph.backends.doubts import clear
from autograph.dtypes import DType
from autograph.errors import ArgumentError, DeviceError, DtypeError, ShapeError
from autograph.frontend.refusals import frozen, stray
from autograph.frontend.state import state
from autograph.frontend.stubs import Methods
from autograph.graph import Node, TensorType
from autograph.loans import lend

if TYPE_CHECKING:
    from autograph.frontend.trace import Trace

_new = object.__new__
Array = np.ndarray[Any, Any]
Number = bool | int | float
Operand = Union["Tensor", Array, Number, np.generic]  # Tensor is not defined yet


@dataclass(eq=False, slots=True)
class Tape:
    """How a value came about: `node` over `leaves`, which stood for `parents` with the values `arrays`."""

    node: Node
    leaves: tuple[Node, ...]
    parents: tuple[Tensor, ...]
    arrays: tuple[Value, ...]
    compiled: bool = False


class Tensor(Methods):
    """An n-dimensional array of one dtype, immutable to its user. Make one with `ag.asarray` or `ag.tensor`."""

    __slots__ = ("__weakref__", "_grad", "_known", "_node", "_requires_grad", "_tape", "_trace", "_value")

    __array_priority__ = 1000  # NumPy's operators give way to ours
    _free = False  # whether it joins tensors on any device

    def __init__(self, value: Value, requires_grad: bool = False, tape: Tape | None = None):
        self._value: Value | None = value
        self._known: TensorType | None = None  # a variable's new values have the old one's type
        self._node: Node | None = None
        self._trace: Trace | None = None
        self._tape = tape
        self._grad: Tensor | None = None
        self._requires_grad = requires_grad or tape is not None

    @staticmethod
    def _traced(node: Node, trace: Trace) -> Tensor:
        made = _new(Tensor)
        made._value = made._known = made._tape = made._grad = None
        made._node, made._trace, made._requires_grad = node, trace, False
        return made

    @staticmethod
    def _traced_all(nodes: Sequence[Node], trace: Trace) -> list[Tensor]:
        """As `_traced` of each: hundreds come at once, of an optimizer's parameters."""
        all_made = [_new(Tensor) for _ in nodes]
        for made, node in zip(all_made, nodes):
            made._value = made._known = made._tape = made._grad = None
            made._node, made._trace, made._requires_grad = node, trace, False
        return all_made

    # -- type

    @property
    def _type(self) -> TensorType:
        if self._node is not None:
            return self._node.type
        if self._known is None:
            value = self._value
            assert value is not None
            here = isinstance(value, np.ndarray)
            self._known = TensorType(value.shape, dtypes.dtype(value.dtype), "cpu" if here else value.device)
        return self._known

    @property
    def shape(self) -> tuple[int, ...]:
        """The extent of each axis."""
        node = self._node
        return node.type.shape if node is not None else self._type.shape

    @property
    def dtype(self) -> DType:
        """The type of the elements, such as `ag.float32`."""
        node = self._node
        return node.type.dtype if node is not None else self._type.dtype

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """Number of elements."""
        return self._type.size

    @property
    def device(self) -> str:
        """Where the values are, such as "cpu"."""
        return self._type.device

    def __len__(self) -> int:
        if not self.shape:
            raise ShapeError("a 0-d tensor has no length", hint="use .item() for its value")
        return self.shape[0]

    def __iter__(self) -> Iterator[Tensor]:
        return (self[k] for k in range(len(self)))

    # -- values

    def _array(self) -> Array:
        """The value as NumPy has it, which is not to be written to."""
        value = self._held()
        return value if isinstance(value, np.ndarray) else np.asarray(value)

    def _held(self) -> Value:
        """The value where it is; a tensor of the running trace runs what is recorded so far."""
        if self._node is not None:
            if self._trace is not state.trace or self._trace is None:
                raise stray(self)
            return self._trace.value(self)
        if state.trace is not None:
            node = state.trace.overlaid(self)
            if node is not None:
                return state.trace.value(Tensor._traced(node, state.trace))
        assert self._value is not None
        return self._value

    def numpy(self) -> Array:
        """The value as a NumPy array that does not change; copy it to write."""
        array = self._array()
        # Of a call that is running: it may become a variable's.
        view = array.view() if self._node is None else lend(array).view()
        view.flags.writeable = False
        return view

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        array = self.numpy() if dtype is None else self.numpy().astype(dtype, copy=False)
        return array.copy() if copy else array

    def tolist(self) -> Any:
        """The values as nested lists of Python numbers; a number if there are no axes."""
        return self._array().tolist()

    def item(self) -> Any:
        """The one element as a Python number. Raises ShapeError unless there is exactly one."""
        if self.size != 1:
            raise ShapeError(f"item: {self._type} has {self.size} elements", hint="index one element, or use .tolist()")
        return self._array().item()

    def __bool__(self) -> bool:
        if self.size != 1:
            raise ShapeError(
                f"the truth of {self._type} is not defined", hint="use .any() or .all(), or compare a number"
            )
        return bool(self.item())

    def __int__(self) -> int:
        return int(self.item())

    def __float__(self) -> float:
        return float(self.item())

    def __index__(self) -> int:
        if self.dtype.kind not in ("int", "uint"):
            raise DtypeError(f"{self._type} is not an index", hint="indices are integers; convert with int(…)")
        return int(self.item())

    def __repr__(self) -> str:
        if self._node is not None:
            return f"Tensor({self._type}, traced)"
        text = np.array2string(self._array(), prefix="Tensor(", separator=", ", threshold=60, precision=5)
        kind = type(self).__name__ if isinstance(self, Variable) else "Tensor"
        where = "" if self.device == "cpu" else f", device={self.device!r}"
        return f"{kind}({text}, {self.dtype}{', requires_grad=True' if self.requires_grad else ''}{where})"

    # -- derivatives

    @property
    def requires_grad(self) -> bool:
        """Whether `backward` fills `.grad` of this tensor, or of something it was computed from. May be set, except on
        results of computations."""
        if self._node is not None and self._trace is not None and self._trace is state.trace:
            return self._node.dtype.is_float and self._trace.tracked(self._node)
        return self._requires_grad

    @requires_grad.setter
    def requires_grad(self, value: bool) -> None:
        if self._tape is not None or self._node is not None:
            raise ArgumentError(
                f"requires_grad of a result of {self._type} is fixed by what it was computed from",
                hint="use .detach() for a constant, ag.tensor(…, requires_grad=True) for a new start",
            )
        if value and not self.dtype.is_float:
            raise DtypeError(f"requires_grad for {self._type}", hint="only floating tensors have gradients")
        self._requires_grad = bool(value)

    @property
    def grad(self) -> Tensor | None:
        """What `backward` has accumulated here, or None."""
        if state.trace is not None:
            return state.trace.gradients_met([self])[0]
        return self._grad

    @grad.setter
    def grad(self, value: Tensor | None) -> None:
        if value is not None:
            if not isinstance(value, Tensor):
                raise ArgumentError(f".grad = {type(value).__name__}", hint="set a tensor, or None")
            if value._type != self._type:
                kind = DeviceError if value.device != self.device else ShapeError
                raise kind(f".grad = {value._type} for {self._type}", hint="shape, dtype and device must be the same")
        if state.trace is not None:
            state.trace.set_gradients([self], [value])
        else:
            self._set_grad(value)

    def _set_grad(self, value: Tensor | None) -> None:
        if value is not None and value._value is not None:
            clear([value._value])  # nothing would take it back
        self._grad = value

    def backward(self, gradient: Operand | None = None) -> None:
        """Add the derivatives of this tensor to `.grad` of the Parameters and `requires_grad` tensors it came from.

        `gradient` is the derivative with respect to this tensor; it may be left out for a single element.
        Raises ShapeError if it is left out otherwise, TraceError if nothing here requires a gradient.
        """
        from autograph.frontend.derivatives import backward

        backward(self, gradient)

    def detach(self) -> Tensor:
        """The same values, constant to derivatives."""
        from autograph.frontend.functions import stop_gradient

        return stop_gradient(self)

    def __setitem__(self, key: Any, value: Any) -> None:
        raise ArgumentError(
            f"{self._type} cannot be written to: tensors are immutable",
            hint="build a new one, e.g. ag.where(mask, value, x); variables change by .assign(…)",
        )

    def __format__(self, spec: str) -> str:
        return format(self.item(), spec) if spec else str(self)

    def __hash__(self) -> int:
        return id(self)


class Free(Tensor):
    """A number, or what is made of numbers alone outside of compiled calls: it joins tensors on any device."""

    __slots__ = ()

    @property
    def _free(self) -> bool:  # type: ignore[override]  # a constant of other tensors
        return not self._requires_grad


class Variable(Tensor):
    """A tensor whose value `assign` replaces: parameters, optimizer state, running statistics.

    Inside a compiled call the new value is seen at once by what follows, and kept when the call returns;
    an exception leaves the old one.
    """

    __slots__ = ("__dict__",)  # nobody else has the array in `_value`: others see it on loan

    def __init__(self, value: Any, requires_grad: bool = False, device: str | None = None):
        where, own = _place_of(value) if device is None else named(device), owned(value)
        super().__init__(own if where == "cpu" else put(own, where))
        self.requires_grad = requires_grad

    def _copied_to(self, device: str) -> tuple[Value, Tensor | None]:
        """The value and the gradient on a device."""
        grad = None if self._grad is None else Tensor(put(self._grad._held(), device))
        return put(super()._held(), device), grad

    def __iadd__(self, other: Operand) -> Any:
        """Would make a plain tensor of the name and leave the variable as it is. Raises ArgumentError, as -= and the
        others do."""
        raise ArgumentError(
            f"an operator such as += or -= on a {type(self).__name__} of {self._type}",
            hint="change its value with p.assign(p + …); p = p + … makes a new tensor",
        )

    __isub__ = __imul__ = __itruediv__ = __ipow__ = __ifloordiv__ = __imod__ = __imatmul__ = __iadd__

    def _held(self) -> Value:
        if state.trace is not None and state.trace.for_others:
            raise frozen(self, "a variable")
        value = super()._held()
        return lend(value) if isinstance(value, np.ndarray) else value

    def assign(self, value: Operand) -> None:
        """Replace the value by one from any device. Raises ShapeError or DtypeError unless shape and dtype are the
        same."""
        from autograph.frontend.functions import asarray
        from autograph.frontend.placement import brought

        new = asarray(value)
        if state.trace is not None and new._type.on(self.device) == self._type:
            state.trace.assign([self], [brought(new, self.device)])
            return
        if new.shape != self.shape:
            raise ShapeError(f"assign: {new._type} to a variable of {self._type}", hint="shapes must be equal; reshape")
        if new.dtype is not self.dtype:
            raise DtypeError(f"assign: {new._type} to a variable of {self._type}", hint="convert with .astype(…)")
        given = new._held()
        clear([given])
        self._value = put(given, self.device)  # an array that others have must not become the value


class Parameter(Variable):
    """A Variable that derivatives are taken for; Modules register the ones they find among their attributes."""

    __slots__ = ()

    def __init__(self, value: Any, requires_grad: bool = True, device: str | None = None):
        super().__init__(value, requires_grad, device)


def _place_of(value: Any) -> str:
    """Where a variable is made of something that does not say so."""
    return value.device if isinstance(value, Tensor) and not value._free else state.device or "cpu"


def owned(value: Any) -> Array:
    """A native, contiguous array of our own."""
    array = np.asarray(value)
    kind = dtypes.dtype(array.dtype)
    if array.dtype == np.float64 and not isinstance(value, (np.ndarray, np.generic, Tensor)):
        kind = dtypes.float32  # Python floats are float32, the default dtype
    return np.array(array, dtype=kind.numpy, order="C", copy=True)
