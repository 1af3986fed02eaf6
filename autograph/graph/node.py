"""IR 1, the graph: what is computed.

    node  ::= op(node*) : type          frozen and interned: equal nodes are one object
    type  ::= dtype[extent*]
    op    ::= an instance of a class of `autograph.ops`, interned too

Interning makes equality identity, common subexpressions vanish, and lets dictionaries key on nodes.
"""

from __future__ import annotations

import math
import weakref
from typing import TYPE_CHECKING, Any

from autograph.dtypes import DType
from autograph.locks import lock

if TYPE_CHECKING:
    from autograph.graph.op import Op


class TensorType:
    """Shape and dtype of a node's value. Equal ones are one object, so that comparing them is no work."""

    __slots__ = ("__weakref__", "dtype", "shape")

    shape: tuple[int, ...]
    dtype: DType

    def __new__(cls, shape: tuple[int, ...], dtype: DType) -> TensorType:
        found = _types.get((shape, dtype))
        if found is None:
            with _lock:
                found = _types.get((shape, dtype))
                if found is None:
                    found = object.__new__(cls)
                    object.__setattr__(found, "shape", shape)
                    object.__setattr__(found, "dtype", dtype)
                    _types[shape, dtype] = found
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{self} is one object for all who use it: its {name} cannot change")

    def __reduce__(self) -> tuple[Any, ...]:
        return TensorType, (self.shape, self.dtype)

    @property
    def ndim(self) -> int:
        return len(self.shape)

    @property
    def size(self) -> int:
        """Number of elements."""
        return math.prod(self.shape)

    @property
    def nbytes(self) -> int:
        return self.size * self.dtype.bytes

    def __repr__(self) -> str:
        return f"TensorType({self.shape}, {self.dtype})"

    def __str__(self) -> str:
        return f"{self.dtype.name}[{', '.join(map(str, self.shape))}]"


class Node:
    """One value of the graph. Make one with `node(op, inputs)`, never directly."""

    __slots__ = ("__weakref__", "inputs", "op", "type")

    op: Op
    inputs: tuple[Node, ...]
    type: TensorType

    @property
    def shape(self) -> tuple[int, ...]:
        return self.type.shape

    @property
    def dtype(self) -> DType:
        return self.type.dtype

    def __repr__(self) -> str:
        return f"<{self.op.name} : {self.type}>"


_types: weakref.WeakValueDictionary[tuple[tuple[int, ...], DType], TensorType] = weakref.WeakValueDictionary()
_table: weakref.WeakValueDictionary[tuple[Any, ...], Node] = weakref.WeakValueDictionary()
_lock = lock()


def node(op: Op, *inputs: Node) -> Node:
    """The one node of `op` applied to `inputs`; its type comes from the op's type rule."""
    key = (op, *inputs)
    found = _table.get(key)
    if found is not None:
        return found
    inferred = op.infer(*[i.type for i in inputs])
    with _lock:
        found = _table.get(key)
        if found is None:
            found = Node()
            found.op, found.inputs, found.type = op, inputs, inferred
            _table[key] = found
    return found
