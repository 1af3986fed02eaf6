"""Every error a user can meet, and the shape of its message.

A message has three lines: what is wrong, where in the user's own file, and what to try next::

    ShapeError: matmul: inner dimensions differ: float32[4, 3] @ float32[4, 5]
      at model.py:12: y = x @ w
      try: transpose one operand, for example x.T @ w

Each class also derives from the built-in exception that NumPy would raise, so `except ValueError` works.
"""

from __future__ import annotations

import linecache
import os
import sys
from dataclasses import dataclass
from typing import Any

_PACKAGE = os.path.dirname(os.path.abspath(__file__)) + os.sep
#: The benchmarks are in the package, but written as a user writes: their lines are told.
_BENCHMARKS = os.path.join(_PACKAGE, "bench") + os.sep
_LIBRARY = os.path.dirname(os.path.abspath(os.__file__)) + os.sep


@dataclass(frozen=True)
class Location:
    """A line of the user's Python: the file, the line's number and its text."""

    file: str
    line: int
    text: str

    @property
    def short(self) -> str:
        """`model.py:12`, the way a comment or an error names the line."""
        name = os.path.basename(self.file)
        return f"{name}:{self.line}" if self.line else name

    def __str__(self) -> str:
        return f"{self.short}: {self.text}" if self.text else self.short


UNKNOWN = Location("<unknown>", 0, "")


def user_location() -> Location:
    """The innermost line of the call stack that is neither autograph's own nor of Python's library, as copy.py is."""
    frame = sys._getframe(1)
    while frame is not None:
        file = frame.f_code.co_filename
        own = file.startswith(_PACKAGE) and not file.startswith(_BENCHMARKS)
        if not own and (not file.startswith(_LIBRARY) or "-packages" in file):
            return Location(file, frame.f_lineno, linecache.getline(file, frame.f_lineno).strip())
        frame = frame.f_back  # type: ignore[assignment]  # None ends the walk
    return UNKNOWN


def note(error: BaseException, text: str) -> None:
    """Adds a line to what a traceback prints of `error`, as its `add_note` does from Python 3.11 on."""
    error.__dict__.setdefault("__notes__", []).append(text)


class AutographError(Exception):
    """Base of all errors of this package: `what`, `where` and `hint` are also attributes."""

    def __init__(self, what: str, *, hint: str, where: Location | str | None = None):
        self.what = what
        self.where = user_location() if where is None else where
        self.hint = hint
        super().__init__(f"{what}\n  at {self.where}\n  try: {hint}")

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors of worker processes come back pickled."""
        return _again, (type(self), self.what, self.hint, self.where), self.__dict__


def _again(kind: type[AutographError], what: str, hint: str, where: Location | str) -> AutographError:
    return kind(what, hint=hint, where=where)


class ShapeError(AutographError, ValueError):
    """Shapes that do not fit each other or the operation."""


class DtypeError(AutographError, TypeError):
    """A dtype the operation is not defined for."""


class RangeError(AutographError, IndexError):
    """An index, an axis or a label outside its range."""


class TraceError(AutographError, RuntimeError):
    """A tensor used outside the compiled call that made it, or a call that cannot be compiled."""


class DeviceError(AutographError, RuntimeError):
    """A device that is not there, or tensors on different devices."""


class CompilerError(AutographError, RuntimeError):
    """A C or CUDA compiler is missing, broken, or refused what was generated."""


class MissingCompilerError(CompilerError):
    """No compiler was found at all; one that was found and does not work is a CompilerError."""


class CacheError(AutographError, OSError):
    """The kernel cache cannot be used as asked."""


class DataError(AutographError, ValueError):
    """A data set, a batch or a file that is not what it should be."""


class GradientError(AutographError, AssertionError):
    """A derivative that differs from finite differences."""


class NonFiniteError(AutographError, FloatingPointError):
    """An operation made a NaN or an infinity, and `config.nan_guard` is set."""


class ArgumentError(AutographError, ValueError):
    """An argument outside its documented values."""


class UnknownNameError(AutographError, AttributeError):
    """A name that NumPy or PyTorch has, for something that is called otherwise here."""


class OpError(AutographError, AssertionError):
    """An op whose parts contradict each other: type rule, NumPy meaning, derivative, kernel."""


class BenchmarkError(AutographError, RuntimeError):
    """A benchmark that cannot be run as asked, or whose peers do not do the same work."""
