"""Where graphs run: the NumPy reference, and the back ends that generate code."""

from __future__ import annotations

import importlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from autograph.backends.doubts import Doubt
from autograph.errors import DeviceError, Location

if TYPE_CHECKING:  # the reference runs without any of it
    from autograph.render.source import Language, Source
    from autograph.schedule.plan import Plan
    from autograph.schedule.recipe import Target

Array = np.ndarray[Any, Any]

#: Device kind → the folder of its back end.
FOLDERS = {"cpu": "c", "cuda": "cuda"}
#: Device kind → the name of its first device. The others add their number: "cpu:1".
FIRST = {"cpu": "cpu", "cuda": "cuda:0"}


#: Device kind → DLPack's number for it.
DLPACK = {"cpu": 1, "cuda": 2}


class DeviceArray(Protocol):
    """Values in the memory of a device other than "cpu", whose values are NumPy arrays. Nobody changes them.

    `np.asarray` of one waits for the values. What it gives is not to be written to: it may be the same memory.
    """

    @property
    def shape(self) -> tuple[int, ...]: ...
    @property
    def dtype(self) -> np.dtype[Any]: ...
    @property
    def device(self) -> str: ...
    @property
    def nbytes(self) -> int: ...
    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The calls that it depends on and that may still turn out to have failed."""

    def copy(self) -> DeviceArray: ...
    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array: ...


Value = Array | DeviceArray


class Last(Protocol):
    """The steps of a call that are left: they write new values over old ones."""

    over: Collection[int]  # the numbers of those values

    def steps(self, references: int) -> Iterator[int]:
        """Runs them when it is asked for its one item: 0, or 1 if it did nothing, as somebody has an old value. The
        caller is known to have so many references to each. Nothing else of Python runs meanwhile."""

    def apart(self) -> list[Array]:
        """Run them without touching old values: the values of the call, which is done."""

    def done(self) -> None:
        """The memory may serve another call."""


class Replacing(ABC):
    """A program that is ready to run, and whose last steps may write new values over old ones: outputs over inputs.
    `over` has their numbers."""

    over: Mapping[int, int]

    @abstractmethod
    def begun(self, inputs: Sequence[Array], scalars: Sequence[float]) -> tuple[list[Array], Last | None]:
        """The values; those of `over` may be in the arrays of their inputs, once the last steps have run."""


class Backend(Protocol):
    """What a back end's package provides."""

    LANGUAGE: Language
    #: Whether what `np.asarray` gives of its arrays is their own memory, on which NumPy may compute.
    IN_HOST_MEMORY: bool

    def devices(self) -> list[str]:
        """The names of the devices that are there."""

    def check(self, device: str) -> None:
        """Raises DeviceError for a device that is not there: it says what is missing, and how to get it."""

    def put(self, value: Value, device: str) -> DeviceArray:
        """Values from wherever they are in memory of their own on one of its devices other than "cpu"."""

    def target(self) -> Target:
        """What the generated code runs on."""

    def identity(self) -> str:
        """Changes with everything but this package's modules that decides what is generated: the compiler, the
        processor, the templates."""

    def program(self, sources: Sequence[Source], header: Sequence[str] = ()) -> str:
        """One file that holds the kernels and all they need."""

    def loaded(self, kernels: Sequence[str]) -> dict[str, Any] | None:
        """The functions of these kernels if memory or the disk has them all."""

    def source_file(self, kernel: str) -> Path | None:
        """The file a kernel was compiled from, by its source's digest, if it is still there."""

    def functions(self, asked: Iterable[tuple[Source, Location | None]]) -> tuple[dict[str, Any], int]:
        """The function of each source by digest, and how many were compiled for it; with the line that asked for it."""

    def ready(
        self,
        plan: Plan,
        functions: Mapping[str, Any],
        lines: Sequence[Location | None],
        threads: int | None,
        device: str,
    ) -> Callable[[Sequence[Any], Sequence[float]], list[Any]]:
        """A plan ready to run on a device: from contiguous arrays there, and numbers, it makes new arrays there."""

    def timed(
        self,
        plan: Plan,
        functions: Mapping[str, Any],
        inputs: Sequence[Any],
        scalars: Sequence[float],
        threads: int,
        seconds: float,
    ) -> tuple[list[float], float]:
        """Seconds of each step of a plan launched alone, and of the whole plan; medians of runs for so long."""


def backend(device: str = "cpu") -> Backend:
    """The back end of a device such as "cpu" or "cuda:0"."""
    module: Any = importlib.import_module(f"autograph.backends.{FOLDERS[device.split(':')[0]]}")
    return module  # type: ignore[no-any-return]


def named(device: str) -> str:
    """The one name of a device: "cuda" is "cuda:0", and "cpu:0" is "cpu". Raises DeviceError unless it is there."""
    if device == "cpu":
        return device
    kind, _, number = device.partition(":") if isinstance(device, str) else ("", "", "")
    if kind not in FOLDERS or (number and not number.isdecimal()) or device == f"{kind}:":
        raise DeviceError(
            f"there is no device {device!r} here", hint=f"use one of {', '.join(devices())}: ag.devices() has them"
        )
    name = f"{kind}:{int(number)}" if number and int(number) else FIRST[kind]
    if name != "cpu":
        backend(name).check(name)
    return name


def devices() -> list[str]:
    """The devices that are there: "cpu" is the first."""
    return [name for kind in FOLDERS for name in backend(kind).devices()]


def put(value: Value, device: str) -> Value:
    """Values in memory of their own on a device, whose name is as `named` gives it."""
    return np.array(value, order="C", copy=True) if device == "cpu" else backend(device).put(value, device)


def in_host_memory(device: str) -> bool:
    """Whether NumPy may compute where values on a device are."""
    return device == "cpu" or backend(device).IN_HOST_MEMORY


def dlpack_device(device: str) -> tuple[int, int]:
    """DLPack's numbers for a device: of its kind, and of which of them. Virtual CPUs are the CPU."""
    kind, _, number = device.partition(":")
    return DLPACK[kind], 0 if in_host_memory(device) else int(number)


def of_dlpack(device: tuple[int, int]) -> str | None:
    """The device DLPack's numbers mean, if NumPy cannot reach its memory. Raises DeviceError unless it is there."""
    kind = next((kind for kind, number in DLPACK.items() if number == device[0]), None)
    return None if kind in (None, "cpu") else named(f"{kind}:{device[1]}")


def device_of(value: Value) -> str:
    """Where values are."""
    return "cpu" if isinstance(value, np.ndarray) else value.device
