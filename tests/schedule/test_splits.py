"""Axes that reshapes take apart become loops of their own; what cannot be divided stays one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import Array, arguments, interpreted, lowerings, programs

from autograph.graph import Node
from autograph.kernel.index import Quotient, Remainder
from autograph.kernel.nest import Accumulate, Store, statements
from autograph.kernel.walk import indices
from autograph.ops.contraction import matmul
from autograph.ops.movement import broadcast_to, permute, reshape
from autograph.ops.reduction import reduce_sum

pytestmark = pytest.mark.compiler


def divisions(outputs: list[Node]) -> int:
    """How many quotients and remainders the kernels compute to find their elements."""
    found = 0
    for k in lowerings([outputs])[0].kernels:
        for s in statements(k.body):
            if isinstance(s, (Store, Accumulate)):
                found += sum(isinstance(a, (Quotient, Remainder)) for i in indices(s.value) for a in i.atoms())
    return found


def same(outputs: list[Node], arrays: list[Array]) -> None:
    (run,) = programs([outputs])
    for got, wanted in zip(run(arrays), interpreted(outputs, arrays)):
        np.testing.assert_allclose(got, wanted, rtol=1e-5, atol=1e-5)


def array(*shape: int) -> Array:
    return np.random.default_rng(2).standard_normal(shape, np.float32)


def test_heads_that_are_joined_again_are_read_without_division() -> None:
    given = [array(2, 3, 16, 8), array(24, 10)]
    heads, w = arguments(given)
    joined = reshape(permute(heads, (0, 2, 1, 3)), (32, 24))
    outputs = [matmul(joined, w), reduce_sum(joined, (0,))]
    assert divisions(outputs) == 0
    same(outputs, given)


def test_an_axis_repeated_in_blocks_is_read_without_division() -> None:
    given = [array(6, 1)]
    (x,) = arguments(given)
    outputs = [reshape(broadcast_to(x, (6, 16)), (96,))]
    assert divisions(outputs) == 0
    same(outputs, given)


def test_short_parts_of_the_innermost_axis_are_left_together() -> None:
    given = [array(40, 1)]
    (x,) = arguments(given)
    outputs = [reshape(broadcast_to(x, (40, 2)), (80,))]
    assert divisions(outputs) > 0
    same(outputs, given)


@settings(max_examples=10, deadline=None)
@given(st.sampled_from([(4, 6, 10), (8, 3, 10), (5, 48), (2, 2, 2, 30), (240,)]), st.integers(0, 3))
def test_any_reshape_of_a_transpose(shape: tuple[int, ...], seed: int) -> None:
    x = array(10, 24)
    (n,) = arguments([x])
    moved = reshape(permute(n, (1, 0)) if seed % 2 else n, shape)
    again = reshape(permute(moved, tuple(reversed(range(len(shape))))), (12, 20))
    same([again, reduce_sum(again, (seed // 2,))], [x])
