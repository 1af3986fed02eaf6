"""Lay the channels of wide convolutional networks innermost (decision D9).

A convolution of many channels is computed on [n, h, w, c], and so is what stands between convolutions: bias,
normalisation, relu, pooling, padding, joins. One vector then holds neighbouring channels of one pixel, for any batch
and any extent, and a register tile is some pixels times some vectors of channels. Weights are laid out so that the
channels of the result are innermost. The result comes back to the plain layout where something else reads it.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograph.graph import Lines, Node, attribute, node, topological, users
from autograph.ops.convolution import Conv2d, Conv2dImageGradient, Conv2dWeightGradient
from autograph.ops.joining import Concat
from autograph.ops.layout import Contiguous, channels_fill, reordered
from autograph.ops.movement import BroadcastTo, Pad, Slice, flip, permute, reshape
from autograph.ops.pooling import Pooling
from autograph.ops.reduction import Sum

#: [n, c, h, w] as [n, h, w, c]; [n, h, w, c] as [n, c, h, w]; and where an axis of the first stands in the second.
LAST, FIRST = (0, 2, 3, 1), (0, 3, 1, 2)


def channels_last(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """The same outputs, with convolutions and what surrounds them computed on images whose channels are innermost."""
    order = topological(outputs)
    region = _region(order)
    if not region:
        return list(outputs)
    return _Rewrite(order, region, lines).outputs(outputs)


def _region(order: Sequence[Node]) -> set[Node]:
    """The nodes to compute with channels innermost: convolutions, then what touches them."""
    region = {n for n in order if _convolves(n) and channels_fill(n)}
    if not region:
        return region
    readers = users(order)
    # Two waves: results flow into elementwise ops and pooling, cotangents come out of them.
    for n in order:
        if any(i in region and len(i.shape) == 4 and not _of_weights(i) for i in n.inputs) and _fits(n):
            region.add(n)
    for n in reversed(order):
        if any(u in region and not _of_weights(u) for u in readers[n]) and _fits(n) and n.op.kind == "elementwise":
            region.add(n)
    return region


def _convolves(n: Node) -> bool:
    convolution = isinstance(n.op, (Conv2d, Conv2dImageGradient, Conv2dWeightGradient))
    return convolution and len(n.inputs[0].shape) == len(n.inputs[1].shape) == 4


def _of_weights(n: Node) -> bool:
    """Whether the node's value has no batch: weights, or sums over it."""
    return isinstance(n.op, (Conv2dWeightGradient, Sum))


def _fits(n: Node) -> bool:
    """Whether the op has a meaning with channels innermost."""
    if isinstance(n.op, Sum):
        return len(n.inputs[0].shape) == 4
    if len(n.shape) != 4 or _convolves(n):
        return False
    if isinstance(n.op, (Pad, Slice, Concat, Pooling)):
        return True
    return n.op.kind == "elementwise" and all(i.shape == n.shape for i in n.inputs)


class _Rewrite:
    """Rebuilds the graph: `plain` and `last` give a node's value in either layout."""

    def __init__(self, order: Sequence[Node], region: set[Node], lines: Lines):
        self._region, self._lines = region, lines
        self._plain: dict[Node, Node] = {}
        self._last: dict[Node, Node] = {}
        for n in order:
            if n in region:
                self._compute(n)
            else:
                inputs = tuple(self.plain(i) for i in n.inputs)
                self._plain[n] = n if inputs == n.inputs else node(n.op, *inputs)
            self._keep_line(n)

    def _keep_line(self, n: Node) -> None:
        """What stands for the node comes from its line."""
        if n in self._lines:
            attribute([made[n] for made in (self._plain, self._last) if n in made], self._lines, self._lines[n])

    def outputs(self, outputs: Sequence[Node]) -> list[Node]:
        return [self.plain(n) for n in outputs]

    def plain(self, n: Node) -> Node:
        if n not in self._plain:
            self._plain[n] = permute(self._last[n], FIRST)
            self._keep_line(n)
        return self._plain[n]

    def last(self, n: Node) -> Node:
        """The node's value with channels innermost."""
        if n not in self._last:
            moved = permute(self.plain(n), LAST)
            repeats = isinstance(n.op, BroadcastTo) or n.op.kind == "source" and not n.inputs
            self._last[n] = moved if repeats else node(Contiguous(), moved)
        return self._last[n]

    def _compute(self, n: Node) -> None:
        op = n.op
        if isinstance(op, Sum):
            axes = tuple(sorted(FIRST[a] for a in op.axes))
            kept = [a for a in range(4) if a not in op.axes]
            total = node(Sum(axes), self.last(n.inputs[0]))
            moved = [LAST[a] for a in range(4) if a not in axes]  # the axes that are left, as they now stand
            self._plain[n] = permute(total, tuple(moved.index(a) for a in kept))
        elif isinstance(op, Conv2dWeightGradient):
            image, cotangent = n.inputs
            self._plain[n] = node(op, self._pixels(image), permute(self.last(cotangent), FIRST))
        elif isinstance(op, Conv2dImageGradient):
            self._last[n] = op.cropped(node(Contiguous(), permute(self._image_gradient(op, n), LAST)), 1)
        elif isinstance(op, Conv2d):
            weights = reordered(self.plain(n.inputs[1]), (2, 3, 1, 0))
            self._last[n] = node(Contiguous(), permute(node(op, self._pixels(n.inputs[0]), weights), LAST))
        elif isinstance(op, Pad):
            self._last[n] = node(Pad(tuple(op.padding[a] for a in LAST), op.value), self.last(n.inputs[0]))
        elif isinstance(op, Slice):
            self._last[n] = node(Slice(tuple(op.limits[a] for a in LAST)), self.last(n.inputs[0]))
        elif isinstance(op, Concat):
            self._last[n] = node(Concat(FIRST[op.axis]), *[self.last(i) for i in n.inputs])
        elif isinstance(op, Pooling):
            self._last[n] = permute(node(op, *[permute(self.last(i), FIRST) for i in n.inputs]), LAST)
        else:
            self._last[n] = node(op, *[self.last(i) for i in n.inputs])

    def _image_gradient(self, op: Conv2dImageGradient, n: Node) -> Node:
        """The channels of the result are innermost in the weights; with stride 1 it is a convolution like others."""
        w, pixels = self.plain(n.inputs[1]), self._pixels(n.inputs[0])
        full, image = op.padded(pixels, w.shape[2:], op.stride)
        # What computes has memory of its own, in this order already.
        laid_out = image is pixels and n.inputs[0] in self._region and self.last(n.inputs[0]).op.cost
        image = image if laid_out else reordered(image, LAST)
        if op.stride == (1, 1):
            transposed = reordered(_transposed(w, op.groups), (2, 3, 1, 0))
            return node(Conv2d((1, 1), op.dilation, op.groups), image, transposed)
        return node(full, image, reordered(w, (2, 3, 0, 1)))

    def _pixels(self, n: Node) -> Node:
        """An image whose elements are read one by one: in the layout that it has, if that is plain."""
        return permute(self.last(n), FIRST) if n in self._region else self.plain(n)


def _transposed(w: Node, groups: int) -> Node:
    """Weights [o, c / groups, i, j] as those of the convolution that gives the image's gradient: [c, o / groups, i, j]
    backwards along i and j."""
    o, c, *kernel = w.shape
    parts = permute(reshape(w, (groups, o // groups, c, *kernel)), (0, 2, 1, 3, 4))
    return flip(flip(reshape(parts, (groups * c, o // groups, *kernel)), 2), 3)
