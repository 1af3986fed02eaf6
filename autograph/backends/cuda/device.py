"""A GPU: plans bound to functions and memory, and run.

A call returns when its steps are launched; who wants to see values waits for them. Everything runs on one stream in the
order in which it was launched, so memory may be given back, and given out again, while it is still in use.
"""

from __future__ import annotations

import functools
import itertools
import math
import struct
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograph import dtypes
from autograph.backends import Value
from autograph.backends.cuda import kept
from autograph.backends.cuda.arrays import DeviceArray, put
from autograph.backends.cuda.checks import AHEAD, Check, inherited
from autograph.backends.cuda.gpu import OutOfMemory, Stopped
from autograph.backends.cuda.interface import ffi
from autograph.backends.cuda.memory import Memory, memory, size
from autograph.backends.reference import InPython
from autograph.backends.spares import Spares
from autograph.backends.table import Table, parts
from autograph.errors import Location
from autograph.schedule.plan import BLOCKS, Place, Plan

#: Whether what NumPy is given of an array is its own memory.
IN_HOST_MEMORY = False
#: Arrays of an output that serve in turns, so that the same addresses come again: those of a gradient, which the next
#: call reads and the caller still holds, are three.
GENERATIONS = 4
#: CUDA's code for memory that it has not got itself.
NO_MEMORY = 2
#: Blocks that an error names which tells that memory is full.
NAMED = 3


class Frame:
    """The memory of one call in flight: on the device the arena, the scalars and the status of each step, on the host
    the table of buffers; and what was prepared for it, which the next call finds there.

    `pointer` is what the launcher gets: all that, beside `shared`, what it gets of the program.
    """

    def __init__(self, plan: Plan, table: Table, home: Memory, shared: Mapping[str, Any]):
        status = ffi().sizeof("status_t") * len(plan.steps)
        lengths = {"arena": plan.arena, "prepared": plan.preparation.nbytes, "scalar": 8 * table.scalars}
        self._blocks = {kind: home.block(n) for kind, n in {**lengths, "status": status}.items()}
        starts = {kind: block.address for kind, block in self._blocks.items()}
        starts["size"] = table.sizes.ctypes.data  # launches read them: they lie in the host's memory
        self.table = ffi().new("void *[]", max(len(table.slots), 1))
        for k, (kind, at, offset) in enumerate(table.slots):
            if kind in starts:
                unit = 1 if kind in BLOCKS else 8
                self.table[k] = ffi().cast("void *", starts[kind] + at * unit + offset)
        self.starts = starts
        self.numbers = bytearray(8 * max(table.scalars, 1))
        self.first_number = ffi().from_buffer("uint64_t[]", self.numbers)
        self.sources: list[Any] = []  # what is prepared was made from these
        self._shared = shared
        void = {name: ffi().cast("void *", starts[kind]) for name, kind in (("status", "status"), ("words", "scalar"))}
        own = ffi().new("frame_t *", {**shared, **void, "table": self.table})
        self.pointer = ffi().gc(own, kept.launcher().forget)


