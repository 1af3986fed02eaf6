"""Lay the batch of convolutional networks into vector lanes (decision D9).

Every convolution of a large enough batch is computed on [n / 16, c, h, w, 16], and so is what stands between
convolutions: bias, relu, pooling, padding and its derivative, reshapes that keep the batch. The result comes back to
the plain layout where something else reads it. Sums over the batch leave out the lanes that hold no image of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograph.graph import Lines, Node, attribute, node, topological, users
from autograph.ops.convolution import Conv2d, Conv2dImageGradient, Conv2dWeightGradient
from autograph.ops.lanes import LANES, from_lanes, to_lanes, without_strays
from autograph.ops.layout import batch_fills
from autograph.ops.movement import BroadcastTo, Pad, Slice, broadcast_to, reshape, slice_
from autograph.ops.pooling import Pooling
from autograph.ops.reduction import Sum
from autograph.ops.source import constant, constant_value

#: At most this share of the lanes may stay empty.
WASTE = 0.35


def batch_in_lanes(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """The same outputs, with convolutions and what surrounds them computed in lanes."""
    order = topological(outputs)
    region = _region(order)
    if not region:
        return list(outputs)
    return _Rewrite(order, region, lines).outputs(outputs)


def _batch(n: Node) -> int:
    """The batch of a convolution: of the image, which for the weights' gradient is an input."""
    return n.inputs[0].shape[0]


def _pays(n: Node) -> bool:
    batch = _batch(n)
    blocks = -(-batch // LANES)
    return n.inputs[0].dtype.bits == 32 and blocks * LANES - batch <= WASTE * batch


def _region(order: Sequence[Node]) -> dict[Node, int]:
    """The nodes to compute in lanes, each with its batch: convolutions, then what touches them."""
    convolutions = [n for n in order if isinstance(n.op, (Conv2d, Conv2dImageGradient, Conv2dWeightGradient))]
    region = {n: _batch(n) for n in convolutions if _pays(n)} if batch_fills(convolutions) else {}
    if not region:
        return region
    readers = users(order)
    # Two waves: results flow into elementwise ops and pooling, cotangents come out of them.
    for n in order:
        if n not in region and any(i in region and _carries(i, region[i]) for i in n.inputs) and _fits(n, region):
            region[n] = next(region[i] for i in n.inputs if i in region)
    for n in reversed(order):
        batch = next((region[u] for u in readers[n] if u in region), None)
        if n not in region and batch is not None and n.shape[:1] == (batch,) and _fits(n, region, batch):
            region[n] = batch
    return region


def _carries(n: Node, batch: int) -> bool:
    """Whether the node's value has the batch as its first axis."""
    return not isinstance(n.op, (Conv2dWeightGradient, Sum)) or n.shape[:1] == (batch,) and n.op.kind != "contraction"


def _fits(n: Node, region: dict[Node, int], batch: int | None = None) -> bool:
    """Whether the op has a meaning in lanes."""
    batch = next((region[i] for i in n.inputs if i in region), batch)
    if isinstance(n.op, Sum):
        return n.inputs[0] in region and 0 in n.op.axes
    if len(n.shape) != 4 or n.shape[0] != batch:
        return False
    if isinstance(n.op, Pad):
        return n.op.padding[0] == (0, 0, 0)
    if isinstance(n.op, Slice):
        return n.op.limits[0] == (0, 1, batch) and n.inputs[0].shape[0] == batch
    if isinstance(n.op, Pooling):
        return True
    return n.op.kind == "elementwise" and all(i.shape == n.shape for i in n.inputs)


class _Rewrite:
    """Rebuilds the graph: `plain` and `lanes` give a node's value in either layout."""

    def __init__(self, order: Sequence[Node], region: dict[Node, int], lines: Lines):
        self._region = region
        self._lines = lines
        self._summed = self._sums_over_batch(order)
        self._plain: dict[Node, Node] = {}
        self._lanes: dict[Node, Node] = {}
        for n in order:
            if n in region:
                self._compute(n, region[n])
            else:
                inputs = tuple(self.plain(i) for i in n.inputs)
                self._plain[n] = n if inputs == n.inputs else node(n.op, *inputs)
            self._keep_line(n)

    def _keep_line(self, n: Node) -> None:
        """What stands for the node comes from its line."""
        if n in self._lines:
            attribute([made[n] for made in (self._plain, self._lanes) if n in made], self._lines, self._lines[n])

    def outputs(self, outputs: Sequence[Node]) -> list[Node]:
        return [self.plain(n) for n in outputs]

    def plain(self, n: Node) -> Node:
        if n not in self._plain:
            self._plain[n] = from_lanes(self._lanes[n], self._region[n])
            self._keep_line(n)
        return self._plain[n]

    def lanes(self, n: Node, batch: int) -> Node:
        """The node's value in lanes."""
        if n not in self._lanes:
            value = constant_value(n)
            blocks = -(-batch // LANES)
            if value is not None:
                self._lanes[n] = constant(value, n.dtype, (blocks, *n.shape[1:], LANES))
            elif isinstance(n.op, BroadcastTo) and _repeats_batch(n):
                source = self.plain(n.inputs[0])
                spread = reshape(source, (*source.shape, 1))
                self._lanes[n] = broadcast_to(spread, (blocks, *n.shape[1:], LANES))
            else:
                self._lanes[n] = to_lanes(self.plain(n))
            if n in self._summed:
                self._lanes[n] = without_strays(self._lanes[n], batch)
        return self._lanes[n]

    def _sums_over_batch(self, order: Sequence[Node]) -> set[Node]:
        """The nodes whose stray lanes must be zero, because something adds them up."""
        found = set()
        for n in order:
            if n in self._region and isinstance(n.op, Conv2dWeightGradient):
                found.add(n.inputs[1])
            if n in self._region and isinstance(n.op, Sum):
                found.add(n.inputs[0])
        return found

    def _compute(self, n: Node, batch: int) -> None:
        op = n.op
        if isinstance(op, Sum):
            self._plain[n] = node(Sum((*op.axes, len(n.inputs[0].shape))), self.lanes(n.inputs[0], batch))
        elif isinstance(op, Conv2dWeightGradient):
            self._plain[n] = node(op, *[self.lanes(i, batch) for i in n.inputs])
        elif isinstance(op, (Conv2d, Conv2dImageGradient)):
            self._lanes[n] = node(op, self.lanes(n.inputs[0], batch), self.plain(n.inputs[1]))
        elif isinstance(op, Pad):
            self._lanes[n] = node(Pad((*op.padding, (0, 0, 0)), op.value), self.lanes(n.inputs[0], batch))
        elif isinstance(op, Slice):
            x = self.lanes(n.inputs[0], batch)
            self._lanes[n] = slice_(x, [(0, 1, x.shape[0]), *op.limits[1:], (0, 1, LANES)])
        else:
            self._lanes[n] = node(op, *[self.lanes(i, batch) for i in n.inputs])
        if n in self._summed:
            self._lanes[n] = without_strays(self._lanes[n], batch)


def _repeats_batch(n: Node) -> bool:
    source = n.inputs[0].shape
    return len(source) < len(n.shape) or source[0] == 1 != n.shape[0]
