"""AUTOGRAPH_TUNE=1: candidates are measured, the fastest is used, and remembered."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from programs import Array, arguments, interpreted, programs

import autograph as ag
from autograph import config, tuning
from autograph.backends import backend
from autograph.graph import Node
from autograph.ops.contraction import matmul
from autograph.ops.elementwise import divide, exp
from autograph.ops.movement import broadcast_to, reshape
from autograph.ops.reduction import reduce_sum
from autograph.pipeline import lowered
from autograph.plans import plan_key
from autograph.schedule.recipe import Target
from autograph.toolchain import default_cache

pytestmark = pytest.mark.compiler


@pytest.fixture(autouse=True)
def tuned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "cache_dir", tmp_path / "cache")
    monkeypatch.setattr(config, "tune", True)


class Timer:
    """Tells that the candidate of this number is the fastest, and how often it was asked."""

    def __init__(self, fastest: int):
        self.fastest, self.asked = fastest, 0

    def __call__(self, contest: tuning.Contest, *_: object) -> list[float]:
        self.asked += 1
        return [1.0 if k == self.fastest else 2.0 for k in range(len(contest.sources))]


@pytest.fixture
def timer(monkeypatch: pytest.MonkeyPatch) -> Timer:
    found = Timer(2)
    monkeypatch.setattr(tuning, "_seconds", found)
    return found


def product(rows: int = 96) -> tuple[list[Array], list[Node]]:
    rng = np.random.default_rng(rows)
    arrays: list[Array] = [rng.standard_normal(s, np.float32) for s in ((rows, 80), (80, 112))]
    return arrays, [matmul(*arguments(arrays))]


def sources(graph: Sequence[Node], target: Target | None = None) -> list[str]:
    return [s.digest for s in lowered(graph, {}, backend(), target).sources]


def untuned(graph: Sequence[Node], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    with monkeypatch.context() as here:
        here.setattr(config, "tune", False)
        return sources(graph)


def test_the_fastest_is_used_and_measured_once(timer: Timer, monkeypatch: pytest.MonkeyPatch) -> None:
    _, graph = product()
    found = sources(graph)
    assert found != untuned(graph, monkeypatch)
    timer.fastest = 0
    assert sources(graph) == found
    assert timer.asked == 1


def test_values_are_the_same_for_each_candidate(monkeypatch: pytest.MonkeyPatch) -> None:
    arrays, graph = product()
    (expected,) = interpreted(graph, arrays)
    seen = set()
    for number in range(tuning.CANDIDATES):
        default_cache().clear()
        monkeypatch.setattr(tuning, "_seconds", Timer(number))
        seen.update(sources(graph))
        several = [programs([graph], threads=threads)[0](arrays)[0] for threads in (1, 2, 3)]
        np.testing.assert_allclose(several[0], expected, rtol=2e-5, atol=2e-5)
        assert several[0].tobytes() == several[1].tobytes() == several[2].tobytes()
    assert len(seen) >= 4


def test_the_stages_of_a_kernel_have_candidates_too(timer: Timer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the stage that does most, whatever the others are: their values are the same."""
    arrays = [np.random.default_rng(0).standard_normal((96, 300), np.float32)]
    (x,) = arguments(arrays)
    powers = exp(x)
    graph = [divide(powers, broadcast_to(reshape(reduce_sum(powers, (1,)), (96, 1)), (96, 300)))]
    (first,) = untuned(graph, monkeypatch)
    (won,) = sources(graph)
    assert timer.asked == 1 and won != first
    (expected,) = interpreted(graph, arrays)
    several = [programs([graph], threads=threads)[0](arrays)[0] for threads in (1, 2, 3)]
    np.testing.assert_allclose(several[0], expected, rtol=2e-5, atol=2e-5)
    assert several[0].tobytes() == several[1].tobytes() == several[2].tobytes()


def test_other_sizes_are_another_contest(timer: Timer) -> None:
    sources(product(96)[1])
    sources(product(97)[1])
    assert timer.asked == 2


