"""`x[…]` beside NumPy's: any key, at once, interpreted and compiled; errors; derivatives."""

from __future__ import annotations

from typing import Any

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from function_cases import Case, assert_same, at_once
from hypothesis import given
from hypothesis import strategies as st

import autograph as ag
from autograph import config
from autograph.errors import DtypeError, RangeError, ShapeError, TraceError

X = np.random.default_rng(4).normal(size=(3, 4, 5)).astype(np.float32)
ROWS, COLUMNS = np.array([2, 0, -1, 1]), np.array([[0], [-4], [3]], np.int8)
MASK = X > 0.3
full = slice(None)

KEYS: dict[str, Any] = {
    "array": ROWS,
    "list": [0, -1],
    "nested_list": [[0, 1], [2, 2]],
    "empty_list": [],
    "bytes": np.array([1, 0], np.uint8),
    "second_axis": (full, COLUMNS),
    "last_axis": (Ellipsis, ROWS),
    "two": (ROWS, ROWS),
    "two_broadcast": (full, COLUMNS, ROWS),
    "all_three": (ROWS, ROWS, ROWS),
    "separated": (ROWS, full, ROWS),
    "separated_by_new_axis": (ROWS, None, ROWS),
    "separated_by_empty_ellipsis": (full, ROWS, Ellipsis, ROWS),
    "between_slices": (slice(2, None, -1), ROWS, slice(1, 4, 2)),
    "new_axes": (None, ROWS, None, slice(0, 2), None),
    "with_integer": (1, full, ROWS),
    "beside_integer": (full, 1, ROWS),
    "integer_between": (ROWS, -1, ROWS),
    "array_of_one_number": np.array(1),
    "numbers_that_are_data": (np.array(1), full, np.array(-2)),
    "number_and_integer": (0, full, np.array(-2)),
    "number_and_array": (np.array(1), full, ROWS),
    "mask": MASK,
    "mask_of_rows": np.array([True, False, True]),
    "mask_of_a_list": [True, False, True],
    "mask_of_two_axes": MASK[..., 0],
    "mask_of_last_axes": (1, MASK[0]),
    "mask_and_array": (np.array([True, False, True]), full, [0, 1]),
    "mask_of_nothing": np.zeros((3, 4), bool),
    "mask_without_axes": True,
    "mask_without_axes_false": (full, np.False_),
    "mask_without_axes_separated": (full, True, full, [1, 2]),
}
CASES = [Case(name, lambda x, k=key: x[k], lambda x, k=key: x[k], (X,)) for name, key in KEYS.items()]


def test_at_once(number: int) -> None:
    case = CASES[number]
    assert_same(at_once(case), case.theirs(*case.arrays))


def test_in_compiled_calls(results: Any, number: int) -> None:
    case = CASES[number]
    assert_same(results[number], case.theirs(*case.arrays))


@st.composite
def keys(draw: Any, shape: tuple[int, ...]) -> tuple[Any, ...]:
    """Anything that NumPy takes as a key for this shape."""
    parts: list[Any] = []
    together = draw(hnp.mutually_broadcastable_shapes(num_shapes=len(shape) or 1, max_dims=2, max_side=3))
    axis, count = 0, draw(st.integers(0, len(shape)))
    masked = draw(st.booleans())
    while axis < count:
        extent = shape[axis]
        kind = draw(st.sampled_from(["integer", "slice", "array", "array", "mask", "new"]))
        if kind == "new":
            parts.append(None)
            continue
        if kind == "mask" and masked:
            parts.append(draw(hnp.arrays(bool, extent)))
            masked = False
        elif kind == "integer" and extent:
            parts.append(draw(st.integers(-extent, extent - 1)))
        elif kind == "array" and extent and not any(isinstance(p, np.ndarray) and p.dtype == bool for p in parts):
            parts.append(
                draw(hnp.arrays(np.int64, together.input_shapes[axis], elements=st.integers(-extent, extent - 1)))
            )
            masked = False
        else:
            parts.append(draw(st.slices(extent)))
        axis += 1
    if draw(st.booleans()):
        parts.insert(draw(st.integers(0, len(parts))) if axis == len(shape) else len(parts), Ellipsis)
    return tuple(parts)


