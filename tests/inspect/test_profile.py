"""What the kernels of a call take: how much, no test says, but of which, and that nothing else changes."""

from __future__ import annotations

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import config, nn, optim
from autograph.inspect import KernelTime, KernelView, Profile, profile

pytestmark = pytest.mark.compiler


@pytest.fixture(autouse=True)
def briefly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile, "SECONDS", 0.01)


def numbers(*shape: int) -> np.ndarray:
    return np.random.default_rng(0).standard_normal(shape).astype(np.float32)


def test_a_profile_has_the_kernels_of_the_call_in_order() -> None:
    @ag.compile
    def layers(x, weight):
        return F.relu(F.relu(x @ weight) @ weight)

    x, weight = numbers(30, 20), numbers(20, 20)
    found = layers.profile(x, weight)
    assert [k.kernel.name for k in found.kernels] == [k.name for k in layers.kernels(x, weight)]
    assert len(found.kernels) == 2 and found.seconds > 0 and found.threads == config.threads()
    for k in found.kernels:
        assert k.seconds > 0 and k.gflops == pytest.approx(k.kernel.flops / k.seconds / 1e9)
        assert k.gbytes == pytest.approx(k.kernel.bytes / k.seconds / 1e9)


def test_profiling_changes_nothing() -> None:
    weight = nn.Parameter([3.0, -1.0])
    optimizer = optim.SGD([weight], lr=0.25, momentum=0.5)

    @ag.compile
    def step(target):
        loss = ((weight - target) ** 2).sum() + ag.random.uniform(())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return loss

    ag.random.seed(3)
    losses = [float(step(np.ones(2, np.float32)))]
    counted = (step.stats.calls, step.stats.traces, step.stats.paths)
    step.profile(np.ones(2, np.float32))
    assert (step.stats.calls, step.stats.traces, step.stats.paths) == counted
    losses.append(float(step(np.ones(2, np.float32))))

    weight.assign(np.asarray([3.0, -1.0], np.float32))
    optimizer = optim.SGD([weight], lr=0.25, momentum=0.5)
    ag.random.seed(3)
    assert [float(step(np.ones(2, np.float32))) for _ in range(2)] == losses


def test_a_call_that_asks_for_values_has_the_kernels_of_all_its_programs() -> None:
    @ag.compile
    def asking(x):
        y = x * 2
        return y.exp() if y.sum() > 3 else y - 1

    for x in (np.full(5, 1.0, np.float32), np.full(5, -1.0, np.float32)):
        names = [k.kernel.name for k in asking.profile(x).kernels]
        assert names == [k.name for k in asking.kernels(x)]
        assert any("exp" in name for name in names) == (x[0] > 0)


def test_what_numpy_runs_between_kernels_has_a_time_too() -> None:
    @ag.op
    class Reversed(ag.Op):
        """Backwards, by NumPy."""

        kind = "python"

        def type(self, x):
            return x

        def numpy(self, x):
            return x[::-1]

    @ag.compile
    def f(x):
        return Reversed()(x * 2) + 1

    found = f.profile(numbers(6))
    assert len(found.kernels) == 3 and all(k.seconds > 0 for k in found.kernels)


def test_one_thread_is_all_there_is() -> None:
    @ag.compile(threads=1)
    def f(x):
        return x.sum()

    found = f.profile(numbers(1 << 16))
    assert found.threads == 1 and str(found).startswith("f on 1 thread: ")


def test_the_table_has_the_dearest_kernel_first_and_equal_ones_in_one_row() -> None:
    def view(name: str, flops: int, lines: tuple[ag.errors.Location, ...] = ()) -> KernelView:
        return KernelView(name, "", None, lines, flops, 4000)

    line = ag.errors.Location("model.py", 3, "y = x @ w")
    cheap, dear = view("add_1", 1000), view("matmul_2", 2_000_000, (line,))
    kernels = (KernelTime(cheap, 1e-6, False), KernelTime(dear, 1e-5, True), KernelTime(dear, 3e-5, True))
    head, columns, first, second = str(Profile("step", 2, 4.2e-5, kernels)).splitlines()
    assert head == "step on 2 threads: 42.0 µs; its 3 kernels alone 41.0 µs"
    assert columns.split()[:3] == ["µs", "share", "launches"]
    assert first.split() == ["40.0", "97.6%", "2", "100.0", "0.2", "all", "matmul_2", *str(line).split()]
    assert second.split() == ["1.0", "2.4%", "1", "1.0", "4.0", "one", "add_1"]
