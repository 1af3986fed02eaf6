"""Locks that outlive a fork."""

from __future__ import annotations

import os
import sys
import threading


def lock() -> threading.Lock:
    """A lock for short sections, made once for the life of the process.

    In a child made by fork it is open: the thread that may have held it does not exist there, and nobody else would
    ever release it. What it guards has to be whole between any two steps of Python.
    """
    made = threading.Lock()
    if sys.platform != "win32":
        os.register_at_fork(after_in_child=made._at_fork_reinit)  # type: ignore[attr-defined]  # as threading itself does
    return made


def long_lock() -> threading.RLock:
    """A lock for sections that take their time, which a thread may enter again: a fork waits until it is free."""
    made = threading.RLock()
    if sys.platform != "win32":
        os.register_at_fork(before=made.acquire, after_in_parent=made.release, after_in_child=made.release)
    return made
