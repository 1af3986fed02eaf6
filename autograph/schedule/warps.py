"""Large products on units that multiply small matrices: the warps of a block share a tile of the result.

The tile's factors are copied into shared memory, a few terms at a time and some steps before they are used, and the
warps' fragments (`schedule.fragments`) are loaded from there. Rows of the copies are longer than what is in them, so
that what the lanes of a warp load at once lies in different banks: four words of each of eight rows, which begin 20
words apart; or, where a copy has a row for each term, eight neighbours of each of four terms, whose rows begin 8 words
more apart than a multiple of 32 (of halves every second row does, and two are a word).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from autograph.dtypes import DType
from autograph.schedule.fragments import COLUMNS, LATENCY, MULTIPLY, ROWS, Fragments

#: Steps of factors that lie in shared memory, all but one of them on the way; bytes of terms of a step.
STAGES, DEEP = 4, 64
#: Bytes that a copy moves at once, if it can.
AT_ONCE = 16
#: Warps of a block along rows and columns, and along how many fragments each of them goes.
SHAPES = (
    *(((2, 4), c) for c in ((4, 8), (4, 4), (2, 4))),
    *(((2, 2), c) for c in ((4, 8), (4, 4), (2, 4), (2, 2))),
    *(((1, 2), c) for c in ((4, 8), (4, 4), (2, 4), (2, 2), (1, 4), (1, 2))),
)
#: Registers of a thread that sums may take, and those of factors that are kept in parts.
MOST_SUMS, MOST_OF_PARTS = 128, 64
#: What it costs a warp, in additions: to load an element of a fragment from shared memory; to begin a copy; to bring an
#: element there through a register; to meet the others at each step; and until the first step. Guesses, until measured.
NEAR, START, THROUGH, STEP, FIRST = 1.5, 6.0, 12.0, 30.0, LATENCY


@dataclass(frozen=True)
class Block:
    """So many warps along rows and along columns, each of which goes along so many fragments; `depth`: terms of a
    step."""

    warps: tuple[int, int]
    copies: tuple[int, int]
    depth: int

    @property
    def rows(self) -> int:
        return ROWS * self.copies[0] * self.warps[0]

    @property
    def columns(self) -> int:
        return COLUMNS * self.copies[1] * self.warps[1]

    @property
    def threads(self) -> int:
        return 32 * math.prod(self.warps)


@dataclass(frozen=True)
class Way:
    """How a factor comes into shared memory: `count` elements by each copy, none by copies; `of_terms`: neighbours are
    terms, not rows or columns."""

    dtype: DType
    count: int
    of_terms: bool

    def row(self, span: int, depth: int) -> int:
        """Elements from row to row of what is kept of so many rows or columns of a factor, and so many terms."""
        more = AT_ONCE if self.of_terms or self.dtype.is_half else 2 * AT_ONCE
        return (depth if self.of_terms else span) + more // self.dtype.bytes

    def size(self, span: int, depth: int) -> int:
        """Elements of all rows."""
        return self.row(span, depth) * (span if self.of_terms else depth)

    @property
    def price(self) -> float:
        return START / self.count if self.count else THROUGH


@dataclass(frozen=True)
class Shape:
    """A product: so many rows, columns, terms, and matrices, and how each factor comes into shared memory."""

    rows: int
    columns: int
    terms: int
    batch: int
    fragments: Fragments
    ways: tuple[Way, Way]

    def fits(self, b: Block, room: int) -> bool:
        """Whether the product has a whole tile for the block, and registers and so many bytes of memory hold it."""
        registers = MOST_OF_PARTS if self.fragments.added else MOST_SUMS
        if b.rows > self.rows or b.columns > self.columns or 4 * math.prod(b.copies) > registers:
            return False
        each = zip(self.ways, (b.rows, b.columns))  # all threads copy as much
        return self.bytes(b) <= room and not any(s * b.depth % (b.threads * max(w.count, 1)) for w, s in each)

    def bytes(self, b: Block) -> int:
        """Of memory that the block needs."""
        each = zip(self.ways, (b.rows, b.columns))
        return STAGES * self.fragments.dtype.bytes * sum(way.size(span, b.depth) for way, span in each)

    def price(self, b: Block, warps: int) -> float:
        """Of all warps together, where there is room for so many: those that stand idle cost as much as others."""
        f = self.fragments
        elements = f.depth // 4 * (2 * b.copies[0] + b.copies[1])
        fragments = (NEAR + f.ready) * elements + (MULTIPLY * f.instructions + f.added) * math.prod(b.copies)
        filled = sum(b.depth * span * w.price for w, span in zip(self.ways, (b.rows, b.columns))) / b.threads
        own = FIRST + math.ceil(self.terms / b.depth) * (STEP + filled + b.depth // f.depth * fragments)
        blocks = self.batch * math.ceil(self.rows / b.rows) * math.ceil(self.columns / b.columns)
        return max(blocks * math.prod(b.warps), warps) * own


def depth(f: Fragments) -> int:
    """Terms of a step."""
    return DEEP // f.dtype.bytes


def block(shape: Shape, warps: int, room: int) -> tuple[Block, float] | None:
    """The best block and its price, where there is room for so many warps at once, and each block has so many bytes of
    memory; None if the product is too small for any."""
    fit = [b for b in (Block(w, c, depth(shape.fragments)) for w, c in SHAPES) if shape.fits(b, room)]
    prices = {b: shape.price(b, warps) for b in fit}
    best = min(fit, key=prices.__getitem__, default=None)
    return None if best is None else (best, prices[best])
