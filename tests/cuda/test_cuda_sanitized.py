"""Generated kernels under sanitizers: every op's, whole training steps, and faults that are planted in them.

Threads of a GPU may write the same element, and then the same value: the last iteration of an axis repeats some
elements. So races between two stores are not counted.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from host_gpu import SANITIZE

HERE = Path(__file__).parent
LIBRARIES = {"address,undefined": ("asan", "ubsan"), "thread": ("tsan",)}
SETTINGS = {
    "address,undefined": {"ASAN_OPTIONS": "detect_leaks=0"},
    "thread": {"TSAN_OPTIONS": "exitcode=0"},
}

pytestmark = [
    pytest.mark.compiler,
    pytest.mark.skipif(sys.platform != "linux", reason="the sanitizers' runtimes are preloaded, as on Linux"),
    pytest.mark.usefixtures("fixed_addresses"),
]


def in_a_child(sanitizer: str, *command: str) -> tuple[int, str]:
    """How a process of Python ends whose CUDA kernels are compiled with a sanitizer, and what it says."""
    asked = [["g++", f"-print-file-name=lib{n}.so"] for n in LIBRARIES[sanitizer]]
    found = [subprocess.check_output(a, text=True).strip() for a in asked]
    paths = os.pathsep.join(map(str, (HERE, HERE.parent, HERE.parents[1])))
    own = {**SETTINGS[sanitizer], SANITIZE: sanitizer, "LD_PRELOAD": " ".join(found), "PYTHONPATH": paths}
    result = subprocess.run([sys.executable, *command], env={**os.environ, **own}, capture_output=True, text=True)
    return result.returncode, result.stdout + result.stderr


def passed(sanitizer: str, file: str, tests: str) -> str:
    """What the tests of a file say in such a process."""
    options = ["-q", "-s", "-n", "0", "-p", "no:cacheprovider", "--slow", "-k", tests]
    code, said = in_a_child(sanitizer, "-m", "pytest", *options, str(HERE / file))
    assert code == 0 and "passed" in said, said[-3000:]
    return said


def races(said: str) -> list[str]:
    """The reports of a value that is read while another thread writes it."""
    reports = said.split("WARNING: ThreadSanitizer: data race")[1:]
    return [r[:3000] for r in reports if "read of size" in r.lower()]


@pytest.mark.slow
def test_kernels_stay_inside_their_buffers() -> None:
    passed("address,undefined", "test_cuda_source.py", "compute or order")


@pytest.mark.slow
def test_threads_read_what_no_other_is_writing() -> None:
    assert not races(passed("thread", "test_cuda_source.py", "compute and cuda"))


@pytest.mark.slow
def test_training_steps_stay_inside_their_buffers() -> None:
    passed("address,undefined", "test_cuda_programs.py", "training and stand-in")


PLANTED = """
import sys
from dataclasses import replace
from pathlib import Path
from cuda_cases import cases
from cuda_runner import OnCpu

name, before, after, folder = sys.argv[1:]
case = next(c for c in cases() if c.name == name)
low = case.lowered("cuda")
assert any(before in s.text for s in low.sources)
sources = [replace(s, text=s.text.replace(before, after)) for s in low.sources]
OnCpu(sources, Path(folder)).run(low.plan, case.arrays)
print("it ran")
"""


def planted(sanitizer: str, case: str, before: str, after: str, folder: Path) -> tuple[int, str]:
    """What is said of a case's kernels with another text in the place of one."""
    return in_a_child(sanitizer, "-c", PLANTED, case, before, after, str(folder))


@pytest.mark.parametrize(
    ("case", "before", "after"),
    [
        ("rows of 200", "in0[", "in0[row + 1 + "),
        pytest.param("rows of 200", "out0[", "out0[row + 1 + ", marks=pytest.mark.slow),
        pytest.param("gather 0", ", 5, status)", ", 5, status) + 5", marks=pytest.mark.slow),
        ("exp 0", "packs_of(n", "packs_of(n + 4"),
    ],
    ids=["a load", "a store", "a position that is data", "packs"],
)
def test_what_lies_outside_is_found(case: str, before: str, after: str, tmp_path: Path) -> None:
    code, said = planted("address,undefined", case, before, before, tmp_path)
    assert code == 0 and said.startswith("it ran\n") and "ERROR" not in said, said[-3000:]
    code, said = planted("address,undefined", case, before, after, tmp_path)
    assert code != 0 and "heap-buffer-overflow" in said, said[-3000:]


@pytest.mark.parametrize(
    ("case", "wait", "instead"),
    [
        ("gradient of prod 0", "__syncwarp(team);", "(void)team;"),
        pytest.param("shifted rows of 700", "__syncthreads();", "", marks=pytest.mark.slow),
    ],
    ids=["of a warp", "of a block"],
)
def test_a_missing_wait_is_found(case: str, wait: str, instead: str, tmp_path: Path) -> None:
    code, said = planted("thread", case, wait, wait, tmp_path)
    assert code == 0 and "it ran" in said and not races(said), said[-3000:]
    code, said = planted("thread", case, wait, instead, tmp_path)
    assert code == 0 and "it ran" in said and races(said), said[-3000:]


PLANTED_IN_BLOCKS = """
import sys
from dataclasses import replace
from pathlib import Path
from cuda_runner import OnCpu
from test_cuda_warps import in_blocks, two_tiles

kept, folder = sys.argv[1:]
case = two_tiles()
low = in_blocks(case)
first, second, third = low.sources[0].text.split("__syncthreads();")
meetings = ["__syncthreads();" if k in kept else "" for k in "12"]
text = first + meetings[0] + second + meetings[1] + third
on_cpu = OnCpu([replace(low.sources[0], text=text)], Path(folder))
on_cpu.library.arrange(1, 0, 0)  # one block makes both tiles
on_cpu.run(low.plan, case.arrays)
print("it ran")
"""


@pytest.mark.slow
def test_a_missing_meeting_of_a_block_is_found(tmp_path: Path) -> None:
    for kept in ("12", "1", "2"):
        code, said = in_a_child("thread", "-c", PLANTED_IN_BLOCKS, kept, str(tmp_path))
        assert code == 0 and "it ran" in said and bool(races(said)) is (kept != "12"), (kept, said[-3000:])
