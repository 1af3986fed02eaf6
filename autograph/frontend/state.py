"""What the current thread is doing: which call it traces, whether derivatives are wanted, where new values go."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograph.frontend.trace import Trace


class _State(threading.local):
    trace: Trace | None = None
    #: Whether results are differentiable. None: they are part of an event whose results are constants to derivatives.
    grad: bool | None = True
    device: str | None = None


state = _State()


class recording_derivatives(contextlib.ContextDecorator):
    """Whether results are differentiable within it."""

    # A class, as a generator takes four times as long to enter and to leave, and every inference does.

    def __init__(self, wanted: bool):
        self._wanted = wanted

    def __enter__(self) -> None:
        self._before, state.grad = state.grad, self._wanted

    def __exit__(self, *raised: object) -> None:
        state.grad = self._before

    def _recreate_cm(self) -> recording_derivatives:
        return recording_derivatives(self._wanted)  # of its own for each call of a function that it decorates


def no_grad() -> recording_derivatives:
    """Within it, results are constants to derivatives and nothing is kept for `backward`."""
    return recording_derivatives(False)


@contextlib.contextmanager
def placing(device: str | None) -> Iterator[None]:
    """What is created within it is on a device, whose name is as `backends.named` gives it; None: on any."""
    before, state.device = state.device, device
    try:
        yield
    finally:
        state.device = before


@contextlib.contextmanager
def tracing(trace: Trace | None) -> Iterator[None]:
    """Record what this thread does into a trace; None runs at once again."""
    before, state.trace = state.trace, trace
    try:
        yield
    finally:
        state.trace = before
