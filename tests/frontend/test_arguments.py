"""What arguments and captured tensors are to a compiled function; `retrace="signature"`."""

from __future__ import annotations

import collections
import copy
import dataclasses
import pickle
import sys
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import nn, optim
from autograph.errors import ArgumentError, TraceError

pytestmark = pytest.mark.compiler

A, B = ag.tensor([1.0, 2.0]), ag.tensor([10.0, 20.0])
both = pytest.mark.parametrize("retrace", ["always", "signature"])


@both
def test_one_tensor_twice_is_not_two_tensors(retrace: str) -> None:
    f = ag.compile(lambda a, b: a * 2 + b, retrace=retrace)
    assert f(A, A).tolist() == [3, 6]
    assert f(A, B).tolist() == [12, 24]
    assert f(B, B).tolist() == [30, 60]


@both
def test_an_argument_that_is_captured_as_well(retrace: str) -> None:
    f = ag.compile(lambda x: x * 2 + A, retrace=retrace)
    assert f(A).tolist() == [3, 6]
    assert f(B).tolist() == [21, 42]


@both
def test_one_parameter_twice_gets_both_derivatives(retrace: str) -> None:
    p, q = nn.Parameter([1.0, 2.0]), nn.Parameter([3.0, 4.0])

    @ag.compile(retrace=retrace)
    def f(a: ag.Tensor, b: ag.Tensor) -> None:
        (a * b * b).sum().backward()

    f(p, q)
    assert p.grad.tolist() == [9, 16] and q.grad.tolist() == [6, 16]
    p.grad = q.grad = None
    f(p, p)
    assert p.grad.tolist() == [3, 12] and q.grad is None


@both
def test_arguments_that_require_gradients_are_told_apart(retrace: str) -> None:
    @ag.compile(retrace=retrace)
    def f(x: ag.Tensor) -> None:
        (x * x).sum().backward()

    x, y = (ag.tensor(v, requires_grad=True) for v in ([1.0, 2.0], [3.0, 4.0]))
    f(x)
    f(y)
    f(x)
    assert x.grad.tolist() == [4, 8] and y.grad.tolist() == [6, 8]


@both
def test_gradients_accumulate_over_calls(retrace: str) -> None:
    p = nn.Parameter([1.0, 2.0])

    @ag.compile(retrace=retrace)
    def f(x: ag.Tensor) -> None:
        (x * p).sum().backward()

    for k in range(1, 4):
        f(A)
        assert p.grad.tolist() == [k, 2 * k]
    p.grad = None
    f(B)
    assert p.grad.tolist() == [10, 20]


@both
def test_forward_compiled_backward_outside(retrace: str) -> None:
    p = nn.Parameter([3.0, 4.0])
    f = ag.compile(lambda x, k: (x * p * p * k).sum(), retrace=retrace)
    for k in (1.0, 2.0):
        f(A, k).backward()
    assert p.grad.tolist() == [18, 48]
    assert ag.grad(f)(A, 1.0).tolist() == [9, 16]


@both
def test_structure_is_part_of_what_was_called(retrace: str) -> None:
    f = ag.compile(lambda d: d["x"] - 1 if "x" in d else d["y"] * 100, retrace=retrace)
    assert f({"x": A}).tolist() == [0, 1]
    assert f({"y": A}).tolist() == [100, 200]
    g = ag.compile(lambda pair: pair[0] * (2 if isinstance(pair, list) else 3), retrace=retrace)
    assert g([A, B]).tolist() == [2, 4]
    assert g((A, B)).tolist() == [3, 6]


@both
def test_keyword_arguments_in_any_order(retrace: str) -> None:
    f = ag.compile(lambda x, *, y, k=1: x - y * k, retrace=retrace)
    assert f(B, y=A).tolist() == [9, 18]
    assert f(y=A, x=B).tolist() == [9, 18]
    assert f(x=B, y=A, k=2).tolist() == [8, 16]


