"""`autograph bench --device`, on a device that is no GPU and on one that is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from host_gpu import HostGpu

from autograph.bench import runner
from autograph.bench.libraries import settings
from autograph.cli import main

QUICK = ["--quick", "--device", "cuda:0"]


@pytest.mark.compiler
@pytest.mark.parametrize("work", ["matmul", pytest.param("lenet5_train", marks=pytest.mark.slow)])
def test_a_quick_run(work: str, cuda_on_cpu: list[HostGpu], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "CHILD", Path(__file__).with_name("child_on_cpu.py"))
    file = tmp_path / "out.json"
    assert main(["bench", work, *QUICK, "--peers", "autograph", "autograph-signature", "--json", str(file)]) == 0
    record = json.loads(file.read_text(encoding="utf-8"))
    assert record["settings"]["device"] == "cuda:0" and record["peak"] is None
    assert [row["peer"] for row in record["rows"]] == ["autograph", "autograph-signature"]
    assert all(row["n"] >= 1 and row["min_us"] > 0 and row["share"] is None for row in record["rows"])


@pytest.mark.compiler
def test_a_profile(cuda_on_cpu: list[HostGpu], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "matmul", *QUICK, "--profile"]) == 0
    assert "matmul:5x7x3" in capsys.readouterr().out and cuda_on_cpu[0].launched > 0


def test_peers_that_find_no_gpu_are_not_asked(
    cuda_on_cpu: list[HostGpu], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograph.bench.command.sees_gpu", lambda method: False)
    pytest.importorskip("torch")
    assert main(["bench", "matmul", *QUICK, "--peers", "torch"]) == 1
    assert "the peer torch is not installed, or finds no cuda:0" in capsys.readouterr().err


def test_a_device_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "matmul", "--quick", "--device", "abacus:0"]) == 1
    assert "there is no device 'abacus:0' here" in capsys.readouterr().err


def test_each_process_sees_one_device() -> None:
    assert settings("cpu", "3")["CUDA_VISIBLE_DEVICES"] == ""
    assert settings("cuda:1", None)["CUDA_VISIBLE_DEVICES"] == "1"
    assert settings("cuda:1", "4,7")["CUDA_VISIBLE_DEVICES"] == "7"


@pytest.mark.gpu
@pytest.mark.slow
@pytest.mark.parametrize("work", ["matmul", "lenet5_train", "gpt_train"])
def test_a_quick_run_on_a_gpu(work: str) -> None:
    assert main(["bench", work, *QUICK]) == 0
