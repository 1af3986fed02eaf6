"""Register tiles: which axes they may have, and how long."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from autograph.kernel.index import Var

#: Sizes of a tile's axis beside vectors, and of two axes beside one another.
LONG, SHORT = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14), (2, 3, 4, 5, 6)
#: Vectors side by side in a tile, beside another axis and alone.
BESIDE, ALONE = (2, 3, 4), (2, 3, 4, 8, 16)

#: Of a tile's axes.
Sizes = tuple[int, ...]


def tiles(
    lane: Var | None, width: int, tiled: Sequence[Var], registers: int
) -> Iterator[tuple[tuple[Var, ...], list[Sizes]]]:
    """Up to two unrolled axes whose accumulators fit the registers, and their sizes; of equally good ones the inner,
    whose elements are neighbours in memory, come first."""
    yield (), [()]
    others = [v for v in reversed(tiled) if v is not lane]
    for v in others:
        yield (v,), [(f,) for f in LONG if f <= v.extent and _fits(1, f, registers)]
    if lane is not None and lane in tiled:
        own = [m for m in ALONE if m * width <= lane.extent]
        yield (lane,), [(m,) for m in own if _fits(m, 1, registers)]
        for v in others:
            beside = [m for m in own if m in BESIDE]
            yield (lane, v), [(m, f) for m in beside for f in LONG if f <= v.extent and _fits(m, f, registers)]
    for v, w in itertools.combinations(others, 2):
        sizes = itertools.product(SHORT, repeat=2)
        yield (v, w), [(f, g) for f, g in sizes if f <= v.extent and g <= w.extent and _fits(f, g, registers)]


def _fits(m: int, f: int, registers: int) -> bool:
    """Whether registers hold a tile's accumulators, one operand of its shorter side, and one that is on its way."""
    return m * f + min(m, f) + 1 <= registers
