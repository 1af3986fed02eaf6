"""Functions of arrays and layers as one event of the trace: what tells calls apart, and what makes them several."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph.errors import ShapeError, TraceError
from autograph.frontend.apply import event
from autograph.frontend.purity import signature

A, B = ag.asarray(np.float32([1, 2])), ag.asarray(np.float32([3, 4]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((1,), (1.0,)),
        ((1,), (True,)),
        ((0.0,), (-0.0,)),
        (("a",), ("b",)),
        ((None,), (...,)),
        ((ag.float32,), (ag.float64,)),
        (((1, 2),), ([1, 2],)),
        (((1, 2),), (1, 2)),
        ((slice(1, 2),), (slice(1, 2, 1),)),
        ((A,), ((A,),)),
        ((A, 1), (1, A)),
    ],
)
def test_arguments_that_are_told_apart(one: Any, other: Any) -> None:
    told = signature(one, [])
    assert told is not None and told != signature(other, [])
    assert told == signature(one, []) and hash(told) == hash(signature(one, []))


def test_tensors_are_told_by_their_place_alone() -> None:
    first: list[ag.Tensor] = []
    second: list[ag.Tensor] = []
    assert signature((A, (B, 2)), first) == signature((B, (A, 2)), second)
    assert list(map(id, first)) == [id(A), id(B)] and list(map(id, second)) == [id(B), id(A)]


@pytest.mark.parametrize("argument", [np.ones(2), {"a": 1}, {1}, object(), slice(A, None), (np.float32(1),)])
def test_arguments_that_cannot_be_told(argument: Any) -> None:
    assert signature((argument,), []) is None


@event
def scaled(x: Any, weights: Any, power: int = 1, *, shift: float = 0.0) -> ag.Tensor:
    """Several operations, and a check."""
    if ag.asarray(x).shape != ag.asarray(weights[0]).shape:
        raise ShapeError("scaled: shapes differ", hint="pass equal ones")
    return (x * weights[0]) ** power + weights[1] + shift


def by_hand(x: Any, a: Any, b: Any, power: int, shift: float) -> Any:
    return (x * a) ** power + b + np.float32(shift)


@pytest.mark.compiler
def test_an_event_computes_what_its_operations_do() -> None:
    compiled = ag.compile(lambda x, a, b, p, s: scaled(x, [a, b], p, shift=s))
    x, a, b = np.float32([[1, 2, 3], [4, 5, 6], [-1, 0, 2]])
    for p, s in [(1, 0.0), (2, 0.5), (1, -2.0), (1, 0.0)]:
        np.testing.assert_allclose(compiled(x, a, b, p, s), by_hand(x, a, b, p, s), rtol=1e-6)
    assert compiled.stats.paths == 3, "numbers among the arguments of an event are part of the path"


@pytest.mark.compiler
def test_an_events_derivative_is_that_of_its_operations() -> None:
    def f(x: Any) -> Any:
        return scaled(x, (x, x), 2).sum()

    compiled, x = ag.compile(ag.grad(f)), np.float64([1.5, -0.5])
    np.testing.assert_allclose(compiled(x), 4 * x**3 + 1, rtol=1e-12)
    np.testing.assert_allclose(ag.grad(f)(x), 4 * x**3 + 1, rtol=1e-12)


@pytest.mark.compiler
def test_the_python_of_an_event_runs_where_its_path_is_new() -> None:
    runs = 0

    @event
    def counted(x: Any) -> Any:
        nonlocal runs
        runs += 1
        return x + 1

    compiled = ag.compile(lambda x: counted(counted(x)))
    for _ in range(3):
        assert compiled(A).tolist() == [3, 4]
    assert runs == 2


@pytest.mark.compiler
def test_arguments_that_cannot_be_told_make_operations_events_of_their_own() -> None:
    runs = 0

    @event
    def counted(x: Any, y: Any) -> Any:
        nonlocal runs
        runs += 1
        return ag.add(x, y)

    compiled = ag.compile(lambda x: counted(x, np.float32([10, 20])))
    for _ in range(3):
        assert compiled(A).tolist() == [11, 22]
    assert runs == 3


@pytest.mark.compiler
def test_an_event_in_an_event_is_a_part_of_it() -> None:
    compiled = ag.compile(lambda x: scaled(scaled(x, (x, x)), (x, x)))
    assert compiled(A).tolist() == [3, 14]
    assert compiled(B).tolist() == [39, 84]
    assert compiled.stats.paths == 1


def test_an_events_errors_are_its_own() -> None:
    compiled = ag.compile(lambda x: scaled(x, (A[:1], B)))
    for _ in range(2):
        with pytest.raises(ShapeError, match="scaled: shapes differ"):
            compiled(A)


def test_an_event_may_not_depend_on_other_tensors() -> None:
    @event
    def impure(x: Any) -> Any:
        return x * B

    with pytest.raises(TraceError, match="is not among its arguments"):
        ag.compile(lambda x: impure(x))(A)


@pytest.mark.compiler
def test_layer_functions_meet_parameters_together() -> None:
    """x from the call, weights from outside: inputs once, however often they are met."""
    w, b = ag.Variable(np.float32([[1, 2], [3, 4]])), ag.Variable(np.float32([1, -1]))
    compiled = ag.compile(lambda x: F.linear(F.linear(x, w, b), w, b) + F.linear(x, w, w[0]))
    x, m, c = np.float32([[1, 2], [0, 1]]), w.numpy(), b.numpy()
    np.testing.assert_allclose(compiled(x), (x @ m.T + c) @ m.T + c + x @ m.T + m[0], rtol=1e-6)
    w.assign(w + 1)
    m = w.numpy()
    np.testing.assert_allclose(compiled(x), (x @ m.T + c) @ m.T + c + x @ m.T + m[0], rtol=1e-6)
    assert compiled.stats.paths == 1
