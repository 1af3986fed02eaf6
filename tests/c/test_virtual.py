"""Devices by name, and virtual CPUs: values in memory of their own, and plans that run on them."""

from __future__ import annotations

import numpy as np
import pytest

from autograph import backends, config
from autograph.backends import backend
from autograph.dtypes import float32
from autograph.errors import DeviceError
from autograph.graph import TensorType, node
from autograph.ops.elementwise import add
from autograph.ops.source import Input
from autograph.pipeline import compiled


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three CPU devices."""
    monkeypatch.setattr(config, "cpu_devices", 3)


def test_names(three: None) -> None:
    assert [n for n in backends.devices() if n.startswith("cpu")] == ["cpu", "cpu:1", "cpu:2"]
    assert [backends.named(n) for n in ("cpu", "cpu:0", "cpu:1", "cpu:02")] == ["cpu", "cpu", "cpu:1", "cpu:2"]


def test_there_is_one_cpu_unless_more_are_asked_for() -> None:
    assert backend("cpu").devices() == ["cpu"]


@pytest.mark.parametrize(
    ("name", "what", "hint"),
    [
        ("cpu:3", "there is no device 'cpu:3' here, only cpu, cpu:1, cpu:2", "AUTOGRAPH_CPU_DEVICES"),
        ("tpu", "there is no device 'tpu' here", "use one of cpu, cpu:1, cpu:2"),
        ("cpu:", "there is no device 'cpu:' here", "use one of cpu"),
        ("cpu:-1", "there is no device 'cpu:-1' here", "use one of cpu"),
        (0, "there is no device 0 here", "use one of cpu"),
    ],
)
def test_devices_that_are_not_there(three: None, name: str, what: str, hint: str) -> None:
    with pytest.raises(DeviceError) as caught:
        backends.named(name)
    first, where, last = str(caught.value).splitlines()
    assert first == what and where.startswith("  at ") and hint in last


def test_values_have_memory_of_their_own_on_each_device() -> None:
    array = np.arange(6.0, dtype=np.float32).reshape(2, 3).T
    there = backends.put(array, "cpu:1")
    back = backends.put(there, "cpu")
    array[0, 0] = 7
    assert isinstance(back, np.ndarray) and back.flags.c_contiguous
    back[0, 1] = 9
    assert backends.device_of(there) == "cpu:1" and backends.device_of(back) == "cpu"
    assert (there.shape, there.dtype, there.nbytes) == ((3, 2), np.float32, 24)
    assert np.asarray(there).tolist() == np.asarray(there.copy()).tolist() == [[0, 3], [1, 4], [2, 5]]
    assert not np.asarray(there).flags.writeable
    assert np.array(there, dtype=np.float64, copy=True).flags.writeable


@pytest.mark.compiler
def test_a_plan_runs_on_a_virtual_cpu() -> None:
    x = node(Input(0, TensorType((3,), float32)))
    program, _ = compiled([add(x, x)], {}, device="cpu:1")
    (made,) = program([backends.put(np.array([1, 2, 3], np.float32), "cpu:1")], [])
    assert made.device == "cpu:1" and np.asarray(made).tolist() == [2, 4, 6]
