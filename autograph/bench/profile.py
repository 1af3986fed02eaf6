"""The kernels of a work's step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import autograph as ag
from autograph.bench.work import Work


class _Noted:
    """A compiled function that is called, or profiled, wherever a step calls it."""

    def __init__(self, function: Callable[..., Any], threads: int | None):
        self.compiled = ag.compile(function, threads=threads)
        self.profiling = False

    def __call__(self, *args: Any) -> Any:
        return self.compiled.profile(*args) if self.profiling else self.compiled(*args)


def profiled(work: Work, threads: int | None = None, device: str = "cpu") -> Any:
    """The `profile` of what autograph compiles of a work, after a step of it."""
    noted: list[_Noted] = []

    def compile(function: Callable[..., Any]) -> _Noted:
        noted.append(_Noted(function, threads))
        return noted[-1]

    with ag.device(device):
        step = work.autograph(work.arrays(), compile)
    step()
    assert len(noted) == 1, f"{work} compiles {len(noted)} functions"
    noted[0].profiling = True
    return step()
