"""Graphs for tests of CUDA programs, and calls of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from programs import Array, arguments

from autograph import pipeline
from autograph.backends import cuda
from autograph.backends.cuda import DeviceArray
from autograph.errors import Location
from autograph.graph import REGISTRY, Node

LINES = [Location("model.py", k, f"line {k}") for k in range(1, 9)]


def op(name: str, *inputs: Node, **fields: Any) -> Node:
    return REGISTRY[name](**fields).apply(*inputs)


def floats(*shape: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).uniform(-1, 1, shape).astype(np.float32)


def put(*arrays: Array, on: str = "cuda:0") -> list[DeviceArray]:
    return [cuda.put(a, on) for a in arrays]


def chain(steps: int = 5, size: int = 6) -> tuple[list[Node], list[Array]]:
    """x @ w @ w … : a kernel for each product."""
    arrays = [floats(4, size), floats(size, size, seed=1)]
    x, w = arguments(arrays)
    for _ in range(steps):
        x = op("matmul", x, w)
    return [x], arrays


def compiled(outputs: Sequence[Node], lines: Any = None, on: str = "cuda:0") -> Any:
    return pipeline.compiled(outputs, lines or {}, device=on)[0]


def close(got: Sequence[DeviceArray], expected: Sequence[Array]) -> None:
    for g, e in zip(got, expected):
        assert (g.shape, g.dtype) == (e.shape, e.dtype)
        np.testing.assert_allclose(g.numpy(), e, rtol=1e-4, atol=1e-5 * np.abs(e).max())


def below(n: Node) -> list[Node]:
    """A node and what it reads first, and so on."""
    return [n, *(below(n.inputs[0]) if n.inputs else [])]