@given(st.data(), hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
def test_any_key_as_numpy_has_it(data: st.DataObject, shape: tuple[int, ...]) -> None:
    x = np.arange(int(np.prod(shape)), dtype=np.int32).reshape(shape)
    key = data.draw(keys(shape))
    assert_same([ag.asarray(x)[key].numpy()], x[key])
    tensors = tuple(ag.asarray(p) if isinstance(p, np.ndarray) else p for p in key)
    assert_same([ag.asarray(x)[tensors].numpy()], x[key])


@pytest.mark.parametrize("step", [2**63, -(2**63), 2**100])
@pytest.mark.parametrize("extent", [0, 1, 3])
def test_a_step_may_be_longer_than_any_axis(extent: int, step: int) -> None:
    x = np.arange(extent)
    assert_same([ag.asarray(x)[::step].numpy()], x[:: np.sign(step) * 10])


@pytest.mark.compiler
def test_an_integer_tensor_is_data_and_not_a_path() -> None:
    @ag.compile
    def row(x: ag.Tensor, k: ag.Tensor) -> ag.Tensor:
        return x[k + 0] + x[k, 1]

    for k in (0, 2, -1):
        np.testing.assert_array_equal(row(X, ag.asarray(k)).numpy(), X[k] + X[k, 1])
    assert row.stats.paths == 1


@pytest.mark.compiler
def test_positions_of_positions_are_looked_up_once_each() -> None:
    @ag.compile
    def followed(table: ag.Tensor, k: ag.Tensor) -> ag.Tensor:
        for _ in range(9):
            k = table[k]
        return k

    table = np.random.default_rng(0).integers(-50, 50, 50)
    wanted = start = np.arange(37) - 30
    for _ in range(9):
        wanted = table[wanted]
    np.testing.assert_array_equal(followed(table, start).numpy(), wanted)
    kernel = followed.kernels(table, start)[-1].source
    assert 9 <= kernel.count("lookup(") <= 18  # in vectors, and perhaps in the rest


@pytest.mark.parametrize("mode", [pytest.param("compile", marks=pytest.mark.compiler), "interpret"])
def test_a_mask_that_was_computed(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "mode", mode)

    @ag.compile
    def positive(x: ag.Tensor, w: ag.Tensor) -> tuple[ag.Tensor, ag.Tensor]:
        def loss(v: ag.Tensor) -> ag.Tensor:
            y = v * w
            return (y[y > 0] ** 2).sum()

        return ag.value_and_grad(loss)(x)

    rng = np.random.default_rng(1)
    for _ in range(3):
        x, w = rng.normal(size=(2, 6)).astype(np.float32)
        value, slope = positive(x, w)
        kept = np.maximum(x * w, 0)
        np.testing.assert_allclose(value.numpy(), (kept**2).sum(), rtol=1e-6)
        np.testing.assert_allclose(slope.numpy(), 2 * kept * w, rtol=1e-6)


@pytest.mark.compiler
def test_a_call_for_a_whole_signature_cannot_depend_on_a_mask() -> None:
    chosen = ag.compile(lambda x, m: x[m], retrace="signature")
    with pytest.raises(TraceError, match=r"value of an argument of bool\[3, 4, 5\] was asked for"):
        chosen(X, MASK)
    computed = ag.compile(lambda x: x[x > 0], retrace="signature")
    with pytest.raises(TraceError, match="the value of a tensor of .* was asked for"):
        computed(X)
    fixed = ag.compile(lambda x: x[MASK, None], retrace="signature")
    for x in (X, -X):
        np.testing.assert_array_equal(fixed(x).numpy(), x[MASK, None])


@pytest.mark.parametrize("compiled", [False, pytest.param(True, marks=pytest.mark.compiler)])
def test_derivatives_go_where_elements_came_from(compiled: bool) -> None:
    weights = {name: np.random.default_rng(2).normal(size=X[key].shape) for name, key in KEYS.items()}

    def loss(x: ag.Tensor) -> ag.Tensor:
        return sum(((x[key] * weights[name]) ** 2).sum() for name, key in KEYS.items())  # type: ignore[return-value]

    slope = ag.grad(loss)
    found = (ag.compile(slope) if compiled else slope)(ag.asarray(X, ag.float64)).numpy()
    wanted = np.zeros(X.shape)
    for name, key in KEYS.items():
        np.add.at(wanted, key, 2 * X[key].astype(np.float64) * weights[name] ** 2)
    np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("mode", [pytest.param("compile", marks=pytest.mark.compiler), "interpret", "at once"])
@pytest.mark.parametrize("bad", [5, -6])
def test_an_index_outside_its_axis(mode: str, bad: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def chosen(x: ag.Tensor, k: ag.Tensor) -> ag.Tensor:
        return x[..., k] * 2  # the line to blame

    monkeypatch.setattr(config, "mode", "interpret" if mode == "interpret" else "compile")
    run = chosen if mode == "at once" else ag.compile(chosen)
    with pytest.raises(RangeError, match=rf"index {bad} is out of range: expected 0 … 4\n.*the line to blame"):
        run(ag.asarray(X), ag.asarray([1, bad]))


ERRORS: list[tuple[Any, type[Exception], str]] = [
    (np.array([0.5]), DtypeError, r"index of float32\[3, 4, 5\] by a tensor of float64\[1\]"),
    ([0.5], DtypeError, r"by list \[0.5\]"),
    (1.0, DtypeError, r"by float 1.0"),
    ("a", DtypeError, r"by str 'a'"),
    (slice(0, 1.5), DtypeError, r"by float 1.5"),
    (slice(0, [1]), DtypeError, r"by list \[1\]"),
    ((ROWS,) * 4, RangeError, r"4 indices for float32\[3, 4, 5\]"),
    ((MASK, 0), RangeError, r"4 indices for float32\[3, 4, 5\]"),
    ((Ellipsis, ROWS, Ellipsis), RangeError, r"index of float32\[3, 4, 5\] with more than one …"),
    ((ROWS, 7), RangeError, r"index 7 of axis 1 of float32\[3, 4, 5\] is out of range"),
    (MASK[:2], RangeError, r"by a mask of bool\[2, 4, 5\] at axis 0\n[^\n]*\n *try: .*\[3, 4, 5\]"),
    ((0, MASK[:, 0]), RangeError, r"by a mask of bool\[3, 5\] at axis 1"),
    (([0, 1], [0, 1, 2]), ShapeError, r"index: shapes do not broadcast: int64\[2\] and int64\[3\]"),
]


@pytest.mark.parametrize(("key", "error", "message"), ERRORS, ids=[m[:30] for _, _, m in ERRORS])
def test_errors(key: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        ag.asarray(X)[key]


@pytest.mark.parametrize("compiled", [False, pytest.param(True, marks=pytest.mark.compiler)])
def test_nothing_can_be_taken_from_an_empty_axis(compiled: bool) -> None:
    def chosen(x: ag.Tensor, k: ag.Tensor) -> ag.Tensor:
        return x[k]

    run = ag.compile(chosen) if compiled else chosen
    assert run(ag.zeros((0, 2)), ag.zeros((0, 3), ag.int64)).shape == (0, 3, 2)
    with pytest.raises(RangeError, match=r"gather: 1 index where there is no place: the extent is 0"):
        run(ag.zeros((0, 2)), ag.asarray([0]))


@pytest.mark.compiler
def test_a_position_that_a_reduction_finds() -> None:
    """As when text is sampled: the row is chosen, its largest taken, and one of those drawn."""

    @ag.compile
    def best(x: ag.Tensor, row: ag.Tensor) -> ag.Tensor:
        values, places = ag.topk(x[row], 5)
        return places[(values * values).argmin()]

    x = np.random.default_rng(4).normal(size=(7, 30)).astype(np.float32)
    for row in range(7):
        order = np.argsort(-x[row])[:5]
        assert int(best(x, np.array(row))) == order[np.argmin(x[row][order] ** 2)]
