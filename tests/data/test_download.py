"""Downloads from servers on this machine that misbehave in every way mirrors do."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from autograph import config, datasets
from autograph.datasets import cifar, mirrored
from autograph.datasets import download as module
from autograph.datasets.download import download
from autograph.errors import DataError

CONTENT = np.random.default_rng(0).bytes(300_000)
PACKED = gzip.compress(CONTENT, mtime=0)
SHA256 = hashlib.sha256(CONTENT).hexdigest()
HINT = "place it by hand"


class Mirror(BaseHTTPRequestHandler):
    """The first part of the path is the behaviour, `do_…` below; `server.log` tells what was asked."""

    def do_GET(self):
        behaviour = self.path.split("/")[1]
        self.server.log.append((behaviour, self.headers.get("Range")))
        getattr(self, f"do_{behaviour}")()

    def log_message(self, *arguments):
        pass

    def answer(self, status, body, announced=None):
        self.send_response(status)
        if announced is not None:
            self.send_header("Content-Length", str(announced))
        self.end_headers()
        self.wfile.write(body)

    def rest(self):
        """The status and what is left of the file, as a server that knows ranges has it."""
        start = int((self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").removesuffix("-"))
        return (206 if start else 200), PACKED[start:]

    def do_good(self):
        status, body = self.rest()
        if body:
            self.answer(status, body, len(body))
        else:
            self.send_error(416)

    def do_cut(self):
        """Breaks off after half of what is left, until little is."""
        status, body = self.rest()
        self.answer(status, body if len(body) < 120_000 else body[: len(body) // 2], len(body))

    def do_deaf(self):
        """Knows no ranges."""
        self.answer(200, PACKED, len(PACKED))

    def do_forbidden(self):
        self.send_error(403)

    def do_busy(self):
        self.send_error(503)

    def do_wrong(self):
        self.answer(200, gzip.compress(b"another file"), None)

    def do_garbage(self):
        self.answer(200, b"<html>log in first</html>", None)

    def do_endless(self):
        self.answer(200, bytes(1_000_000), None)

    def do_slow(self):
        """Sends the file in small pieces."""
        status, body = self.rest()
        self.answer(status, b"", len(body))
        for start in range(0, len(body), 20_000):
            time.sleep(0.002)
            self.wfile.write(body[start : start + 20_000])

    def do_silent(self):
        """Takes the question and does not answer it."""
        self.server.over.wait()

    def do_stalled(self):
        """Sends half of the file and then nothing, without breaking off."""
        self.answer(200, PACKED[: len(PACKED) // 2], len(PACKED))
        self.server.over.wait()

    def do_misplaced(self):
        """Says that it sends the part asked for and sends the whole file."""
        self.answer(206, PACKED, len(PACKED))

    def do_circular(self):
        self.send_response(302)
        self.send_header("Location", self.path)
        self.end_headers()


@pytest.fixture
def mirror(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    server.log = []
    server.over = threading.Event()
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


def fetch(mirror, target: Path, *behaviours: str) -> Path:
    return download([f"{mirror.url}/{name}/file.gz" for name in behaviours], target, SHA256, 400_000, HINT)


@pytest.fixture
def target(tmp_path):
    return tmp_path / "folder" / "file.gz"


def files_beside(target):
    return sorted(path.name for path in target.parent.iterdir() if path.suffix != ".lock")


def test_a_good_mirror(mirror, target, capsys):
    assert fetch(mirror, target, "good") == target
    assert target.read_bytes() == PACKED
    assert files_beside(target) == ["file.gz"]
    assert "file.gz" in capsys.readouterr().err


def test_what_is_there_is_not_fetched_again(mirror, target):
    fetch(mirror, target, "good")
    fetch(mirror, target, "good")
    assert len(mirror.log) == 1


def test_a_cut_connection_is_continued_where_it_broke(mirror, target):
    fetch(mirror, target, "cut")
    assert target.read_bytes() == PACKED
    assert mirror.log == [
        ("cut", None),
        ("cut", f"bytes={len(PACKED) // 2}-"),
        ("cut", f"bytes={len(PACKED) // 2 + (len(PACKED) - len(PACKED) // 2) // 2}-"),
    ]


def test_a_later_call_continues_from_another_mirror(mirror, target):
    target.parent.mkdir()
    target.with_name("file.gz.partial").write_bytes(PACKED[:1000])
    fetch(mirror, target, "good")
    assert target.read_bytes() == PACKED
    assert mirror.log == [("good", "bytes=1000-")]


def test_a_mirror_without_ranges_starts_over(mirror, target):
    target.parent.mkdir()
    target.with_name("file.gz.partial").write_bytes(PACKED[:1000])
    fetch(mirror, target, "deaf")
    assert target.read_bytes() == PACKED


def test_a_whole_partial_file_needs_no_more_bytes(mirror, target):
    target.parent.mkdir()
    target.with_name("file.gz.partial").write_bytes(PACKED)
    fetch(mirror, target, "good")
    assert target.read_bytes() == PACKED and files_beside(target) == ["file.gz"]


def test_a_wrong_partial_file_is_thrown_away(mirror, target):
    target.parent.mkdir()
    target.with_name("file.gz.partial").write_bytes(b"not the beginning")
    fetch(mirror, target, "good")
    assert target.read_bytes() == PACKED
    assert mirror.log == [("good", "bytes=17-"), ("good", None)]


@pytest.mark.parametrize("bad", ["forbidden", "busy", "wrong", "garbage", "endless"])
def test_the_next_mirror_is_tried(mirror, target, bad):
    fetch(mirror, target, bad, "good")
    assert target.read_bytes() == PACKED
    assert files_beside(target) == ["file.gz"]


def test_the_error_lists_every_answer_and_says_what_to_do(mirror, target):
    names = ("forbidden", "busy", "wrong", "garbage", "endless")
    with pytest.raises(DataError) as error:
        fetch(mirror, target, *names)
    answers = error.value.what.removeprefix("could not download file.gz: ").split("; ")
    assert [answer.split(": ", 1)[0] for answer in answers] == [f"{mirror.url}/{name}/file.gz" for name in names]
    for answer, expected in zip(
        answers,
        [
            "HTTP 403 Forbidden",
            "HTTP 503 Service Unavailable",
            "other content than expected: sha256",
            "other content than expected: sha256",
            "more than 400000 bytes, so not the file",
        ],
    ):
        assert expected in answer
    assert error.value.hint == HINT
    assert not target.exists()


def test_a_connection_that_never_gets_through_is_given_up(mirror, target, monkeypatch):
    monkeypatch.setattr(Mirror, "do_cut", lambda self: self.answer(200, PACKED[:500], len(PACKED)))
    with pytest.raises(DataError, match=f"the connection broke after 500 of {len(PACKED)} bytes"):
        fetch(mirror, target, "cut")
    assert len(mirror.log) == 3
    assert files_beside(target) == ["file.gz.partial"]


def test_a_slow_mirror_is_waited_for(mirror, target):
    fetch(mirror, target, "slow")
    assert target.read_bytes() == PACKED and len(mirror.log) == 1


def test_a_mirror_that_falls_silent_is_left_and_the_next_one_continues(mirror, target, monkeypatch):
    monkeypatch.setattr(module, "TIMEOUT_SECONDS", 0.5)
    fetch(mirror, target, "silent", "stalled", "good")
    assert target.read_bytes() == PACKED
    assert [behaviour for behaviour, _ in mirror.log][:2] == ["silent", "stalled"]
    assert mirror.log[-1] == ("good", f"bytes={len(PACKED) // 2}-")


def test_silence_is_told(mirror, target, monkeypatch):
    monkeypatch.setattr(module, "TIMEOUT_SECONDS", 0.2)
    with pytest.raises(
        DataError, match="silent/file.gz: no answer: .*timed out.*stalled/file.gz: the connection broke"
    ):
        fetch(mirror, target, "silent", "stalled")


def test_a_part_that_is_not_the_one_asked_for_is_thrown_away(mirror, target):
    target.parent.mkdir()
    target.with_name("file.gz.partial").write_bytes(PACKED[:1000])
    fetch(mirror, target, "misplaced")
    assert target.read_bytes() == PACKED and mirror.log == [("misplaced", "bytes=1000-"), ("misplaced", None)]


def test_a_redirection_in_circles_is_told(mirror, target):
    with pytest.raises(DataError, match="HTTP 302"):
        fetch(mirror, target, "circular")


def test_the_digest_may_be_that_of_the_file_as_it_is(mirror, target):
    url, sha256 = f"{mirror.url}/good/file.gz", hashlib.sha256(PACKED).hexdigest()
    with pytest.raises(DataError, match=f"other content than expected: sha256 {SHA256}"):
        download([url], target, sha256, 400_000, HINT)
    assert download([url], target, sha256, 400_000, HINT, packed=True).read_bytes() == PACKED


def test_a_full_disk_is_told_and_the_part_is_kept(mirror, target, monkeypatch):
    target.parent.mkdir()
    target.with_name("file.gz.partial").symlink_to("/dev/full")
    with pytest.raises(DataError, match="cannot write .*file.gz: No space left on device"):
        fetch(mirror, target, "good")


def test_no_server_at_all(target):
    with pytest.raises(DataError, match="http://127.0.0.1:1/x: no answer: .*refused"):
        download(["http://127.0.0.1:1/x"], target, SHA256, 1000, HINT)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DataError, match="cannot write .*file/folder/file.gz: "):
        download([], tmp_path / "file" / "folder" / "file.gz", SHA256, 1000, HINT)


@pytest.mark.parametrize("name, source", [("mnist", "MNIST"), ("fashion_mnist", "FASHION_MNIST")])
def test_a_set_of_idx_files_says_how_to_get_them_without_a_network(mirror, tmp_path, monkeypatch, name, source):
    files = getattr(mirrored, source)
    mirrors = (f"{mirror.url}/forbidden/", f"{mirror.url}/wrong/")
    monkeypatch.setattr(config, "data_dir", tmp_path)
    monkeypatch.setattr(mirrored, source, dataclasses.replace(files, mirrors=mirrors))
    with pytest.raises(DataError, match="could not download train-images-idx3-ubyte.gz") as error:
        getattr(datasets, name)()
    assert "HTTP 403" in error.value.what and "other content" in error.value.what
    for file in files.sha256:
        assert file in error.value.hint
    assert str(tmp_path / name) in error.value.hint
    assert "mnist_small()" in error.value.hint


def test_cifar10_says_how_to_get_it_without_a_network(mirror, tmp_path, monkeypatch):
    monkeypatch.setattr(config, "data_dir", tmp_path)
    monkeypatch.setattr(cifar, "MIRRORS", (f"{mirror.url}/forbidden/", f"{mirror.url}/wrong/"))
    with pytest.raises(DataError, match="could not download cifar-10-binary.tar.gz") as error:
        datasets.cifar10()
    assert "HTTP 403" in error.value.what and "other content" in error.value.what
    assert (
        f"place cifar-10-binary.tar.gz or the folder cifar-10-batches-bin in {tmp_path / 'cifar10'}" in error.value.hint
    )
