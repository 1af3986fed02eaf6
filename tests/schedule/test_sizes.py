"""What kernels leave open: another length of a sequence, or another batch, finds them compiled."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from programs import Array, arguments, interpreted, programs

import autograph as ag
import autograph.nn.functional as F
from autograph import nn, optim
from autograph.backends import backend
from autograph.golden import TARGETS
from autograph.graph import Node, node
from autograph.kernel.nest import Kernel, Loop, statements
from autograph.ops.contraction import matmul
from autograph.ops.gather import ScatterAdd
from autograph.ops.movement import permute, reshape, slice_
from autograph.ops.pooling import MaxPool2d
from autograph.ops.reduction import reduce_sum
from autograph.pipeline import Lowered, lowered

pytestmark = pytest.mark.compiler


def numbers(*shape: int, seed: int = 0) -> Array:
    """Numbers of which sums and products are exact."""
    return np.random.default_rng(seed).integers(-9, 9, shape).astype(np.float32)


def low(outputs: list[Node]) -> Lowered:
    return lowered(outputs, {}, backend("cpu"), TARGETS["cpu"])


def digests(made: Lowered) -> set[str]:
    return {s.digest for s in made.sources}


def sizes(k: Kernel) -> dict[str, int]:
    return {s.name: s.value for s in k.sizes}


# -- what is open


@pytest.mark.parametrize("rows", [20, 21])
def test_sums_over_rows_are_one_kernel_whatever_their_number(rows: int) -> None:
    def graph(rows: int) -> tuple[list[Node], list[Array]]:
        given = [numbers(rows, 40), numbers(rows, 24, seed=1), numbers(rows, 70, seed=2)]
        x, y, z = arguments(given)
        return [matmul(permute(x, (1, 0)), y), reduce_sum(z, (0,))], given

    outputs, given = graph(rows)
    made = low(outputs)
    assert [sizes(k) for k in made.kernels] == [{"r1_end": rows}] * 2
    assert digests(made) == digests(low(graph(50)[0]))
    for got, wanted in zip(programs([outputs])[0](given), interpreted(outputs, given)):
        np.testing.assert_array_equal(got, wanted)


@pytest.mark.parametrize("time", [20, 21])
def test_steps_of_a_sequence_are_as_far_apart_as_it_says(time: int) -> None:
    """x[batch, time, features] by steps of time: a row of the batch is time · features further on."""

    def graph(time: int) -> tuple[list[Node], list[Array]]:
        given = [numbers(24, time, 8), numbers(8, 32, seed=1)]
        x, w = arguments(given)
        return [matmul(reshape(permute(x, (1, 0, 2)), (time * 24, 8)), w)], given

    outputs, given = graph(time)
    (kernel,) = low(outputs).kernels
    assert sizes(kernel) == {"in0_step": time * 8} and kernel.n == time
    assert digests(low(outputs)) == digests(low(graph(33)[0]))
    np.testing.assert_array_equal(programs([outputs])[0](given)[0], interpreted(outputs, given)[0])


@pytest.mark.parametrize("time", [6, 7])
def test_a_sum_into_a_table_takes_any_number_of_words(time: int) -> None:
    def graph(time: int) -> tuple[list[Node], list[Array]]:
        words = np.random.default_rng(2).integers(0, 11, (3, time))
        x, w = arguments([numbers(time * 3, 20), words])
        return [node(ScatterAdd(0, 1, (11,)), x, reshape(permute(w, (1, 0)), (time * 3,)))], [
            numbers(time * 3, 20),
            words,
        ]

    outputs, given = graph(time)
    (kernel,) = low(outputs).kernels
    assert sizes(kernel) == {"k_end": time * 3, "in1_step": time}
    assert digests(low(outputs)) == digests(low(graph(20)[0]))
    np.testing.assert_array_equal(programs([outputs])[0](given)[0], interpreted(outputs, given)[0])


def test_what_has_no_rows_keeps_its_numbers() -> None:
    """Features that are summed, windows, and parts of an array that lie within a row."""
    x, w, image = arguments([numbers(30, 20), numbers(20, 48, seed=1), numbers(16, 2, 8, 8)])
    kept = [matmul(x, w), node(MaxPool2d((2, 2), (2, 2)), image), reduce_sum(slice_(x, [(0, 1, 30), (4, 1, 16)]), (1,))]
    for output in kept:
        for k in low([output]).kernels:
            assert not any(s.end for s in statements(k.body) if isinstance(s, Loop))
            assert not [s for s in k.sizes if s.name.endswith("_end")]


# -- in networks


class Words(nn.Module):
    """A recurrent network as people write it."""

    def __init__(self) -> None:
        self.words, self.inner, self.again = nn.Embedding(32, 64), nn.Dense(64, 48), nn.Dense(48, 48)
        self.out = nn.Dense(48, 48)

    def forward(self, words: Any) -> Any:
        h = ag.zeros((words.shape[0], 48))
        for t in range(words.shape[1]):
            h = ag.tanh(self.inner(self.words(words[:, t])) + self.again(h))
        return self.out(h)


class Sequence(nn.Module):
    """A recurrent layer, of which the last output counts."""

    def __init__(self, layer: nn.Module) -> None:
        self.layer, self.out = layer, nn.Dense(48, 48)

    def forward(self, x: Any) -> Any:
        return self.out(self.layer(x)[0][:, -1])


class Perceptron(nn.Module):
    def __init__(self) -> None:
        self.first, self.second = nn.Dense(60, 64), nn.Dense(64, 48)

    def forward(self, x: Any) -> Any:
        return self.second(F.relu(self.first(x)))


def training_step(model: nn.Module, x: Array) -> Lowered:
    """A step of Adam."""
    optimizer = optim.Adam(model.parameters(), lr=1e-3)

    @ag.compile
    def step(x: Any, labels: Any) -> Any:
        loss = F.cross_entropy(model(x), labels)
        loss.backward()
        optimizer.step()
        return loss

    (graph,), lines = step.recorded(x, np.arange(x.shape[0]) % 48)
    return lowered(graph, lines, backend("cpu"), TARGETS["cpu"])


@pytest.mark.parametrize("kind", [Words, nn.RNN, nn.LSTM, nn.GRU])
def test_another_length_compiles_nothing(kind: type) -> None:
    model = Words() if kind is Words else Sequence(kind(24, 48))

    def of(time: int) -> set[str]:
        x = np.random.default_rng(1).integers(0, 32, (16, time)) if kind is Words else numbers(16, time, 24)
        return digests(training_step(model, x))

    known = of(20)
    joined = kind is nn.GRU  # derivatives of its inputs have no reader but the kernel that joins them
    assert len(of(22) - known) <= joined
    assert len(of(21) - known) <= joined + 1, "at most a product, whose tile fits another number of rows better"


def test_another_batch_compiles_what_sums_all_losses() -> None:
    def of(batch: int) -> dict[str, str]:
        return {s.digest: s.name for s in training_step(Perceptron(), numbers(batch, 60)).sources}

    first, second = of(96), of(144)
    new = [name for digest, name in second.items() if digest not in first]
    assert len(new) <= 2 and all(name.startswith("sum_") for name in new)
