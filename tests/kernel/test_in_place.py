"""Results in the memory of an operand: what is proved is true, event by event, and what may share is found."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

import pytest
from programs import lowerings
from random_graphs import apply, random_graph

from autograph import dtypes
from autograph.graph import Node, TensorType, node
from autograph.kernel.expr import Accumulator, Builder, Expr, Load
from autograph.kernel.in_place import in_place
from autograph.kernel.index import AtMost, Index, Lookup, Quotient, Remainder, Var
from autograph.kernel.nest import Accumulate, Buffer, Init, Kernel, Loop, Statement, Store, statements
from autograph.kernel.walk import walk
from autograph.ops.contraction import matmul
from autograph.ops.elementwise import add, cast, exp
from autograph.ops.movement import broadcast_to, permute, reshape
from autograph.ops.source import Input
from autograph.schedule.recipe import Target

TARGETS = [
    Target(16, 32, flexible=True),
    Target(4, 16),
    Target(1, 16, shares=4),
    Target(16, 32, flexible=True, nearby=1 << 15),
    Target(32, 32, shares=1 << 40, teams=True, busy=64),
]
Environment = Mapping[Var, int]
#: An element of a buffer read or stored, by which iteration of the loops that threads share.
Event = tuple[str, int, int, tuple[int, ...]]


def value(index: Index, at: Environment) -> int:
    total = index.constant
    for atom, factor in index.terms:
        if isinstance(atom, Var):
            total += factor * at[atom]
        else:
            assert isinstance(atom, (Quotient, Remainder, AtMost))
            inner = value(atom.index, at)
            known = {Quotient: inner // atom.by, Remainder: inner % atom.by, AtMost: min(inner, atom.by)}
            total += factor * known[type(atom)]
    return total


def iterations(loop: Loop, at: Environment) -> Iterator[int]:
    """The values of a loop's variable as the generated text runs through them."""
    n = loop.var.extent if loop.extent is None else loop.extent
    if loop.part == "rest":
        return iter(range(n - n % loop.step, n))
    if loop.part == "whole":
        return iter(range(0, n - n % loop.step, loop.step))
    first = max([loop.start, *[value(i, at) for i in loop.low]])
    end = min([n, *[value(i, at) for i in loop.high]])
    found = range(first, end, loop.step)
    return (min(v, n - loop.step) for v in found) if loop.overlap else iter(found)


def events(
    body: Sequence[Statement], at: Environment, shared: tuple[str, ...], thread: tuple[int, ...] = ()
) -> Iterator[Event]:
    for s in body:
        if isinstance(s, Loop):
            for v in iterations(s, at):
                yield from events(s.body, {**at, s.var: v}, shared, (*thread, v) if s.kind in shared else thread)
        elif isinstance(s, (Store, Accumulate)):
            for e in walk(s.value):
                if isinstance(e, Load):
                    yield "load", e.buffer, value(e.offset, at), thread
            if isinstance(s, Store):
                yield "store", s.buffer, value(s.offset, at), thread


def assert_safe(kernel: Kernel, operand: int, result: int, teams: bool = False) -> None:
    """No element of the operand is read after its place was stored to, or by a thread that does not store there."""
    stored: dict[int, tuple[int, ...]] = {}
    read: dict[int, set[tuple[int, ...]]] = {}
    for kind, buffer, element, thread in events(kernel.body, {}, ("parallel", "lanes") if teams else ("parallel",)):
        if (kind, buffer) == ("store", result):
            assert element not in stored, "stored twice"
            stored[element] = thread
        elif (kind, buffer) == ("load", operand):
            assert element not in stored, "read after it was overwritten"
            read.setdefault(element, set()).add(thread)
    for element in read.keys() & stored.keys():
        assert read[element] == {stored[element]}, "read by another thread"


def looks_up(kernel: Kernel) -> bool:
    loads = [e for s in statements(kernel.body) if isinstance(s, (Store, Accumulate)) for e in walk(s.value)]
    return any(isinstance(a, Lookup) for e in loads if isinstance(e, Load) for a in e.offset.atoms())


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_proved_is_true(target: Target) -> None:
    r = random.Random("in place")
    proved = 0
    for low in lowerings([random_graph(r).outputs for _ in range(50)], target):
        for kernel in low.kernels:
            for pair in () if looks_up(kernel) else in_place(kernel, target.teams):
                assert_safe(kernel, *pair, target.teams)
                proved += 1
    assert proved > (20 if target.nearby else 40)  # with stages there are fewer kernels


def pairs(*outputs: Node, target: Target = TARGETS[0]) -> set[tuple[int, int]]:
    """Of the one kernel of the outputs: the numbers of inputs and of results that may share memory."""
    (low,) = lowerings([outputs], target)
    (kernel,), (group,) = low.kernels, low.groups
    slots = [n.op.slot if isinstance(n.op, Input) else -1 for n in group.reads]
    return {(slots[r], o - len(slots)) for r, o in in_place(kernel)}


def inputs(*shapes: tuple[int, ...]) -> list[Node]:
    return [node(Input(k, TensorType(shape, dtypes.float32))) for k, shape in enumerate(shapes)]


@pytest.mark.parametrize("size", [1, 5, 32, 37, 64])
def test_elementwise_results_may_lie_in_any_operand(size: int) -> None:
    x, y = inputs((3, size), (3, size))
    assert pairs(exp(add(x, y))) == {(0, 0), (1, 0)}
    assert pairs(reshape(exp(x), (size, 3))) == {(0, 0)}


