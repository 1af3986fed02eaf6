"""Functions that only move elements, against NumPy: any shape, any dtype; compiled and interpreted the same."""

from __future__ import annotations

from typing import Any

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from function_cases import Case, assert_same, at_once
from hypothesis import given
from hypothesis import strategies as st

import autograph as ag
from autograph.errors import ArgumentError, RangeError, ShapeError

DTYPES = [np.dtype(d) for d in ("?", "b", "h", "i", "q", "B", "H", "I", "Q", "f", "d")]
X = np.random.default_rng(3).normal(size=(3, 4, 5)).astype(np.float32)
X[0, 0, 0], X[1, 2, 3] = -0.0, np.nan
ROW = np.arange(7, dtype=np.int16)
EMPTY = np.zeros((2, 0, 3), np.float32)
ZERO_D = np.float32(2.5)

PADS = ("edge", "reflect", "wrap")
CASES = [
    Case("concat", lambda a, b: ag.concat([a, b], axis=1), lambda a, b: np.concatenate([a, b], 1), (X, X[:, :1])),
    Case("concat_first", lambda a, b: ag.concat([a, b, a]), lambda a, b: np.concatenate([a, b, a]), (X, X[1:])),
    Case("concat_last", lambda a, b: ag.concat([a, b], axis=-1), lambda a, b: np.concatenate([a, b], -1), (X, -X)),
    Case("concat_flat", lambda a, b: ag.concat([a, b], axis=None), lambda a, b: np.concatenate([a, b], None), (X, ROW)),
    Case("concat_empty", lambda a, b: ag.concat([a, b], axis=1), lambda a, b: np.concatenate([a, b], 1),
         (EMPTY, np.ones((2, 2, 3), np.float32))),
    Case("concat_bools", lambda a, b: ag.concat([a > 2, b]), lambda a, b: np.concatenate([a > 2, b]), (ROW, ROW > 4)),
    Case("concat_many", lambda a: ag.concat([a * k for k in range(40)]),
         lambda a: np.concatenate([a * np.int16(k) for k in range(40)]), (ROW,)),
    Case("stack", lambda a, b: ag.stack([a, b], axis=-1), lambda a, b: np.stack([a, b], -1), (X, -X)),
    Case("stack_0d", lambda a: ag.stack([a, a]), lambda a: np.stack([a, a]), (ZERO_D,)),
    Case("unstack", lambda a: ag.unstack(a, axis=1), lambda a: list(np.moveaxis(a, 1, 0)), (X,)),
    Case("split", lambda a: ag.split(a, 2, axis=1), lambda a: np.split(a, 2, 1), (X,)),
    Case("split_at", lambda a: ag.split(a, [1, 3, 9], -1), lambda a: np.split(a, [1, 3, 9], -1), (X,)),
    Case("roll", lambda a: ag.roll(a, (1, -7), (0, 2)), lambda a: np.roll(a, (1, -7), (0, 2)), (X,)),
    Case("roll_flat", lambda a: ag.roll(a, 8), lambda a: np.roll(a, 8), (X,)),
    Case("flip", lambda a: ag.flip(a, axis=(0, -1)), lambda a: np.flip(a, (0, -1)), (X,)),
    Case("flip_all", lambda a: ag.flip(a), lambda a: np.flip(a), (X,)),
    Case("repeat", lambda a: ag.repeat(a, 3, axis=1), lambda a: np.repeat(a, 3, 1), (X,)),
    Case("repeat_flat", lambda a: ag.repeat(a, 2), lambda a: np.repeat(a, 2), (X,)),
    Case("repeat_each", lambda a: ag.repeat(a, [2, 0, 1, 5], axis=1), lambda a: np.repeat(a, [2, 0, 1, 5], 1), (X,)),
    Case("repeat_none", lambda a: ag.repeat(a, [0] * 7), lambda a: np.repeat(a, [0] * 7), (ROW,)),
    Case("tile", lambda a: ag.tile(a, (2, 1, 3, 2)), lambda a: np.tile(a, (2, 1, 3, 2)), (X,)),
    Case("tile_short", lambda a: ag.tile(a, (2,)), lambda a: np.tile(a, 2), (X,)),
    Case("moveaxis", lambda a: ag.moveaxis(a, (0, 2), (-1, 0)), lambda a: np.moveaxis(a, (0, 2), (-1, 0)), (X,)),
    Case("expand_dims", lambda a: ag.expand_dims(a, axis=(0, -2)), lambda a: np.expand_dims(a, (0, -2)), (X,)),
    Case("squeeze", lambda a: ag.squeeze(a[:1, :, :1], (0, 2)), lambda a: np.squeeze(a[:1, :, :1], (0, 2)), (X,)),
    Case("squeeze_all", lambda a: a[:1, :, :1].squeeze(), lambda a: a[:1, :, :1].squeeze(), (X,)),
    Case("ravel", lambda a: a.ravel(), lambda a: a.ravel(), (X,)),
    Case("broadcast_arrays", ag.broadcast_arrays, np.broadcast_arrays, (X[:, :1], ROW[:5])),
    Case("pad", lambda a: ag.pad(a, ((1, 0), (0, 2), (3, 3)), -1.0),
         lambda a: np.pad(a, ((1, 0), (0, 2), (3, 3)), constant_values=-1), (X,)),
    *[Case(f"pad_{mode}", lambda a, mode=mode: ag.pad(a, ((1, 0), (0, 2), (9, 3)), mode=mode),
           lambda a, mode=mode: np.pad(a, ((1, 0), (0, 2), (9, 3)), mode), (X,)) for mode in PADS],
    Case("tril", lambda a: ag.tril(a, k=1), lambda a: np.tril(a, 1), (X,)),
    Case("triu", lambda a: ag.triu(a, k=-1), lambda a: np.triu(a, -1), (X,)),
    Case("diagonal", lambda a: ag.diagonal(a, offset=1), lambda a: np.diagonal(a, 1, 1, 2), (X,)),
    Case("diagonal_below", lambda a: ag.diagonal(a, offset=-9), lambda a: np.diagonal(a, -9, 1, 2), (X,)),
    Case("meshgrid", ag.meshgrid, np.meshgrid, (ROW, X[0, 0], ROW[:2])),
    Case("meshgrid_stacked", lambda a, b: ag.stack(ag.meshgrid(a, b)), lambda a, b: np.stack(np.meshgrid(a, b)),
         (ROW, X[0, 0])),
    Case("meshgrid_ij", lambda a, b: ag.meshgrid(a, b, indexing="ij"),
         lambda a, b: np.meshgrid(a, b, indexing="ij"), (ROW, X[0, 0])),
]  # fmt: skip


