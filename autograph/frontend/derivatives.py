"""Derivatives of tensors: `backward`, `grad`, `value_and_grad`, `vjp`.

In a compiled call they are events of the trace. Elsewhere the tapes of eager tensors are joined into a graph, which the
same reverse sweep differentiates; values that are known already are not computed again.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from autograph import config
from autograph.autodiff import expand_gradients
from autograph.backends.reference import evaluate
from autograph.errors import ArgumentError, DtypeError, ShapeError, TraceError
from autograph.frontend.functions import asarray, ones_like
from autograph.frontend.state import state
from autograph.frontend.tensor import Array, Operand, Tape, Tensor
from autograph.graph import Node, node, substitute
from autograph.ops.gradient import Alias, gradient
from autograph.ops.source import Input

_aliases = itertools.count()


def backward(output: Tensor, cotangent: Operand | None) -> None:
    """See `Tensor.backward`."""
    seed = _seed(output, cotangent)
    if state.trace is not None:
        pairs = state.trace.backward(output, seed)
    else:
        graph = _Graph([output])
        leaves = [(t, n) for t, n in graph.inputs if t.requires_grad]
        values = graph.differentiate(output, seed, [n for _, n in leaves])
        pairs = [(t, Tensor(v)) for (t, _), v in zip(leaves, values)]
    if not pairs:
        raise TraceError(
            f"backward: nothing that {output._type} was computed from requires a gradient",
            hint="use nn.Parameter or ag.tensor(…, requires_grad=True), outside of ag.no_grad()",
        )
    for t, g in pairs:
        before = t.grad
        t.grad = g if before is None else before + g


def gradients(output: Tensor, wrt: Sequence[Tensor], cotangent: Operand | None = None) -> list[Tensor]:
    """The derivatives of `output` with respect to each of `wrt`, themselves differentiable."""
    seed = _seed(output, cotangent)
    if state.trace is not None:
        return state.trace.gradients(output, seed, wrt)
    graph = _Graph([output, *wrt])
    targets = [graph.nodes[id(w)] for w in wrt]
    values = graph.differentiate(output, seed, targets)
    if not state.grad:
        return [Tensor(v) for v in values]
    leaves, parents, arrays = graph.leaves()
    seed_leaf = node(Input(len(leaves), seed._type))
    tape_leaves, tape_parents = (*leaves, seed_leaf), (*parents, seed)
    made = []
    for target, value in zip(targets, values):
        derivative = gradient(graph.nodes[id(output)], seed_leaf, target)
        made.append(Tensor(value, tape=Tape(derivative, tape_leaves, tape_parents, (*arrays, seed._array()))))
    return made


def _seed(output: Tensor, cotangent: Operand | None) -> Tensor:
    if not output.dtype.is_float:
        raise DtypeError(f"derivative of {output._type}", hint="only floating tensors have derivatives; use .astype(…)")
    if cotangent is None:
        if output.size != 1:
            raise ShapeError(
                f"derivative of {output._type}, which is not a single number",
                hint="reduce it first, e.g. .sum() or .mean(), or pass the gradient with respect to it",
            )
        return ones_like(output)
    seed = asarray(cotangent)
    if seed.shape != output.shape:
        raise ShapeError(f"gradient of {seed._type} for a tensor of {output._type}", hint="the shapes must be equal")
    return seed.astype(output.dtype)


class _Graph:
    """The tapes behind some tensors, joined."""

    def __init__(self, outputs: Sequence[Tensor]):
        self.nodes: dict[int, Node] = {}
        self.inputs: list[tuple[Tensor, Node]] = []
        self.values: dict[Node, Array] = {}
        self._versions: dict[tuple[int, int], Node] = {}
        self._keep: list[Any] = []
        for t in outputs:
            self._visit(t)

    def _visit(self, root: Tensor) -> None:
        stack: list[tuple[Tensor, bool]] = [(root, False)]
        while stack:
            t, ready = stack.pop()
            if id(t) in self.nodes:
                continue
            if t._tape is None:
                self.nodes[id(t)] = self._leaf(t, t._array())
            elif not ready:
                stack.append((t, True))
                stack.extend((p, False) for p in t._tape.parents)
            else:
                self.nodes[id(t)] = self._join(t, t._tape)

    def _join(self, t: Tensor, tape: Tape) -> Node:
        nodes = [self._leaf(p, a) if p._tape is None else self.nodes[id(p)] for p, a in zip(tape.parents, tape.arrays)]
        (joined,) = substitute([tape.node], dict(zip(tape.leaves, nodes)))
        self.values[joined] = t._array()
        return joined

    def _leaf(self, t: Tensor, array: Array) -> Node:
        """One input for each value a tensor has had: a parameter may have changed since."""
        key = (id(t), id(array))
        if key not in self._versions:
            leaf = self._versions[key] = node(Input(len(self.inputs), t._type))
            self.inputs.append((t, leaf))
            self.values[leaf] = array
            self._keep.append(array)
        return self._versions[key]

    def leaves(self) -> tuple[tuple[Node, ...], tuple[Tensor, ...], tuple[Array, ...]]:
        nodes = tuple(n for _, n in self.inputs)
        return nodes, tuple(t for t, _ in self.inputs), tuple(self.values[n] for n in nodes)

    def differentiate(self, output: Tensor, seed: Tensor, wrt: Sequence[Node]) -> list[Array]:
        """The values of the derivatives."""
        seed_leaf = node(Input(len(self.inputs), seed._type))
        values = {**self.values, seed_leaf: seed._array()}
        graph = [gradient(self.nodes[id(output)], seed_leaf, w) for w in wrt]
        if config.mode == "compile" and _was_compiled(output):
            from autograph.frontend.compile import run_graph

            return run_graph(graph, [(n, values[n]) for _, n in self.inputs] + [(seed_leaf, seed._array())])
        return evaluate(expand_gradients(graph), values)


def _ancestors(t: Tensor) -> Iterator[Tensor]:
    """The tensor and all it was computed from."""
    seen: set[int] = set()
    stack = [t]
    while stack:
        current = stack.pop()
        if id(current) not in seen:
            seen.add(id(current))
            yield current
            stack.extend(current._tape.parents if current._tape is not None else ())


def _was_compiled(t: Tensor) -> bool:
    """Whether a compiled function's result is among what the tensor was computed from."""
    return any(a._tape is not None and a._tape.compiled for a in _ancestors(t))


