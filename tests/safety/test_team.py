"""Threads that share a plan's work: the same bits for any number of them, whoever calls, and after a fork."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import config, dtypes, pipeline
from autograph.backends import backend
from autograph.backends.c import device
from autograph.graph import REGISTRY, Node, TensorType, node
from autograph.ops.gradient import gradient
from autograph.ops.source import Input, constant

pytestmark = pytest.mark.compiler

THREADS = (1, 2, 3, 4, 7)


@pytest.fixture
def every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads share every step, however small."""
    monkeypatch.setattr(device, "SMALL", -1)
    monkeypatch.setattr(pipeline, "LIGHT", -1)


def programs(outputs: list[Node], *threads: int) -> list[Callable[..., list[Any]]]:
    """The compiled outputs, once for each number of threads; no plan is kept, since it would hold `every_step`."""
    end = backend()
    low = pipeline.lowered(outputs, {}, end)
    functions, _ = end.functions((s, None) for s in low.sources if s.text)
    return [end.ready(low.plan, functions, (), n, "cpu") for n in threads]


def samples() -> Iterator[tuple[list[Node], list[np.ndarray[Any, Any]]]]:
    """Every op's samples and most derivatives, some dozens together: one plan with many kernels."""
    found = [s for op in REGISTRY.values() for s in op.samples() if op.kind not in ("python", "derived")]
    for first in range(0, len(found), 40):
        outputs: list[Node] = []
        arrays: list[np.ndarray[Any, Any]] = []
        for s in found[first : first + 40]:
            leaves = []
            for a in s.inputs:
                leaves.append(node(Input(len(arrays), TensorType(a.shape, dtypes.dtype(a.dtype)))))
                arrays.append(np.array(a, order="C"))
            out = node(s.op, *leaves)
            outputs.append(out)
            if s.smooth and out.dtype.is_float and s.op.kind != "elementwise":
                one = constant(1, out.dtype, out.shape)
                outputs += [gradient(out, one, leaf) for leaf in leaves if leaf.dtype.is_float]
        yield outputs, arrays


@pytest.mark.usefixtures("every_step")
def test_the_same_bits_for_any_number_of_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    for outputs, arrays in samples():
        expected = programs(outputs, 1)[0](arrays, [])
        for team, counts in (("pool", THREADS), ("openmp", (2, 7))):
            monkeypatch.setattr(config, "team", team)
            for threads, several in zip(counts, programs(outputs, *counts)):
                for n, got, right in zip(outputs * 2, several(arrays, []) + several(arrays, []), expected * 2):
                    assert got.tobytes() == right.tobytes(), f"{n.op} on {threads} threads, {team}"


CALLERS = """
from concurrent.futures import ThreadPoolExecutor
from autograph.backends.c import device
device.SMALL = -1

def step(x):
    y = ag.tanh(x @ x.T) / 8
    return y @ y, y.sum(0), ag.take(y, np.arange(0, 200, 3), 1)

functions = [ag.compile(lambda x, k=k: step(x * k), threads=k) for k in (1, 2, 3, 4, 7)]
x = np.random.default_rng(0).normal(size=(200, 90)).astype(np.float32)
expected = [[y.numpy().tobytes() for y in f(x)] for f in functions]

def work(k):
    f, right = functions[k % 5], expected[k % 5]
    return all(y.numpy().tobytes() == z for y, z in zip(f(x), right))
"""


@pytest.mark.parametrize("team", ["pool", "openmp"])
def test_callers_at_once(start: Callable[..., Any], team: str) -> None:
    ended = CALLERS + "told(right=all(ThreadPoolExecutor(6).map(work, range(300))))"
    assert start(ended, AUTOGRAPH_TEAM=team).facts()["right"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("team", ["pool", "openmp"])
def test_forks_while_others_call(start: Callable[..., Any], team: str) -> None:
    """Children work with threads of their own, and so does the parent afterwards."""
    ended = """
import os, signal
with ThreadPoolExecutor(2) as others:
    results = others.map(work, range(2000))
    for _ in range(5):
        child = os.fork()
        if child == 0:
            signal.alarm(40)
            os._exit(0 if all(map(work, range(50))) else 3)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0, status
told(right=all(results) and all(map(work, range(20))))
"""
    facts = start(CALLERS + ended, AUTOGRAPH_TEAM=team, PYTHONWARNINGS="ignore::DeprecationWarning").facts(150)
    assert facts["right"]


@pytest.mark.usefixtures("every_step")
def test_a_bad_index_found_by_any_thread() -> None:
    f = ag.compile(lambda x, k: ag.take(x, k, 0) * 2, threads=3)
    x, k = np.ones((50, 40), np.float32), np.zeros(1000, np.int64)
    for place in (0, 499, 999):
        bad = k.copy()
        bad[place] = 77
        with pytest.raises(ag.errors.RangeError, match="index 77 is out of range"):
            f(x, bad)
    np.testing.assert_array_equal(f(x, k).numpy(), np.full((1000, 40), 2))