def test_at_once(number: int) -> None:
    case = CASES[number]
    assert_same(at_once(case), case.theirs(*case.arrays))


def test_in_a_compiled_call(number: int, results: list[Any]) -> None:
    assert_same(results[number], CASES[number].theirs(*CASES[number].arrays))


# -- any shape and dtype


def arrays(least: int = 0) -> st.SearchStrategy[Any]:
    shapes = hnp.array_shapes(min_dims=least, max_dims=3, min_side=0, max_side=4)
    return st.sampled_from(DTYPES).flatmap(lambda d: hnp.arrays(d, shapes))


@given(arrays(least=1), st.data())
def test_joined_and_cut_again(a: Any, data: Any) -> None:
    axis = data.draw(st.integers(-a.ndim, a.ndim - 1))
    t = ag.asarray(a)
    joined = ag.concat([t, t, t[:0] if axis in (0, -a.ndim) else t], axis=axis)
    assert_same([joined.numpy()], np.concatenate([a, a, a[:0] if axis in (0, -a.ndim) else a], axis))
    assert_same([p.numpy() for p in ag.unstack(t, axis=axis)], list(np.moveaxis(a, axis, 0)))
    assert_same([ag.stack([t, t], axis=axis).numpy()], np.stack([a, a], axis))
    cuts = data.draw(st.lists(st.integers(-2, 6), max_size=3))
    assert_same([p.numpy() for p in ag.split(t, cuts, axis)], np.split(a, cuts, axis))


