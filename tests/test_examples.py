"""The examples run as a reader would run them, in a smaller setting, and learn."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from autograph import config

ROOT = Path(__file__).resolve().parent.parent
MNIST = ROOT.parent / "shared" / "data" / "mnist"
ACCURACY = re.compile(r"test (?:loss [\d.]+ )?accuracy ([\d.]+)%")

pytestmark = pytest.mark.compiler


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The examples write their weights where they are run, and may set the mode."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(config, "mode", "compile")
    yield


def example(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "examples" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def accuracies(text: str) -> list[float]:
    return [float(found) for found in ACCURACY.findall(text)]


def without_times(text: str) -> str:
    return re.sub(r", step .*", "", text)


def test_lenet5_learns_and_saves_its_weights(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    example("mnist_lenet5").main(["--epochs", "2"])
    told = capsys.readouterr().out
    assert len(accuracies(told)) == 2 and accuracies(told)[-1] > 92
    assert (tmp_path / "lenet5.safetensors").stat().st_size > 4 * 44_000


@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
def test_the_same_seed_gives_the_same_numbers(optimizer: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for seed in ("7", "7", "8"):
        example("mnist_lenet5").main(["--data", "digits", "--epochs", "2", "--optimizer", optimizer, "--seed", seed])
        told.append(without_times(capsys.readouterr().out))
    assert told[0] == told[1] != told[2]


def test_lenet5_runs_interpreted(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--data", "digits", "--epochs", "1", "--batch-size", "200"]
    losses = []
    for mode in ("compile", "interpret"):
        example("mnist_lenet5").main([*options, "--mode", mode])
        losses.append(float(re.findall(r"train loss ([\d.]+)", capsys.readouterr().out)[0]))
    assert losses[0] == pytest.approx(losses[1], abs=1e-3)


def test_the_tutorial_learns() -> None:
    command = [sys.executable, str(ROOT / "examples" / "mnist_dense.py"), "--epochs", "2"]
    found = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])  # also where it is not installed
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": found})
    assert done.returncode == 0, done.stderr
    assert accuracies(done.stdout)[-1] > 85


def test_lenet5_reaches_its_accuracy(capsys: pytest.CaptureFixture[str]) -> None:
    example("mnist_lenet5").main([])
    assert accuracies(capsys.readouterr().out)[-1] >= 97.5


@pytest.mark.skipif(not MNIST.is_dir(), reason="the full MNIST is not beside the repository")
def test_lenet5_reaches_its_accuracy_on_all_of_mnist(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "data_dir", MNIST)
    example("mnist_lenet5").main(["--data", "mnist", "--epochs", "3"])
    assert accuracies(capsys.readouterr().out)[-1] >= 98.8
