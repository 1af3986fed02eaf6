"""Arrays of our own, shown to others: who keeps something made from one has to know, as others may then change it.

What is shown is read-only, and NumPy cannot be made to write to it; but neither DLPack nor `torch.from_numpy` respects
that. So each array that is shown is a *loan*, which lasts as long as anything refers to its memory.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from typing import Any

import numpy as np

from autograph.locks import lock

Array = np.ndarray[Any, Any]

_lock = lock()
# By the id of what is on loan. Without callbacks: what is raised in one, as an interrupt, would be lost.
_open: dict[int, weakref.ref[Array]] = {}
#: How many loans there have been.
made = 0
#: Ids of arrays whose loans, open or last, are remembered.
MOST = 4096
_last: dict[int, int] = {}  # the number of the last loan, by the id of what was lent
_room = MOST  # open loans at which those that have ended are looked for
_forgotten = 0  # up to which loan nothing is known of single arrays


class _Owner:
    """Where the memory of a loan belongs. Views of arrays refer to the first array that has an owner of another type:
    to the loan, that is, and not past it."""

    __slots__ = ("__array_interface__", "_array")

    def __init__(self, array: Array):
        told = array.__array_interface__
        self._array = array
        self.__array_interface__ = {**told, "data": (told["data"][0], True)}


def lend(array: Array) -> Array:
    """The array, read-only; open as long as this array, or whatever was made to share its memory, is in use."""
    with _lock:
        loan = _loan(array)
        if loan is None:
            loan = _new(array)
    # Types that NumPy does not know itself have lost their name.
    return loan if loan.dtype is array.dtype else loan.view(array.dtype)


def _loan(array: Array) -> Array | None:
    """The open loan of an array, if there is one: it keeps the array, whose id is therefore no other's."""
    found = _open.get(id(array))
    return None if found is None else found()


def _new(array: Array) -> Array:
    global made, _forgotten, _room
    if len(_open) >= _room:
        for key in [key for key, loan in _open.items() if loan() is None]:
            del _open[key]
        _room = max(MOST, 2 * len(_open))
    if len(_last) >= MOST:
        _last.clear()
        _forgotten = made
    loan = np.asarray(_Owner(array))
    _open[id(array)] = weakref.ref(loan)
    _last[id(array)] = made = made + 1
    return loan


def unseen(arrays: Iterable[Array], since: int) -> bool:
    """Whether none of the arrays is on loan, nor has been since there had been so many loans."""
    with _lock:
        return since >= _forgotten and not any(_loan(a) is not None or _last.get(id(a), 0) > since for a in arrays)
