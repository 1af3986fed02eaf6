"""What is shown of calls on several devices tells which: graph, kernels, source, memory, profile, tree, doctor."""

from __future__ import annotations

import numpy as np
import pytest

import autograph as ag
from autograph import cli, config

pytestmark = pytest.mark.compiler

X = np.arange(6, dtype=np.float32).reshape(2, 3)


@pytest.fixture(autouse=True)
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three CPU devices."""
    monkeypatch.setattr(config, "cpu_devices", 3)


def model(x: ag.Tensor) -> ag.Tensor:
    h = ag.exp(x).to("cpu:1")
    return (h * h.sum()).to("cpu:2") + 1


def test_graph() -> None:
    text = ag.compile(model).graph(ag.asarray(X))
    assert "transfer(device='cpu:1')" in text and "float32[2, 3] on cpu:2" in text


def test_kernels_and_source() -> None:
    f = ag.compile(model, name="model")
    kernels = f.kernels(ag.asarray(X))
    assert [k.device for k in kernels] == ["cpu", *["cpu:1"] * (len(kernels) - 2), "cpu:2"]
    assert f"{kernels[-1].name} on cpu:2: " in str(kernels[-1]) and "on" not in str(kernels[0]).split(":")[0]
    source = f.source(ag.asarray(X))
    for k, device in enumerate(("cpu", "cpu:1", "cpu:2"), 1):
        assert f"Program {k} of 3, on {device}." in source
    assert all(f"void {k.name}(" in source for k in kernels)


def test_one_other_device() -> None:
    f = ag.compile(lambda x: ag.exp(x) + 1)
    assert "Program 1 of 1, on cpu:1." in f.source(ag.asarray(X, device="cpu:1"))
    assert "Program" not in f.source(ag.asarray(X))


def test_memory_counts_what_is_handed_on() -> None:
    view = ag.compile(model).memory(ag.asarray(X))
    assert view.outputs == 3 * X.nbytes and len(view.steps) >= 3


def test_profile() -> None:
    profile = ag.compile(model).profile(ag.asarray(X))
    assert {k.kernel.device for k in profile.kernels} == {"cpu", "cpu:1", "cpu:2"}
    assert " on cpu:1" in str(profile)


def test_profile_of_one_other_device() -> None:
    f = ag.compile(lambda x: ag.exp(x) @ x.T)
    profile = f.profile(ag.asarray(X, device="cpu:2"))
    assert {k.kernel.device for k in profile.kernels} == {"cpu:2"}


def test_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    f = ag.compile(model, name="model")
    f(ag.asarray(X))
    text = str(f.explain())
    assert "transfer ×2" in text and "= program on cpu, cpu:1, cpu:2: " in text
    (path,) = f.explain().tree
    assert path.ends[0].devices == ("cpu", "cpu:1", "cpu:2") and path.ends[0].kernels >= 3
    plain = ag.compile(lambda x: x + 1)
    plain(ag.asarray(X))
    assert "= program: 1 kernels" in str(plain.explain())
    plain(ag.asarray(X, device="cpu:1"))
    assert "(float32[2, 3] on cpu:1)" in str(plain.explain()) and "= program on cpu:1: 1" in str(plain.explain())
    monkeypatch.setattr(config, "mode", "interpret")
    f(ag.asarray(X))
    assert "= run by the interpreter on cpu, cpu:1, cpu:2, 1 call" in str(f.explain())


def test_doctor(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["doctor"])
    (row,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("devices")]
    assert "cpu, cpu:1, cpu:2" in row and "3 CPUs by AUTOGRAPH_CPU_DEVICES" in row