def _settled(t: Tensor) -> Tensor:
    """The tensor, without a tape where nothing it was computed from requires a gradient any more."""
    if t._tape is None or any(a._tape is None and a.requires_grad for a in _ancestors(t)):
        return t
    return Tensor(t._array())


def _arguments(argnums: int | Sequence[int], args: Sequence[Any], name: str) -> list[int]:
    numbers = [argnums] if isinstance(argnums, int) else list(argnums)
    for k in numbers:
        if not -len(args) <= k < len(args):
            raise ArgumentError(
                f"{name}: argnums={argnums}, but the call has {len(args)} arguments", hint="count from 0"
            )
    return [k % len(args) for k in numbers]


def value_and_grad(f: Callable[..., Any], argnums: int | Sequence[int] = 0) -> Callable[..., Any]:
    """A function that returns f's value and its derivatives with respect to the arguments numbered `argnums`.

    f returns a single number as a tensor. Several argnums give a tuple of derivatives. Nests to any order.
    """

    @functools.wraps(f)
    def call(*args: Any, **kwargs: Any) -> tuple[Tensor, Any]:
        numbers = _arguments(argnums, args, "value_and_grad")
        inputs = {k: _fresh(args[k]) for k in numbers}
        output = f(*[inputs.get(k, a) for k, a in enumerate(args)], **kwargs)
        if not isinstance(output, Tensor):
            raise TraceError(
                f"grad: {getattr(f, '__name__', 'the function')} returned {type(output).__name__}, not a tensor",
                hint="return the tensor to differentiate, without .item() or float()",
            )
        found = gradients(output, [inputs[k] for k in numbers])
        if state.trace is None:
            for made in inputs.values():
                made._requires_grad = made._tape is not None  # it was a leaf for this call only
            output, *found = map(_settled, (output, *found))
        return output, found[0] if isinstance(argnums, int) else tuple(found)

    return call


def grad(f: Callable[..., Any], argnums: int | Sequence[int] = 0) -> Callable[..., Any]:
    """A function that returns the derivatives of f's value; see `value_and_grad`."""
    both = value_and_grad(f, argnums)

    @functools.wraps(f)
    def call(*args: Any, **kwargs: Any) -> Any:
        return both(*args, **kwargs)[1]

    return call


def _fresh(value: Operand) -> Tensor:
    """The argument under a new identity, so that other uses of the same tensor do not count."""
    t = asarray(value)
    if not t.dtype.is_float:
        raise DtypeError(f"derivative with respect to {t._type}", hint="convert the argument with .astype(ag.float32)")
    if state.trace is not None:
        return state.trace.alias(t)
    leaf = node(Input(0, t._type))
    if t.requires_grad:
        return Tensor(t._array(), tape=Tape(node(Alias(next(_aliases)), leaf), (leaf,), (t,), (t._array(),)))
    return Tensor(t._array(), requires_grad=True)


__all__ = ["backward", "grad", "gradients", "value_and_grad"]
