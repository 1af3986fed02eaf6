"""A plan as its launcher is told of it: one table of addresses, and which of its slots each step's buffers are."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograph.backends.reference import InPython
from autograph.schedule.plan import Plan, Step

#: What the address in a slot is that of: the kind of place, its number or byte, and the bytes further on.
Slot = tuple[str, int, int]


class Table:
    """The slots of a plan's table, each address once.

    `steps` are the slots of each step's buffers, and after them of its sizes, which all lie in `sizes`: the kind of
    such a slot is "size". Of a call's arrays, `inputs` and then its outputs, slot `bound[k][0]` has the address of
    number `bound[k][1]`, and so many bytes; all other slots stay what they are from call to call.
    """

    def __init__(self, plan: Plan):
        self.sizes, buffers = _buffers(plan.steps)
        numbers: dict[Slot, int] = {}
        self.steps = [[numbers.setdefault(b, len(numbers)) for b in own] for own in buffers]
        self.slots: list[Slot] = list(numbers)
        self.inputs = max((at + 1 for kind, at, _ in self.slots if kind == "input"), default=0)
        #: Numbers of the outputs that a kernel makes; others are copied when it is done.
        self.made = {at for kind, at, _ in self.slots if kind == "output"}
        number = {"input": 0, "output": self.inputs}  # of the first array of its kind
        slots = enumerate(self.slots)
        self.bound = [(k, number[kind] + at, offset) for k, (kind, at, offset) in slots if kind in number]
        taken = {p.at: p.nbytes for s in plan.steps for p in s.places if p.kind == "scalar"}
        # Each scalar has eight bytes of its own; a float32 leaves four of them unused.
        formats = [("f4x" if taken.get(k) == 4 else "d") for k in range(max(taken, default=-1) + 1)]
        self.scalars = len(formats)
        #: Writes the scalars into a buffer, from a byte on.
        self.pack = struct.Struct("=" + "".join(formats)).pack_into


def _buffers(steps: Sequence[Step]) -> tuple[np.ndarray[Any, Any], list[list[Slot]]]:
    """The sizes that kernels are given, all in one array; of each step what its buffers are."""
    starts: dict[tuple[int, ...], int] = {}
    sizes: list[int] = []
    found = []
    for s in steps:
        found.append([(p.kind, p.at, p.offset) for p in s.places])
        if s.sizes:
            if s.sizes not in starts:
                starts[s.sizes] = len(sizes)
                sizes += s.sizes
            found[-1].append(("size", starts[s.sizes], 0))
    return np.array([*sizes, 0], np.int64), found


def parts(steps: Sequence[Step], functions: Mapping[str, Any]) -> list[tuple[int, int, InPython | None]]:
    """The plan cut where Python has to be called: launches of steps from … to, and then a call."""
    found, start = [], 0
    for k, s in enumerate(steps):
        if isinstance(functions[s.kernel], InPython):
            found.append((start, k, functions[s.kernel]))
            start = k + 1
    return [*found, (start, len(steps), None)]
