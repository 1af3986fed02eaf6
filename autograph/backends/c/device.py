"""The CPU: plans bound to functions and memory, and run."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograph import config, dtypes, loans
from autograph.backends import Replacing
from autograph.backends.c import interface, kept
from autograph.backends.c.frame import Frame
from autograph.backends.c.replacing import LOCKED, Last
from autograph.backends.idle import Keepers
from autograph.backends.reference import InPython
from autograph.backends.spares import LARGE, Spares
from autograph.backends.table import Table, parts
from autograph.errors import Location, RangeError
from autograph.ops.indexing import out_of_range
from autograph.schedule.plan import BLOCKS, Place, Plan

#: Work, in operations, below which a plan runs on one thread: waking another costs more than it brings.
SMALL = 200_000
#: What has come of a launch, as the launcher tells it.
DONE, PREPARED, REFUSED = range(3)
#: Bytes of arenas and outputs that programs keep between calls, all together.
KEPT = 256 << 20
#: Calls for which a program leaves old values as they are, once somebody had one of them.
PATIENCE = 16

_empty = np.empty
#: Every program there is.
programs = Keepers()


class Program(Replacing):
    """A plan ready to run. Safe to call from several threads: each call in flight has a frame of its own."""

    def __init__(
        self,
        plan: Plan,
        functions: Mapping[str, Any],
        lines: Sequence[Location | None] = (),
        threads: int | None = None,
    ):
        ffi = interface.ffi()
        self.plan, self.lines = plan, lines
        self._asks = threads is None and plan.work > SMALL  # how many threads to take
        self._launch = kept.launcher().launch
        self._table = Table(plan)
        self._inputs, self._scalars = self._table.inputs, self._table.scalars
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
        self._written_over = ffi.new("int32_t[]", [slot for _, slot in plan.replaced] or 1)
        self._shared = {
            "steps": self._steps,
            "slots": self._numbers,
            "bindings": self._bindings,
            "bound": len(self._table.bound),
            "sources": self._sources,
            "origins": len(plan.preparation.sources),
            "preparing": plan.preparation.steps,
            "replaced": self._written_over,
            "replacements": len(plan.replaced),
            "layout": interface.layout(),
            "end": len(plan.steps),
            "threads": (threads or 1) if plan.work > SMALL else 1,
        }
        self._prepares, self._copied = plan.preparation.steps > 0, plan.passed
        self._checked = [k for k, s in enumerate(plan.steps) if s.checked]
        self.over: Mapping[int, int] = dict(plan.replaced) if LOCKED else {}
        self._at_once = len(self._parts) == 1 and not self.over  # whether each launch is of all steps
        # Whether one launch is all there is to a call.
        self._plain = self._at_once and not (self._prepares or self._copied or self._checked)
        kinds = [(shape, dtypes.dtype(name).numpy) for shape, name in plan.outputs]
        large = {k: _nbytes(*kinds[k]) for k in self._table.made if _nbytes(*kinds[k]) >= LARGE}
        self._spares = {k: Spares() for k in large}
        self._patience = 0  # for how many calls more none is written over
        self._room = plan.arena + plan.preparation.nbytes + sum(n for k, n in large.items() if k not in self.over)
        self._outputs = [(self._spares[k].array if k in large else _empty, *kind) for k, kind in enumerate(kinds)]
        self._frames: list[Frame] = []
        self._used = 0
        programs.add(self)

    def __call__(self, inputs: Sequence[np.ndarray[Any, Any]], scalars: Sequence[float]) -> list[Any]:
        """New arrays. Raises RangeError for a bad index, before anything is returned."""
        frame = self._frame(scalars)
        outputs: list[Any] = []
        for make, shape, dtype in self._outputs:
            outputs.append(make(shape, dtype))
        arrays = (*inputs[: self._inputs], *outputs)
        if self._plain:
            done = self._launch(frame.pointer, id(arrays)) != REFUSED
        else:
            done = self._run_all(frame, arrays, inputs, scalars, outputs)
        self._frames.append(frame)
        return outputs if done else self(_contiguous(inputs), scalars)

    def begun(self, inputs: Sequence[np.ndarray[Any, Any]], scalars: Sequence[float]) -> tuple[list[Any], Last | None]:
        """The same without the last steps, and these: some of the arrays are of the inputs, to be written over."""
        if self._patience > 0:
            self._patience -= 1
            values = self(inputs, scalars)
            if self._patience <= 0:
                self._forget_spares()
            return values, None
        frame, over = self._frame(scalars), self.over
        outputs = [
            inputs[over[k]] if k in over else make(shape, dtype) for k, (make, shape, dtype) in enumerate(self._outputs)
        ]
        arrays = (*inputs[: self._inputs], *outputs)
        if not self._run_all(frame, arrays, inputs, scalars, outputs, self.plan.last):
            self.take_back(frame)
            return self.begun(_contiguous(inputs), scalars)
        return outputs, Last(self, frame, arrays, outputs)

    def rest(self, frame: Frame, arrays: tuple[Any, ...], references: int) -> tuple[int, ...]:
        """The arguments with which the launcher runs the last steps."""
        frame.between(self.plan.last, len(self.plan.steps))
        return frame.address, id(arrays), references

    def apart(self, frame: Frame, arrays: tuple[Any, ...], values: Sequence[Any]) -> list[Any]:
        """The values of a call that writes over nothing, after `begun`. For a while calls do not try to."""
        self._patience = PATIENCE
        outputs = [
            make(shape, dtype) if k in self.over else given
            for k, (given, (make, shape, dtype)) in enumerate(zip(values, self._outputs))
        ]
        fresh = (*arrays[: self._inputs], *outputs)
        frame.between(self.plan.last, len(self.plan.steps))
        outcome = self._launch(frame.pointer, id(fresh))
        assert outcome != REFUSED, "the steps before have run on these inputs"
        return outputs

    def take_back(self, frame: Frame) -> None:
        """A call is done: its memory may serve another."""
        self._frames.append(frame)

    def _frame(self, scalars: Sequence[float]) -> Frame:
        """The memory of a call with these numbers."""
        self._used = programs.tick()
        try:
            frame = self._frames.pop()
        except IndexError:  # asking first would let another thread take the last one in between
            programs.make_room(self._room, KEPT)
            frame = Frame(self.plan, self._table, self._shared)
        if self._scalars:
            self._table.pack(frame.scalar_bytes, 0, *scalars[: self._scalars])
        if self._asks:
            frame.pointer.threads = config.threads()
        return frame

    def _run_all(
        self,
        frame: Frame,
        arrays: tuple[Any, ...],
        inputs: Sequence[Any],
        scalars: Sequence[float],
        outputs: list[Any],
        stop: int | None = None,
    ) -> bool:
        """All steps, or those before number `stop`, and what no step makes. Returns False if none ran, as kernels could
        not read all of the arrays. Raises RangeError for a bad index."""
        made = loans.made
        if frame.loans != made and self._prepares:
            frame.check_loans(made)
        outcome = self._run(frame, arrays, stop)
        if outcome == REFUSED:
            return False
        if outcome == PREPARED:
            frame.keep([inputs[k] for k in self.plan.preparation.sources], made)
        for k in self._checked:
            if frame.status[k].failed:
                raise self._failure(k, frame.status[k])  # the frame is dropped, and its status with it
        for k, place in self._copied:
            outputs[k] = self._passed(k, place, inputs, scalars, outputs)
        return True

    def _run(self, frame: Frame, arrays: tuple[Any, ...], stop: int | None = None) -> int:
        """All steps, or those before number `stop`, on these arrays: the inputs that they take, and the outputs.
        Returns what has come of it."""
        if self._at_once:
            return self._launch(frame.pointer, id(arrays))  # type: ignore[no-any-return]
        outcome = DONE
        for start, end, call in self._parts:
            # Also where this is no step: what is called must not run on arrays that are refused later.
            frame.between(start, end if stop is None or call is not None else max(start, stop))
            outcome = max(outcome, self._launch(frame.pointer, id(arrays)))
            if outcome == REFUSED:
                break
            if call is not None:
                call(self._memory(end, frame, arrays))
        return outcome

    def _forget_spares(self) -> None:
        """So that nobody else refers to the values that are to be written over."""
        for k, spares in self._spares.items():
            if k in self.over:
                spares.release()

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


def _contiguous(arrays: Sequence[Any]) -> list[np.ndarray[Any, Any]]:
    """The arrays as kernels read them."""
    return [np.asarray(a, order="C") for a in arrays]


def _nbytes(shape: tuple[int, ...], dtype: np.dtype[Any]) -> int:
    return math.prod(shape) * dtype.itemsize


__all__ = ["Program"]
