"""Where graphs run: the NumPy reference, and the back ends that generate code."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from autograph.errors import Location

if TYPE_CHECKING:  # the reference runs without any of it
    from autograph.render.source import Language, Source
    from autograph.schedule.plan import Plan
    from autograph.schedule.recipe import Target

#: Device kind → the folder of its back end.
FOLDERS = {"cpu": "c", "cuda": "cuda"}


class Backend(Protocol):
    """What a back end's package provides."""

    LANGUAGE: Language

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

    def Program(  # a class of the back end
        self, plan: Plan, functions: Mapping[str, Any], lines: Sequence[Location | None], threads: int | None
    ) -> Callable[..., list[Any]]:
        """A plan ready to run."""

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
