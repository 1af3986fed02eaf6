"""What is in doubt: values, and changes of variables, of calls that may still turn out to have failed.

A device's call returns before its kernels have looked at the indices they are given. What it changes is remembered
until it is known that all of them were in range, and taken back if they were not.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import starmap
from typing import Any, NamedTuple, Protocol

import numpy as np

from autograph.locks import long_lock

#: Held while it is settled how a call went, and while changes are made and remembered.
settling = long_lock()


class Change(NamedTuple):
    """An attribute that a call has set, what it was before, and what it was set to."""

    owner: Any
    name: str
    before: Any
    after: Any


class Doubt(Protocol):
    """A call of which it is not known yet whether it has failed."""

    #: Bytes of old values that may be kept for it.
    room: int

    def remember(self, changes: Sequence[Change]) -> None:
        """They are to be taken back if the call has failed. Raises its error if that is known."""

    def clear(self) -> None:
        """Return when it is known that the call has not failed. Raises its error if it has."""


def of(values: Iterable[Any]) -> tuple[Doubt, ...]:
    """The calls that have to succeed for the values to be right."""
    found: dict[Doubt, None] = {}
    for v in values:
        if not isinstance(v, np.ndarray) and v.doubts:
            found |= dict.fromkeys(v.doubts)
    return tuple(found)


def clear(values: Iterable[Any]) -> None:
    """Return when values are known to be right. Raises the error of a call that they depend on."""
    for doubt in of(values):
        doubt.clear()


def remember(doubts: Sequence[Doubt], changes: Sequence[Change], values: Sequence[Any]) -> None:
    """Changes of a call to these values, which are made next, `settling` being held: each doubt may take them back.

    Where old values would fill much memory, or not all of the new ones depend on the same calls, as with several
    devices, this waits until the doubts are cleared. Raises their errors.
    """
    old = sum([v.nbytes for v in values])  # the new values are as large
    alike = all(not isinstance(v, np.ndarray) and set(v.doubts) == set(doubts) for v in values)
    for doubt in doubts:
        if alike and old <= doubt.room:
            doubt.remember(changes)
        else:
            doubt.clear()


def take_back(changes: Sequence[Change]) -> None:
    """Undo changes, the last one first; one that something else has replaced meanwhile stays."""
    now: dict[tuple[int, str], tuple[Any, str, Any]] = {}
    for c in reversed(changes):
        place = (id(c.owner), c.name)
        current = now[place][2] if place in now else getattr(c.owner, c.name)
        if current is c.after:
            now[place] = (c.owner, c.name, c.before)
    deque(starmap(setattr, now.values()), maxlen=0)  # one loop in C: all or nothing
