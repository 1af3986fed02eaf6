"""Scalar expressions: equal ones are one object, what is constant folds, and free variables are found."""

from __future__ import annotations

import math

import pytest

from autograph import dtypes
from autograph.kernel.expr import Accumulator, Builder, Call, Const, Load, Reduce
from autograph.kernel.index import Index, Var
from autograph.kernel.vocabulary import VOCABULARY
from autograph.kernel.walk import children, free_vars, walk

F, I64, B8 = dtypes.float32, dtypes.int64, dtypes.bool_
V, W = Var("v", 8), Var("w", 5)


@pytest.fixture
def b() -> Builder:
    return Builder()


def test_equal_expressions_are_one_object(b: Builder) -> None:
    x = b.load(0, Index.of(V), F)
    assert b.load(0, Index.of(V) + 0, F) is x
    assert b.call("add", x, b.const(1, F)) is b.call("add", x, b.const(1.0, F))
    assert b.reduce("sum", (V,), x) is b.reduce("sum", (V,), x)
    assert b.load(1, Index.of(V), F) is not x
    assert b.call("sub", x, b.load(1, Index(), F)) is not b.call("sub", b.load(1, Index(), F), x)


def test_constants_are_told_apart_by_type_and_sign(b: Builder) -> None:
    assert b.const(1, F) is not b.const(1, I64) and b.const(True, B8) is not b.const(1, I64)
    assert b.const(0.0, F) is not b.const(-0.0, F)
    assert b.const(math.nan, F) is b.const(math.nan, F)
    assert b.const(2**63, dtypes.uint64).value == 2**63


@pytest.mark.parametrize("function", ["and", "or"])
@pytest.mark.parametrize("value", [True, False])
def test_logic_with_a_constant_folds(b: Builder, function: str, value: bool) -> None:
    x, k = b.load(0, Index.of(V), B8), b.const(value, B8)
    wanted = k if value is (function == "or") else x
    assert b.call(function, x, k) is wanted and b.call(function, k, x) is wanted


def test_selection_by_a_constant_folds(b: Builder) -> None:
    x, y = b.load(0, Index.of(V), F), b.load(1, Index.of(V), F)
    for function in ("where", "guard"):
        assert b.call(function, b.const(True, B8), x, y, dtype=F) is x
        assert b.call(function, b.const(False, B8), x, y, dtype=F) is y


def test_casts_fold(b: Builder) -> None:
    x = b.load(0, Index.of(V), F)
    assert b.call("cast", x, dtype=F) is x
    assert b.call("cast", b.const(3, I64), dtype=F) is b.const(3.0, F)


@pytest.mark.parametrize(
    ("function", "left", "right", "wanted"),
    [
        ("lt", Index.of(V), Index.of(8), True),
        ("lt", Index.of(V), Index.of(7), None),
        ("lt", Index.of(V), Index.of(0), False),
        ("le", Index.of(0), Index.of(V), True),
        ("le", Index.of(V), Index.of(7), True),
        ("le", Index.of(V) + 8, Index.of(V), False),
        ("eq", Index.of(V), Index.of(8), False),
        ("eq", Index.of(V), Index.of(W), None),
        ("eq", Index.of(3), Index.of(3), True),
        ("eq", Index.of(V) * 2 + 1, Index.of(-1), False),
    ],
)
def test_comparisons_of_indices_fold_by_their_bounds(
    b: Builder, function: str, left: Index, right: Index, wanted: bool | None
) -> None:
    made = b.call(function, b.position(left), b.position(right))
    if wanted is None:
        assert isinstance(made, Call)
    else:
        assert isinstance(made, Const) and made.value is wanted


def test_comparisons_with_nan_do_not_fold_to_true(b: Builder) -> None:
    nan, one = b.const(math.nan, F), b.const(1, F)
    for function in ("lt", "le", "eq"):
        made = b.call(function, nan, one)
        assert not (isinstance(made, Const) and made.value)


def test_reductions_over_one_element_vanish(b: Builder) -> None:
    x = b.load(0, Index.of(V), F)
    one = b.variable("k", 1)
    assert b.reduce("max", (one,), x) is x and b.index(one) == Index()
    made = b.reduce("sum", (one, V), x)
    assert isinstance(made, Reduce) and made.axes == (V,)


def test_free_variables_leave_out_bound_ones(b: Builder) -> None:
    x = b.load(0, Index.of(V) * 5 + W, F)
    assert free_vars(x) == {V, W}
    assert free_vars(b.reduce("sum", (W,), x)) == {V}
    both = b.call("add", b.reduce("sum", (W,), x), b.load(1, Index.of(W), F))
    assert free_vars(both) == {V, W} and free_vars() == set()
    assert free_vars(b.position(Index.of(V) // 3 + Index.of(W) % 2)) == {V, W}


def test_free_variables_include_those_of_looked_up_indices_and_registers(b: Builder) -> None:
    label = b.load(0, Index.of(W), I64)
    assert free_vars(b.load(1, b.lookup(label, 10) * 8 + V, F)) == {V, W}
    lane = Var("l", 16)
    assert free_vars(b.read(Accumulator("sum0", "sum", F, (V,), lane))) == {V, lane}


def test_substitution_reaches_every_index(b: Builder) -> None:
    label = b.load(0, Index.of(W), I64)
    x = b.call(
        "add", b.load(1, b.lookup(label, 10) + Index.of(V) // 2, F), b.call("cast", b.position(Index.of(V)), dtype=F)
    )
    moved = b.substitute(x, {V: Index.of(W) + 3, W: Index()})
    zero = b.load(0, Index(), I64)
    wanted = b.call(
        "add",
        b.load(1, b.lookup(zero, 10) + (Index.of(W) + 3) // 2, F),
        b.call("cast", b.position(Index.of(W) + 3), dtype=F),
    )
    assert moved is wanted


def test_walk_gives_each_expression_once_operands_first(b: Builder) -> None:
    x = b.load(0, Index.of(V), F)
    y = b.call("mul", x, x)
    total = b.reduce("sum", (V,), b.call("add", y, x))
    order = list(walk(total, y))
    assert len(order) == len(set(order)) == 4
    for e in order:
        assert all(order.index(c) < order.index(e) for c in children(e))


def test_the_vocabulary_is_closed(b: Builder) -> None:
    with pytest.raises(KeyError):
        b.call("gamma", b.const(1, F))
    with pytest.raises(AssertionError, match="add takes 2 arguments, not 1"):
        b.call("add", b.const(1, F))
    with pytest.raises(AssertionError, match="add of"):
        b.call("add", b.const(1, F), b.const(1, I64))
    with pytest.raises(AssertionError, match="where needs its dtype"):
        b.call("where", b.load(0, Index(), B8), b.const(1, F), b.const(2, F))
    assert all(result in ("same", "bool", "given") for _, result in VOCABULARY.values())


def test_loads_of_one_place_differ_by_buffer_only(b: Builder) -> None:
    made = b.load(3, Index.of(V) * 2, F)
    assert isinstance(made, Load) and (made.buffer, made.dtype) == (3, F)
