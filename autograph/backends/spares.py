"""Memory of outputs that is used again, so that a step does not take fresh pages from the system each time.

A training step returns all parameters and their optimizer's state anew, and lets go of the old ones: two arrays for
each of them serve in turns.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np

#: Bytes from which on C libraries give memory back to the system at once, and take it, zeroed, page by page.
LARGE = 1 << 17
#: Arrays that are remembered for an output by default: the one in use, and the one before it.
REMEMBERED = 2


class Spares:
    """The last arrays of one output. What somebody refers to, or to a view of it, is never given out again.

    `make` makes one of a shape and a NumPy dtype, whose `nbytes` tells how many bytes it has; so many are `remembered`.
    """

    def __init__(self, make: Callable[[tuple[int, ...], np.dtype[Any]], Any] = np.empty, remembered: int = REMEMBERED):
        self._make, self._remembered = make, remembered
        self._arrays: deque[Any] = deque()

    def array(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Any:
        """An array that nobody else has, of any content and always of one kind. Safe to call from several threads."""
        for _ in range(len(self._arrays)):
            found = _next(self._arrays)
            if found is not None:
                return found
        made = self._make(shape, dtype)
        self._arrays.append(made)
        if len(self._arrays) > self._remembered:
            self._arrays.popleft()
        return made

    @property
    def idle(self) -> int:
        """Bytes that nobody refers to."""
        found = [_next(self._arrays) for _ in range(len(self._arrays))]
        return sum(a.nbytes for a in found if a is not None)

    def release(self) -> None:
        """Let go of them."""
        self._arrays.clear()


def _next(arrays: deque[Any]) -> Any:
    """The next array in turn, if nobody else has it; another thread may have taken it already."""
    try:
        found = arrays.popleft()
    except IndexError:
        return None
    arrays.append(found)
    return found if sys.getrefcount(found) == _unused else None


def _references() -> int:
    """What `_next` counts of an array that nobody else has: it differs between versions of Python."""
    arrays = deque([np.empty(0)])
    found = arrays.popleft()
    arrays.append(found)
    return sys.getrefcount(found)


_unused = _references()
