"""Gradients of strided convolutions multiply what met, and no zeros between the elements of the cotangent."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from programs import Array, arguments, interpreted, lowerings, programs

from autograph.graph import Node, node
from autograph.kernel.index import Index, Var
from autograph.kernel.nest import Accumulate, Kernel, Loop, Statement
from autograph.ops.convolution import Conv2dImageGradient, Pair

pytestmark = pytest.mark.compiler

#: Batch, channels of the cotangent and of the image: in lanes; with channels innermost; plain.
LAYOUTS = {"lanes": (16, 4, 8), "channels": (2, 16, 32), "plain": (1, 3, 2)}
#: Rows and columns of the image; kernel, stride, dilation; the first row and column.
GEOMETRIES = [
    ((8, 8), (3, 3), (2, 2), (1, 1), (1, 1)),
    ((8, 6), (1, 1), (2, 2), (1, 1), (0, 0)),
    ((9, 12), (5, 5), (3, 3), (1, 1), (2, 2)),
    ((7, 11), (3, 2), (2, 3), (1, 1), (0, 1)),
    ((12, 8), (3, 2), (2, 4), (3, 2), (2, 0)),
    ((6, 6), (2, 2), (2, 2), (1, 1), (0, 0)),
]


def gradient(layout: str, geometry: tuple[Pair, ...]) -> tuple[list[Node], list[Array]]:
    """The gradient of an image, of whole numbers: however they are added, sums are the same."""
    (batch, outputs, channels), (extent, kernel, stride, dilation, first) = LAYOUTS[layout], geometry
    rows = [(e + f - d * (k - 1) - 1) // s + 1 for e, f, k, s, d in zip(extent, first, kernel, stride, dilation)]
    shapes = [(batch, outputs, *rows), (outputs, channels, *kernel)]
    rng = np.random.default_rng(3)
    arrays: list[Array] = [rng.integers(-3, 4, s).astype(np.float32) for s in shapes]
    return [node(Conv2dImageGradient(stride, dilation, 1, extent, first), *arguments(arrays))], arrays


@pytest.mark.parametrize("layout", LAYOUTS)
def test_values(layout: str) -> None:
    cases = [gradient(layout, g) for g in GEOMETRIES]
    for run, (outputs, arrays) in zip(programs([o for o, _ in cases]), cases):
        np.testing.assert_array_equal(run(arrays)[0], interpreted(outputs, arrays)[0])


@pytest.mark.parametrize("layout", ["lanes", "channels"])
@pytest.mark.parametrize("geometry", [g for g in GEOMETRIES if g[0][0] % g[2][0] == g[0][1] % g[2][1] == 0])
def test_each_pixel_meets_its_own_weights_only(layout: str, geometry: tuple[Pair, ...]) -> None:
    outputs, arrays = gradient(layout, geometry)
    done = sum(multiplications(k.body, {}, k) for k in lowerings([outputs])[0].kernels)
    extent, _, stride, dilation, first = geometry
    ones = [np.ones_like(a) for a in arrays]
    if layout == "channels":  # zeros around the cotangent are multiplied like what lies in the midst of a larger one
        first = first[0] + 20 * stride[0], first[1] + 20 * stride[1]
        ones[0] = np.ones((*ones[0].shape[:2], 60, 60), np.float32)
    (met,) = interpreted([node(Conv2dImageGradient(stride, dilation, 1, extent, first), *arguments(ones))], ones)
    assert done == met.sum()


def multiplications(body: tuple[Statement, ...], values: Mapping[Var, Index], kernel: Kernel) -> int:
    """The terms that the statements add up."""
    total = 0
    for s in body:
        if isinstance(s, Accumulate):
            total += 1
        elif isinstance(s, Loop) and s.kind in ("unroll", "lanes"):
            total += s.var.extent * multiplications(s.body, values, kernel)
        elif isinstance(s, Loop):
            first = max(s.start, *[i.map(values.get).constant for i in s.low], s.start)
            end = kernel.n if s.extent is None else s.extent
            end = min(end, *[i.map(values.get).constant for i in s.high], end)
            total += sum(
                multiplications(s.body, {**values, s.var: Index((), at)}, kernel) for at in range(first, end, s.step)
            )
    return total
