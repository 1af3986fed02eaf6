"""Models and optimizers on other devices: the same bits as on one CPU, and state that goes along."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import nn, optim

pytestmark = pytest.mark.compiler

IMAGES = np.random.default_rng(0).normal(size=(4, 1, 8, 8)).astype(np.float32)
LABELS = np.array([0, 2, 1, 2])
OPTIMIZERS = {
    "sgd": lambda p: optim.SGD(p, lr=0.1, momentum=0.9),
    "adam": lambda p: optim.Adam(p, lr=optim.schedules.cosine(1e-2, 10)),
    "lion": lambda p: optim.Lion(p, lr=1e-2),
}


@pytest.fixture(autouse=True)
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three CPU devices."""
    monkeypatch.setattr(ag.config, "cpu_devices", 3)


class Net(nn.Module):
    """A bit of everything, on one device or on two: the head may be elsewhere."""

    def __init__(self) -> None:
        self.conv, self.norm = nn.Conv2d(1, 4, 3, bias=False), nn.BatchNorm2d(4)
        self.drop, self.head = nn.Dropout(0.3), nn.Dense(36, 3)

    def forward(self, x: Any) -> ag.Tensor:
        x = F.max_pool2d(F.relu(self.norm(self.conv(x))), 2)
        return self.head(self.drop(x.flatten(1)).to(self.head.weight.device))


def made(devices: tuple[str, str] = ("cpu", "cpu")) -> Net:
    ag.random.seed(1)
    model = Net()
    model.to(devices[0])
    model.head.to(devices[1])
    return model


