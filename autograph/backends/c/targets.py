"""What the C compiler generates for, as far as the shape of loops depends on it."""

from __future__ import annotations

from autograph.passes.split_products import COLUMN
from autograph.schedule.cost import Sets
from autograph.schedule.panel import Panels
from autograph.schedule.recipe import Target
from autograph.toolchain import find_c_compiler, processor

#: The part of the second cache that a row may fill while its stages run, and the bytes that fit any thread's stack:
#: blocks of rows that go through products may take twice as much as a row.
ROW, STACK = 1 / 8, 256 << 10
#: The part of the second cache that a packed panel may fill: it is read again for every few rows.
PANEL = 1 / 2
#: Iterations that are enough to share out among threads: so many for each core, and at least.
SHARES_OF_CORE, SHARES = 16, 128


def target() -> Target:
    """The vectors and registers of the machine the compiler generates for, its caches and its cores."""
    bits, here = find_c_compiler().vector_bits, processor()
    return Target(
        lanes=bits // 32,
        registers=32 if bits == 512 else 16,
        flexible=True,
        shares=max(SHARES, SHARES_OF_CORE * here.cores),
        replaces=True,
        nearby=min(int(ROW * here.l2), STACK // 2),
        cache=here.l2,
        pages=COLUMN,
        panels=Panels(min(int(PANEL * here.l2), STACK), bits // 32, here.cores),
        sets=Sets(here.ways, here.l1 // here.ways),
    )
