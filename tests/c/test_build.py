"""How kernels that are missing together are compiled together."""

from __future__ import annotations

import io
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from autograph.backends.c import build


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(seconds: float) -> list[int]:
    def job(k: int) -> int:
        time.sleep(seconds)
        return k

    with ThreadPoolExecutor(2) as pool:
        return build._watched([pool.submit(job, k) for k in range(2)], [3, 4])


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
