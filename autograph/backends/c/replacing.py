"""The last steps of a call, which write new values of variables over the old ones.

Nothing can fail any more when they run, but three things could still tear a call's effects apart: an interrupt,
another thread that reads a variable, and somebody who refers to an old value and expects it to stay. So they run within
one call of C that keeps Python's lock, and that does nothing if an array has more references than the caller knows of.
The caller makes that call from a loop in C. It begins by looking whether the variables have these arrays still, so that
no reference it counts on can be another's, and goes on with all else that the call changes: Python looks at neither
signals nor other threads in between.
"""

from __future__ import annotations

import ctypes
import functools
import sys
from collections.abc import Callable, Collection, Iterator
from itertools import starmap
from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.backends.c import interface, kept

if TYPE_CHECKING:
    from autograph.backends.c.device import Program
    from autograph.backends.c.frame import Frame

#: Whether references are counted, and a lock keeps other threads from running Python.
LOCKED = sys.implementation.name == "cpython" and "free-threading" not in sys.version
#: References to an array that is written over: as an input and as an output of the launch, and among the values.
OWN = 3


class Last:
    """What is left of a call whose other steps have run, and its values: those with the numbers `over` are not computed
    yet."""

    __slots__ = ("_arrays", "_frame", "_program", "_values", "over")

    def __init__(self, program: Program, frame: Frame, arrays: tuple[Any, ...], values: list[Any]):
        self._program, self._frame, self._arrays, self._values = program, frame, arrays, values
        self.over: Collection[int] = program.over

    def steps(self, references: int) -> Iterator[int]:
        """Runs them when it is asked for its one item: 0, or 1 if it did nothing, as somebody has an old value. The
        caller is known to have so many references to each."""
        return starmap(_launch_over(kept.launcher()), [self._program.rest(self._frame, self._arrays, references + OWN)])

    def apart(self) -> list[Any]:
        """Run them without touching old values: the values of the call, which is done."""
        values = self._program.apart(self._frame, self._arrays, self._values)
        self.done()
        return values

    def done(self) -> None:
        """The memory may serve another call."""
        self._program.take_back(self._frame)


@functools.lru_cache(maxsize=4)
def _launch_over(launcher: Any) -> Callable[..., int]:
    """The launcher's function, called without letting go of Python's lock, which cffi would do."""
    _check_references()
    kind = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64)
    ffi = interface.ffi()
    return kind(int(ffi.cast("uintptr_t", ffi.addressof(launcher, "launch_over"))))


def _check_references() -> None:
    """References to NumPy's arrays are counted where the launcher looks for them."""
    probe = np.zeros(1)
    count = interface.ffi().cast("uint32_t *", id(probe) + interface.layout().references)
    before, others = count[0], [probe] * 5
    assert count[0] == before + len(others), "references to NumPy's arrays are counted elsewhere"
