"""The processor this process runs on, as far as the order of loops depends on it: its caches and its cores."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

#: Bytes of the first, second and third cache where the system does not tell.
USUAL = (32 << 10, 512 << 10, 8 << 20)
#: Lines of a set of the first cache where the system does not tell.
USUAL_WAYS = 8
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
    """Bytes of the data caches that one core reaches, shared ones in full; the cores this process may use; and how many
    lines a set of the first cache has, its `ways`."""

    l1: int
    l2: int
    l3: int
    cores: int
    ways: int = USUAL_WAYS


@functools.cache
def processor() -> Processor:
    """This machine's, asked once; a cache that the system does not tell of has the usual size."""
    allowed = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    if sys.platform == "darwin":
        told, ways = {level: size for level, names in enumerate(SYSCTL, 1) if (size := _sysctl(names))}, USUAL_WAYS
    else:
        folder = Path(CACHES.format(core=allowed[0]))
        told, ways = cache_sizes(folder), first_ways(folder)
    l1, l2, l3 = (told.get(level, usual) for level, usual in enumerate(USUAL, 1))
    return Processor(l1, l2, l3, len(allowed), ways)


def cache_sizes(folder: Path) -> Mapping[int, int]:
    """Level → bytes of the data caches that Linux describes in a folder; none where there is no such folder."""
    sizes = {level: size for level, size in _described(folder, "size") if size[:-1].isdigit() and size[-1] in _UNITS}
    return {level: int(size[:-1]) * _UNITS[size[-1]] for level, size in sizes.items()}


def first_ways(folder: Path) -> int:
    """How many lines a set of the first data cache has, as Linux describes it; usual ones where it does not."""
    told = dict(_described(folder, "ways_of_associativity")).get(1, "")
    return int(told) if told.isdigit() and int(told) else USUAL_WAYS


def _described(folder: Path, name: str) -> Iterator[tuple[int, str]]:
    """Levels of the data caches in a folder, and what the file of that name tells of each."""
    for cache in sorted(folder.glob("index*")):
        try:
            kind, level, told = [(cache / file).read_text("ascii").strip() for file in ("type", "level", name)]
        except OSError:  # some virtual machines leave files out
            continue
        if kind != "Instruction":
            yield int(level), told


def _sysctl(names: tuple[str, ...]) -> int:
    """The first of these that the system knows, else 0."""
    import ctypes

    system = ctypes.CDLL(None)
    for name in names:
        value, room = ctypes.c_int64(0), ctypes.c_size_t(8)
        if system.sysctlbyname(name.encode(), ctypes.byref(value), ctypes.byref(room), None, ctypes.c_size_t(0)) == 0:
            return value.value
    return 0
