"""A call whose path is known runs what is kept for it, and nothing else once it leaves the path."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph.errors import TraceError

pytestmark = pytest.mark.compiler

X = np.arange(6, dtype=np.float32).reshape(2, 3)
Y = X[::-1].copy()


def programs(f: Any) -> int:
    return int(f.stats.paths)


def test_another_op_an_attribute_or_a_number_of_another_kind_leaves_the_path() -> None:
    choice: dict[str, Any] = {"op": ag.add, "axis": 0, "factor": 2.0}

    @ag.compile
    def f(x: Any, y: Any) -> Any:
        return ag.sum(choice["op"](x, y) * choice["factor"], axis=choice["axis"])

    for _ in range(3):
        np.testing.assert_array_equal(f(X, Y), ((X + Y) * 2).sum(0))
    assert programs(f) == 1
    choice["op"] = ag.subtract
    np.testing.assert_array_equal(f(X, Y), ((X - Y) * 2).sum(0))
    choice["axis"] = 1
    np.testing.assert_array_equal(f(X, Y), ((X - Y) * 2).sum(1))
    choice["factor"] = 3.0  # a float is an argument
    np.testing.assert_array_equal(f(X, Y), ((X - Y) * 3).sum(1))
    assert programs(f) == 3
    choice["factor"] = 3  # an int is part of the path
    np.testing.assert_array_equal(f(X, Y), ((X - Y) * 3).sum(1))
    assert programs(f) == 4


def test_the_same_operands_in_another_order_or_from_elsewhere_leave_the_path() -> None:
    held: dict[str, Any] = {"w": ag.asarray(Y)}

    @ag.compile
    def f(x: Any, y: Any) -> Any:
        return x - held["w"] if held.get("first", True) else held["w"] - x

    np.testing.assert_array_equal(f(X, Y), X - Y)
    held["w"] = ag.asarray(Y + 1)  # another tensor of the type: the same path, its values
    np.testing.assert_array_equal(f(X, Y), X - Y - 1)
    assert programs(f) == 1
    held["w"] = ag.nn.Parameter(Y)  # one that derivatives are taken for
    assert f(X, Y).requires_grad
    held["first"] = False
    np.testing.assert_array_equal(f(X, Y), Y - X)
    held["w"] = ag.asarray(np.float32(2))
    np.testing.assert_array_equal(f(X, Y), 2 - X)


def test_a_captured_tensor_that_is_an_argument_now_leaves_the_path() -> None:
    given = ag.asarray(Y)
    f = ag.compile(lambda x: x - given)
    np.testing.assert_array_equal(f(X), X - Y)
    np.testing.assert_array_equal(f(given), Y - Y)
    np.testing.assert_array_equal(f(X), X - Y)


def test_the_same_tensor_twice_is_not_two_of_them() -> None:
    f = ag.compile(lambda x, y: x - y)
    a, b = ag.asarray(X), ag.asarray(Y)
    for _ in range(2):
        np.testing.assert_array_equal(f(a, b), X - Y)
        np.testing.assert_array_equal(f(a, a), X - X)


def test_gradients_of_a_tensor_given_twice_count_both() -> None:
    p = ag.tensor(X, requires_grad=True)
    f = ag.compile(lambda x, y: (x * x + y).sum())
    for _ in range(2):
        p.grad = None
        f(p, p).backward()
        np.testing.assert_allclose(p.grad, 2 * X + 1)


def test_no_grad_and_requires_grad_are_part_of_the_path() -> None:
    p = ag.tensor(X, requires_grad=True)
    f = ag.compile(lambda x: (x * 2.0).sum())
    for _ in range(2):
        assert f(p).requires_grad
        with ag.no_grad():
            assert not f(p).requires_grad
        assert not f(p.detach()).requires_grad
    loss = f(p)
    loss.backward()
    np.testing.assert_array_equal(p.grad, np.full_like(X, 2))


def test_what_is_returned_is_part_of_the_ending() -> None:
    wanted = {"kind": "one"}

    @ag.compile
    def f(x: Any, y: Any) -> Any:
        a, b = x + y, x - y
        kinds = {"one": a, "other": b, "pair": (a, b), "turned": (b, a), "twice": (a, a), "list": [a, b]}
        return {**kinds, "given": x, "mixed": (a, 3, None), "none": None}[wanted["kind"]]

    for _ in range(2):
        for kind, expected in {"one": X + Y, "other": X - Y, "given": X}.items():
            wanted["kind"] = kind
            np.testing.assert_array_equal(f(X, Y), expected)
        for kind, expected in {"pair": (X + Y, X - Y), "turned": (X - Y, X + Y), "twice": (X + Y, X + Y)}.items():
            wanted["kind"] = kind
            found = f(X, Y)
            assert type(found) is tuple
            np.testing.assert_array_equal(found, expected)
        wanted["kind"] = "list"
        assert type(f(X, Y)) is list
        wanted["kind"] = "mixed"
        assert f(X, Y)[1:] == (3, None)
        wanted["kind"] = "none"
        assert f(X, Y) is None


def test_assigning_or_setting_a_gradient_is_part_of_the_ending() -> None:
    v, t = ag.nn.Parameter(X), ag.tensor(X, requires_grad=True)
    does = {"assign": False, "grad": False}

    @ag.compile
    def f(x: Any) -> Any:
        y = x + 1.0
        if does["assign"]:
            v.assign(y)
        if does["grad"]:
            t.grad = y
        return y

    f(Y)
    np.testing.assert_array_equal(v.numpy(), X)
    does["assign"] = True
    f(Y)
    np.testing.assert_array_equal(v.numpy(), Y + 1)
    does.update(assign=False, grad=True)
    f(X)
    np.testing.assert_array_equal(t.grad, X + 1)
    np.testing.assert_array_equal(v.numpy(), Y + 1)
    does["grad"] = False
    f(Y)
    np.testing.assert_array_equal(t.grad, X + 1)


def test_a_value_that_python_asks_for_leads_the_way() -> None:
    @ag.compile
    def f(x: Any) -> Any:
        y = x * 2.0
        return y + 1.0 if (y.sum() > 0).item() else y - 1.0

    for _ in range(3):
        np.testing.assert_array_equal(f(X), X * 2 + 1)
        np.testing.assert_array_equal(f(-X), -X * 2 - 1)


def test_an_exception_in_the_middle_leaves_path_and_variables_as_they_were() -> None:
    v, fails = ag.nn.Parameter(X), {"now": False}

    @ag.compile
    def f(x: Any) -> Any:
        v.assign(v + x)
        if fails["now"]:
            raise RuntimeError("in the middle")
        return v * 2.0

    f(X)
    before = v.numpy().copy()
    fails["now"] = True
    with pytest.raises(RuntimeError, match="in the middle"):
        f(X)
    np.testing.assert_array_equal(v.numpy(), before)
    assert (ag.asarray(X) + 1.0).numpy()[0, 0] == 1  # this thread runs at once again
    fails["now"] = False
    np.testing.assert_array_equal(f(X), (before + X) * 2)
    assert programs(f) == 1


def test_a_tensor_of_an_earlier_call_is_refused_on_the_known_path_too() -> None:
    kept: list[Any] = []

    @ag.compile
    def f(x: Any) -> Any:
        kept.append(x + 1.0)
        return kept[0]

    f(X)
    with pytest.raises(TraceError, match="outside the compiled call that made it"):
        f(X)
    with pytest.raises(TraceError, match="outside the compiled call that made it"):
        ag.compile(lambda x: x * 2.0)(kept[0])
    with pytest.raises(TraceError, match="outside the compiled call that made it"):
        ag.compile(lambda x: (x, kept[0]))(X)


def test_compiled_functions_inside_one_another_share_the_path() -> None:
    scale = {"by": 2.0}
    inner = ag.compile(lambda x: x * scale["by"] + 1.0)
    outer = ag.compile(lambda x: inner(x) - inner(x + 1.0))
    for by in (2.0, 3.0):
        scale["by"] = by
        np.testing.assert_allclose(outer(X), (X * by + 1) - ((X + 1) * by + 1))
        np.testing.assert_array_equal(inner(X), X * by + 1)
    assert programs(outer) == 1 and programs(inner) == 1


def test_other_shapes_and_dtypes_are_other_paths() -> None:
    f = ag.compile(lambda x: x + 1.0)
    for _ in range(2):
        for given in (X, X[:1], X.astype(np.float64), X.T):
            found = f(given)
            assert found.numpy().dtype == given.dtype
            np.testing.assert_array_equal(found, given + 1)
    assert programs(f) == 4


def test_tensors_that_lie_otherwise_in_memory_are_read_right() -> None:
    turned = ag.asarray(X).T  # of an operation outside: a view of the same memory
    assert not turned._array().flags.c_contiguous
    for retrace in ("always", "signature"):
        f = ag.compile(lambda x: x * 2.0 + 1.0, retrace=retrace)
        for _ in range(2):
            np.testing.assert_array_equal(f(turned), X.T * 2 + 1)
            np.testing.assert_array_equal(f(ag.asarray(X.T.copy())), X.T * 2 + 1)


def test_the_mode_is_asked_on_each_call(monkeypatch: pytest.MonkeyPatch) -> None:
    f = ag.compile(lambda x: x + 1.0)
    f(X)
    monkeypatch.setattr(ag.config, "mode", "interpret")
    np.testing.assert_array_equal(f(X), X + 1)
    assert programs(f) == 2
    monkeypatch.setattr(ag.config, "mode", "compile")
    np.testing.assert_array_equal(f(X), X + 1)
    assert programs(f) == 2


def test_threads_walk_one_tree_without_mixing() -> None:
    @ag.compile
    def f(x: Any, sign: Any) -> Any:
        y = x + 1.0
        return y * 2.0 if sign > 0 else y - 3.0

    wrong: list[Any] = []

    def work(sign: int, base: Any) -> None:
        for k in range(200):
            found = f(base + k, sign).numpy()
            expected = (base + k + 1) * 2 if sign > 0 else base + k + 1 - 3
            if not np.array_equal(found, expected):
                wrong.append((sign, k))

    threads = [threading.Thread(target=work, args=(1 - 2 * (k % 2), X + k)) for k in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not wrong
    assert programs(f) == 2


def test_numbers_that_are_equal_and_not_the_same_are_other_paths() -> None:
    by: dict[str, Any] = {"number": 1}
    f = ag.compile(lambda x: x * by["number"])
    whole = np.arange(3)
    assert f(whole).dtype is ag.int64
    by["number"] = 1.0
    assert f(whole).dtype is ag.float32
    by["number"] = True
    assert f(whole).dtype is ag.int64
    by["number"] = 2
    np.testing.assert_array_equal(f(whole), whole * 2)


def test_a_static_argument_of_a_composite_leaves_the_path() -> None:
    asked: dict[str, Any] = {"axis": -1, "approximate": "none"}
    f = ag.compile(lambda x: ag.nn.functional.softmax(ag.nn.functional.gelu(x, asked["approximate"]), asked["axis"]))
    for axis, approximate in [(-1, "none"), (0, "none"), (0, "tanh"), (-1, "none")]:
        asked.update(axis=axis, approximate=approximate)
        expected = ag.nn.functional.softmax(ag.nn.functional.gelu(ag.asarray(X), approximate), axis)
        np.testing.assert_allclose(f(X), expected, rtol=1e-6)
    assert programs(f) == 3


def test_no_grad_decorates_functions_that_call_themselves() -> None:
    p = ag.tensor(X, requires_grad=True)

    @ag.no_grad()
    def twice(x: Any, depth: int) -> Any:
        return twice(x * 2.0, depth - 1) if depth else x * 1.0

    assert not twice(p, 3).requires_grad
    assert (p * 2.0).requires_grad
    with pytest.raises(ZeroDivisionError), ag.no_grad():
        1 / 0  # noqa: B018
    assert (p * 2.0).requires_grad


# -- what a call leaves behind


def test_old_gradients_are_freed_without_the_collector_of_cycles() -> None:
    w = ag.tensor([1.0, 2.0], requires_grad=True)

    @ag.compile
    def accumulated(x: ag.Tensor) -> ag.Tensor:
        loss = (w * x).sum()
        loss.backward()
        return loss

    collecting = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        old = []
        for _ in range(4):
            accumulated(ag.asarray([3.0, 4.0]))
            assert w.grad is not None
            old.append(weakref.ref(w.grad))
        assert w.grad.tolist() == [12.0, 16.0]
        assert [made() is None for made in old] == [True, True, True, False]
    finally:
        if collecting:
            gc.enable()
