"""A peer's process: does the work, then waits to be told to time it. Started by path, by `runner.Peer`.

Answers are JSON lines on standard output. On standard input each line is a number of seconds to time steps for; at its
end the process tells its memory and ends.
"""

from __future__ import annotations

import json
import os
import sys
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: At most so many times are told of one turn.
TOLD = 1000
#: Numbers of each array of a result that are compared.
SAMPLES = 64


def main(peer: str, work: str, threads: int, device: str) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
    # Whatever a library prints is kept out of the answers.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    _find_autograph(hollow=not peer.startswith("autograph"))
    from autograph.bench.libraries import LIBRARIES, made
    from autograph.bench.peers import PEERS
    from autograph.bench.works import parsed

    task, entry = parsed(work), PEERS[peer]
    arrays = task.arrays()
    compile = entry.started(threads)
    before = resident("VmRSS")
    begun = time.perf_counter()
    step = made(entry.method, device, lambda: getattr(task, entry.method)(arrays, compile))
    host = LIBRARIES[entry.method].host
    results = [numbers(step(), host)]
    first = time.perf_counter() - begun
    results += [numbers(step(), host) for _ in range(task.compared - 1)]
    print(json.dumps({"first_s": first, "results": results}), file=answers)
    for _ in range(task.warm):
        step()
    for line in sys.stdin:
        print(json.dumps(timed(step, float(line))), file=answers)
    print(json.dumps({"start_bytes": before, "peak_bytes": resident("VmHWM")}), file=answers)


def _find_autograph(hollow: bool) -> None:
    """The package this file is in, first on the path. Hollow, its own start is skipped: another library's process has
    the memory and the start of that library, and of the works' files."""
    package = Path(__file__).resolve().parents[1]
    sys.path[0] = str(package.parent)
    if hollow:
        module = types.ModuleType("autograph")
        module.__path__ = [str(package)]
        sys.modules["autograph"] = module


def timed(step: Any, seconds: float) -> dict[str, Any]:
    """Microseconds of steps for so long: the fastest of all, and times evenly spaced among them."""
    step()  # Wakes caches and threads after the other peers' turns.
    clock, times = time.perf_counter, []
    now = clock()
    end = now + seconds
    while now < end:
        before = now
        step()
        now = clock()
        times.append((now - before) * 1e6)
    return {"n": len(times), "min": min(times), "times": times[:: -(-len(times) // TOLD)]}


def numbers(result: Any, host: Callable[[Any], Any]) -> list[list[float]]:
    """Of each array of a result: the mean of its absolute values, and values evenly spaced in it."""
    import numpy as np

    arrays = result if isinstance(result, (tuple, list)) else [result]
    flat = [np.asarray(host(a), np.float64).reshape(-1) for a in arrays]
    return [[float(np.abs(a).mean()), *a[:: -(-a.size // SAMPLES)].tolist()] for a in flat]


def resident(field: str) -> int | None:
    """Bytes of this process's memory: VmRSS, now, or VmHWM, at most so far. None where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    found = [int(line.split()[1]) * 1024 for line in lines if line.startswith(field)]
    return found[0] if found else None


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
