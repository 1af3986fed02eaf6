"""`@compile`: a function whose calls are recorded and run as generated code."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import MethodType
from typing import Any

import numpy as np

from autograph import config
from autograph.backends import Last
from autograph.errors import ArgumentError, DeviceError, Location
from autograph.frontend import tree
from autograph.frontend.branch import Branch, root
from autograph.frontend.functions import asarray
from autograph.frontend.graphs import program_graph
from autograph.frontend.outcome import Ending, Outcome, Program, Replay, stand_in
from autograph.frontend.programs import Executable, make_program, making
from autograph.frontend.state import state
from autograph.frontend.tensor import Array, Parameter, Tensor, Variable
from autograph.frontend.trace import Trace
from autograph.graph import Node


@dataclass
class Stats:
    """Counts since the function was decorated: `calls`; `traces` (calls that ran the Python); `paths` that end in a
    program; `compilations` (kernels a compiler was started for); `seconds` spent making programs."""

    calls: int = 0
    traces: int = 0
    paths: int = 0
    compilations: int = 0
    seconds: float = 0.0


@dataclass
class Built:
    """A program where it stands in the trace tree: what it cost to make (`kernels`, how many of them were `compiled`,
    `seconds`; nothing for the interpreter) and how often it ran."""

    program: Executable
    cost: dict[str, float]
    calls: int = 0

    def __call__(self, inputs: Sequence[Array], scalars: Sequence[float]) -> list[Array]:
        self.calls += 1
        return self.program(inputs, scalars)

    def begun(self, inputs: Sequence[Array], scalars: Sequence[float]) -> tuple[list[Array], Last | None]:
        self.calls += 1
        return self.program.begun(inputs, scalars)


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
        self._function = function
        self._retrace = retrace
        self._threads = threads
        self._roots: dict[Any, Branch] = {}
        self._replays: dict[Any, list[Replay]] = {}
        self._owner: Any = None  # the instance, where this is a method of one
        self._lines: dict[Node, Location] = {}
        self.stats = Stats()
        self.name = str(name or getattr(function, "__name__", type(function).__name__))
        functools.update_wrapper(self, function, updated=())

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        bound = Compiled.__new__(Compiled)
        bound.__dict__.update(self.__dict__, _function=MethodType(self._function, instance), _owner=instance)
        return bound

    def __getattr__(self, name: str) -> Any:
        """What the function has besides: a compiled Module's `parameters()`, `state_dict()`, `eval()`, …"""
        if name.startswith("__") or "_function" not in self.__dict__:
            raise AttributeError(name)
        return getattr(self._function, name)

    def __reduce__(self) -> str | tuple[Any, ...]:
        """Pickled by its name, as functions are. Where that is no way to it, it is made anew of its function."""
        name = getattr(self, "__qualname__", "")
        found: Any = sys.modules.get(self.__module__)
        for part in name.split("."):
            found = getattr(found, part, None)
        made = (Compiled, (self._function, self._retrace, self._threads, self.name))
        return name if found is self else made

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if state.trace is not None:
            return self._function(*args, **kwargs)  # inside another compiled call it is a part of that one
        self.stats.calls += 1
        leaves, rebuild = opened(args, kwargs)
        if self._retrace == "signature":
            structure = None if rebuild is None else tree.structure([list(args), kwargs], _static)
            return self._by_signature(leaves, rebuild, structure)
        trace, outcome = self._record(leaves, rebuild)
        ending = Ending.of(trace, outcome)
        arrays = trace.arrays()
        if trace.known:
            values, last = trace.run(ending.outputs, "return"), None
        else:
            values, last = (ending.program or self._ended(trace, ending)).begun(arrays, trace.scalars)
        tapes = ending.tapes(trace.inputs, arrays, trace.numbers_passed()) if ending.taped else {}
        return outcome.commit(ending, values, tapes, last)

    # -- recording

    def _record(
        self, leaves: Sequence[Any], rebuild: tree.Rebuild | None, for_others: bool = False
    ) -> tuple[Trace, Outcome]:
        """Run the Python; nothing it did to variables is kept yet."""
        tensors = [a for a in leaves if isinstance(a, Tensor)]
        types = tuple([(t._known or t._type, t._requires_grad) for t in tensors])
        start = self._roots.get(types)
        if start is None:
            label = f"{self.name}({', '.join(str(t) for t, _ in types)})"
            start = self._roots.setdefault(types, root(label, [t for t, _ in types]))
        start.calls += 1
        trace = Trace(start, self._run, self._lines)
        trace.for_others = for_others
        trace.bind(tensors)
        arguments, keywords = (leaves, {}) if rebuild is None else rebuild(iter(leaves))
        self.stats.traces += 1
        before, state.trace = state.trace, trace
        try:
            return trace, Outcome.of(trace, self._function(*arguments, **keywords))
        finally:
            state.trace = before

    def _by_signature(self, leaves: Sequence[Any], rebuild: tree.Rebuild | None, structure: Any) -> Any:
        tensors = [t for t in leaves if isinstance(t, Tensor)]
        if structure is None:
            structure = tuple([Tensor if isinstance(a, Tensor) else _static(a) for a in leaves])
        ids = [id(t) for t in tensors]
        same = tuple([ids.index(k) for k in ids])
        types = tuple(
            [(t._known or t._type, t._requires_grad, id(t) if isinstance(t, Variable) else None) for t in tensors]
        )
        key = (id(self._owner), structure, types, same, config.mode, state.grad)
        replays = self._replays.get(key)
        if replays is None:
            replays = self._replays.setdefault(key, [])
        for replay in replays:
            if replay.fits(tensors):
                return replay(tensors)
        replays.append(self._replay([stand_in(t) for t in tensors], same, leaves, rebuild))
        return replays[-1](tensors)

    def _replay(self, stands: list[Tensor], same: Any, leaves: Sequence[Any], rebuild: tree.Rebuild | None) -> Replay:
        given = (stands[k] for k in same)
        arguments = [next(given) if isinstance(a, Tensor) else a for a in leaves]
        trace, outcome = self._record(arguments, rebuild, for_others=True)
        ending = Ending.of(trace, outcome)
        return Replay.of(trace, outcome, ending, self._ended(trace, ending), self._owner)

    # -- running

    def _run(self, trace: Trace, at: Branch, outputs: Sequence[Node], why: str) -> list[Array]:
        program = self._program(trace, at, outputs)
        return program([*trace.arrays(), *trace.known.values()], trace.scalars)

    def _ended(self, trace: Trace, ending: Ending) -> Program:
        """The program of calls with this ending."""
        if ending.program is None:
            ending.program = self._program(trace, trace.position, ending.outputs)
        return ending.program

    def _program(self, trace: Trace, at: Branch, outputs: Sequence[Node]) -> Built:
        if not outputs:
            return _nothing
        known = tuple(trace.known)
        key = (config.mode, tuple(outputs), known)
        program = at.programs.get(key)
        if program is None:
            with making:
                program = at.programs.get(key)
                if program is None:
                    program = at.programs[key] = self._build(program_graph(trace, outputs, known, self._lines))
        return program

    def _build(self, graph: list[Node]) -> Built:
        started = time.perf_counter()
        program, cost = make_program(graph, self._lines, self._threads)
        self.stats.paths += 1
        self.stats.compilations += int(cost.get("compiled", 0))
        self.stats.seconds += time.perf_counter() - started
        return Built(program, cost)

    # -- telling

    def recorded(self, *args: Any, **kwargs: Any) -> tuple[list[list[Node]], dict[Node, Location]]:
        """The graphs of a call with these arguments, and the Python lines of their nodes; the call changes nothing.

        There is one graph for each program the call runs: one for each time it asks for a value, and the last.
        """
        alone = Compiled(self._function, threads=self._threads, name=self.name)  # a trace tree of its own
        trace, outcome = alone._record(*opened(args, kwargs))
        asked = [(list(outputs), known) for branch in alone._walked() for _, outputs, known in branch.programs]
        pending = [n for n in Ending.of(trace, outcome).outputs if n not in trace.known]
        asked += [(pending, tuple(trace.known))] if pending or not asked else []
        return [program_graph(trace, o, known, alone._lines) for o, known in asked], alone._lines

    def _walked(self) -> Iterator[Branch]:
        """The events of the first path."""
        below = list(self._roots.values())
        while below:
            yield below[0]
            below = list(below[0].children.values())

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

        return profile_of(self.name, *runs(self, args, kwargs), self._threads or config.threads())

    def explain(self) -> Any:
        """The trace tree: every path taken so far, where paths part, and what each cost."""
        from autograph.inspect import Explanation

        return Explanation(self.name, tuple(self._roots.values()), self.stats)

    def release(self) -> None:
        """Forget all paths and programs, and give their memory back."""
        with making:
            self._roots.clear()
            self._replays.clear()
            self._lines.clear()


