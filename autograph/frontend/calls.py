"""The calls of a compiled function: each walks the trace tree, and runs the program that it finds there."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autograph import config
from autograph.errors import Location
from autograph.frontend import tree
from autograph.frontend.arguments import opened, static_part
from autograph.frontend.branch import Branch, Root
from autograph.frontend.graphs import program_graph
from autograph.frontend.outcome import Ending, Outcome, returned_alone
from autograph.frontend.programs import Built, make_program, making
from autograph.frontend.replay import Replay, stand_in
from autograph.frontend.state import state
from autograph.frontend.tensor import Array, Tensor, Variable
from autograph.frontend.trace import Trace
from autograph.graph import Node, TensorType


@dataclass
class Stats:
    """Counts since the function was decorated: `calls`; `traces` (calls that ran the Python); `paths` that end in a
    program; `compilations` (kernels a compiler was started for); `seconds` spent making programs."""

    calls: int = 0
    traces: int = 0
    paths: int = 0
    compilations: int = 0
    seconds: float = 0.0


class Calls:
    """What is remembered of the calls of a function, and how the next one runs. Several threads may call at once."""

    def __init__(self, function: Callable[..., Any], retrace: str, threads: int | None, name: str):
        self.function, self.retrace, self.threads, self.name = function, retrace, threads, name
        self.stats = Stats()
        self.roots: dict[Any, Root] = {}
        self.lines: dict[Node, Location] = {}
        self._replays: dict[Any, list[Replay]] = {}
        self._owner: Any = None  # the instance, where the function is a method of one

    def of(self, owner: Any, method: Callable[..., Any]) -> Calls:
        """The calls of a method of one instance, which walk the same tree."""
        made = copy.copy(self)
        made.function, made._owner = method, owner
        return made

    def call(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """What the function returns, having changed what it changes."""
        if state.trace is not None:
            return self.function(*args, **kwargs)  # inside another compiled call it is a part of that one
        self.stats.calls += 1
        leaves, tensors, rebuild = opened(args, kwargs)
        if self.retrace == "signature":
            structure = None if rebuild is None else tree.structure([list(args), kwargs], static_part)
            return self._by_signature(leaves, tensors, rebuild, structure)
        trace, result = self._recorded(leaves, tensors, rebuild)
        key = returned_alone(trace, result)
        ending: Ending | None = None if key is None else trace.position.endings.get(key)
        if ending is None or ending.program is None:
            return self._finished(trace, result, key)
        arrays = trace.arrays()
        values = ending.program.run(arrays, trace.scalars)
        tapes = ending.tapes(trace.inputs, arrays, trace.numbers_passed()) if ending.taped else None
        return ending.result(type(result), values, tapes)

    # -- recording

    def _recorded(
        self, leaves: Sequence[Any], tensors: Sequence[Tensor], rebuild: tree.Rebuild | None, for_others: bool = False
    ) -> tuple[Trace, Any]:
        """Run the Python: how it went, and what it returned. Nothing it did to variables is kept yet."""
        kinds: list[Hashable] = []
        for t in tensors:
            kinds.append(t._known or t._type)
            kinds.append(t._requires_grad)
        key = tuple(kinds)
        start = self.roots.get(key)
        if start is None:
            start = self.roots.setdefault(key, self._root([(t._type, t._requires_grad) for t in tensors]))
        start.calls += 1
        trace = Trace(start, tensors, self._run, self.lines)
        if for_others:
            trace.for_others = True
        arguments, keywords = (leaves, None) if rebuild is None else rebuild(iter(leaves))
        self.stats.traces += 1
        before, state.trace = state.trace, trace
        try:
            return trace, self.function(*arguments, **keywords) if keywords else self.function(*arguments)
        finally:
            state.trace = before

    def _root(self, kinds: Sequence[tuple[TensorType, bool]]) -> Root:
        return Root(f"{self.name}({', '.join(str(t) for t, _ in kinds)})", kinds)

    def outcome(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Trace, Outcome]:
        """A call with these arguments, recorded: nothing of what it does is kept."""
        trace, result = self._recorded(*opened(args, kwargs))
        return trace, Outcome.of(trace, result)

    def _by_signature(
        self, leaves: Sequence[Any], tensors: Sequence[Tensor], rebuild: tree.Rebuild | None, structure: Any
    ) -> Any:
        if structure is None and leaves is not tensors:
            structure = tuple([Tensor if isinstance(a, Tensor) else static_part(a) for a in leaves])
        ids = list(map(id, tensors))
        same = tuple(map(ids.index, ids))
        kinds: list[Hashable] = []
        for t in tensors:
            kinds += (t._known or t._type, t._requires_grad, id(t) if isinstance(t, Variable) else None)
        key = (id(self._owner), structure, same, config.mode, state.grad, *kinds)
        replays = self._replays.get(key)
        if replays is None:
            replays = self._replays.setdefault(key, [])
        for replay in replays:
            if replay.fits(tensors):
                return replay.call(tensors)
        made = self._replay([stand_in(t) for t in tensors], same, leaves, rebuild)
        replays[:] = [*[r for r in replays if r.current], made]
        return made.call(tensors)

    def _replay(self, stands: list[Tensor], same: Any, leaves: Sequence[Any], rebuild: tree.Rebuild | None) -> Replay:
        given = (stands[k] for k in same)
        arguments = [next(given) if isinstance(a, Tensor) else a for a in leaves]
        tensors = [a for a in arguments if isinstance(a, Tensor)]
        trace, result = self._recorded(arguments, tensors, rebuild, for_others=True)
        outcome = Outcome.of(trace, result)
        ending = Ending.of(trace, outcome)
        alone = None if returned_alone(trace, result) is None else type(result)
        return Replay.of(trace, outcome, ending, self._ended(trace, ending), alone, self._owner)

    # -- running

    def _finished(self, trace: Trace, result: Any, key: Hashable | None) -> Any:
        """What a recorded call returns, having changed what it changes. With a key, calls that end like it need not
        work out how."""
        outcome = Outcome.of(trace, result)
        ending = Ending.of(trace, outcome)
        arrays = trace.arrays()
        if trace.known:
            values, last = trace.run(ending.outputs, "return"), None
        else:
            values, last = (ending.program or self._ended(trace, ending)).begun(arrays, trace.scalars)
            if key is not None:
                trace.position.endings[key] = ending
        tapes = ending.tapes(trace.inputs, arrays, trace.numbers_passed()) if ending.taped else {}
        # Tensors of the call know its trace: one that knew them would keep old gradients until cycles are collected.
        trace.grads.clear()
        trace.grads_met.clear()
        return outcome.commit(ending, values, tapes, last)

    def _run(self, trace: Trace, at: Branch, outputs: Sequence[Node], why: str) -> list[Array]:
        program = self._program(trace, at, outputs)
        return program.run([*trace.arrays(), *trace.known.values()], trace.scalars)

    def _ended(self, trace: Trace, ending: Ending) -> Built:
        """The program of calls with this ending."""
        if ending.program is None:
            ending.program = self._program(trace, trace.position, ending.outputs)
        return ending.program

    def _program(self, trace: Trace, at: Branch, outputs: Sequence[Node]) -> Built:
        if not outputs:
            return _nothing
        known = tuple(trace.known)
        key = (config.mode, tuple(outputs), known)
        program: Built | None = at.programs.get(key)
        if program is None:
            with making:
                program = at.programs.get(key)
                if program is None:
                    program = at.programs[key] = self._build(program_graph(trace, outputs, known, self.lines))
        return program

    def _build(self, graph: list[Node]) -> Built:
        started = time.perf_counter()
        program = make_program(graph, self.lines, self.threads)
        self.stats.paths += 1
        self.stats.compilations += int(program.cost.get("compiled", 0))
        self.stats.seconds += time.perf_counter() - started
        return program

    # -- telling

    def graphs(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[list[Node]]:
        """One graph for each program that a first call with these arguments runs; the call changes nothing."""
        trace, outcome = self.outcome(args, kwargs)
        asked = [(list(outputs), known) for branch in self._walked() for _, outputs, known in branch.programs]
        pending = [n for n in Ending.of(trace, outcome).outputs if n not in trace.known]
        asked += [(pending, tuple(trace.known))] if pending or not asked else []
        return [program_graph(trace, o, known, self.lines) for o, known in asked]

    def _walked(self) -> Iterator[Branch]:
        """The events of the first path."""
        below: list[Branch] = [*self.roots.values()]
        while below:
            yield below[0]
            below = list(below[0].children.values())

    def release(self) -> None:
        """Forget all paths and programs."""
        with making:
            self.roots.clear()
            self._replays.clear()
            self.lines.clear()


#: The program of a call without results.
_nothing = Built(lambda inputs, scalars: [], {})

__all__ = ["Calls", "Stats"]
