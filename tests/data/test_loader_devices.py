"""Batches that a Loader brings to a device."""

from __future__ import annotations

import numpy as np
import pytest
from host_gpu import HostGpu

import autograph as ag
from autograph import config
from autograph.data import ArrayDataset, Loader
from autograph.errors import DeviceError

ROWS = np.arange(20, dtype=np.float32).reshape(10, 2)
LABELS = np.arange(10) % 3


@pytest.mark.parametrize("prefetch", [0, 2])
def test_batches_are_on_the_device_in_their_order(monkeypatch: pytest.MonkeyPatch, prefetch: int) -> None:
    monkeypatch.setattr(config, "cpu_devices", 2)
    loader = Loader(ArrayDataset(ROWS, LABELS), 4, prefetch=prefetch, device="cpu:1")
    with ag.device("cpu"):
        batches = list(loader)
    assert {t.device for batch in batches for t in batch} == {"cpu:1"} and loader.epoch == 1
    np.testing.assert_array_equal(np.concatenate([x.numpy() for x, _ in batches]), ROWS)
    np.testing.assert_array_equal(np.concatenate([y.numpy() for _, y in batches]), LABELS)
    (alone, *_) = Loader(ArrayDataset(ROWS), 4, device="cpu:1", transform=lambda batch: batch[0] * 2)
    assert alone.device == "cpu:1" and alone.tolist() == (ROWS[:4] * 2).tolist()


def test_without_a_device_batches_go_where_they_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "cpu_devices", 2)
    loader = Loader(ArrayDataset(ROWS), 4)
    with ag.device("cpu:1"):
        assert all(t.device == "cpu:1" for (t,) in loader)


def test_a_device_that_is_not_there_is_refused() -> None:
    with pytest.raises(DeviceError, match="there is no device 'cpu:7' here"):
        Loader(ArrayDataset(ROWS), 4, device="cpu:7")


@pytest.mark.compiler
def test_copies_to_a_gpu_wait_for_nothing(cuda_on_cpu: list[HostGpu]) -> None:
    """They are on their way when a batch is there, and arrays of the host may change again."""
    rows = ROWS.copy()
    loader = Loader(ArrayDataset(rows, LABELS), 5, device="cuda", prefetch=2)
    assert loader.device == "cuda:0"
    cuda_on_cpu[0].wait()
    done = cuda_on_cpu[0].done
    batches = list(loader)
    assert cuda_on_cpu[0].done == done < cuda_on_cpu[0].launched
    rows[:] = 0
    np.testing.assert_array_equal(np.concatenate([x.numpy() for x, _ in batches]), ROWS)
