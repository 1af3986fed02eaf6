"""A group's scalars: each stored node as an expression of its index, with everything not stored substituted into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from autograph.graph import Node, TensorType
from autograph.kernel.expr import Builder, Expr, Load, Reduce
from autograph.kernel.index import Index, Lookup, Var
from autograph.kernel.nest import Buffer
from autograph.kernel.walk import indices, walk
from autograph.ops.movement import row_major
from autograph.schedule.group import Group


@dataclass(frozen=True)
class Output:
    """One store: `buffer[offset] = value` for all values of the group's variables."""

    buffer: int
    offset: Index
    value: Expr


@dataclass(frozen=True)
class Scalars:
    """The group as expressions: over `variables`, outermost first, each output's element."""

    variables: tuple[Var, ...]
    outputs: tuple[Output, ...]
    buffers: tuple[Buffer, ...]


class _Operand:
    """A node as the ops' lowerings see it: a type, and a scalar at an index."""

    def __init__(self, lowering: _Lowering, node: Node):
        self.type: TensorType = node.type
        self._lowering, self._node = lowering, node

    def at(self, index: Sequence[Index]) -> Expr:
        return self._lowering.at(self._node, tuple(index))


class _Lowering:
    def __init__(self, builder: Builder, numbers: dict[Node, int]):
        self._builder, self._numbers = builder, numbers
        self._memo: dict[tuple[Node, tuple[Index, ...]], Expr] = {}

    def at(self, node: Node, index: tuple[Index, ...]) -> Expr:
        key = (node, index)
        found = self._memo.get(key)
        if found is None:
            number = self._numbers.get(node)
            found = self.define(node, index) if number is None else self._load(node, number, index)
            self._memo[key] = found
        return found

    def define(self, node: Node, index: tuple[Index, ...]) -> Expr:
        """The scalar as the node's op computes it."""
        operands: list[Any] = [_Operand(self, i) for i in node.inputs]
        expr: Expr = node.op.lower(self._builder, index, node.type, *operands)
        assert expr.dtype is node.dtype, f"{node.op} lowers to {expr.dtype}, its type is {node.type}"
        return expr

    def _load(self, node: Node, number: int, index: tuple[Index, ...]) -> Expr:
        return self._builder.load(number, offset(index, node.shape), node.dtype)


def offset(index: Sequence[Index], shape: Sequence[int]) -> Index:
    """Where the element lies in a contiguous array."""
    return sum((i * s for i, s in zip(index, row_major(shape))), start=Index())


def scalars(builder: Builder, group: Group) -> Scalars:
    """The expressions of a group; buffers are its reads, then its outputs."""
    numbers = {n: k for k, n in enumerate((*group.reads, *group.outputs))}
    variables, outputs = elements(builder, group, numbers)
    return Scalars(variables, outputs, tuple(buffers(group)))


def elements(builder: Builder, group: Group, numbers: Mapping[Node, int]) -> tuple[tuple[Var, ...], tuple[Output, ...]]:
    """A variable for each axis of what the group stores, and its elements; `numbers` are those of the buffers."""
    lowering = _Lowering(builder, {n: numbers[n] for n in group.reads})
    shape = group.outputs[0].shape
    variables = tuple(Var(f"n{k}", e) for k, e in enumerate(shape) if e != 1)
    kept = iter(variables)
    index = tuple(Index.of(next(kept)) if e != 1 else Index() for e in shape)
    outputs = []
    for n in group.outputs:
        value = lowering.define(n, index)
        lowering._memo[(n, index)] = value
        outputs.append(Output(numbers[n], offset(index, shape), value))
    return variables, tuple(outputs)


def buffers(group: Group) -> list[Buffer]:
    """What a group reads, then what it writes."""
    found = [Buffer(f"in{k}", n.dtype, n.type.size, False) for k, n in enumerate(group.reads)]
    return found + [Buffer(f"out{k}", n.dtype, n.type.size, True) for k, n in enumerate(group.outputs)]


def operands(builder: Builder, group: Group, n: Node) -> list[Any]:
    """The inputs of a node that is a group by itself, as its lowering sees them."""
    lowering = _Lowering(builder, {r: k for k, r in enumerate(group.reads)})
    return [_Operand(lowering, i) for i in n.inputs]


