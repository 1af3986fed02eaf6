"""The command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import autograph
from autograph import config, golden
from autograph.cli import main
from autograph.toolchain import Cache, default_cache


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    """A cache with two entries."""
    monkeypatch.setattr(config, "cache_dir", tmp_path / "cache")
    cache = default_cache()
    cache.put("units", "a" * 64, lambda path: path.write_bytes(b"x" * 3000), {}, ".so")
    cache.put_json("plans", "b" * 64, {"steps": []})
    return cache


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"autograph {autograph.__version__}\n"


def test_python_m_autograph_is_the_same() -> None:
    done = subprocess.run([sys.executable, "-m", "autograph", "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"autograph {autograph.__version__}\n")


def test_the_version_starts_nothing_heavy() -> None:
    heavy = "jinja2", "autograph.inspect", "autograph.datasets.download", "tqdm"
    script = (
        "import sys; from autograph.cli import main\n"
        "try: main(['--version'])\nexcept SystemExit: pass\n"
        f"print([m for m in {heavy} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_no_command_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([])
    assert stop.value.code == 2
    assert "COMMAND" in capsys.readouterr().err


@pytest.mark.compiler
def test_the_doctor_finds_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    for name in ("system", "C compiler", "threads", "cache", "CUDA", "MPI", "training"):
        assert any(row.startswith(name) for row in told.splitlines()), name
    assert f"autograph {autograph.__version__}" in told
    assert "vectors of " in told and str(config.cache_dir) in told
    assert "a step compiles and runs" in told


@pytest.mark.compiler
def test_the_doctor_tells_of_the_interpreter_mode(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(config, "mode", "interpret")
    assert main(["doctor"]) == 0
    assert "AUTOGRAPH_MODE=interpret is set" in capsys.readouterr().out
    assert config.mode == "interpret"


def test_the_doctor_says_how_to_get_a_compiler(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(config, "cc", "no-such-compiler")
    monkeypatch.setattr(config, "nvcc", "no-such-nvcc")
    assert main(["doctor"]) == 1
    told = capsys.readouterr().out
    assert "no C compiler found: looked for AUTOGRAPH_CC=no-such-compiler" in told
    assert "try: apt install gcc" in told
    assert "nvcc not found" in told and "try: install the CUDA toolkit" in told
    assert "no C compiler works" in told


def test_the_doctor_takes_a_broken_compiler_for_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "cc"
    broken.write_text("#!/bin/sh\necho 'error: licence expired' >&2\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(config, "cc", str(broken))
    assert main(["doctor"]) == 1
    assert "licence expired" in capsys.readouterr().out


def test_cache_ls_and_stats(store: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cache", "ls"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 2 and any("units" in row and "a" * 64 in row for row in rows)
    assert main(["cache", "stats"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0].startswith(f"{store.directory}: 3.") and "of at most 1024.0 MiB" in rows[0]
    assert rows[1].split()[:3] == ["plans", "1", "entries"] and rows[2].split()[:3] == ["units", "1", "entries"]


def test_cache_verify_removes_what_is_damaged(store: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cache", "verify"]) == 0
    assert capsys.readouterr().out == "2 entries checked, 0 damaged\n"
    entry = store.get("units", "a" * 64)
    assert entry is not None
    entry.path.write_bytes(b"y" * 3000)
    assert main(["cache", "verify"]) == 1
    rows = capsys.readouterr().out.splitlines()
    assert rows[0].startswith("removed a damaged entry: ") and rows[1] == "2 entries checked, 1 damaged"
    assert [item.kind for item in store.entries()] == ["plans"]


def test_cache_clear(store: Cache, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cache", "clear"]) == 0
    assert capsys.readouterr().out == f"removed 2 entries from {store.directory}\n"
    assert store.entries() == []


def test_an_unknown_cache_action_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["cache", "polish"])
    assert stop.value.code == 2
    assert "polish" in capsys.readouterr().err


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    chosen = tuple(p for p in golden.programs() if p.name == "broadcast")
    (tmp_path / "programs.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(golden, "_ROOT", tmp_path)
    monkeypatch.setattr(golden, "programs", lambda: chosen)
    return tmp_path


def test_golden_tells_and_writes(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["golden"]) == 1
    rows = capsys.readouterr().out.splitlines()
    assert rows[0] == "generated/c/broadcast.c: it is missing"
    assert rows[-1].endswith("files differ; autograph golden --update writes them")
    assert main(["golden", "--update"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("files written")
    assert (small / "c" / "broadcast.c").is_file()
    assert main(["golden"]) == 0
    assert capsys.readouterr().out == "all files are up to date\n"
    assert main(["golden", "--update"]) == 0
    assert capsys.readouterr().out == "all files were up to date\n"


def test_an_error_of_the_package_is_told_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(golden, "_ROOT", tmp_path)
    golden.programs.cache_clear()
    assert main(["golden"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("autograph: the golden programs are not there") and "try: run this in a checkout" in told
    golden.programs.cache_clear()
