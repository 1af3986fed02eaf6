"""Learning rates as functions of the number of steps done: an optimizer's `lr` may be one of these.

Each function here returns a schedule. The optimizer calls it with its count of steps, a Variable, as part of every
step; so the rate is computed where the step runs, a new one compiles nothing, and a step that fails does not count.
A schedule of one's own is any function of a number that uses array functions (`ag.cos`, `ag.where`, …).
"""

from __future__ import annotations

import functools
import math
from typing import Any

from autograph.dtypes import float64
from autograph.errors import ArgumentError
from autograph.frontend import functions as ag
from autograph.frontend.apply import composite
from autograph.frontend.tensor import Operand, Tensor
from autograph.optim.optimizer import Schedule, positive


def constant(lr: float) -> Schedule:
    """lr at every step."""
    rate = positive("lr", lr)
    return lambda step: ag.asarray(rate, dtype=float64)


def step(lr: float, size: int, gamma: float = 0.1) -> Schedule:
    """lr·gamma^⌊t / size⌋: smaller by the factor gamma after every `size` steps, as PyTorch's StepLR."""
    return _schedule(_step, positive("lr", lr), _steps("size", size), positive("gamma", gamma))


def cosine(lr: float, steps: int, final: float = 0.0) -> Schedule:
    """Half a cosine wave from lr to `final` in `steps` steps, and `final` from then on.

    PyTorch's CosineAnnealingLR with T_max=steps and eta_min=final (Loshchilov and Hutter 2017, arXiv:1608.03983), but
    for the steps after T_max, where that one rises again.
    """
    return _schedule(_cosine, positive("lr", lr), _steps("steps", steps), positive("final", final))


def warmup_cosine(lr: float, warmup: int, steps: int, initial: float = 0.0, final: float = 0.0) -> Schedule:
    """A line from `initial` to lr in `warmup` steps, then half a cosine wave to `final` at step `steps`, and `final`
    from then on. Raises ArgumentError unless warmup is below steps."""
    first, last = _steps("warmup", warmup), _steps("steps", steps)
    if first >= last:
        raise ArgumentError(
            f"warmup_cosine: warmup={warmup} of steps={steps}", hint="warmup is part of steps, and below it"
        )
    return _schedule(
        _warmup_cosine, positive("initial", initial), positive("lr", lr), positive("final", final), first, last
    )


def one_cycle(
    max_lr: float, steps: int, pct_start: float = 0.3, div_factor: float = 25.0, final_div_factor: float = 1e4
) -> Schedule:
    """Half a cosine wave from max_lr / div_factor to max_lr in the first `pct_start` of `steps`, then another to
    max_lr / div_factor / final_div_factor at the last of them, and that from then on.

    PyTorch's OneCycleLR with total_steps=steps (Smith and Topin 2018, arXiv:1708.07120); momentum does not cycle.
    Raises ArgumentError unless pct_start is between 0 and 1 and leaves steps for both waves.
    """
    top, last = positive("max_lr", max_lr), _steps("steps", steps) - 1
    peak = positive("pct_start", pct_start) * (last + 1) - 1
    if not 0 < peak < last:
        raise ArgumentError(
            f"one_cycle: pct_start={pct_start} of steps={steps}", hint="it leaves no steps to rise or none to fall"
        )
    for name, factor in (("div_factor", div_factor), ("final_div_factor", final_div_factor)):
        if positive(name, factor) == 0:
            raise ArgumentError(f"{name}=0", hint=f"{name} is a number above zero")
    first = top / div_factor
    return _schedule(_one_cycle, first, top, first / final_div_factor, peak, float(last))


def _schedule(function: Any, *settings: float) -> Schedule:
    """The settings are numbers given to the step's program, so that other ones compile nothing either."""

    @functools.wraps(function)
    def schedule(step: Operand) -> Tensor:
        return function(ag.asarray(step, dtype=float64), *[ag.asarray(x, dtype=float64) for x in settings])  # type: ignore[no-any-return]

    return schedule


def _steps(name: str, value: Any) -> float:
    if isinstance(value, bool) or positive(name, value) < 1 or int(value) != value:
        raise ArgumentError(f"{name}={value!r}", hint=f"{name} is a number of steps, 1 or more")
    return float(value)


def _wave(start: Tensor, end: Tensor, part: Tensor) -> Tensor:
    """From start to end along half a cosine wave."""
    return end + (start - end) * ((1 + ag.cos(math.pi * part)) / 2)


@composite
def _step(t: Tensor, lr: Tensor, size: Tensor, gamma: Tensor) -> Tensor:
    return lr * gamma ** (t / size).astype("int64").astype(float64)


@composite
def _cosine(t: Tensor, lr: Tensor, steps: Tensor, final: Tensor) -> Tensor:
    return _wave(lr, final, ag.minimum(t / steps, 1.0))


@composite
def _warmup_cosine(t: Tensor, initial: Tensor, lr: Tensor, final: Tensor, warmup: Tensor, steps: Tensor) -> Tensor:
    line = initial + (lr - initial) * (t / warmup)
    return ag.where(t < warmup, line, _wave(lr, final, ag.minimum((t - warmup) / (steps - warmup), 1.0)))


@composite
def _one_cycle(t: Tensor, first: Tensor, top: Tensor, final: Tensor, peak: Tensor, last: Tensor) -> Tensor:
    down = ag.minimum((t - peak) / (last - peak), 1.0)
    return ag.where(t < peak, _wave(first, top, t / peak), _wave(top, final, down))
