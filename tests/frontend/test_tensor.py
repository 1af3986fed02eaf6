"""Tensors outside compiled calls: arithmetic with anything, values, and what they share."""

from __future__ import annotations

import copy
import operator
import pickle
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import nn
from autograph.errors import ArgumentError, DtypeError, ShapeError, TraceError

ARRAY = np.array([[1.0, -2.0, 0.5], [3.0, 4.0, -1.5]], np.float32)
OPERATORS = "add sub mul truediv lt le gt ge eq ne".split()


@pytest.mark.parametrize("name", OPERATORS)
@pytest.mark.parametrize("other", [2, 2.5, True, ARRAY[::-1], ARRAY[0], np.float32(2), np.float64(2)])
def test_operators_on_both_sides(name: str, other: Any) -> None:
    op, t = getattr(operator, name), ag.asarray(ARRAY)
    value = float(other) if isinstance(other, float) else other  # a NumPy float64 counts as a Python number
    for found, expected in ((op(t, other), op(ARRAY, value)), (op(other, t), op(value, ARRAY))):
        assert isinstance(found, ag.Tensor) and found.numpy().dtype == expected.dtype
        np.testing.assert_allclose(found.numpy(), expected, rtol=1e-6)


def test_powers_and_matrix_products_on_both_sides() -> None:
    t = ag.asarray(ARRAY)
    np.testing.assert_allclose((t**2).numpy(), ARRAY**2)
    np.testing.assert_allclose((2**t).numpy(), 2**ARRAY, rtol=1e-6)
    np.testing.assert_allclose((np.float32([2, 3, 4]) ** t).numpy(), np.float32([2, 3, 4]) ** ARRAY, rtol=1e-6)
    np.testing.assert_allclose((t @ ARRAY.T).numpy(), ARRAY @ ARRAY.T)
    np.testing.assert_allclose((ARRAY.T @ t).numpy(), ARRAY.T @ ARRAY)
    np.testing.assert_allclose((-abs(t)).numpy(), -abs(ARRAY))


def test_truth_values_combine() -> None:
    t = ag.asarray(ARRAY)
    expected = (ARRAY > 0) & (ARRAY < 3)
    assert ((t > 0) & (t < 3)).tolist() == ((ARRAY > 0) & (t < 3)).tolist() == expected.tolist()
    assert ((t > 0) | (ARRAY < 3)).tolist() == ((ARRAY > 0) | (t < 3)).tolist() == ((ARRAY > 0) | (ARRAY < 3)).tolist()
    assert (~(t > 0)).tolist() == (~(ARRAY > 0)).tolist()
    assert bool((t > 0).any()) and not bool((t > 0).all())


PROMOTED = [
    (ag.int32, 1, "int32"),
    (ag.int32, 1.0, "float32"),
    (ag.int32, True, "int32"),
    (ag.uint8, 200, "uint8"),
    (ag.bool, 1, "int64"),
    (ag.bool, 1.0, "float32"),
    (ag.float32, 1.0, "float32"),
    (ag.float32, 1e300, "float32"),
    (ag.float64, 1, "float64"),
    (ag.float32, np.int64(1), "float32"),
    (ag.float32, np.ones(2), "float64"),
    (ag.int32, np.ones(2, np.int8), "int32"),
    (ag.int32, np.ones(2, np.uint32), "int64"),
    (ag.int64, np.ones(2, np.float32), "float32"),
]


@pytest.mark.parametrize(("dtype", "other", "expected"), PROMOTED)
@pytest.mark.parametrize("compiled", [False, pytest.param(True, marks=pytest.mark.compiler)])
def test_promotion(dtype: Any, other: Any, expected: str, compiled: bool) -> None:
    run = ag.compile(operator.mul) if compiled else operator.mul
    assert str(run(ag.ones(2, dtype), other).dtype) == expected
    assert str(run(other, ag.ones(2, dtype)).dtype) == expected


