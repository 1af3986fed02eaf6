"""What a training step of LeNet-5 costs when it has to be compiled, and when it has not.

Each round starts two processes on one empty kernel cache. Both take the same steps: the first one, one more like it
(everything in memory), one with another learning rate, one with another batch size. Seconds are of the whole step.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from measure import Row, child_environment, machine, print_table, save, summary

PHASES = ("first", "again", "other lr", "other batch")


def child() -> None:
    started = time.perf_counter()
    import numpy
    from lenet5_autograph import LeNet5, ag, stepper

    imported = time.perf_counter() - started
    model = LeNet5()
    train_step, optimizer = stepper(model, lr=0.01)
    random = numpy.random.default_rng(0)

    def batch(size: int) -> tuple[Any, Any]:
        images = random.standard_normal((size, 1, 28, 28), dtype=numpy.float32)
        return ag.asarray(images), ag.asarray(random.integers(0, 10, size))

    hundred, sixty = batch(100), batch(60)

    def other_lr() -> None:
        optimizer.lr = 0.02
        train_step(*hundred)

    steps = (lambda: train_step(*hundred), lambda: train_step(*hundred), other_lr, lambda: train_step(*sixty))
    phases = {name: timed(step, train_step) for name, step in zip(PHASES, steps)}
    print(json.dumps({"import_s": imported, "phases": phases}))


def timed(step: Callable[[], object], train_step: Any) -> dict[str, float]:
    before, start = train_step.stats.compilations, time.perf_counter()
    step()
    return {"s": time.perf_counter() - start, "compilations": train_step.stats.compilations - before}


def process(cache: str) -> dict[str, Any]:
    command = [sys.executable, __file__, "--child"]
    environment = child_environment(AUTOGRAPH_CACHE_DIR=cache)
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def table(cache: str, runs: list[dict[str, Any]]) -> list[Row]:
    imports = {"step": f"import, {cache} cache", **summary([run["import_s"] for run in runs], "s", 4)}
    rows = [imports | {"compilations": None}]
    for name in PHASES:
        phases = [run["phases"][name] for run in runs]
        counts = sorted({phase["compilations"] for phase in phases})
        times = summary([phase["s"] for phase in phases], "s", 4)
        rows.append({"step": f"{name}, {cache} cache", **times, "compilations": "/".join(map(str, counts))})
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        return child()
    runs: dict[str, list[dict[str, Any]]] = {"cold": [], "warm": []}
    for _ in range(arguments.rounds):
        with tempfile.TemporaryDirectory(prefix="autograph-bench-") as cache:
            for state in ("cold", "warm"):
                runs[state].append(process(cache))
    rows = [row for state in ("cold", "warm") for row in table(state, runs[state])]
    print_table(f"compiling one LeNet-5 training step on {machine()['cpu']}", rows)
    save(arguments.json, "compile_cache", rows, rounds=arguments.rounds)


if __name__ == "__main__":
    main()
