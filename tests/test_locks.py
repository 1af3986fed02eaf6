"""Locks in a child made by fork."""

from __future__ import annotations

import os
import threading
import time
import warnings

import pytest

from autograph.locks import lock, long_lock

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")


def taken_in_a_child(guard: threading.Lock | threading.RLock) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # newer Pythons warn of threads and fork
        child = os.fork()
    if child == 0:
        os._exit(0 if guard.acquire(timeout=2) else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.parametrize("kind", [lock, long_lock])
def test_a_child_finds_the_lock_open_that_another_thread_held(kind: type) -> None:
    guard, held, enough = kind(), threading.Event(), threading.Event()

    def hold() -> None:
        with guard:
            held.set()
            enough.wait(0.2)

    other = threading.Thread(target=hold)
    other.start()
    held.wait()
    assert taken_in_a_child(guard)
    enough.set()
    other.join()
    assert guard.acquire(timeout=2), "and so does the parent"
    guard.release()


def test_a_fork_waits_for_a_long_section() -> None:
    guard, held, done = long_lock(), threading.Event(), []

    def hold() -> None:
        with guard:
            held.set()
            time.sleep(0.1)
            done.append(1)

    other = threading.Thread(target=hold)
    other.start()
    held.wait()
    assert taken_in_a_child(guard) and done == [1]
    other.join()
