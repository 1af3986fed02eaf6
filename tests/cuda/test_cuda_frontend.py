"""What users write for a GPU, on a device that is no GPU: tensors, functions, models and optimizers of "cuda:0"."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
from host_gpu import HostGpu

import autograph as ag
import autograph.nn.functional as F
from autograph import nn, optim
from autograph.backends.cuda import DeviceArray
from autograph.errors import DeviceError

pytestmark = pytest.mark.compiler

X = np.arange(12, dtype=np.float32).reshape(4, 3) / 8 - 0.5
LABELS = np.array([0, 1, 1, 0])


@pytest.fixture(autouse=True)
def gpus(cuda_on_cpu: list[HostGpu]) -> list[HostGpu]:
    """Two of them."""
    return cuda_on_cpu


def test_values_there_and_back(gpus: list[HostGpu]) -> None:
    assert ag.devices() == ["cpu", "cuda:0", "cuda:1"]
    x = ag.asarray(X, device="cuda")
    assert x.device == "cuda:0" and isinstance(x._value, DeviceArray)
    assert x.to("cuda:1").to("cpu").tolist() == X.tolist()
    assert x[0, 0].item() == X[0, 0] and x.shape == (4, 3)
    assert "device='cuda:0'" in repr(x) and copy.deepcopy(x).device == "cuda:0"
    assert x.__dlpack_device__() == (2, 0)
    np.testing.assert_array_equal(np.asarray(x), X)
    np.testing.assert_array_equal(np.from_dlpack(x.to("cpu")), X)


def test_operations_at_once_are_programs_of_the_device(gpus: list[HostGpu]) -> None:
    x = ag.asarray(X, device="cuda:0")
    before = gpus[0].kernels
    y = ag.exp(x) * 2.0 + ag.ones(3)
    assert y.device == "cuda:0" and gpus[0].kernels > before and gpus[1].kernels == 0
    np.testing.assert_allclose(y.numpy(), np.exp(X) * 2 + 1, rtol=1e-6)
    with pytest.raises(DeviceError, match="float32\\[4, 3\\] on cuda:0"):
        y + ag.asarray(X)


def test_another_batch_size_finds_its_kernels() -> None:
    rows, sums = ag.compile(lambda x: F.softmax(x)), ag.compile(lambda x: (x * x).mean(axis=-1))
    for batch in (100, 131, 37):
        x = np.random.default_rng(batch).standard_normal((batch, 30)).astype(np.float32)
        e = np.exp(x - x.max(1, keepdims=True))
        np.testing.assert_allclose(rows(ag.asarray(x, device="cuda:0")), e / e.sum(1, keepdims=True), rtol=1e-5)
        np.testing.assert_allclose(sums(ag.asarray(x, device="cuda:0")), (x * x).mean(1), rtol=1e-5)
    assert rows.stats.compilations == sums.stats.compilations == 1


def test_derivatives_at_once() -> None:
    w = ag.tensor(X, device="cuda:0", requires_grad=True)
    (ag.tanh(w) * 3.0).sum().backward()
    assert w.grad is not None and w.grad.device == "cuda:0"
    np.testing.assert_allclose(w.grad.numpy(), 3 * (1 - np.tanh(X) ** 2), rtol=1e-5)


class Net(nn.Module):
    def __init__(self) -> None:
        self.first, self.drop, self.second = nn.Dense(3, 8), nn.Dropout(0.25), nn.Dense(8, 2)

    def forward(self, x: Any) -> ag.Tensor:
        x = self.drop(F.relu(self.first(x)))
        return self.second(x.to(self.second.weight.device))


def trained(devices: tuple[str, str], retrace: str = "always") -> tuple[list[float], Net]:
    ag.random.seed(1)
    model = Net()
    model.to(devices[0])
    model.second.to(devices[1])
    optimizer = optim.Adam(model.parameters(), lr=1e-2)

    @ag.compile(device=devices[0], retrace=retrace)
    def step(x: ag.Tensor, labels: ag.Tensor) -> ag.Tensor:
        y = model(x)
        loss = F.cross_entropy(y, labels.to(y.device))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return loss

    return [float(step(X, LABELS)) for _ in range(3)], model


@pytest.mark.parametrize("retrace", ["always", "signature"])
@pytest.mark.parametrize("devices", [("cuda:0", "cuda:0"), ("cuda:0", "cuda:1"), ("cpu", "cuda:1")])
def test_training(devices: tuple[str, str], retrace: str, gpus: list[HostGpu]) -> None:
    wanted, plain = trained(("cpu", "cpu"))
    found, model = trained(devices, retrace)
    np.testing.assert_allclose(found, wanted, rtol=1e-5)
    assert [p.device for p in model.parameters()] == [devices[0]] * 2 + [devices[1]] * 2
    for p, q in zip(model.parameters(), plain.parameters()):
        np.testing.assert_allclose(p.numpy(), q.numpy(), rtol=1e-3, atol=1e-5)
    assert [g.kernels > 0 for g in gpus] == ["cuda:0" in devices, "cuda:1" in devices]


def test_values_asked_for_on_the_way() -> None:
    def f(x: ag.Tensor) -> ag.Tensor:
        y = ag.exp(x)
        return y * 2.0 if y.sum() > 1 else y

    y = ag.compile(f)(ag.asarray(X, device="cuda:0"))
    np.testing.assert_allclose(y.numpy(), 2 * np.exp(X), rtol=1e-6)


def test_what_is_shown() -> None:
    f = ag.compile(lambda x: ag.exp(x.to("cuda:0")), name="f")
    assert {k.device for k in f.kernels(X)} == {"cuda:0"}
    assert "Program 1 of 1, on cuda:0." in f.source(X) and "__global__" in f.source(X)
    f(X)
    assert "= program on cuda:0: 1 kernels" in str(f.explain())
