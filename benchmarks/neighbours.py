"""The SGD step of LeNet-5 while other processes take the processors: autograph beside PyTorch and JAX, if installed.

Peers are processes as in `autograph bench`, measured in turns alone, beside one busy process bound to the first core,
beside one that may go anywhere, beside two. What counts is how much longer a step takes than alone, on average:
most steps of a program whose threads wait for each other are quick even then, and some take fifty times as long.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from measure import Row, machine, print_table, save

from autograph.bench.peers import installed
from autograph.bench.runner import Peer, Times, compare
from autograph.bench.works import parsed

BUSY = "while True: pass"
#: What runs beside the peer: for each busy process, whether it is bound to the first core.
NEIGHBOURS = {"alone": [], "one, bound": [True], "one": [False], "two": [False, False]}


@contextmanager
def busy(bound: list[bool]) -> Iterator[None]:
    """Processes that do nothing, as fast as they can."""
    processes = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in bound]
    for process, fixed in zip(processes, bound):
        if fixed:
            os.sched_setaffinity(process.pid, sorted(os.sched_getaffinity(0))[:1])
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def measured(names: list[str], threads: int, rounds: int, seconds: float) -> list[Row]:
    """Microseconds of a step for each peer and each kind of neighbour."""
    work = parsed("lenet5_train")
    times: dict[tuple[str, str], Times] = {(name, kind): Times() for name in names for kind in NEIGHBOURS}
    with tempfile.TemporaryDirectory() as cache, ExitStack() as stack:
        peers = [Peer(name, work, threads, f"{cache}/{name}") for name in names]
        for peer in peers:
            stack.callback(peer.kill)
        compare(work, peers)
        for _ in range(rounds):
            for kind, bound in NEIGHBOURS.items():
                with busy(bound):
                    for peer in peers:
                        peer.measure(seconds, times[peer.name, kind])
    alone = {name: statistics.fmean(times[name, "alone"].sample) for name in names}
    return [
        {
            "peer": name,
            "beside": kind,
            "mean_us": round(statistics.fmean(us.sample)),
            "median_us": round(us.median),
            "max_us": round(max(us.sample)),
            "times_alone": round(statistics.fmean(us.sample) / alone[name], 2),
        }
        for (name, kind), us in sorted(times.items(), key=lambda item: names.index(item[0][0]))
    ]


def main() -> None:
    available = [name for name in installed() if name not in ("torch.compile", "autograph-signature")]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", nargs="+", choices=installed(), default=available, metavar="PEER")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.0, help="per peer, neighbours and round")
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    rows = measured(arguments.peers, arguments.threads, arguments.rounds, arguments.seconds)
    print_table(f"LeNet-5, SGD, batch 100, {arguments.threads} threads, on {machine()['cpu']}", rows)
    settings = {"threads": arguments.threads, "rounds": arguments.rounds, "seconds": arguments.seconds}
    save(arguments.json, "neighbours", rows, **settings)


if __name__ == "__main__":
    main()
