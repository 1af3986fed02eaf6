"""How kernels that are missing together are compiled together."""

from __future__ import annotations

import io
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from autograph.backends.units import ENOUGH, Units, dealt, watched
from autograph.render.source import Source


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(seconds: float) -> list[int]:
    def job(k: int) -> int:
        time.sleep(seconds)
        return k

    with ThreadPoolExecutor(2) as pool:
        return watched([pool.submit(job, k) for k in range(2)], [3, 4])


def test_a_long_compilation_shows_its_progress_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert run(1.2) == [0, 1]
    shown = terminal.getvalue()
    assert "autograph: compiling:" in shown and "0/7" in shown
    assert shown.endswith(" \r")  # and takes it away


def test_a_short_one_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert run(0.0) == [0, 1]
    assert terminal.getvalue() == ""


def test_a_long_one_says_nothing_to_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr("sys.stderr", log)
    assert run(1.1) == [0, 1]
    assert log.getvalue() == ""


def source(name: str, length: int) -> Source:
    return Source(name, name, "x" * length, frozenset(), False, False)


def test_a_compiler_starts_while_other_kernels_are_still_made() -> None:
    started = threading.Event()

    def make(unit: list[Source]) -> str:
        started.set()
        return "+".join(s.name for s in unit)

    with Units(make) as units:
        units.add(source("a", ENOUGH // 2))
        assert not started.wait(0.05), "a short one waits for company"
        units.add(source("b", ENOUGH // 2))
        assert started.wait(10)
        units.add(source("c", 10))
        assert units.made() == ["a+b", "c"]


def test_what_cannot_be_made_says_so_once_all_have_been_tried() -> None:
    def make(unit: list[Source]) -> None:
        raise OSError(unit[0].name)

    with pytest.raises(OSError, match="only"), Units(make) as units:
        units.add(source("only", 1))
        units.made()


def test_an_error_while_kernels_are_made_leaves_no_compiler_waiting() -> None:
    made: list[str] = []

    def make(unit: list[Source]) -> None:
        time.sleep(0.1)
        made.append(unit[0].name)

    with pytest.raises(KeyError), Units(make) as units:
        for k in range(50):
            units.add(source(f"k{k}", ENOUGH))
        raise KeyError
    assert len(made) < 50


def test_units_are_about_equally_long() -> None:
    sources = [source(f"k{k}", length) for k, length in enumerate((10, 90, 40, 30, 50))]
    lengths = [sum(len(s.text) for s in unit) for unit in dealt(sources, 2)]
    assert sorted(lengths) == [100, 120]
    assert dealt([], 2) == []
    assert len(dealt(sources[:1], 2)) == 1
