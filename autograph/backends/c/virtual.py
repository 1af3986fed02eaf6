"""More CPUs than there are: "cpu:1" and on, for programs of several devices on a machine that has none.

They share the processor, its threads and its memory with "cpu", but no values: each is on one of them, and goes to
another only where the program says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograph import config, loans
from autograph.backends import Array, Value
from autograph.backends.c.device import Program
from autograph.errors import DeviceError, Location
from autograph.schedule.plan import Plan

IN_HOST_MEMORY = True


class VirtualArray:
    """Values on a virtual CPU."""

    __slots__ = ("__weakref__", "_array", "device", "dtype", "nbytes", "shape")

    doubts = ()  # a CPU's calls are over when they return

    def __init__(self, array: Array, device: str):
        self._array, self.device = array, device
        self.shape: tuple[int, ...] = array.shape
        self.dtype: np.dtype[Any] = array.dtype
        self.nbytes: int = array.nbytes

    def copy(self) -> VirtualArray:
        """In memory of its own."""
        return VirtualArray(self._array.copy(), self.device)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        shown = loans.lend(self._array)
        converted = shown if dtype is None else shown.astype(dtype, copy=False)
        return converted.copy() if copy else converted


def devices() -> list[str]:
    """ "cpu", and as many more as `config.cpu_devices` says."""
    return ["cpu", *[f"cpu:{k}" for k in range(1, config.cpu_devices or 1)]]


def check(device: str) -> None:
    """Raises DeviceError for a CPU that is not there."""
    there = devices()
    if device not in there:
        raise DeviceError(
            f"there is no device {device!r} here, only {', '.join(there)}",
            hint="set AUTOGRAPH_CPU_DEVICES to the number of virtual CPUs that are wanted",
        )


def put(value: Value, device: str) -> VirtualArray:
    """Values in memory of their own on a virtual CPU."""
    return VirtualArray(np.array(value, order="C", copy=True), device)


def ready(
    plan: Plan, functions: Mapping[str, Any], lines: Sequence[Location | None], threads: int | None, device: str
) -> Callable[[Sequence[Any], Sequence[float]], list[Any]]:
    """A plan ready to run on a CPU."""
    program = Program(plan, functions, lines, threads)
    if device == "cpu":
        return program

    def run(inputs: Sequence[VirtualArray], scalars: Sequence[float]) -> list[VirtualArray]:
        return [VirtualArray(a, device) for a in program([v._array for v in inputs], scalars)]

    return run
