"""What the current thread is doing: which call it traces, and whether derivatives are wanted."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograph.frontend.trace import Trace


class _State(threading.local):
    trace: Trace | None = None
    grad: bool = True


state = _State()


@contextlib.contextmanager
def no_grad() -> Iterator[None]:
    """Within it, results are constants to derivatives and nothing is kept for `backward`."""
    with recording_derivatives(False):
        yield


@contextlib.contextmanager
def recording_derivatives(wanted: bool) -> Iterator[None]:
    """Whether results are differentiable within it."""
    before, state.grad = state.grad, wanted
    try:
        yield
    finally:
        state.grad = before


@contextlib.contextmanager
def tracing(trace: Trace | None) -> Iterator[None]:
    """Record what this thread does into a trace; None runs at once again."""
    before, state.trace = state.trace, trace
    try:
        yield
    finally:
        state.trace = before
