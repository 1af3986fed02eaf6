"""The CPU: plans bound to functions and memory, and run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograph import config, dtypes
from autograph.backends.c import build
from autograph.backends.c.spelling import C
from autograph.errors import Location
from autograph.ops.indexing import out_of_range
from autograph.schedule.plan import Place, Plan
from autograph.schedule.recipe import Target
from autograph.toolchain import find_c_compiler

#: Work, in operations, below which a plan runs on one thread: waking another costs more than it brings.
SMALL = 200_000


def language() -> C:
    return C()


def target() -> Target:
    """The vectors and registers of the machine the compiler generates for."""
    bits = find_c_compiler().vector_bits
    return Target(lanes=bits // 32, registers=32 if bits == 512 else 16)


class Program:
    """A plan ready to run. Safe to call from several threads: each call has an arena of its own."""

    def __init__(self, plan: Plan, functions: Mapping[str, Any], lines: Sequence[Location | None] = (), threads: int | None = None):
        ffi = build.ffi()
        self.plan = plan
        self.lines = lines
        self._threads = threads
        self._launch = build.launcher().launch
        slots: dict[tuple[str, int], int] = {}
        order = [p for s in plan.steps for p in s.places]
        numbers = [slots.setdefault((p.kind, p.at), len(slots)) for p in order]
        self._slots = ffi.new("int32_t[]", numbers)
        self._steps = ffi.new("step_t[]", len(plan.steps))
        first = 0
        for step, s in zip(self._steps, plan.steps):
            step.kernel, step.n, step.first, step.count = functions[s.kernel], s.n, first, len(s.places)
            step.parallel, step.barrier = s.parallel, s.barrier
            first += len(s.places)
        self._table = list(slots)
        self._checked = [k for k, s in enumerate(plan.steps) if s.checked]
        self._outputs = [(shape, dtypes.dtype(name).numpy) for shape, name in plan.outputs]
        self._arenas: list[Any] = []

    def __call__(self, inputs: Sequence[np.ndarray[Any, Any]], scalars: Sequence[np.ndarray[Any, Any]]) -> list[Any]:
        """Run on contiguous arrays; returns new arrays. Raises RangeError for a bad index, before anything is returned."""
        ffi, plan = build.ffi(), self.plan
        outputs = [np.empty(shape, dtype) for shape, dtype in self._outputs]
        arena = self._arenas.pop() if self._arenas else _aligned(plan.arena)
        base = arena.ctypes.data if plan.arena else 0
        arrays = {"input": inputs, "scalar": scalars, "output": outputs}
        table = [base + at if kind == "arena" else arrays[kind][at].ctypes.data for kind, at in self._table]
        pointers = ffi.new("uintptr_t[]", table)
        status = ffi.new("status_t[]", max(len(plan.steps), 1))
        threads = (self._threads or config.threads()) if plan.work > SMALL else 1
        self._launch(self._steps, len(plan.steps), self._slots, ffi.cast("void *const *", pointers), status, threads)
        self._arenas.append(arena)
        for k in self._checked:
            if status[k].failed:
                where = self.lines[k] if k < len(self.lines) else None
                raise out_of_range(status[k].value, status[k].extent, where)
        for k, place in plan.passed:
            outputs[k] = np.array(arrays[place.kind][place.at])
        return outputs

    def release(self) -> None:
        """Give the arenas back."""
        self._arenas.clear()


def _aligned(nbytes: int) -> np.ndarray[Any, Any]:
    raw = np.empty(nbytes + 64, np.uint8)
    start = -raw.ctypes.data % 64
    return raw[start : start + nbytes]


__all__ = ["Place", "Program", "language", "target"]
