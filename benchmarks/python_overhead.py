"""What Python costs: microseconds of a call (intercept) and of each operation in it (slope), on tensors so small that
computing them costs next to nothing.

Each work is run at two lengths, in turns with PyTorch's eager mode where it is installed. Works "by signature" do not
run the user's Python: what they cost for each operation is spent on arrays and kernels, and is part of the others too.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from measure import Row, installed, machine, print_table, save

import autograph as ag
import autograph.nn.functional as F
from autograph import nn, optim

Step = Callable[[], Any]
SHORT, LONG = 10, 110
X = np.linspace(-1, 1, 16, dtype=np.float32).reshape(4, 4)


def chain(op: Callable[[Any, Any], Any], count: int) -> Callable[[Any, Any], Any]:
    def run(x: Any, y: Any) -> Any:
        for _ in range(count):
            x = op(x, y)
        return x

    return run


def tower(count: int) -> nn.Module:
    return nn.Sequential(*[layer for _ in range(count // 2) for layer in (nn.Dense(4, 4), nn.Relu())])


def forward(op: Callable[[Any, Any], Any], retrace: str = "always") -> Callable[[int], Step]:
    def make(count: int) -> Step:
        f, x, y = ag.compile(chain(op, count), retrace=retrace), ag.asarray(X), ag.asarray(X)
        return lambda: f(x, y)

    return make


def layers(retrace: str = "always") -> Callable[[int], Step]:
    def make(count: int) -> Step:
        f, x = ag.compile(tower(count), retrace=retrace), ag.asarray(X)
        return lambda: f(x)

    return make


def training(optimizer: Any, retrace: str = "always") -> Callable[[int], Step]:
    def make(count: int) -> Step:
        model, x = tower(count), ag.asarray(X)
        stepper = optimizer(model.parameters()) if optimizer else None

        @ag.compile(retrace=retrace)
        def step(x: Any) -> Any:
            loss = model(x).sum()
            loss.backward()
            if stepper is not None:
                stepper.step()
            for p in model.parameters():
                p.grad = None
            return loss

        return lambda: step(x)

    return make


def torch_works() -> dict[str, Callable[[int], Step]]:
    import torch

    torch.set_num_threads(1)
    x = torch.from_numpy(X)

    def model(count: int) -> Any:
        pairs = [(torch.nn.Linear(4, 4), torch.nn.ReLU()) for _ in range(count // 2)]
        return torch.nn.Sequential(*[layer for pair in pairs for layer in pair])

    def elementwise(op: Callable[[Any, Any], Any]) -> Callable[[int], Step]:
        return lambda count: lambda: chain(op, count)(x, x)

    def trained(optimizer: Any) -> Callable[[int], Step]:
        def make(count: int) -> Step:
            net = model(count)
            stepper = optimizer(net.parameters()) if optimizer else None

            def step() -> Any:
                net.zero_grad(set_to_none=True)
                net(x).sum().backward()
                if stepper is not None:
                    stepper.step()

            return step

        return make

    def inferred(count: int) -> Step:
        net = model(count)

        def step() -> Any:
            with torch.inference_mode():
                return net(x)

        return step

    return {
        "x + y": elementwise(lambda x, y: x + y),
        "x * 0.5": elementwise(lambda x, y: x * 0.5),
        "x.tanh()": elementwise(lambda x, y: x.tanh()),
        "F.gelu(x)": elementwise(lambda x, y: torch.nn.functional.gelu(x)),
        "x.T": elementwise(lambda x, y: x.T),
        "layers": inferred,
        "backward": trained(None),
        "SGD step": trained(lambda p: torch.optim.SGD(p, 0.01, foreach=True)),
        "Adam step": trained(lambda p: torch.optim.Adam(p, 0.01, foreach=True)),
    }


#: Each at a number of operations; those of layers count a Dense and a Relu as two.
WORKS: dict[str, Callable[[int], Step]] = {
    "x + y": forward(lambda x, y: x + y),
    "x * 0.5": forward(lambda x, y: x * 0.5),
    "x.tanh()": forward(lambda x, y: x.tanh()),
    "F.gelu(x)": forward(lambda x, y: F.gelu(x)),
    "x.T": forward(lambda x, y: x.T),
    "layers": layers(),
    "backward": training(None),
    "SGD step": training(lambda p: optim.SGD(p, 0.01)),
    "Adam step": training(lambda p: optim.Adam(p, 0.01)),
    "x + y, by signature": forward(lambda x, y: x + y, "signature"),
    "layers, by signature": layers("signature"),
    "Adam step, by signature": training(lambda p: optim.Adam(p, 0.01), "signature"),
}


def call_us(step: Step, seconds: float) -> float:
    """A call in microseconds: the median of means of five."""
    times, end = [], time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        for _ in range(5):
            step()
        times.append((time.perf_counter() - start) / 5 * 1e6)
    return statistics.median(times)


def measured(works: dict[str, Callable[[int], Step]], rounds: int, seconds: float) -> dict[str, tuple[float, float]]:
    """By name: microseconds at both lengths, the medians of rounds in turns."""
    steps = {(name, count): make(count) for name, make in works.items() for count in (SHORT, LONG)}
    for step in steps.values():
        for _ in range(3):
            step()
    times: dict[tuple[str, int], list[float]] = {key: [] for key in steps}
    for _ in range(rounds):
        for key, step in steps.items():
            times[key].append(call_us(step, seconds))
    median = {key: statistics.median(found) for key, found in times.items()}
    return {name: (median[name, SHORT], median[name, LONG]) for name in works}


def row(name: str, found: dict[str, tuple[float, float]]) -> Row:
    made: Row = {"work": name}
    for prefix, key in (("", name), ("torch_", f"torch: {name}")):
        if key in found:
            short, long = found[key]
            slope = (long - short) / (LONG - SHORT)
            made |= {f"{prefix}op_us": round(slope, 2), f"{prefix}call_us": round(short - SHORT * slope, 1)}
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.05, help="per work, length and round")
    parser.add_argument("--only", nargs="+", choices=list(WORKS), default=list(WORKS), metavar="WORK")
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    works = {name: WORKS[name] for name in arguments.only}
    if installed("torch"):
        works |= {f"torch: {name}": make for name, make in torch_works().items() if name in works}
    found = measured(works, arguments.rounds, arguments.seconds)
    rows = [row(name, found) for name in arguments.only]
    print_table(f"microseconds an operation, and a call besides, on {machine()['cpu']}", rows)
    save(arguments.json, "python_overhead", rows, rounds=arguments.rounds, lengths=[SHORT, LONG])


if __name__ == "__main__":
    main()