def test_equal_kernels_are_one_contest(timer: Timer) -> None:
    rng = np.random.default_rng(1)
    x, v, w = arguments([rng.standard_normal((80, 80), np.float32) for _ in range(3)])
    sources([matmul(exp(matmul(exp(x), v)), w)])
    assert timer.asked <= 2


def test_light_kernels_are_left_alone(timer: Timer) -> None:
    rng = np.random.default_rng(1)
    sources([matmul(*arguments([rng.standard_normal((10, 10), np.float32) for _ in range(2)]))])
    assert timer.asked == 0


def test_a_small_difference_is_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    _, graph = product()
    monkeypatch.setattr(tuning, "_seconds", lambda c, *_: [1.0] + [0.98] * (len(c.sources) - 1))
    assert sources(graph) == untuned(graph, monkeypatch)


def test_a_given_target_is_not_tuned(timer: Timer) -> None:
    """What is generated for another machine, as the golden programs are, cannot be measured on this one."""
    sources(product()[1], Target(4, 16))
    assert timer.asked == 0


def test_nothing_is_measured_or_read_without_the_setting(timer: Timer, monkeypatch: pytest.MonkeyPatch) -> None:
    _, graph = product()
    tuned_key = plan_key(graph, backend())
    sources(graph)
    monkeypatch.setattr(config, "tune", False)
    assert plan_key(graph, backend()) != tuned_key
    timer.fastest, timer.asked = 3, 0
    assert sources(graph) == sources(graph)
    assert timer.asked == 0


@pytest.mark.parametrize("damage", ["torn", "foreign"])
def test_a_damaged_answer_is_measured_again(damage: str, timer: Timer) -> None:
    _, graph = product()
    found = sources(graph)
    (kept,) = [item for item in default_cache().entries() if item.kind == "tuned"]
    if damage == "torn":
        kept.path.write_bytes(kept.path.read_bytes()[:-3])
    else:
        default_cache().put_json("tuned", kept.key, {"kernel": "0" * 64})
    assert sources(graph) == found
    assert timer.asked == 2
    assert sources(graph) == found
    assert timer.asked == 2


def test_another_process_uses_what_was_found(timer: Timer) -> None:
    _, graph = product()
    found = sources(graph)
    script = (
        "from autograph import tuning\nimport test_tuning as t\n"
        "def refused(*_): raise AssertionError('measured again')\n"
        "tuning._seconds = refused\nprint(t.sources(t.product()[1]))"
    )
    here = str(Path(__file__).parent)
    paths = os.pathsep.join([here, str(Path(here).parent), os.environ.get("PYTHONPATH", "")])
    environment = {"AUTOGRAPH_TUNE": "1", "AUTOGRAPH_CACHE_DIR": str(config.cache_dir), "PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env={**os.environ, **environment}
    )
    assert done.stdout == f"{found}\n", done.stderr


def test_candidates_run_on_operands_of_every_kind() -> None:
    """Nothing is replaced here: positions, numbers and masks are made up, and every kernel runs on them."""
    rng = np.random.default_rng(4)
    table, ids = rng.standard_normal((50, 96), np.float32), rng.integers(0, 50, 64)
    weight, mask = rng.standard_normal((96, 80), np.float32), rng.random((64, 80)) < 0.5

    @ag.compile
    def f(table: ag.Tensor, ids: ag.Tensor, weight: ag.Tensor, mask: ag.Tensor, scale: float) -> ag.Tensor:
        return ag.where(mask, (ag.take(table, ids, axis=0) @ weight) * scale, 0.0)

    found = f(*map(ag.asarray, (table, ids, weight, mask)), 0.5)
    expected = np.where(mask, table[ids] @ weight * np.float32(0.5), np.float32(0))
    np.testing.assert_allclose(np.asarray(found), expected, rtol=2e-5, atol=2e-5)
    assert [item for item in default_cache().entries() if item.kind == "tuned"]
