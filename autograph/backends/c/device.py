"""The CPU: plans bound to functions and memory, and run."""

from __future__ import annotations

import itertools
import struct
import time
import weakref
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograph import config, dtypes
from autograph.backends.c import build
from autograph.backends.c.pace import Pace
from autograph.backends.reference import InPython
from autograph.errors import Location
from autograph.locks import lock
from autograph.ops.indexing import out_of_range
from autograph.schedule.plan import Place, Plan, Step
from autograph.schedule.recipe import Target
from autograph.toolchain import find_c_compiler

#: Work, in operations, below which a plan runs on one thread: waking another costs more than it brings.
SMALL = 200_000
#: How threads run a step, as in templates/c/launcher.c.jinja.
PLAIN, SHARED, ALONE = range(3)
#: Bytes of arenas that programs keep between calls, all together.
KEPT = 256 << 20

_lock = lock()
_calls = itertools.count(1)


def target() -> Target:
    """The vectors and registers of the machine the compiler generates for."""
    bits = find_c_compiler().vector_bits
    return Target(lanes=bits // 32, registers=32 if bits == 512 else 16, flexible=True)


class Frame:
    """The memory of one call in flight: the arena, the table of buffers, the status of each step, the scalars."""

    def __init__(self, plan: Plan, slots: Sequence[tuple[str, int, int]], scalars: int):
        ffi = build.ffi()
        self.arena = _aligned(plan.arena)
        self.scalars = np.zeros(max(scalars, 1), np.float64)
        self.status = ffi.new("status_t[]", max(len(plan.steps), 1))
        self.table = ffi.new("void *[]", max(len(slots), 1))
        bases = {"arena": (self.arena, 1), "scalar": (self.scalars, 8)}
        for k, (kind, at, offset) in enumerate(slots):
            if kind in bases:
                array, unit = bases[kind]
                self.table[k] = ffi.cast("char *", ffi.from_buffer(array)) + at * unit + offset


class Program:
    """A plan ready to run. Safe to call from several threads: each call in flight has a frame of its own."""

    def __init__(
        self,
        plan: Plan,
        functions: Mapping[str, Any],
        lines: Sequence[Location | None] = (),
        threads: int | None = None,
    ):
        ffi = build.ffi()
        self.plan, self.lines = plan, lines
        self._threads = threads if plan.work > SMALL or threads is None else 1
        self._pace = Pace()
        self._launch = build.launcher().launch
        slots: dict[tuple[str, int, int], int] = {}
        numbers = [slots.setdefault((p.kind, p.at, p.offset), len(slots)) for s in plan.steps for p in s.places]
        self._numbers = ffi.new("int32_t[]", numbers)
        self._parts = _parts(plan.steps, functions)
        self._steps = ffi.new("step_t[]", max(len(plan.steps), 1))
        first = 0
        for step, s in zip(self._steps, plan.steps):
            assert len(s.places) <= build.MOST_BUFFERS, f"kernel {s.kernel[:12]} has {len(s.places)} buffers"
            function = functions[s.kernel]
            step.kernel = ffi.NULL if isinstance(function, InPython) else function
            step.n, step.first, step.count = s.n, first, len(s.places)
            step.run = SHARED if s.shared else ALONE if s.parallel else PLAIN
            step.barrier = s.barrier
            first += len(s.places)
        self._slots = list(slots)
        self._inputs = [(k, at, offset) for k, (kind, at, offset) in enumerate(slots) if kind == "input"]
        self._written = [(k, at, offset) for k, (kind, at, offset) in enumerate(slots) if kind == "output"]
        self._checked = [k for k, s in enumerate(plan.steps) if s.checked]
        self._outputs = [(shape, dtypes.dtype(name).numpy) for shape, name in plan.outputs]
        self._frames: list[Frame] = []
        self._used = 0
        with _lock:
            _programs.add(self)
        sizes = {p.at: p.nbytes for s in plan.steps for p in s.places if p.kind == "scalar"}
        # Each scalar has eight bytes of its own; a float32 leaves four of them unused.
        self._format = [("f4x" if sizes.get(k) == 4 else "d") for k in range(max(sizes, default=-1) + 1)]
        self._pack = struct.Struct("=" + "".join(self._format)).pack_into

    def __call__(self, inputs: Sequence[np.ndarray[Any, Any]], scalars: Sequence[float]) -> list[Any]:
        """New arrays, from contiguous ones. Raises RangeError for a bad index, before anything is returned."""
        plan, view = self.plan, build.ffi().from_buffer
        self._used = next(_calls)
        try:
            frame = self._frames.pop()
        except IndexError:  # asking first would let another thread take the last one in between
            make_room(plan.arena)
            frame = Frame(plan, self._slots, len(self._format))
        outputs = [np.empty(shape, dtype) for shape, dtype in self._outputs]
        table = frame.table
        for k, at, offset in self._inputs:
            table[k] = view(inputs[at]) + offset
        for k, at, offset in self._written:
            table[k] = view(outputs[at]) + offset
        self._pack(frame.scalars.data, 0, *scalars[: len(self._format)])
        threads = self._threads or (self._pace.threads(config.threads()) if plan.work > SMALL else 1)
        started = time.perf_counter()
        for start, end, call in self._parts:
            if end > start:
                self._launch(self._steps + start, end - start, self._numbers, table, frame.status + start, threads)
            if call is not None:
                call([_bytes(p, inputs, outputs, frame) for p in plan.steps[end].places])
        self._pace.took(time.perf_counter() - started)
        failures = [(k, frame.status[k]) for k in self._checked if frame.status[k].failed]
        if failures:
            # The frame is dropped, and its status with it.
            step, status = failures[0]
            where = self.lines[step] if step < len(self.lines) else None
            raise out_of_range(status.value, status.extent, where)
        self._frames.append(frame)
        for k, place in plan.passed:
            outputs[k] = self._passed(k, place, inputs, scalars, outputs)
        return outputs

    def _passed(self, k: int, place: Place, inputs: Any, scalars: Any, outputs: Any) -> np.ndarray[Any, Any]:
        """An output that is an argument, or another output, once more."""
        source = {"input": inputs, "scalar": scalars, "output": outputs}[place.kind][place.at]
        return np.array(source, self._outputs[k][1])

    @property
    def kept(self) -> int:
        """Bytes of arenas that wait for the next call."""
        return len(self._frames) * self.plan.arena

    @property
    def used(self) -> int:
        """When it was called last, counted in calls of any program."""
        return self._used

    def release(self) -> None:
        """Give the frames back."""
        self._frames.clear()


def _parts(steps: Sequence[Step], functions: Mapping[str, Any]) -> list[tuple[int, int, InPython | None]]:
    """The plan cut where Python has to be called: launches of steps from … to, and then a call."""
    parts, start = [], 0
    for k, s in enumerate(steps):
        if isinstance(functions[s.kernel], InPython):
            parts.append((start, k, functions[s.kernel]))
            start = k + 1
    return [*parts, (start, len(steps), None)]


def _bytes(place: Place, inputs: Sequence[Any], outputs: Sequence[Any], frame: Frame) -> np.ndarray[Any, Any]:
    """The memory of a place."""
    if place.kind == "arena":
        return frame.arena[place.at : place.at + place.nbytes]
    if place.kind == "scalar":
        return frame.scalars[place.at : place.at + 1].view(np.uint8)[: place.nbytes]
    array = inputs[place.at] if place.kind == "input" else outputs[place.at]
    return np.asarray(array).reshape(-1).view(np.uint8)


def make_room(nbytes: int) -> None:
    """Release arenas of programs that were not called for longest, until those kept and `nbytes` more are within KEPT.

    Every sequence length or batch size has a program of its own; what they keep between calls must not add up for ever.
    """
    with _lock:
        keepers = sorted((p for p in _programs if p.kept), key=lambda p: p.used, reverse=True)
    total = nbytes + sum(p.kept for p in keepers)
    while keepers and total > KEPT:
        oldest = keepers.pop()
        total -= oldest.kept
        oldest.release()


_programs: weakref.WeakSet[Program] = weakref.WeakSet()


def _aligned(nbytes: int) -> np.ndarray[Any, Any]:
    raw = np.empty(nbytes + 64, np.uint8)
    start = -raw.ctypes.data % 64
    return raw[start : start + nbytes]


__all__ = ["Program", "target"]
