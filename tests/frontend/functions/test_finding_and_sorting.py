"""Taking, adding, sorting, searching, running sums and sets beside NumPy: at once, interpreted and compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from function_cases import Case, assert_same, at_once
from hypothesis import given
from hypothesis import strategies as st

import autograph as ag
from autograph import config
from autograph.errors import ArgumentError, DtypeError, RangeError, ShapeError

RNG = np.random.default_rng(7)
X = RNG.normal(size=(3, 4, 5)).astype(np.float32)
X[0, 1, :3] = np.nan, -0.0, 0.0
X[2, 0] = np.inf, -np.inf, 1, 1, np.nan
WHOLE = RNG.integers(-4, 5, (6, 7)).astype(np.int16)
SORTED = np.sort(RNG.integers(-20, 20, 37)).astype(np.float32)
ASKED = np.concatenate([RNG.integers(-23, 23, 19) / 2, [np.inf, -np.inf, np.nan]]).astype(np.float32)
AT = np.array([[0, -1, 2], [1, 1, -3]])
ALONG = RNG.integers(-4, 4, (3, 6, 5))
EMPTY = np.zeros((0, 3), np.float32)


def downwards(a: Any, axis: int = -1) -> Any:
    """The stable order from the largest down; NaN counts as largest."""
    rank = np.unique(a, return_inverse=True)[1].reshape(a.shape)
    return np.argsort(-rank, axis=axis, kind="stable")


def added(a: Any, indices: Any, updates: Any, axis: int = 0) -> Any:
    out = a.astype(np.result_type(a, updates))
    np.add.at(out, (slice(None),) * axis + (indices,), updates)
    return out


def first_ones(a: Any, k: int, order: Any, axis: int = -1) -> list[Any]:
    order = np.take(order, np.arange(k), axis)
    return [np.take_along_axis(a, order, axis), order]


def unique(a: Any) -> list[Any]:
    values, first, inverse, counts = np.unique(
        a, return_index=True, return_inverse=True, return_counts=True, equal_nan=False
    )
    return [values, first, inverse.reshape(a.shape), counts]


CASES = [
    Case("take", lambda x, i: ag.take(x, i, axis=1), lambda x, i: np.take(x, i, 1), (X, AT)),
    Case("take_vector", ag.take, np.take, (SORTED, AT)),
    Case("take_number", lambda x, i: ag.take(x, i, axis=-1), lambda x, i: np.take(x, i, -1), (X, np.array(-5))),
    Case("take_bytes", lambda x, i: ag.take(x, i, 0), lambda x, i: x[i.astype(int)],
         (np.arange(300), np.array([-128, 127, 0], np.int8))),
    Case("take_unsigned", lambda x, i: ag.take(x, i, 0), lambda x, i: x[i], (X, np.array([2, 0], np.uint64))),
    Case("take_method", lambda x: x.take([5, -1]), lambda x: x.take([5, -1]), (X,)),
    Case("take_method_axis", lambda x: x.take([1], axis=2), lambda x: x.take([1], 2), (X,)),
    Case("take_along_axis", lambda x, i: ag.take_along_axis(x, i, axis=1),
         lambda x, i: np.take_along_axis(x, i, 1), (X, ALONG)),
    Case("take_along_axis_broadcast", lambda x, i: ag.take_along_axis(x, i, axis=1),
         lambda x, i: np.take_along_axis(x, np.broadcast_to(i, (3, 6, 5)), 1), (X, ALONG[:1, :, :1])),
    Case("take_along_axis_broadcast_x", lambda x, i: ag.take_along_axis(x, i, axis=1),
         lambda x, i: np.take_along_axis(np.broadcast_to(x, (3, 4, 5)), i, 1), (X[:1], ALONG)),
    Case("scatter_add", lambda x, u: ag.scatter_add(x, AT, u), lambda x, u: added(x, AT, u),
         (WHOLE, RNG.integers(-9, 9, (2, 3, 7)).astype(np.int32))),
    Case("scatter_add_axis", lambda x, u: ag.scatter_add(x, [-1, 0, -1], u, axis=1),
         lambda x, u: added(x, [-1, 0, -1], u, 1), (WHOLE, WHOLE[:, :3])),
    Case("scatter_add_number", lambda x: ag.scatter_add(x, AT, 1), lambda x: added(x, AT, np.int64(1)),
         (np.zeros(5, np.int64),)),
    Case("sort", ag.sort, lambda x: np.sort(x, kind="stable"), (X,)),
    Case("sort_axis", lambda x: ag.sort(x, axis=0), lambda x: np.sort(x, 0, kind="stable"), (X,)),
    Case("sort_down", lambda x: ag.sort(x, axis=1, descending=True),
         lambda x: np.take_along_axis(x, downwards(x, 1), 1), (X,)),
    Case("sort_whole", lambda x: x.sort(), lambda x: np.sort(x), (WHOLE,)),
    Case("sort_empty", lambda x: ag.sort(x, axis=0), lambda x: np.sort(x, 0), (EMPTY,)),
    Case("argsort", lambda x: x.argsort(), lambda x: np.argsort(x, kind="stable"), (WHOLE,)),
    Case("argsort_axis", lambda x: ag.argsort(x, axis=1), lambda x: np.argsort(x, 1, kind="stable"), (X,)),
    Case("argsort_down", lambda x: ag.argsort(x, axis=0, descending=True), lambda x: downwards(x, 0), (WHOLE,)),
    Case("topk", lambda x: ag.topk(x, 3), lambda x: first_ones(x, 3, downwards(x)), (WHOLE,)),
    Case("topk_smallest", lambda x: ag.topk(x, 2, axis=1, largest=False),
         lambda x: first_ones(x, 2, np.argsort(x, 1, kind="stable"), 1), (X,)),
    Case("topk_none", lambda x: ag.topk(x, 0, axis=0), lambda x: first_ones(x, 0, downwards(x, 0), 0), (WHOLE,)),
    Case("nonzero", lambda x: ag.nonzero(x), np.nonzero, (WHOLE,)),
    Case("nonzero_computed", lambda x: (x * 2 - 4).nonzero(), lambda x: np.nonzero(x - 2), (WHOLE,)),
    Case("searchsorted", ag.searchsorted, np.searchsorted, (SORTED, ASKED)),
    Case("searchsorted_right", lambda a, b: ag.searchsorted(a, b, side="right"),
         lambda a, b: np.searchsorted(a, b, "right"), (SORTED, ASKED)),
    Case("searchsorted_in_nan", lambda a, b: ag.searchsorted(a, b), np.searchsorted,
         (np.array([0, 1, np.nan, np.nan]), ASKED.astype(np.float64))),
    Case("searchsorted_in_nan_right", lambda a, b: ag.searchsorted(a, b, side="right"),
         lambda a, b: np.searchsorted(a, b, "right"), (np.array([0, 1, np.nan, np.nan]), ASKED.astype(np.float64))),
    Case("searchsorted_whole", ag.searchsorted, np.searchsorted, (np.sort(WHOLE[0]), WHOLE)),
    Case("searchsorted_in_nothing", ag.searchsorted, np.searchsorted, (EMPTY[:, 0], ASKED)),
    Case("searchsorted_number", ag.searchsorted, np.searchsorted, (SORTED, np.float32(0.5))),
    Case("searchsorted_sorter", lambda a, b: ag.searchsorted(a, b, sorter=ag.argsort(a)),
         lambda a, b: np.searchsorted(a, b, sorter=np.argsort(a)), (SORTED[::-1].copy(), ASKED)),
    Case("cumulative_sum", lambda x: ag.cumulative_sum(x, axis=1), lambda x: np.cumsum(x, 1), (WHOLE / 8,)),
    Case("cumulative_sum_whole", lambda x: ag.cumulative_sum(x, axis=0), lambda x: np.cumsum(x, 0), (WHOLE,)),
    Case("cumulative_sum_unsigned", ag.cumulative_sum, np.cumsum, (np.array([250, 250], np.uint8),)),
    Case("cumulative_sum_bools", ag.cumulative_sum, np.cumsum, (WHOLE[0] > 0,)),
    Case("cumulative_sum_dtype", lambda x: ag.cumulative_sum(x, dtype=ag.int8), lambda x: np.cumsum(x, dtype=np.int8),
         (np.array([100, 100, 100]),)),
    Case("cumulative_sum_initial", lambda x: ag.cumulative_sum(x, axis=-1, include_initial=True),
         lambda x: np.concatenate([np.zeros((6, 1), int), np.cumsum(x, -1)], -1), (WHOLE,)),
    Case("cumulative_sum_empty", lambda x: ag.cumulative_sum(x, axis=0, include_initial=True),
         lambda x: np.zeros((1, 3), np.float32), (EMPTY,)),
    Case("cumulative_prod", lambda x: ag.cumulative_prod(x, axis=0), lambda x: np.cumprod(x, 0), (WHOLE,)),
    Case("cumulative_prod_initial", lambda x: ag.cumulative_prod(x, include_initial=True),
         lambda x: np.concatenate([[1], np.cumprod(x)]).astype(np.float32), (SORTED[:5] / 8,)),
    Case("cumsum", lambda x: x.cumsum(), lambda x: np.cumsum(x), (WHOLE,)),
    Case("cumsum_axis", lambda x: x.cumsum(1), lambda x: np.cumsum(x, 1), (WHOLE,)),
    Case("cumprod", lambda x: x.cumprod(dtype=ag.float64), lambda x: np.cumprod(x, dtype=np.float64), (WHOLE,)),
    Case("unique_all", ag.unique_all, unique, (WHOLE,)),
    Case("unique_all_nan", ag.unique_all, unique, (np.where(X == 0, np.float32(0), X),)),
    Case("unique_empty", ag.unique_all, unique, (EMPTY,)),
    Case("unique_counts", lambda x: ag.unique_counts(x + 0), lambda x: [unique(x)[0], unique(x)[3]], (WHOLE,)),
    Case("unique_inverse", lambda x: ag.unique_inverse(x + 0), lambda x: [unique(x)[0], unique(x)[2]], (WHOLE,)),
    Case("unique_values", lambda x: ag.unique_values(x * 2), lambda x: np.unique(x * 2), (WHOLE,)),
    Case("isin", ag.isin, np.isin, (WHOLE, np.array([3, -1, 90], np.int16))),
    Case("isin_floats", ag.isin, np.isin, (X, X[:, 0])),
    Case("isin_nothing", lambda a, b: [ag.isin(a, b), ag.isin(a, b, invert=True)],
         lambda a, b: [np.isin(a, b), np.isin(a, b, invert=True)], (X, EMPTY)),
    Case("isin_not", lambda a, b: ag.isin(a, b, invert=True), lambda a, b: np.isin(a, b, invert=True),
         (WHOLE, WHOLE[:1])),
]  # fmt: skip


def test_at_once(number: int) -> None:
    case = CASES[number]
    assert_same(at_once(case), case.theirs(*case.arrays))


def test_in_compiled_calls(results: Any, number: int) -> None:
    case = CASES[number]
    assert_same(results[number], case.theirs(*case.arrays))


@given(
    hnp.arrays(st.sampled_from([np.dtype(d) for d in "bBhHiIqQfd?"]), hnp.array_shapes(max_dims=3, max_side=6)),
    st.data(),
)
def test_order_of_anything(x: Any, data: st.DataObject) -> None:
    axis = data.draw(st.integers(-x.ndim, x.ndim - 1))
    assert_same([ag.argsort(x, axis).numpy()], np.argsort(x, axis, kind="stable"))
    assert_same([ag.sort(x, axis).numpy()], np.sort(x, axis, kind="stable"))
    assert_same([t.numpy() for t in ag.unique_all(x)], unique(x))
    assert_same([t.numpy() for t in ag.nonzero(x)], np.nonzero(x))
    assert_same([ag.isin(x, x[:1]).numpy()], np.isin(x, x[:1]))


def slope(function: Callable[..., Any], arrays: list[Any], compiled: bool) -> list[Any]:
    """Derivatives of Σ result · (1, 2, …) in float64, for all arrays."""

    def loss(*tensors: ag.Tensor) -> ag.Tensor:
        result = function(*tensors)
        return (result * ag.reshape(ag.arange(1, result.size + 1, dtype=ag.float64), result.shape)).sum()

    run = ag.grad(loss, argnums=tuple(range(len(arrays))))
    return [t.numpy() for t in (ag.compile(run) if compiled else run)(*map(ag.asarray, arrays))]


def measured(function: Callable[..., Any], arrays: list[Any]) -> list[Any]:
    """The same by central differences of NumPy's result."""

    def loss(*values: Any) -> Any:
        result = function(*values)
        return np.sum(result * np.arange(1.0, result.size + 1).reshape(result.shape))

    found = []
    for k, a in enumerate(arrays):
        found.append(np.empty(a.shape))
        for at in np.ndindex(a.shape):
            ends = []
            for step in (1e-5, -1e-5):
                moved = [v.copy() for v in arrays]
                moved[k][at] += step
                ends.append(loss(*moved))
            found[k][at] = (ends[0] - ends[1]) / 2e-5
    return found


