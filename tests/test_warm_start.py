"""A process whose programs were compiled before it began imports no compiler: that is what makes it start fast."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

#: What only compiling needs. A module stands for all below it.
HEAVY = (
    "cffi pycparser jinja2 concurrent.futures autograph.pipeline autograph.passes autograph.kernel autograph.lower "
    "autograph.schedule.group autograph.schedule.recipe autograph.render.printer autograph.render.source "
    "autograph.backends.build autograph.backends.c.build autograph.backends.c.spelling autograph.backends.cuda "
    "autograph.inspect autograph.tuning"
).split()

STEP = """
import sys
import numpy as np
import autograph as ag
import autograph.nn.functional as F
from autograph import nn, optim

ag.random.seed(0)
model = nn.Sequential(nn.Conv2d(1, 3, 3), nn.BatchNorm2d(3), nn.Relu(), nn.Flatten(), nn.Dense(108, 4))
optimizer = optim.Adam(model.parameters())

@ag.compile
def step(x, y):
    loss = F.cross_entropy(model(x), y)
    if loss > 0.001:  # a value that Python asks for: two programs
        loss.backward()
        optimizer.step()
    return loss

x = np.linspace(-1, 1, 5 * 64, dtype=np.float32).reshape(5, 1, 8, 8)
print(float(step(x, np.arange(5) % 4)))
"""


def run(script: str, cache: Path) -> list[str]:
    environment = {**os.environ, "AUTOGRAPH_CACHE_DIR": str(cache)}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return done.stdout.splitlines()


@pytest.mark.compiler
def test_a_warm_step_imports_no_compiler(tmp_path: Path) -> None:
    told = f"{STEP}\nprint(step.stats.compilations, *[m for m in {HEAVY} if m in sys.modules])\n"
    (cold, counted), (warm, told_warm) = run(told, tmp_path), run(told, tmp_path)
    compilations, *imported = counted.split()
    assert int(compilations) > 0 and {"jinja2", "autograph.pipeline", "autograph.lower"} <= {*imported}
    assert told_warm == "0"
    assert warm == cold


def test_an_import_brings_no_compiler_and_no_network(tmp_path: Path) -> None:
    heavy = [*HEAVY, "autograph.toolchain", "autograph.backends.c", "autograph.nn", "autograph.optim", "tqdm", "ssl"]
    assert run(f"import sys, autograph\nprint([m for m in {heavy} if m in sys.modules])", tmp_path) == ["[]"]


def test_the_cpu_brings_nothing_of_cuda(tmp_path: Path) -> None:
    """Training by `STEP`, whose `nn` and optimizer are compiled here, and sharing an array of the host's memory."""
    script = f"""{STEP}
shared = ag.from_dlpack(x)
assert np.shares_memory(shared.numpy(), x) and float(ag.exp(shared).sum()) > 0
gpus = [m for m in sys.modules if m.partition(".")[0] == "pycuda" or m.startswith("autograph.backends.cuda")]
print(step.stats.compilations, gpus)
"""
    compilations, _, gpus = run(script, tmp_path)[-1].partition(" ")
    assert int(compilations) > 0 and gpus == "[]"