KEYS: list[Any] = [
    0, -1, (1, 2), (0, slice(None)), slice(1, None), slice(None, None, -1), (Ellipsis, 1), (None, 0), (slice(0, 0), 1),
    (slice(5, -9, -2), slice(None, None, 2)), (), Ellipsis, np.int64(1), (slice(np.int64(1)), -1), (1, Ellipsis, None),
]  # fmt: skip


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_indexing(key: Any) -> None:
    found = ag.asarray(ARRAY)[key]
    assert found.shape == ARRAY[key].shape and found.tolist() == ARRAY[key].tolist()


def test_indexing_by_tensors_that_are_integers() -> None:
    t = ag.asarray(ARRAY)
    one = ag.asarray(1)
    assert t[one].tolist() == ARRAY[1].tolist() and t[0, :one].tolist() == ARRAY[0, :1].tolist()
    assert [10, 20][one] == 20


def test_iteration_and_length() -> None:
    t = ag.asarray(ARRAY)
    assert len(t) == 2 and [row.tolist() for row in t] == ARRAY.tolist()
    first, second = t
    assert second.tolist() == ARRAY[1].tolist() and 3.0 in t[1] and 7.0 not in t[1]
    with pytest.raises(ShapeError, match="a 0-d tensor has no length"):
        iter(ag.asarray(1.0)).__next__()


def test_values_come_out() -> None:
    t = ag.asarray(2.5)
    assert (float(t), int(t), bool(t), t.item(), f"{t:.2f}", str(t)) == (
        2.5,
        2,
        True,
        2.5,
        "2.50",
        "Tensor(2.5, float32)",
    )
    np.testing.assert_array_equal(np.asarray(ag.asarray(ARRAY)), ARRAY)
    assert np.asarray(ag.asarray(ARRAY), dtype=np.float64).dtype == np.float64
    assert np.sin(ag.asarray(ARRAY)).tolist() == np.sin(ARRAY).tolist()
    with pytest.raises(ShapeError, match="has 6 elements"):
        f"{ag.asarray(ARRAY):.2f}"


def test_reductions_of_numpy_take_tensors() -> None:
    t = ag.tensor(ARRAY, requires_grad=True)
    for name in "sum mean max min prod std var any all".split():
        of_tensor, of_array = (getattr(np, name)(v, axis=0, keepdims=True) for v in (t, ARRAY))
        assert isinstance(of_tensor, ag.Tensor) and of_tensor.requires_grad == (of_array.dtype.kind == "f")
        np.testing.assert_allclose(of_tensor.detach().numpy(), of_array, rtol=1e-6)
    np.testing.assert_allclose(t.std(ddof=1).item(), ARRAY.std(ddof=1), rtol=1e-6)
    with pytest.raises(ArgumentError, match="sum of .* into out"):
        np.sum(t, out=np.zeros(()))


def test_repr_shows_values_type_and_requires_grad() -> None:
    assert repr(ag.asarray([1, 2])) == "Tensor([1, 2], int64)"
    assert repr(nn.Parameter([1.5])) == "Parameter([1.5], float32, requires_grad=True)"
    assert "..." in repr(ag.zeros(1000)) and len(repr(ag.zeros(1000))) < 200


def test_numbers_that_do_not_fit() -> None:
    with pytest.raises(IndexError, match="1180591620717411303424 does not fit int64"):
        ag.asarray(2**70)
    with pytest.raises(IndexError, match="-1 does not fit uint8"):
        ag.asarray([1, 2], dtype=ag.uint8) + -1
    with pytest.raises(IndexError, match="300 does not fit int8: it holds -128 … 127"):
        ag.asarray([[1, 2], [3, 300]], dtype=ag.int8)
    with pytest.raises(IndexError, match="it holds -9223372036854775808 … 9223372036854775807"):
        ag.asarray(2**63)
    with pytest.raises(TypeError, match="is no number"):
        ag.asarray([1, 2**64])
    assert ag.asarray(3.7, dtype=ag.int32).item() == 3
    assert (ag.ones(1, dtype=ag.bfloat16) * 2**64).tolist() == [2.0**64]
    assert ag.asarray(10**400, dtype=ag.float32).item() == float("inf")


# -- what is shared


