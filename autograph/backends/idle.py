"""What programs keep between calls, bounded for all of them together.

Every sequence length or batch size has a program of its own; what they keep must not add up for ever.
"""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Callable, Iterator
from typing import Protocol

from autograph.locks import lock


class Keeper(Protocol):
    """A program, as far as what it keeps is concerned."""

    @property
    def kept(self) -> int:
        """Bytes that wait for the next call."""

    @property
    def used(self) -> int:
        """When it was called last: a number of `Keepers.tick`."""

    def release(self) -> None:
        """Give back what is kept."""


class Keepers:
    """The programs of one memory."""

    def __init__(self) -> None:
        self._lock = lock()
        self._all: weakref.WeakSet[Keeper] = weakref.WeakSet()
        #: The number of a call, of any program.
        self.tick: Callable[[], int] = itertools.count(1).__next__

    def __iter__(self) -> Iterator[Keeper]:
        with self._lock:
            found = list(self._all)
        return iter(found)

    def add(self, program: Keeper) -> None:
        """From now on what it keeps counts."""
        with self._lock:
            self._all.add(program)

    def make_room(self, nbytes: int, most: int) -> None:
        """Release what was not called for longest, until what is kept and `nbytes` more are at most so many bytes."""
        keepers = sorted((p for p in self if p.kept), key=lambda p: p.used, reverse=True)
        total = nbytes + sum(p.kept for p in keepers)
        while keepers and total > most:
            oldest = keepers.pop()
            total -= oldest.kept
            oldest.release()