def trained(model: Net, optimizer: Any, steps: int = 3, retrace: str = "always", clip: bool = True) -> list[float]:
    def step(images: ag.Tensor, labels: ag.Tensor) -> ag.Tensor:
        y = model(images)
        loss = F.cross_entropy(y, labels.to(y.device))
        loss.backward()
        if clip:
            optim.clip_by_norm(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        return loss

    ag.random.seed(2)
    run = ag.compile(step, retrace=retrace)
    where = model.conv.weight.device
    return [float(run(ag.asarray(IMAGES, device=where), ag.asarray(LABELS))) for _ in range(steps)]


def values(state: dict[str, Any]) -> dict[str, np.ndarray[Any, Any]]:
    return {name: np.asarray(v) for name, v in state.items() if name != "lr"}


def same(one: dict[str, Any], other: dict[str, Any]) -> None:
    for (name, a), b in zip(values(one).items(), values(other).values(), strict=True):
        np.testing.assert_array_equal(a, b, name)


@pytest.mark.parametrize("retrace", ["always", "signature"])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_training_on_another_device_gives_the_same_bits(name: str, retrace: str) -> None:
    found = []
    for device in ("cpu", "cpu:1"):
        model = made((device, device))
        optimizer = OPTIMIZERS[name](model.parameters())
        losses = trained(model, optimizer, retrace=retrace)
        assert {v.device for v in [*model.parameters(), *model.buffers()]} == {device}
        assert {v.device for _, v in optimizer._variables()} == {device}
        found.append((losses, model.state_dict(), optimizer.state_dict()))
    assert found[0][0] == found[1][0]
    same(found[0][1], found[1][1])
    same(found[0][2], found[1][2])


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_layers_on_two_devices_learn_the_same(name: str) -> None:
    one, two = made(), made(("cpu:1", "cpu:2"))
    first, second = OPTIMIZERS[name](one.parameters()), OPTIMIZERS[name](two.parameters())
    np.testing.assert_allclose(trained(one, first, clip=False), trained(two, second, clip=False), rtol=1e-5)
    assert {p.device for p in two.parameters()} == {"cpu:1", "cpu:2"}
    for (key, a), b in zip(values(one.state_dict()).items(), values(two.state_dict()).values(), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-3, atol=1e-5, err_msg=key)
    kept = {(p.device, v.device) for g in second.groups for vs in g.state.values() for p, v in zip(g.parameters, vs)}
    assert kept <= {("cpu:1", "cpu:1"), ("cpu:2", "cpu:2")}


def test_clipping_over_two_devices() -> None:
    one, two = made(), made(("cpu:1", "cpu:2"))
    first, second = (trained(m, optim.SGD(m.parameters(), lr=1.0)) for m in (one, two))
    np.testing.assert_allclose(first, second, rtol=1e-5)


@pytest.mark.parametrize("retrace", ["always", "signature"])
def test_a_model_moves_in_the_middle_of_its_training(retrace: str) -> None:
    stays, goes = made(), made()
    first, second = OPTIMIZERS["adam"](stays.parameters()), OPTIMIZERS["adam"](goes.parameters())
    losses = trained(stays, first, 4)
    found = []

    def step(images: ag.Tensor, labels: ag.Tensor) -> ag.Tensor:
        y = goes(images)
        loss = F.cross_entropy(y, labels.to(y.device))
        loss.backward()
        optim.clip_by_norm(goes.parameters(), 1.0)
        second.step()
        second.zero_grad()
        return loss

    ag.random.seed(2)
    run = ag.compile(step, retrace=retrace)
    for device in ("cpu", "cpu:1", "cpu:1", "cpu:2"):
        assert goes.to(device) is goes
        found.append(float(run(ag.asarray(IMAGES, device=device), ag.asarray(LABELS))))
        assert second.steps.device == device
    assert found == losses
    same(stays.state_dict(), goes.state_dict())
    same(first.state_dict(), second.state_dict())


def test_gradients_move_with_their_parameters() -> None:
    layer = nn.Dense(3, 2)
    layer(ag.asarray(IMAGES[0, 0, :2, :3])).sum().backward()
    assert layer.weight.grad is not None
    before = layer.weight.grad.numpy()
    layer.to("cpu:1")
    assert layer.weight.grad.device == "cpu:1" and layer.weight.device == "cpu:1"
    np.testing.assert_array_equal(layer.weight.grad.numpy(), before)
    optim.SGD(layer.parameters(), lr=0.1).step()


def test_models_are_made_where_they_are_wanted() -> None:
    ag.random.seed(5)
    here = nn.LSTM(3, 4)
    ag.random.seed(5)
    with ag.device("cpu:1"):
        there = nn.LSTM(3, 4)
        optimizer = optim.Adam(there.parameters())
    assert {p.device for p in there.parameters()} == {v.device for _, v in optimizer._variables()} == {"cpu:1"}
    same(here.state_dict(), there.state_dict())
    x = ag.asarray(IMAGES[:, 0, :5, :3])
    run = ag.compile(lambda m, x: m(x)[0])
    assert run(there, x.to("cpu:1")).device == "cpu:1"
    np.testing.assert_array_equal(run(here, x).numpy(), run(there, x.to("cpu:1")).numpy())


def test_attention_with_dropout_on_another_device() -> None:
    q = ag.asarray(IMAGES, device="cpu:1")
    f = ag.compile(lambda q: F.scaled_dot_product_attention(q, q, q, is_causal=True, dropout_p=0.2))
    assert f(q).device == "cpu:1"


def test_a_compiled_module_on_a_device() -> None:
    model = ag.compile(nn.Sequential(nn.Dense(3, 2), nn.Relu()).to("cpu:1"), device="cpu:1")
    assert model(IMAGES[0, 0, :2, :3]).device == "cpu:1"
    assert {p.device for p in model.parameters()} == {"cpu:1"}
    outer = nn.Sequential(nn.Identity())
    outer.inner = model
    assert "inner.0.weight" in outer.state_dict()


def test_states_load_to_where_the_variables_are() -> None:
    here, there = made(), made(("cpu:1", "cpu:2"))
    trained(here, optimizer := OPTIMIZERS["adam"](here.parameters()))
    there.load_state_dict(here.state_dict())
    other = OPTIMIZERS["adam"](there.parameters())
    other.load_state_dict(optimizer.state_dict())
    assert (there.conv.weight.device, there.head.weight.device) == ("cpu:1", "cpu:2")
    same(here.state_dict(), there.state_dict())
    same(optimizer.state_dict(), other.state_dict())
    trained(there, other, clip=False)


def test_checkpoints_know_no_devices(tmp_path: Path) -> None:
    there = made(("cpu:1", "cpu:1"))
    optimizer = OPTIMIZERS["adam"](there.parameters())
    trained(there, optimizer)
    checkpoint = ag.io.Checkpoint(tmp_path)
    checkpoint.save(3, model=there, optimizer=optimizer, mean=ag.asarray(LABELS).to("cpu:2"))
    going_on = trained(there, optimizer)
    here = made()
    restored = OPTIMIZERS["adam"](here.parameters())
    saved = checkpoint.restore(model=here, optimizer=restored)
    assert saved is not None and saved["mean"].tolist() == LABELS.tolist()
    assert trained(here, restored) == going_on
    ag.save(tmp_path / "one.safetensors", {"w": there.conv.weight})
    np.testing.assert_array_equal(ag.load(tmp_path / "one.safetensors")["w"], there.conv.weight.numpy())


def test_copies_of_models_stay_where_they_are() -> None:
    model = made(("cpu:1", "cpu:2"))
    other = copy.deepcopy(model)
    assert [p.device for p in other.parameters()] == [p.device for p in model.parameters()]
    same(model.state_dict(), other.state_dict())
