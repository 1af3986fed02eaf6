"""Plans kept on disk under the text of their graphs: with the kernels kept beside them, programs without a compiler."""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from autograph import config
from autograph.backends import Backend, backend
from autograph.errors import Location
from autograph.graph import Lines, Node, graph_text, topological
from autograph.schedule.plan import Plan
from autograph.toolchain import default_cache, digest


def found(
    outputs: Sequence[Node], lines: Lines, threads: int | None = None, device: str = "cpu"
) -> tuple[Callable[..., list[Any]], dict[str, float]] | None:
    """A program that computes the outputs and what it cost, if the disk has its plan and all its kernels."""
    started, end = time.perf_counter(), backend(device)
    note = None if _has_foreign(outputs) else default_cache().get_json("plans", plan_key(outputs, end))
    if note is None:
        return None
    plan = Plan.from_json(note["plan"])
    functions = end.loaded([s.kernel for s in plan.steps])
    if functions is None:
        return None
    # A line is kept as the number of a node that has it: another program's copy of the graph has other lines.
    order = topological(outputs)
    shown = [lines.get(order[k]) if k is not None else None for k in note["lines"]]
    return end.ready(plan, functions, shown, threads, device), cost(plan, 0, started)


def keep(outputs: Sequence[Node], lines: Lines, plan: Plan, blamed: Sequence[Location | None], end: Backend) -> None:
    """Keep a graph's plan, with the Python line of each of its steps."""
    if _has_foreign(outputs):
        return
    numbers = {lines[n]: k for k, n in enumerate(topological(outputs)) if n in lines}
    kept = [numbers.get(where) if where else None for where in blamed]
    default_cache().put_json("plans", plan_key(outputs, end), {"plan": plan.to_json(), "lines": kept})


def cost(plan: Plan, compiled: int, started: float) -> dict[str, float]:
    """What a program cost that took from then until now."""
    steps = {"kernels": len(plan.steps), "prepared": plan.preparation.steps}
    return {**steps, "compiled": compiled, "seconds": time.perf_counter() - started}


def plan_key(outputs: Sequence[Node], end: Backend) -> str:
    """The key of a graph's plan: its text, and everything that decides how it is lowered."""
    return digest(graph_text(outputs), package_state(), end.identity(), config.tune)


@functools.cache
def package_state() -> str:
    """Changes whenever a file of the package does, so that no plan outlives the compiler that made it."""
    root = os.path.dirname(os.path.abspath(__file__))
    return digest(*sorted((path[len(root) :], size, time) for path, size, time in _modules(root)))


def _modules(folder: str) -> Iterator[tuple[str, int, int]]:
    """The modules below a folder: path, size, time of the last change."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _modules(entry.path)


def _has_foreign(outputs: Sequence[Node]) -> bool:
    """Whether an op is not the package's own: its code may change, and no key would tell. Its kernels are kept."""
    kinds = {type(n.op) for n in topological(outputs)}
    return not all(kind.__module__.startswith("autograph.") for kind in kinds)
