"""The folder of the store: private or not used, and shared by many processes and threads."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from autograph.toolchain import Cache, Entry, digest

KEY = digest("one")
posix = pytest.mark.skipif(sys.platform == "win32", reason="owners and modes of folders are POSIX")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "store")


def put(cache: Cache, key: str = KEY, content: bytes = b"some code") -> Entry:
    return cache.put("units", key, lambda path: [path.write_bytes(content), None][1], {}, ".so")


def workspaces(cache: Cache) -> list[Path]:
    return [path for path in cache.directory.iterdir() if path.name.startswith(".")]


@posix
def test_the_folder_is_private(cache: Cache) -> None:
    assert cache.directory.stat().st_mode & 0o777 == 0o700


def world_writable(tmp_path: Path) -> Path:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    return tmp_path / "open"


def linked(tmp_path: Path) -> Path:
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    return tmp_path / "link"


def below_a_file(tmp_path: Path) -> Path:
    (tmp_path / "file").write_text("")
    return tmp_path / "file" / "store"


def somebody_elses(tmp_path: Path) -> Path:
    folder = tmp_path / "theirs"
    folder.mkdir(mode=0o700)
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    os.chown(folder, 12345, 12345)
    return folder


@posix
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (world_writable, r"others may write to it \(mode 777\)"),
        (linked, "it is a symbolic link"),
        (below_a_file, "it cannot be made"),
        (somebody_elses, r"it belongs to another user \(uid 12345\)"),
    ],
)
def test_an_unsafe_folder_is_not_used(tmp_path: Path, make: Callable[[Path], Path], reason: str) -> None:
    folder = make(tmp_path)
    with pytest.warns(RuntimeWarning, match=f"{reason}.*AUTOGRAPH_CACHE_DIR") as warned:
        cache = Cache(folder)
    assert len(warned) == 1 and warned[0].filename == __file__
    assert cache.directory != folder and cache.directory.stat().st_mode & 0o777 == 0o700
    assert put(cache).path.is_relative_to(cache.directory)
    assert not folder.is_dir() or list(folder.iterdir()) == []


@posix
def test_a_folder_that_turns_unsafe_is_left(cache: Cache) -> None:
    before = cache.directory
    before.chmod(0o777)
    with pytest.warns(RuntimeWarning, match="others may write to it"):
        put(cache)
    assert cache.directory != before and cache.get("units", KEY) is not None


@posix
def test_a_read_only_folder_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    if os.geteuid() == 0:
        folder = Path("/sys/kernel")  # modes do not stop root
        if not folder.is_dir():
            pytest.skip("no folder that root cannot write to")
    else:
        folder.mkdir(mode=0o500)
    cache = Cache(folder)
    with pytest.warns(RuntimeWarning, match="it cannot be written to"):
        assert put(cache).path.read_bytes() == b"some code"
    assert cache.directory != folder


@posix
def test_the_temporary_folder_goes_with_its_process_not_with_a_child(tmp_path: Path) -> None:
    script = (
        "import os, sys, warnings; from pathlib import Path; from autograph.toolchain import Cache\n"
        "warnings.simplefilter('ignore')\n"
        "folder = Cache(Path(sys.argv[1])).directory\n"
        "child = os.fork()\n"
        "if not child: sys.exit()\n"
        "os.waitpid(child, 0)\n"
        "print(folder.is_dir(), folder)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script, linked(tmp_path)], capture_output=True, text=True, check=True
    )
    alive, folder = answer.stdout.split()
    assert alive == "True" and not Path(folder).exists()


def stress(directory: Path, worker: int) -> None:
    cache = Cache(directory)
    for round_ in range(40):
        key = digest(round_ % 5)
        content = key.encode() * 100
        entry = cache.get("units", key) or put(cache, key, content)
        assert entry.content == content
        cache.put_json("plans", key, {"key": key})
        assert cache.get_json("plans", key) in ({"key": key}, None)
        if worker == 0 and round_ % 5 == 4:
            cache.clear()
        if worker == 1 and round_ % 10 == 9:
            shutil.rmtree(directory, ignore_errors=True)


def test_many_processes_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=stress, args=(tmp_path / "store", n)) for n in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0]


def test_many_threads_at_once(cache: Cache) -> None:
    entries: list[Entry] = []
    threads = [threading.Thread(target=lambda: entries.append(put(cache))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(entries) == 8 and all(entry == entries[0] for entry in entries)
    assert workspaces(cache) == []


def test_a_file_that_vanishes_from_a_workspace_is_written_again(cache: Cache) -> None:
    """As where somebody deletes the directory and has come to the file, but not yet to the folder around it."""
    written: list[str] = []

    def make(workspace: str) -> str:
        path = Path(workspace, "content")
        path.write_bytes(b"")
        if not written:
            path.unlink()
        written.append(workspace)
        os.replace(path, cache.directory / "content")
        return "made"

    assert cache._in_workspace(make) == "made" and len(written) == 2
