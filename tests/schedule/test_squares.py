"""Transposes read memory by rows and turn squares in registers: every element arrives, for every type and extent."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import Array, arguments, interpreted, lowerings, programs

from autograph.graph import Node
from autograph.kernel.nest import Loop, Store, Transpose, statements
from autograph.ops.contraction import matmul
from autograph.ops.convolution import Conv2d
from autograph.ops.elementwise import add, exp
from autograph.ops.lanes import from_lanes, to_lanes
from autograph.ops.movement import broadcast_to, pad, permute
from autograph.ops.piecewise import Maximum
from autograph.ops.source import constant
from autograph.pipeline import Lowered
from autograph.schedule.recipe import Target

pytestmark = pytest.mark.compiler

DTYPES = ("int8", "uint8", "bool", "float16", "int16", "int32", "float32", "int64", "float64")


def squares(low: Lowered) -> int:
    return sum(isinstance(s, Transpose) for k in low.kernels for s in statements(k.body))


def turned(arrays: list[Array], outputs: list[Node]) -> None:
    (run,) = programs([outputs])
    for got, wanted in zip(run(arrays), interpreted(outputs, arrays)):
        np.testing.assert_array_equal(got, wanted)


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_element_arrives(dtype: str) -> None:
    x = (np.arange(3 * 50 * 37) % 251).astype(dtype).reshape(3, 50, 37)
    (n,) = arguments([x])
    turned([x], [permute(n, (0, 2, 1))])


@pytest.mark.parametrize("batch", [12, 16, 37, 100, 320])
def test_images_go_into_lanes_by_squares_and_come_back_whatever_the_batch(batch: int) -> None:
    x = np.arange(batch * 3 * 33, dtype=np.float32).reshape(batch, 3, 33)
    (n,) = arguments([x])
    (low,) = lowerings([[to_lanes(n)]])
    assert squares(low) == (batch >= 16)
    turned([x], [to_lanes(n)])
    lanes = interpreted([to_lanes(n)], [x])[0]
    (back,) = arguments([lanes])
    turned([lanes], [from_lanes(back, batch)])
    np.testing.assert_array_equal(interpreted([from_lanes(back, batch)], [lanes])[0], x)


@settings(max_examples=8, deadline=None)
@given(st.permutations(range(3)), st.tuples(*[st.integers(1, 40)] * 3))
def test_any_order_of_axes_and_any_extents(axes: list[int], shape: tuple[int, ...]) -> None:
    x = np.arange(np.prod(shape), dtype=np.float32).reshape(shape)
    (n,) = arguments([x])
    moved = permute(n, tuple(axes))
    turned([x], [add(moved, moved)])


def test_what_is_computed_on_the_way_stays_in_the_kernel() -> None:
    x, y = np.ones((64, 48), np.float32), np.full((48, 64), 2, np.float32)
    a, b = arguments([x, y])
    (low,) = lowerings([[exp(add(permute(a, (1, 0)), b))]])
    assert len(low.kernels) == 1 and squares(low) == 1, "one operand is turned, the other is read as it lies"


def test_padded_elements_are_asked_for_one_by_one() -> None:
    x = np.arange(40 * 40, dtype=np.float32).reshape(40, 40)
    (n,) = arguments([x])
    outputs = [permute(pad(n, [(1, 2, 0), (3, 0, 0)]), (1, 0))]
    assert not any(map(squares, lowerings([outputs]))), "a row of a square may not reach outside its array"
    turned([x], outputs)


@pytest.mark.parametrize("dtype", ["int32", "float32", "float64"])
@pytest.mark.parametrize(("rows", "columns"), [(32, 48), (8, 16), (13, 33), (31, 67), (50, 5), (256, 17), (257, 16)])
def test_results_that_vectors_lie_across_are_stored_in_squares(dtype: str, rows: int, columns: int) -> None:
    rng = np.random.default_rng(1)
    given = [rng.integers(-4, 5, s).astype(dtype) for s in [(2, 9, 7, rows), (7, columns), (2, 9, columns, rows)]]
    x, w, y = arguments(given)
    product = permute(matmul(permute(x, (0, 1, 3, 2)), broadcast_to(w, (2, 9, 7, columns))), (0, 1, 3, 2))
    turned(given, [product])
    turned(given, [add(product, y)])


def test_a_convolution_of_many_channels_stores_plain_images_in_squares() -> None:
    x, w = arguments([np.ones((4, 3, 35, 33), np.float32), np.ones((64, 3, 3, 3), np.float32)])
    outputs = [Maximum().apply(Conv2d((2, 2)).apply(x, w), constant(1.0, x.dtype, (4, 64, 17, 16)))]
    (low,) = lowerings([outputs])
    holding = [k for k in low.kernels if k.label.startswith("conv2d")]
    assert [k.locals != () for k in holding] == [True]
    rng = np.random.default_rng(2)
    turned([rng.integers(-4, 5, i.shape).astype(np.float32) for i in (x, w)], outputs)


@pytest.mark.parametrize(("rows", "columns"), [(24, 32), (25, 33), (37, 64)])
def test_sums_of_a_tile_that_are_stored_far_apart_are_stored_by_a_loop(rows: int, columns: int) -> None:
    rng = np.random.default_rng(3)
    given = [rng.integers(-4, 5, s).astype(np.float32) for s in [(rows, 40), (40, columns), (columns, rows)]]
    x, w, old = arguments(given)
    outputs = [add(permute(matmul(x, w), (1, 0)), old)]
    (low,) = lowerings([outputs], Target(16, 32))
    (k,) = low.kernels
    assert [b.name for b in k.locals] == ["tile"]
    unrolled = [s for s in statements(k.body) if isinstance(s, Loop) and s.kind == "unroll"]
    stored = {s.buffer for s in statements(unrolled) if isinstance(s, Store)}
    assert stored == {len(k.buffers)}, "the registers go into the local, and the result is stored once in the text"
    turned(given, outputs)
