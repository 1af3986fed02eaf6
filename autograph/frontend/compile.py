"""`@compile`: a function whose calls are recorded and run as generated code."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from types import MethodType
from typing import Any

from autograph import config
from autograph.backends import named
from autograph.errors import ArgumentError, Location
from autograph.frontend.calls import Calls, Stats
from autograph.frontend.on_device import OnDevice
from autograph.graph import Node


class Compiled:
    """The result of `compile`. Safe to call from several threads at once.

    `stats` counts `calls`, `traces` (calls that ran the Python), `paths`, `compilations` (kernels a compiler was
    started for) and `seconds` spent making programs. What takes a call's arguments tells of such a call and changes
    nothing.
    """

    __wrapped__: Callable[..., Any]

    def __init__(
        self, function: Callable[..., Any], retrace: str = "always", threads: int | None = None, name: str | None = None
    ):
        self.name = str(name or getattr(function, "__name__", type(function).__name__))
        self._calls = Calls(function, retrace, threads, self.name)
        self.stats = self._calls.stats
        functools.update_wrapper(self, function, updated=())

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        bound = Compiled.__new__(Compiled)
        bound.__dict__.update(
            self.__dict__, _calls=self._calls.of(instance, MethodType(self._calls.function, instance))
        )
        return bound

    def __getattr__(self, name: str) -> Any:
        """What the function has besides: a compiled Module's `parameters()`, `state_dict()`, `eval()`, …"""
        if name.startswith("__") or "_calls" not in self.__dict__:
            raise AttributeError(name)
        return getattr(self._calls.function, name)

    def __reduce__(self) -> str | tuple[Any, ...]:
        """Pickled by its name, as functions are. Where that is no way to it, it is made anew of its function."""
        name = getattr(self, "__qualname__", "")
        found: Any = sys.modules.get(self.__module__)
        for part in name.split("."):
            found = getattr(found, part, None)
        calls = self._calls
        made = (Compiled, (calls.function, calls.retrace, calls.threads, calls.name))
        return name if found is self else made

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._calls.call(args, kwargs)

    # -- telling

    def recorded(self, *args: Any, **kwargs: Any) -> tuple[list[list[Node]], dict[Node, Location]]:
        """The graphs of a call with these arguments, and the Python lines of their nodes; the call changes nothing.

        There is one graph for each program the call runs: one for each time it asks for a value, and the last.
        """
        alone = Calls(self._calls.function, "always", self._calls.threads, self.name)  # with a trace tree of its own
        return alone.graphs(args, kwargs), alone.lines

    def graph(self, *args: Any, **kwargs: Any) -> str:
        """The graph of a call as text: what was recorded, before derivatives are expanded."""
        from autograph.inspect import graph_of

        return graph_of(*self.recorded(*args, **kwargs))

    def kernels(self, *args: Any, **kwargs: Any) -> list[Any]:
        """The kernels of a call, each with name, source, file, lines, flops and bytes."""
        from autograph.inspect import kernels_of

        return kernels_of(*self.recorded(*args, **kwargs))

    def source(self, *args: Any, **kwargs: Any) -> str:
        """The C program of a call."""
        from autograph.inspect import source_of

        return source_of(self.name, *self.recorded(*args, **kwargs))

    def memory(self, *args: Any, **kwargs: Any) -> Any:
        """The arena of a call: `.peak` in bytes, and its map."""
        from autograph.inspect import memory_of

        return memory_of(self.name, *self.recorded(*args, **kwargs))

    def profile(self, *args: Any, **kwargs: Any) -> Any:
        """What each kernel of a call takes, measured by running it for a while: time, GFLOP/s, GB/s; `print` it."""
        from autograph.frontend.runs import runs
        from autograph.inspect import profile_of

        return profile_of(self.name, *runs(self._calls, args, kwargs), self._calls.threads or config.threads())

    def explain(self) -> Any:
        """The trace tree: every path taken so far, where paths part, and what each cost."""
        from autograph.inspect import Explanation

        return Explanation(self.name, tuple(self._calls.roots.values()), self.stats)

    def release(self) -> None:
        """Forget all paths and programs, and give their memory back."""
        self._calls.release()


def compile(
    function: Callable[..., Any] | None = None,
    *,
    device: str | None = None,
    retrace: str = "always",
    threads: int | None = None,
    name: str | None = None,
) -> Any:
    """Compile a function, method or Module; use as `@compile` or `@compile(retrace=…)`.

    `retrace="always"` runs the Python on each call, so native control flow decides what runs; `"signature"` runs it
    once for each signature of shapes, dtypes, structure and static values. `threads` overrides `config.num_threads`.
    On a `device`, tensors and arrays among the arguments come there first, and what the function creates is there;
    Variables stay where they are. Without one it runs where its arguments are, on several devices if they are.
    Raises ArgumentError for other values of `retrace` and `threads`, DeviceError for a device that is not there.
    """
    if retrace not in ("always", "signature"):
        raise ArgumentError(f"retrace={retrace!r}", hint='use "always" or "signature"')
    if threads is not None and (not isinstance(threads, int) or threads < 1):
        raise ArgumentError(f"threads={threads!r}", hint="give a positive integer, or None for config.num_threads")
    if device is not None:
        device = named(device)
    if function is not None and not callable(function):
        raise ArgumentError(
            f"compile: {type(function).__name__} is not callable", hint="use @ag.compile or @ag.compile(name=…)"
        )
    if function is None:
        return functools.partial(compile, device=device, retrace=retrace, threads=threads, name=name)
    return Compiled(function if device is None else OnDevice(function, device), retrace, threads, name)


__all__ = ["Compiled", "Stats", "compile"]
