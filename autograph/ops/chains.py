"""Sums into positions that are data, for many threads: chains of what comes together, and a thread for each sum.

Only passes make these ops, where a team of threads shares the work; nobody differentiates them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np

from autograph import dtypes
from autograph.graph import Op, Sample, TensorType


class Chains(Op):
    """int32 [rows + n] of row numbers [n], each 0 … rows - 1: where each row comes first, and then, for each place,
    where its row comes next; -1 where it does not."""

    kind: ClassVar[str] = "text"
    cost: ClassVar[int] = 64
    rows: int

    def infer(self, places: TensorType) -> TensorType:
        assert places.ndim == 1 and places.dtype is dtypes.int32, f"{self.name} of {places}"
        return TensorType((self.rows + places.shape[0],), dtypes.int32)

    def numpy(self, places: Any) -> Any:
        found = np.full(self.rows + len(places), -1, np.int32)
        for k in reversed(range(len(places))):
            found[self.rows + k] = found[places[k]]
            found[places[k]] = k
        return found

    def text(self, output: TensorType, *inputs: TensorType) -> Any:
        from autograph.kernel.nest import Text  # when something is lowered, not when ops are imported

        constants = (("rows", self.rows), ("count", inputs[0].size))
        return Text((inputs[0].shape, output.shape), constants, template="chains")

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(13)
        for rows, count in ((7, 40), (40, 7), (1, 1), (300, 129)):
            yield Sample(cls(rows), (rng.integers(0, rows, count).astype(np.int32),), smooth=False)
        yield Sample(cls(3), (np.full(33, 2, np.int32),), smooth=False)


class SumChains(Op):
    """The sums that `scatter_add` makes of x at places, whose `Chains` are given: `extents` stand for the `count` axes
    from `axis` on. Terms are added in the order of their places."""

    kind: ClassVar[str] = "text"
    cost: ClassVar[int] = 4
    axis: int
    count: int
    extents: tuple[int, ...]

    def infer(self, x: TensorType, chains: TensorType) -> TensorType:
        end = self.axis + self.count
        places = math.prod(x.shape[self.axis : end])
        assert chains == TensorType((math.prod(self.extents) + places,), dtypes.int32), f"{self.name}: {x} and {chains}"
        return TensorType((*x.shape[: self.axis], *self.extents, *x.shape[end:]), x.dtype)

    def numpy(self, x: Any, chains: Any) -> Any:
        end, rows = self.axis + self.count, math.prod(self.extents)
        before, after = x.shape[: self.axis], x.shape[end:]
        terms = x.reshape(math.prod(before), len(chains) - rows, math.prod(after))
        sums = np.zeros((len(terms), rows, terms.shape[2]), x.dtype)
        for row in range(rows):
            place = chains[row]
            while place >= 0:
                sums[:, row] += terms[:, place]
                place = chains[rows + place]
        return sums.reshape(*before, *self.extents, *after)

    def text(self, output: TensorType, *inputs: TensorType) -> Any:
        from autograph.kernel.nest import Text  # when something is lowered, not when ops are imported

        x, end = inputs[0], self.axis + self.count
        sizes = {"rows": math.prod(self.extents), "count": math.prod(x.shape[self.axis : end])}
        constants = (*sizes.items(), ("after", math.prod(x.shape[end:])))
        return Text((*[i.shape for i in inputs], output.shape), constants, template="sum_chains")

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        rng = np.random.default_rng(14)
        for s in Chains.samples():
            chains: Any = s.op
            (places,) = s.inputs
            for dtype, before, after in ((np.float32, (), (5,)), (np.int64, (3,), ())):
                x = rng.integers(-9, 9, (*before, len(places), *after)).astype(dtype)
                op = cls(len(before), 1, (chains.rows,))
                yield Sample(op, (x, chains.numpy(places)), smooth=False)
        places = rng.integers(0, 6, (2, 8)).astype(np.int32)
        x = rng.uniform(-1, 1, (4, 2, 8, 3)).astype(np.float32)
        yield Sample(cls(1, 2, (2, 3)), (x, Chains(6).numpy(places.ravel())), smooth=False)


__all__ = ["Chains", "SumChains"]