@both
def test_equal_numbers_of_different_types_are_different(retrace: str) -> None:
    f = ag.compile(lambda x, k: x * k, retrace=retrace)
    x = np.array([1, 2])
    assert f(x, 1).dtype is ag.int64
    assert f(x, 1.0).dtype is ag.float32
    assert f(x, True).dtype is ag.int64


@dataclasses.dataclass
class State:
    x: Any
    count: int = 0

    @ag.compile
    def bump(self, d: Any) -> Any:
        self.count += 1
        return self.x + d


@both
def test_dataclasses_go_in_and_come_out(retrace: str) -> None:
    f = ag.compile(lambda s: dataclasses.replace(s, x=s.x * 2, count=s.count + 1), retrace=retrace)
    made = f(State(A, 3))
    assert (made.x.tolist(), made.count) == ([2, 4], 4)


def test_a_compiled_method_acts_on_its_object() -> None:
    state = State(A)
    assert state.bump(B).tolist() == [11, 22]
    assert state.bump(A).tolist() == [2, 4]
    assert state.count == 2
    assert State.bump.stats.calls == state.bump.stats.calls == 2


@both
def test_methods_of_two_objects(retrace: str) -> None:
    class Scale(nn.Module):
        def __init__(self, k: float):
            self.k = k

        @ag.compile(retrace=retrace)
        def forward(self, x: Any) -> Any:
            return x * self.k

    one, two = Scale(1.0), Scale(2.0)
    assert [one(A).tolist(), two(A).tolist(), one(A).tolist()] == [[1, 2], [2, 4], [1, 2]]
    assert "multiply" in one.forward.graph(A)


def test_modules_are_arguments_and_are_compiled() -> None:
    one, two = nn.Dense(2, 1), nn.Dense(2, 1)
    f = ag.compile(lambda model, x: model(x))
    x = np.ones((1, 2), np.float32)
    for model in (one, two):
        np.testing.assert_allclose(f(model, x).numpy(), model(x).numpy(), rtol=1e-6)
        np.testing.assert_allclose(ag.compile(model)(x).numpy(), model(x).numpy(), rtol=1e-6)
    assert f.stats.paths == 1, "same shapes, same path"


def test_captured_tensors_may_be_replaced_between_calls() -> None:
    bag = {"w": np.float32([2]), "model": nn.Dense(1, 1)}

    @ag.compile
    def f(x: ag.Tensor) -> ag.Tensor:
        return bag["model"](x * bag["w"])

    for _ in range(3):
        bag["w"], bag["model"] = np.random.default_rng(0).normal(size=1).astype(np.float32), nn.Dense(1, 1)
        expected = bag["model"](bag["w"] * np.ones((1, 1), np.float32)).numpy()
        np.testing.assert_allclose(f(np.ones((1, 1), np.float32)).numpy(), expected, rtol=1e-6)
    assert f.stats.paths == 1


def test_a_signature_runs_the_python_once() -> None:
    seen: list[tuple[int, ...]] = []

    @ag.compile(retrace="signature")
    def f(x: ag.Tensor) -> ag.Tensor:
        seen.append(x.shape)
        return x + 1

    for n in (2, 3, 2, 3, 2):
        assert f(np.zeros(n)).tolist() == [1] * n
    assert seen == [(2,), (3,)]
    assert (f.stats.calls, f.stats.traces, f.stats.paths) == (5, 2, 2)


def test_a_training_step_by_signature_is_the_same() -> None:
    results = []
    for retrace in ("always", "signature"):
        p = nn.Parameter([1.0, -2.0])
        optimizer = optim.Adam([p], lr=0.1)

        @ag.compile(retrace=retrace)
        def step(x: ag.Tensor, p: Any = p, optimizer: Any = optimizer) -> ag.Tensor:
            loss = ((p * x - 1) ** 2).sum()
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            return loss

        losses = [float(step(A)) for _ in range(5)]
        assert p.grad is None
        results.append((losses, p.tolist()))
    assert results[0] == results[1]