class Program:
    """A plan ready to run on a GPU. Safe to call from several threads: each call in flight has a frame of its own."""

    def __init__(self, plan: Plan, functions: Mapping[str, Any], lines: Sequence[Location | None], device: str):
        self.plan, self.lines, self._home = plan, lines, memory(device)
        self._launcher = kept.launcher()
        self._table = Table(plan)
        self._parts = parts(plan.steps, functions)
        self._checked = {k: self._line(k) for k, s in enumerate(plan.steps) if s.checked}
        self._shared = self._described(functions)
        self._stream = ffi().cast("void *", self._home.gpu.stream)
        self._kinds = [(shape, dtypes.dtype(name).numpy) for shape, name in plan.outputs]
        make = functools.partial(DeviceArray, self._home)
        self._spares = {k: Spares(make, GENERATIONS) for k in self._table.made}
        outputs = sum(_nbytes(*self._kinds[k]) for k in self._spares)
        #: Bytes of a call, by what they are for.
        self._needs = {"intermediates": plan.arena, "outputs": outputs, "what is prepared": plan.preparation.nbytes}
        self._pack = struct.Struct(f"={self._table.inputs + len(self._kinds)}Q").pack
        self._frames: list[Frame] = []
        self._used = 0
        self._home.programs.add(self)

    def _described(self, functions: Mapping[str, Any]) -> dict[str, Any]:
        """What all frames have in common."""
        plan, table = self.plan, self._table
        steps, first = ffi().new("step_t[]", max(len(plan.steps), 1)), 0
        for step, s, own in zip(steps, plan.steps, table.steps):
            assert len(own) <= kept.MOST_BUFFERS, f"kernel {s.kernel[:12]} has {len(own)} buffers"
            function = functions[s.kernel]
            if not isinstance(function, InPython):
                step.kernel, step.refused = function
            step.n, step.first, step.count = s.n, first, len(own)
            first += len(own)
        return {
            "steps": steps,
            "slots": ffi().new("int32_t[]", list(itertools.chain(*table.steps))),
            "bindings": ffi().new("binding_t[]", table.bound),
            "bound": len(table.bound),
            "width": len(table.slots),
            "scalars": table.scalars,
            "checked": len(plan.steps) * ffi().sizeof("status_t") if self._checked else 0,
        }

    def __call__(self, inputs: Sequence[Value], scalars: Sequence[float]) -> list[DeviceArray]:
        """New arrays, from contiguous ones: those of the host are copied to the device. Raises RangeError for a bad
        index of this thread's calls before, or of one that an argument depends on; one of this call is told later, as
        `checks` has it. Raises DeviceError where memory is short or the device has stopped."""
        home, plan = self._home, self.plan
        home.check_process()
        home.checks.look(AHEAD if self._checked else sys.maxsize)
        self._used = home.programs.tick()
        given = [self._given(a) for a in inputs[: self._table.inputs]]
        doubts = inherited(given)
        if len(self._parts) > 1:  # Python sees values
            for doubt in doubts:
                doubt.clear()
        frame, outputs = self._room()
        if self._table.scalars:
            self._table.pack(frame.numbers, 0, *scalars[: self._table.scalars])
        sources = [given[k] for k in plan.preparation.sources]
        ready = len(frame.sources) == len(sources) and all(a is b for a, b in zip(frame.sources, sources))
        try:
            self._run(frame, given, outputs, plan.preparation.steps if ready else 0)
            if self._checked:
                doubts = (*doubts, self._check(frame))
        except Stopped as error:
            home.stopped(error)
        frame.sources = sources
        for made in outputs:
            if made is not None:
                made.doubts = doubts
        self._frames.append(frame)
        for k, place in plan.passed:
            outputs[k] = self._passed(k, place, inputs, scalars, outputs)
        return [o for o in outputs if o is not None]

    def _given(self, value: Value) -> DeviceArray:
        if not isinstance(value, DeviceArray):
            return put(value, self._home.device)
        assert value.device == self._home.device, f"{value!r} is an argument on {self._home.device}"
        return value

    def _room(self) -> tuple[Frame, list[DeviceArray | None]]:
        """A frame that nobody else has, and new outputs."""
        try:
            frame = self._frame()
            return frame, [
                self._spares[k].array(*kind) if k in self._spares else None for k, kind in enumerate(self._kinds)
            ]
        except OutOfMemory:
            needed = ", ".join(f"{size(n)} of {name}" for name, n in self._needs.items() if n)
            self._home.full(f"the call takes {needed}", *self._largest())

    def _frame(self) -> Frame:
        try:
            return self._frames.pop()
        except IndexError:  # asking first would let another thread take the last one in between
            self._home.programs.make_room(sum(self._needs.values()), self._home.most_kept)
            return Frame(self.plan, self._table, self._home, self._shared)

    def _largest(self) -> tuple[list[str], Location | None]:
        """The largest blocks that steps write, as an error names them, and the line of the first."""
        blocks = {(p.kind, p.at): (p.nbytes, k) for k, s in enumerate(self.plan.steps) for p in s.places[s.reads :]}
        found = sorted(blocks.values(), reverse=True)[:NAMED]
        lines = [self._line(k) for _, k in found]
        told = [f"{size(n)}" + (f" of {line.short}" if line else "") for (n, _), line in zip(found, lines)]
        return told, next((line for line in lines if line), None)

    def _line(self, step: int) -> Location | None:
        return self.lines[step] if 0 <= step < len(self.lines) else None

    def _run(self, frame: Frame, given: list[DeviceArray], outputs: list[DeviceArray | None], first: int) -> None:
        """The steps from the first on, on these arrays."""
        addresses = self._pack(*[a.address for a in given], *[0 if a is None else a.address for a in outputs])
        numbers = frame.first_number
        for start, end, call in self._parts:
            self._launch(frame, addresses, numbers, max(start, first), end)
            numbers = ffi().NULL
            if call is not None and end >= first:
                self._in_python(call, end, frame, given, outputs)

    def _launch(self, frame: Frame, addresses: bytes, numbers: Any, first: int, end: int) -> None:
        with self._home.gpu:
            arrays = ffi().from_buffer("uint64_t[]", addresses)
            code = self._launcher.launch(frame.pointer, arrays, numbers, first, end, self._stream)
        if code == NO_MEMORY:
            self._home.full("CUDA has no room for the kernels, or for their graph", *self._largest())
        if code:
            self._home.stopped(self._told(code), self._line(frame.pointer.refused))

    def _told(self, code: int) -> Stopped:
        name, text = (
            ffi().string(tell(code)).decode() for tell in (self._launcher.error_name, self._launcher.error_text)
        )
        return Stopped(f"{name}: {text}")

    def _in_python(
        self, call: InPython, k: int, frame: Frame, given: list[DeviceArray], outputs: list[DeviceArray | None]
    ) -> None:
        """A step that NumPy computes: its operands come to the host, and its result goes back."""
        step, home = self.plan.steps[k], self._home
        addresses = [_address(p, frame, given, outputs) for p in step.places]
        buffers = [np.empty(p.nbytes, np.uint8) for p in step.places]
        for buffer, address in zip(buffers[: step.reads], addresses):
            home.fetch(buffer, address)
        call(buffers)
        for buffer, address in zip(buffers[step.reads :], addresses[step.reads :]):
            home.send(address, buffer)

    def _check(self, frame: Frame) -> Check:
        """What will tell how the checks of the steps went that were launched. Raises RangeError where what is prepared
        has a bad index."""
        nbytes = len(self.plan.steps) * ffi().sizeof("status_t")
        check = self._home.checks.begun(frame.starts["status"], nbytes, self._checked)
        if min(self._checked) < self.plan.preparation.steps:  # the next call would not look at it again
            check.clear()
        return check

    def _passed(self, k: int, place: Place, inputs: Any, scalars: Any, outputs: Any) -> DeviceArray:
        """An output that is an argument, or another output, once more: the same array, since nobody changes it."""
        if place.kind == "scalar":
            return put(np.array(scalars[place.at], self._kinds[k][1]), self._home.device)
        return self._given({"input": inputs, "output": outputs}[place.kind][place.at])

    @property
    def kept(self) -> int:
        """Bytes of arenas, outputs and what is prepared that wait for the next call."""
        own = self.plan.arena + self.plan.preparation.nbytes
        return len(self._frames) * own + sum(s.idle for s in self._spares.values())

    @property
    def used(self) -> int:
        """When it was called last, counted in calls of any program on the device."""
        return self._used

    def release(self) -> None:
        """Give the frames and the spare outputs back."""
        self._frames.clear()
        for spares in self._spares.values():
            spares.release()


def ready(
    plan: Plan, functions: Mapping[str, Any], lines: Sequence[Location | None], threads: int | None, device: str
) -> Program:
    """A plan ready to run on a GPU, however many `threads` of the host there are. Raises DeviceError unless it is
    there."""
    return Program(plan, functions, lines, device)


def _address(place: Place, frame: Frame, given: list[DeviceArray], outputs: list[DeviceArray | None]) -> int:
    """Where a place is on the device."""
    if place.kind in frame.starts:
        return frame.starts[place.kind] + place.at * (1 if place.kind in BLOCKS else 8)
    array = (given if place.kind == "input" else outputs)[place.at]
    assert array is not None, f"output {place.at} has no memory"
    return array.address


def _nbytes(shape: tuple[int, ...], dtype: np.dtype[Any]) -> int:
    return math.prod(shape) * dtype.itemsize


__all__ = ["IN_HOST_MEMORY", "Program", "ready"]
