"""Kernels chosen by measuring: AUTOGRAPH_TUNE=1.

Of each kernel that is worth it, the candidates that the cost model prefers are compiled and run in turns on memory of
the kernel's own sizes. The fastest is remembered in the store, under all candidates and the machine, so that it is
measured once. All candidates compute the same up to rounding, each with the same bits on any number of threads.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograph import config
from autograph.backends import Backend
from autograph.graph import Node
from autograph.kernel.nest import Kernel
from autograph.lower import Choice
from autograph.render.source import Source, render
from autograph.schedule.group import Group
from autograph.schedule.plan import Place, Plan, Step
from autograph.toolchain import default_cache, digest

#: Candidates for one kernel.
CANDIDATES = 8
#: Operations of a launch, a word of memory counting as one, below which a kernel is left as it is.
WORTH = 100_000
#: Seconds for which candidates are run, each; five rounds of all are run in any case.
SECONDS = 0.01
#: What another candidate has to take at most, of the first one's time, to be preferred.
BETTER = 0.97


@dataclass(frozen=True)
class Contest:
    """Kernels that compute the same, their sources, and operands and results of theirs."""

    kernels: Choice
    sources: tuple[Source, ...]
    reads: tuple[Node, ...]
    outputs: tuple[Node, ...]

    @classmethod
    def of(cls, group: Group, choice: Choice, end: Backend) -> Contest:
        """Between those candidates whose text differs."""
        different = {s.digest: (k, s) for k, s in [(k, render(k, end.LANGUAGE)) for k in reversed(choice)]}
        kernels, sources = zip(*reversed(different.values()))
        return cls(kernels, sources, tuple(group.reads), tuple(group.outputs))

    @property
    def key(self) -> str:
        """All that the answer depends on beside the machine."""
        return digest([str(n.type) for n in (*self.reads, *self.outputs)], [s.digest for s in self.sources])

    def plan(self) -> Plan:
        """All candidates one after the other on the same memory."""
        places = [Place("input", k, n.type.nbytes) for k, n in enumerate(self.reads)]
        places += [Place("output", k, n.type.nbytes) for k, n in enumerate(self.outputs)]
        steps = []
        for k, s in zip(self.kernels, self.sources):
            own = tuple([p.at_byte(b.start * b.dtype.bytes) for p, b in zip(places, k.buffers)])
            steps.append(
                Step(
                    s.digest, own, len(self.reads), k.n, s.parallel, s.checked, sizes=tuple([z.value for z in k.sizes])
                )
            )
        kinds = tuple((n.shape, n.dtype.name) for n in self.outputs)
        return Plan(tuple(steps), 0, kinds, (), sum(k.work for k in self.kernels))


def fastest(groups: Sequence[Group], choices: Sequence[Choice], end: Backend) -> Iterator[Kernel]:
    """Each group's kernel, of its candidates; what no process has measured on this machine is measured."""
    contests = [Contest.of(g, c, end) if _worth(c) else None for g, c in zip(groups, choices)]
    known = {c.key: _remembered(c, end) for c in contests if c is not None}
    new = {c.key: c for c in contests if c is not None and known[c.key] is None}
    functions, _ = end.functions((s, None) for c in new.values() for s in c.sources)
    for c in _watched(list(new.values())):
        known[c.key] = c.sources[_first_of(_seconds(c, functions, end))].digest
        default_cache().put_json("tuned", _name(c, end), {"kernel": known[c.key]})
    for contest, (first, *_) in zip(contests, choices):
        won = [k for k, s in zip(contest.kernels, contest.sources) if s.digest == known[contest.key]] if contest else []
        yield won[0] if won else first


def _worth(choice: Choice) -> bool:
    return len(choice) > 1 and choice[0].work >= WORTH


def _name(c: Contest, end: Backend) -> str:
    return digest(c.key, end.identity())


def _remembered(c: Contest, end: Backend) -> str | None:
    """The digest of the source that won when it was measured."""
    note = default_cache().get_json("tuned", _name(c, end))
    won = note.get("kernel") if note is not None else None
    return won if won in [s.digest for s in c.sources] else None


def _seconds(c: Contest, functions: dict[str, Any], end: Backend) -> list[float]:
    """What each candidate takes on all threads."""
    operands = [_operand(n) for n in c.reads]
    each, _ = end.timed(c.plan(), functions, operands, (), config.threads(), SECONDS * len(c.sources))
    return each


def _operand(n: Node) -> np.ndarray[Any, Any]:
    """Values that every kernel accepts: fractions keep products in range, zeros are positions in any array."""
    if n.dtype.is_float:
        return np.random.default_rng(0).random(n.shape, np.float32).astype(n.dtype.numpy)
    return np.zeros(n.shape, n.dtype.numpy)


def _first_of(seconds: Sequence[float]) -> int:
    """The number of the fastest; the first one unless another is faster by more than chance."""
    best = min(range(len(seconds)), key=seconds.__getitem__)
    return best if seconds[best] < BETTER * seconds[0] else 0


def _watched(contests: list[Contest]) -> Iterable[Contest]:
    """The contests, with a progress bar on a terminal when they take longer than a second."""
    if not contests or not sys.stderr.isatty():
        return contests
    from tqdm import tqdm

    bar: Iterable[Contest] = tqdm(contests, desc="autograph: tuning", unit="kernel", leave=False, delay=1.0)
    return bar


__all__ = ["CANDIDATES", "fastest"]
