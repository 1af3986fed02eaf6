"""Where new values go: `with device`, functions on a device, copies, random numbers, other libraries."""

from __future__ import annotations

import copy
import pickle
import threading
from typing import Any

import numpy as np
import pytest
from ways import Way

import autograph as ag

X = np.arange(6, dtype=np.float32).reshape(2, 3) / 4 - 0.5
W = np.array([[1, -2], [0.5, 3], [-1, 0.25]], np.float32)


@pytest.fixture(autouse=True)
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three CPU devices."""
    monkeypatch.setattr(ag.config, "cpu_devices", 3)


def test_where_new_values_go(way: Way) -> None:
    def f(x: ag.Tensor) -> Any:
        with ag.device("cpu:1"):
            made = [ag.zeros(2), ag.ones(2), ag.full(2, 3.0), ag.arange(3), ag.linspace(0, 1, 3), ag.eye(2)]
            made += [ag.asarray([1.0, 2.0]), ag.asarray(X), ag.random.uniform((2,)), ag.tensor([1.0])]
            return made, [ag.zeros(2, device="cpu:2"), ag.zeros_like(x), x, x + 1], x * 2.0

    made, others, doubled = way(f)(ag.asarray(X, device="cpu:2"))
    assert {t.device for t in made} == {"cpu:1"}
    assert {t.device for t in [*others, doubled]} == {"cpu:2"}
    assert ag.zeros(2).device == "cpu"


def test_places_nest_and_end_with_an_error() -> None:
    with ag.device("cpu:1"):
        with pytest.raises(ZeroDivisionError), ag.device("cpu:2"):
            assert ag.zeros(1).device == "cpu:2"
            raise ZeroDivisionError
        assert ag.zeros(1).device == "cpu:1"
        assert ag.__array_namespace_info__().default_device() == "cpu:1"
    assert ag.zeros(1).device == "cpu"


def test_a_thread_has_a_place_of_its_own() -> None:
    found: list[str] = []
    with ag.device("cpu:1"):
        thread = threading.Thread(target=lambda: found.append(ag.asarray([1.0]).device))
        thread.start()
        thread.join()
    assert found == ["cpu"]


def test_functions_on_a_device(way: Way) -> None:
    v = ag.Parameter(W[0], device="cpu:1")

    @ag.compile(device="cpu:1", name="there")
    def f(x: ag.Tensor, *, others: Any) -> Any:
        return (x @ others["w"]) * v + ag.ones(2) + np.float32(1), x

    found, x = way(lambda *a, **k: f(*a, **k))(X, others={"w": ag.asarray(W), "name": "w"})
    assert (f.name, found.device, x.device) == ("there", "cpu:1", "cpu:1")
    np.testing.assert_allclose(found.numpy(), (X @ W) * W[0] + 2, rtol=1e-6)


def test_derivatives_pass_the_door_of_a_function_on_a_device() -> None:
    x = ag.tensor(X, requires_grad=True)
    f = ag.compile(lambda x: (x * x).sum(), device="cpu:2")
    f(x).backward()
    assert x.grad is not None and x.grad.device == "cpu"
    np.testing.assert_array_equal(x.grad.numpy(), 2 * X)


def test_copies_and_pickles() -> None:
    for made in (ag.asarray(X).to("cpu:1"), ag.Parameter(X, device="cpu:1"), ag.tensor(X, requires_grad=True)):
        for other in (copy.deepcopy(made), copy.copy(made), pickle.loads(pickle.dumps(made))):
            assert type(other) is type(made) and other.device == made.device
            assert other.requires_grad == made.requires_grad and other.tolist() == made.tolist()
    number = pickle.loads(pickle.dumps(ag.zeros(3)))
    assert (ag.asarray(X).to("cpu:1") + number).device == "cpu:1"


def test_exchange_with_others() -> None:
    there = ag.asarray(X).to("cpu:1")
    assert there.__dlpack_device__() == (1, 0)
    np.testing.assert_array_equal(np.from_dlpack(there), X)
    assert ag.from_dlpack(X, device="cpu:2").device == "cpu:2"
    assert ag.from_dlpack(there, device="cpu").device == "cpu"
    assert np.add(there, 1).device == "cpu:1"  # type: ignore[attr-defined]
    assert ag.astype(there, ag.float64, device="cpu").device == "cpu"


def test_sets_and_searches_stay(way: Way) -> None:
    x = ag.asarray([3.0, 1.0, 3.0], device="cpu:1")
    assert {t.device for t in ag.unique_all(x)} == {"cpu:1"}
    assert way(lambda x: ag.take(x, [0, 2], axis=0))(x).device == "cpu:1"


@pytest.mark.parametrize("device", ["cpu", "cpu:1"])
def test_random_numbers_are_the_same_everywhere(way: Way, device: str) -> None:
    def draw() -> Any:
        with ag.device(device):
            return ag.random.normal((5,)), ag.random.permutation(7), ag.random.bernoulli(0.5, (3,))

    ag.random.seed(3)
    wanted = draw()
    ag.random.seed(3)
    with ag.device("cpu:2"):  # where the state does not go
        generator = ag.random.Generator(3)
    assert generator._state.device == "cpu"
    for found, expected in zip(way(draw)(), wanted):
        assert found.device == device
        np.testing.assert_allclose(found.numpy(), expected.numpy(), rtol=1e-6)
    logits = ag.asarray(X).to("cpu:1")
    assert way(lambda x: ag.random.categorical(x))(logits).device == "cpu:1"
