"""Loading a shared library from the store, for good: it is never unloaded."""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path
from typing import Any

from autograph.errors import CacheError
from autograph.toolchain.entry import Entry

# File systems on which another machine may delete a file that is mapped here, which ends in SIGBUS.
_NETWORK = frozenset("9p afs beegfs ceph cifs fuse.glusterfs fuse.sshfs gpfs lustre nfs nfs4 smb3 smbfs".split())

# Held for the life of the process: libraries because an OpenMP runtime must not be unmapped under its threads,
# descriptors because the loader knows a library by its path, /proc/self/fd/N.
_libraries: list[Any] = []
_descriptors: list[int] = []


def load_library(ffi: Any, entry: Entry) -> Any:
    """The library of a verified entry, opened by `ffi.dlopen` with RTLD_NOW and RTLD_NODELETE.

    From a network file system, or when the file was deleted since it was verified, the verified bytes are loaded
    from memory (Linux). Raises CacheError when the system's loader refuses.
    """
    path = str(entry.path)
    if sys.platform == "linux" and (_on_network(str(entry.path.parent.parent)) or not os.path.exists(path)):
        path = _in_memory(entry)
    try:
        library = ffi.dlopen(path, _flags(ffi))
    except OSError as error:
        raise CacheError(
            f"the compiled library {entry.path} cannot be loaded: {error}",
            hint="install what it needs, or remove the kernels built elsewhere: autograph cache clear",
        ) from error
    _libraries.append(library)
    return library


def _flags(ffi: Any) -> int:
    return 0 if sys.platform == "win32" else int(ffi.RTLD_NOW) | os.RTLD_NODELETE


def _in_memory(entry: Entry) -> str:
    descriptor = os.memfd_create(entry.path.name, os.MFD_CLOEXEC)
    _descriptors.append(descriptor)
    with open(descriptor, "wb", closefd=False) as file:
        file.write(entry.content)
    return f"/proc/self/fd/{descriptor}"


@functools.cache
def _on_network(folder: str) -> bool:
    mounts = Path("/proc/self/mounts")
    text = mounts.read_text(encoding="utf-8", errors="replace") if mounts.exists() else ""
    return file_system(os.path.realpath(folder), text) in _NETWORK


def file_system(folder: str, mounts: str) -> str:
    """The type of the file system that holds `folder`, by the text of /proc/self/mounts."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _, point, name, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if (folder == point or folder.startswith(point.rstrip("/") + "/")) and len(point) >= len(best):
            best, kind = point, name
    return kind