#: Types of arguments that hold no other arguments.
_PLAIN = frozenset((Tensor, Variable, Parameter, np.ndarray, bool, int, float, str, type(None)))


def opened(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[list[Any], tree.Rebuild | None]:
    """The leaves of a call's arguments, arrays as tensors, and how arguments are made of leaves if they are not the
    same."""
    if not kwargs and _PLAIN.issuperset(map(type, args)):
        return [asarray(a) if isinstance(a, np.ndarray) else a for a in args], None
    leaves, rebuild = tree.flatten([list(args), kwargs], keep=True)
    return [asarray(a) if isinstance(a, np.ndarray) else a for a in leaves], rebuild


def _static(leaf: Any) -> Any:
    """What a leaf of the arguments adds to a signature."""
    if isinstance(leaf, (Tensor, np.ndarray)):
        return Tensor
    if type(leaf).__hash__ is None:
        raise ArgumentError(
            f"an argument of type {type(leaf).__name__} cannot be part of a signature",
            hint='use retrace="always" (the default), or pass tuples, lists, dicts, dataclasses, numbers or strings',
        )
    return type(leaf), repr(leaf) if isinstance(leaf, _FLOATS) else leaf  # 0.0 and -0.0 are equal


#: A float's text tells it from all others.
_FLOATS = (float, np.floating)


#: The program of a call without results.
_nothing = Built(Executable(lambda inputs, scalars: []), {})


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
    Raises ArgumentError for other values of `retrace` and `threads`, DeviceError for a device that is not there.
    """
    if retrace not in ("always", "signature"):
        raise ArgumentError(f"retrace={retrace!r}", hint='use "always" or "signature"')
    if device not in (None, "cpu"):
        raise DeviceError(f"there is no device {device!r} here", hint='use device="cpu"')
    if threads is not None and (not isinstance(threads, int) or threads < 1):
        raise ArgumentError(f"threads={threads!r}", hint="give a positive integer, or None for config.num_threads")
    if function is not None and not callable(function):
        raise ArgumentError(
            f"compile: {type(function).__name__} is not callable", hint="use @ag.compile or @ag.compile(name=…)"
        )
    if function is None:
        return functools.partial(compile, device=device, retrace=retrace, threads=threads, name=name)
    return Compiled(function, retrace, threads, name)