SMOOTH = RNG.permutation(24).reshape(4, 6) / 7 - 1.5
DERIVATIVES: dict[str, tuple[Callable[..., Any], Callable[..., Any], list[Any]]] = {
    "take": (lambda x: ag.take(x, AT, axis=1), lambda x: np.take(x, AT, 1), [SMOOTH]),
    "take_along_axis": (lambda x: ag.take_along_axis(x, [[0, -1, 0]], axis=1),
                        lambda x: np.take_along_axis(x, np.array([[0, -1, 0]] * 4), 1), [SMOOTH]),
    "scatter_add": (lambda x, u: ag.scatter_add(x, [1, 1, -1], u), lambda x, u: added(x, [1, 1, -1], u),
                    [SMOOTH, SMOOTH[:3] * 2]),
    "scatter_add_broadcast": (lambda x, u: ag.scatter_add(x, AT, u, axis=1), lambda x, u: added(x, AT, u, 1),
                              [SMOOTH, SMOOTH[0, :3]]),
    "sort": (lambda x: ag.sort(x, axis=0, descending=True), lambda x: np.sort(x, 0)[::-1], [SMOOTH]),
    "topk": (lambda x: ag.topk(x, 3).values ** 2, lambda x: np.sort(x)[:, :-4:-1] ** 2, [SMOOTH]),
    "cumulative_sum": (lambda x: ag.cumulative_sum(x, axis=1, include_initial=True) ** 2,
                       lambda x: np.pad(np.cumsum(x, 1), ((0, 0), (1, 0))) ** 2, [SMOOTH]),
    "cumulative_prod": (lambda x: ag.cumulative_prod(x, axis=0), lambda x: np.cumprod(x, 0), [SMOOTH.round(1)]),
    "unique_values": (lambda x: ag.unique_values(x * 2), lambda x: np.unique(x * 2), [SMOOTH]),
    "nonzero": (lambda x: x[ag.nonzero(x > 0)] ** 2, lambda x: x[x > 0] ** 2, [SMOOTH]),
}  # fmt: skip


