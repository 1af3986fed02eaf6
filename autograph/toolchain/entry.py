"""How an entry of the store lies on disk, and when it counts as sound.

An artifact is a folder `KIND/KEY/` with a manifest (format, kind, key, size, checksum, notes) beside the file; a
document is one file `KIND/KEY.jsonl`: a line of the same facts, then the JSON text.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
DOCUMENT = ".jsonl"
#: What a key looks like: nothing else in a folder is listed, and so nothing else is ever evicted.
KEY = re.compile("[0-9a-f]{16,128}")
_FORMAT = 1


@dataclass(frozen=True)
class Entry:
    """A verified artifact: where it lies, what its maker noted, and the bytes that were verified."""

    path: Path
    meta: dict[str, Any]
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Stored:
    """One line of a listing, not verified: `size` in bytes, `mtime` (last use, to the hour) in seconds."""

    kind: str
    key: str
    path: Path
    size: int
    mtime: float


def _checksum(content: bytes, noted: str) -> str:
    return hashlib.sha256(content + noted.encode()).hexdigest()


def write_manifest(folder: str, kind: str, key: str, name: str, content: bytes, meta: dict[str, Any]) -> dict[str, Any]:
    noted = json.dumps(meta)
    manifest = {"format": _FORMAT, "kind": kind, "key": key, "file": name, "size": len(content), "meta": noted}
    path = Path(folder, MANIFEST)
    path.write_text(json.dumps({**manifest, "sha256": _checksum(content, noted)}), encoding="utf-8")
    sync(path)
    result: dict[str, Any] = json.loads(noted)
    return result


def read_entry(folder: str, kind: str, key: str) -> Entry | None:
    try:
        with open(os.path.join(folder, MANIFEST), "rb") as file:
            manifest = json.load(file)
        ours = (manifest["format"], manifest["kind"], manifest["key"]) == (_FORMAT, kind, key)
        path = os.path.join(folder, os.path.basename(manifest["file"]))
        with open(path, "rb") as file:
            content = file.read()
        whole = len(content) == manifest["size"] and _checksum(content, manifest["meta"]) == manifest["sha256"]
        return Entry(Path(path), json.loads(manifest["meta"]), content) if ours and whole else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def head_line(kind: str, key: str, payload: bytes) -> bytes:
    checksum = hashlib.sha256(payload).hexdigest()
    return f'{{"format":{_FORMAT},"kind":"{kind}","key":"{key}","sha256":"{checksum}"}}'.encode()


def read_document(path: str, kind: str, key: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            head, _, payload = file.read().partition(b"\n")
    except OSError:
        return None
    return payload if head == head_line(kind, key, payload) else None


def is_sound(item: Stored) -> bool:
    if item.path.is_dir():
        return read_entry(str(item.path), item.kind, item.key) is not None
    return read_document(str(item.path), item.kind, item.key) is not None


def listing(directory: Path) -> Iterator[Stored]:
    """All entries below a store's folder."""
    for kind in _names(directory):
        for name in _names(directory / kind):
            key = name.removesuffix(DOCUMENT)
            place = directory / kind / name
            files = [place] if name.endswith(DOCUMENT) else _files(place, key)
            if not KEY.fullmatch(key) or not files:
                continue
            try:
                size, used = sum(path.stat().st_size for path in files), max(path.stat().st_mtime for path in files)
            except OSError:
                continue  # deleted meanwhile
            yield Stored(kind, key, place, size, used)


def _files(place: Path, key: str) -> list[Path]:
    names = _names(place)
    return [place / name for name in names] if any(n == MANIFEST or n.startswith(key) for n in names) else []


def _names(folder: Path) -> list[str]:
    try:
        return [name for name in os.listdir(folder) if not name.startswith(".")]
    except OSError:
        return []  # deleted meanwhile, or no folder at all


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
