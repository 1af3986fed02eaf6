"""Derivatives of tensors: what `Tensor.backward` and the functions of `transforms` do.

In a compiled call they are events of the trace. Elsewhere the tapes of eager tensors are joined into a graph, which the
same reverse sweep differentiates; values that are known already are not computed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from autograph import config
from autograph.autodiff import expand_gradients
from autograph.backends import Value
from autograph.errors import DtypeError, ShapeError, TraceError
from autograph.frontend.apply import gradients_of, set_gradients
from autograph.frontend.functions import asarray, ones_like
from autograph.frontend.programs import computed, needs_program, run_graph
from autograph.frontend.state import state
from autograph.frontend.tensor import Operand, Tape, Tensor
from autograph.graph import Node, node, substitute
from autograph.ops.gradient import joint_gradient
from autograph.ops.source import Input


def backward(output: Tensor, cotangent: Operand | None) -> None:
    """See `Tensor.backward`."""
    if state.trace is not None:
        pairs = state.trace.backward(output, _given(output, cotangent))
    else:
        seed = cotangent_of(output, cotangent)
        graph = _Graph([output])
        leaves = [(t, n) for t, n in graph.inputs if t.requires_grad]
        values = graph.differentiate([output], [seed], [n for _, n in leaves])
        pairs = [(t, Tensor(v)) for (t, _), v in zip(leaves, values)]
    if not pairs:
        raise TraceError(
            f"backward: nothing that {output._type} was computed from requires a gradient",
            hint="use nn.Parameter or ag.tensor(…, requires_grad=True), outside of ag.no_grad()",
        )
    tensors = list({id(t): t for t, _ in pairs}.values())  # one that changed on the way is there several times
    sums = dict(zip(map(id, tensors), gradients_of(tensors)))
    for t, g in pairs:
        before = sums[id(t)]
        sums[id(t)] = g if before is None else before + g
    set_gradients(tensors, list(sums.values()))


def gradients(outputs: Sequence[Tensor], cotangents: Sequence[Tensor], wrt: Sequence[Tensor]) -> list[Tensor]:
    """The derivatives of `outputs`, each along its cotangent, with respect to each of `wrt`; themselves
    differentiable."""
    if state.trace is not None:
        return state.trace.gradients(outputs, cotangents, wrt)
    graph = _Graph([*outputs, *wrt])
    targets = [graph.nodes[id(w)] for w in wrt]
    values = graph.differentiate(outputs, cotangents, targets)
    if not state.grad:
        return [Tensor(v) for v in values]
    leaves, parents, arrays = graph.leaves()
    seeds = graph.seeds(cotangents)
    tape_leaves, tape_parents = (*leaves, *seeds), (*parents, *cotangents)
    tape_arrays = (*arrays, *[c._held() for c in cotangents])
    roots = [graph.nodes[id(t)] for t in outputs]
    made = [joint_gradient(roots, seeds, target) for target in targets]
    return [Tensor(v, tape=Tape(n, tape_leaves, tape_parents, tape_arrays)) for n, v in zip(made, values)]


def cotangent_of(output: Tensor, cotangent: Operand | None) -> Tensor:
    """What is given as the derivative with respect to an output; 1 for a single number."""
    seed = _given(output, cotangent)
    return ones_like(output) if seed is None else seed


def _given(output: Tensor, cotangent: Operand | None) -> Tensor | None:
    """The same; None for the 1 of a single number."""
    if not output.dtype.is_float:
        raise DtypeError(f"derivative of {output._type}", hint="only floating tensors have derivatives; use .astype(…)")
    if cotangent is None:
        if output.size != 1:
            raise ShapeError(
                f"derivative of {output._type}, which is not a single number",
                hint="reduce it first, e.g. .sum() or .mean(), or pass the gradient with respect to it",
            )
        return None
    seed = asarray(cotangent)
    if seed.shape != output.shape:
        raise ShapeError(f"gradient of {seed._type} for a tensor of {output._type}", hint="the shapes must be equal")
    return seed.astype(output.dtype)


class _Graph:
    """The tapes behind some tensors, joined."""

    def __init__(self, outputs: Sequence[Tensor]):
        self.nodes: dict[int, Node] = {}
        self.inputs: list[tuple[Tensor, Node]] = []
        self.values: dict[Node, Value] = {}
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
                self.nodes[id(t)] = self._leaf(t, t._held())
            elif not ready:
                stack.append((t, True))
                stack.extend((p, False) for p in t._tape.parents)
            else:
                self.nodes[id(t)] = self._join(t, t._tape)

    def _join(self, t: Tensor, tape: Tape) -> Node:
        nodes = [self._leaf(p, a) if p._tape is None else self.nodes[id(p)] for p, a in zip(tape.parents, tape.arrays)]
        (joined,) = substitute([tape.node], dict(zip(tape.leaves, nodes)))
        self.values[joined] = t._held()
        return joined

    def _leaf(self, t: Tensor, array: Value) -> Node:
        """One input for each value a tensor has had: a parameter may have changed since."""
        key = (id(t), id(array))
        if key not in self._versions:
            leaf = self._versions[key] = node(Input(len(self.inputs), t._type, free=t._free))
            self.inputs.append((t, leaf))
            self.values[leaf] = array
            self._keep.append(array)
        return self._versions[key]

    def leaves(self) -> tuple[tuple[Node, ...], tuple[Tensor, ...], tuple[Value, ...]]:
        nodes = tuple(n for _, n in self.inputs)
        return nodes, tuple(t for t, _ in self.inputs), tuple(self.values[n] for n in nodes)

    def seeds(self, cotangents: Sequence[Tensor]) -> list[Node]:
        """What stands for cotangents."""
        return [node(Input(len(self.inputs) + k, c._type, free=c._free)) for k, c in enumerate(cotangents)]

    def differentiate(self, outputs: Sequence[Tensor], cotangents: Sequence[Tensor], wrt: Sequence[Node]) -> list[Any]:
        """The values of the derivatives."""
        seeds = self.seeds(cotangents)
        given = dict(zip(seeds, (c._held() for c in cotangents)))
        roots = [self.nodes[id(t)] for t in outputs]
        graph = [joint_gradient(roots, seeds, w) for w in wrt]
        if config.mode == "compile" and (any(map(_was_compiled, outputs)) or needs_program(self.values)):
            return run_graph(graph, [*[self.values[n] for _, n in self.inputs], *given.values()])
        known = list(self.values)
        expanded = expand_gradients([*graph, *known])
        values = dict(zip(expanded[len(graph) :], self.values.values()))
        return computed(expanded[: len(graph)], {**values, **given})


def ancestors(t: Tensor) -> Iterator[Tensor]:
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
    return any(a._tape is not None and a._tape.compiled for a in ancestors(t))


__all__ = ["ancestors", "backward", "cotangent_of", "gradients"]
