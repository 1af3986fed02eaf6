"""Two ways to run, one meaning (D1), and the same bits for any number of threads (D15)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import config, nn, optim

pytestmark = pytest.mark.compiler

RNG = np.random.default_rng(5)
X = RNG.normal(size=(3, 4))
Y = RNG.normal(size=(4, 2))
IMAGES = RNG.permutation(2 * 1 * 8 * 8).reshape(2, 1, 8, 8) / 20.0
KERNEL = RNG.normal(size=(3, 1, 3, 3))

FUNCTIONS: dict[str, tuple[Callable[..., ag.Tensor], np.ndarray[Any, Any]]] = {
    "chain": (lambda x: (ag.tanh(x) * ag.exp(-x * x) + ag.sin(x) / (x * x + 1)).sum(), X),
    "broadcast": (lambda x: ((x - x[0]) * x[:, 1:2] + x.T[0:1, 0]).sum(), X),
    "reductions": (lambda x: (x.max(1) * x.min(1) + x.mean(1) ** 2).sum() + x.sum() ** 2, X),
    "matmul": (lambda x: ag.exp((x @ Y) * 0.3).sum() + (x.T @ x * x.sum()).sum(), X),
    "softmax": (lambda x: (F.softmax(x) * F.log_softmax(x) * x).sum(), X),
    "cross_entropy": (lambda x: F.cross_entropy(x * x, np.array([0, 3, 1])), X),
    "movement": (lambda x: (x.reshape(4, 3) @ x[:, ::-1] * ag.pad(x, ((1, 0), (0, 0)))).sum(), X),
    "where": (lambda x: ag.where(x > 0, x * x * x, ag.exp(x)).sum() + ag.maximum(x, 0.1).sum() + ag.abs(x).sum(), X),
    "convolution": (lambda x: (F.conv2d(x, KERNEL.astype(x.dtype.numpy), padding=1, stride=2) ** 3).sum(), IMAGES),
    "kernel": (lambda w: (F.conv2d(IMAGES.astype(w.dtype.numpy), w, np.ones(3)) ** 2).mean(), KERNEL),
    "pooling": (lambda x: (F.max_pool2d(x * x, 3, 2, padding=1) ** 2).sum(), IMAGES),
}


@pytest.fixture
def interpreted() -> Iterator[None]:
    config.mode = "interpret"
    yield
    config.mode = "compile"


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("order", [0, 1, 2])
def test_eager_interpreted_and_compiled_agree(name: str, order: int, monkeypatch: pytest.MonkeyPatch) -> None:
    f, x = FUNCTIONS[name]
    weight = ag.asarray(np.cos(np.arange(x.size)).reshape(x.shape))
    first = ag.grad(f)
    wanted = (f, first, ag.grad(lambda v: (first(v) * weight).sum()))[order]
    eager = wanted(ag.asarray(x)).numpy()
    np.testing.assert_allclose(ag.compile(wanted)(x).numpy(), eager, rtol=1e-9, atol=1e-9)
    monkeypatch.setattr(config, "mode", "interpret")
    np.testing.assert_allclose(ag.compile(wanted)(x).numpy(), eager, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_float32_agrees(name: str) -> None:
    f, x = FUNCTIONS[name]
    x32 = ag.asarray(x.astype(np.float32))
    slope = ag.grad(f)
    for g in (f, slope):
        np.testing.assert_allclose(ag.compile(g)(x32).numpy(), g(x32).numpy(), rtol=2e-4, atol=2e-4)


class Small(nn.Module):
    """A small LeNet: 12 × 12 images, four classes."""

    def __init__(self) -> None:
        self.conv = nn.Conv2d(1, 4, 3)
        self.dense1 = nn.Dense(100, 16)
        self.dense2 = nn.Dense(16, 4)

    def forward(self, x: Any) -> Any:
        x = F.max_pool2d(F.relu(self.conv(x)), 2)
        return self.dense2(F.relu(self.dense1(x.flatten(1))))


def train(steps: int, threads: int | None = None) -> tuple[list[float], dict[str, Any]]:
    ag.random.seed(3)
    model = Small()
    optimizer = optim.Adam(model.parameters(), lr=3e-3)

    @ag.compile(threads=threads)
    def step(images: Any, labels: Any) -> Any:
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return loss

    rng = np.random.default_rng(1)
    labels = rng.integers(0, 4, (8, 32))
    images = rng.normal(size=(8, 32, 1, 12, 12)).astype(np.float32) + labels[..., None, None, None] * 0.5
    losses = [float(step(images[k % 8].astype(np.float32), labels[k % 8])) for k in range(steps)]
    return losses, model.state_dict()


def same_bits(one: tuple[list[float], dict[str, Any]], other: tuple[list[float], dict[str, Any]]) -> None:
    assert one[0] == other[0]
    for name, value in one[1].items():
        assert value.tobytes() == other[1][name].tobytes(), name


def test_fifty_steps_interpreted_and_compiled_stay_together(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled, _ = train(50)
    monkeypatch.setattr(config, "mode", "interpret")
    interpreted, _ = train(50)
    assert compiled[-1] < 0.7 * compiled[0], "it learns"
    np.testing.assert_allclose(compiled, interpreted, atol=1e-3)


def test_the_same_seed_gives_the_same_bits() -> None:
    same_bits(train(6), train(6))


@pytest.mark.parametrize("threads", [2, 3, 4])
def test_any_number_of_threads_gives_the_same_bits(threads: int) -> None:
    same_bits(train(6, threads=1), train(6, threads=threads))


@pytest.mark.parametrize("threads", [2, 3, 4])
def test_big_reductions_give_the_same_bits(threads: int) -> None:
    x = np.random.default_rng(0).normal(size=(700, 1000)).astype(np.float32)

    def f(x: Any) -> Any:
        return x.sum(), ag.exp(x).sum(0), (x * x).sum(1), x.T @ x[:, :50], x.max()

    one, many = ag.compile(f, threads=1)(x), ag.compile(f, threads=threads)(x)
    for a, b in zip(one, many):
        assert a.numpy().tobytes() == b.numpy().tobytes()
    np.testing.assert_allclose(one[0].numpy(), x.sum(dtype=np.float64), rtol=1e-4, atol=0.05)


@pytest.mark.usefixtures("interpreted")
def test_interpreting_starts_no_compiler() -> None:
    f = ag.compile(lambda x: x + 1)
    assert f(np.zeros(2)).tolist() == [1, 1]
    assert (f.stats.paths, f.stats.compilations) == (1, 0)


def test_the_mode_may_change_between_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    f = ag.compile(lambda x: ag.exp(x).sum())
    for mode in ("compile", "interpret", "compile"):
        monkeypatch.setattr(config, "mode", mode)
        assert float(f(np.zeros(5))) == 5
    assert f.stats.paths == 2


@pytest.mark.parametrize("mode", ["compile", "interpret"])
def test_special_values(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "mode", mode)
    # No subnormal numbers: generated code takes them as zero.
    x = np.float32([np.nan, np.inf, -np.inf, -0.0, 1e-30, 3.0])

    def f(x: Any) -> Any:
        return ag.relu(x), x.max(), x.min(), ag.maximum(x, 0.0), x > 0, x == x, ag.exp(x), x.argmax(), ag.tanh(x)

    for got, expected in zip(ag.compile(f)(x), f(ag.asarray(x))):
        np.testing.assert_allclose(got.numpy(), expected.numpy(), rtol=1e-6, atol=1e-37)


def test_state_that_is_assigned_between_two_losses() -> None:
    def f(p: nn.Parameter, x: Any) -> tuple[Any, Any]:
        one = (p * p * x).sum()
        p.assign(ag.stop_gradient(p * 2))
        (one + (p * 3).sum()).backward()
        return one, p * 1

    eager, compiled = nn.Parameter([1.0, 2.0]), nn.Parameter([1.0, 2.0])
    expected, found = f(eager, np.float32([1, 1])), ag.compile(f)(compiled, np.float32([1, 1]))
    assert [t.tolist() for t in found] == [t.tolist() for t in expected] == [5.0, [2, 4]]
    assert compiled.tolist() == eager.tolist() == [2, 4]
    assert compiled.grad.tolist() == eager.grad.tolist() == [5, 7]


def test_what_backward_leaves_alone_is_the_same() -> None:
    def f(p: nn.Parameter, q: nn.Parameter, r: nn.Parameter) -> Any:
        with ag.no_grad():
            constant = r * 2
        loss = (p * q.detach() * constant).sum()
        loss.backward()
        return p.requires_grad, (p * 2).requires_grad, q.detach().requires_grad, constant.requires_grad

    for run in (f, ag.compile(f)):
        p, q, r = (nn.Parameter([1.0, 2.0]) for _ in range(3))
        assert run(p, q, r) == (True, True, False, False)
        assert (p.grad.tolist(), q.grad, r.grad) == ([2, 8], None, None)
