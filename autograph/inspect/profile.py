"""What each kernel of a call takes, and what that is of what it computes and moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from autograph.backends import backend
from autograph.errors import Location
from autograph.graph import Node
from autograph.inspect.program import KernelView, kernel_views
from autograph.pipeline import functions_of, lowered

#: Seconds for which each program of a call is run.
SECONDS = 0.5


class Run(Protocol):
    """A graph, and what it was computed from."""

    @property
    def graph(self) -> Sequence[Node]: ...
    @property
    def arrays(self) -> Sequence[Any]: ...
    @property
    def scalars(self) -> Sequence[float]: ...
    @property
    def device(self) -> str: ...


@dataclass(frozen=True)
class KernelTime:
    """One launch of a call: its `kernel`, the median of the `seconds` it took, and whether it was `shared` by all
    threads or left to the first. One that is `prepared` belongs to calls after a change of variables only."""

    kernel: KernelView
    seconds: float
    shared: bool
    prepared: bool = False

    @property
    def gflops(self) -> float:
        """Operations a second, 10⁹."""
        return self.kernel.flops / self.seconds / 1e9

    @property
    def gbytes(self) -> float:
        """Bytes read and written a second, 10⁹; those that stay in caches count too."""
        return self.kernel.bytes / self.seconds / 1e9


@dataclass(frozen=True)
class Profile:
    """`kernels` in the order of the call, each as long as it took launched alone; `seconds`, all in one launch, as a
    call runs them. `print` it for a table that has the dearest kernel first, and equal ones in one row."""

    name: str
    threads: int
    seconds: float
    kernels: tuple[KernelTime, ...]

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        run = [k for k in self.kernels if not k.prepared]
        once = [k for k in self.kernels if k.prepared]
        threads = "1 thread" if self.threads == 1 else f"{self.threads} threads"
        each = f"its {len(run)} kernels alone {_us(_seconds(run))} µs"
        rows = [f"{self.name} on {threads}: {_us(self.seconds)} µs; {each}", *_table(run, _seconds(run))]
        if once:
            rows += [f"{len(once)} more when variables have changed: {_us(_seconds(once))} µs"]
            rows += _table(once, _seconds(once))
        return "\n".join(rows)


def profile_of(name: str, runs: Sequence[Run], lines: dict[Node, Location], threads: int) -> Profile:
    """Run the programs of a call, step by step and whole. Raises CompilerError where there is no compiler."""
    total, found = 0.0, list[KernelTime]()
    for run in runs:
        end = backend(run.device)
        low = lowered(run.graph, lines, end)
        functions, _ = functions_of(low, end)
        arrays = [np.asarray(a) for a in run.arrays] if end.IN_HOST_MEMORY else run.arrays
        steps, whole = end.timed(low.plan, functions, arrays, run.scalars, threads, SECONDS)
        total += whole
        first = low.plan.preparation.steps
        for k, (view, seconds, step) in enumerate(zip(kernel_views(low, end, run.device), steps, low.plan.steps)):
            found.append(KernelTime(view, seconds, step.shared, k < first))
    return Profile(name, threads, total, tuple(found))


def _table(kernels: Sequence[KernelTime], total: float) -> Iterator[str]:
    """A row for each kernel, dearest first; the launches of one kernel are summed."""
    if not kernels:
        return
    equal: dict[str, list[KernelTime]] = {}
    for k in kernels:
        equal.setdefault(k.kernel.title, []).append(k)
    width = max(map(len, equal))
    head = f"{'µs':>10} {'share':>6} {'launches':>8} {'GFLOP/s':>8} {'GB/s':>7}  threads"
    yield f"{head}  {'kernel':<{width}}  asked for at"
    for name, same in sorted(equal.items(), key=lambda item: -_seconds(item[1])):
        seconds, flops = _seconds(same), sum(k.kernel.flops for k in same)
        rates = f"{flops / seconds / 1e9:>8.1f} {sum(k.kernel.bytes for k in same) / seconds / 1e9:>7.1f}"
        who = "all" if all(k.shared for k in same) else "one"
        asked = next((k.kernel.lines[0] for k in same if k.kernel.lines), "")
        row = f"{_us(seconds):>10} {seconds / total:>6.1%} {len(same):>8} {rates}  {who:<7}  {name:<{width}}  {asked}"
        yield row.rstrip()


def _seconds(kernels: Sequence[KernelTime]) -> float:
    return sum(k.seconds for k in kernels)


def _us(seconds: float) -> str:
    return f"{seconds * 1e6:,.1f}"
