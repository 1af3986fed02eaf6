"""The CPU: plans bound to functions and memory, and run."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograph import config, dtypes, loans
from autograph.backends.c import interface, kept
from autograph.backends.idle import Keepers
from autograph.backends.reference import InPython
from autograph.backends.spares import LARGE, Spares
from autograph.backends.table import Table, parts
from autograph.errors import Location, RangeError
from autograph.ops.indexing import out_of_range
from autograph.schedule.plan import BLOCKS, Place, Plan

#: Work, in operations, below which a plan runs on one thread: waking another costs more than it brings.
SMALL = 200_000
#: Where in one of NumPy's array objects the address of its elements is: first after what every object begins with. This
#: is part of NumPy's ABI. Asking each array for its address would cost more than running a small plan.
DATA = object.__basicsize__
#: Where in a tuple the addresses of its items are: last, after what every tuple begins with.
ITEMS = tuple.__basicsize__
#: Bytes of arenas and outputs that programs keep between calls, all together.
KEPT = 256 << 20

_empty = np.empty
#: Every program there is.
programs = Keepers()


class Frame:
    """The memory of one call in flight: the arena, the table of buffers, the status of each step, and the scalars; and
    what was prepared for it, which the next call finds there.

    `pointer` is what the launcher gets: all that, beside `shared`, what it gets of the program.
    """

    def __init__(self, plan: Plan, table: Table, shared: Mapping[str, Any]):
        ffi = interface.ffi()
        self.arena, self.prepared = _aligned(plan.arena), _aligned(plan.preparation.nbytes)
        self.scalars = np.zeros(max(table.scalars, 1), np.float64)
        self.scalar_bytes = self.scalars.data
        self.status = ffi.new("status_t[]", max(len(plan.steps), 1))
        self.table = ffi.new("void *[]", max(len(table.slots), 1))
        self.made_from = ffi.new("uintptr_t[]", max(len(plan.preparation.sources), 1))
        self.sources: list[Any] = []  # what is prepared was made from these
        self.loans = 0  # how many there had been when nobody else had seen them yet; -1 if somebody had
        self._sizes = table.sizes
        bases = {
            "arena": (self.arena, 1),
            "prepared": (self.prepared, 1),
            "scalar": (self.scalars, 8),
            "size": (table.sizes, 8),
        }
        for k, (kind, at, offset) in enumerate(table.slots):
            if kind in bases:
                array, unit = bases[kind]
                self.table[k] = ffi.cast("char *", ffi.from_buffer(array)) + at * unit + offset
        own = {"table": self.table, "status": self.status, "made_from": self.made_from}
        self.pointer = ffi.new("frame_t *", {**shared, **own, "data": DATA})

    def check_loans(self, made: int) -> None:
        """There have been `made` loans. What was made from arrays that others could have changed is prepared again."""
        if loans.unseen(self.sources, self.loans):
            self.loans = made
        else:
            self.pointer.ready = 0

    def keep(self, sources: list[Any], made: int) -> None:
        """The call that began when there had been `made` loans has prepared what is made from these arrays."""
        self.sources = sources
        self.loans = made if loans.unseen(sources, made) else -1


class Program:
    """A plan ready to run. Safe to call from several threads: each call in flight has a frame of its own."""

    def __init__(
        self,
        plan: Plan,
        functions: Mapping[str, Any],
        lines: Sequence[Location | None] = (),
        threads: int | None = None,
    ):
        ffi = interface.ffi()
        _check_layouts()
        self.plan, self.lines = plan, lines
        self._threads = threads if plan.work > SMALL else 1
        self._launch = kept.launcher().launch
        self._table = Table(plan)
        self._inputs = self._table.inputs
        self._parts = parts(plan.steps, functions)
        self._numbers = ffi.new("int32_t[]", list(itertools.chain(*self._table.steps)))
        self._steps = ffi.new("step_t[]", max(len(plan.steps), 1))
        first = 0
        for step, s, own in zip(self._steps, plan.steps, self._table.steps):
            assert len(own) <= kept.MOST_BUFFERS, f"kernel {s.kernel[:12]} has {len(own)} buffers"
            function = functions[s.kernel]
            step.kernel = ffi.NULL if isinstance(function, InPython) else function
            step.n, step.first, step.count = s.n, first, len(own)
            step.shared = s.shared
            step.barrier = s.barrier
            first += len(own)
        self._bindings = ffi.new("binding_t[]", self._table.bound)
        self._sources = ffi.new("int32_t[]", plan.preparation.sources or 1)
        self._shared = {
            "steps": self._steps,
            "slots": self._numbers,
            "bindings": self._bindings,
            "bound": len(self._table.bound),
            "sources": self._sources,
            "origins": len(plan.preparation.sources),
            "preparing": plan.preparation.steps,
        }
        self._checked = [k for k, s in enumerate(plan.steps) if s.checked]
        kinds = [(shape, dtypes.dtype(name).numpy) for shape, name in plan.outputs]
        large = {k: _nbytes(*kinds[k]) for k in self._table.made if _nbytes(*kinds[k]) >= LARGE}
        self._spares = {k: Spares() for k in large}
        self._room = plan.arena + plan.preparation.nbytes + sum(large.values())
        self._outputs = [(self._spares[k].array if k in large else _empty, *kind) for k, kind in enumerate(kinds)]
        self._frames: list[Frame] = []
        self._used = 0
        programs.add(self)

    def __call__(self, inputs: Sequence[np.ndarray[Any, Any]], scalars: Sequence[float]) -> list[Any]:
        """New arrays, from contiguous ones. Raises RangeError for a bad index, before anything is returned."""
        plan = self.plan
        self._used = programs.tick()
        try:
            frame = self._frames.pop()
        except IndexError:  # asking first would let another thread take the last one in between
            programs.make_room(self._room, KEPT)
            frame = Frame(plan, self._table, self._shared)
        made = loans.made
        if frame.loans != made and plan.preparation.steps:
            frame.check_loans(made)
        outputs = [make(shape, dtype) for make, shape, dtype in self._outputs]
        if self._table.scalars:
            self._table.pack(frame.scalar_bytes, 0, *scalars[: self._table.scalars])
        if self._run(frame, (*inputs[: self._inputs], *outputs), self._threads or config.threads()):
            frame.keep([inputs[k] for k in plan.preparation.sources], made)
        for k in self._checked:
            if frame.status[k].failed:
                raise self._failure(k, frame.status[k])  # the frame is dropped, and its status with it
        self._frames.append(frame)
        for k, place in plan.passed:
            outputs[k] = self._passed(k, place, inputs, scalars, outputs)
        return outputs

    def _run(self, frame: Frame, arrays: tuple[Any, ...], threads: int) -> bool:
        """All steps on these arrays: the inputs that they take, and the outputs. Whether it made what stays."""
        prepared = False
        for start, end, call in self._parts:
            if end > start and self._launch(frame.pointer, id(arrays) + ITEMS, start, end, threads):
                prepared = True
            if call is not None:
                call(self._memory(end, frame, arrays))
        return prepared

    def _memory(self, step: int, frame: Frame, arrays: tuple[Any, ...]) -> list[Any]:
        """The bytes of a step's buffers."""
        inputs, outputs = arrays[: self._inputs], arrays[self._inputs :]
        return [_bytes(p, inputs, outputs, frame) for p in self.plan.steps[step].places]

    def _failure(self, step: int, status: Any) -> RangeError:
        where = self.lines[step] if step < len(self.lines) else None
        return out_of_range(status.value, status.extent, where)

    def _passed(self, k: int, place: Place, inputs: Any, scalars: Any, outputs: Any) -> np.ndarray[Any, Any]:
        """An output that is an argument, or another output, once more."""
        source = {"input": inputs, "scalar": scalars, "output": outputs}[place.kind][place.at]
        return np.array(source, self._outputs[k][2])

    @property
    def kept(self) -> int:
        """Bytes of arenas, outputs and what is prepared that wait for the next call."""
        own = self.plan.arena + self.plan.preparation.nbytes
        return len(self._frames) * own + sum(s.idle for s in self._spares.values())

    @property
    def used(self) -> int:
        """When it was called last, counted in calls of any program."""
        return self._used

    def release(self) -> None:
        """Give the frames and the spare outputs back."""
        self._frames.clear()
        for spares in self._spares.values():
            spares.release()


