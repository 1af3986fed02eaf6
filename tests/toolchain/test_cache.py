"""The store on disk: whole entries or none, whatever happens to the folder."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autograph import config
from autograph.errors import CacheError, CompilerError
from autograph.toolchain import Cache, Entry, default_cache, digest

KEY, OTHER = digest("one"), digest("two")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "store")


def writes(content: bytes) -> Callable[[Path], None]:
    return lambda path: [path.write_bytes(content), None][1]


def put(cache: Cache, key: str = KEY, content: bytes = b"some code", kind: str = "units") -> Entry:
    return cache.put(kind, key, writes(content), {"seconds": 0.5}, ".so")


def test_an_artifact_comes_back_as_it_was_put(cache: Cache) -> None:
    made = put(cache)
    found = cache.get("units", KEY)
    assert found == made and found is not None
    assert found.path.name == KEY + ".so" and found.path.read_bytes() == found.content == b"some code"
    assert found.meta == {"seconds": 0.5}
    assert cache.get("units", OTHER) is None and cache.get("kernels", KEY) is None


def test_notes_may_be_made_while_writing(cache: Cache) -> None:
    meta: dict[str, object] = {}

    def write(path: Path) -> None:
        path.write_bytes(b"code")
        meta["shape"] = (2, 3)

    assert cache.put("units", KEY, write, meta).meta == {"shape": [2, 3]}


def test_a_document_comes_back_and_may_be_replaced(cache: Cache) -> None:
    assert cache.get_json("plans", KEY) is None
    cache.put_json("plans", KEY, {"kernels": ["a\nb", 1.5, None]})
    assert cache.get_json("plans", KEY) == {"kernels": ["a\nb", 1.5, None]}
    cache.put_json("plans", KEY, {"kernels": []})
    assert cache.get_json("plans", KEY) == {"kernels": []}


def test_a_key_that_could_leave_the_folder_is_refused(cache: Cache) -> None:
    with pytest.raises(AssertionError, match="not a kind and a hex digest"):
        cache.get("units", "../../etc/passwd")


def truncate(entry: Entry) -> None:
    os.truncate(entry.path, 4)


def flip(entry: Entry) -> None:
    entry.path.write_bytes(b"evil code")


def lose_artifact(entry: Entry) -> None:
    entry.path.unlink()


def lose_manifest(entry: Entry) -> None:
    (entry.path.parent / "manifest.json").unlink()


def tear_manifest(entry: Entry) -> None:
    os.truncate(entry.path.parent / "manifest.json", 20)


def edit(entry: Entry, **changes: object) -> None:
    manifest = entry.path.parent / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), **changes}))


def other_format(entry: Entry) -> None:
    edit(entry, format=999)


def other_key(entry: Entry) -> None:
    edit(entry, key=OTHER)


def other_notes(entry: Entry) -> None:
    edit(entry, meta='{"seconds": 7}')


def outside(entry: Entry) -> None:
    edit(entry, file="../../../elsewhere.so")


def not_a_manifest(entry: Entry) -> None:
    (entry.path.parent / "manifest.json").write_text("[]")


DAMAGES = (
    truncate,
    flip,
    lose_artifact,
    lose_manifest,
    tear_manifest,
    other_format,
    other_key,
    other_notes,
    outside,
    not_a_manifest,
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_artifact_is_removed_and_made_anew(cache: Cache, damage: Callable[[Entry], None]) -> None:
    entry = put(cache)
    damage(entry)
    assert cache.get("units", KEY) is None
    assert not entry.path.parent.exists()
    assert put(cache).content == b"some code"
    assert cache.get("units", KEY) is not None


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_artifact_is_replaced_by_put(cache: Cache, damage: Callable[[Entry], None]) -> None:
    damage(put(cache))
    put(cache)
    found = cache.get("units", KEY)
    assert found is not None and found.path.read_bytes() == b"some code"


@pytest.mark.parametrize("content", [b"", b"{", b'{"format":1}\n{}', b"\xff\xfe", None])
def test_a_damaged_document_is_removed(cache: Cache, content: bytes | None) -> None:
    cache.put_json("plans", KEY, {"a": 1})
    path = cache.entries()[0].path
    path.write_bytes(path.read_bytes()[:-1] if content is None else content)
    assert cache.get_json("plans", KEY) is None
    assert not path.exists()


def test_a_document_under_another_name_is_foreign(cache: Cache) -> None:
    cache.put_json("plans", KEY, {"a": 1})
    path = cache.entries()[0].path
    path.rename(path.with_name(OTHER + ".jsonl"))
    assert cache.get_json("plans", OTHER) is None


def test_verify_removes_what_is_damaged_and_keeps_the_rest(cache: Cache) -> None:
    put(cache, OTHER)
    cache.put_json("plans", KEY, {"a": 1})
    flip(put(cache))
    assert [(item.kind, item.key) for item in cache.verify()] == [("units", KEY)]
    assert {(item.kind, item.key) for item in cache.entries()} == {("units", OTHER), ("plans", KEY)}
    assert cache.verify() == []


def test_the_first_entry_wins(cache: Cache) -> None:
    def slow(path: Path) -> None:
        put(cache, content=b"the other process")
        path.write_bytes(b"too late")

    entry = cache.put("units", KEY, slow, {}, ".so")
    assert entry.content == entry.path.read_bytes() == b"the other process"


def workspaces(cache: Cache) -> list[Path]:
    return [path for path in cache.directory.iterdir() if path.name.startswith(".")]


def test_a_failed_write_leaves_nothing(cache: Cache) -> None:
    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise CompilerError("nope", hint="none")

    with pytest.raises(CompilerError, match="nope"):
        cache.put("units", KEY, fail, {})
    assert cache.get("units", KEY) is None and workspaces(cache) == []


def test_a_write_that_makes_no_file_says_so(cache: Cache) -> None:
    with pytest.raises(CacheError, match=r"cannot be written: .*No such file(.|\n)*try: free some disk space"):
        cache.put("units", KEY, lambda path: None, {})


@pytest.mark.parametrize("error", [CompilerError("cannot open output", hint="none"), FileNotFoundError("gone"), None])
def test_the_folder_may_be_deleted_while_an_entry_is_made(cache: Cache, error: Exception | None) -> None:
    calls = []

    def write(path: Path) -> None:
        calls.append(path)
        if len(calls) == 1:
            shutil.rmtree(cache.directory)
            if error is not None:
                raise error
        else:
            path.write_bytes(b"code")

    assert cache.put("units", KEY, write, {}).path.read_bytes() == b"code"
    assert len(calls) == 2


def test_a_folder_deleted_for_ever_is_an_error(cache: Cache) -> None:
    with pytest.raises(CacheError, match="deleted again and again"):
        cache.put("units", KEY, lambda path: shutil.rmtree(cache.directory), {})


def test_the_folder_may_be_deleted_between_uses(cache: Cache) -> None:
    put(cache)
    shutil.rmtree(cache.directory)
    assert cache.get("units", KEY) is None and cache.get_json("plans", KEY) is None
    assert cache.entries() == [] and cache.total_size() == 0 and cache.clear() == 0
    cache.put_json("plans", KEY, {"a": 1})
    put(cache)
    assert len(cache.entries()) == 2


def age(cache: Cache, key: str, seconds: float) -> None:
    (item,) = (item for item in cache.entries() if item.key == key)
    then = time.time() - seconds
    for path in [item.path, *item.path.glob("*")]:
        os.utime(path, (then, then))


def test_the_least_recently_used_go_first(cache: Cache) -> None:
    keys = [digest(n) for n in range(4)]
    for n, key in enumerate(keys):
        put(cache, key, b"x" * 1000)
        age(cache, key, 7200 * (4 - n))
    assert cache.get("units", keys[0]) is not None  # the oldest, used now
    assert cache.evict(cache.total_size()) == 0
    assert cache.evict(cache.total_size() // 2) == 2
    assert {item.key for item in cache.entries()} == {keys[0], keys[3]}
    assert cache.clear() == 2 and cache.total_size() == 0


@pytest.mark.parametrize(("seconds", "touched"), [(7200, True), (600, False)])
def test_use_is_noted_at_most_hourly(cache: Cache, seconds: int, touched: bool) -> None:
    put(cache)
    cache.put_json("plans", OTHER, {"a": 1})
    for key in (KEY, OTHER):
        age(cache, key, seconds)
    assert cache.get("units", KEY) and cache.get_json("plans", OTHER)
    assert [time.time() - item.mtime < 300 for item in cache.entries()] == [touched, touched]


def test_the_first_put_of_a_process_enforces_the_limit(cache: Cache) -> None:
    for n in range(3):
        put(cache, digest(n), b"x" * 1000)
        age(cache, digest(n), 7200)
    small = Cache(cache.directory, limit=1500)
    put(small, content=b"new")
    assert KEY in {item.key for item in small.entries()} and small.total_size() <= 1500


def test_abandoned_workspaces_are_swept(cache: Cache) -> None:
    old, young = cache.directory / ".autograph-tmp-dead", cache.directory / ".autograph-tmp-busy"
    old.mkdir()
    young.mkdir()
    os.utime(old, (0, 0))
    cache.evict(0)
    assert workspaces(cache) == [young]


def test_nothing_but_entries_is_ever_removed(tmp_path: Path) -> None:
    document = tmp_path / "thesis" / "chapter.txt"
    document.parent.mkdir()
    document.write_text("years of work")
    cache = Cache(tmp_path)
    put(cache)
    assert cache.clear() == 1 and cache.verify() == []
    assert document.read_text() == "years of work"


def test_the_default_store_follows_the_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "cache_dir", tmp_path / "mine")
    assert default_cache().directory == tmp_path / "mine"
    assert default_cache() is default_cache()


def test_a_digest_tells_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc") and digest("1") != digest(1) and len(digest()) == 64
