"""What a start costs: imports, and the first step of a work where it has to be compiled and where it has not."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib import util

from autograph.bench.peers import PEERS
from autograph.bench.result import Row
from autograph.bench.runner import Peer
from autograph.bench.work import Work
from autograph.errors import BenchmarkError, Location

#: What `autograph bench compile-cache` measures unless works are named.
USUAL = ("lenet5_train", "gpt_train", "resnet20_train")

CACHE_COLUMNS = (
    ("work", "work", 0),
    ("peer", "peer", 0),
    ("cold_s", "cold s", 3),
    ("warm_s", "warm s", 3),
    ("other_s", "other batch s", 3),
    ("process_s", "warm process s", 3),
)
IMPORT_COLUMNS = (("import", "import", 0), ("median_ms", "median ms", 1), ("min_ms", "min ms", 1))


def compile_cache(work: Work, names: Sequence[str], threads: int, rounds: int) -> list[Row]:
    """A row for each peer, medians of `rounds`: seconds from imports done to the first result on an empty cache
    (cold), in a second process on the same cache (warm), there with 3/5 of the batch (other), and from the start of
    the warm process to its first results, imports included."""
    phases = {"cold_s": work, "warm_s": work}
    if "batch" in work.sizes:
        phases["other_s"] = work.with_batch(max(work.batch * 3 // 5, 1))
    found: dict[str, dict[str, list[float]]] = {name: {} for name in names}
    for _ in range(rounds):
        for name in names:
            with tempfile.TemporaryDirectory(prefix="autograph-bench-") as cache:
                for phase, task in phases.items():
                    peer = Peer(name, task, threads, cache)
                    peer.end()
                    found[name].setdefault(phase, []).append(peer.first_s)
                    if phase == "warm_s":
                        found[name].setdefault("process_s", []).append(peer.process_s)
    medians = {name: {k: round(statistics.median(v), 4) for k, v in times.items()} for name, times in found.items()}
    return [{"work": str(work), "peer": name, **row, "n": rounds} for name, row in medians.items()]


def import_time(rounds: int) -> list[Row]:
    """Milliseconds of `import`, as `python -X importtime` tells them, in fresh processes, in turns."""
    libraries = sorted({kind.needs for kind in PEERS.values()} - {"autograph"})
    modules = ["numpy", "autograph", *(name for name in libraries if util.find_spec(name))]
    for module in modules:  # the first import of each writes its bytecode and fills the page cache
        _import_ms(module)
    times: dict[str, list[float]] = {module: [] for module in modules}
    for _ in range(rounds):
        for module in modules:
            times[module].append(_import_ms(module))
    return [
        {"import": name, "median_ms": round(statistics.median(ms), 1), "min_ms": round(min(ms), 1), "n": len(ms)}
        for name, ms in times.items()
    ]


def _import_ms(module: str) -> float:
    command = [sys.executable, "-X", "importtime", "-c", f"import {module}"]
    done = subprocess.run(command, capture_output=True, text=True)
    for line in reversed(done.stderr.splitlines() if done.returncode == 0 else []):
        parts = line.removeprefix("import time:").split("|")
        if len(parts) == 3 and parts[2].strip() == module:
            return int(parts[1]) / 1000
    raise BenchmarkError(
        f"import {module} failed in a new process: {(done.stderr.splitlines() or [''])[-1]}",
        where=Location("command line", 0, "import-time"),
        hint=f"look at it: {sys.executable} -c 'import {module}'",
    )
