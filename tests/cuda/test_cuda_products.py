"""Products on tensor cores: chosen where they pay, right to the precision that is asked for, whatever the shapes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cuda_calls import floats, op
from cuda_products import EAGER, TF32, Case, agree, cut, flip, normal, precision, precisions
from cuda_runner import OnCpu, compile_with_nvcc, unique, write_programs
from programs import Array, arguments, interpreted

import autograph as ag
import autograph.nn.functional as F
from autograph import config, dtypes, nn, optim
from autograph.autodiff import differentiate
from autograph.backends import cuda
from autograph.backends.cuda.targets import fragments, target
from autograph.errors import ArgumentError
from autograph.graph import REGISTRY
from autograph.kernel.nest import Multiply, statements
from autograph.schedule import fragments as schedule


def products() -> Iterator[Case]:
    """Shapes, transposes, batches and what is done before and after, drawn at random; halves in turns."""
    r = random.Random("products")
    for number in range(14):
        half = (dtypes.float32, dtypes.float32, *dtypes.HALVES)[number % 4]
        m, n, k = r.randint(16, 90), r.randint(16, 70), r.randint(16, 70)
        batch = (r.randint(2, 4),) if r.random() < 0.4 else ()
        flipped = [r.random() < 0.4 for _ in range(3)]
        shapes = [(k, m) if flipped[0] else (m, k), (n, k) if flipped[1] else (k, n)]
        arrays = [normal(*batch, *s, seed=number, half=half) for s in shapes] + [normal(n, seed=number)]
        x, y, bias = arguments(arrays)
        z = op("matmul", *[flip(v) if f else v for v, f in zip((x, y), flipped)])
        wide = op("cast", z, dtype=dtypes.float32) if half.is_half else z
        made = op("relu", op("add", wide, bias))
        outputs = (flip(made) if flipped[2] else made, *([wide] if number % 3 == 0 else []))
        yield Case(f"{half} {batch} {m} {n} {k} {flipped}", outputs, tuple(arrays), EAGER, precision(half))


def convolutions() -> Iterator[Case]:
    convolution = next(REGISTRY["conv2d"].samples()).op
    shapes = ((3, 5, 9, 11), (16, 5, 3, 3)), ((2, 16, 9, 9), (24, 16, 3, 3)), ((20, 4, 8, 8), (8, 4, 3, 3))
    for images, weights in shapes:
        arrays = [floats(*images), floats(*weights, seed=1)]
        x, w = arguments(arrays)
        yield Case(f"convolution {images}", (op("tanh", convolution.apply(x, w)),), tuple(arrays))
        arrays.append(floats(*convolution.apply(x, w).shape, seed=2))
        x, w, g = arguments(arrays)
        slopes = differentiate(convolution.apply(x, w), g, [x, w])
        yield Case(f"gradient of convolution {images}", tuple(slopes), tuple(arrays))


CASES = [*products(), *convolutions()]


@pytest.fixture(scope="module")
def on_cpu(tmp_path_factory: pytest.TempPathFactory) -> OnCpu:
    own = [s for case in (*CASES, *accuracy()) for s in cut(case.outputs, case.shape).sources]
    return OnCpu(own, tmp_path_factory.mktemp("products"))


def accuracy() -> list[Case]:
    """Products of wide ranges of sizes, and of infinities, in two precisions."""
    scaled = normal(48, 300) * np.exp2(np.random.default_rng(5).integers(-20, 20, (48, 1)))
    arrays = (scaled.astype(np.float32), normal(300, 40, seed=1))
    x, y = arguments(arrays)
    found = [Case(name, (op("matmul", x, y),), arrays, t) for name, t in (("tf32x3", EAGER), ("tf32", TF32))]
    limits = np.where(np.arange(48 * 20).reshape(48, 20) == 100, np.inf, 1).astype(np.float32)
    limits[40, 3] = np.nan
    arrays = (limits, floats(20, 24))
    return [*found, Case("limits", (op("matmul", *arguments(arrays)),), arrays)]


@pytest.mark.compiler
@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_products_are_numpys(on_cpu: OnCpu, case: Case) -> None:
    low = cut(case.outputs)
    assert precisions(low) == {case.precision}
    wide = interpreted(case.outputs, case.arrays)
    for got, want in zip(on_cpu.run(low.plan, case.arrays), wide):
        # Sums of halves that are exact are rounded to a half once, which may go either way at the middle.
        agree(got, want, {"bf16": 1e-2, "f16": 1e-3}.get(case.precision, 1e-5))


@pytest.mark.compiler
def test_three_products_of_tf32_have_float32s_error_and_one_has_not(on_cpu: OnCpu) -> None:
    errors = {}
    for case in accuracy()[:2]:
        (got,) = on_cpu.run(cut(case.outputs, case.shape).plan, case.arrays)
        x, y = (a.astype(np.float64) for a in case.arrays)
        scale = np.abs(x) @ np.abs(y)  # what rounding each factor and each sum may change a result by, relatively
        errors[case.name] = np.max(np.abs(got - x @ y) / scale)
    plain = np.max(np.abs(case.arrays[0] @ case.arrays[1] - x @ y) / scale)
    assert errors["tf32x3"] < 4 * plain + 2.0**-24
    assert errors["tf32"] > 100 * errors["tf32x3"]


@pytest.mark.compiler
def test_infinities_and_nans_stay_in_their_rows(on_cpu: OnCpu) -> None:
    case = accuracy()[2]
    low = cut(case.outputs)
    assert precisions(low) == {"tf32x3"}
    (got,) = on_cpu.run(low.plan, case.arrays)
    finite = np.isfinite(case.arrays[0]).all(axis=1)
    assert finite.sum() == 46 and not np.isfinite(got[~finite]).any()
    agree(got[finite], interpreted(case.outputs, case.arrays)[0][finite], 1e-5)


def test_halves_are_multiplied_as_they_are_kept() -> None:
    x, y = arguments([normal(64, 32, half=dtypes.bfloat16), normal(32, 40, half=dtypes.bfloat16)])
    low = cut([op("matmul", x, y)])
    assert [b.dtype.short for k in low.kernels for b in k.buffers] == ["bf16"] * 3
    assert "multiply_bf16(" in low.sources[0].text and "f32_of_bf16" not in low.sources[0].text


def test_another_number_of_rows_finds_the_kernel() -> None:
    def made(rows: int) -> str:
        return cut([op("relu", op("matmul", *arguments([normal(rows, 40), normal(40, 24)])))]).sources[0].digest

    assert made(192) == made(185) != made(20)
    batches = [cut([op("matmul", *arguments([normal(b, 20, 30), normal(b, 30, 24)]))]) for b in (2, 3)]
    assert batches[0].sources[0].digest == batches[1].sources[0].digest


def test_large_products_are_done_so_and_small_ones_are_shared_out_among_threads() -> None:
    def made(m: int, n: int, k: int) -> set[str]:
        return precisions(cut([op("matmul", *arguments([normal(m, k), normal(k, n)]))], target()))

    assert made(1024, 1024, 64) == {"tf32x3"}
    assert not made(64, 10, 784) and not made(1024, 1024, 4)
    x, y = arguments([normal(1024, 64).astype(np.float64), normal(64, 1024).astype(np.float64)])
    assert not precisions(cut([op("matmul", x, y)], EAGER)), "float64 is not what they multiply"


def test_what_they_do_is_no_stage_of_a_kernel_of_threads() -> None:
    """Attention's scores, which are far larger than all else."""
    q, k, v = arguments([np.empty((8, 1024, 64), np.float32)] * 3)
    scores = op("matmul", op("multiply", q, q), flip(k))
    largest = op("reshape", op("max", scores, axes=(2,)), shape=(8, 1024, 1))
    outputs = [op("matmul", op("exp", op("subtract", scores, largest)), v)]
    kernels = cut(outputs, target()).kernels
    multiplied = [any(isinstance(s, Multiply) for s in statements(kernel.body)) for kernel in kernels]
    assert multiplied == ["matmul" in kernel.label for kernel in kernels] and sum(multiplied) == 2
    alone = replace(target(), fragments=())
    assert len(cut(outputs, alone).kernels) < len(kernels), "without them scores are a stage"


