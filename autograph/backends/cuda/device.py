"""The GPU: what kernels are generated for, and why it cannot be used. The one file that imports pycuda."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from autograph.backends import DeviceArray, Value
from autograph.errors import DeviceError, Location
from autograph.schedule.plan import Plan
from autograph.schedule.recipe import Target

IN_HOST_MEMORY = False


def devices() -> list[str]:
    """The GPUs that programs run on: none, since nothing is launched yet."""
    return []


def check(device: str) -> None:
    """Raises DeviceError for a GPU that is not there."""
    raise DeviceError(
        f"there is no device {device!r} here: {why_not() or 'CUDA kernels are not launched yet'}",
        hint='use device "cpu"; `autograph doctor` tells what CUDA lacks here',
    )


def put(value: Value, device: str) -> DeviceArray:
    """Values on a GPU. Raises DeviceError: nothing is launched yet."""
    raise no_launch()


def target() -> Target:
    """One lane a thread, and tiles of few registers, which reuse what is loaded and leave many threads."""
    # A guess until it is measured on a GPU.
    return Target(lanes=1, registers=8, latency=1, shares=1 << 40)


def why_not() -> str | None:
    """Why this machine cannot run CUDA: pycuda, the driver or a device is missing. None where all are there."""
    try:
        import pycuda.driver as driver
    except ModuleNotFoundError:
        return "pycuda is not installed"
    except ImportError as error:
        return f"the CUDA driver cannot be loaded: {error}"
    try:
        driver.init()
        count = driver.Device.count()
    except driver.Error as error:
        return f"the CUDA driver finds no device: {error}"
    return None if count else "the CUDA driver finds no device"


def no_launch() -> DeviceError:
    """The error of everything that would run a kernel."""
    reason = why_not()
    return DeviceError(
        "CUDA kernels are generated and compiled, but not launched yet"
        + (f"; nor could they be: {reason}" if reason else ""),
        hint='device="cpu" runs the same function',
    )


class Program:
    """A plan ready to run. Raises DeviceError: nothing is launched yet."""

    def __init__(
        self,
        plan: Plan,
        functions: Mapping[str, Any],
        lines: Sequence[Location | None] = (),
        threads: int | None = None,
    ):
        raise no_launch()

    def __call__(self, inputs: Sequence[Any], scalars: Sequence[Any]) -> list[Any]:
        raise no_launch()


def ready(
    plan: Plan, functions: Mapping[str, Any], lines: Sequence[Location | None], threads: int | None, device: str
) -> Program:
    """A plan ready to run on a GPU. Raises DeviceError: nothing is launched yet."""
    return Program(plan, functions, lines, threads)


def timed(
    plan: Plan,
    functions: Mapping[str, Any],
    inputs: Sequence[Any],
    scalars: Sequence[float],
    threads: int,
    seconds: float,
) -> tuple[list[float], float]:
    """What each step of a plan takes. Raises DeviceError: nothing is launched yet."""
    raise no_launch()


__all__ = [
    "IN_HOST_MEMORY",
    "Program",
    "check",
    "devices",
    "no_launch",
    "put",
    "ready",
    "target",
    "timed",
    "why_not",
]
