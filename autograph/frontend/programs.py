"""Graphs to callables: through the compiler, or by their NumPy meaning."""

from __future__ import annotations

import functools
import threading
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from autograph import config
from autograph.autodiff import expand_gradients
from autograph.backends import Last, Replacing, Value, doubts, in_host_memory, put
from autograph.backends.reference import all_finite, evaluate
from autograph.errors import Location, MissingCompilerError, user_location
from autograph.frontend.tensor import Array
from autograph.graph import Node, node, substitute, topological
from autograph.loans import lend
from autograph.locks import long_lock
from autograph.ops.source import Input, Scalar

_warned = threading.Event()

#: Held while a program is made.
making = long_lock()


class Built:
    """A program: what it cost to make (`kernels`, how many of them were `compiled`, `seconds`; nothing for the
    interpreter) and how often it ran. `guard` finds the operation that made what is not finite."""

    __slots__ = ("_guard", "_program", "_replacing", "calls", "cost")

    def __init__(
        self, program: Callable[..., list[Array]], cost: dict[str, float], guard: Callable[..., Any] | None = None
    ):
        self.cost, self.calls, self._guard = cost, 0, guard
        self._program: Callable[..., list[Array]] = program.__call__  # type: ignore[operator]  # bound once for all calls
        self._replacing = program if isinstance(program, Replacing) and program.over else None

    def run(self, inputs: Sequence[Any], scalars: Sequence[float]) -> list[Any]:
        """The values, in new arrays."""
        self.calls += 1
        values = self._program(inputs, scalars)
        if config.nan_guard and self._guard is not None and not all_finite([np.asarray(v) for v in values]):
            self._guard(inputs, scalars)
        return values

    def begun(self, inputs: Sequence[Array], scalars: Sequence[float]) -> tuple[list[Array], Last | None]:
        """The values; those that replace inputs may be in their arrays, and are there once the last steps have run."""
        if config.nan_guard or self._replacing is None:  # what may be refused must not have been written
            return self.run(inputs, scalars), None
        self.calls += 1
        return self._replacing.begun(inputs, scalars)


def make_program(graph: Sequence[Node], lines: dict[Node, Location], threads: int | None = None) -> Built:
    """What computes a graph."""
    if {n.device for n in topological(graph)} <= {None, "cpu"}:
        return program_on("cpu", graph, lines, threads)
    from autograph.frontend.segments import several  # which most programs do without

    return several(graph, lines, threads)


def program_on(device: str, graph: Sequence[Node], lines: dict[Node, Location], threads: int | None) -> Built:
    """The same for a graph that says nothing of devices, on one of them."""
    interpreted = _interpreter(graph, lines, device)
    if config.mode == "interpret":
        return Built(interpreted, {})
    try:
        program, cost = _compiled(graph, lines, threads, device)
    except MissingCompilerError as error:
        if not _warned.is_set():
            _warned.set()
            where = user_location()
            warnings.warn_explicit(
                f"running by the interpreter, which is slow: {error}", RuntimeWarning, where.file, where.line
            )
        return Built(interpreted, {})
    return Built(program, cost, interpreted)


def _compiled(
    graph: Sequence[Node], lines: dict[Node, Location], threads: int | None, device: str
) -> tuple[Callable[..., list[Any]], dict[str, float]]:
    # Imported when something is to be compiled: half of the package is not needed where all is interpreted, and most of
    # it where everything was compiled before.
    from autograph import plans

    found = plans.found(graph, lines, threads, device)
    if found is not None:
        return found
    from autograph import pipeline

    return pipeline.made(graph, lines, threads, device)


def with_known(outputs: Sequence[Node], known: Sequence[Node], inputs: int, lines: dict[Node, Location]) -> list[Node]:
    """The outputs with nodes whose values are known already as further inputs, numbered from `inputs`."""
    expanded = expand_gradients([*outputs, *known], lines)
    values = expanded[len(outputs) :]
    given = {n: node(Input(inputs + k, n.type, free=n.device is None)) for k, n in enumerate(values)}
    return substitute(expanded[: len(outputs)], given, lines)


def _interpreter(
    graph: Sequence[Node], lines: dict[Node, Location], device: str
) -> Callable[[Sequence[Any], Sequence[float]], list[Any]]:
    expand = functools.cache(lambda: expand_gradients(graph, lines))

    def run(inputs: Sequence[Any], scalars: Sequence[float]) -> list[Any]:
        expanded = expand()
        values = {}
        for n in topological(expanded):
            if isinstance(n.op, Input):
                values[n] = lend(np.asarray(inputs[n.op.slot]))
            elif isinstance(n.op, Scalar):
                values[n] = np.asarray(scalars[n.op.slot], n.dtype.numpy)
        return [put(a, device) for a in evaluate(expanded, values, lines)]

    return run


def computed(
    graph: Sequence[Node], values: Mapping[Node, Value], lines: Mapping[Node, Location] | None = None
) -> list[Any]:
    """Nodes by their NumPy meaning, given the values of others, each where its type says."""
    if all(n.type.device == "cpu" for n in (*graph, *values)):
        return evaluate(graph, values, lines)
    made = evaluate(graph, {n: np.asarray(v) for n, v in values.items()}, lines)
    return [put(a, n.type.device) for n, a in zip(graph, made)]


def needs_program(nodes: Iterable[Node]) -> bool:
    """Whether NumPy cannot compute where these are, and programs can."""
    return config.mode == "compile" and not all(in_host_memory(d) for d in {n.type.device for n in nodes})


def run_graph(graph: Sequence[Node], arguments: Sequence[Value]) -> list[Any]:
    """Compute nodes over inputs, through the generated code."""
    with making:
        program = _programs(tuple(graph))
    values = program.run(arguments, [])
    own = set(doubts.of(values)).difference(doubts.of(arguments))
    for doubt in own:  # what is run at once is over when it returns
        doubt.clear()
    return values


@functools.lru_cache(maxsize=256)
def _programs(graph: tuple[Node, ...]) -> Built:
    return make_program(graph, {})
