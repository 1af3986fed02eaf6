"""What a process prints at its end: errors of CUDA calls whose results nobody has looked at."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.compiler

TESTS = Path(__file__).parents[1]
#: A file whose calls return before anybody knows how they went; nobody uses what `score` returns.
BEGIN = """
import os
import sys
import threading
import warnings
import numpy as np
from host_gpu import installed
import autograph as ag
import autograph.nn.functional as F

installing = installed(1)
(gpu,) = installing.__enter__()
x = ag.asarray(np.ones((4, 3), np.float32), device="cuda:0")

@ag.compile
def loss(x, labels):
    return F.cross_entropy(x, labels)

def score(last):
    return loss(x, ag.asarray(np.array([0, 1, 2, last]), device="cuda:0"))

print(float(score(1)))
"""
#: The line that reads labels.
LINE = 1 + BEGIN[: BEGIN.index("return F")].count("\n")


def said_at_the_end(folder: Path, script: str) -> list[str]:
    """What a process says on its standard error that ends well."""
    file = folder / "train.py"
    file.write_text(BEGIN + script, encoding="utf-8")
    paths = os.pathsep.join(map(str, (TESTS, TESTS.parent)))
    environment = {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, env=environment)
    assert done.returncode == 0 and "RangeError" not in done.stdout, done.stdout + done.stderr
    return done.stderr.splitlines()


def refused(label: int) -> list[str]:
    return [
        f"RangeError: index {label} is out of range: expected 0 … 2",
        f"  at train.py:{LINE}: return F.cross_entropy(x, labels)",
        "  try: check the labels or indices: each must lie in 0 … 2",
    ]


def test_what_nobody_was_told_of_is_printed_at_the_end(tmp_path: Path) -> None:
    assert said_at_the_end(tmp_path, "score(7)") == refused(7)


def test_it_is_printed_once_for_each_call_that_nobody_was_told_of(tmp_path: Path) -> None:
    """Whichever thread has made it."""
    script = """
try:
    float(score(3))
except IndexError as error:
    print(error)
thread = threading.Thread(target=score, args=(5,))
thread.start()
thread.join()
for _ in range(3):
    score(1)
score(7)
"""
    assert said_at_the_end(tmp_path, script) == refused(5) + refused(7)


def test_a_child_made_by_fork_prints_nothing(tmp_path: Path) -> None:
    script = """
score(7)
warnings.simplefilter("ignore")  # newer Pythons warn of threads and fork
child = os.fork()
if child:
    assert os.waitpid(child, 0)[1] == 0
"""
    assert said_at_the_end(tmp_path, script) == refused(7)


def test_a_device_that_has_stopped_is_told_at_the_end(tmp_path: Path) -> None:
    """And what was known before that."""
    script = """
thread = threading.Thread(target=score, args=(5,))
thread.start()
thread.join()
gpu.wait()
score(1)
gpu.fail(710)
score(1)
"""
    what, where, hint, *known = said_at_the_end(tmp_path, script)
    assert what == "DeviceError: cuda:0 has stopped: device-side assert triggered"
    assert where == "  at the end of the program"
    assert hint.startswith("  try: read what it has printed: an assert in the CUDA text of an operation has failed. ")
    assert known == refused(5)


def test_a_device_that_was_known_to_have_stopped_is_not_told_again(tmp_path: Path) -> None:
    script = """
gpu.fail(710)
try:
    float(score(1))
except RuntimeError as error:
    assert "device-side assert" in str(error)
"""
    assert said_at_the_end(tmp_path, script) == []


def test_without_a_standard_error_nothing_is_printed(tmp_path: Path) -> None:
    """Nor to the standard output."""
    assert said_at_the_end(tmp_path, "score(7)\nsys.stderr = None") == []