def test_the_setting_chooses_what_becomes_of_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {}
    for value in ("tf32x3", "tf32", "highest"):
        monkeypatch.setattr(config, "float32_matmul", value)
        found[value] = [f.precision for f in fragments(["sm_90a"])], cuda.identity()
    assert {v: f for v, (f, _) in found.items()} == {
        "tf32x3": ["bf16", "f16", "tf32x3"],
        "tf32": ["bf16", "f16", "tf32"],
        "highest": ["bf16", "f16"],
    }
    assert len({identity for _, identity in found.values()}) == 3, "plans made with one setting serve no other"
    monkeypatch.setattr(config, "float32_matmul", "fast")
    with pytest.raises(ArgumentError) as info:
        target()
    assert str(info.value).splitlines() == [
        "float32_matmul='fast' is not one of tf32x3, tf32, highest",
        "  at ag.config: float32_matmul = 'fast'",
        "  try: set ag.config.float32_matmul to 'tf32x3'",
    ]


def test_the_oldest_gpu_decides() -> None:
    assert fragments(["sm_80", "sm_90a"]) and not fragments(["sm_75", "sm_90a"]) and fragments(["sm_120a"])


@pytest.mark.nvcc
@pytest.mark.parametrize("architecture", ["sm_80", pytest.param("sm_90a", marks=pytest.mark.slow)])
def test_kernels_compile(architecture: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "cuda_arch", architecture)
    chosen = (*CASES[:8], CASES[-1], *accuracy()[:2])
    compile_with_nvcc(write_programs(unique(s for c in chosen for s in cut(c.outputs, c.shape).sources), tmp_path, 2))


