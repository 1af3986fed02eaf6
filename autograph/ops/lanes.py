"""The batch in vector lanes: [n, …] as [⌈n / lanes⌉, …, lanes], so that one vector holds the same place of many images.

Small convolutions and pooling then work on whole vectors whatever their channels, extents and strides are
(decision D9). These ops appear only after differentiation; `passes.batch_in_lanes` puts them in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph import dtypes
from autograph.graph import Node, Op, Sample, TensorType, node
from autograph.ops.comparison import where
from autograph.ops.source import zeros_like

#: Images side by side: one AVX-512 vector, or two or four narrower ones.
LANES = 16


class Lanes(Op, abstract=True):
    """A change of layout between two back-end ops: costs a copy, so it is stored rather than repeated."""

    kind: ClassVar[str] = "movement"
    cost: ClassVar[int] = 4

    def gradient(self, cotangent: Node, output: Node, *inputs: Node) -> Sequence[Node | None]:
        raise AssertionError(f"{self.name} appears only after differentiation")


def first_image(block: Any, batch: int) -> Any:
    """The image in the first lane of a block, which is an index. The last block begins earlier rather than end after
    the batch, so that what lies between its lanes is the same as in the others; images then stand in two blocks."""
    return (block * LANES).at_most(max(batch - LANES, 0))


class ToLanes(Lanes):
    """[n, …] → [⌈n / 16⌉, …, 16]; the last block has the last 16 images; fewer than 16 end with the last one again."""

    def infer(self, x: TensorType) -> TensorType:
        return TensorType((-(-x.shape[0] // LANES), *x.shape[1:], LANES), x.dtype)

    def numpy(self, x: Any) -> Any:
        image, _ = images(x.shape[0])
        return np.moveaxis(x[image].reshape(*image.shape, *x.shape[1:]), 1, -1)

    def lower(self, b: Any, index: Any, output: TensorType, x: Any) -> Any:
        block, *inner, lane = index
        batch = x.type.shape[0]
        return x.at((first_image(block, batch) + lane.at_most(batch - 1), *inner))

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield Sample(cls(), (np.arange(37 * 6, dtype=np.float32).reshape(37, 2, 3),), smooth=False)
        yield Sample(cls(), (np.arange(32 * 3, dtype=np.float32).reshape(32, 3),), smooth=False)
        yield Sample(cls(), (np.arange(13 * 3, dtype=np.float32).reshape(13, 3),), smooth=False)


class FromLanes(Lanes):
    """[⌈n / 16⌉, …, 16] → [n, …]."""

    batch: int

    def infer(self, x: TensorType) -> TensorType:
        return TensorType((self.batch, *x.shape[1:-1]), x.dtype)

    def numpy(self, x: Any) -> Any:
        _, own = images(self.batch)
        return np.moveaxis(x, -1, 1)[own]

    def lower(self, b: Any, index: Any, output: TensorType, x: Any) -> Any:
        image, *inner = index
        block = image // LANES
        return x.at((block, *inner, image - first_image(block, self.batch)))

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield Sample(cls(37), (np.arange(3 * 2 * 16, dtype=np.float32).reshape(3, 2, 16),), smooth=False)
        yield Sample(cls(32), (np.arange(2 * 16, dtype=np.float32).reshape(2, 16),), smooth=False)
        yield Sample(cls(13), (np.arange(3 * 16, dtype=np.float32).reshape(1, 3, 16),), smooth=False)


class InBatch(Op):
    """[⌈n / 16⌉, …, 16] of bool: whether the lane holds an image of its own."""

    kind: ClassVar[str] = "source"
    batch: int
    shape: tuple[int, ...]

    def infer(self) -> TensorType:
        return TensorType(self.shape, dtypes.bool_)

    def numpy(self) -> Any:
        _, own = images(self.batch)
        return np.broadcast_to(own.reshape(-1, *[1] * (len(self.shape) - 2), LANES), self.shape)

    def lower(self, b: Any, index: Any, output: TensorType) -> Any:
        block, *_, lane = index
        # As int32, which is as wide as what is masked: a vector's mask then needs no conversion.
        if self.batch < LANES:
            return b.call("lt", b.call("cast", b.position(lane), dtype=dtypes.int32), b.const(self.batch, dtypes.int32))
        shared = block * LANES - first_image(block, self.batch)
        return b.call("le", *[b.call("cast", b.position(i), dtype=dtypes.int32) for i in (shared, lane)])

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield Sample(cls(37, (3, 2, 16)), ())
        yield Sample(cls(13, (1, 2, 16)), ())


def images(batch: int) -> tuple[Any, Any]:
    """[⌈n / 16⌉, 16]: which image each lane holds, and whether the lane is the first that holds it."""
    block, lane = np.indices((-(-batch // LANES), LANES))
    first = np.minimum(block * LANES, max(batch - LANES, 0))
    return np.minimum(first + lane, batch - 1), (first + lane >= block * LANES) & (lane < batch)


def to_lanes(x: Node) -> Node:
    """The node in lanes; what was brought from there goes back as it was."""
    if isinstance(x.op, FromLanes):
        return x.inputs[0]
    return node(ToLanes(), x)


def from_lanes(x: Node, batch: int) -> Node:
    return node(FromLanes(batch), x)


def without_strays(x: Node, batch: int) -> Node:
    """Zero in the lanes that hold no image of their own, so that sums over the batch are right."""
    if batch % LANES == 0:
        return x
    return where(node(InBatch(batch, x.shape)), x, zeros_like(x))
