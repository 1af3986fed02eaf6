"""Programs of several devices: one for each segment, and transfers between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from autograph import config
from autograph.backends import put
from autograph.errors import Location
from autograph.frontend.programs import Built, making, program_on
from autograph.graph import Node
from autograph.schedule.itinerary import Move, Segment, Step, split_devices

#: By number. A step adds to them.
Values: TypeAlias = dict[int, Any]


def several(graph: Sequence[Node], lines: dict[Node, Location], threads: int | None) -> Built:
    """As `make_program` has it, for a graph on several devices, or on another than the CPU."""
    plan = split_devices(graph, lines)
    cost: dict[str, float] = {}
    #: By how products are to be computed, which may be set between two calls.
    made = {config.float32_matmul: [_step(s, lines, threads, cost) for s in plan.steps]}
    last = _last_uses(plan.steps, plan.outputs)
    again = [k for k, number in enumerate(plan.outputs) if number in plan.outputs[:k]]

    def run(inputs: Sequence[Any], scalars: Sequence[float]) -> list[Any]:
        way = config.float32_matmul
        steps = made.get(way)
        if steps is None:
            with making:
                steps = made[way] = [_step(s, lines, threads, cost) for s in plan.steps]
        values: Values = dict(enumerate(inputs))
        for step, over in zip(steps, last):
            step(values, scalars)
            for number in over:
                del values[number]
        outputs = [values[k] for k in plan.outputs]
        for k in again:
            outputs[k] = outputs[k].copy()
        return outputs

    return Built(run, cost)


def taken(
    graph: Sequence[Node],
    arrays: Sequence[Any],
    scalars: Sequence[float],
    lines: dict[Node, Location],
    threads: int | None,
) -> Iterator[tuple[Segment, list[Any]]]:
    """The segments of a graph, which run, with what each computes from."""
    values: Values = dict(enumerate(arrays))
    for step in split_devices(graph, lines).steps:
        if isinstance(step, Segment):
            yield step, [values[k] for k in step.inputs]
        _step(step, lines, threads, {})(values, scalars)


def _step(
    step: Step, lines: dict[Node, Location], threads: int | None, cost: dict[str, float]
) -> Callable[[Values, Sequence[float]], None]:
    """What runs a step; what its program cost is added to `cost`."""
    if isinstance(step, Move):
        source, device, target = step.source, step.device, step.target

        def move(values: Values, scalars: Sequence[float]) -> None:
            values[target] = put(values[source], device)

        return move
    program = program_on(step.device, step.graph, lines, threads)
    for name, amount in (program.cost | {f"on {step.device}": program.cost.get("kernels", 0)}).items():
        cost[name] = cost.get(name, 0) + amount
    reads, makes = step.inputs, step.outputs

    def run(values: Values, scalars: Sequence[float]) -> None:
        values.update(zip(makes, program.run([values[k] for k in reads], scalars)))

    return run


def _last_uses(steps: Sequence[Step], outputs: Sequence[int]) -> list[list[int]]:
    """For each step, the values that nothing reads after it."""
    over: list[list[int]] = []
    later = set(outputs)
    for step in reversed(steps):
        own = {step.source, step.target} if isinstance(step, Move) else {*step.inputs, *step.outputs}
        over.append(sorted(own - later))
        later |= own
    return over[::-1]