def _bytes(place: Place, inputs: Sequence[Any], outputs: Sequence[Any], frame: Frame) -> np.ndarray[Any, Any]:
    """The memory of a place."""
    if place.kind in BLOCKS:
        memory = frame.arena if place.kind == "arena" else frame.prepared
        return memory[place.at : place.at + place.nbytes]
    if place.kind == "scalar":
        return frame.scalars[place.at : place.at + 1].view(np.uint8)[: place.nbytes]
    array = loans.lend(inputs[place.at]) if place.kind == "input" else outputs[place.at]
    return np.asarray(array).reshape(-1).view(np.uint8)


@functools.cache
def _check_layouts() -> None:
    """Python's tuples and NumPy's arrays are laid out as the launcher reads them."""
    cast, probe = interface.ffi().cast, (np.zeros(1),)
    assert cast("uintptr_t *", id(probe[0]) + DATA)[0] == probe[0].ctypes.data, "NumPy's arrays are laid out otherwise"
    assert cast("uintptr_t *", id(probe) + ITEMS)[0] == id(probe[0]), "Python's tuples are laid out otherwise"


def _nbytes(shape: tuple[int, ...], dtype: np.dtype[Any]) -> int:
    return math.prod(shape) * dtype.itemsize


def _aligned(nbytes: int) -> np.ndarray[Any, Any]:
    raw = np.empty(nbytes + 64, np.uint8)
    start = -raw.ctypes.data % 64
    return raw[start : start + nbytes]


__all__ = ["Program"]
