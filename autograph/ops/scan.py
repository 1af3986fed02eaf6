"""Running totals along an axis."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph.graph import Node, Op, Sample, TensorType, node
from autograph.ops.gather import unravel
from autograph.ops.movement import flip


class Scan(Op, abstract=True):
    """Element k along `axis` is the combination of elements 0 … k."""

    kind: ClassVar[str] = "loops"
    combine: ClassVar[str]
    axis: int

    def infer(self, x: TensorType) -> TensorType:
        return x

    def loops(self, b: Any, out: Any, x: Any) -> Sequence[Any]:
        before, after = x.type.shape[: self.axis], x.type.shape[self.axis + 1 :]
        outer, inner = b.axis("o", math.prod(before)), b.axis("i", math.prod(after))
        step = b.axis("k", x.type.shape[self.axis])
        place = (*unravel(b.index(outer), before), b.index(step), *unravel(b.index(inner), after))
        total = b.total(self.combine, out.type.dtype)
        once = (b.combine(total, x.at(place)), out.store(place, b.read(total)))
        return b.parallel((outer, inner), b.begin(total), b.serial(step, *once))  # type: ignore[no-any-return]


class CumulativeSum(Scan):
    """Sums of the first 1, 2, … elements, added in order."""

    combine = "sum"

    def numpy(self, x: Any) -> Any:
        return np.cumsum(x, self.axis, dtype=x.dtype)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (flip(node(self, flip(cotangent, self.axis)), self.axis),)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(8)
        x = rng.uniform(0.3, 2.0, (3, 5, 20)).astype(np.float32)
        for axis in range(3):
            yield Sample(cls(axis), (x,))
        yield Sample(cls(0), (rng.integers(-9, 9, 37),), smooth=False)


class CumulativeProduct(Scan):
    """Products of the first 1, 2, … elements. Its derivative takes extent² memory, and is right at zeros too."""

    combine = "prod"

    def numpy(self, x: Any) -> Any:
        return np.cumprod(x, self.axis, dtype=x.dtype)

    def gradient(self, cotangent: Node, output: Node, x: Node) -> Sequence[Node | None]:
        return (_product_gradient(cotangent, x, self.axis),)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(9)
        yield Sample(cls(0), (rng.uniform(0.3, 1.5, 11).astype(np.float32),))
        yield Sample(cls(1), (rng.uniform(-1.5, 1.5, (2, 5, 18)).astype(np.float32),))
        yield Sample(cls(0), (np.array([2.0, 0.0, 3.0, 0.0, 1.5], np.float32),))


def _product_gradient(cotangent: Node, x: Node, axis: int) -> Node:
    """Σ_{k ≥ i} cotangent[k] · Π_{j ≤ k, j ≠ i} x[j], with the products over rows where x[i] is taken as 1."""
    from autograph.ops.comparison import equal, greater, where
    from autograph.ops.elementwise import multiply
    from autograph.ops.movement import broadcast_to, reshape
    from autograph.ops.reduction import reduce_sum
    from autograph.ops.source import constant, positions

    n = x.shape[axis]
    wide = (*x.shape[:axis], n, *x.shape[axis:])  # [… i, k …]
    row = broadcast_to(reshape(positions(n), (n, *[1] * (len(wide) - axis - 1))), wide)
    column = broadcast_to(reshape(positions(n), (n, *[1] * (len(wide) - axis - 2))), wide)
    repeated = broadcast_to(reshape(x, (*x.shape[:axis], 1, *x.shape[axis:])), wide)
    without = where(equal(row, column), constant(1, x.dtype, wide), repeated)
    products = node(CumulativeProduct(axis + 1), without)
    seeds = broadcast_to(reshape(cotangent, (*x.shape[:axis], 1, *x.shape[axis:])), wide)
    terms = where(greater(row, column), constant(0, x.dtype, wide), multiply(seeds, products))
    return reduce_sum(terms, (axis + 1,))
