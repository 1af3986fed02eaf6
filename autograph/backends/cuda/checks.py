"""Calls whose kernels check indices, from their launch until it is known how the checks went.

The next calls go on meanwhile. When a check has failed, what its call has changed, and what others have that depend on
it, is taken back, and the error is raised: in the thread that made the call, when it calls the device again; and to
whoever asks for a value that depends on the call, or passes one on.
"""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

import numpy as np

from autograph.backends.cuda.gpu import Bytes, Gpu, Mark, Stopped
from autograph.backends.doubts import Change, Doubt, settling, take_back
from autograph.errors import Location
from autograph.ops.indexing import out_of_range

#: Calls with checks that are under way while the next one is launched: it waits for those before.
AHEAD = 1
#: Bytes of pinned memory that a call's notes take at least.
LEAST = 1 << 10
#: What each step notes: whether it has failed, on which value, and the extent that was too small for it.
STATUS = 3


class Slot(NamedTuple):
    """Where the notes of a call's steps arrive in the host's memory, and by when."""

    told: Bytes
    mark: Mark


class Check:
    """A call with checks. Implements `Doubt`."""

    def __init__(self, home: Checks, slot: Slot, lines: Mapping[int, Location | None]):
        self.room, self.thread = home.room, threading.get_ident()
        #: Whether it is not known yet how it went.
        self.open = True
        self._home, self._slot, self._lines = home, slot, lines
        self._changes: list[Change] = []
        self._failed: tuple[int, int, Location | None] | None = None

    def arrived(self) -> bool:
        """Whether it is known how it went, without waiting."""
        if self.open and self._slot.mark.passed():
            self._settle()
        return not self.open

    def wait(self) -> None:
        """Return when it is known how it went."""
        if self.open:
            try:
                self._slot.mark.wait()
            except Stopped as error:
                self._home.stopped(error)
            self._settle()

    def clear(self) -> None:
        """Return when it is known that no check has failed. Raises RangeError."""
        self.wait()
        if self._failed is not None:
            self._home.told(self)
            raise out_of_range(*self._failed)

    def remember(self, changes: Sequence[Change]) -> None:
        """They are to be taken back if a check has failed. Raises RangeError if that is known."""
        with settling:
            if self.open:
                self._changes += changes
            else:
                self.clear()

    def _settle(self) -> None:
        with settling:
            if not self.open:
                return
            notes = self._slot.told.view(np.int64)
            notes = notes[: notes.size // STATUS * STATUS].reshape(-1, STATUS)
            failed = next((k for k in self._lines if notes[k, 0]), None)
            if failed is not None:
                self._failed = (int(notes[failed, 1]), int(notes[failed, 2]), self._lines[failed])
                take_back(self._changes)
                self._home.failed(self)
            self.open = False
            self._changes.clear()
            self._home.give_back(self._slot)


class Checks:
    """The calls with checks of one device."""

    def __init__(self, gpu: Gpu, room: int, stopped: Callable[[Stopped], NoReturn]):
        #: Bytes of old values that may be kept for a call.
        self.room = room
        self.stopped = stopped
        self._gpu = gpu
        self._slots: defaultdict[int, list[Slot]] = defaultdict(list)
        self._open: deque[Check] = deque()
        self._failed: list[Check] = []

    def begun(self, address: int, nbytes: int, lines: Mapping[int, Location | None]) -> Check:
        """A call that was launched, and whose steps note at an address of the device how their checks went: those with
        `lines`. Raises Stopped."""
        slot = self._slot(1 << max(nbytes - 1, LEAST - 1).bit_length())
        self._gpu.fetch(slot.told[:nbytes], address)
        slot.mark.set()
        check = Check(self, slot, lines)
        self._open.append(check)
        return check

    def _slot(self, nbytes: int) -> Slot:
        try:
            return self._slots[nbytes].pop()
        except IndexError:  # asking first would let another thread take the last one in between
            return Slot(self._gpu.pinned(nbytes), self._gpu.mark())

    def give_back(self, slot: Slot) -> None:
        """It may serve another call."""
        self._slots[slot.told.nbytes].append(slot)

    def look(self, most: int) -> None:
        """Before the next call: settle what is known, and wait until at most so many calls are under way. Raises
        RangeError for a call of this thread that has failed."""
        while self._open:
            try:
                first = self._open[0]
            except IndexError:  # another thread was here
                break
            if len(self._open) <= most and not first.arrived():
                break
            self._end(first)
        if self._failed:
            own = threading.get_ident()
            for check in [c for c in self._failed if c.thread == own][:1]:
                check.clear()

    def settle(self) -> None:
        """Wait for all of them, so that no old values are kept."""
        for check in list(self._open):
            self._end(check)

    def _end(self, check: Check) -> None:
        check.wait()
        with settling:
            if check in self._open:
                self._open.remove(check)

    def failed(self, check: Check) -> None:
        """A call has failed that somebody has to be told of."""
        self._failed.append(check)

    def told(self, check: Check) -> None:
        """Somebody is told."""
        with settling:
            if check in self._failed:
                self._failed.remove(check)


def inherited(arrays: Sequence[Any]) -> tuple[Doubt, ...]:
    """The calls in doubt that arrays depend on. Raises RangeError for one that has failed."""
    found: dict[Check, None] = {}
    for doubts in {a.doubts for a in arrays}:  # the values of one call have the same
        for check in doubts:
            if check.open:
                found[check] = None
            else:
                check.clear()
    return tuple(found)
