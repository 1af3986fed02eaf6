"""`@compile`: a function whose calls are recorded and run as generated code."""

from __future__ import annotations

import functools
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograph import config, pipeline
from autograph.autodiff import expand_gradients
from autograph.backends.reference import evaluate
from autograph.errors import ArgumentError, DeviceError, Location
from autograph.frontend import tree
from autograph.frontend.functions import asarray
from autograph.frontend.state import state, tracing
from autograph.frontend.tensor import Array, Tape, Tensor, Variable
from autograph.frontend.trace import Branch, Trace
from autograph.graph import Node
from autograph.ops.source import Input, Scalar
from autograph.toolchain import MissingCompilerError


@dataclass
class Stats:
    """Counts since the function was decorated: `calls`; `traces` (calls that ran the Python); `paths` that end in a
    program; `compilations` (kernels a compiler was started for); `seconds` spent making programs."""

    calls: int = 0
    traces: int = 0
    paths: int = 0
    compilations: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """What a call returns and changes, in terms of its program's outputs."""

    outputs: tuple[Node, ...]
    leaves: tuple[Any, ...]  # the result's leaves; those that are tensors of the call as nodes
    rebuild: tree.Rebuild
    assigned: tuple[tuple[Variable, Node], ...]
    grads: tuple[tuple[Tensor, Node | Tensor | None], ...]

    def commit(self, values: Sequence[Array], tapes: dict[Node, Tape]) -> Any:
        """Change the state and build the result. Nothing here can fail half-way."""
        by_node = dict(zip(self.outputs, values))
        for v, n in self.assigned:
            v._value = by_node[n]
        for t, g in self.grads:
            t._grad = Tensor(by_node[g]) if isinstance(g, Node) else g
        made = [Tensor(by_node[n], tape=tapes.get(n)) if isinstance(n, Node) else n for n in self.leaves]
        return self.rebuild(iter(made))


@dataclass(frozen=True)
class Replay:
    """A call that can be repeated without running its Python (`retrace="signature"`)."""

    program: Callable[..., list[Array]]
    captured: tuple[Tensor, ...]
    scalars: tuple[float, ...]
    outcome: Outcome