def test_an_operand_that_is_read_elsewhere_too_may_not() -> None:
    x, row = inputs((8, 8), (8,))
    assert pairs(add(exp(x), permute(x, (1, 0)))) == set()
    assert pairs(add(x, broadcast_to(row, (8, 8)))) == {(0, 0)}
    assert pairs(apply("sum", x, axes=(1,))) == set()


def test_another_dtype_may_not() -> None:
    (x,) = inputs((64,))
    assert pairs(cast(exp(x), dtypes.int32)) == set()


def test_of_several_results_the_last_to_be_stored_may() -> None:
    x, y = inputs((64,), (64,))
    assert pairs(add(x, y), apply("multiply", x, y)) == {(0, 1), (1, 1)}
    assert pairs(exp(x), add(exp(x), y)) >= {(1, 1)}


def test_a_sum_of_products_may_lie_where_what_is_added_does() -> None:
    a, b, c = inputs((64, 8), (8, 64), (64, 64))
    accumulated = add(apply("matmul", a, b), c)
    assert pairs(accumulated) == {(2, 0)}


def test_sums_that_wait_in_a_local_may_too() -> None:
    x, w, old = inputs((24, 40), (40, 32), (32, 24))
    total = add(permute(matmul(x, w), (1, 0)), old)
    (low,) = lowerings([[total]], TARGETS[0])
    (kernel,) = low.kernels
    assert [b.name for b in kernel.locals] == ["tile"] and pairs(total) == {(2, 0)}
    assert_safe(kernel, *in_place(kernel)[0])


def test_iterations_that_run_twice_forbid_it() -> None:
    # A tile at the edge begins early and does some elements again.
    a, b, c = inputs((67, 8), (8, 61), (67, 61))
    accumulated = add(apply("matmul", a, b), c)
    (low,) = lowerings([[accumulated]], TARGETS[0])
    assert any(isinstance(s, Loop) and s.overlap for s in statements(low.kernels[0].body))
    assert pairs(accumulated) == set()


def test_loops_of_an_op_may_where_they_read_before_they_write() -> None:
    (x,) = inputs((4, 9))
    assert pairs(apply("cumulative_sum", x, axis=1)) == {(0, 0)}


ROW, COLUMN, LANE = Var("i", 4), Var("j", 3), Var("l", 4)
BUFFERS = (Buffer("in0", dtypes.float32, 4, False), Buffer("out0", dtypes.float32, 4, True))


def made(*body: Statement) -> Kernel:
    return Kernel("made", BUFFERS, body, 0, 0)


def loaded(builder: Builder, index: Index) -> Expr:
    return builder.load(0, index, dtypes.float32)


def test_an_element_stored_again_and_again_forbids_it() -> None:
    at, b = Index.of(ROW), Builder()
    store = Store(1, at, loaded(b, at))
    assert in_place(made(Loop(ROW, 4, "parallel", (store,)))) == ((0, 1),)
    assert in_place(made(Loop(ROW, 4, "parallel", (Loop(COLUMN, 3, "serial", (store,)),)))) == ()
    assert in_place(made(Loop(ROW, 4, "parallel", (store,)), Loop(ROW, 4, "parallel", (store,)))) == ()
    apart, touching = (Store(1, at * by + COLUMN, loaded(b, at * by + COLUMN)) for by in (3, 2))
    assert in_place(made(Loop(ROW, 4, "parallel", (Loop(COLUMN, 3, "serial", (apart,)),)))) == ((0, 1),)
    assert in_place(made(Loop(ROW, 4, "parallel", (Loop(COLUMN, 3, "serial", (touching,)),)))) == ()


def test_loads_by_other_threads_than_store_there_forbid_it() -> None:
    at, total, b = Index.of(COLUMN), Accumulator("total", "sum", dtypes.float32), Builder()
    first = Accumulate(total, loaded(b, at))
    second = Store(1, at, b.read(total))
    within = [Loop(COLUMN, 3, "parallel", (s,)) for s in (first, second)]
    assert in_place(made(Loop(Var("o", 1), 1, "serial", tuple(within)))) == ()
    assert in_place(made(Loop(COLUMN, 3, "parallel", (Init(total), first, second)))) == ((0, 1),)


def test_lanes_that_are_threads_share_a_place_only_where_they_store() -> None:
    b, at, row = Builder(), Index.of(LANE), Index.of(ROW)
    store = Store(1, at, loaded(b, at))
    assert in_place(made(Loop(LANE, 4, "lanes", (store,))), teams=True) == ((0, 1),)
    # All threads of a team read what the first of them overwrites.
    total = Accumulator("total", "sum", dtypes.float32)
    read = Accumulate(total, loaded(b, row))
    late = Store(1, row, b.read(total))
    lanes = Loop(LANE, 4, "lanes", (Accumulate(total, b.read(total)),))
    kernel = made(Loop(ROW, 4, "parallel", (Init(total), read, lanes, late)))
    assert in_place(kernel) == ((0, 1),)
    assert in_place(kernel, teams=True) == ()
    apart = made(Loop(LANE, 4, "lanes", (Accumulate(total, loaded(b, at)),)), Loop(LANE, 4, "lanes", (store,)))
    assert in_place(apart, teams=True) == ()
