"""Products on units that multiply small matrices: 16 rows by 8 columns, which the 32 lanes of a warp hold together.

Lane l holds, of the sum, rows l / 4 and 8 further, columns 2 (l % 4) and the next; of the left factor the same rows and
of the right one column l / 4, each at terms l % 4 and 4 further; of halves, which lie in pairs, at terms 2 (l % 4) and
8 further, each with the next (PTX ISA, "Matrix Fragments for mma.m16n8k8" and "m16n8k16"). All of that is affine in
l / 4 and l % 4, so fragments are loaded and stored by ordinary loads and stores.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from autograph.dtypes import DType

#: Rows and columns of the sum that one instruction adds to.
ROWS, COLUMNS = 16, 8
#: How many fragments a warp holds along rows and along columns, at most what its registers hold.
COPIES = tuple((m, n) for m in (4, 2, 1) for n in (4, 2, 1))
#: What it costs a warp, in additions: to load an element of a fragment, whose lanes' places are parts of
#: eight lines; to tell its place, where axes are counted as one; to multiply; and all that threads do without fragments
#: for 32 products. Guesses, until measured.
LOAD, COUNT, MULTIPLY, PRODUCTS = 6.0, 4.0, 7.0, 3.3
#: How long a warp waits for what it loads from memory, in additions. A guess, too.
LATENCY = 600.0


@dataclass(frozen=True)
class Fragments:
    """How factors of type `dtype` are multiplied: `depth` terms at once, by so many instructions; what it costs to make
    each element ready for that, and to add up what is not added by them."""

    dtype: DType
    precision: str  # "tf32x3", "tf32", "bf16" or "f16"
    depth: int
    instructions: int = 1
    ready: float = 0.5
    added: float = 0.0

    @property
    def pairs(self) -> bool:
        """Whether two neighbouring terms lie in one register."""
        return self.dtype.is_half

    @property
    def kept(self) -> str:
        """What registers hold in place of the type, if not that."""
        return "" if self.dtype.is_half else self.precision


def copies(
    rows: int, columns: int, batch: int, counted: bool, fragments: Fragments, warps: int
) -> tuple[tuple[int, int], float] | None:
    """Along how many fragments' rows and columns a warp goes, where there is room for so many warps at once, and axes
    are `counted` as one or not, and its price for a step, at which it waits for what it loads; None where threads do
    better without. Where there is room for none, that is not asked.
    """
    fit = [c for c in COPIES if c[0] * ROWS <= rows and c[1] * COLUMNS <= columns]
    if not fit:
        return None
    own = {c: _own(c, counted, fragments) for c in fit}
    prices = {c: max(_count(rows, columns, batch, c), warps) * own[c] for c in fit}
    best = min(fit, key=prices.__getitem__)
    pays = not warps or prices[best] < PRODUCTS / 32 * batch * rows * columns * fragments.depth
    # Half of the warps that there is room for are enough to be at work all the time, if they need not wait.
    return (best, max(prices[best], warps / 2 * (own[best] + LATENCY))) if pays else None


def _count(rows: int, columns: int, batch: int, c: tuple[int, int]) -> int:
    """How many warps there are."""
    return batch * math.ceil(rows / (c[0] * ROWS)) * math.ceil(columns / (c[1] * COLUMNS))


def _own(c: tuple[int, int], counted: bool, fragments: Fragments) -> float:
    """What a warp does in a step of the sum."""
    elements = fragments.depth // 4 * (2 * c[0] + c[1])
    own = (LOAD + counted * COUNT + fragments.ready) * elements
    return own + (MULTIPLY * fragments.instructions + fragments.added) * c[0] * c[1]
