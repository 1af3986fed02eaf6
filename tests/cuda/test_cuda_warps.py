"""Products whose tiles the warps of a block share: right however factors are copied, and not when a wait is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from cuda_calls import floats, op
from cuda_products import EAGER, Case, agree, cut, flip, normal, precision, precisions
from cuda_runner import OnCpu, compile_with_nvcc, unique, write_programs
from programs import arguments, interpreted

from autograph import config, dtypes
from autograph.autodiff import differentiate
from autograph.backends.cuda.targets import room
from autograph.graph import REGISTRY
from autograph.kernel.nest import Copy, Loop, Store, statements
from autograph.pipeline import Lowered
from autograph.schedule import fragments, warps


@dataclass(frozen=True, eq=False)
class Shared(Case):
    warps: int = 2  # of a block, one above the other


def large() -> Iterator[Shared]:
    """Products that blocks do in shared memory: by copies of 16 bytes, of one element, and through registers."""
    f32, bf16, f16 = dtypes.float32, dtypes.bfloat16, dtypes.float16
    shapes = (
        (64, 64, 208, f32, False, False),
        (100, 68, 212, f32, True, True),
        (70, 66, 130, f32, False, True),
        (136, 128, 96, bf16, False, False),
        (72, 64, 64, f16, True, True),
        (67, 65, 70, f16, True, False),
        (40, 72, 100, f32, True, False),
        (17, 90, 67, f32, False, False),
    )
    for m, n, k, half, *flipped in shapes:
        arrays = [normal(*s[:: -1 if f else 1], half=half) for s, f in zip(((m, k), (k, n)), flipped)]
        x, y = (flip(v) if f else v for v, f in zip(arguments(arrays), flipped))
        made = op("matmul", x, y)
        outputs, each = (made, op("relu", made)), 1 if m < 64 else 2
        yield Shared(f"{half} {m} {n} {k} {flipped}", outputs, tuple(arrays), EAGER, precision(half), each)
    convolution = next(REGISTRY["conv2d"].samples()).op
    arrays = [floats(3, 6, 9, 9), floats(72, 6, 3, 3, seed=1)]
    yield Shared("convolution", (op("relu", convolution.apply(*arguments(arrays))),), tuple(arrays))
    arrays = [floats(10, 16, 9, 10), floats(32, 16, 3, 3, seed=1), floats(10, 32, 7, 8, seed=2)]
    x, w, g = arguments(arrays)
    slope = differentiate(convolution.apply(x, w), g, [w])
    yield Shared("gradient of weights, in parts", tuple(slope), tuple(arrays), warps=1)
    arrays = [normal(2, 64, 80), normal(2, 80, 72)]
    yield Shared("batch", (op("matmul", *arguments(arrays)),), tuple(arrays))
    arrays = [normal(64 * 80 + 1), normal(80, 64)]
    x, y = arguments(arrays)
    begun = op("reshape", op("slice", x, limits=((1, 1, 64 * 80),)), shape=(64, 80))
    yield Shared("from the second element on", (op("matmul", begun, y),), tuple(arrays))


def in_blocks(case: Shared) -> Lowered:
    """The case with its product in shared memory, whether that pays or not."""
    shapes = [s for s in warps.SHAPES if s[0][0] == case.warps]
    with patch.object(fragments, "LOAD", 1e9), patch.object(warps, "SHAPES", shapes):
        return cut(case.outputs, case.shape)


def two_tiles() -> Shared:
    """Two tiles of 128 rows: a block that makes both begins the second where the first one's factors lay."""
    arrays = (normal(256, 90), normal(90, 64))
    return Shared("two tiles", (op("matmul", *arguments(arrays)),), arrays)


def copies(low: Lowered) -> Counter[int]:
    """Of the kernels with a product in shared memory: how many elements each copy moves, 0 for stores."""
    found = [s for k in low.kernels for s in statements(k.body) if isinstance(s, Loop) and s.kind == "warps"]
    inner = [s for loop in found for s in statements(loop.body)]
    return Counter([s.count if isinstance(s, Copy) else 0 for s in inner if isinstance(s, (Copy, Store))])


LARGE = list(large())


@pytest.fixture(scope="module")
def large_on_cpu(tmp_path_factory: pytest.TempPathFactory) -> OnCpu:
    return OnCpu([s for case in LARGE for s in in_blocks(case).sources], tmp_path_factory.mktemp("large"))


@pytest.mark.compiler
@pytest.mark.parametrize("case", LARGE, ids=lambda c: c.name)
def test_products_in_shared_memory_are_numpys(large_on_cpu: OnCpu, case: Shared) -> None:
    low = in_blocks(case)
    assert precisions(low) == {case.precision} and any(copies(low).values())
    for got, want in zip(large_on_cpu.run(low.plan, case.arrays), interpreted(case.outputs, case.arrays)):
        agree(got, want, {"bf16": 1e-2, "f16": 1e-3}.get(case.precision, 1e-5))


FAULTS = {
    "no wait": ("wait_for_all_but_2();", ""),
    "a wait for too few": ("wait_for_all_but_2();", "wait_for_all_but_3();"),
    "no meeting before factors are read": ("__syncthreads();", ""),
}


@pytest.mark.compiler
def test_faults_in_the_order_of_copies_are_found(tmp_path: Path) -> None:
    case = two_tiles()
    low, arrays = in_blocks(case), case.arrays
    (source,) = low.sources
    planted = {"": source}
    for fault, (before, after) in FAULTS.items():
        assert before in source.text
        name = f"{source.name}_{len(planted)}"
        text = source.text.replace(before, after, 1).replace(source.name, name)
        planted[fault] = replace(source, name=name, text=text, digest=name)
    library = OnCpu(planted.values(), tmp_path)
    library.library.arrange(1, 0, 0)  # one block makes both tiles
    want = arrays[0].astype(np.float64) @ arrays[1]
    for fault, s in planted.items():
        plan = replace(low.plan, steps=(replace(low.plan.steps[0], kernel=s.digest),))
        (got,) = library.run(plan, arrays)
        assert np.allclose(got, want, atol=1e-3) is not bool(fault), fault or "no fault"
    library.library.arrange(0, 0, 0)


@pytest.mark.parametrize("half", [dtypes.float32, dtypes.bfloat16])
def test_blocks_fit_the_memory_of_every_gpu(half: dtypes.DType) -> None:
    found = set()
    for rooms in (["sm_90a"], ["sm_80", "sm_90a"], ["sm_86"], ["sm_121a"]):
        x, y = arguments([np.empty((4096, 4096), half.numpy)] * 2)
        (kernel,) = cut((op("matmul", x, y),), replace(EAGER, beside=room(rooms))).kernels
        found.add(taken := sum((b.size or 0) * b.dtype.bytes for b in kernel.locals))
        assert 32 << 10 < taken <= room(rooms)
    assert len(found) == 2 if half.is_half else len(found) == 1


@pytest.mark.nvcc
@pytest.mark.parametrize("architecture", ["sm_90a", pytest.param("sm_80", marks=pytest.mark.slow)])
def test_kernels_compile(architecture: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "cuda_arch", architecture)
    compile_with_nvcc(write_programs(unique(s for case in LARGE for s in in_blocks(case).sources), tmp_path, 2))
