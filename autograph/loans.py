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
_open: weakref.WeakValueDictionary[int, Array] = weakref.WeakValueDictionary()  # by the id of what is on loan
#: How many loans there have been.
made = 0
#: Ids of arrays whose last loans are remembered.
MOST = 4096
_last: dict[int, int] = {}  # the number of the last loan, by the id of what was lent
_forgotten = 0  # up to which loan nothing is known of single arrays


class _Owner:
    """Where the memory of a loan belongs. Views of arrays refer to the first array that has an owner of another type:
    to the loan, that is, and not past it."""

    __slots__ = ("_array",)

    def __init__(self, array: Array):
        self._array = array

    @property
    def __array_interface__(self) -> dict[str, Any]:
        told = self._array.__array_interface__
        return {**told, "data": (told["data"][0], True)}


def lend(array: Array) -> Array:
    """The array, read-only; open as long as this array, or whatever was made to share its memory, is in use."""
    global made, _forgotten
    with _lock:
        loan = _open.get(id(array))
        if loan is None:
            loan = _open[id(array)] = np.asarray(_Owner(array))
            if len(_last) >= MOST:
                _last.clear()
                _forgotten = made
            _last[id(array)] = made = made + 1
    # Types that NumPy does not know itself have lost their name.
    return loan if loan.dtype is array.dtype else loan.view(array.dtype)


def unseen(arrays: Iterable[Array], since: int) -> bool:
    """Whether none of the arrays is on loan, nor has been since there had been so many loans."""
    with _lock:
        return since >= _forgotten and not any(id(a) in _open or _last.get(id(a), 0) > since for a in arrays)
