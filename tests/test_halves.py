"""float16 and bfloat16: kept as such, computed in float32, the same in every mode."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from programs import Array, arguments, interpreted, programs

import autograph as ag
import autograph.nn.functional as F
from autograph import config, dtypes
from autograph.graph import REGISTRY, Node, Sample, node
from autograph.ops.elementwise import cast

ml_dtypes = pytest.importorskip("ml_dtypes")
HALVES = [dtypes.float16, dtypes.bfloat16]
#: Ops that the package only makes with float32 operands.
ONLY_FLOAT32 = {"bernoulli"}
EVERY = np.arange(1 << 16, dtype=np.uint16)
halves = pytest.mark.parametrize("half", HALVES, ids=str)


def same(made: Array, wanted: Array) -> None:
    """Equal bits, but for the bits of NaNs."""
    assert made.dtype == wanted.dtype
    nan = np.isnan(wanted.astype(np.float32))
    np.testing.assert_array_equal(np.isnan(made.astype(np.float32)), nan)
    np.testing.assert_array_equal(made[~nan].view(np.uint16), wanted[~nan].view(np.uint16))


# -- conversions, all of them


@pytest.mark.compiler
@halves
def test_every_half_becomes_the_float_that_it_is(half: dtypes.DType) -> None:
    x = EVERY.view(half.numpy)
    (run,) = programs([[cast(arguments([x])[0], dtypes.float32)]])
    np.testing.assert_array_equal(run([x])[0], x.astype(np.float32))


@pytest.mark.compiler
@halves
def test_floats_round_to_the_nearest_half(half: dtypes.DType) -> None:
    """Each half, what lies half-way between two, and just beside that; beyond the largest, and random bits."""
    exact = EVERY.view(half.numpy).astype(np.float32)
    finite = np.sort(exact[np.isfinite(exact)])
    middle = (finite[1:].astype(np.float64) + finite[:-1]) / 2
    bits = np.random.default_rng(1).integers(0, 1 << 32, 100_000, np.uint64).astype(np.uint32).view(np.float32)
    near = middle.astype(np.float32)
    x = np.concatenate([exact, near, np.nextafter(near, np.inf), np.nextafter(near, -np.inf), bits])
    x[np.abs(x) < np.finfo(np.float32).tiny] = 0  # a launch takes subnormal floats for zero
    (run,) = programs([[cast(arguments([x])[0], half)]])
    with np.errstate(all="ignore"):
        same(run([x])[0], x.astype(half.numpy))


# -- every op


def as_halves(sample: Sample, half: dtypes.DType) -> list[Array] | None:
    """The sample's operands with halves for floats, if it has float32 operands and the op takes any float."""
    arrays = [np.asarray(a) for a in sample.inputs]
    if not any(a.dtype == np.float32 for a in arrays) or any(a.dtype == np.float64 for a in arrays):
        return None
    return [a.astype(half.numpy) if a.dtype == np.float32 else a for a in arrays]


def cases(half: dtypes.DType) -> list[tuple[str, list[Node], list[Array]]]:
    found = []
    for name, op in sorted(REGISTRY.items()):
        if not op.__module__.startswith("autograph.") or op.kind == "derived" or name in ONLY_FLOAT32:
            continue
        for k, sample in enumerate(op.samples()):
            arrays = as_halves(sample, half)
            if arrays is not None:
                found.append((f"{name} {k}", [node(sample.op, *arguments(arrays))], arrays))
    return found


@pytest.mark.compiler
@halves
def test_generated_code_computes_what_numpy_does(half: dtypes.DType) -> None:
    """Within one step of a half: a float32 result that differs in its last bits may round the other way."""
    found = cases(half)
    assert len(found) > 100
    step = 2.0 ** (-10 if half is dtypes.float16 else -7)
    wrong = []
    for (name, outputs, arrays), run in zip(found, programs([o for _, o, _ in found])):
        made, wanted = run(arrays)[0], interpreted(outputs, arrays)[0]
        assert made.dtype == wanted.dtype, name
        a, b = made.astype(np.float64), wanted.astype(np.float64)
        tolerance = step if made.dtype == half.numpy else 1e-5
        if not np.allclose(a, b, rtol=1.01 * tolerance, atol=1e-6, equal_nan=True):
            wrong.append(name)
    assert wrong == []


# -- sums do not stop at eleven bits


@pytest.mark.compiler
@halves
@pytest.mark.parametrize("mode", ["compile", "interpret", "eager"])
def test_sums_are_float32s(half: dtypes.DType, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "mode", "interpret" if mode == "interpret" else "compile")
    run: Callable[[Any], Any] = (lambda f: f) if mode == "eager" else ag.compile
    ones = ag.ones((4096,), half)
    assert float(run(lambda x: x.sum())(ones)) == 4096  # added one by one in float16 it would stay at 2048
    assert float(run(lambda x: (x.reshape((1, -1)) @ x)[0])(ones)) == 4096
    large = ag.full((4096,), 100.0, half)
    assert float(run(lambda x: x.mean())(large)) == 100.0  # the sum alone is beyond float16


# -- as a user meets them


@halves
def test_promotion_and_numbers(half: dtypes.DType) -> None:
    x = ag.ones((2,), half)
    assert (x + 1).dtype is half and (x * 0.5).dtype is half
    assert (x + ag.ones((2,))).dtype is ag.float32
    assert (x + ag.ones((2,), ag.int64)).dtype is half
    assert (ag.ones((2,), ag.float16) + ag.ones((2,), ag.bfloat16)).dtype is ag.float32
    assert repr(x).endswith(f"{half})")
    assert x.numpy().dtype == half.numpy and ag.asarray(x.numpy()).dtype is half


@pytest.mark.compiler
@halves
def test_a_scalar_changes_without_compiling(half: dtypes.DType) -> None:
    scaled = ag.compile(lambda x, c: x * c)
    x = ag.asarray(np.arange(5), dtype=half)
    for c in (0.5, 2.5, -1.25):
        np.testing.assert_array_equal(scaled(x, c).numpy().astype(np.float64), np.arange(5) * c)
    assert scaled.stats.paths == 1


@pytest.mark.compiler
@halves
def test_a_network_trains_in_halves(half: dtypes.DType) -> None:
    """Weights and activations are halves; the loss falls as it does in float32."""
    rng = np.random.default_rng(2)
    x, labels = rng.normal(size=(64, 8)).astype(np.float32), rng.integers(0, 3, 64)
    first = rng.normal(size=(16, 8)).astype(np.float32) / 3
    second = rng.normal(size=(3, 16)).astype(np.float32) / 4
    losses = {}
    for dtype in (ag.float32, half):
        weights = [ag.Parameter(ag.asarray(w).astype(dtype)) for w in (first, second)]

        @ag.compile
        def step(x: ag.Tensor, weights: Any = weights) -> ag.Tensor:
            hidden = F.relu(x @ weights[0].T)
            loss = F.cross_entropy(hidden @ weights[1].T, labels)
            loss.backward()
            for w in weights:
                w.assign(w - 0.2 * w.grad)
                w.grad = None
            return loss

        values = [float(step(ag.asarray(x).astype(dtype))) for _ in range(30)]
        losses[dtype] = values
        assert weights[0].dtype is dtype
    assert losses[half][-1] < 0.8 * losses[half][0]
    assert abs(losses[half][-1] - losses[ag.float32][-1]) < 0.05
