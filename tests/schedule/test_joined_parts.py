"""Parts of a joined array are computed where they lie: dear ones need no memory of their own for that."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from programs import arguments, interpreted, lowerings, programs

from autograph.graph import REGISTRY, Node
from autograph.kernel.expr import Call
from autograph.kernel.nest import Loop, Store, statements
from autograph.kernel.walk import free_vars, walk
from autograph.ops.joining import concat
from autograph.ops.movement import pad, slice_
from autograph.schedule.group import group
from autograph.schedule.recipe import Target

X, Y = (np.random.default_rng(k).normal(size=(40, 24)).astype(np.float32) for k in (1, 2))


def apply(name: str, *inputs: Node) -> Node:
    return REGISTRY[name]().apply(*inputs)


def joined() -> Node:
    x, y = arguments([X, Y])
    return concat([apply("exp", x), apply("tanh", y), apply("exp", x)], 0)


def test_dear_parts_are_computed_in_the_kernel_that_joins_them() -> None:
    (only,) = group([concat([apply(f, n) for f, n in zip(("exp", "tanh"), arguments([X, Y]))], 0)])
    assert [n.op.name for n in only.reads] == ["input", "input"]


def test_a_dear_part_that_occurs_twice_is_stored() -> None:
    kernels = group([joined()])
    assert [g.outputs[0].op.name for g in kernels] == ["exp", "concat"]


@pytest.mark.compiler
def test_the_values_are_the_same() -> None:
    product = apply("matmul", apply("exp", arguments([Y[:, :16]])[0]), joined_columns())
    graphs = [[joined()], [product]]
    both = [[X, Y], [Y[:, :16], X[:16], Y[:16]]]
    for run, graph, arrays in zip(programs(graphs), graphs, both):
        np.testing.assert_allclose(run(arrays)[0], interpreted(graph, arrays)[0], rtol=1e-5, atol=1e-5)


def joined_columns() -> Node:
    _, x, y = arguments([Y[:, :16], X[:16], Y[:16]])
    return concat([apply("exp", x), apply("tanh", y)], 1)


# -- along the innermost axis


def columns(x: Node, y: Node) -> Node:
    return concat([x, apply("negative", y), x], 1)


def padded(x: Node, y: Node) -> Node:
    return apply("exp", pad(apply("add", x, y), [(1, 0, 0), (3, 5, 0)]))


def rolled(x: Node, y: Node) -> Node:
    rows, count = x.shape
    parts = [slice_(z, [(0, 1, rows), (start, 1, n)]) for z, start, n in ((x, 5, count - 5), (y, 0, 5), (x, 0, 1))]
    return concat(parts, 1)


@pytest.mark.compiler
@pytest.mark.parametrize("function", [columns, padded, rolled])
def test_pieces_of_a_row_are_loops_without_conditions(function: Callable[[Node, Node], Node]) -> None:
    x, y = arguments([X, Y])
    (low,) = lowerings([[function(x, y)]], Target(lanes=8, registers=16))
    (kernel,) = low.kernels
    found = list(statements(kernel.body))
    tests = [e for s in found if isinstance(s, Store) for e in walk(s.value) if isinstance(e, Call)]
    guards = [e for e in tests if e.function == "guard"]
    inner = {s.var.name for s in found if isinstance(s, Loop) and s.kind in ("serial", "lanes")}
    assert not {v.name for e in guards for v in free_vars(e.args[0])} & inner
    assert sum(isinstance(s, Loop) and s.kind == "lanes" for s in found) >= 2


@pytest.mark.compiler
def test_pieces_hold_the_same_values() -> None:
    r = np.random.default_rng(3)
    shapes = [(40, 24), (1, 24), (3, 7), (130, 33), (5, 6)]
    both = [[r.normal(size=s).astype(np.float32) for _ in range(2)] for s in shapes]
    cases = [(f, a) for a in both for f in (columns, padded, rolled)]
    graphs = [[f(*arguments(a))] for f, a in cases]
    for run, graph, (_, arrays) in zip(programs(graphs, threads=2), graphs, cases):
        np.testing.assert_allclose(run(arrays)[0], interpreted(graph, arrays)[0], rtol=1e-6)
