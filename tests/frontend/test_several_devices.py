"""Values on several devices: virtual CPUs stand for others, and everything means what it means on one."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from ways import Way

import autograph as ag
from autograph.backends import backend
from autograph.backends.c import virtual
from autograph.errors import AutographError, DeviceError, TraceError

X = np.arange(6, dtype=np.float32).reshape(2, 3) / 4 - 0.5
W = np.array([[1, -2], [0.5, 3], [-1, 0.25]], np.float32)


@pytest.fixture(autouse=True)
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three CPU devices."""
    monkeypatch.setattr(ag.config, "cpu_devices", 3)


def refused(call: Callable[[], Any], kind: type[AutographError], what: str, hint: str) -> None:
    """The error has three lines, the second of which is in this file."""
    with pytest.raises(kind) as caught:
        call()
    lines = str(caught.value).split("\n")
    assert len(lines) == 3 and what in lines[0] and "test_several_devices.py" in lines[1] and hint in lines[2], lines


def test_devices() -> None:
    assert ag.devices()[:3] == ["cpu", "cpu:1", "cpu:2"]
    x = ag.asarray(X)
    there = x.to("cpu:1")
    assert (x.device, there.device, there.to("cpu:1")) == ("cpu", "cpu:1", there)
    assert there.shape == (2, 3) and there.dtype is ag.float32
    assert repr(there).endswith("float32, device='cpu:1')")
    assert isinstance(there.numpy(), np.ndarray) and not there.numpy().flags.writeable
    np.testing.assert_array_equal(there.numpy(), X)
    np.testing.assert_array_equal(np.asarray(there.to("cpu:2").to("cpu")), X)
    assert there[0].tolist() == X[0].tolist() and float(there[1, 2]) == X[1, 2]


def test_a_value_has_memory_of_its_own_on_each_device() -> None:
    array = X.copy()
    there = ag.asarray(array).to("cpu:1")
    back = there.to("cpu")
    array[...] = 7
    assert there.tolist() == back.tolist() == X.tolist()
    assert not np.may_share_memory(there.numpy(), back.numpy())


def test_operations_run_where_their_operands_are(way: Way) -> None:
    run = way(lambda x, w: (ag.exp(x @ w) * 2 + 1, x.sum(0), x[:, 1]))
    x, w = ag.asarray(X), ag.asarray(W)
    for here, there in zip(run(x, w), run(x.to("cpu:1"), w.to("cpu:1"))):
        assert (here.device, there.device) == ("cpu", "cpu:1")
        np.testing.assert_array_equal(here.numpy(), there.numpy())


def test_numbers_constants_and_arrays_join_what_is_there(way: Way) -> None:
    def f(x: ag.Tensor) -> Any:
        made = x * 2 + ag.ones(3) + ag.arange(3.0) - ag.zeros((2, 3)) * ag.asarray(2.0)
        return made + X, np.float32(2) * made, made[[1, 0]], ag.where(made > 0, made, 0), ag.zeros_like(made)

    for here, there in zip(way(f)(ag.asarray(X)), way(f)(ag.asarray(X).to("cpu:2"))):
        assert (here.device, there.device) == ("cpu", "cpu:2")
        np.testing.assert_array_equal(here.numpy(), there.numpy())


def test_values_go_from_one_device_to_another(way: Way) -> None:
    def f(x: ag.Tensor, w: ag.Tensor) -> Any:
        h = ag.exp(x @ w).to("cpu:1")
        y = (h * h.sum()).to("cpu:2") + 1
        return h, y, y.to("cpu").sum() + x.sum(), x.to("cpu:1")

    found = way(f)(ag.asarray(X), ag.asarray(W))
    assert [t.device for t in found] == ["cpu:1", "cpu:2", "cpu", "cpu:1"]
    h = np.exp(X @ W)
    wanted = h, h * h.sum() + 1, (h * h.sum() + 1).sum() + X.sum(), X
    for t, array in zip(found, wanted):
        np.testing.assert_allclose(t.numpy(), array, rtol=1e-5)


