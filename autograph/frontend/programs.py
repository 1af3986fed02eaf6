"""Graphs to callables: through the compiler, or by their NumPy meaning."""

from __future__ import annotations

import functools
import threading
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from autograph import config
from autograph.autodiff import expand_gradients
from autograph.backends import Last, Replacing
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
        if config.nan_guard and not all_finite(values):
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
    interpreted = _interpreter(graph, lines)
    if config.mode == "interpret":
        return Executable(interpreted), {}
    try:
        program, cost = _compiled(graph, lines, threads)
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
    graph: Sequence[Node], lines: dict[Node, Location], threads: int | None
) -> tuple[Callable[..., list[Array]], dict[str, float]]:
    # Imported when something is to be compiled: half of the package is not needed where all is interpreted, and most of
    # it where everything was compiled before.
    from autograph import plans

    found = plans.found(graph, lines, threads)
    if found is not None:
        return found
    from autograph import pipeline

    return pipeline.made(graph, lines, threads)


def with_known(outputs: Sequence[Node], known: Sequence[Node], inputs: int, lines: dict[Node, Location]) -> list[Node]:
    """The outputs with nodes whose values are known already as further inputs, numbered from `inputs`."""
    expanded = expand_gradients([*outputs, *known], lines)
    values = expanded[len(outputs) :]
    given = {n: node(Input(inputs + k, n.type)) for k, n in enumerate(values)}
    return substitute(expanded[: len(outputs)], given, lines)


def _interpreter(graph: Sequence[Node], lines: dict[Node, Location]) -> Callable[..., list[Array]]:
    expand = functools.cache(lambda: expand_gradients(graph, lines))

    def run(inputs: Sequence[Array], scalars: Sequence[float]) -> list[Array]:
        expanded = expand()
        values = {}
        for n in topological(expanded):
            if isinstance(n.op, Input):
                values[n] = lend(inputs[n.op.slot])
            elif isinstance(n.op, Scalar):
                values[n] = np.asarray(scalars[n.op.slot], n.dtype.numpy)
        return [np.array(a) for a in evaluate(expanded, values, lines)]

    return run


def run_graph(graph: Sequence[Node], arguments: Sequence[tuple[Node, Array]]) -> list[Array]:
    """Compute nodes over inputs, through the generated code."""
    with making:
        program, _ = _programs(tuple(graph))
    return program([np.asarray(a, order="C") for _, a in arguments], [])


@functools.lru_cache(maxsize=256)
def _programs(graph: tuple[Node, ...]) -> tuple[Executable, dict[str, float]]:
    return make_program(graph, {})
