"""Peers measured in turns, A B C A B C …: a change of the machine's speed meets all of them.

Each lives in its own process, on the same cores; who is not measured sleeps. Their first results have to agree.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograph.bench.libraries import HOST, settings
from autograph.bench.work import Work
from autograph.errors import BenchmarkError, Location

CHILD = Path(__file__).with_name("child.py")
#: Largest difference of two peers' results, as a share of the largest number among them.
TOLERANCE = 2e-3


@dataclass
class Times:
    """Microseconds of a peer's steps."""

    n: int = 0
    least: float = float("inf")
    sample: list[float] = field(default_factory=list)

    def add(self, turn: dict[str, Any]) -> None:
        self.n += turn["n"]
        self.least = min(self.least, turn["min"])
        self.sample += turn["times"]

    @property
    def median(self) -> float:
        return statistics.median(self.sample)


class Peer:
    """A process that does the work, and times it when it is told to."""

    def __init__(self, name: str, work: Work, threads: int, cache: str | None, device: str = HOST):
        """Its kernel caches are in the folder `cache`, or where they usually are."""
        self.name, self.work = name, work
        self.alone, self.beside = Times(), Times()
        self.memory: dict[str, int | None] = {}
        kind = device.partition(":")[0]  # its process sees no other device of the kind
        command = [sys.executable, str(CHILD), name, str(work), str(threads), kind]
        begun = time.perf_counter()
        self._process = subprocess.Popen(
            command, env=_environment(threads, cache, device), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        first = self._answer()
        self.process_s = time.perf_counter() - begun
        self.first_s: float = first["first_s"]
        self.results: list[list[list[float]]] = first["results"]

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise BenchmarkError(
                f"{self.name} ended with status {self._process.wait()} in {self.work}",
                where=Location(str(CHILD), 0, ""),
                hint="read its own message above, or leave it out: --peers",
            )
        return json.loads(line)

    def measure(self, seconds: float, times: Times) -> None:
        """Time it for so long."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{seconds}\n")
        self._process.stdin.flush()
        times.add(self._answer())

    def end(self) -> None:
        """Let it tell its memory and end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self.memory = self._answer()
        self._process.wait()

    def kill(self) -> None:
        """End it whatever it does; once it has ended, nothing."""
        self._process.kill()
        self._process.wait()


def measured(
    work: Work,
    names: Sequence[str],
    threads: int,
    rounds: int = 5,
    seconds: float = 1.0,
    neighbour: bool = False,
    keep: bool = False,
    device: str = HOST,
) -> list[Peer]:
    """The peers with their times: `rounds` turns of `seconds` each, on empty kernel caches, or with `keep` on this
    user's own. With a `neighbour` there are as many turns beside a process that keeps one of the cores busy.

    Raises BenchmarkError if a process ends early or results differ.
    """
    with tempfile.TemporaryDirectory(prefix="autograph-bench-") as cache, contextlib.ExitStack() as stack:
        peers: list[Peer] = []
        for name in names:
            peers.append(Peer(name, work, threads, None if keep else f"{cache}/{name}", device))
            stack.callback(peers[-1].kill)
        compare(work, peers)
        for _ in range(rounds):
            for peer in peers:
                peer.measure(seconds, peer.alone)
            with busy_neighbour() if neighbour else contextlib.nullcontext():
                for peer in peers if neighbour else []:
                    peer.measure(seconds, peer.beside)
        for peer in peers:
            peer.end()
    return peers


def _environment(threads: int, cache: str | None, device: str) -> dict[str, str]:
    own = {"OMP_NUM_THREADS": str(threads), **settings(device, os.environ.get("CUDA_VISIBLE_DEVICES"))}
    if cache is not None:
        own |= {"AUTOGRAPH_CACHE_DIR": cache, "TORCHINDUCTOR_CACHE_DIR": cache}
    return {**os.environ, **own}


@contextlib.contextmanager
def busy_neighbour() -> Iterator[None]:
    """A process that keeps the first core busy."""
    core = "import os; os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])\n"
    pinned = core if hasattr(os, "sched_setaffinity") else ""
    process = subprocess.Popen([sys.executable, "-c", f"{pinned}while True: pass"])
    try:
        yield
    finally:
        process.kill()
        process.wait()


def difference(one: Peer, other: Peer) -> float:
    """The largest difference of the first results, as a share of the largest number in the array that has it."""
    mine, theirs = ([a for step in peer.results for a in step] for peer in (one, other))
    if [len(a) for a in mine] != [len(a) for a in theirs]:
        return float("inf")
    return max(map(_apart, mine, theirs), default=0.0)


def _apart(x: Sequence[float], y: Sequence[float]) -> float:
    if not all(map(math.isfinite, [*x, *y])):
        return float("inf")
    return max(abs(p - q) for p, q in zip(x, y)) / max(map(abs, [*x, *y, 1e-30]))


def compare(work: Work, peers: Sequence[Peer]) -> None:
    """Raises BenchmarkError if the first results of a peer are not those of the first one."""
    apart = [p.name for p in peers if difference(p, peers[0]) > TOLERANCE]
    if apart:
        raise BenchmarkError(
            f"{work}: results of {', '.join(apart)} differ from those of {peers[0].name} by more than {TOLERANCE}",
            where=Location(str(CHILD), 0, ""),
            hint="they do not do the same work, so none of them is timed: report it, or name others with --peers",
        )