def test_derivatives_come_back(way: Way) -> None:
    def loss(x: ag.Tensor, w: ag.Tensor, v: ag.Tensor) -> ag.Tensor:
        h = ag.tanh((x @ w).to("cpu:1") * v)
        return (h.to("cpu:2") * 3).sum().to("cpu") + (w * w).sum()

    args = [ag.tensor(a.astype(np.float64)) for a in (X, W, W[:2])]
    args[2] = args[2].to("cpu:1")
    slopes = way(lambda *a: ag.grad(loss, (0, 1, 2))(*a))(*args)
    assert [s.device for s in slopes] == ["cpu", "cpu", "cpu:1"]
    step = 1e-6
    for k, (a, slope) in enumerate(zip(args, slopes)):
        direction = np.random.default_rng(k).normal(size=a.shape)

        def at(t: float, k: int = k, a: ag.Tensor = a, direction: Any = direction) -> float:
            moved = ag.asarray(a.numpy() + t * direction, device=a.device)
            return float(loss(*[moved if i == k else other for i, other in enumerate(args)]))

        assert (at(step) - at(-step)) / (2 * step) == pytest.approx(float((slope.numpy() * direction).sum()), rel=1e-6)


def test_backward_fills_gradients_where_the_tensors_are(way: Way) -> None:
    w = ag.tensor(W, requires_grad=True)
    v = ag.tensor(W[0], device="cpu:1", requires_grad=True)
    assert v.device == "cpu:1"

    def step(x: ag.Tensor) -> ag.Tensor:
        loss = (ag.tanh(x @ w).to("cpu:1") * v).sum()
        loss.backward()
        return loss

    assert way(step)(ag.asarray(X)).device == "cpu:1"
    assert w.grad is not None and v.grad is not None and (w.grad.device, v.grad.device) == ("cpu", "cpu:1")
    th = np.tanh(X @ W)
    np.testing.assert_allclose(v.grad.numpy(), th.sum(0), rtol=1e-5)
    np.testing.assert_allclose(w.grad.numpy(), X.T @ ((1 - th**2) * W[0]), rtol=1e-5)


@pytest.mark.compiler
def test_backward_of_what_a_compiled_function_returned() -> None:
    w = ag.tensor(W, requires_grad=True)
    y = ag.compile(lambda x: ag.exp(x @ w * 0.5).to("cpu:1"))(ag.asarray(X))
    (y * 2.0).sum().backward()
    assert w.grad is not None
    np.testing.assert_allclose(w.grad.numpy(), X.T @ np.exp(X @ W * 0.5), rtol=1e-5)


def test_higher_derivatives(way: Way) -> None:
    cube = lambda x: (x.to("cpu:1") ** 3).to("cpu")  # noqa: E731
    found = way(ag.grad(ag.grad(cube)))(ag.asarray(2.0))
    assert float(found) == pytest.approx(12)
    value, slope = way(lambda x: ag.jvp(cube, (x,), (x,)))(ag.asarray(2.0))
    assert (float(value), float(slope)) == pytest.approx((8, 24))


def test_rules_of_derivatives(way: Way) -> None:
    f = ag.checkpoint(lambda x, v: ag.exp(ag.tanh(x).to("cpu:1") * v))

    @ag.custom_gradient
    def halved(x: ag.Tensor) -> Any:
        return x * 1.0, lambda g: g * 0.5

    def loss(x: ag.Tensor, v: ag.Tensor) -> ag.Tensor:
        return halved(f(x, v)).to("cpu").sum()

    dx, dv = way(lambda x, v: ag.grad(loss, (0, 1))(x, v))(ag.asarray(X), ag.asarray(X).to("cpu:1"))
    assert (dx.device, dv.device) == ("cpu", "cpu:1")
    e = np.exp(np.tanh(X) * X) / 2
    np.testing.assert_allclose(dv.numpy(), e * np.tanh(X), rtol=1e-5)
    np.testing.assert_allclose(dx.numpy(), e * X * (1 - np.tanh(X) ** 2), rtol=1e-4, atol=1e-6)