@given(arrays(least=1), st.data())
def test_moved(a: Any, data: Any) -> None:
    t, places = ag.asarray(a), st.integers(-a.ndim, a.ndim - 1)
    axis, other, shift = data.draw(places), data.draw(places), data.draw(st.integers(-5, 5))
    assert_same([ag.roll(t, shift, axis).numpy()], np.roll(a, shift, axis))
    assert_same([ag.roll(t, shift).numpy()], np.roll(a, shift))
    assert_same([ag.flip(t, axis=axis).numpy()], np.flip(a, axis))
    assert_same([ag.moveaxis(t, axis, other).numpy()], np.moveaxis(a, axis, other))
    counts = data.draw(st.lists(st.integers(0, 3), min_size=a.shape[axis], max_size=a.shape[axis]))
    assert_same([ag.repeat(t, counts, axis).numpy()], np.repeat(a, counts, axis))
    times = tuple(data.draw(st.lists(st.integers(0, 3), max_size=4)))
    assert_same([ag.tile(t, times).numpy()], np.tile(a, times))


@given(arrays(), st.data())
def test_new_axes_go_again(a: Any, data: Any) -> None:
    axis = tuple(data.draw(st.sets(st.integers(0, a.ndim + 1), min_size=2, max_size=2)))
    wide = ag.expand_dims(ag.asarray(a), axis=axis)
    assert_same([wide.numpy()], np.expand_dims(a, axis))
    assert_same([ag.squeeze(wide, axis).numpy()], a)


@given(hnp.mutually_broadcastable_shapes(num_shapes=3, max_dims=3, min_side=0))
def test_broadcast_shapes(shapes: Any) -> None:
    assert ag.broadcast_shapes(*shapes.input_shapes) == shapes.result_shape


@given(arrays(least=1), st.sampled_from(["constant", "edge", "reflect", "wrap"]), st.data())
def test_frames(a: Any, mode: Any, data: Any) -> None:
    sides = [tuple(data.draw(st.integers(0, 6)) for _ in range(2)) for _ in a.shape]
    if mode != "constant" and 0 in a.shape:
        sides = [(0, 0) if not e else s for e, s in zip(a.shape, sides)]
    assert_same([ag.pad(ag.asarray(a), sides, mode=mode).numpy()], np.pad(a, sides, mode))


# -- derivatives


def test_derivatives_go_back_the_way_values_came() -> None:
    x = np.arange(12.0).reshape(3, 4)

    def f(t: ag.Tensor) -> ag.Tensor:
        joined = ag.concat([t, ag.flip(t), ag.roll(t, 1, 0)], axis=1)
        more = ag.stack([joined, ag.tile(t, (1, 3))])
        framed = ag.pad(more, ((0, 0), (2, 1), (0, 3)), mode="reflect")
        parts = ag.split(ag.repeat(framed, [1, 0, 2, 1, 1, 1], axis=1), 3, -1)
        weighted = [p * p * (k + 1) for k, p in enumerate(parts)]
        return ag.concat(weighted, axis=0).sum() + ag.tril(t).sum() + (ag.diagonal(t) ** 3).sum()

    h = 1e-5
    slope = [(f(ag.asarray(x + d)) - f(ag.asarray(x - d))).item() / 2 / h for d in h * np.eye(12).reshape(12, 3, 4)]
    np.testing.assert_allclose(ag.grad(f)(ag.asarray(x)).numpy().ravel(), slope, rtol=1e-7)


@pytest.mark.compiler
def test_derivatives_of_a_compiled_arrangement() -> None:
    def f(t: ag.Tensor) -> ag.Tensor:
        first, second = ag.unstack(ag.stack([t * 2, ag.roll(t, 1)], axis=1), axis=1)
        return (first * second * ag.concat([t[3:], t[:3]])).sum()

    x = ag.asarray(np.arange(20.0))
    second = ag.grad(lambda t: (ag.grad(f)(t) ** 2).sum())
    np.testing.assert_allclose(ag.compile(ag.grad(f))(x).numpy(), ag.grad(f)(x).numpy(), rtol=1e-12)
    np.testing.assert_allclose(ag.compile(second)(x).numpy(), second(x).numpy(), rtol=1e-12)


