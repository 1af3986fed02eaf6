"""The memory of a call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograph import loans
from autograph.backends.c import interface
from autograph.backends.table import Table
from autograph.schedule.plan import Plan


class Frame:
    """The memory of one call in flight: the arena, the table of buffers, the status of each step, and the scalars; and
    what was prepared for it, which the next call finds there.

    `pointer` is what the launcher gets, at `address`: all that, beside `shared`, what it gets of the program.
    """

    def __init__(self, plan: Plan, table: Table, shared: Mapping[str, Any]):
        ffi = interface.ffi()
        self.arena, self.prepared = _aligned(plan.arena), _aligned(plan.preparation.nbytes)
        self.scalars = np.zeros(max(table.scalars, 1), np.float64)
        self.scalar_bytes = self.scalars.data
        self.status = ffi.new("status_t[]", max(len(plan.steps), 1))
        self.table = ffi.new("void *[]", max(len(table.slots), 1))
        self.made_from = ffi.new("uintptr_t[]", max(len(plan.preparation.sources), 1))
        self.sources: list[Any] = []  # what is prepared was made from these
        self.loans = 0  # how many there had been when nobody else had seen them yet; -1 if somebody had
        self._sizes = table.sizes
        bases = {
            "arena": (self.arena, 1),
            "prepared": (self.prepared, 1),
            "scalar": (self.scalars, 8),
            "size": (table.sizes, 8),
        }
        for k, (kind, at, offset) in enumerate(table.slots):
            if kind in bases:
                array, unit = bases[kind]
                self.table[k] = ffi.cast("char *", ffi.from_buffer(array)) + at * unit + offset
        own = {"table": self.table, "status": self.status, "made_from": self.made_from}
        self.pointer = ffi.new("frame_t *", {**shared, **own})
        self.address = int(ffi.cast("uintptr_t", self.pointer))

    def between(self, first: int, end: int) -> None:
        """The steps that the next launch is of."""
        self.pointer.first, self.pointer.end = first, end

    def check_loans(self, made: int) -> None:
        """There have been `made` loans. What was made from arrays that others could have changed is prepared again."""
        if loans.unseen(self.sources, self.loans):
            self.loans = made
        else:
            self.pointer.ready = 0

    def keep(self, sources: list[Any], made: int) -> None:
        """The call that began when there had been `made` loans has prepared what is made from these arrays."""
        self.sources = sources
        self.loans = made if loans.unseen(sources, made) else -1


def _aligned(nbytes: int) -> np.ndarray[Any, Any]:
    raw = np.empty(nbytes + 64, np.uint8)
    start = -raw.ctypes.data % 64
    return raw[start : start + nbytes]