def test_signatures_tell_devices_apart() -> None:
    f = ag.compile(lambda x: x.to("cpu:1") * 2, retrace="signature")
    for device in ("cpu", "cpu:1", "cpu:2", "cpu"):
        for k in range(2):
            found = f(ag.asarray(X + k, device=device))
            assert found.device == "cpu:1" and found.tolist() == (2 * (X + k)).tolist()
    assert f.stats.traces == 3


@pytest.mark.parametrize("retrace", ["always", "signature"])
def test_variables_that_moved_are_met_where_they_are(retrace: str) -> None:
    layer = ag.nn.Dense(3, 2)
    f = ag.compile(lambda x: layer(x), retrace=retrace)
    first = f(ag.asarray(X))
    layer.to("cpu:1")
    second = f(ag.asarray(X).to("cpu:1"))
    assert second.device == "cpu:1"
    np.testing.assert_array_equal(first.numpy(), second.numpy())
    refused(lambda: f(ag.asarray(X)), DeviceError, "different devices: float32[2, 3] on cpu,", ".to(")


def test_variables_that_do_not_all_fit_stay_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    layer, put, count = ag.nn.Dense(3, 2), virtual.put, itertools.count(1)

    def full(value: Any, device: str) -> Any:
        if next(count) == 2:
            raise DeviceError("no room", hint="free some")
        return put(value, device)

    monkeypatch.setattr(backend("cpu:1"), "put", full)
    with pytest.raises(DeviceError, match="no room"):
        layer.to("cpu:1")
    assert [p.device for p in layer.parameters()] == ["cpu", "cpu"]


def test_calls_of_signatures_that_moved_are_forgotten() -> None:
    layer = ag.nn.Dense(3, 2)
    f = ag.compile(lambda x: layer(x.to(layer.weight.device)), retrace="signature")
    for device in ("cpu:1", "cpu:2", "cpu") * 2:
        layer.to(device)
        assert f(ag.asarray(X)).device == device
    assert [len(kept) for kept in f._calls._replays.values()] == [1]


def test_values_asked_for_on_the_way(way: Way) -> None:
    def f(x: ag.Tensor) -> Any:
        y = ag.exp(x.to("cpu:1"))
        ones = ag.ones(3) * 2.0
        if y.sum() > 1:
            y = y * ones
        return y + y.max().item(), y.numpy(), ag.nonzero(y > 2), y[y > 2]

    y, array, places, picked = way(f)(ag.asarray(X))
    np.testing.assert_allclose(array, 2 * np.exp(X), rtol=1e-6)
    np.testing.assert_allclose(y.numpy(), array + array.max(), rtol=1e-6)
    assert {t.device for t in (y, *places, picked)} == {"cpu:1"}
    np.testing.assert_array_equal(picked.numpy(), array[array > 2])


def test_variables() -> None:
    v = ag.Variable(X, device="cpu:1")
    p = ag.Parameter(ag.asarray(X).to("cpu:2"))
    assert (v.device, p.device) == ("cpu:1", "cpu:2")
    v.assign(X + 1)
    assert v.device == "cpu:1" and v.tolist() == (X + 1).tolist()
    v.assign(p)
    assert v.device == "cpu:1" and v.tolist() == X.tolist()
    ag.compile(lambda x: v.assign(x * 2))(ag.asarray(X))
    assert v.device == "cpu:1" and v.tolist() == (2 * X).tolist()
    with ag.device("cpu:1"):
        assert ag.Variable(X).device == "cpu:1" and ag.Parameter(p).device == "cpu:2"
    assert ag.asarray(v, device="cpu").tolist() == v.tolist()


