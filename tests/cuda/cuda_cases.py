"""Graphs that CUDA is tried on: every op's samples and their gradients, and a few that many ops share."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from programs import Array, arguments
from random_graphs import random_graph

from autograph import dtypes
from autograph.autodiff import differentiate
from autograph.backends import backend
from autograph.graph import REGISTRY, Node, Sample
from autograph.ops.movement import slice_
from autograph.pipeline import Lowered, lowered
from autograph.schedule.recipe import Target

#: What kernels are cut for: a thread for each result, teams without tiles, short rows at most, the back end's own, and
#: that with all products on tensor cores.
TARGETS = {
    "threads": Target(1, 8, latency=1, shares=1 << 40),
    "teams": Target(32, 1, latency=1, shares=1 << 40, nearby=256, teams=True, busy=1),
    "cuda": backend("cuda").target(),
    "tensor cores": replace(backend("cuda").target(), busy=0),
}


#: Graphs drawn at random, and row lengths of the programs that go through rows: the last two by blocks.
RANDOM, ROWS = 12, (3, 10, 33, 64, 200, 700, 4300)


@dataclass(frozen=True, eq=False)
class Case:
    name: str
    outputs: tuple[Node, ...]
    arrays: tuple[Array, ...]

    def lowered(self, target: str) -> Lowered:
        """Its CUDA kernels, cut for one of `TARGETS`."""
        return lowered(self.outputs, {}, backend("cuda"), TARGETS[target])


def cases() -> list[Case]:
    found = [
        case for name, op in REGISTRY.items() for k, s in enumerate(op.samples()) for case in _of(f"{name} {k}", s)
    ]
    r = random.Random("teams")
    drawn = [
        Case(f"random graph {k}", g.outputs, g.arrays) for k, g in enumerate(random_graph(r) for _ in range(RANDOM))
    ]
    rows = [*map(_rows, ROWS), _shifted_rows(700)]
    return [*found, _classifier(), _images(), *map(_halves, dtypes.HALVES), *rows, *drawn]


def _of(name: str, sample: Sample) -> Iterator[Case]:
    inputs = arguments(sample.inputs)
    output = sample.op.apply(*inputs)
    yield Case(name, (output,), sample.inputs)
    floats = [n for n in inputs if n.dtype.is_float]
    if sample.smooth and floats and output.dtype.is_float:
        yield _gradient(name, output, floats, sample.inputs)


def _gradient(name: str, output: Node, wrt: Sequence[Node], arrays: Sequence[Array]) -> Case:
    cotangent = np.random.default_rng(3).uniform(0.5, 1.5, output.shape).astype(output.dtype.numpy)
    (given,) = arguments([cotangent], first=len(arrays))
    return Case(f"gradient of {name}", tuple(differentiate(output, given, wrt)), (*arrays, cotangent))


def _apply(name: str, *inputs: Node, **fields: Any) -> Node:
    return REGISTRY[name](**fields).apply(*inputs)


def _floats(*shape: int) -> Array:
    return np.random.default_rng(len(shape)).uniform(-1, 1, shape).astype(np.float32)


def _classifier() -> Case:
    """The derivative of a dense classifier's loss: contractions, row programs and an index read from data."""
    arrays = (_floats(19, 12), _floats(12, 7), _floats(7), (np.arange(19) * 5 % 7))
    x, w, b, labels = arguments(arrays)
    logits = _apply("relu", _apply("add", _apply("matmul", x, w), b))
    shifted = _apply("subtract", logits, _reduce("max", logits))
    scores = _apply("subtract", shifted, _apply("log", _reduce("sum", _apply("exp", shifted))))
    loss = _apply("multiply", scores, _apply("one_hot", labels, size=7, dtype=x.dtype))
    return _gradient("a dense classifier", loss, [x, w, b], arrays)


def _reduce(name: str, x: Node) -> Node:
    """The reduction of the last axis, kept with extent 1."""
    reduced = _apply(name, x, axes=(len(x.shape) - 1,))
    return _apply("reshape", reduced, shape=(*x.shape[:-1], 1))


def _images() -> Case:
    """The derivative of a convolution, its activation and pooling."""
    arrays = (_floats(2, 3, 10, 10), _floats(5, 3, 3, 3))
    x, w = arguments(arrays)
    convolution, pooling = next(REGISTRY["conv2d"].samples()).op, next(REGISTRY["max_pool2d"].samples()).op
    return _gradient("a convolution", pooling.apply(_apply("tanh", convolution.apply(x, w))), [x, w], arrays)


def _halves(half: dtypes.DType) -> Case:
    """Arithmetic on values that are kept as halves, and a sum of them."""
    array = _floats(5, 19).astype(half.numpy)
    (x,) = arguments([array])
    scaled = _apply("multiply", _apply("tanh", x), x)
    return Case(f"{half} arithmetic", (scaled, _reduce("sum", scaled)), (array,))


def _rows(length: int) -> Case:
    """A softmax and what its rows are weighed with, with whole teams and parts of them."""
    array = _floats(5, length)
    (x,) = arguments([array])
    powers = _apply("exp", _apply("subtract", x, _reduce("max", x)))
    share = _apply("divide", powers, _reduce("sum", powers))
    mean = _reduce("sum", _apply("multiply", share, x))
    return Case(f"rows of {length}", (share, _apply("subtract", x, mean)), (array,))


def _shifted_rows(length: int) -> Case:
    """Rows in which lanes read first what others have stored."""
    array = _floats(5, length)
    (x,) = arguments([array])
    powers = _apply("exp", _apply("subtract", x, _reduce("max", x)))
    rest = [slice_(n, [(0, 1, 5), (1, 1, length - 1)]) for n in (powers, x)]
    weight = _reduce("sum", _apply("multiply", *rest))
    return Case(f"shifted rows of {length}", (_apply("multiply", powers, weight),), (array,))
