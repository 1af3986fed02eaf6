"""IR 1, the graph: what is computed.

    node  ::= op(node*) : type          frozen and interned: equal nodes are one object
    type  ::= dtype[extent*] on device
    op    ::= an instance of a class of `autograph.ops`, interned too

Interning makes equality identity, common subexpressions vanish, and lets dictionaries key on nodes.

Type rules say nothing of devices: `node` joins those of the inputs. What depends on no argument, such as constants, is
on none of them, and joins any.
"""

from __future__ import annotations

import math
import weakref
from typing import TYPE_CHECKING, Any

from autograph.dtypes import DType
from autograph.errors import DeviceError
from autograph.locks import lock

if TYPE_CHECKING:
    from autograph.graph.op import Op


class TensorType:
    """Shape, dtype and device of a node's value. Equal ones are one object, so that comparing them is no work."""

    __slots__ = ("__weakref__", "device", "dtype", "shape", "size")

    shape: tuple[int, ...]
    dtype: DType
    device: str
    #: Number of elements.
    size: int

    def __new__(cls, shape: tuple[int, ...], dtype: DType, device: str = "cpu") -> TensorType:
        found = _types.get((shape, dtype, device))
        if found is None:
            with _lock:
                found = _types.get((shape, dtype, device))
                if found is None:
                    found = object.__new__(cls)
                    object.__setattr__(found, "shape", shape)
                    object.__setattr__(found, "dtype", dtype)
                    object.__setattr__(found, "device", device)
                    object.__setattr__(found, "size", math.prod(shape))
                    _types[shape, dtype, device] = found
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{self} is one object for all who use it: its {name} cannot change")

    def __reduce__(self) -> tuple[Any, ...]:
        return TensorType, (self.shape, self.dtype, self.device)

    def on(self, device: str) -> TensorType:
        """The same shape and dtype on a device."""
        return self if device == self.device else TensorType(self.shape, self.dtype, device)

    @property
    def ndim(self) -> int:
        return len(self.shape)

    @property
    def nbytes(self) -> int:
        return self.size * self.dtype.bytes

    def __repr__(self) -> str:
        return f"TensorType({self.shape}, {self.dtype}{_shown(', ', self.device)})"

    def __str__(self) -> str:
        return f"{self.dtype.name}[{', '.join(map(str, self.shape))}]{_shown(' on ', self.device)}"


def _shown(before: str, device: str) -> str:
    """A device where it is worth telling."""
    return "" if device == "cpu" else before + device


class Node:
    """One value of the graph. Make one with `node(op, inputs)`, never directly.

    `device` is where it must be; None where any device will do, for which its type says "cpu".
    """

    __slots__ = ("__weakref__", "device", "dtype", "inputs", "op", "shape", "type")

    op: Op
    inputs: tuple[Node, ...]
    type: TensorType
    device: str | None
    #: The type's, which every pass asks for.
    shape: tuple[int, ...]
    dtype: DType

    def __repr__(self) -> str:
        return f"<{self.op.name} : {self.type}>"


_types: weakref.WeakValueDictionary[tuple[tuple[int, ...], DType, str], TensorType] = weakref.WeakValueDictionary()
_table: weakref.WeakValueDictionary[tuple[Any, ...], Node] = weakref.WeakValueDictionary()
_lock = lock()


def node(op: Op, *inputs: Node) -> Node:
    """The one node of `op` applied to `inputs`; its type comes from the op's type rule and the inputs' devices.

    Raises what the type rule raises, and DeviceError for inputs on several devices.
    """
    key = (op, *inputs)
    found = _table.get(key)
    if found is not None:
        return found
    # A type rule knows no devices.
    inferred = op.infer(*[i.type if i.type.device == "cpu" else i.type.on("cpu") for i in inputs])
    device = op.place(inputs)
    if device not in (None, "cpu"):
        inferred = inferred.on(device)
    with _lock:
        found = _table.get(key)
        if found is None:
            found = Node()
            found.op, found.inputs, found.type, found.device = op, inputs, inferred, device
            found.shape, found.dtype = inferred.shape, inferred.dtype
            _table[key] = found
    return found


def joined(op: Op, inputs: tuple[Node, ...]) -> str | None:
    """The one device that inputs are on; None if they may be on any. Raises DeviceError if they are on several."""
    found = None
    for i in inputs:
        if i.device != found and i.device is not None:
            if found is not None:
                raise _apart(op, inputs, found)
            found = i.device
    return found


def _apart(op: Op, inputs: tuple[Node, ...], first: str) -> DeviceError:
    given = [f"{i.type.on('cpu')}{f' on {i.device}' if i.device else ''}" for i in inputs]
    return DeviceError(
        f"{op.name} of operands on different devices: {', '.join(given)}",
        hint=f"bring them together, for example with .to({first!r})",
    )
