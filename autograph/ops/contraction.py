"""Matrix products."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph import dtypes
from autograph.errors import ShapeError
from autograph.graph import Node, Op, Sample, TensorType, node
from autograph.ops.elementwise import Cast, broadcast_shapes, cast
from autograph.ops.movement import broadcast_to, permute, reshape, sum_to

#: Rows of a result that are summed side by side in registers, as a rule.
TILE_ROWS = 12


#: How much larger a product is than its operands, or its left operand than itself, for it to be worth not storing, and
#: from how many bytes on: smaller ones stay in the caches.
WIDE, LARGE = 6, 1 << 20


class Matmul(Op):
    """`x @ y` of [..., m, k] and [..., k, n]; leading axes broadcast, a 1-D operand is a vector as in NumPy."""

    kind: ClassVar[str] = "contraction"

    def infer(self, x: TensorType, y: TensorType) -> TensorType:
        assert x.shape[:-2] == y.shape[:-2] and x.shape[-1] == y.shape[-2] and x.dtype is y.dtype, f"matmul {x} {y}"
        return TensorType((*x.shape[:-1], y.shape[-1]), x.dtype)

    def steps(self, output: TensorType, *inputs: TensorType) -> int:
        return inputs[0].shape[-1]

    def reuse(self, operand: int, output: TensorType) -> int:
        return min(output.shape[-2], TILE_ROWS) if operand == 1 else 1  # y is what vectors are loaded from

    def apply(self, x: Node, y: Node) -> Node:
        if not x.shape or not y.shape:
            raise ShapeError(f"matmul: {x.type} @ {y.type}: 0-d operands", hint="use * for products with a number")
        vectors = len(x.shape) == 1, len(y.shape) == 1
        a = reshape(x, (1, *x.shape)) if vectors[0] else x
        b = reshape(y, (*y.shape, 1)) if vectors[1] else y
        if a.shape[-1] != b.shape[-2]:
            raise ShapeError(
                f"matmul: inner dimensions differ: {x.type} @ {y.type} ({a.shape[-1]} and {b.shape[-2]})",
                hint="the last axis of the left must equal the last but one of the right; transpose one, e.g. y.T",
            )
        if len(x.shape) > 2 and len(y.shape) == 2:
            # One product of many rows: y is not repeated, and its derivative is one sum over all of them.
            rows = reshape(x, (math.prod(x.shape[:-1]), x.shape[-1]))
            return reshape(self.apply(rows, y), (*x.shape[:-1], y.shape[-1]))
        dtype = dtypes.promote(x.dtype, y.dtype)
        batch = broadcast_shapes("matmul", [TensorType(a.shape[:-2], dtype), TensorType(b.shape[:-2], dtype)])
        a = broadcast_to(cast(a, dtype), batch + a.shape[-2:])
        b = broadcast_to(cast(b, dtype), batch + b.shape[-2:])
        out = node(self, a, b)
        m, n = (() if vectors[0] else a.shape[-2:-1]), (() if vectors[1] else b.shape[-1:])
        return reshape(out, batch + m + n)

    def numpy(self, x: Any, y: Any) -> Any:
        return np.matmul(x, y)

    def lower(self, b: Any, index: Any, output: TensorType, x: Any, y: Any) -> Any:
        *batch, i, j = index
        k = b.variable("k", x.type.shape[-1])
        product = b.call("mul", x.at((*batch, i, b.index(k))), y.at((*batch, b.index(k), j)))
        return b.reduce("sum", (k,), product)

    def gradient(self, cotangent: Node, output: Node, x: Node, y: Node) -> Sequence[Node | None]:
        return (
            sum_to(node(self, cotangent, matrix_transpose(y)), x.shape),
            sum_to(node(self, matrix_transpose(x), cotangent), y.shape),
        )

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(3)
        for a, b in (
            ((7, 5), (5, 9)),
            ((33, 40), (40, 37)),
            ((2, 3, 4), (2, 4, 20)),
            ((1, 64), (64, 1)),
            ((20, 7), (7, 16)),
        ):
            yield Sample(cls(), (rng.standard_normal(a, np.float32), rng.standard_normal(b, np.float32)))


def multiplied_halves(order: Sequence[Node], readers: Mapping[Node, Sequence[Node]]) -> set[Node]:
    """Halves that are widened for contractions alone, however these see them; `order` has operands first."""
    only: set[Node] = set()
    for n in reversed(order):
        passed = (u.op.kind == "contraction" or (u in only and u.op.kind == "movement") for u in readers[n])
        if readers[n] and all(passed):
            only.add(n)
    return {n for n in only if isinstance(n.op, Cast) and n.inputs[0].dtype.is_half}


def is_wide(n: Node) -> bool:
    """Whether a matrix product, or its left operand, is large, and far larger than the other arrays."""
    if not isinstance(n.op, Matmul) or not n.dtype.is_float:
        return False
    result, left, right = n.type.size, n.inputs[0].type.size, n.inputs[1].type.size
    large = max(result, left) * n.dtype.bytes >= LARGE
    return large and (result >= WIDE * max(left, right) or left >= WIDE * max(result, right))


def matrix_transpose(x: Node) -> Node:
    rank = len(x.shape)
    return permute(x, (*range(rank - 2), rank - 1, rank - 2))


matmul = Matmul().apply