@pytest.mark.compiler
def test_derivatives_of_what_has_no_elements() -> None:
    def f(t: ag.Tensor) -> ag.Tensor:
        return t[4:4:-2].sum() + ag.flip(t[:0]).sum() + t[5:1:2].sum()

    for gradient in (ag.grad(f), ag.compile(ag.grad(f))):
        assert gradient(np.ones(3)).tolist() == [0, 0, 0]
        assert gradient(np.ones(0)).tolist() == []


# -- copies


def test_copies_have_memory_of_their_own_and_keep_derivatives() -> None:
    array = np.array([1.0, 2.0])
    t = ag.asarray(array)
    t.requires_grad = True
    copies = [ag.reshape(t, (2,), copy=True), t.astype(ag.float64, copy=True), ag.asarray(t, copy=True)]
    (copies[0] * copies[1] * copies[2]).sum().backward()
    assert t.grad is not None and t.grad.tolist() == [3, 12]
    array[0] = 9
    assert [c[0].item() for c in copies] == [1, 1, 1] and ag.reshape(t, (2,))[0].item() == 9


# -- errors

ERRORS: list[tuple[Any, type[Exception], str]] = [
    (lambda: ag.concat([]), ArgumentError, "concat of no arrays"),
    (lambda: ag.concat([ag.asarray(1.0)]), ShapeError, "0-d tensors have no axis to join along"),
    (lambda: ag.concat([X, X[0]]), ShapeError, r"concat: float32\[3, 4, 5\] and float32\[4, 5\] differ in more than"),
    (lambda: ag.concat([X, X[:, 1:]]), ShapeError, "differ in more than axis 0"),
    (lambda: ag.concat([X], axis=3), RangeError, "axis 3 of 3 axes is out of range"),
    (lambda: ag.stack([X, X[0]]), ShapeError, r"stack: float32\[3, 4, 5\] and float32\[4, 5\]"),
    (lambda: ag.unstack(1.0), ShapeError, "unstack of float32"),
    (lambda: ag.split(X, 2, 0), ShapeError, "into 2 equal parts"),
    (lambda: ag.split(X, 1.5, 0), ArgumentError, "split: sections=1.5 is no integer"),
    (lambda: ag.roll(X, (1, 2), 0), ArgumentError, "2 shifts along 1 axes"),
    (lambda: ag.repeat(X, [1, 2], axis=0), ShapeError, "repeat: 2 counts for axis 0"),
    (lambda: ag.repeat(X, -1), ShapeError, "negative extent"),
    (lambda: ag.squeeze(X, 0), ShapeError, "has an extent other than 1"),
    (lambda: ag.expand_dims(X, (0, -5)), ArgumentError, "names one place twice"),
    (lambda: ag.expand_dims(X, 5), RangeError, "axis 5 of 4 axes"),
    (lambda: ag.moveaxis(X, (0, 1), 0), ArgumentError, "2 axes .* to 1 places"),
    (lambda: ag.permute_dims(X, (0, 1)), ShapeError, "do not name each axis"),
    (lambda: ag.broadcast_shapes((2,), (3,)), ShapeError, r"shapes do not broadcast: \[2\] and \[3\]"),
    (lambda: ag.broadcast_arrays(X, ROW), ShapeError, "broadcast_arrays: shapes do not broadcast"),
    (lambda: ag.pad(X, ((1, 1),) * 2), ShapeError, "padding .* for float32"),
    (lambda: ag.pad(X, 1, mode="mirror"), ArgumentError, "mode='mirror'"),
    (lambda: ag.pad(EMPTY, 1, mode="edge"), ShapeError, "has an empty axis"),
    (lambda: ag.tril(ROW), ShapeError, "tril of int16"),
    (lambda: ag.diagonal(ROW), ShapeError, "diagonal of int16"),
    (lambda: ag.meshgrid(X), ShapeError, "meshgrid of float32"),
    (lambda: ag.meshgrid(ROW, indexing="ji"), ArgumentError, "indexing='ji'"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "error", "message"), ERRORS)
def test_what_does_not_fit_is_refused(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as caught:
        call()
    assert len(str(caught.value).splitlines()) == 3
