"""Right operands that are transposes are packed by their product, a panel at a time, and nothing of them is stored."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import Array, arguments, interpreted, lowerings, programs

from autograph.graph import Node, node
from autograph.kernel.nest import Declare, Kernel, Loop, Transpose, statements
from autograph.ops.contraction import matmul
from autograph.ops.elementwise import add, exp
from autograph.ops.movement import permute, slice_
from autograph.ops.source import Input
from autograph.schedule.panel import Panels
from autograph.schedule.recipe import Target

pytestmark = pytest.mark.compiler

PANELS = Panels(256 << 10, 16, 2)
CPU = Target(lanes=16, registers=32, flexible=True, cache=1 << 20, panels=PANELS)


def arrays(*shapes: tuple[int, ...]) -> list[Array]:
    rng = np.random.default_rng(0)
    return [rng.standard_normal(s, np.float32) for s in shapes]


def transposed(n: Node) -> Node:
    rank = len(n.shape)
    return permute(n, (*range(rank - 2), rank - 1, rank - 2))


def kernels(shapes: tuple[tuple[int, ...], tuple[int, ...]], target: Target = CPU) -> tuple[Kernel, ...]:
    """Of x @ w.T, given the shapes of x and w."""
    x, w = arguments(arrays(*shapes))
    (low,) = lowerings([[matmul(x, transposed(w))]], target)
    return low.kernels


def products(*shapes: tuple[int, ...]) -> tuple[Kernel, ...]:
    """The kernels of x @ y, given their shapes."""
    (low,) = lowerings([[matmul(*arguments(arrays(*shapes)))]], CPU)
    return low.kernels


def packs(k: Kernel) -> bool:
    return any(isinstance(s, Declare) for s in statements(k.body))


@pytest.mark.parametrize(
    "shapes",
    [((8, 1024), (1024, 1024)), ((37, 100), (99, 100)), ((3, 40, 48), (3, 70, 48)), ((64, 4096), (500, 4096))],
)
def test_one_kernel_packs_and_multiplies(shapes: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    (kernel,) = kernels(shapes)
    assert packs(kernel) and any(isinstance(s, Transpose) for s in statements(kernel.body))


@pytest.mark.parametrize(
    ("shapes", "target", "why"),
    [
        (((7, 512), (512, 512)), CPU, "few rows read the operand where it lies"),
        (((64, 15), (512, 15)), CPU, "columns are shorter than a vector"),
        (((64, 512), (60, 512)), CPU, "there are too few panels for two cores"),
        (((64, 512), (512, 512)), replace(CPU, panels=replace(PANELS, cores=17)), "nor for seventeen"),
        (((64, 4097), (512, 4097)), CPU, "a panel would not fit"),
        (((64, 512), (512, 512)), replace(CPU, panels=None), "the target has none"),
    ],
)
def test_others_read_what_is_stored(shapes: tuple[tuple[int, ...], tuple[int, ...]], target: Target, why: str) -> None:
    assert not any(packs(k) for k in kernels(shapes, target)), why


def test_operands_that_vectors_read_as_they_lie_are_not_packed() -> None:
    x, y = arguments(arrays((64, 512), (512, 256)))
    (low,) = lowerings([[matmul(x, y)]], CPU)
    assert not any(packs(k) for k in low.kernels)


def test_rows_a_page_apart_are_copied() -> None:
    """Of the operand as it lies: nothing is turned, and all rows of the result go over one panel."""
    (kernel,) = products((256, 1100), (1100, 1024))
    (columns,) = kernel.body
    assert packs(kernel) and isinstance(columns, Loop) and columns.extent == 1024
    assert not any(isinstance(s, Transpose) for s in statements(kernel.body))
    assert products((4, 256, 1024), (4, 1024, 1024))[0].locals


@pytest.mark.parametrize(
    ("x", "y", "why"),
    [
        ((255, 1024), (1024, 1024), "too few rows go over a panel"),
        ((256, 1024), (1024, 1023), "rows share pages"),
        ((256, 3000), (3000, 1024), "a panel of two vectors would not fit"),
        ((256, 1023), (1023, 1024), "a column visits few pages"),
    ],
)
def test_other_rows_are_read_where_they_lie(x: tuple[int, ...], y: tuple[int, ...], why: str) -> None:
    assert not any(packs(k) for k in products(x, y)), why


@settings(max_examples=5, deadline=None)
@given(st.integers(256, 270), st.integers(1024, 1100), st.integers(1024, 1100), st.booleans())
def test_products_with_copied_rows_are_right(rows: int, steps: int, columns: int, part: bool) -> None:
    given_arrays = arrays((rows, steps), (steps, columns + 3))
    x, y = arguments(given_arrays)
    outputs = [matmul(x, slice_(y, [(0, 1, steps), (2, 1, columns)]) if part else y)]
    (wanted,) = interpreted(outputs, given_arrays)
    several = [programs([outputs], threads=threads)[0](given_arrays)[0] for threads in (1, 2, 3)]
    np.testing.assert_allclose(several[0], wanted, rtol=1e-4, atol=1e-3)
    assert several[0].tobytes() == several[1].tobytes() == several[2].tobytes()


def test_of_a_transposed_result_the_left_operand_is_packed() -> None:
    """Its rows are what vectors hold: the results are neighbours along them."""
    x, w = arguments(arrays((128, 300), (200, 300)))
    (low,) = lowerings([[transposed(matmul(x, transposed(w)))]], CPU)
    (kernel,) = low.kernels
    (columns,) = kernel.body
    assert packs(kernel) and isinstance(columns, Loop) and columns.extent in (None, 128)


def test_a_panel_is_as_large_as_the_cache_allows() -> None:
    """And all rows go over one: their loop is inside, and its extent still a run-time argument."""
    sizes = {}
    for nbytes in (256 << 10, 64 << 10):
        (kernel,) = kernels(((50, 1024), (1024, 1024)), replace(CPU, panels=replace(PANELS, nbytes=nbytes)))
        (panel,) = kernel.locals
        (columns,) = kernel.body
        assert isinstance(columns, Loop)
        rows = columns.body[-1]
        assert isinstance(rows, Loop) and (columns.extent, rows.extent, rows.kind) == (1024, None, "serial")
        assert columns.kind == "parallel"
        sizes[nbytes] = panel.size
    assert sizes[64 << 10] == 1024 * 16 < (sizes[256 << 10] or 0) <= 1024 * 64


def test_panels_are_as_many_as_keep_all_cores_busy() -> None:
    """Eleven of 48 columns leave one of two cores idle for one of twelve turns; sixteen of 32 do not."""
    assert PANELS.waste(11) == pytest.approx(12 / 11)
    for cores in (1, 2, 4, 8):
        (kernel,) = kernels(((128, 768), (512, 768)), replace(CPU, panels=replace(PANELS, cores=cores)))
        (columns,) = kernel.body
        assert isinstance(columns, Loop) and columns.extent is not None
        count = -(-columns.extent // columns.step)
        assert replace(PANELS, cores=cores).waste(count) < 1.1


def test_steady_weights_are_packed_once_for_all_calls() -> None:
    given_arrays = arrays((64, 512), (512, 512))
    x, w = arguments(given_arrays)
    steady = node(Input(1, w.type, steady=True))
    (low,) = lowerings([[matmul(x, transposed(steady))]], CPU)
    assert len(low.kernels) == 2 and low.plan.preparation.steps == 1


def test_what_others_read_too_is_stored() -> None:
    x, z, w = arguments(arrays((64, 300), (32, 300), (200, 300)))
    (low,) = lowerings([[matmul(x, transposed(w)), matmul(z, transposed(w))]], CPU)
    assert not any(packs(k) for k in low.kernels)


def test_a_computed_operand_is_stored() -> None:
    x, w = arguments(arrays((64, 300), (200, 300)))
    (low,) = lowerings([[matmul(x, transposed(exp(w)))]], CPU)
    assert not any(packs(k) for k in low.kernels)


@settings(max_examples=10, deadline=None)
@given(st.integers(8, 70), st.integers(16, 150), st.integers(64, 200), st.sampled_from(["plain", "turned", "part"]))
def test_products_are_right(rows: int, steps: int, columns: int, kind: str) -> None:
    given_arrays = arrays((rows, steps), (columns + 3, steps), (rows, columns))
    x, w, b = arguments(given_arrays)
    product = add(matmul(x, transposed(slice_(w, [(2, 1, columns), (0, 1, steps)]))), b)
    outputs = [
        transposed(product) if kind == "turned" else matmul(transposed(product), x) if kind == "part" else product
    ]
    (wanted,) = interpreted(outputs, given_arrays)
    several = [programs([outputs], threads=threads)[0](given_arrays)[0] for threads in (1, 2, 3)]
    np.testing.assert_allclose(several[0], wanted, rtol=1e-4, atol=1e-3)
    assert several[0].tobytes() == several[1].tobytes() == several[2].tobytes()


def test_a_batch_of_products_is_right() -> None:
    given_arrays = arrays((3, 4, 40, 48), (3, 4, 70, 48))
    x, w = arguments(given_arrays)
    (run,) = programs([[matmul(x, transposed(w))]])
    np.testing.assert_allclose(
        run(given_arrays)[0], given_arrays[0] @ given_arrays[1].swapaxes(2, 3), rtol=1e-4, atol=1e-4
    )
