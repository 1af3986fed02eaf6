"""The random state: what moves it on and what does not, and that the way a draw runs changes no number."""

from __future__ import annotations

import copy
import pickle
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import config

LOGITS = np.log(np.array([[0.1, 0.2, 0.7], [0.5, 0.25, 0.25]], np.float32))
ROWS = np.arange(12, dtype=np.float32).reshape(6, 2)
DRAWS: dict[str, Callable[[ag.random.Generator], ag.Tensor]] = {
    "uniform": lambda g: g.uniform((3, 50)),
    "uniform of one": lambda g: g.uniform(()),
    "uniform of none": lambda g: g.uniform((0, 3)),
    "uniform float64": lambda g: g.uniform(37, dtype=ag.float64),
    "uniform bfloat16": lambda g: g.uniform(37, dtype=ag.bfloat16),
    "uniform between": lambda g: g.uniform(50, -1.5, 4.0),
    "uniform between tensors": lambda g: g.uniform((4, 3), np.zeros(3, np.float32), np.float32([1, 2, 3])),
    "normal": lambda g: g.normal((7, 9)),
    "normal float64": lambda g: g.normal(41, dtype=ag.float64),
    "normal around": lambda g: g.normal(50, 3.0, 0.5),
    "exponential": lambda g: g.exponential(50, 2.0),
    "exponential float64": lambda g: g.exponential(50, dtype="float64"),
    "randint": lambda g: g.randint(-3, 9, (5, 5)),
    "randint wide": lambda g: g.randint(-(2**63), 2**63, 40),
    "randint odd": lambda g: g.randint(0, 3 * 2**61 + 5, 40),
    "randint int8": lambda g: g.randint(-128, 128, 40, dtype=ag.int8),
    "randint uint64": lambda g: g.randint(0, 2**64, 40, dtype=ag.uint64),
    "bernoulli": lambda g: g.bernoulli(0.3, (60,)),
    "bernoulli of tensor": lambda g: g.bernoulli(np.linspace(0, 1, 40)),
    "categorical": lambda g: g.categorical(np.repeat(LOGITS, 9, axis=0)),
    "categorical along": lambda g: g.categorical(np.repeat(LOGITS, 9, axis=0), axis=0),
    "permutation": lambda g: g.permutation(23),
    "permutation of rows": lambda g: g.permutation(ROWS),
    "choice": lambda g: g.choice(ROWS, (4, 5)),
    "choice of different ones": lambda g: g.choice(30, 30, replace=False),
    "choice with p": lambda g: g.choice(3, 40, p=[1.0, 0.0, 3.0]),
}


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_half_floats_are_those_of_float32_rounded(dtype: str) -> None:
    half, single = ag.random.Generator(3), ag.random.Generator(3)
    for draw in (
        lambda g, d: g.uniform(99, -1.0, 1.0, dtype=d),
        lambda g, d: g.normal((9, 11), dtype=d),
        lambda g, d: g.normal(99, ag.linspace(0, 1, 99), 0.5, dtype=d),
        lambda g, d: g.exponential(99, 2.0, dtype=d),
        lambda g, d: g.categorical(ag.asarray(LOGITS, dtype=dtype).astype(d)),
    ):
        got, want = draw(half, dtype), draw(single, "float32")
        assert got.dtype is want.dtype is ag.int64 or str(got.dtype) == dtype
        assert bits(got) == bits(want.astype(got.dtype))


def bits(t: ag.Tensor) -> bytes:
    return t.numpy().tobytes()


def assert_same(got: ag.Tensor, want: ag.Tensor) -> None:
    """Numbers made of bits by exact steps are equal; logarithm, cosine and fused sums may round another way."""
    assert (got.shape, got.dtype) == (want.shape, want.dtype)
    rtol = {ag.float32: 1e-6, ag.float64: 1e-14}.get(got.dtype, 0)
    np.testing.assert_allclose(got.numpy().astype(np.float64), want.numpy().astype(np.float64), rtol=rtol, atol=rtol)


@pytest.mark.compiler
@pytest.mark.parametrize("name", DRAWS)
def test_every_way_to_run_draws_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = DRAWS[name]
    eager = ag.random.Generator(7)
    wanted = [draw(eager) for _ in range(3)]
    for mode in ("interpret", "compile"):
        monkeypatch.setattr(config, "mode", mode)
        for retrace in ("always", "signature"):
            own = ag.random.Generator(7)
            step = ag.compile(lambda own=own: draw(own), retrace=retrace)
            for want in wanted:
                assert_same(step(), want)
            assert own.get_state().tolist() == eager.get_state().tolist()
    if wanted[0].size > 1:
        assert bits(wanted[0]) != bits(wanted[1]) != bits(wanted[2])


@pytest.mark.compiler
def test_bits_are_the_same_however_they_are_drawn() -> None:
    eager, compiled = ag.random.Generator(1), ag.random.Generator(1)
    step = ag.compile(
        lambda: (compiled.uniform(100), compiled.uniform(33, dtype=ag.float64), compiled.bernoulli(0.5, 99))
    )
    for got, want in zip(step(), (eager.uniform(100), eager.uniform(33, dtype=ag.float64), eager.bernoulli(0.5, 99))):
        assert bits(got) == bits(want)


@pytest.mark.compiler
def test_the_number_of_threads_changes_nothing() -> None:
    def draw() -> tuple[ag.Tensor, ...]:
        ag.random.seed(5)
        return ag.random.uniform((300, 401)), ag.random.normal((300, 401)).sum(axis=1), ag.random.permutation(3000)

    for got, want in zip(ag.compile(draw, threads=1)(), ag.compile(draw, threads=2)()):
        assert bits(got) == bits(want)


