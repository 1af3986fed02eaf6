"""Who does what on a GPU: threads or teams of them, what rows keep in shared memory, and where threads wait."""

from __future__ import annotations

import re

import pytest

from autograph import dtypes
from autograph.backends import backend
from autograph.backends.cuda.narrow import is_narrow
from autograph.backends.cuda.teams import SHARED
from autograph.graph import REGISTRY, Node, TensorType, node
from autograph.kernel.expr import Builder
from autograph.kernel.index import Index, Var
from autograph.kernel.nest import Buffer, Fold, Kernel, Loop, Meet, Statement, Store, statements
from autograph.ops.source import Input
from autograph.pipeline import Lowered, lowered

F = dtypes.float32


def leaf(slot: int, *shape: int, dtype: dtypes.DType = F) -> Node:
    return node(Input(slot, TensorType(shape, dtype)))


def apply(name: str, *inputs: Node, **fields: object) -> Node:
    return REGISTRY[name](**fields).apply(*inputs)


def reduced(name: str, x: Node) -> Node:
    return apply("reshape", apply(name, x, axes=(len(x.shape) - 1,)), shape=(*x.shape[:-1], 1))


def softmax(x: Node) -> Node:
    powers = apply("exp", apply("subtract", x, reduced("max", x)))
    return apply("divide", powers, reduced("sum", powers))


def made(*outputs: Node) -> Lowered:
    return lowered(outputs, {}, backend("cuda"))


def text(*outputs: Node) -> str:
    """The text of the one kernel."""
    (source,) = made(*outputs).sources
    return source.text


def team(text: str) -> int:
    """How many threads do an iteration."""
    (found,) = re.findall(r"grid_of\(.*, (\d+), \d+\);", text)
    return int(found)


def test_elements_are_moved_by_packs_and_by_threads() -> None:
    x, y = leaf(0, 1000), leaf(1, 1000)
    flat = text(apply("multiply", apply("exp", x), y))
    assert team(flat) == 1 and "load_pack_f32(in1 + n0)" in flat and "store_pack_f32(out0 + n0, out0_pack)" in flat
    moved = text(apply("permute", leaf(0, 30, 50), axes=(1, 0)))
    assert team(moved) == 1 and "pack" not in moved


def test_packs_of_several_types() -> None:
    x = leaf(0, 1000, dtype=dtypes.bool_)
    found = text(apply("where", x, leaf(1, 1000, dtype=dtypes.float64), leaf(2, 1000, dtype=dtypes.float64)))
    assert "const pack_b8 in0_pack = load_pack_b8(in0 + n0);" in found and "pack_f64 out0_pack;" in found


def test_lanes_lie_along_sums_where_results_are_few() -> None:
    few = text(apply("matmul", leaf(0, 64, 784), leaf(1, 784, 10)))
    assert team(few) == 128 and "fold_add_f32_of_block(" in few and "if (lane == 0) out0[" in few
    more = text(apply("matmul", leaf(0, 256, 300), leaf(1, 300, 10)))
    assert team(more) == 32 and "fold_add_f32(" in more and "if (lane == 0) out0[" in more
    many = text(apply("matmul", leaf(0, 1024, 1024), leaf(1, 1024, 1024)))
    assert team(many) == 256 and "fold" not in many and "lane == 0" not in many


def test_the_weights_of_a_layer_are_read_where_they_lie() -> None:
    x, w = leaf(0, 128, 150), leaf(1, 256, 150)
    (kernel,) = made(apply("matmul", x, apply("permute", w, axes=(1, 0)))).kernels
    assert any(isinstance(s, Fold) for s in statements(kernel.body))