class Compiled:
    """The result of `compile`. Safe to call from several threads at once."""

    def __init__(self, function: Callable[..., Any], retrace: str = "always", threads: int | None = None, name: str | None = None):
        self._function = function
        self._retrace = retrace
        self._threads = threads
        self._roots: dict[Any, Branch] = {}
        self._replays: dict[Any, Replay] = {}
        self._lines: dict[Node, Location] = {}
        self._lock = threading.RLock()
        self.stats = Stats()
        self.name = name or getattr(function, "__name__", type(function).__name__)
        functools.update_wrapper(self, function, updated=())

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return self if instance is None else functools.partial(self, instance)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if state.trace is not None:
            return self._function(*args, **kwargs)  # inside another compiled call it is a part of that one
        self.stats.calls += 1
        if self._retrace == "signature":
            return self._by_signature(args, kwargs)
        trace, outcome = self._record(args, kwargs)
        return outcome.commit(trace.run(outcome.outputs, "return"), self._tapes(trace, outcome))

    # -- recording

    def _record(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Trace, Outcome]:
        """Run the Python; nothing it did to variables is kept yet."""
        leaves, rebuild = tree.flatten([list(args), kwargs])
        inputs = [asarray(a) if isinstance(a, np.ndarray) else a for a in leaves]
        tensors = [a for a in inputs if isinstance(a, Tensor)]
        types = tuple((t._type, t.requires_grad) for t in tensors)
        root = self._roots.setdefault(types, Branch(f"{self.name}({', '.join(str(t) for t, _ in types)})", (), None))
        root.calls += 1
        trace = Trace(root, self._run, self._lines)
        for t in tensors:
            trace.bind(t)
        arguments, keywords = rebuild(iter(inputs))
        self.stats.traces += 1
        with tracing(trace):
            result = self._function(*arguments, **keywords)
            return trace, self._outcome(trace, result)

    def _outcome(self, trace: Trace, result: Any) -> Outcome:
        leaves, rebuild = tree.flatten(result)
        shown = tuple(trace.node(leaf) if isinstance(leaf, Tensor) else leaf for leaf in leaves)
        grads = tuple((t, _grad_node(trace, g)) for t, g in trace.grads.values())
        assigned = tuple(trace.assigned.values())
        wanted = [n for n in shown if isinstance(n, Node)] + [n for _, n in assigned]
        wanted += [g for _, g in grads if isinstance(g, Node)]
        return Outcome(tuple(dict.fromkeys(wanted)), shown, rebuild, assigned, grads)

    def _tapes(self, trace: Trace, outcome: Outcome) -> dict[Node, Tape]:
        """Tapes for results that `backward` may be called on: of calls that changed nothing themselves."""
        if trace.differentiated or outcome.assigned or not state.grad or not trace.differentiable:
            return {}
        leaves, parents = trace.leaves()
        arrays = tuple(t._array() for t in parents)
        wanted = {n for n in outcome.leaves if isinstance(n, Node) and n.dtype.is_float and trace.tracked(n)}
        return {n: Tape(n, leaves, parents, arrays, compiled=True) for n in wanted}

    # -- running

    def _run(self, trace: Trace, at: Branch, outputs: Sequence[Node], why: str) -> list[Array]:
        program = self._program(trace, at, outputs)
        arrays, scalars = trace.arguments()
        return program(arrays, scalars)

    def _program(self, trace: Trace, at: Branch, outputs: Sequence[Node]) -> Callable[..., list[Array]]:
        known = tuple(trace.known)
        key = (config.mode, tuple(outputs), known)
        program = at.programs.get(key)
        if program is None:
            with self._lock:
                program = at.programs.get(key)
                if program is None:
                    program = at.programs[key] = self._build(list(outputs), known, len(trace.inputs))
        return program  # type: ignore[no-any-return]

    def _build(self, outputs: list[Node], known: tuple[Node, ...], inputs: int) -> Callable[..., list[Array]]:
        started = time.perf_counter()
        graph = pipeline.with_known(outputs, known, inputs, self._lines) if known else outputs
        program, cost = make_program(graph, self._lines, self._threads)
        self.stats.paths += 1
        self.stats.compilations += int(cost.get("compiled", 0))
        self.stats.seconds += time.perf_counter() - started
        return program

    def _by_signature(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        leaves, _ = tree.flatten([list(args), kwargs])
        tensors = [asarray(a) for a in leaves if isinstance(a, (Tensor, np.ndarray))]
        static = tuple((type(a), a) for a in leaves if not isinstance(a, (Tensor, np.ndarray)))
        key = (tuple((t._type, t.requires_grad) for t in tensors), static, tuple(kwargs), config.mode, state.grad)
        replay = self._replays.get(key)
        if replay is None:
            trace, outcome = self._record(args, kwargs)
            if trace.known:
                raise ArgumentError(
                    f"{self.name} asked for a tensor's value while it was recorded",
                    hint='use retrace="always" (the default) where Python branches on values',
                )
            program = self._program(trace, trace.position, outcome.outputs) if outcome.outputs else (lambda a, s: [])
            _, scalars = trace.arguments()
            captured = tuple(trace.inputs[len(tensors) :])
            replay = self._replays[key] = Replay(program, captured, tuple(scalars), outcome)
        arrays = [np.asarray(t._value, order="C") for t in (*tensors, *replay.captured)]
        return replay.outcome.commit(replay.program(arrays, replay.scalars), {})

    # -- telling

    def recorded(self, *args: Any, **kwargs: Any) -> tuple[list[Node], dict[Node, Location]]:
        """The graph of a call with these arguments and the Python lines of its nodes; the call changes nothing."""
        trace, outcome = self._record(args, kwargs)
        return list(outcome.outputs), self._lines

    def graph(self, *args: Any, **kwargs: Any) -> str:
        """The graph of a call as text: what was recorded, before derivatives are expanded."""
        from autograph.inspect import graph_of

        return graph_of(self, *args, **kwargs)

    def kernels(self, *args: Any, **kwargs: Any) -> list[Any]:
        """The kernels of a call, each with name, source, file, lines, flops and bytes."""
        from autograph.inspect import kernels_of

        return kernels_of(self, *args, **kwargs)

    def source(self, *args: Any, **kwargs: Any) -> str:
        """The C program of a call."""
        from autograph.inspect import source_of

        return source_of(self, *args, **kwargs)

    def memory(self, *args: Any, **kwargs: Any) -> Any:
        """The arena of a call: `.peak` in bytes, and its map."""
        from autograph.inspect import memory_of

        return memory_of(self, *args, **kwargs)

    def explain(self) -> Any:
        """The trace tree: every path taken so far, where paths part, and what each cost."""
        from autograph.inspect import Explanation

        return Explanation(self.name, tuple(self._roots.values()), self.stats)

    def release(self) -> None:
        """Forget all paths and programs, and give their memory back."""
        with self._lock:
            self._roots.clear()
            self._replays.clear()
            self._lines.clear()


def _grad_node(trace: Trace, g: Tensor | None) -> Node | Tensor | None:
    return trace.node(g) if g is not None and g._node is not None else g


_warned = threading.Event()


def make_program(
    graph: Sequence[Node], lines: dict[Node, Location], threads: int | None = None
) -> tuple[Callable[..., list[Array]], dict[str, float]]:
    """A callable (inputs, scalars) → outputs for a graph, and what it cost to make."""
    if config.mode == "interpret":
        return _interpreter(graph, lines), {}
    try:
        return pipeline.compiled(graph, lines, threads)
    except MissingCompilerError as error:
        if not _warned.is_set():
            _warned.set()
            warnings.warn(f"running by the interpreter, which is slow: {error}", RuntimeWarning, stacklevel=2)
        return _interpreter(graph, lines), {}


def _interpreter(graph: Sequence[Node], lines: dict[Node, Location]) -> Callable[..., list[Array]]:
    expanded = expand_gradients(graph, lines)

    def run(inputs: Sequence[Array], scalars: Sequence[float]) -> list[Array]:
        from autograph.graph import topological

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
    program, _ = _programs(tuple(graph))
    return program([np.asarray(a, order="C") for _, a in arguments], [])


@functools.lru_cache(maxsize=256)
def _programs(graph: tuple[Node, ...]) -> tuple[Callable[..., list[Array]], dict[str, float]]:
    return make_program(graph, {})


def compile(
    function: Callable[..., Any] | None = None,
    *,
    device: str | None = None,
    retrace: str = "always",
    threads: int | None = None,
    name: str | None = None,
) -> Any:
    """Compile a function, method or Module; use as `@compile` or `@compile(retrace=…)`.

    `retrace="always"` runs the Python on each call, so native control flow decides what runs; `"signature"` runs it
    once for each signature of shapes, dtypes, structure and static values. `threads` overrides `config.num_threads`.
    Raises ArgumentError for other values of `retrace`, DeviceError for a device that is not there.
    """
    if retrace not in ("always", "signature"):
        raise ArgumentError(f"retrace={retrace!r}", hint='use "always" or "signature"')
    if device not in (None, "cpu"):
        raise DeviceError(f"there is no device {device!r} here", hint='use device="cpu"')
    if function is None:
        return functools.partial(compile, device=device, retrace=retrace, threads=threads, name=name)
    return Compiled(function, retrace, threads, name)
