"""CUDA's kernels: every op's compile with nvcc, and compute on the CPU what NumPy does."""

from __future__ import annotations

import functools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from cuda_cases import TARGETS, Case, cases
from cuda_runner import OnCpu, Refused, compile_with_nvcc, unique, write_programs
from programs import Array, interpreted

from autograph.backends import cuda
from autograph.errors import RangeError
from autograph.graph import REGISTRY
from autograph.pipeline import Lowered

CASES = cases()
TOLERANCE = {"f4": 1e-5, "f8": 1e-12}


@functools.cache
def low(case: Case, target: str) -> Lowered:
    return case.lowered(target)


@pytest.fixture(scope="module")
def on_cpu(tmp_path_factory: pytest.TempPathFactory) -> OnCpu:
    every = [s for case in CASES for target in TARGETS for s in low(case, target).sources]
    return OnCpu(every, tmp_path_factory.mktemp("on_cpu"))


def agree(got: Array, want: Array, case: str) -> None:
    assert got.dtype == want.dtype and got.shape == want.shape, case
    tolerance = TOLERANCE.get(want.dtype.str[1:], 0)
    scale = np.max(np.abs(want), initial=0, where=np.isfinite(want)) if tolerance else 0
    np.testing.assert_allclose(got, want, rtol=tolerance, atol=tolerance * scale, err_msg=case)


def test_every_op_has_a_case() -> None:
    named = {case.name.split()[0] for case in CASES}
    assert {name for name, op in REGISTRY.items() if any(True for _ in op.samples())} <= named


def test_the_text_is_the_same_every_time() -> None:
    sources = low(CASES[-1], "cuda").sources
    assert cuda.program(sources, ["graph"]) == cuda.program(CASES[-1].lowered("cuda").sources, ["graph"])
    assert cuda.program(sources, ["graph"]).startswith("// graph\n")


@pytest.mark.compiler
@pytest.mark.parametrize("target", TARGETS)
def test_kernels_compute_what_numpy_does(on_cpu: OnCpu, target: str) -> None:
    for case in CASES:
        got = on_cpu.run(low(case, target).plan, case.arrays)
        for g, w in zip(got, interpreted(case.outputs, case.arrays)):
            agree(g, w, case.name)


@pytest.mark.compiler
def test_neither_the_grid_nor_the_order_of_threads_matters(on_cpu: OnCpu) -> None:
    for case in CASES:
        plan = low(case, "cuda").plan
        wanted = on_cpu.run(plan, case.arrays)
        on_cpu.library.arrange(1, 1, 0)
        got = on_cpu.run(plan, case.arrays)
        on_cpu.library.arrange(0, 0, 0)
        assert [g.tobytes() for g in got] == [w.tobytes() for w in wanted], case.name


@pytest.mark.compiler
def test_an_index_outside_its_range_is_told(on_cpu: OnCpu) -> None:
    case = next(c for c in CASES if c.name == "one_hot 0")
    labels = case.arrays[0].copy()
    labels[3] = 10
    with pytest.raises(RangeError, match="index 10 is out of range: expected 0 … 9"):
        on_cpu.run(low(case, "cuda").plan, [labels])


@pytest.mark.compiler
def test_a_launch_that_is_refused_is_told(on_cpu: OnCpu) -> None:
    case = next(c for c in CASES if len(low(c, "cuda").plan.steps) > 1)
    on_cpu.library.arrange(0, 0, 700)
    try:
        with pytest.raises(Refused, match="700"):
            on_cpu.run(low(case, "cuda").plan, case.arrays)
    finally:
        on_cpu.library.arrange(0, 0, 0)


@pytest.mark.compiler
def test_an_empty_array_gives_a_grid_that_cuda_accepts(on_cpu: OnCpu) -> None:
    case = next(c for c in CASES if c.name == "exp 0")
    (step,) = low(case, "cuda").plan.steps
    plan = replace(low(case, "cuda").plan, steps=(replace(step, n=0),), outputs=(((0,), "float32"),))
    assert on_cpu.run(plan, [case.arrays[0][:0]])[0].size == 0


@pytest.mark.nvcc
def test_kernels_compile(tmp_path: Path) -> None:
    sources = unique(s for case in CASES for s in low(case, "cuda").sources)
    compile_with_nvcc(write_programs(sources, tmp_path, files=2))


@pytest.mark.nvcc
def test_the_launcher_compiles(tmp_path: Path) -> None:
    path = tmp_path / "launcher.cu"
    path.write_text(cuda.launcher_text(), encoding="utf-8")
    compile_with_nvcc([path])