def test_asarray_shares_and_tensor_copies() -> None:
    x = ARRAY.copy()
    shared, own, copied = ag.asarray(x), ag.tensor(x), ag.asarray(x, copy=True)
    x[0, 0] = 99
    assert (shared[0, 0].item(), own[0, 0].item(), copied[0, 0].item()) == (99, 1, 1)
    assert ag.asarray(x.T)[0, 0].item() == 99
    x[0, 0] = 5
    assert ag.asarray(x, copy=False)[0, 0].item() == 5
    with pytest.raises(ArgumentError, match="cannot be shared, and copy=False"):
        ag.asarray(x.T, copy=False)


def test_copies_of_views_and_subclasses_are_copies(tmp_path: Any) -> None:
    mapped = np.memmap(tmp_path / "x", np.float32, "w+", shape=(3,))
    copied, own = ag.asarray(mapped, copy=True), ag.tensor(mapped)
    mapped[:] = 7
    assert copied.tolist() == own.tolist() == [0, 0, 0]


def test_tensors_are_immutable() -> None:
    t = ag.asarray(ARRAY.copy())
    with pytest.raises(ArgumentError, match="tensors are immutable"):
        t[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        t.numpy()[0] = 1
    other = t
    other += 1
    assert t.tolist() == ARRAY.tolist() and other.tolist() == (ARRAY + 1).tolist()


def test_a_variable_owns_its_value() -> None:
    x = np.float32([1, 2])
    v, p = ag.Variable(x), nn.Parameter(np.float32([0, 0]))
    p.assign(x)
    view = p.numpy()
    x[:] = 9
    assert v.tolist() == p.tolist() == [1, 2]
    p.assign([5, 6.0])
    assert view.tolist() == [1, 2] and p.tolist() == [5, 6]
    with pytest.raises(ShapeError, match=r"assign: float32\[3\] to a variable of float32\[2\]"):
        p.assign(np.ones(3, np.float32))
    with pytest.raises(DtypeError, match=r"assign: float64\[2\]"):
        p.assign(np.ones(2))


def test_identity_hash_and_equality() -> None:
    a, b = ag.asarray(ARRAY), ag.asarray(ARRAY)
    assert len({a, b, a}) == 2 and {a: 1}[a] == 1
    assert (a == b).tolist() == [[True] * 3] * 2
    with pytest.raises(ShapeError, match="the truth of"):
        assert a == b


def test_deep_copies_are_independent() -> None:
    model = nn.Dense(2, 1)
    model.weight.grad = ag.ones((1, 2))
    twin = copy.deepcopy(model)
    before = model.weight.tolist()
    twin.weight.assign(np.zeros((1, 2), np.float32))
    assert model.weight.tolist() == before and twin.weight.requires_grad and twin.weight.grad is None
    shared = copy.deepcopy([model, model.weight])
    assert shared[0].weight is shared[1]


def test_pickles_hold_values() -> None:
    for t in (ag.asarray(ARRAY), nn.Parameter(ARRAY), ag.Variable(ARRAY), ag.tensor(ARRAY, requires_grad=True)):
        twin = pickle.loads(pickle.dumps(t))
        assert type(twin) is type(t) and twin.tolist() == t.tolist() and twin.requires_grad == t.requires_grad
    model = pickle.loads(pickle.dumps(nn.Dense(2, 1)))
    assert len(list(model.parameters())) == 2
    with pytest.raises(TraceError, match="cannot be copied or pickled"):
        pickle.dumps(nn.Parameter(ARRAY) * 2)


def test_devices() -> None:
    t = ag.asarray(ARRAY, device="cpu")
    assert t.device == "cpu" and t.to("cpu") is t


def test_a_variable_is_not_rebound_by_an_operator() -> None:
    """`for p in parameters: p -= …` would make new tensors, and change nothing."""
    for p in (ag.Parameter([1.0, 2.0]), ag.Variable(np.zeros(2))):
        with pytest.raises(ArgumentError, match=r"operator such as \+= or -= on a (Parameter|Variable)") as error:
            p -= 0.1
        assert "p.assign(" in error.value.hint
    x = ag.asarray([1.0])
    x += 1
    assert x.tolist() == [2.0]
