"""What the system tells of its caches and cores."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from autograph.backends import backend
from autograph.backends.c import targets
from autograph.schedule.cost import Sets
from autograph.toolchain import Processor, processor
from autograph.toolchain.processor import USUAL_WAYS, cache_sizes, first_ways


def described(folder: Path, *caches: tuple[str, str, str]) -> Path:
    """A folder as Linux has it."""
    for k, texts in enumerate(caches):
        (folder / f"index{k}").mkdir()
        for name, text in zip(("level", "type", "size"), texts):
            (folder / f"index{k}" / name).write_text(text + "\n")
    return folder


def test_sizes_are_read_by_level(tmp_path: Path) -> None:
    caches = ("1", "Data", "48K"), ("1", "Instruction", "32K"), ("2", "Unified", "2048K"), ("3", "Unified", "36M")
    assert cache_sizes(described(tmp_path, *caches)) == {1: 48 << 10, 2: 2 << 20, 3: 36 << 20}


def test_what_is_not_told_is_left_out(tmp_path: Path) -> None:
    folder = described(tmp_path, ("1", "Data", "48K"), ("2", "Unified", ""))
    (folder / "index2").mkdir()
    assert cache_sizes(folder) == {1: 48 << 10}
    assert cache_sizes(tmp_path / "nothing") == {}


def test_ways_are_those_of_the_first_data_cache(tmp_path: Path) -> None:
    caches = ("1", "Instruction", "32K"), ("1", "Data", "48K"), ("2", "Unified", "2048K")
    folder = described(tmp_path, *caches)
    assert first_ways(folder) == USUAL_WAYS
    for k, ways in enumerate(("8", "12", "16")):
        (folder / f"index{k}" / "ways_of_associativity").write_text(ways + "\n")
    assert first_ways(folder) == 12
    (folder / "index1" / "ways_of_associativity").write_text("0\n")  # as where a virtual machine does not know
    assert first_ways(folder) == USUAL_WAYS


def test_this_machine_has_caches_and_cores() -> None:
    here = processor()
    assert 0 < here.l1 < here.l2 and here.l3 > 0 and here.cores >= 1


@pytest.mark.skipif(sys.platform != "linux", reason="cores are set aside by Linux's call")
def test_cores_are_those_of_this_process() -> None:
    script = (
        "import os; os.sched_setaffinity(0, [max(os.sched_getaffinity(0))])\n"
        "from autograph.toolchain import processor; print(processor().cores)"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout == "1\n"


@pytest.mark.compiler
def test_the_target_follows_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "processor", lambda: Processor(32 << 10, 512 << 10, 8 << 20, 2))
    small = targets.target()
    monkeypatch.setattr(targets, "processor", lambda: Processor(64 << 10, 1 << 20, 8 << 20, 64))
    large = targets.target()
    monkeypatch.setattr(targets, "processor", lambda: Processor(64 << 10, 16 << 20, 64 << 20, 64))
    assert (small.nearby, large.nearby) == (64 << 10, 128 << 10)
    assert 2 * targets.target().nearby == targets.STACK  # blocks of products take twice as much
    assert small.shares < large.shares
    assert (small.sets, large.sets) == (Sets(8, 4 << 10), Sets(8, 8 << 10))


@pytest.mark.compiler
def test_plans_of_another_machine_have_other_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    from autograph.backends.c import kept

    before = backend().identity()
    monkeypatch.setattr(kept, "processor", lambda: Processor(1 << 10, 1 << 12, 1 << 14, 3))
    assert backend().identity() != before
