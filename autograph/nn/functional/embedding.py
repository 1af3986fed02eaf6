"""Rows of tables by integers."""

from __future__ import annotations

from typing import Any

from autograph import dtypes
from autograph.errors import ArgumentError, DtypeError, ShapeError
from autograph.frontend import functions as ag
from autograph.frontend.apply import apply, event
from autograph.frontend.tensor import Operand, Tensor
from autograph.ops.gather import Gather


@event
def embedding(x: Operand, weight: Operand, padding_idx: int | None = None) -> Tensor:
    """Rows of weight [rows, features] by integers x […]: […, features]. The row `padding_idx` gets no derivative.

    Raises DtypeError unless x holds integers, RangeError for one outside 0 … rows - 1.
    """
    index, table = ag.asarray(x), ag.asarray(weight)
    if table.ndim != 2:
        raise ShapeError(f"embedding: weight {table._type}", hint="it is [rows, features]")
    if index.dtype.kind not in ("int", "uint"):
        raise DtypeError(f"embedding: indices {index._type}", hint="convert with .astype(ag.int64)")
    rows = apply(Gather(0, 1), table, index)
    if padding_idx is None:
        return rows
    count = table.shape[0]
    if not -count <= padding_idx < count:
        raise ArgumentError(f"padding_idx={padding_idx} of {count} rows", hint=f"use {-count} … {count - 1}")
    padded = ag.expand_dims(ag.equal(index, padding_idx % count), -1)
    return ag.where(padded, ag.stop_gradient(rows), rows)


def one_hot(x: Operand, num_classes: int = -1) -> Tensor:
    """int64 […, num_classes]: 1 at each label's place. -1 takes the largest label plus one, which asks for its value.

    Raises RangeError for labels outside 0 … num_classes - 1, DtypeError unless they are integers.
    """
    labels: Any = ag.asarray(x)
    if num_classes == -1:
        num_classes = int(ag.max(labels).item()) + 1
    return ag.one_hot(labels, num_classes, dtypes.int64)
