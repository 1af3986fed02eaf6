"""The whole compiler on one page: a graph becomes a program.

    graph ── expand_gradients ── PASSES ──▸ graph of ops that have a lowering
          ── by_panels, group ──▸ kernels' worth of nodes ── Fusion ──▸ the same, some as stages of one
          ── lower ──▸ Kernel ── render ──▸ Source ── build ──▸ function
          ── places, with_barriers ──▸ Plan ──▸ Program

A plan is kept on disk under the text of its graph (`plans`), so in a warm process only the last arrow is walked, and
nothing of this page is imported.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograph import config, plans
from autograph.autodiff import expand_gradients
from autograph.backends import Backend, backend
from autograph.backends.reference import InPython
from autograph.errors import Location
from autograph.graph import Lines, Node, topological
from autograph.kernel.in_place import in_place
from autograph.kernel.nest import Kernel
from autograph.lower import Fusion, lower
from autograph.ops.gradient import replacements
from autograph.passes import FOR_TEAMS, FOR_VECTORS, PASSES
from autograph.render.source import Source, render
from autograph.schedule.by_panels import by_panels
from autograph.schedule.group import Group, group
from autograph.schedule.memory import Arena, laid_out
from autograph.schedule.places import argument_place, places, with_barriers
from autograph.schedule.plan import Place, Plan, Preparation, Step
from autograph.schedule.prepare import prepared
from autograph.schedule.reading import is_argument
from autograph.schedule.recipe import Target
from autograph.schedule.updates import dependent_first, next_values, updates_last, written_over

#: Work of a kernel below which one thread runs it: two would take longer to meet.
LIGHT = 16_000


@dataclass(frozen=True)
class Lowered:
    """Everything the compiler knows about a graph before a compiler of C is started."""

    outputs: tuple[Node, ...]
    groups: tuple[Group, ...]
    kernels: tuple[Kernel, ...]
    sources: tuple[Source, ...]
    lines: tuple[tuple[Location, ...], ...]
    plan: Plan
    arena: Arena = field(repr=False)


def simplified(outputs: Sequence[Node], lines: Lines, teams: bool = False) -> list[Node]:
    """The graph with derivatives expanded, composite ops decomposed, and algebra done; `teams` as a target has it."""
    current = expand_gradients(outputs, lines)
    for run in PASSES:
        if run not in (FOR_VECTORS if teams else FOR_TEAMS):
            current = run(current, lines)
    return current


def lowered(outputs: Sequence[Node], lines: Lines, end: Backend, target: Target | None = None) -> Lowered:
    """Groups, kernels, sources and plan of a graph for one back end, on this machine unless a target is given."""
    return _Lowering(outputs, lines, end, target).finished()


class _Lowering:
    """From a graph to what is `Lowered`, source by source, so that compilers may start before the last is made."""

    def __init__(self, outputs: Sequence[Node], lines: Lines, end: Backend, target: Target | None = None):
        self._end, self._target = end, end.target() if target is None else target
        self._tune = config.tune and target is None
        self._final = by_panels(simplified(outputs, lines, self._target.teams), lines, self._target.panels)
        groups = group(self._final, self._target.nearby > 0, bool(self._target.fragments))
        if self._target.replaces:
            groups = dependent_first(groups, self._final)
        fusion = Fusion(groups, self._final, self._target)
        groups, self._within = laid_out(fusion.groups())
        self._prepared = prepared(groups, self._final, self._within)
        self._replaced = next_values(self._final, replacements(outputs)) if self._target.replaces else {}
        self._groups, self._last = updates_last(self._prepared.groups, self._final, self._replaced)
        self._drafts = fusion.drafts
        self._asked = [_lines_of(g, lines) for g in self._groups]
        self._kernels: list[Kernel] = []
        self._sources: list[Source] = []
        self._rest = self._render()

    def sources(self) -> Iterator[tuple[Source, Location | None]]:
        """Each group's source, as soon as it is there, with the Python line that asked for it."""
        for source, asked in zip(self._rest, self._asked):
            if source.text:
                yield source, asked[0] if asked else None

    def _render(self) -> Iterator[Source]:
        """The kernels' sources; kernels with the same loops share one."""
        made: dict[tuple[int, str], Source] = {}
        for k, origin in zip(self._chosen(), self._asked):
            if (id(k.body), k.label) not in made:
                made[id(k.body), k.label] = render(k, self._end.LANGUAGE, origin)
            self._kernels.append(k)
            self._sources.append(made[id(k.body), k.label])
            yield self._sources[-1]

    def _chosen(self) -> Iterator[Kernel]:
        """Each group's kernel: the one that the cost model prefers, or the one that was measured to be fastest."""
        if self._tune:
            from autograph.tuning import CANDIDATES, fastest  # which most processes never need

            return fastest(self._groups, list(lower(self._groups, self._drafts, self._target, CANDIDATES)), self._end)
        return (first for first, *_ in lower(self._groups, self._drafts, self._target))

    def finished(self) -> Lowered:
        """All of it, and the plan."""
        for _ in self._rest:
            pass
        shares = [_sharable(g, k, self._target) for g, k in zip(self._groups, self._kernels)]
        first = self._prepared
        where, arena = places(self._groups, self._final, shares, self._within, first.kept)
        steps = [
            Step(
                s.digest,
                tuple(where[n].at_byte(b.start * b.dtype.bytes) for n, b in zip((*g.reads, *g.outputs), k.buffers)),
                len(g.reads),
                k.n,
                s.parallel,
                s.checked,
                light=k.work < LIGHT,
                sizes=tuple([size.value for size in k.sizes]),
            )
            for g, k, s in zip(self._groups, self._kernels, self._sources)
        ]
        kinds = tuple((n.shape, n.dtype.name) for n in self._final)
        work = sum(k.work for k in self._kernels[first.count :])
        preparation = Preparation(first.count, first.nbytes, first.sources)
        passed, waiting = _passed(self._final, where), with_barriers(steps, self._last)
        over = written_over(self._groups[self._last :], shares[self._last :], self._final, self._replaced)
        plan = Plan(waiting, arena.size, kinds, passed, work, preparation, self._last, over)
        kernels, sources = tuple(self._kernels), tuple(self._sources)
        return Lowered(tuple(self._final), tuple(self._groups), kernels, sources, tuple(self._asked), plan, arena)


