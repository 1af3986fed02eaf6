"""Running graphs for the tests: one by the interpreter, many by generated C that is compiled together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograph import dtypes
from autograph.autodiff import expand_gradients
from autograph.backends import backend
from autograph.backends.reference import evaluate
from autograph.graph import Node, TensorType, node
from autograph.ops.source import Input
from autograph.pipeline import Lowered, lowered
from autograph.schedule.recipe import Target

Array = np.ndarray[Any, Any]


def type_of(array: Array) -> TensorType:
    return TensorType(np.shape(array), dtypes.dtype(np.asarray(array).dtype))


def arguments(arrays: Sequence[Array], first: int = 0) -> list[Node]:
    """Inputs of the graph with the arrays' types."""
    return [node(Input(first + k, type_of(a))) for k, a in enumerate(arrays)]


def interpreted(outputs: Sequence[Node], arrays: Sequence[Array]) -> list[Array]:
    """The outputs by NumPy."""
    expanded = expand_gradients(outputs)
    return evaluate(expanded, dict(zip(arguments(arrays), arrays)))


def lowerings(graphs: Sequence[Sequence[Node]], target: Target | None = None) -> list[Lowered]:
    """What the compiler makes of the graphs, for the machine's own vectors or for another target."""
    return [lowered(g, {}, backend(), target) for g in graphs]


def programs(
    graphs: Sequence[Sequence[Node]], target: Target | None = None, threads: int | None = None
) -> list[Callable[..., list[Array]]]:
    """A function of a list of arrays for each graph; all their kernels go through the C compiler at once.

    With `threads`, that many run each plan however small it is.
    """
    end = backend()
    lows = lowerings(graphs, target)
    functions, _ = end.functions((s, None) for low in lows for s in low.sources)
    plans = [low.plan if threads is None else replace(low.plan, work=10**9) for low in lows]
    made = [end.ready(plan, functions, (), threads, "cpu") for plan in plans]
    return [lambda arrays, run=run: run([np.asarray(a, order="C") for a in arrays], []) for run in made]
