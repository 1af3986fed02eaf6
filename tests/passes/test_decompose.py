"""decompose: an expansion means what the op does."""

from __future__ import annotations

import numpy as np
import pytest
from programs import arguments
from rewriting import rewritten

from autograph.graph import REGISTRY, Node, Sample, node
from autograph.graph.check import check_graph
from autograph.passes.decompose import decompose

SAMPLES = [
    pytest.param(sample, id=f"{name}-{k}")
    for name, op in sorted(REGISTRY.items())
    if op.__module__.startswith("autograph.")
    for k, sample in enumerate(op.samples())
]


@pytest.mark.parametrize("sample", SAMPLES)
def test_an_expansion_means_what_the_op_does(sample: Sample) -> None:
    before: Node = node(sample.op, *arguments(sample.inputs))
    (made,) = rewritten(decompose, [before], sample.inputs, rtol=1e-5)
    check_graph([made], "decompose", allow_derived=False)


def test_a_convolutions_image_gradient_is_expanded() -> None:
    cotangent, w = np.ones((2, 3, 4, 4), np.float32), np.ones((3, 2, 3, 3), np.float32)
    before = node(REGISTRY["conv2d_image_gradient"](extent=(6, 6)), *arguments([cotangent, w]))
    (made,) = rewritten(decompose, [before], [cotangent, w], rtol=1e-5)
    assert made.op.name == "full_convolution"
