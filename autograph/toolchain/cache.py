"""A content-addressed store on disk: what compilers made, and documents such as plans.

An entry is named by its kind (a short folder name) and its key (a hex digest of all it was made from). It is made
in a workspace inside the same folder, checksummed, and published by one atomic rename, so that a reader meets a whole
entry or none and no lock is needed. Every read verifies; what is corrupt, truncated or foreign is removed and counts as
absent. The folder may be deleted at any time.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import hashlib
import json
import os
import stat
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from autograph import config
from autograph.errors import AutographError, CacheError, user_location
from autograph.toolchain.entry import (
    DOCUMENT,
    KEY,
    MANIFEST,
    Entry,
    Stored,
    head_line,
    is_sound,
    listing,
    read_document,
    read_entry,
    sync,
    write_manifest,
)

#: Bytes the store may hold before the least recently used entries go.
LIMIT = 1 << 30

_WORKSPACE = ".autograph-tmp-"
_TOUCH_SECONDS = 3600.0
_ABANDONED_SECONDS = 86400.0
_ATTEMPTS = 5
#: Why a write is given up whose folder never stays.
_DELETED = "it is deleted again and again"

T = TypeVar("T")


class Cache:
    """The store in `directory`, which is created with mode 0700.

    A folder that is a symbolic link, belongs to someone else or may be written to by others is not used: the store
    then lives in a private temporary folder until the process ends, and says so in a RuntimeWarning. `limit` (bytes)
    is enforced once per process, at its first `put`.
    """

    def __init__(self, directory: Path, limit: int = LIMIT):
        self.directory = Path(directory).absolute()
        self.limit = limit
        self._trimmed = False
        objection = _objection(self.directory)
        if objection is not None:
            self._retreat(objection)

    def get(self, kind: str, key: str) -> Entry | None:
        """The verified artifact of this name, or None."""
        folder = self._place(kind, key)
        entry = read_entry(folder, kind, key)
        if entry is None:
            self._discard(folder)
            return None
        _touch(os.path.join(folder, MANIFEST))
        return entry

    def put(self, kind: str, key: str, write: Callable[[Path], None], meta: dict[str, Any], suffix: str = "") -> Entry:
        """Store what `write(path)` makes at `path`, whose name ends in `suffix`.

        `meta` must be JSON; it is read after `write` has returned, which may therefore add to it. If another process
        was first, its entry is kept and returned. `write` is called again if the folder was deleted under it; what
        it raises otherwise passes through, an OSError as a CacheError. Raises CacheError when the disk refuses.
        """

        def make(workspace: str) -> Entry:
            path = Path(workspace, key + suffix)
            write(path)
            content = path.read_bytes()
            sync(path)
            noted = write_manifest(workspace, kind, key, path.name, content, meta)
            winner = self._publish(workspace, kind, key)
            return winner or Entry(Path(self._place(kind, key), path.name), noted, content)

        entry = self._in_workspace(make)
        if not self._trimmed:
            self._trimmed = True
            self.evict(self.limit)
        return entry

    def get_json(self, kind: str, key: str) -> dict[str, Any] | None:
        """The verified document of this name, or None."""
        path = self._place(kind, key) + DOCUMENT
        payload = read_document(path, kind, key)
        if payload is None:
            self._discard(path)
            return None
        _touch(path)
        document: dict[str, Any] = json.loads(payload)
        return document

    def put_json(self, kind: str, key: str, value: dict[str, Any]) -> None:
        """Store a document; one already there is replaced. Raises CacheError when the disk refuses."""
        payload = json.dumps(value, separators=(",", ":")).encode()

        def make(workspace: str) -> None:
            path = Path(workspace, key)
            # No fsync: a crash may leave a torn document, which its checksum gives away.
            path.write_bytes(head_line(kind, key, payload) + b"\n" + payload)
            os.replace(path, self._room(kind, key) + DOCUMENT)

        self._in_workspace(make)

    def entries(self) -> list[Stored]:
        """All artifacts and documents, least recently used first."""
        return sorted(listing(self.directory), key=lambda item: (item.mtime, item.kind, item.key))

    def total_size(self) -> int:
        """Bytes held by all entries."""
        return sum(item.size for item in listing(self.directory))

    def verify(self) -> list[Stored]:
        """Check every entry; those that fail are removed and returned."""
        damaged = [item for item in self.entries() if not is_sound(item)]
        for item in damaged:
            self._discard(str(item.path))
        return damaged

    def clear(self) -> int:
        """Remove every entry; how many there were."""
        return self.evict(-1)

    def evict(self, limit: int) -> int:
        """Remove entries, least recently used first, until at most `limit` bytes remain; how many went."""
        _sweep(self.directory)
        items = self.entries()
        total, gone = sum(item.size for item in items), 0
        for item in items:
            if total <= limit:
                break
            self._discard(str(item.path))
            total, gone = total - item.size, gone + 1
        return gone

    def _place(self, kind: str, key: str) -> str:
        assert kind.isidentifier() and KEY.fullmatch(key), f"cache: not a kind and a hex digest: {kind!r}, {key!r}"
        return f"{self.directory}{os.sep}{kind}{os.sep}{key}"

    def _room(self, kind: str, key: str) -> str:
        place = self._place(kind, key)
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        return place

    def _publish(self, workspace: str, kind: str, key: str) -> Entry | None:
        """Rename the workspace into place; the entry of another process that was first, else None."""
        place = self._room(kind, key)
        try:
            os.rename(workspace, place)
        except OSError:
            if not os.path.lexists(place):
                raise
            winner = self.get(kind, key)
            if winner is not None:
                return winner
            os.rename(workspace, place)  # what stood there was damaged, and is gone now
        return None

    def _in_workspace(self, make: Callable[[str], T]) -> T:
        reason = _DELETED
        for _ in range(_ATTEMPTS):
            workspace = self._workspace()
            try:
                return make(workspace)
            except AutographError:
                if os.path.isdir(workspace):
                    raise
            except FileNotFoundError as error:
                # Somebody may be deleting the directory, and has come to the file but not yet to the workspace.
                reason = str(error) if os.path.isdir(workspace) else _DELETED
            except OSError as error:
                if os.path.isdir(workspace):
                    raise _refused(self.directory, str(error)) from error
            finally:
                _remove(workspace)
        raise _refused(self.directory, reason)

    def _workspace(self) -> str:
        import tempfile

        for _ in range(_ATTEMPTS):
            objection = _objection(self.directory)
            try:
                if objection is None:
                    return tempfile.mkdtemp(prefix=_WORKSPACE, dir=self.directory)
            except FileNotFoundError:
                continue  # deleted in between
            except OSError as error:
                objection = f"it cannot be written to ({error.strerror})"
            self._retreat(objection)
        raise _refused(self.directory, "no folder can be made in it")

    def _discard(self, place: str) -> None:
        """Remove an entry: out of sight by one rename first, so that no reader meets half of it."""
        grave = f"{self.directory}{os.sep}{_WORKSPACE}{os.urandom(8).hex()}"
        try:
            os.rename(place, grave)
        except OSError:
            return  # already gone, or the disk is read-only: it was not used in either case
        _remove(grave)

    def _retreat(self, objection: str) -> None:
        import tempfile

        refused, self.directory = self.directory, Path(tempfile.mkdtemp(prefix="autograph-"))
        atexit.register(_remove_if_owner, str(self.directory), os.getpid())
        where = user_location()
        warnings.warn_explicit(
            f"the kernel cache {refused} is not used: {objection}. Kernels are kept in {self.directory} until this "
            "process ends; set AUTOGRAPH_CACHE_DIR to a folder of your own to keep them",
            RuntimeWarning,
            where.file,
            where.line,
        )


@functools.cache
def _opened(directory: Path) -> Cache:
    return Cache(directory)


def default_cache() -> Cache:
    """The store in `config.cache_dir`, opened once."""
    return _opened(config.cache_dir)


def digest(*parts: object) -> str:
    """A key: the SHA-256 of the parts, in hex. Parts are text, numbers, None and tuples or lists of them."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _objection(directory: Path) -> str | None:
    """Why no code may be loaded from this folder, which is made if it is missing; None when it may."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = directory.lstat()
    except OSError as error:
        return f"it cannot be made ({error.strerror})"
    if stat.S_ISLNK(status.st_mode):
        return "it is a symbolic link"
    if sys.platform != "win32":
        if status.st_uid != os.geteuid():
            return f"it belongs to another user (uid {status.st_uid})"
        if status.st_mode & 0o022:
            return f"others may write to it (mode {stat.S_IMODE(status.st_mode):o})"
    return None


def _sweep(directory: Path) -> None:
    """Remove the workspaces of processes that died."""
    for workspace in directory.glob(_WORKSPACE + "*"):
        try:
            abandoned = time.time() - workspace.stat().st_mtime > _ABANDONED_SECONDS
        except FileNotFoundError:
            continue
        if abandoned:
            _remove(str(workspace))


def _touch(path: str) -> None:
    """Note the use of an entry, at most once an hour; a store on a read-only disk stays as it is."""
    with contextlib.suppress(OSError):
        if time.time() - os.stat(path).st_mtime > _TOUCH_SECONDS:
            os.utime(path)


def _remove(path: str) -> None:
    import shutil

    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            os.unlink(path)


def _remove_if_owner(path: str, process: int) -> None:
    if os.getpid() == process:  # not in a child made by fork
        _remove(path)


def _refused(directory: Path, reason: str) -> CacheError:
    return CacheError(
        f"the kernel cache {directory} cannot be written: {reason}",
        hint="free some disk space, or set AUTOGRAPH_CACHE_DIR to another folder",
    )
