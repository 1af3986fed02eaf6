"""Compiled functions from many threads, and after fork (D17)."""

from __future__ import annotations

import os
import shlex
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import config, nn
from autograph.toolchain import find_c_compiler

pytestmark = pytest.mark.compiler


def in_threads(count: int, work: Callable[[int], Any]) -> list[Any]:
    """work(k) for each thread k, all started at once."""
    barrier, results, errors = threading.Barrier(count), [None] * count, []

    def run(k: int) -> None:
        try:
            barrier.wait()
            results[k] = work(k)
        except BaseException as error:
            errors.append(error)
            raise

    threads = [threading.Thread(target=run, args=(k,)) for k in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join(120)
    assert not errors, errors
    return results


def test_one_function_from_many_threads(
    logged: Callable[[], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "cc", str(tmp_path / "cc"))
    monkeypatch.setattr(config, "cache_dir", tmp_path / "cache")
    dense = nn.Dense(7, 5)

    @ag.compile
    def f(x: Any, k: float) -> Any:
        return F.softmax(dense(x) * k).sum(0), (x * x).sum(1)

    rng = np.random.default_rng(0)
    inputs = [rng.normal(size=(11, 7)).astype(np.float32) for _ in range(8)]

    def work(k: int) -> None:
        for n in range(30):
            x, scale = inputs[(k + n) % 8], float(1 + (k * n) % 3)
            one, two = f(x, scale)
            np.testing.assert_allclose(one.numpy(), F.softmax(dense(x) * scale).numpy().sum(0), rtol=1e-4)
            np.testing.assert_allclose(two.numpy(), (x * x).sum(1), rtol=1e-5)

    in_threads(8, work)
    assert (f.stats.paths, f.stats.traces) == (1, 240)
    compiled = logged()
    assert len(compiled) == len(set(compiled)), "each source is compiled once"
    assert 1 <= f.stats.compilations <= len(f.kernels(inputs[0], 1.0))


def test_many_functions_and_branches_from_many_threads() -> None:
    functions = [ag.compile(lambda x, n=n: (x * n).sum() if float(x[0]) > 0 else x * n) for n in range(4)]

    def work(k: int) -> None:
        for n in range(20):
            x = np.full(3, 1.0 if (k + n) % 2 else -1.0)
            expected = x.sum() * (n % 4) if x[0] > 0 else x * (n % 4)
            np.testing.assert_array_equal(functions[n % 4](x).numpy(), expected)

    in_threads(6, work)
    assert all(f.stats.paths == 3 for f in functions)


def test_large_work_from_many_threads() -> None:
    f = ag.compile(lambda x: x @ x, threads=3)
    x = np.random.default_rng(0).normal(size=(150, 150)).astype(np.float32)
    results = in_threads(4, lambda k: [f(x).numpy() for _ in range(5)])
    for found in results:
        for y in found:
            assert y.tobytes() == results[0][0].tobytes()
    np.testing.assert_allclose(results[0][0], x @ x, rtol=1e-3, atol=1e-3)


def test_threads_trace_and_derive_by_themselves() -> None:
    p = nn.Parameter(np.ones(4))

    def work(k: int) -> list[float]:
        if k % 2:
            with ag.no_grad():
                assert not ag.compile(lambda x: x * p)(np.ones(4)).requires_grad
        return ag.compile(ag.grad(lambda x: (x**3 * p).sum()))(np.full(4, float(k))).tolist()

    assert in_threads(6, work) == [[3.0 * k * k] * 4 for k in range(6)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_child_made_by_fork_works(start: Callable[..., Any]) -> None:
    program = start(
        """
import os, signal, threading
f = ag.compile(lambda x: (x @ x).sum(0), threads=2)
x = np.random.default_rng(0).normal(size=(200, 200)).astype(np.float32)
before = f(x).numpy()
threads = [threading.Thread(target=f, args=(x,)) for _ in range(3)]
[t.start() for t in threads]; [t.join() for t in threads]
for _ in range(3):
    child = os.fork()
    if child == 0:
        signal.alarm(40)
        same = f(x).numpy().tobytes() == before.tobytes()
        new = ag.compile(lambda x: (x @ x.T).max(), threads=2)(x)
        ok = same and abs(float(new) - float((x @ x.T).max())) < 1e-2
        os._exit(0 if ok else 3)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, status
    assert f(x).numpy().tobytes() == before.tobytes()
told(done=True)
""",
        PYTHONWARNINGS="ignore::DeprecationWarning",
    )
    assert program.facts(150)["done"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_fork_while_another_thread_compiles(start: Callable[..., Any], tmp_path: Path) -> None:
    slow = tmp_path / "slow-cc"
    slow.write_text(f'#!/bin/sh\nsleep 0.5\nexec {shlex.join(find_c_compiler().program)} "$@"\n')
    slow.chmod(0o755)
    program = start(
        """
import os, signal, threading, time
x = np.ones((3, 4), np.float32)
ag.compile(lambda x: x * 2)(x)
other = threading.Thread(target=ag.compile(lambda x: ag.exp(x) + 1), args=(x,))
other.start()
time.sleep(0.25)
child = os.fork()
if child == 0:
    signal.alarm(20)
    os._exit(0 if ag.compile(lambda x: (x + 5).sum(1))(x).tolist() == [24, 24, 24] else 3)
_, status = os.waitpid(child, 0)
other.join()
told(status=os.waitstatus_to_exitcode(status))
""",
        AUTOGRAPH_CC=str(slow),
        PYTHONWARNINGS="ignore::DeprecationWarning",
    )
    assert program.facts()["status"] == 0
