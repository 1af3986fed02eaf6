"""Calls whose kernels check indices, from their launch until it is known how the checks went.

The next calls go on meanwhile. When a check has failed, what its call has changed, and what others have that depend on
it, is taken back, and the error is raised: in the thread that made the call, when it calls the device again; and to
whoever asks for a value that depends on the call, or passes one on. What nobody was told of is printed at the end.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
import weakref
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple, NoReturn, TypeVar

import numpy as np

from autograph.backends.cuda.gpu import Bytes, Gpu, Mark, Stopped
from autograph.backends.doubts import Change, Doubt, settling, take_back
from autograph.errors import AutographError, DeviceError, Location, RangeError
from autograph.ops.indexing import out_of_range

#: Calls with checks that are under way while the next one is launched: it waits for those before.
AHEAD = 1
#: Bytes of pinned memory that a call's notes take at least.
LEAST = 1 << 10
#: What each step notes: whether it has failed, on which value, and the extent that was too small for it.
STATUS = 3
#: Where an error happens that Python meets when it ends.
END = "the end of the program"

T = TypeVar("T")


class Thread(threading.local):
    """The thread that asks: `own` is another object in each. A number would be given again when a thread has ended."""

    def __init__(self) -> None:
        self.own = object()


_thread = Thread()


class Slot(NamedTuple):
    """Where the notes of a call's steps arrive in the host's memory, and by when."""

    told: Bytes
    mark: Mark


class Check:
    """A call with checks. Implements `Doubt`."""

    def __init__(self, home: Checks, slot: Slot, lines: Mapping[int, Location | None]):
        self.room, self.thread = home.room, _thread.own
        #: Whether it is not known yet how it went.
        self.open = True
        self._home, self._slot, self._lines = home, slot, lines
        self._changes: list[Change] = []
        self._failed: tuple[int, int, Location | None] | None = None

    def arrived(self) -> bool:
        """Whether it is known how it went, without waiting. Raises DeviceError."""
        if self.open and self._ask(self._slot.mark.passed):
            self._settle()
        return not self.open

    def wait(self) -> None:
        """Return when it is known how it went. Raises DeviceError."""
        if self.open:
            self._ask(self._slot.mark.wait)
            self._settle()

    def _ask(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except Stopped as error:
            self._home.stopped(error)

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
        #: What the device said last when it stopped or refused something: somebody was told of that.
        self.heard: str | None = None
        self._gpu = gpu
        self._slots: defaultdict[int, list[Slot]] = defaultdict(list)
        self._open: deque[Check] = deque()
        self._failed: list[Check] = []
        self._reports = False

    def begun(self, address: int, nbytes: int, lines: Mapping[int, Location | None]) -> Check:
        """A call that was launched, and whose steps note at an address of the device how their checks went: those with
        `lines`. Raises Stopped."""
        slot = self._slot(1 << max(nbytes - 1, LEAST - 1).bit_length())
        self._gpu.fetch(slot.told[:nbytes], address)
        slot.mark.set()
        if not self._reports:
            # Here there is a context, whose own end is registered, too: what is registered last runs first.
            atexit.register(_report, weakref.ref(self))
            self._reports = True
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
        RangeError for a call of this thread that has failed, DeviceError where the device has stopped."""
        while self._open:
            try:
                first = self._open[0]
            except IndexError:  # another thread was here
                break
            if len(self._open) <= most and not first.arrived():
                break
            self._end(first)
        if self._failed:
            own = _thread.own
            for check in [c for c in self._failed if c.thread is own][:1]:
                check.clear()

    def settle(self) -> None:
        """Wait for all of them, so that no old values are kept. Raises DeviceError."""
        for check in list(self._open):
            self._end(check)

    def report(self) -> None:
        """Print the errors that nobody was told of; in a child made by fork, which has no calls, nothing."""
        if self._gpu.process != os.getpid():
            return
        heard = self.heard
        try:
            self.settle()
        except DeviceError as error:
            if self.heard != heard:
                _print(DeviceError(error.what, hint=error.hint, where=END))
        for check in list(self._failed):
            try:
                check.clear()
            except RangeError as error:
                _print(error)

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


def _report(checks: weakref.ref[Checks]) -> None:
    found = checks()
    if found is not None:
        found.report()


def _print(error: AutographError) -> None:
    with suppress(OSError, ValueError):  # a standard error that is closed
        if sys.stderr is not None:
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)


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
