"""What each step of a plan takes."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from autograph.backends.c.device import REFUSED, Program
from autograph.backends.c.frame import Frame
from autograph.schedule.plan import Plan

#: Runs at least and at most, however long they take.
FEWEST, MOST = 5, 500
#: Seconds that no launch takes less than: the clock does not tell them.
LEAST = 1e-8


class _Timed(Program):
    """Notes what its runs take: as one launch, and then step by step."""

    def __init__(self, plan: Plan, functions: Mapping[str, Any], threads: int):
        super().__init__(plan, functions, threads=threads)
        self._plain = False  # each call goes by way of `_run`
        self.steps: list[list[float]] = [[] for _ in plan.steps]
        self.whole: list[float] = []
        self.empty: dict[int, list[float]] = {1: [], threads: []}  # by the threads of a launch

    def _run(self, frame: Frame, arrays: tuple[Any, ...], stop: int | None = None) -> int:
        started = time.perf_counter()
        outcome = super()._run(frame, arrays, stop)
        self.whole.append(time.perf_counter() - started)
        if outcome == REFUSED:
            return outcome
        threads = frame.pointer.threads
        for most in (1, threads):
            self.empty[most].append(self._launched(frame, arrays, 0, 0, most))
        for start, end, call in self._parts:
            for k in range(start, end):
                most = threads if self.plan.steps[k].shared else 1
                self.steps[k].append(self._launched(frame, arrays, k, k + 1, most) - min(self.empty[most]))
            if call is not None:
                self.steps[end].append(_seconds(call, self._memory(end, frame, arrays)))
        frame.between(0, len(self.plan.steps))
        frame.pointer.threads = threads
        return outcome

    def _launched(self, frame: Frame, arrays: tuple[Any, ...], first: int, end: int, threads: int) -> float:
        ready, frame.pointer.ready = frame.pointer.ready, 0  # or what prepares would not run again
        frame.between(first, end)
        frame.pointer.threads = threads
        seconds = _seconds(self._launch, frame.pointer, id(arrays))
        frame.pointer.ready = ready
        return seconds


def timed(
    plan: Plan,
    functions: Mapping[str, Any],
    inputs: Sequence[Any],
    scalars: Sequence[float],
    threads: int,
    seconds: float,
) -> tuple[list[float], float]:
    """Seconds of each step of a plan launched alone, and of the whole plan in one launch: medians of runs for so long.

    What a launch of no step takes at least is subtracted from the steps. Each runs after the one before it, as in a
    call, so it finds in the caches what it finds there.
    """
    program = _Timed(plan, functions, threads)
    program(inputs, scalars)  # the first one wakes threads and touches pages
    for times in (*program.steps, program.whole):
        times.clear()
    end = time.perf_counter() + seconds
    while len(program.whole) < FEWEST or (time.perf_counter() < end and len(program.whole) < MOST):
        program(inputs, scalars)
    return [max(_median(times), LEAST) for times in program.steps], _median(program.whole)


def _median(times: Sequence[float]) -> float:
    return sorted(times)[len(times) // 2]


def _seconds(call: Any, *arguments: Any) -> float:
    started = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - started


__all__ = ["timed"]
