"""Calls whose indices turn out to be out of range after they have returned: nothing waits, nothing of them stays."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from host_gpu import HostGpu

import autograph as ag
import autograph.nn.functional as F
from autograph import nn, optim
from autograph.backends.cuda.gpu import Stopped
from autograph.backends.cuda.memory import memory
from autograph.errors import DeviceError, RangeError

pytestmark = pytest.mark.compiler

X = np.random.default_rng(0).uniform(-1, 1, (4, 3)).astype(np.float32)
GOOD, BAD = np.array([0, 1, 1, 0]), np.array([0, 1, 7, 0])
REFUSED = r"index 7 is out of range: expected 0 … 1"


class Training:
    """A model on "cuda:0", and its step."""

    def __init__(self, **options: Any):
        ag.random.seed(0)
        with ag.device("cuda:0"):
            self.model = nn.Dense(3, 2)
        self.optimizer = optim.Adam(self.model.parameters(), lr=0.1)
        self.step = ag.compile(self._step, **options)

    def _step(self, x: ag.Tensor, labels: ag.Tensor) -> ag.Tensor:
        loss = F.cross_entropy(self.model(x), labels)
        loss.backward()
        self.optimizer.step()
        self.optimizer.zero_grad()
        return loss

    def __call__(self, labels: Any) -> ag.Tensor:
        return self.step(ag.asarray(X, device="cuda:0"), ag.asarray(labels, device="cuda:0"))

    def values(self) -> list[np.ndarray[Any, Any]]:
        """All that a step changes."""
        state = [v for _, v in sorted(self.optimizer.state_dict().items()) if isinstance(v, ag.Tensor)]
        return [np.array(t.numpy()) for t in (*self.model.parameters(), *state)]


def trained(steps: int, **options: Any) -> Training:
    made = Training(**options)
    for _ in range(steps):
        made(GOOD)
    return made


def same(a: Training, b: Training) -> None:
    assert all(np.array_equal(x, y) for x, y in zip(a.values(), b.values(), strict=True))


def in_thread(work: Callable[[], None]) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_a_step_with_labels_does_not_wait(cuda_on_cpu: list[HostGpu]) -> None:
    training, gpu = trained(1), cuda_on_cpu[0]
    gpu.wait()
    done = gpu.done
    training(GOOD)
    assert gpu.done == done < gpu.launched
    ends = [gpu.launched]
    for _ in range(5):  # and is at most two calls behind
        training(GOOD)
        ends.append(gpu.launched)
        assert gpu.done == ([done, *ends][-3])


@pytest.mark.parametrize("retrace", ["always", "signature"])
def test_a_bad_label_is_told_by_the_next_calls_and_leaves_nothing(cuda_device: str, retrace: str) -> None:
    training = trained(3, retrace=retrace)
    lost = training(BAD)
    with pytest.raises(RangeError, match=REFUSED) as caught:
        for _ in range(3):
            training(GOOD)
    assert "loss = F.cross_entropy(self.model(x), labels)" in str(caught.value).splitlines()[1]
    same(training, trained(3))
    with pytest.raises(RangeError, match=REFUSED):
        lost.numpy()
    for _ in range(2):
        training(GOOD)
    same(training, trained(5))


def test_a_bad_label_is_told_by_what_depends_on_it(cuda_device: str) -> None:
    training = trained(2)
    lost = training(BAD)
    with pytest.raises(RangeError, match=REFUSED):
        training.model.weight.numpy()
    same(training, trained(2))
    for use in (ag.exp, ag.Tensor.numpy, ag.Tensor.item):
        with pytest.raises(RangeError, match=REFUSED):
            use(lost)
    assert np.isfinite(training(GOOD).item())
    same(training, trained(3))


def test_what_is_made_of_a_lost_value_is_lost_too(cuda_on_cpu: list[HostGpu]) -> None:
    """Also what was computed from it before anybody knew."""
    training = trained(2)
    lost, later = training(BAD), training(GOOD)
    done = cuda_on_cpu[0].done
    total = lost + ag.exp(later)
    moved = total.detach() * 2.0
    assert cuda_on_cpu[0].done == done, "sums of losses wait for nothing"
    with pytest.raises(RangeError, match=REFUSED):
        moved.numpy()
    with pytest.raises(RangeError, match=REFUSED):
        total.to("cuda:1").numpy()
    same(training, trained(2))


def test_a_value_that_was_set_meanwhile_stays(cuda_device: str) -> None:
    training = trained(2)
    training(BAD)
    bias = ag.asarray(np.array([3.0, 4.0], np.float32), device="cuda:0")
    training.model.bias.assign(bias)
    with pytest.raises(RangeError, match=REFUSED):
        training(GOOD)
        training(GOOD)
    assert training.model.bias.tolist() == [3.0, 4.0]
    assert np.array_equal(training.model.weight.numpy(), trained(2).model.weight.numpy())


def test_a_lost_value_is_never_assigned(cuda_device: str) -> None:
    training, kept = trained(1), ag.Variable(np.float32(5.0), device="cuda:0")
    lost = training(BAD)
    with pytest.raises(RangeError, match=REFUSED):
        kept.assign(lost)
    assert kept.item() == 5.0
    holder = ag.tensor(np.float32(1.0), device="cuda:0", requires_grad=True)
    with pytest.raises(RangeError, match=REFUSED):
        holder.grad = lost
    assert holder.grad is None


def test_gradients_come_back_too(cuda_device: str) -> None:
    training = Training()

    @ag.compile
    def accumulate(x: ag.Tensor, labels: ag.Tensor) -> ag.Tensor:
        loss = F.cross_entropy(training.model(x), labels)
        loss.backward()
        return loss

    x = ag.asarray(X, device="cuda:0")
    accumulate(x, ag.asarray(GOOD, device="cuda:0"))
    weight = training.model.weight
    first = weight.grad
    assert first is not None
    accumulate(x, ag.asarray(BAD, device="cuda:0"))
    assert weight.grad is not first
    with pytest.raises(RangeError, match=REFUSED):
        weight.grad.numpy()
    assert weight.grad is first
    training.model.weight.grad = None


def test_variables_of_several_devices_wait(cuda_on_cpu: list[HostGpu]) -> None:
    """What is on another device could be changed again before anybody knows."""
    count = ag.Variable(np.int64(0))
    weight = ag.Variable(np.ones((2, 3), np.float32), device="cuda:0")

    @ag.compile
    def step(labels: ag.Tensor) -> None:
        count.assign(count + 1)
        weight.assign(weight + F.embedding(labels, weight).sum())

    step(ag.asarray(GOOD, device="cuda:0"))
    with pytest.raises(RangeError, match=REFUSED):
        step(ag.asarray(BAD, device="cuda:0"))
    assert count.item() == 1 and weight.numpy()[0, 0] == 13.0


def test_much_state_waits(cuda_device: str, monkeypatch: pytest.MonkeyPatch) -> None:
    training = trained(1)
    monkeypatch.setattr(memory("cuda:0").checks, "room", 10)
    with pytest.raises(RangeError, match=REFUSED):
        training(BAD)
    same(training, trained(1))


def test_the_thread_that_made_the_call_is_told(cuda_device: str) -> None:
    told: list[str] = []
    training, other = trained(1), trained(1)

    def work() -> None:
        training(BAD)
        try:
            training(GOOD)
            training(GOOD)
        except RangeError as error:
            told.append(str(error))

    thread = threading.Thread(target=work)
    training(GOOD)
    thread.start()
    for _ in range(6):
        other(GOOD)
    thread.join()
    other(GOOD)
    assert len(told) == 1 and "index 7" in told[0]
    same(other, trained(8))
    same(training, trained(2))


def test_a_new_thread_is_not_told_of_one_that_has_ended(cuda_device: str) -> None:
    """Python gives its number again."""
    training, other = trained(1), trained(1)
    lost: list[ag.Tensor] = []
    numbers: list[int] = []
    raised: list[RangeError] = []

    def fail() -> None:
        numbers.append(threading.get_ident())
        lost.append(training(BAD))

    def go_on() -> None:
        numbers.append(threading.get_ident())
        if numbers[-1] == numbers[0]:
            try:
                for _ in range(3):
                    other(GOOD)
            except RangeError as error:
                raised.append(error)

    in_thread(fail)
    while numbers.count(numbers[0]) < 2:
        assert len(numbers) < 1000, "no number came again"
        in_thread(go_on)
    assert not raised
    same(other, trained(4))
    with pytest.raises(RangeError, match=REFUSED):
        lost[0].numpy()


def test_operations_at_once_tell_at_once(cuda_device: str) -> None:
    with pytest.raises(RangeError, match=REFUSED):
        F.one_hot(ag.asarray(BAD, device="cuda:0"), 2)


def test_a_result_is_told_to_who_asks(cuda_device: str) -> None:
    scores = ag.compile(lambda x, labels: F.cross_entropy(x, labels))
    x = ag.asarray(X, device="cuda:0")
    first = scores(x, ag.asarray(BAD, device="cuda:0"))
    with pytest.raises(RangeError, match="index 7 is out of range: expected 0 … 2"):
        float(first)
    assert np.isfinite(float(scores(x, ag.asarray(GOOD, device="cuda:0"))))


def test_a_device_that_has_stopped_is_told_by_the_next_call(cuda_on_cpu: list[HostGpu]) -> None:
    """Which asks how the checks of the call before went, without waiting."""
    training = trained(1)
    cuda_on_cpu[0].wait()
    training(GOOD)  # the only one under way then
    cuda_on_cpu[0].fail(710)
    with pytest.raises(Stopped):
        cuda_on_cpu[0].wait()
    with pytest.raises(DeviceError) as caught:
        training(GOOD)
    what, _, hint = str(caught.value).splitlines()
    assert what == "cuda:0 has stopped: device-side assert triggered"
    assert hint.startswith("  try: read what it has printed: an assert in the CUDA text of an operation has failed. ")