def merge_axes(builder: Builder, s: Scalars) -> Scalars:
    """Fuse neighbouring axes wherever everything strides through them as through one, so that loops grow long."""
    variables, outputs = list(s.variables), list(s.outputs)
    for k in range(len(variables) - 2, -1, -1):
        outer, inner = variables[k], variables[k + 1]
        if all(joins(i, outer, inner) for o in outputs for i in (o.offset, *indices(o.value))):
            joined, values = _join(outer, inner)
            outputs = [Output(o.buffer, o.offset.map(values.get), builder.substitute(o.value, values)) for o in outputs]  # type: ignore[arg-type]
            variables[k : k + 2] = [joined]
    outputs = [Output(o.buffer, o.offset, _merge_reductions(builder, o.value)[0]) for o in outputs]
    return Scalars(tuple(variables), tuple(outputs), s.buffers)


def started(builder: Builder, s: Scalars) -> Scalars:
    """Take out of a buffer's offsets what they have in common: the kernel is given the address of that element.

    So the kernels of all time steps of a sequence, or of all parts of a product, are one text, compiled once.
    """
    loads = [e for e in walk(*[o.value for o in s.outputs]) if isinstance(e, Load)]
    read = {k for k, b in enumerate(s.buffers) if not b.written}
    starts = {k: min(e.offset.constant for e in loads if e.buffer == k) for k in {e.buffer for e in loads} & read}
    if not any(start > 0 for start in starts.values()):
        return s
    back = {k: Index((), max(start, 0)) for k, start in starts.items()}
    outputs = [Output(o.buffer, o.offset, moved_back(builder, o.value, back)) for o in s.outputs]
    buffers = [replace(b, start=max(starts.get(k, 0), 0)) for k, b in enumerate(s.buffers)]
    return Scalars(s.variables, tuple(outputs), tuple(buffers))


def moved_back(builder: Builder, expr: Expr, back: Mapping[int, Index]) -> Expr:
    """The expression with loads from these buffers at so much less, in what it looks up too."""

    def moved(e: Expr) -> Expr | None:
        if not isinstance(e, Load):
            return None
        return builder.load(e.buffer, looked_up(e.offset) - back.get(e.buffer, Index()), e.dtype)

    def looked_up(index: Index) -> Index:
        return index.map(lambda a: Index.of(Lookup(value(a.value), a.extent)) if isinstance(a, Lookup) else None)

    def value(e: Expr) -> Expr:
        return builder.map(e, moved, looked_up)

    return value(expr)


def joins(index: Index, outer: Var, inner: Var) -> bool:
    """Whether the index depends on the pair only as outer · extent + inner."""
    nested = set(index.inner_atoms())
    if outer in nested or inner in nested:
        return False
    return index.coefficient(outer) == index.coefficient(inner) * inner.extent


def _join(outer: Var, inner: Var) -> tuple[Var, dict[Var, Index]]:
    joined = Var(outer.name, outer.extent * inner.extent)
    return joined, {outer: Index(), inner: Index.of(joined)}


def _by_stride(axes: Sequence[Var], body: Expr) -> list[Var]:
    """The axes with the longest steps through memory outermost, so that inner loops walk over neighbours."""
    steps = dict.fromkeys(axes, 0)
    for i in indices(body):
        for a in axes:
            steps[a] += abs(i.coefficient(a))
    return sorted(axes, key=lambda a: -steps[a])


def _merge_reductions(builder: Builder, value: Expr) -> tuple[Expr, int]:
    """Merge the axes of every reduction and name them by nesting depth, so that equal reductions become one.

    Returns the value and how deeply reductions nest in it.
    """
    depth = 0

    def rule(e: Expr) -> Expr | None:
        nonlocal depth
        if not isinstance(e, Reduce):
            return None
        body, inside = _merge_reductions(builder, e.body)
        axes = _by_stride(e.axes, body)
        depth = max(depth, inside + 1)
        for k in range(len(axes) - 2, -1, -1):
            outer, inner = axes[k], axes[k + 1]
            if all(joins(i, outer, inner) for i in indices(body)):
                axes[k : k + 2], values = [_join(outer, inner)[0]], _join(outer, inner)[1]
                body = builder.substitute(body, values)
        named = [Var(f"{chr(ord('r') + k)}{inside + 1}", a.extent) for k, a in enumerate(axes)]
        body = builder.substitute(body, {a: Index.of(b) for a, b in zip(axes, named)})
        return builder.reduce(e.kind, tuple(named), body)

    return builder.map(value, rule), depth
