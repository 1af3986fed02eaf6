"""Downloads from servers on this machine that misbehave in every way mirrors do."""

from __future__ import annotations

import gzip
import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from autograph import config, datasets
from autograph.datasets import mirrored
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


@pytest.fixture
def mirror(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    server.log = []
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
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


def test_no_server_at_all(target):
    with pytest.raises(DataError, match="http://127.0.0.1:1/x: no answer: .*refused"):
        download(["http://127.0.0.1:1/x"], target, SHA256, 1000, HINT)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DataError, match="cannot write .*file/folder/file.gz: "):
        download([], tmp_path / "file" / "folder" / "file.gz", SHA256, 1000, HINT)


def test_mnist_says_how_to_get_the_files_without_a_network(mirror, tmp_path, monkeypatch):
    monkeypatch.setattr(config, "data_dir", tmp_path)
    monkeypatch.setattr(mirrored, "MIRRORS", (f"{mirror.url}/forbidden/", f"{mirror.url}/wrong/"))
    with pytest.raises(DataError, match="could not download train-images-idx3-ubyte.gz") as error:
        datasets.mnist()
    assert "HTTP 403" in error.value.what and "other content" in error.value.what
    for name in mirrored.SHA256:
        assert name in error.value.hint
    assert str(tmp_path / "mnist") in error.value.hint
    assert "mnist_small()" in error.value.hint