class Classifier(nn.Module):
    def __init__(self) -> None:
        self.filters = nn.Conv2d(3, 8, 3)
        self.wide = nn.Dense(200, 32)
        self.last = nn.Dense(32, 10)

    def forward(self, x: Any) -> Any:
        x = F.max_pool2d(F.relu(self.filters(x)), 2).reshape(20, 200)
        return self.last(F.gelu(self.wide(x)))


@pytest.mark.compiler
def test_training_on_tensor_cores(cuda_on_cpu: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shape = target()
    monkeypatch.setattr(cuda, "target", lambda: replace(shape, busy=0))
    images, labels = floats(20, 3, 12, 12), np.arange(20) % 10

    def train(device: str) -> list[Array]:
        ag.random.seed(0)
        model = Classifier().to(device)
        optimizer = optim.SGD(model.parameters(), lr=0.1)

        @ag.compile(device=device)
        def step(x: Any, y: Any) -> Any:
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()
            return loss

        losses = [step(images, labels).numpy() for _ in range(4)]
        if device != "cpu":
            assert "multiply_tf32x3(" in step.source(images, labels)
        return [*losses, *(p.numpy() for p in model.parameters())]

    for got, want in zip(train("cuda:0"), train("cpu")):
        agree(got, want, 1e-4)


@pytest.mark.compiler
def test_the_setting_may_change_between_calls(cuda_on_cpu: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cuda, "target", lambda: replace(target(), busy=0))
    monkeypatch.setattr(schedule, "LOAD", 1e9)
    product = ag.compile(lambda x, y: x @ y, device="cuda:0")
    x, y = floats(64, 33), floats(33, 64)

    def error(value: str) -> float:
        monkeypatch.setattr(config, "float32_matmul", value)
        return float(np.abs(product(x, y).numpy() - x.astype(np.float64) @ y).max())

    fine, coarse, again = error("tf32x3"), error("tf32"), error("tf32x3")
    assert coarse > 50 * fine and again == fine and "AG_BLOCK_MEMORY(memory);" in product.source(x, y)
    with pytest.raises(ArgumentError, match="float32_matmul='fast' is not one of"):
        error("fast")