def test_rows_are_one_kernel_and_threads_wait_for_what_others_store() -> None:
    (kernel,) = made(softmax(leaf(0, 100, 200))).kernels
    (row,) = kernel.body
    assert isinstance(row, Loop) and row.kind == "parallel"
    stores = [k for k, s in enumerate(row.body) if _stores(s, len(kernel.buffers))]
    meets = [k for k, s in enumerate(row.body) if isinstance(s, Meet)]
    assert [b.size for b in kernel.locals if b.size != 1] == [200] and len(stores) == 1
    assert stores[0] + 1 == meets[0] and meets[-1] == len(row.body) - 1 and len(meets) == 2


def _stores(s: Statement, buffer: int) -> bool:
    return any(isinstance(i, Store) and i.buffer >= buffer for i in (statements((s,)))) and isinstance(s, Loop)


def test_what_threads_have_for_themselves_needs_no_waiting() -> None:
    x = leaf(0, 64, 200)
    centred = apply("subtract", x, reduced("sum", x))
    found = text(apply("divide", centred, reduced("max", apply("multiply", centred, centred))))
    assert "__syncwarp" not in found and "AG_SHARED" not in found and "f32 sum_of_row;" in found


@pytest.mark.parametrize(("columns", "size"), [(5, 4), (10, 8), (31, 16), (32, 32), (1000, 32)])
def test_short_rows_have_small_teams(columns: int, size: int) -> None:
    assert team(text(softmax(leaf(0, 4096, columns)))) == size


