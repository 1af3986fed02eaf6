"""Kernels of ops that are one by themselves: they bring their loops, or a text, or run in Python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from autograph.dtypes import DType
from autograph.graph import Node, TensorType
from autograph.kernel.expr import Accumulator, Builder, Expr, Read
from autograph.kernel.index import Index, Var
from autograph.kernel.nest import Accumulate, Buffer, Init, Kernel, Loop, Python, Statement, Store
from autograph.lower.scalars import offset, operands
from autograph.schedule.group import Group
from autograph.schedule.recipe import Target


class _Result:
    """What an op's own loops write to: a place in memory that they may read again."""

    def __init__(self, builder: Builder, number: int, of: TensorType):
        self.type = of
        self._builder, self._number = builder, number

    def at(self, index: Sequence[Index]) -> Expr:
        return self._builder.load(self._number, offset(index, self.type.shape), self.type.dtype)

    def store(self, index: Sequence[Index], value: Expr) -> Store:
        assert value.dtype is self.type.dtype, f"a {value.dtype} is stored in {self.type}"
        return Store(self._number, offset(index, self.type.shape), value)


class Loops(Builder):
    """What an op that brings its loops makes them with."""

    def axis(self, name: str, extent: int) -> Var:
        """A loop's variable."""
        return Var(name, extent)

    def serial(self, axis: Var, *body: Statement) -> Loop:
        """A loop one after another."""
        return Loop(axis, axis.extent, "serial", body)

    def parallel(self, axes: Sequence[Var], *body: Statement) -> tuple[Statement, ...]:
        """Loops over independent elements around statements; an axis of extent 1 needs none."""
        for v in reversed([v for v in axes if v.extent != 1]):
            body = (Loop(v, v.extent, "parallel", body),)
        return body

    def total(self, kind: str, dtype: DType) -> Accumulator:
        """A register that combines values: "sum", "prod", "max" or "min"."""
        return Accumulator("total", kind, dtype)

    def begin(self, total: Accumulator) -> Init:
        return Init(total)

    def combine(self, total: Accumulator, value: Expr) -> Accumulate:
        return Accumulate(total, value)


def alone(label: str, group: Group, target: Target) -> Kernel:
    """The kernel of a group whose one op says what it is."""
    (n,) = group.outputs
    names = [f"in{k}" for k in range(len(group.reads))]
    if n.op.kind == "loops":
        builder = Loops()
        result = _Result(builder, len(group.reads), n.type)
        own = tuple(n.op.loops(builder, result, *operands(builder, group, n)))
        body = _vectorized(builder, own, target)
    elif n.op.kind == "text":
        body = (n.op.text(n.type, *[i.type for i in n.inputs]),)
        names = [*_parameters(n)]
    else:
        body = (Python(f"{n.op}: {', '.join(str(i.type) for i in n.inputs)} -> {n.type}"),)
    buffers = [Buffer(name, r.dtype, r.type.size, False) for name, r in zip(names, group.reads)]
    buffers.append(Buffer("out0" if n.op.kind == "loops" else "out", n.dtype, n.type.size, True))
    traffic = sum((b.size or 0) * b.dtype.bytes for b in buffers)
    return Kernel(label, tuple(buffers), body, n.type.size * n.op.cost, traffic)


def _parameters(n: Node) -> tuple[str, ...]:
    """The operands' names, as the op's NumPy meaning has them."""
    code: Any = n.op.numpy.__func__.__code__  # type: ignore[attr-defined]
    return tuple(code.co_varnames[1 : code.co_argcount])


def _vectorized(builder: Builder, body: tuple[Statement, ...], target: Target) -> tuple[Statement, ...]:
    """The statements with their innermost parallel loop cut into vectors, and a tail."""
    found: list[Statement] = []
    for s in body:
        found += _cut(builder, s, target, outer=False) if isinstance(s, Loop) else [s]
    return tuple(found)


def _cut(builder: Builder, loop: Loop, target: Target, outer: bool) -> Iterator[Statement]:
    if loop.kind != "parallel":
        yield loop
        return
    inner = [s for s in loop.body if isinstance(s, Loop) and s.kind == "parallel"]
    if inner:
        cut = tuple(p for s in loop.body for p in (_cut(builder, s, target, True) if isinstance(s, Loop) else [s]))
        yield replace(loop, body=cut)
        return
    width, extent = target.vectors, loop.extent
    if width == 1 or extent is None or extent < width:
        yield loop
        return
    # Threads share out the outermost of parallel loops; two side by side inside one are not shared out again.
    kind = "serial" if outer else "parallel"
    whole = extent - extent % width
    lane = Var(f"{loop.var.name}l", width)
    yield replace(loop, extent=whole, step=width, kind=kind, body=_in_lanes(builder, loop.body, loop.var, lane))
    if whole < extent:
        yield replace(loop, start=whole, kind=kind)


def _in_lanes(builder: Builder, body: tuple[Statement, ...], var: Var, lane: Var) -> tuple[Statement, ...]:
    """The statements for `var` … `var` + lanes - 1 at once."""
    at = {var: Index.of(var) + lane}

    def moved(e: Expr) -> Expr:
        e = builder.substitute(e, at)
        return builder.map(e, lambda x: builder.read(wide(x.accumulator)) if isinstance(x, Read) else None)

    def wide(a: Accumulator) -> Accumulator:
        return replace(a, lane=lane)

    found: list[Statement] = []
    for s in body:
        if isinstance(s, Loop):
            found.append(replace(s, body=_in_lanes(builder, s.body, var, lane)))
            continue
        made: Statement
        if isinstance(s, Store):
            made = Store(s.buffer, builder.moved(s.offset, at), moved(s.value))
        elif isinstance(s, Accumulate):
            made = Accumulate(wide(s.accumulator), moved(s.value))
        else:
            assert isinstance(s, Init), f"{type(s).__name__} in an op's own loops"
            made = Init(wide(s.accumulator))
        found.append(Loop(lane, lane.extent, "lanes", (made,)))
    return tuple(found)