def _sharable(g: Group, k: Kernel, target: Target) -> list[tuple[int, int]]:
    """Which operand and which result of a group may share memory."""
    return [(r, o - len(g.reads)) for r, o in in_place(k, target.teams)]


def compiled(
    outputs: Sequence[Node], lines: Lines, threads: int | None = None, device: str = "cpu"
) -> tuple[Callable[..., list[Any]], dict[str, float]]:
    """A program that computes the outputs; what it cost: {"kernels", "prepared" of them, "compiled", "seconds"}."""
    return plans.found(outputs, lines, threads, device) or made(outputs, lines, threads, device)


def made(
    outputs: Sequence[Node], lines: Lines, threads: int | None = None, device: str = "cpu"
) -> tuple[Callable[..., list[Any]], dict[str, float]]:
    """A program for which nothing is kept, as `compiled` returns it. Its plan is kept from now on."""
    started, end = time.perf_counter(), backend(device)
    lowering = _Lowering(outputs, lines, end)
    functions, count = end.functions(lowering.sources())
    low = lowering.finished()
    functions.update(_python_calls(low))
    blamed = [_blamed(g, asked, lines) for g, asked in zip(low.groups, low.lines)]
    if not any(k.in_python for k in low.kernels):
        plans.keep(outputs, lines, low.plan, blamed, end)
    return end.ready(low.plan, functions, blamed, threads, device), plans.cost(low.plan, count, started)


def functions_of(low: Lowered, end: Backend) -> tuple[dict[str, Any], int]:
    """The functions of its kernels by digest, and how many were compiled."""
    asked = ((s, lines[0] if lines else None) for s, lines in zip(low.sources, low.lines) if s.text)
    functions, count = end.functions(asked)
    return {**functions, **_python_calls(low)}, count


def _python_calls(low: Lowered) -> dict[str, Any]:
    """What runs in Python between kernels, by digest."""
    return {s.digest: InPython(g.outputs[0]) for s, g, k in zip(low.sources, low.groups, low.kernels) if k.in_python}


def _lines_of(g: Group, lines: Lines) -> tuple[Location, ...]:
    reads = {*g.reads, *g.after}
    inner = topological(g.outputs, stop=reads.__contains__)
    found = [lines[n] for n in inner if n not in reads and n in lines and n.op.kind != "source"]
    return tuple(dict.fromkeys(found))


def _blamed(g: Group, asked: Sequence[Location], lines: Lines) -> Location | None:
    """The line to name when a kernel refuses its data: of the op that checks it, else the group's first."""
    inner = topological(g.outputs, stop={*g.reads, *g.after}.__contains__)
    checking = [n for n in inner if n.op.checks and n in lines]
    return lines[checking[0]] if checking else asked[0] if asked else None


def _passed(outputs: Sequence[Node], where: dict[Node, Place]) -> tuple[tuple[int, Place], ...]:
    """Outputs that need no kernel: arguments, and second mentions of another output."""
    found: list[tuple[int, Place]] = []
    for k, n in enumerate(outputs):
        if is_argument(n):
            found.append((k, argument_place(n)))
        elif where[n].at != k:
            found.append((k, where[n]))
    return tuple(found)


__all__ = ["Lowered", "compiled", "functions_of", "lowered", "made", "simplified"]
