"""What each step of a plan takes on the device."""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping, Sequence
from typing import Any

from autograph.backends.cuda.arrays import DeviceArray, put
from autograph.backends.cuda.device import Frame, Program
from autograph.backends.cuda.interface import ffi
from autograph.backends.cuda.memory import memory
from autograph.schedule.plan import Plan

#: Runs at least and at most, however long they take.
FEWEST, MOST = 5, 500
#: Seconds that no launch takes less than: events do not tell them.
LEAST = 1e-8


class _Timed(Program):
    """Notes what its runs take: as a whole, and then step by step."""

    def __init__(self, plan: Plan, functions: Mapping[str, Any], device: str):
        super().__init__(plan, functions, (), device)
        self.steps: list[list[float]] = [[] for _ in plan.steps]
        self.whole: list[float] = []
        self.marks = self._home.marks(max(len(plan.steps), 1) + 1)

    def _run(self, frame: Frame, given: list[DeviceArray], outputs: list[DeviceArray | None], first: int) -> None:
        begin, *ends = self.marks
        begin.set()
        super()._run(frame, given, outputs, first)
        self.marks[-1].set()
        self._home.gpu.wait()
        self.whole.append(self.marks[-1].seconds_since(begin))
        addresses = self._pack(*[a.address for a in given], *[0 if a is None else a.address for a in outputs])
        begin.set()
        for start, end, call in self._parts:
            for k in range(start, end):
                self._launch(frame, addresses, ffi().NULL, k, k + 1)
                ends[k].set()
            if call is not None:
                self._in_python(call, end, frame, given, outputs)
                ends[end].set()
        self._home.gpu.wait()
        for times, before, after in zip(self.steps, self.marks, ends):
            times.append(after.seconds_since(before))


def timed(
    plan: Plan,
    functions: Mapping[str, Any],
    inputs: Sequence[Any],
    scalars: Sequence[float],
    threads: int,
    seconds: float,
) -> tuple[list[float], float]:
    """Seconds of each step of a plan launched after the one before, and of the whole plan: medians of runs for so
    long, on the device of the inputs."""
    device = next((a.device for a in inputs if isinstance(a, DeviceArray)), "cuda:0")
    program = _Timed(plan, functions, device)
    there = [a if isinstance(a, DeviceArray) else put(a, device) for a in inputs]
    program(there, scalars)  # the first one loads kernels
    for times in (*program.steps, program.whole):
        times.clear()
    end = time.perf_counter() + seconds
    while len(program.whole) < FEWEST or (time.perf_counter() < end and len(program.whole) < MOST):
        program(there, scalars)
    memory(device).unmark(program.marks)
    return [max(statistics.median(times), LEAST) for times in program.steps], statistics.median(program.whole)


__all__ = ["timed"]
