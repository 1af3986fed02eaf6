"""Which kernels come first in a plan, since later calls need not run them again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from programs import lowerings

from autograph import dtypes
from autograph.graph import Node, TensorType, node
from autograph.ops.contraction import Matmul
from autograph.ops.elementwise import add, exp, multiply
from autograph.ops.layout import Contiguous
from autograph.ops.movement import broadcast_to, permute
from autograph.ops.source import Arange, Input, Scalar
from autograph.pipeline import Lowered
from autograph.schedule.plan import Preparation
from autograph.schedule.prepare import SMALL

pytestmark = pytest.mark.compiler


def given(slot: int, *shape: int, steady: bool = False) -> Node:
    return node(Input(slot, TensorType(shape, dtypes.float32), steady))


def low(*outputs: Node) -> Lowered:
    (found,) = lowerings([outputs])
    return found


def prepared(low: Lowered) -> Sequence[str]:
    return [s.name.rsplit("_", 1)[0] for s in low.sources[: low.plan.preparation.steps]]


def transposed(x: Node) -> Node:
    return node(Contiguous(), permute(x, (1, 0)))


X, W = given(0, 12, 40), given(1, 24, 40, steady=True)


def test_packed_weights_come_first_and_have_memory_that_stays() -> None:
    found = low(node(Matmul(), exp(node(Matmul(), X, given(3, 40, 40))), permute(W, (1, 0))))
    assert prepared(found) == ["permute_contiguous"]
    assert found.plan.preparation == Preparation(1, 24 * 40 * 4, (1,))
    assert found.plan.steps[0].places[-1].kind == "prepared"
    assert found.arena.blocks.keys().isdisjoint(found.groups[0].outputs)
    assert found.plan.work == sum(k.work for k in found.kernels[1:])


def test_what_is_not_steady_is_not_prepared() -> None:
    found = low(node(Matmul(), X, permute(given(1, 24, 40), (1, 0))))
    assert len(found.groups) == 2 and found.plan.preparation == Preparation()


def test_what_a_number_of_the_call_goes_into_is_not_prepared() -> None:
    factor = broadcast_to(node(Scalar(0, dtypes.float32)), (24, 40))
    found = low(node(Matmul(), X, permute(multiply(W, factor), (1, 0))))
    assert len(found.groups) == 2 and found.plan.preparation == Preparation()


def test_what_only_preparation_reads_is_in_the_arena() -> None:
    product = node(Matmul(), W, given(2, 40, 40, steady=True))
    found = low(node(Matmul(), X, permute(product, (1, 0))))
    assert found.plan.preparation.sources == (1, 2)
    assert [s.places[-1].kind for s in found.plan.steps[:-2]] == ["arena"] * (len(found.plan.steps) - 2)
    assert found.plan.steps[-2].places[-1].kind == "prepared"


def test_an_output_is_an_array_of_its_own() -> None:
    w = transposed(W)
    found = low(node(Matmul(), X, w), w)
    assert found.plan.preparation == Preparation()


def test_what_is_much_larger_than_what_it_is_made_from_is_not_kept() -> None:
    def repeated(rows: int) -> Node:
        return transposed(exp(broadcast_to(given(1, 1, 40, steady=True), (rows, 40))))

    large = SMALL // 160 + 20
    for rows, steps in ((100, 1), (large, 0)):
        found = low(node(Matmul(), given(0, 30, 40), add(repeated(rows), repeated(rows))))
        assert found.plan.preparation.steps == steps


def test_constants_are_computed_once() -> None:
    table = exp(broadcast_to(node(Arange(40, dtypes.float32)), (24, 40)))
    found = low(node(Matmul(), X, transposed(table)))
    assert found.plan.preparation == Preparation(1, 24 * 40 * 4, ())
