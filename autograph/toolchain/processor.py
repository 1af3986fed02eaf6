"""The processor this process runs on, as far as the order of loops depends on it: its caches and its cores."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

#: Bytes of the first, second and third cache where the system does not tell.
USUAL = (32 << 10, 512 << 10, 8 << 20)
#: Linux: a folder for each cache of each core.
CACHES = "/sys/devices/system/cpu/cpu{core}/cache"
#: macOS: what sysctl calls the caches; of its fast cores, where there are two kinds.
SYSCTL = (
    ("hw.perflevel0.l1dcachesize", "hw.l1dcachesize"),
    ("hw.perflevel0.l2cachesize", "hw.l2cachesize"),
    ("hw.l3cachesize",),
)
_UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


@dataclass(frozen=True)
class Processor:
    """Bytes of the data caches that one core reaches, shared ones in full, and the cores this process may use."""

    l1: int
    l2: int
    l3: int
    cores: int


@functools.cache
def processor() -> Processor:
    """This machine's, asked once; a cache that the system does not tell of has the usual size."""
    allowed = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    if sys.platform == "darwin":
        told = {level: size for level, names in enumerate(SYSCTL, 1) if (size := _sysctl(names))}
    else:
        told = cache_sizes(Path(CACHES.format(core=allowed[0])))
    l1, l2, l3 = (told.get(level, usual) for level, usual in enumerate(USUAL, 1))
    return Processor(l1, l2, l3, len(allowed))


def cache_sizes(folder: Path) -> Mapping[int, int]:
    """Level → bytes of the caches that Linux describes in a folder; none where there is no such folder."""
    found = {}
    for cache in sorted(folder.glob("index*")):
        try:
            kind, level, size = [(cache / name).read_text("ascii").strip() for name in ("type", "level", "size")]
        except OSError:  # some virtual machines leave files out
            continue
        if kind != "Instruction" and size[:-1].isdigit() and size[-1] in _UNITS:
            found[int(level)] = int(size[:-1]) * _UNITS[size[-1]]
    return found


def _sysctl(names: tuple[str, ...]) -> int:
    """The first of these that the system knows, else 0."""
    import ctypes

    system = ctypes.CDLL(None)
    for name in names:
        value, room = ctypes.c_int64(0), ctypes.c_size_t(8)
        if system.sysctlbyname(name.encode(), ctypes.byref(value), ctypes.byref(room), None, ctypes.c_size_t(0)) == 0:
            return value.value
    return 0
