"""Every example with `--device cuda:0`, in a small setting, on a device that is no GPU."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest
from host_gpu import HostGpu

ROOT = Path(__file__).resolve().parents[2]
#: Its options, and the last of what it prints.
EXAMPLES = {
    "char_lstm": ("--steps 1 --batch-size 3 --width 5 --longest 6", "lengths met"),
    "custom_op": ("--epochs 1", "test accuracy"),
    "gan": ("--epochs 1 --batch-size 500", "steps: 3 generator"),
    "gpt": ("--steps 2 --batch-size 2 --context 6 --width 8 --heads 2 --layers 1 --letters 2", "and goes on"),
    "mnist_dense": ("--data digits --epochs 1", "weights saved"),
    "mnist_lenet5": ("--data digits --epochs 1 --batch-size 500", "weights saved"),
    "pinn": ("--steps 1 --points 20 --width 4", "step 1: loss"),
    "random_depth": ("--blocks 2 --width 8 --epochs 1", "blocks at work"),
    "reinforce": ("--steps 1 --carts 2", "attempt 1"),
    "resnet20": ("--data digits --images 4 --batch-size 2 --blocks 1 --width 2 --epochs 1", "kernels compiled"),
    "vae": ("--data digits --epochs 1 --hidden 8 --latent 2", "epoch 1"),
}
QUICK = ("reinforce",)  # own kernels are in test_cuda_moving.py, second derivatives in generated programs

pytestmark = pytest.mark.compiler


def test_every_example_is_here() -> None:
    files = {p.stem for p in (ROOT / "examples").glob("*.py")}
    assert set(EXAMPLES) == files - {"pictures"}


@pytest.mark.parametrize("name", [n if n in QUICK else pytest.param(n, marks=pytest.mark.slow) for n in EXAMPLES])
def test_it_runs(
    name: str,
    cuda_on_cpu: list[HostGpu],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    options, last = EXAMPLES[name]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [name, *options.split(), "--device", "cuda:0"])
    monkeypatch.syspath_prepend(ROOT / "examples")
    runpy.run_path(str(ROOT / "examples" / f"{name}.py"), run_name="__main__")
    assert last in capsys.readouterr().out
    assert cuda_on_cpu[0].kernels > 0