@pytest.mark.parametrize("compiled", [False, pytest.param(True, marks=pytest.mark.compiler)])
@pytest.mark.parametrize("name", DERIVATIVES)
def test_derivatives(name: str, compiled: bool) -> None:
    ours, theirs, arrays = DERIVATIVES[name]
    for a, b in zip(slope(ours, arrays, compiled), measured(theirs, arrays)):
        np.testing.assert_allclose(a, b, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("mode", [pytest.param("compile", marks=pytest.mark.compiler), "interpret"])
def test_results_whose_shape_depends_on_data_are_found_anew_on_each_call(
    mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "mode", mode)

    @ag.compile
    def found(x: ag.Tensor) -> Any:
        y = x * 2
        return ag.unique_all(y), ag.nonzero(y - 2), ag.nonzero(x)

    for values in ([1, 2, 2, 0], [3, 3, 1, 1], [1, 0, 0, 2], [0, 0, 0, 0]):
        x = np.array(values)
        everything, other, own = found(x)
        assert everything.values.tolist() == sorted({2 * v for v in values})
        assert_same([t.numpy() for t in everything], unique(x * 2))
        assert_same([t.numpy() for t in other], np.nonzero(x - 1))
        assert_same([t.numpy() for t in own], np.nonzero(x))


ERRORS: dict[str, tuple[Callable[[], Any], type[Exception], str]] = {
    "take_axis": (lambda: ag.take(X, [0]), ArgumentError, r"take from float32\[3, 4, 5\] without an axis"),
    "take_no_axis": (lambda: ag.take(X, [0], axis=3), RangeError, "axis 3 of 3 axes is out of range"),
    "take_floats": (lambda: ag.take(X, [0.5], axis=0), DtypeError, r"take: indices float32\[1\]"),
    "take_bools": (lambda: ag.take(X, [True], axis=0), DtypeError, r"take: indices bool\[1\]"),
    "take_range": (lambda: ag.take(X, [0, 3, 4], axis=0), RangeError, "index 3 is out of range: expected 0 … 2"),
    "take_range_below": (lambda: ag.take(X, [-3, -4], axis=0), RangeError, "index -4 is out of range"),
    "take_along_axes": (lambda: ag.take_along_axis(X, [0]), ShapeError, r"float32\[3, 4, 5\] with indices int64\[1\]"),
    "take_along_others": (lambda: ag.take_along_axis(X, np.zeros((2, 4, 1), int)), ShapeError,
                          r"take_along_axis: shapes do not broadcast: float32\[3, 4, 1\] and int64\[2, 4, 1\]"),
    "take_along_range": (lambda: ag.take_along_axis(X, np.full((1, 1, 1), 5)), RangeError, "index 5 is out of range"),
    "scatter_bools": (lambda: ag.scatter_add([True], [0], [True]), DtypeError, r"scatter_add: bool\[1\] to bool\[1\]"),
    "scatter_shape": (lambda: ag.scatter_add(X, [0, 1], X), ShapeError,
                      r"broadcast_to: float32\[3, 4, 5\] does not broadcast to shape \[2, 4, 5\]"),
    "scatter_range": (lambda: ag.scatter_add(X, [3], 1.0), RangeError, "index 3 is out of range"),
    "scatter_empty": (lambda: ag.scatter_add(EMPTY, [0], 1.0), RangeError, "scatter_add: 1 index where there is no"),
    "take_along_empty": (lambda: ag.take_along_axis(EMPTY, [[0, 0, 1]], axis=0), RangeError,
                         "take_along_axis: 3 indices where there is no place: the extent is 0"),
    "sort_number": (lambda: ag.sort(1.0), RangeError, "axis -1 of 0 axes is out of range"),
    "argmax_axes": (lambda: ag.argmax(X, axis=(0, 1)), ArgumentError,  # type: ignore[arg-type]
                    r"argmax: axis=\(0, 1\)"),
    "argsort_axis": (lambda: ag.argsort(X, axis=3), RangeError, "axis 3 of 3 axes is out of range"),
    "topk_many": (lambda: ag.topk(X, 6), ArgumentError, r"topk: k=6 along axis 2 of float32\[3, 4, 5\]"),
    "topk_negative": (lambda: ag.topk(X, -1), ArgumentError, r"topk: k=-1"),
    "topk_float": (lambda: ag.topk(X, 1.5), ArgumentError, "topk: k=1.5 is no integer"),  # type: ignore[arg-type]
    "nonzero_number": (lambda: ag.nonzero(1.0), ShapeError, r"nonzero of float32\[\]"),
    "searchsorted_side": (lambda: ag.searchsorted([1], 1, side="middle"),  # type: ignore[arg-type]
                          ArgumentError, "searchsorted: side='middle'"),
    "searchsorted_axes": (lambda: ag.searchsorted(X, 1.0), ShapeError, r"searchsorted in float32\[3, 4, 5\]"),
    "searchsorted_sorter": (lambda: ag.searchsorted([1, 2], 1, sorter=[0]), ShapeError,
                            r"sorter int64\[1\] for int64\[2\]"),
    "cumulative_axis": (lambda: ag.cumulative_sum(X), ArgumentError,
                        r"cumulative_sum of float32\[3, 4, 5\] without an"),
    "cumulative_number": (lambda: ag.cumulative_prod(1.0, axis=0), RangeError, "axis 0 of 0 axes"),
    "cumulative_bool": (lambda: ag.cumulative_prod([1], dtype=ag.bool), DtypeError,
                        r"cumulative_prod of int64\[1\] in bool"),
}  # fmt: skip


@pytest.mark.compiler
def test_the_derivative_of_a_repeated_sort() -> None:
    def f(x: ag.Tensor) -> ag.Tensor:  # sums of one element, inside the loops of a scatter
        return (ag.repeat(ag.sort(x), [0, 2, 1, 0, 2, 1]) ** 2).sum()

    x = ag.asarray([3.0, -1.0, 5.0, 2.0, 0.5, 4.0])
    assert ag.compile(ag.grad(f))(x).tolist() == ag.grad(f)(x).tolist() == [0, 0, 10, 4, 2, 16]


@pytest.mark.parametrize("name", ERRORS)
def test_errors(name: str) -> None:
    call, error, message = ERRORS[name]
    with pytest.raises(error, match=message):
        call()
