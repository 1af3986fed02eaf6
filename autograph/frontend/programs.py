"""Graphs to callables: through the compiler, or by their NumPy meaning."""

from __future__ import annotations

import functools
import threading
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograph import config
from autograph.autodiff import expand_gradients
from autograph.backends.reference import all_finite, evaluate
from autograph.errors import Location, MissingCompilerError, user_location
from autograph.frontend.tensor import Array
from autograph.graph import Node, topological
from autograph.locks import long_lock
from autograph.ops.source import Input, Scalar


def pipeline() -> Any:
    """The compiler, imported when something is compiled: half of the package is not needed before."""
    from autograph import pipeline

    return pipeline


_warned = threading.Event()

#: Held while a program is made.
making = long_lock()


def make_program(
    graph: Sequence[Node], lines: dict[Node, Location], threads: int | None = None
) -> tuple[Callable[..., list[Array]], dict[str, float]]:
    """A callable (inputs, scalars) → outputs for a graph, and what it cost to make."""
    if config.mode == "interpret":
        return _interpreter(graph, lines), {}
    try:
        program, cost = pipeline().compiled(graph, lines, threads)
    except MissingCompilerError as error:
        if not _warned.is_set():
            _warned.set()
            where = user_location()
            warnings.warn_explicit(
                f"running by the interpreter, which is slow: {error}", RuntimeWarning, where.file, where.line
            )
        return _interpreter(graph, lines), {}

    def run(inputs: Sequence[Array], scalars: Sequence[float]) -> list[Array]:
        values: list[Array] = program(inputs, scalars)
        if config.nan_guard and not all_finite(values):
            _interpreter(graph, lines)(inputs, scalars)  # which finds the operation
        return values

    return run, cost


def _interpreter(graph: Sequence[Node], lines: dict[Node, Location]) -> Callable[..., list[Array]]:
    expanded = expand_gradients(graph, lines)

    def run(inputs: Sequence[Array], scalars: Sequence[float]) -> list[Array]:
        values = {}
        for n in topological(expanded):
            if isinstance(n.op, Input):
                values[n] = inputs[n.op.slot]
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
def _programs(graph: tuple[Node, ...]) -> tuple[Callable[..., list[Array]], dict[str, float]]:
    return make_program(graph, {})
