"""Parts of a joined array are computed where they lie: dear ones need no memory of their own for that."""

from __future__ import annotations

import numpy as np
import pytest
from programs import arguments, interpreted, programs

from autograph.graph import REGISTRY, Node
from autograph.ops.joining import concat
from autograph.schedule.group import group

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
