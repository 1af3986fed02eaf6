"""Kernels dealt out to programs ("units"), which are compiled beside one another.

A unit's compiler costs as much as a small kernel to start, so there are few; but the first ones are compiled while
Python still makes the other kernels. Which kernels share a unit depends on their order and their length alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Any

from autograph import config
from autograph.render.source import Source

#: Characters of source that are worth a compiler of their own: half a second of its time.
ENOUGH = 32_000


class Units:
    """`make` compiles one unit. As a context, it waits for the compilers that run."""

    def __init__(self, make: Callable[[list[Source]], Any]):
        self._make = make
        self._workers = min(config.threads(), os.cpu_count() or 1)
        self._pool = ThreadPoolExecutor(self._workers)
        self._waiting: list[Source] = []
        self._jobs: list[Future[Any]] = []
        self._kernels: list[int] = []

    def __enter__(self) -> Units:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, where: TracebackType | None) -> None:
        self._pool.shutdown(cancel_futures=kind is not None)

    def beside(self, job: Callable[[], Any]) -> None:
        """Run something else that compiles, first."""
        self._pool.submit(job)

    def add(self, source: Source) -> None:
        """A kernel to compile, now or with those that follow."""
        self._waiting.append(source)
        if sum(len(s.text) for s in self._waiting) >= ENOUGH:
            self._submit(self._waiting)
            self._waiting = []

    def made(self) -> list[Any]:
        """What `make` returned for each unit."""
        for unit in dealt(self._waiting, self._workers):
            self._submit(unit)
        self._waiting = []
        return watched(self._jobs, self._kernels)

    def _submit(self, unit: list[Source]) -> None:
        self._jobs.append(self._pool.submit(self._make, unit))
        self._kernels.append(len(unit))


def dealt(sources: Sequence[Source], most: int) -> list[list[Source]]:
    """The sources in at most `most` units of about the same length."""
    units: list[list[Source]] = [[] for _ in range(min(most, len(sources)))]
    for s in sorted(sources, key=lambda s: (-len(s.text), s.digest)):
        min(units, key=lambda u: sum(len(t.text) for t in u)).append(s)
    return units


def watched(jobs: Sequence[Future[Any]], kernels: Sequence[int]) -> list[Any]:
    """The results of the jobs, with a progress bar on a terminal when they take longer than a second."""
    wait(jobs, timeout=1.0)
    if not all(job.done() for job in jobs) and sys.stderr.isatty():
        from tqdm import tqdm

        with tqdm(total=sum(kernels), desc="autograph: compiling", unit="kernel", leave=False) as bar:
            for job, count in zip(jobs, kernels):
                job.add_done_callback(lambda _, n=count: bar.update(n))  # type: ignore[misc]
            wait(jobs)
    return [job.result() for job in jobs]