def test_a_signature_cannot_branch_on_values() -> None:
    f = ag.compile(lambda x: x if float(x.sum()) > 0 else -x, retrace="signature", name="f")
    with pytest.raises(TraceError, match=r"the value of a tensor of float32\[\] was asked for") as error:
        f(A)
    assert 'retrace="always"' in error.value.hint
    assert "f = ag.compile(lambda x: x if float(x.sum())" in error.value.where.text  # where it was asked, not called


def test_a_signature_needs_arguments_it_can_look_up() -> None:
    f = ag.compile(lambda x, names: x, retrace="signature")
    with pytest.raises(ArgumentError, match="type set cannot be part of a signature"):
        f(A, {"a"})


@dataclasses.dataclass
class Doubled:
    x: Any
    more: Any = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        self.x = self.x * 2
        self.more = self.x + 1


@both
def test_a_dataclass_is_not_constructed_again(retrace: str) -> None:
    f = ag.compile(lambda d: (Doubled(d.x), d.more * 1), retrace=retrace)
    for _ in range(2):
        made, more = f(Doubled(A))
        assert (made.x.tolist(), made.more.tolist(), more.tolist()) == ([4, 8], [5, 9], [3, 5])


@dataclasses.dataclass(eq=False)
class Scaled(nn.Module):
    weight: Any
    factor = 2  # no field

    def forward(self, x: Any) -> Any:
        return x @ self.weight * self.factor


@both
def test_a_module_that_is_a_dataclass_is_the_module(retrace: str) -> None:
    module = Scaled(nn.Parameter(np.eye(2)))
    module.factor = 7
    f = ag.compile(lambda m, x: m(x), retrace=retrace)
    assert f(module, A).tolist() == [7, 14]


def test_a_list_that_is_passed_is_the_list() -> None:
    log: list[Any] = []
    counts = {"calls": 0}

    @ag.compile
    def f(x: Any, log: list[Any], counts: dict[str, int]) -> Any:
        log.append(float(x[1]))
        counts["calls"] += 1
        return x * 2

    for _ in range(2):
        f(A, log, counts)
    assert (log, counts) == ([2, 2], {"calls": 2})


class Stack(list[Any]):
    pass


@both
def test_classes_of_containers_are_kept(retrace: str) -> None:
    x = A.numpy()
    f = ag.compile(lambda c: c, retrace=retrace)
    ordered = f(collections.OrderedDict(a=x, b=1))
    assert type(ordered) is collections.OrderedDict and ordered["a"].tolist() == [1, 2]
    assert f(collections.defaultdict(list, a=x))["missing"] == []
    assert type(f(Stack([x]))) is Stack
    assert type(f(collections.Counter(a=x))) is collections.Counter
    g = ag.compile(lambda x, version: x * version[0], retrace=retrace)
    assert g(A, sys.version_info).tolist() == [sys.version_info[0] * k for k in [1, 2]]
    assert ag.compile(lambda x: (x.dtype, x), retrace=retrace)(A)[0] is ag.float32


@ag.compile
def named(x: Any) -> Any:
    return x * 2


@both
def test_compiled_functions_are_copied_and_pickled(retrace: str) -> None:
    class Net(nn.Module):
        def __init__(self) -> None:
            self.dense = nn.Dense(2, 1)
            self.fast = ag.compile(self.forward, retrace=retrace)

        def forward(self, x: Any) -> Any:
            return self.dense(x)

    net = Net()
    net.fast(A)
    twin = copy.deepcopy(net)
    for p in twin.parameters():
        p.assign(0 * p)
    assert twin.fast(A).tolist() == [0] and net.fast(A).tolist() == net(A).tolist() != [0]
    assert pickle.loads(pickle.dumps(named)) is named
    assert pickle.loads(pickle.dumps(ag.compile(np.square)))(A).tolist() == [1, 4]