def test_the_seed_decides() -> None:
    first, again, other = (ag.random.Generator(s) for s in (4, 4, 5))
    for _ in range(2):
        value = bits(first.uniform(20))
        assert value == bits(again.uniform(20)) != bits(other.uniform(20))
    first.seed(9)
    again.seed(np.int64(9))
    assert bits(first.normal(20)) == bits(again.normal(20))
    assert bits(ag.random.Generator().uniform(8)) != bits(ag.random.Generator().uniform(8))


def test_the_first_numbers_of_a_seed() -> None:
    """What a seed gives is part of the interface: a changed number here is a changed model in somebody's paper."""
    ag.random.seed(0)
    words = np.array([0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8], np.uint32)  # the published vector
    np.testing.assert_array_equal(ag.random.uniform(4).numpy(), (words >> 8) * np.float32(2**-24))
    assert ag.random.get_state().tolist() == [0, 1]


def test_a_draw_of_a_module_function_is_one_of_the_shared_generator() -> None:
    ag.random.seed(11)
    own = ag.random.Generator(11)
    assert bits(ag.random.uniform(5)) == bits(own.uniform(5))
    assert bits(ag.random.normal(5)) == bits(own.normal(5))


@pytest.fixture(params=["interpret", "compile"])
def mode(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(config, "mode", request.param)
    return str(request.param)


pair = pytest.mark.parametrize("retrace", ["always", "signature"])


@pytest.mark.compiler
@pair
def test_no_step_repeats_another(mode: str, retrace: str) -> None:
    own = ag.random.Generator(3)

    @ag.compile(retrace=retrace)
    def step(x: ag.Tensor) -> Any:
        return [own.uniform(4) + x for _ in range(3)]

    seen = [bits(u) for _ in range(5) for u in step(np.zeros(4, np.float32))]
    assert len(set(seen)) == 15
    assert own.get_state().tolist() == [3, 15]


@pytest.mark.compiler
@pair
def test_functions_and_eager_draws_share_one_stream(mode: str, retrace: str) -> None:
    own, reference = ag.random.Generator(6), ag.random.Generator(6)
    one = ag.compile(lambda: own.uniform(3), retrace=retrace)
    two = ag.compile(lambda: (own.uniform(3), own.uniform(3)), retrace=retrace)
    got = [one(), own.uniform(3), *two(), one(), own.uniform(3), *two()]
    for value in got:
        assert bits(value) == bits(reference.uniform(3))


@pytest.mark.compiler
def test_an_exception_leaves_the_state(mode: str) -> None:
    own = ag.random.Generator(2)

    @ag.compile
    def step(fail: bool) -> ag.Tensor:
        u = own.uniform(3)
        if fail:
            raise KeyError("on purpose")
        return u

    before = own.get_state()
    with pytest.raises(KeyError):
        step(True)
    assert own.get_state().tolist() == before.tolist() == [2, 0]
    value = step(False)
    assert bits(value) == bits(ag.random.Generator(2).uniform(3))
    with pytest.raises(KeyError):
        step(True)
    assert own.get_state().tolist() == [2, 1]


@pytest.mark.compiler
def test_asking_for_the_source_draws_nothing() -> None:
    own = ag.random.Generator(2)
    step = ag.compile(lambda: own.uniform(3))
    assert "philox" in step.source() and "fraction" in step.graph()
    assert own.get_state().tolist() == [2, 0]


@pytest.mark.compiler
def test_values_asked_for_in_a_step_belong_to_it(mode: str) -> None:
    own, reference = ag.random.Generator(8), ag.random.Generator(8)

    @ag.compile
    def step() -> Any:
        u = own.uniform(())
        v = own.uniform(()) if float(u) < 2 else u
        return u, v, own.uniform(())

    for _ in range(3):
        assert [u.item() for u in step()] == [reference.uniform(()).item() for _ in range(3)]


@pytest.mark.compiler
def test_seeding_and_restoring_inside_a_step(mode: str) -> None:
    own = ag.random.Generator(1)

    @ag.compile
    def repeated() -> Any:
        before = own.get_state()
        u = own.uniform(4)
        own.set_state(before)
        v = own.uniform(4)
        own.seed(33)
        return u, v, own.uniform(4)

    for _ in range(2):
        u, v, w = repeated()
        assert bits(u) == bits(v) != bits(w) == bits(ag.random.Generator(33).uniform(4))
    assert own.get_state().tolist() == [33, 1]


def test_the_state_can_be_kept() -> None:
    own = ag.random.Generator(12)
    own.uniform(2)
    state = own.get_state()
    after = bits(own.normal(5))
    for other in (copy.deepcopy(own), pickle.loads(pickle.dumps(own))):
        other.set_state(state)
        assert bits(other.normal(5)) == after
    assert state.tolist() == [12, 1] and own.get_state().tolist() == [12, 2]
    own.set_state(np.asarray(state))
    assert bits(own.normal(5)) == after


def test_copies_go_their_own_ways() -> None:
    own = ag.random.Generator(12)
    for other in (copy.deepcopy(own), pickle.loads(pickle.dumps(own))):
        assert bits(other.uniform(5)) == bits(ag.random.Generator(12).uniform(5))
        assert own.get_state().tolist() == [12, 0]


def test_threads_never_draw_the_same() -> None:
    own = ag.random.Generator(3)
    drawn: list[list[bytes]] = [[], [], [], []]
    start = threading.Barrier(4)

    def draw(into: list[bytes]) -> None:
        start.wait()
        into += [bits(own.uniform(2)) for _ in range(50)]

    threads = [threading.Thread(target=draw, args=(d,)) for d in drawn]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(set(sum(drawn, []))) == 200
    assert own.get_state().tolist() == [3, 200]
