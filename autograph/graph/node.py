"""IR 1, the graph: what is computed.

    node  ::= op(node*) : type          frozen and interned: equal nodes are one object
    type  ::= dtype[extent*]
    op    ::= an instance of a class of `autograph.ops`, interned too

Interning makes equality identity, common subexpressions vanish, and lets dictionaries key on nodes.
"""

from __future__ import annotations

import math
import weakref
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from autograph.dtypes import DType
from autograph.locks import lock

if TYPE_CHECKING:
    from autograph.graph.op import Op


@dataclass(frozen=True)
class TensorType:
    """Shape and dtype of a node's value."""

    shape: tuple[int, ...]
    dtype: DType
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.shape, self.dtype)))

    def __hash__(self) -> int:
        return self._hash

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
