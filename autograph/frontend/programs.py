"""Graphs to callables: through the compiler, or by their NumPy meaning."""

from __future__ import annotations

import functools
import threading
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograph import config
from autograph.autodiff import expand_gradients
from autograph.backends import Last, Replacing, Value, in_host_memory, put
from autograph.backends.reference import all_finite, evaluate
from autograph.errors import Location, MissingCompilerError, user_location
from autograph.frontend.tensor import Array, contiguous
from autograph.graph import Node, node, substitute, topological
from autograph.loans import lend
from autograph.locks import long_lock
from autograph.ops.source import Input, Scalar

_warned = threading.Event()

#: Held while a program is made.
making = long_lock()


@dataclass(frozen=True)
class Executable:
    """What computes the values of a graph: `run` of (inputs, scalars)."""

    run: Callable[[Sequence[Array], Sequence[float]], list[Array]]

    def __call__(self, inputs: Sequence[Array], scalars: Sequence[float]) -> list[Array]:
        """The values, in new arrays."""
        return self.run(inputs, scalars)

    def begun(self, inputs: Sequence[Array], scalars: Sequence[float]) -> tuple[list[Array], Last | None]:
        """The values; those that replace inputs may be in their arrays, and are there once the last steps have run."""
        return self(inputs, scalars), None


@dataclass(frozen=True)
class _Generated(Executable):
    """A program that the compiler made, and what finds the operation that made a NaN."""

    interpreted: Callable[[Sequence[Array], Sequence[float]], list[Array]]

    def __call__(self, inputs: Sequence[Array], scalars: Sequence[float]) -> list[Array]:
        values = self.run(inputs, scalars)
        if config.nan_guard and not all_finite([np.asarray(v) for v in values]):
            self.interpreted(inputs, scalars)
        return values


@dataclass(frozen=True)
class _Replacing(_Generated):
    """One that may write new values over old ones."""

    program: Replacing

    def begun(self, inputs: Sequence[Array], scalars: Sequence[float]) -> tuple[list[Array], Last | None]:
        if config.nan_guard or not self.program.over:  # what may be refused must not have been written
            return self(inputs, scalars), None
        return self.program.begun(inputs, scalars)


def make_program(
    graph: Sequence[Node], lines: dict[Node, Location], threads: int | None = None
) -> tuple[Executable, dict[str, float]]:
    """What computes a graph, and what it cost to make."""
    if all(n.device in (None, "cpu") for n in topological(graph)):
        return program_on("cpu", graph, lines, threads)
    from autograph.frontend.segments import several  # which most programs do without

    return several(graph, lines, threads)


def program_on(
    device: str, graph: Sequence[Node], lines: dict[Node, Location], threads: int | None
) -> tuple[Executable, dict[str, float]]:
    """The same for a graph that says nothing of devices, on one of them."""
    interpreted = _interpreter(graph, lines, device)
    if config.mode == "interpret":
        return Executable(interpreted), {}
    try:
        program, cost = _compiled(graph, lines, threads, device)
    except MissingCompilerError as error:
        if not _warned.is_set():
            _warned.set()
            where = user_location()
            warnings.warn_explicit(
                f"running by the interpreter, which is slow: {error}", RuntimeWarning, where.file, where.line
            )
        return Executable(interpreted), {}
    if isinstance(program, Replacing):
        return _Replacing(program, interpreted, program), cost
    return _Generated(program, interpreted), cost


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
        program, _ = _programs(tuple(graph))
    return program(contiguous(arguments), [])


@functools.lru_cache(maxsize=256)
def _programs(graph: tuple[Node, ...]) -> tuple[Executable, dict[str, float]]:
    return make_program(graph, {})
