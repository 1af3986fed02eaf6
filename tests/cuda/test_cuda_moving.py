"""What moves to a device and back: ops of one's own, every dtype, models in training, and checkpoints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import dtypes, io, nn, optim
from autograph.backends.cuda import DeviceArray
from autograph.errors import CompilerError

pytestmark = [pytest.mark.compiler, pytest.mark.usefixtures("cuda_device")]

X = np.random.default_rng(0).uniform(-1, 1, (6, 5)).astype(np.float32)
LABELS = np.arange(6) % 3


@ag.op
class Softsign(ag.Op):
    """x / (1 + |x|), by its scalar."""

    def scalar(self, f: Any, x: Any) -> Any:
        return x / (1 + f.abs(x))


@ag.op
class Scaled(ag.Op):
    """x times a number, by texts."""

    factor: float
    c = "for (int64_t k = first_of(out_size, share); k < end_of(out_size, share); k++) out[k] = (x_t)factor * x[k];"
    cuda = ag.Template(
        "for (int64_t k = first_thread(); k < out_size; k += all_threads()) out[k] = {{ factor }} * x[k];"
    )

    def numpy(self, x: Any) -> Any:
        return np.asarray(self.factor * x, x.dtype)

    def gradient(self, cotangent: ag.Tensor, output: ag.Tensor, x: ag.Tensor) -> ag.Tensor:
        return Scaled(self.factor)(cotangent)


@ag.op
class OnCpuAlone(ag.Op):
    """A text for the CPU alone."""

    c = "for (int64_t k = first_of(out_size, share); k < end_of(out_size, share); k++) out[k] = 2 * x[k];"

    def numpy(self, x: Any) -> Any:
        return 2 * x


@pytest.mark.parametrize("op", [Softsign(), Scaled(0.5)])
def test_ops_of_ones_own(op: Any) -> None:
    def loss(x: ag.Tensor) -> ag.Tensor:
        return (op(2 * x) * x).sum()

    value, slope = ag.compile(ag.value_and_grad(loss), device="cuda:0")(X)
    assert value.device == slope.device == "cuda:0"
    wanted, steep = ag.compile(ag.value_and_grad(loss))(X)
    np.testing.assert_allclose(value.numpy(), wanted.numpy(), rtol=1e-5)
    np.testing.assert_allclose(slope.numpy(), steep.numpy(), rtol=1e-5)


def test_a_text_that_is_missing_is_told() -> None:
    with pytest.raises(CompilerError) as caught:
        ag.compile(lambda x: OnCpuAlone()(x), device="cuda:0")(X)
    assert len(str(caught.value).splitlines()) == 3 and "cuda" in str(caught.value)


def test_every_dtype() -> None:
    every = (*dtypes.COMPUTED, *dtypes.HALVES)
    values = [np.arange(-20, 50).clip(0 if d.kind in ("uint", "bool") else None).astype(d.numpy) for d in every]
    there = [ag.asarray(v, device="cuda:0") for v in values]

    @ag.compile(device="cuda:0")
    def moved(*given: ag.Tensor) -> list[tuple[ag.Tensor, ...]]:
        return [(x[::-1], ag.concat([x, x]), ag.where(x == x, x, x)) for x in given]

    for dtype, expected, x, (turned, joined, chosen) in zip(every, values, there, moved(*there), strict=True):
        assert (x.device, x.dtype) == ("cuda:0", dtype)
        assert np.asarray(x).tobytes() == expected.tobytes() == x.to("cpu").numpy().tobytes(), dtype
        assert turned.numpy().tobytes() == expected[::-1].tobytes(), dtype
        assert joined.numpy().tobytes() == 2 * expected.tobytes(), dtype
        np.testing.assert_array_equal(chosen.numpy(), expected, err_msg=str(dtype))


class Net(nn.Module):
    def __init__(self) -> None:
        self.first, self.norm, self.second = nn.Dense(5, 8), nn.BatchNorm1d(8), nn.Dense(8, 3)

    def forward(self, x: ag.Tensor) -> ag.Tensor:
        return self.second(F.relu(self.norm(self.first(x))))


class Training:
    """A model, its optimizer and steps of them."""

    def __init__(self, make: Any, device: str, seed: int = 0) -> None:
        ag.random.seed(seed)
        self.model = Net().to(device)
        self.optimizer = make(self.model.parameters())

    def steps(self, count: int) -> list[float]:
        device = self.model.first.weight.device

        @ag.compile(device=device)
        def step(x: ag.Tensor, labels: ag.Tensor) -> ag.Tensor:
            loss = F.cross_entropy(self.model(x), labels)
            loss.backward()
            self.optimizer.step()
            self.optimizer.zero_grad()
            return loss

        return [float(step(X, LABELS)) for _ in range(count)]


MAKERS = {
    "SGD": lambda p: optim.SGD(p, lr=0.1, momentum=0.9),
    "Adam": lambda p: optim.Adam(p, lr=0.01),
    "AdamW": lambda p: optim.AdamW(p, lr=optim.schedules.cosine(0.01, 10), weight_decay=0.1),
}


@pytest.mark.parametrize("name", MAKERS)
def test_optimizers_go_there_and_back_in_the_midst_of_training(name: str) -> None:
    wanted = Training(MAKERS[name], "cpu").steps(6)
    moving = Training(MAKERS[name], "cpu")
    found = []
    for device in ("cpu", "cuda:0", "cpu"):
        moving.model.to(device)
        found += moving.steps(2)
        assert {p.device for p in moving.model.parameters()} == {device}
    np.testing.assert_allclose(found, wanted, rtol=1e-4)


@pytest.mark.parametrize(("saved", "loaded"), [("cuda:0", "cpu"), ("cpu", "cuda:0"), ("cuda:0", "cuda:0")])
def test_checkpoints_load_on_any_device(saved: str, loaded: str, tmp_path: Path) -> None:
    wanted = Training(MAKERS["Adam"], "cpu").steps(6)
    first = Training(MAKERS["Adam"], saved)
    begun = first.steps(3)
    kept = io.Checkpoint(tmp_path)
    kept.save(3, model=first.model, optimizer=first.optimizer)
    second = Training(MAKERS["Adam"], loaded, seed=1)
    kept.restore(model=second.model, optimizer=second.optimizer)
    assert {p.device for p in second.model.parameters()} == {loaded}
    assert isinstance(second.model.first.weight._value, DeviceArray) == (loaded != "cpu")
    np.testing.assert_allclose(begun + second.steps(3), wanted, rtol=1e-4)
