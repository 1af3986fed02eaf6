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
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "examples")  # as for a script, which finds what lies beside it
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


def run_as_script(name: str, *arguments: str) -> str:
    """What an example without a `main` prints."""
    command = [sys.executable, str(ROOT / "examples" / f"{name}.py"), *arguments]
    found = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])  # also where it is not installed
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": found})
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_tutorial_learns() -> None:
    assert accuracies(run_as_script("mnist_dense", "--epochs", "2"))[-1] > 85


def test_custom_ops_are_checked_and_learn() -> None:
    told = run_as_script("custom_op", "--epochs", "8")
    assert re.findall(r"(\w+): checked", told) == ["Snake", "Edges", "Polynomial", "Median"]
    assert accuracies(told)[-1] > 60


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


def told_by(name: str, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    example(name).main(list(options))
    return capsys.readouterr().out


def numbers(pattern: str, text: str) -> list[float]:
    return [float(found) for found in re.findall(pattern, text)]


def test_a_network_of_random_depth_learns_with_a_path_for_each_depth(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--blocks", "3", "--width", "32", "--epochs", "5"]
    told = told_by("random_depth", capsys, *options)
    assert accuracies(told)[-1] > 75  # by chance 10
    ((least, most),) = re.findall(r"from (\d) to (\d)", told)
    assert int(least) < int(most) <= 3
    assert numbers(r"(\d+) programs", told) == [int(most) - int(least) + 1]
    assert numbers(r"loss ([\d.]+)", told) == numbers(r"loss ([\d.]+)", told_by("random_depth", capsys, *options))


def test_the_solution_of_burgers_equation_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    told = told_by("pinn", capsys, "--steps", "600", "--viscosity", "0.05", "--width", "16", "--points", "500")
    before, *_, after = numbers(r"relative error (?:before training )?([\d.]+)", told)
    assert after < 0.3 * before


def test_the_generator_comes_closer_to_the_digits(capsys: pytest.CaptureFixture[str]) -> None:
    told = told_by("gan", capsys, "--epochs", "20")
    before, *_, after = numbers(r"distance (?:to the test images: )?([\d.]+)", told)
    assert after < 0.5 * before
    generator, discriminator = (int(n) for n in re.findall(r"(\d+) (?:generator|discriminator)", told))
    assert 0 < discriminator < generator == 20 * 15  # now and then it rested


def test_the_pole_is_balanced(capsys: pytest.CaptureFixture[str]) -> None:
    told = told_by("reinforce", capsys, "--steps", "40")
    first, *_, last = numbers(r"stand for ([\d.]+)", told)
    assert last > 4 * first


def test_the_autoencoder_beats_independent_pixels(capsys: pytest.CaptureFixture[str]) -> None:
    told = told_by("vae", capsys, "--data", "digits", "--epochs", "30", "--hidden", "64", "--latent", "8")
    (blind,), losses = numbers(r"([\d.]+) nats by", told), numbers(r"test ([\d.]+) nats", told)
    assert losses[-1] < blind and losses[-1] < losses[0]


def test_the_lstm_learns_more_than_how_frequent_letters_are(capsys: pytest.CaptureFixture[str]) -> None:
    told = told_by("char_lstm", capsys, "--steps", "80", "--batch-size", "16", "--width", "32", "--longest", "24")
    (frequencies,), bits = numbers(r"take ([\d.]+) bits", told), numbers(r"([\d.]+) bits per letter", told)
    assert bits[-1] < frequencies - 0.3
    assert numbers(r"(\d+) lengths met", told)[0] > 1


def test_the_gpt_learns_more_than_how_frequent_letters_are(capsys: pytest.CaptureFixture[str]) -> None:
    sizes = ["--steps", "120", "--context", "24", "--width", "32", "--heads", "2", "--layers", "1", "--letters", "40"]
    told = told_by("gpt", capsys, *sizes)
    unseen = numbers(r"([\d.]+) on unseen text", told)
    assert unseen[-1] < 4.3  # 4.8 by the letters' frequencies
    assert told == told_by("gpt", capsys, *sizes)


def test_the_resnet_learns(capsys: pytest.CaptureFixture[str]) -> None:
    sizes = ["--blocks", "1", "--width", "8", "--images", "960", "--epochs", "4"]
    told = told_by("resnet20", capsys, "--data", "digits", *sizes)
    assert accuracies(told)[-1] > 30  # by chance 10


@pytest.mark.skipif(importlib.util.find_spec("matplotlib") is not None, reason="matplotlib is installed")
def test_pictures_tell_before_the_training_what_they_need(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        example("gan").main(["--plot", "digits.png"])
    assert "pictures need matplotlib: python -m pip install matplotlib" in capsys.readouterr().err


@pytest.mark.skipif(importlib.util.find_spec("matplotlib") is None, reason="needs matplotlib")
def test_pictures_are_saved(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    told_by("gan", capsys, "--epochs", "1", "--plot", "digits.png")
    told_by("reinforce", capsys, "--steps", "1", "--plot", "lengths.png")
    for name in ("digits.png", "lengths.png"):
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")
