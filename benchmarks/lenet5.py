"""One SGD step of LeNet-5 at batch 100, autograph beside whichever of PyTorch and JAX are installed.

Each peer lives in its own process with the same cores, threads, weights and batch, and an empty kernel cache. They are
measured in turns, A B C A B C …, so that a change of the machine's speed meets all of them; who is not measured sleeps.
The losses of the first steps have to agree.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from lenet5_peers import PEERS, problem
from measure import Row, child_environment, installed, machine, print_table, save, summary

COMPARED_STEPS = 20
TOLERANCE = 1e-3


class Peer:
    """A child process that steps when told to."""

    def __init__(self, name: str, threads: int, cache: str):
        command = [sys.executable, __file__, "--child", name, "--threads", str(threads)]
        environment = child_environment(
            AUTOGRAPH_CACHE_DIR=cache, TORCHINDUCTOR_CACHE_DIR=cache, OMP_NUM_THREADS=str(threads), JAX_PLATFORMS="cpu"
        )
        self.name, self.us = name, list[float]()
        self.process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.start = self.answer()

    def answer(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} ended with status {self.process.wait()}; its own message stands above")
        return json.loads(line)

    def measure(self, seconds: float) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{seconds}\n")
        self.process.stdin.flush()
        self.us += self.answer()

    def end(self) -> None:
        self.process.communicate()


def child(name: str, threads: int) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
    # Whatever a library prints is kept out of the answers.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    step = PEERS[name][1](*problem(), threads)
    begun = time.perf_counter()
    losses = [float(step())]
    first = time.perf_counter() - begun
    losses += [float(step()) for _ in range(COMPARED_STEPS - 1)]
    print(json.dumps({"first_s": first, "losses": losses}), file=answers)
    for line in sys.stdin:
        times, end = [], time.perf_counter() + float(line)
        step()  # Wakes caches and worker threads after the other peers' turns.
        while (start := time.perf_counter()) < end:
            step()
            times.append((time.perf_counter() - start) * 1e6)
        print(json.dumps(times), file=answers)


def measured(names: list[str], threads: int, rounds: int, seconds: float) -> list[Peer]:
    with tempfile.TemporaryDirectory(prefix="autograph-bench-") as cache:
        peers = [Peer(name, threads, cache) for name in names]
        for _ in range(rounds):
            for peer in peers:
                peer.measure(seconds)
        for peer in peers:
            peer.end()
    return peers


def difference(peer: Peer, reference: Peer) -> float:
    """The largest difference of the first losses."""
    return max(abs(a - b) for a, b in zip(peer.start["losses"], reference.start["losses"]))


def table(peers: list[Peer]) -> list[Row]:
    return [
        {
            "peer": peer.name,
            **summary(peer.us, "us", 1),
            "first_step_s": round(peer.start["first_s"], 3),
            "loss_difference": f"{difference(peer, peers[0]):.1e}",
        }
        for peer in peers
    ]


def main() -> None:
    available = [name for name, (needs, _) in PEERS.items() if needs is None or installed(needs)]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", nargs="+", choices=list(PEERS), default=available, metavar="PEER")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="per peer and round")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        return child(arguments.child, arguments.threads)
    peers = measured(arguments.peers, arguments.threads, arguments.rounds, arguments.seconds)
    rows = table(peers)
    print_table(f"LeNet-5, SGD, batch 100, {arguments.threads} threads, on {machine()['cpu']}", rows)
    versions = {needs: installed(needs) for needs, _ in PEERS.values() if needs}
    settings = {"threads": arguments.threads, "rounds": arguments.rounds, "seconds": arguments.seconds}
    save(arguments.json, "lenet5", rows, **settings, versions=versions)
    apart = [peer.name for peer in peers if difference(peer, peers[0]) > TOLERANCE]
    if apart:
        raise SystemExit(f"the losses of {', '.join(apart)} differ from those of {peers[0].name}: not the same work")


if __name__ == "__main__":
    main()
