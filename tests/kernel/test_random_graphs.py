"""Random graphs in generated C give, bit for bit, what the interpreter does."""

from __future__ import annotations

import random

import numpy as np
import pytest
from programs import interpreted, programs
from random_graphs import random_graph

from autograph.graph import graph_text
from autograph.schedule.recipe import Target

BATCH = 15
#: Vectors of 512, 256 and 128 bits, and none.
TARGETS = {
    "512": Target(16, 32, nearby=1 << 17),
    "256": Target(8, 16, nearby=1 << 12),
    "128": Target(4, 16),
    "scalar": Target(1, 16, nearby=1 << 17),
}


@pytest.mark.compiler
@pytest.mark.parametrize("vectors", TARGETS)
def test_generated_c_computes_what_the_interpreter_does(vectors: str) -> None:
    r = random.Random(vectors)
    batch = [random_graph(r) for _ in range(BATCH)]  # compiled together: one program each costs ten times as much
    for threads in (None, 2):
        for g, run in zip(batch, programs([g.outputs for g in batch], TARGETS[vectors], threads)):
            for got, wanted in zip(run(g.arrays), interpreted(g.outputs, g.arrays)):
                assert (got.shape, got.dtype) == (wanted.shape, wanted.dtype), graph_text(g.outputs)
                np.testing.assert_array_equal(got, wanted, graph_text(g.outputs))
