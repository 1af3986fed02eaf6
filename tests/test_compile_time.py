"""What compiling costs grows with distinct kernels, not with layers; counted, since the clock would not be fair."""

from __future__ import annotations

import gc
import sys
from types import FrameType
from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import nn, optim
from autograph.backends import backend
from autograph.errors import Location
from autograph.graph import Node
from autograph.pipeline import lowered

pytestmark = pytest.mark.compiler


class Layers(nn.Module):
    """An MLP of equal layers."""

    def __init__(self, count: int):
        self.layers = [nn.Dense(16, 16) for _ in range(count)]

    def forward(self, x: Any) -> Any:
        for layer in self.layers:
            x = F.relu(layer(x))
        return x


def training_step(count: int) -> tuple[list[Node], dict[Node, Location]]:
    """The graph of a step of Adam on so many layers."""
    model = Layers(count)
    optimizer = optim.Adam(model.parameters(), lr=1e-3)

    @ag.compile
    def step(x: Any, labels: Any) -> Any:
        loss = F.cross_entropy(model(x), labels)
        loss.backward()
        optimizer.step()
        return loss

    (graph,), lines = step.recorded(np.ones((8, 16), np.float32), np.arange(8))
    return graph, lines


def calls_to_lower(graph: list[Node], lines: dict[Node, Location]) -> int:
    """Calls of Python functions between a graph and its sources: the same on every machine."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    gc.collect()
    gc.disable()  # what other tests left would be freed while we count, and its weak references call Python
    sys.setprofile(counted)
    try:
        lowered(graph, lines, backend("cpu"))
    finally:
        sys.setprofile(before)
        gc.enable()
    return count


def test_fifty_equal_layers_are_the_kernels_of_three() -> None:
    few, many = (lowered(*training_step(count), backend("cpu")) for count in (3, 50))
    assert len(many.sources) > 10 * len(few.sources)
    assert {s.digest for s in few.sources} == {s.digest for s in many.sources}
    assert len({id(k) for k in many.kernels}) == len({id(k) for k in few.kernels}), "equal groups are lowered once"


def test_the_work_for_each_further_layer_stays_the_same() -> None:
    lowered(*training_step(12), backend("cpu"))  # what is done once for all graphs
    few, some, many = (calls_to_lower(*training_step(count)) for count in (8, 16, 32))
    assert many - some < 2.2 * (some - few), "calls grow faster than layers do"
    assert (some - few) / 8 < 12_000, "calls for one layer, its derivatives and its update"