def test_one_value_for_two_variables_is_not_shared() -> None:
    a, b = ag.Variable(X, device="cpu:1"), ag.Variable(X, device="cpu:1")

    @ag.compile
    def f(x: ag.Tensor) -> ag.Tensor:
        y = (x * 2).to("cpu:1")
        a.assign(y)
        b.assign(y)
        return y

    y = f(ag.asarray(X))
    arrays = [a.numpy(), b.numpy(), y.numpy()]
    assert not any(np.may_share_memory(p, q) for k, p in enumerate(arrays) for q in arrays[:k])


def test_an_error_leaves_variables_on_all_devices_as_they_were() -> None:
    a, b = ag.Variable(X), ag.Variable(X, device="cpu:1")

    @ag.compile
    def f(x: ag.Tensor, k: ag.Tensor) -> ag.Tensor:
        a.assign(x * 2)
        b.assign(x * 3)
        return ag.take(x.to("cpu:1"), k.to("cpu:1"), 0)

    with pytest.raises(ag.errors.RangeError):
        f(ag.asarray(X), ag.asarray([5]))
    assert a.tolist() == b.tolist() == X.tolist()


def test_calls_at_once_from_several_threads() -> None:
    w = ag.Parameter(W)
    f = ag.compile(lambda x: ((x @ w).to("cpu:1") * 2).to("cpu:2"))
    found: dict[int, Any] = {}

    def call(k: int) -> None:
        for _ in range(20):
            found[k] = f(ag.asarray(X + k)).numpy()

    threads = [threading.Thread(target=call, args=(k,)) for k in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    for k in range(4):
        np.testing.assert_allclose(found[k], 2 * ((X + k) @ W), rtol=1e-5)


def test_a_nan_is_found_on_its_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ag.config, "nan_guard", True)
    f = ag.compile(lambda x: ag.log(x.to("cpu:1")) * 2)
    with pytest.raises(ag.errors.NonFiniteError, match="log of float32"):
        f(ag.asarray(X))


def test_what_is_refused() -> None:
    x, p = ag.asarray(X), ag.Parameter(X)
    there, more = x.to("cpu:1"), "AUTOGRAPH_CPU_DEVICES"
    what = "add of operands on different devices: float32[2, 3] on cpu, float32[2, 3] on cpu:1"
    refused(lambda: x + there, DeviceError, what, ".to('cpu')")
    refused(lambda: ag.compile(lambda a, b: a @ b)(x, ag.asarray(W, device="cpu:2")), DeviceError, "matmul of", ".to(")
    refused(lambda: x.to("cpu:7"), DeviceError, "no device 'cpu:7' here, only cpu, cpu:1, cpu:2", more)
    refused(lambda: x.to("gpu"), DeviceError, "no device 'gpu'", "cpu, cpu:1")
    refused(lambda: ag.zeros(2, device="tpu"), DeviceError, "no device 'tpu'", "cpu, cpu:1")
    refused(lambda: ag.compile(abs, device="cpu:9"), DeviceError, "no device 'cpu:9'", more)
    refused(lambda: ag.device("cpu:9").__enter__(), DeviceError, "no device 'cpu:9'", more)
    refused(lambda: p.to("cpu:1"), DeviceError, "Parameter of float32[2, 3] .to('cpu:1')", "ag.asarray(p, device=")
    assert p.to("cpu") is p

    def grad() -> None:
        p.grad = there

    refused(grad, DeviceError, ".grad = float32[2, 3] on cpu:1 for float32[2, 3]", "device must be the same")
    layer = ag.nn.Dense(3, 2)
    refused(lambda: ag.compile(lambda: layer.to("cpu:1"))(), TraceError, "moved to cpu:1 in a compiled call", "before")
    refused(lambda: layer.to("cpu:8"), DeviceError, "no device 'cpu:8'", "AUTOGRAPH_CPU_DEVICES")