@pytest.mark.parametrize("columns", [10, 100, 1000, 3000])
def test_locals_of_a_block_fit_shared_memory(columns: int) -> None:
    found = text(softmax(leaf(0, 5000, columns)))
    sizes = re.findall(r"AG_SHARED\(f32, \w+, \[(\d+)\]\[(\d+)\]\);", found)
    grid = re.search(r"grid_of\(n, (\d+), (\d+)\)", found)
    assert grid is not None and sizes and sum(4 * int(a) * int(b) for a, b in sizes) <= SHARED
    assert int(grid[1]) == team(found) and {int(a) for a, _ in sizes} == {int(grid[2]) // team(found)}


@pytest.mark.parametrize(
    ("rows", "columns", "size"), [(64, 511, 32), (64, 768, 128), (9, 2048, 1024), (64, 9000, 1024)]
)
def test_few_long_rows_have_wide_teams(rows: int, columns: int, size: int) -> None:
    """All threads of a block, each of which has some elements of the row."""
    found = text(softmax(leaf(0, rows, columns)))
    wide = size > 32
    assert team(found) == size and ("turn = blockIdx.x" in found) == wide
    assert ("__syncthreads" in found, "__syncwarp" in found) == (wide, not wide)
    folds = set(re.findall(r"fold_(?:max|add)_f32\w*\(\w+, .*\)", found))
    assert {re.sub(r"\(\w+", "(", f) for f in folds} == {
        f"fold_{kind}_f32" + (f"_of_block(, {size})" if wide else "(, 32, team)") for kind in ("max", "add")
    }


def test_what_a_block_keeps_of_a_row_fits_shared_memory() -> None:
    assert "AG_SHARED(f32, exp_of_row, [11000]);" in text(softmax(leaf(0, 64, 11_000)))
    assert len(made(softmax(leaf(0, 64, 12_100))).kernels) > 1


def test_many_long_rows_have_warps() -> None:
    assert team(text(softmax(leaf(0, 1 << 12, 3000)))) == 32


def test_a_few_sums_are_those_of_blocks() -> None:
    assert team(text(apply("max", leaf(0, 70, 50_257), axes=(1,)))) == 1024
    assert team(text(apply("max", leaf(0, 5000, 300), axes=(1,)))) == 32


def test_long_rows_are_no_stages_where_too_few_blocks_would_go_through_them() -> None:
    """They are shared out as separate sums, and elements."""
    few, more = (len(made(softmax(leaf(0, rows, 100_000))).kernels) for rows in (8, 64))
    assert few > more


def test_rows_that_do_not_fit_are_several_kernels() -> None:
    assert len(made(softmax(leaf(0, 100, 50_000))).kernels) > 1


def test_what_is_not_shared_out_is_done_by_one_team() -> None:
    assert "grid_of(1, 8, 8)" in text(apply("sum", leaf(0, 9), axes=(0,)))
    assert "grid_of(1, 1, 1)" in text(apply("add", leaf(0), leaf(1)))


# -- indices of 32 bits


def kernel(offset: Index, *loops: Var, extent: int | None = 4) -> Kernel:
    b = Builder()
    body: tuple[Statement, ...] = (Store(1, offset, b.load(0, offset, F)),)
    for v in reversed(loops):
        body = (Loop(v, v.extent if extent else None, "parallel", body),)
    return Kernel("made", (Buffer("in0", F, None, False), Buffer("out0", F, None, True)), body, 0, 0)


def test_indices_are_narrow_where_all_parts_fit() -> None:
    v, w = Var("v", 1 << 14), Var("w", 1 << 14)
    small, large = Index.of(v) * (1 << 14) + w, Index.of(v) * (1 << 17) + w
    assert is_narrow(kernel(small, v, w)) and not is_narrow(kernel(large, v, w))
    assert is_narrow(kernel(small, v, w, extent=None)) and not is_narrow(kernel(large, v, w, extent=None))
    # The whole would fit, a part of it would not.
    assert not is_narrow(kernel((Index.of(v) * (1 << 18) + w) // 1000, v, w))
    assert not is_narrow(kernel(Index.of(v), v, w, Var("u", 8)))


def test_another_batch_is_another_number() -> None:
    """As long as its indices fit; a batch too large for that has a text of its own."""
    few, more = (text(softmax(leaf(0, rows, 64))) for rows in (7, 5000))
    assert few == more and "int n, status_t *" in few and "grid_of(n, 32, 128)" in few
    many = text(softmax(leaf(0, 1 << 25, 64)))
    assert many != more and "int64_t n, status_t *" in many


def test_sizes_that_a_text_leaves_open_are_arguments() -> None:
    """Of a sum over the batch."""
    found = text(apply("max", leaf(0, 300, 1 << 16), axes=(0,)))
    assert "int r1_end, int n, status_t *" in found and "r1 < r1_end" in found
    assert "size_of(buffers[2], 0), n, status);" in found


def test_positions_that_are_data_are_narrow_where_all_they_reach_is() -> None:
    """They are checked as they are, and lie in their range from then on."""
    rows = leaf(1, 30, dtype=dtypes.int64)
    table, large = leaf(0, 50_000, 64), leaf(0, 1 << 25, 64)
    found = text(apply("gather", table, rows, axis=0, count=1))
    assert "(int)lookup(in1[n0], 50000, status) * 64" in found and "int64_t n0" not in found
    found = text(apply("gather", large, rows, axis=0, count=1))
    assert "[lookup(in1[n0], 33554432, status) * 64" in found and "const int64_t n0" in found


def test_where_positions_lie_counts_too() -> None:
    """A place that is read at an index that does not fit 32 bits."""
    b, v = Builder(), Var("v", 1 << 14)
    for factor, narrow in ((1 << 14, True), (1 << 17, False)):
        at = b.lookup(b.load(1, Index.of(v) * factor, dtypes.int64), 7)
        body = Loop(v, v.extent, "parallel", (Store(2, at, b.load(0, Index.of(v), F)),))
        buffers = [Buffer(n, t, None, n == "out0") for n, t in (("in0", F), ("in1", dtypes.int64), ("out0", F))]
        assert is_narrow(Kernel("made", tuple(buffers), (body,), 0, 0)) == narrow


def test_positions_as_values_are_wide() -> None:
    numbers = apply("broadcast_to", node(REGISTRY["arange"](300, dtypes.int64)), shape=(3, 300))
    found = text(apply("multiply", apply("permute", leaf(0, 300, 3, dtype=dtypes.int64), axes=(1, 0)), numbers))
    assert "const int n1 = " in found and "(i64)n1;" in found
