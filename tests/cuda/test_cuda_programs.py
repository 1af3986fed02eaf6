"""Whole programs on a device: every kernel, the launcher and all around it, against the interpreter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import config, golden, nn, optim, pipeline
from autograph.backends.cuda import DeviceArray
from autograph.frontend import Compiled, programs

pytestmark = pytest.mark.compiler

Array = np.ndarray[Any, Any]
NAMES = [p.name for p in golden.programs()]
#: What runs in a quick run: together they have every kind of kernel, and numbers that change from call to call.
QUICK = "causal_attention dropout_and_noise order_and_search recurrence own_kernel half_precision".split()


@pytest.fixture
def on_device(cuda_device: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the frontend compiles runs on the device, and comes back to the host."""
    calls = []

    def compiled(graph: Any, lines: Any, threads: Any, device: str) -> Any:
        run, cost = pipeline.compiled(graph, lines, threads, cuda_device)

        def call(inputs: Sequence[Array], scalars: Sequence[float]) -> list[Array]:
            made = run(inputs, scalars)
            assert all(isinstance(a, DeviceArray) and a.device == cuda_device for a in made)
            calls.append(len(made))
            return [np.asarray(a) for a in made]

        return call, cost

    monkeypatch.setattr(programs, "_compiled", compiled)
    yield
    assert calls, "nothing ran on the device"


def check(run: Callable[[], Sequence[Array]], monkeypatch: pytest.MonkeyPatch, tolerance: float) -> None:
    """What it computes on the device is what the interpreter does."""
    made = run()
    monkeypatch.setattr(config, "mode", "interpret")
    for got, expected in zip(made, run()):
        assert (got.shape, got.dtype) == (expected.shape, expected.dtype)
        if expected.dtype.kind != "f":
            assert np.array_equal(got, expected)
            continue
        # Sums in another order, rounded to float16: neighbours where the exact value lies between two of them.
        steps = {"float64": 1e-11, "float16": float(np.finfo(np.float16).eps)}
        relative = steps.get(expected.dtype.name, tolerance)
        np.testing.assert_allclose(got, expected, rtol=relative, atol=relative * max(1.0, np.abs(expected).max()))


@pytest.mark.parametrize("name", [n if n in QUICK else pytest.param(n, marks=pytest.mark.slow) for n in NAMES])
def test_golden_programs(name: str, on_device: None, monkeypatch: pytest.MonkeyPatch) -> None:
    program = next(p for p in golden.programs() if p.name == name)

    def run() -> list[Array]:
        result = Compiled(program.function)(*program.arguments())
        return [t.numpy() for t in (result if isinstance(result, tuple) else (result,))]

    # Adam's first step is lr · sign(g): where g is rounding alone its sign is, too.
    check(run, monkeypatch, 2.5e-3 if "adam" in name else 5e-5)


class Transformer(nn.Module):
    """One block of a GPT, and the embedding around it."""

    def __init__(self) -> None:
        self.tokens = nn.Embedding(19, 24)
        self.norm = nn.LayerNorm(24)
        self.mix = nn.Dense(24, 72)
        self.out = nn.Dense(24, 24)
        self.wide = nn.Dense(24, 48)
        self.narrow = nn.Dense(48, 24)

    def forward(self, ids: Any) -> Any:
        x = self.tokens(ids)
        q, k, v = (t.reshape(3, 7, 2, 12).transpose(0, 2, 1, 3) for t in ag.split(self.mix(self.norm(x)), 3, axis=-1))
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out(mixed.transpose(0, 2, 1, 3).reshape(3, 7, 24))
        x = x + self.narrow(F.gelu(self.wide(self.norm(x))))
        return x @ self.tokens.weight.T


class Recurrent(nn.Module):
    """An LSTM over the words, and a classifier of its last state."""

    def __init__(self) -> None:
        self.tokens = nn.Embedding(19, 10)
        self.cells = nn.LSTM(10, 12)
        self.last = nn.Dense(12, 19)

    def forward(self, ids: Any) -> Any:
        return self.last(self.cells(self.tokens(ids))[0])


class LeNet5(nn.Module):
    """As in examples/mnist_lenet5.py."""

    def __init__(self) -> None:
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.dense1, self.dense2, self.dense3 = nn.Dense(256, 128), nn.Dense(128, 84), nn.Dense(84, 10)

    def forward(self, x: Any) -> Any:
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.dense3(F.relu(self.dense2(F.relu(self.dense1(x.flatten(1))))))


def words() -> tuple[Array, Array]:
    ids = np.random.default_rng(0).integers(0, 19, (3, 8))
    return ids[:, :-1], ids[:, 1:]


def images() -> tuple[Array, Array]:
    random = np.random.default_rng(0)
    return random.uniform(0, 1, (3, 1, 28, 28)).astype(np.float32), random.integers(0, 10, 3)


@pytest.mark.parametrize(("make", "batch"), [(LeNet5, images), (Transformer, words), (Recurrent, words)])
def test_training(
    make: Callable[[], nn.Module],
    batch: Callable[[], tuple[Array, Array]],
    on_device: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run() -> list[Array]:
        ag.random.seed(0)
        model = make()
        optimizer = optim.SGD(model.parameters(), lr=0.01, momentum=0.5)

        @ag.compile
        def step(x: Any, y: Any) -> Any:
            logits = model(x)
            loss = F.cross_entropy(logits.reshape((-1, logits.shape[-1])), y.flatten())
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            return loss

        losses = [step(*batch()).numpy() for _ in range(6)]
        assert losses[-1] < losses[0]
        return [*losses, *(p.numpy() for p in model.parameters())]

    check(run, monkeypatch, 1e-3)
