"""What is joined by where it lies: no kernel copies, and no part is written over while the whole is read."""

from __future__ import annotations

import numpy as np
import pytest
from programs import Array, arguments, interpreted, lowerings, programs

from autograph.graph import REGISTRY, Node
from autograph.inspect.program import step_rows
from autograph.ops.joining import concat
from autograph.ops.movement import permute, reshape
from autograph.schedule.group import group

X, Y = (np.random.default_rng(k).normal(size=(8, 8)).astype(np.float32) for k in (1, 2))


def apply(name: str, *inputs: Node) -> Node:
    return REGISTRY[name]().apply(*inputs)


def steps(count: int) -> list[Node]:
    """Products of which each reads the one before."""
    x, y = arguments([X, Y])
    found = [apply("tanh", apply("matmul", x, y))]
    while len(found) < count:
        found.append(apply("tanh", apply("matmul", found[-1], y)))
    return found


def kept(n: Node) -> Node:
    """Something that needs the node in memory, and is no join itself."""
    return apply("matmul", permute(n, (1, 0)), n)


def assert_equal(outputs: list[Node], arrays: list[Array]) -> None:
    (run,) = programs([outputs], threads=2)
    for got, wanted in zip(run(arrays), interpreted(outputs, arrays)):
        np.testing.assert_allclose(got, wanted, rtol=1e-4, atol=1e-5)


@pytest.mark.compiler
@pytest.mark.parametrize("count", [2, 3, 40])  # joins of more than 16 are joins of joins
def test_steps_are_stored_into_the_whole(count: int) -> None:
    outputs = [kept(concat(steps(count), 0))]
    (low,) = lowerings([outputs])
    assert not any("concat" in s.name for s in low.sources)
    wholes = {whole for whole, _ in low.arena.within.values()}
    assert len(wholes) == 1
    (start, size), *_ = [low.arena.blocks[w] for w in wholes]
    places = sorted(low.arena.blocks[n] for n in low.arena.within if n.shape == (8, 8))
    assert places == [(start + 256 * k, 256) for k in range(count)] and size == 256 * count
    assert_equal(outputs, [X, Y])


@pytest.mark.compiler
def test_later_steps_do_not_take_over_what_the_whole_still_needs() -> None:
    """Equal sizes, and read for the last time one by one: each would be the next one's memory."""
    found = steps(4)
    chain = found[-1]
    for _ in range(4):
        chain = apply("exp", apply("negative", apply("matmul", chain, found[0])))
    outputs = [apply("add", kept(concat(found, 0)), chain)]
    (low,) = lowerings([outputs])
    assert len(low.arena.within) == 4
    assert not low.arena.within.keys() & {*low.arena.inside, *low.arena.inside.values()}
    assert_equal(outputs, [X, Y])


@pytest.mark.compiler
def test_a_step_of_two_wholes_is_copied_into_one_of_them() -> None:
    found = steps(4)
    outputs = [apply("add", kept(concat(found[:3], 0)), kept(concat(found[1:], 0)))]
    (low,) = lowerings([outputs])
    assert len(low.arena.within) == 3 and sum("concat" in s.name for s in low.sources) == 1
    assert_equal(outputs, [X, Y])


@pytest.mark.compiler
def test_outputs_and_what_occurs_twice_are_copied() -> None:
    first, second = steps(2)
    for outputs in ([kept(concat([first, second, first], 0))], [kept(concat([first, second], 0)), first]):
        (low,) = lowerings([outputs])
        assert not low.arena.within
        assert_equal(outputs, [X, Y])


def test_a_join_inside_rows_or_of_arguments_has_a_kernel() -> None:
    first, second = steps(2)
    x, y = arguments([X, Y])
    for joined in (concat([first, second], 1), concat([x, y], 0), concat([apply("exp", x), apply("tanh", y)], 0)):
        assert not any(g.joins for g in group([kept(joined)]))
    one_row = [reshape(n, (1, 8, 8)) for n in (first, second)]
    assert any(g.joins for g in group([kept(reshape(concat(one_row, 1), (16, 8)))]))


def test_a_listing_names_the_steps_of_a_whole() -> None:
    (low,) = lowerings([[kept(concat(steps(3), 0))]])
    assert any("in0 = step 1 to step 3, joined" in row for row in step_rows(low))
