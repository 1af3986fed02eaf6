"""What steps of a recurrence need not wait for is one product or one look-up, and the values are the same."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from programs import Array, arguments
from rewriting import rewritten

import autograph as ag
from autograph import nn
from autograph.graph import Node, node, topological
from autograph.ops.contraction import Matmul, matmul
from autograph.ops.elementwise import Multiply, Tanh, add
from autograph.ops.gather import Gather
from autograph.ops.joining import Concat, concat
from autograph.ops.movement import permute, reshape, slice_
from autograph.passes import batch_steps


def whole(*shape: int, seed: int = 0) -> Array:
    """Numbers of which sums and products are exact."""
    return np.random.default_rng(seed).integers(-9, 9, shape).astype(np.float32)


def step(x: Node, t: int, axis: int) -> Node:
    """x[t] or x[:, t]."""
    limits = [(0, 1, e) for e in x.shape]
    limits[axis] = (t, 1, 1)
    return reshape(slice_(x, limits), tuple(e for k, e in enumerate(x.shape) if k != axis))


def tanh(n: Node) -> Node:
    return node(Tanh(), n)


def count(outputs: list[Node], op: type) -> int:
    return sum(isinstance(n.op, op) for n in topological(outputs))


def recurrence(inputs: list[Node], u: Node) -> list[Node]:
    """The states hₜ = tanh(inputₜ + hₜ₋₁ @ u)."""
    states = [tanh(inputs[0])]
    for i in inputs[1:]:
        states.append(tanh(add(i, matmul(states[-1], u))))
    return states


@pytest.mark.parametrize("axis", [0, 1])
def test_inputs_of_all_steps_are_one_product(axis: int) -> None:
    arrays = [whole(5, 5, 3), whole(3, 4, seed=1), whole(4, 4, seed=2)]
    x, w, u = arguments(arrays)
    before = recurrence([matmul(step(x, t, axis), w) for t in range(5)], u)[-1]
    made = rewritten(batch_steps, [before], arrays, rtol=1e-6)
    assert count(made, Matmul) == 1 + 4 and count(made, Concat) == 0
    every = matmul(reshape(permute(x, (axis, 1 - axis, 2)), (25, 3)), w)
    assert every in topological(made), "x is read where it lies"


def test_the_look_ups_of_a_table_are_one() -> None:
    arrays = [np.random.default_rng(1).integers(0, 7, (2, 4)), whole(7, 3), whole(3, 3, seed=1), whole(3, 3, seed=2)]
    words, table, w, u = arguments(arrays)
    embedded = [node(Gather(0, 1), table, step(words, t, 1)) for t in range(4)]
    made = rewritten(batch_steps, recurrence([matmul(e, w) for e in embedded], u)[-1:], arrays, rtol=1e-6)
    assert count(made, Gather) == 1 and count(made, Matmul) == 1 + 3


def test_products_of_computed_steps_are_one_in_the_order_of_time() -> None:
    """As the second of two layers, and as derivatives, which are made with the last step first."""
    arrays = [whole(4, 2, 3, seed=1), whole(3, 3, seed=2), whole(3, 3, seed=3), whole(2, 3, seed=4)]
    x, u, w, last = arguments(arrays)
    states = recurrence([step(x, t, 0) for t in range(4)], u)
    forward = recurrence([matmul(h, w) for h in states], u)[-1]
    made = rewritten(batch_steps, [forward], arrays, rtol=1e-6)
    (joined,) = [n for n in topological(made) if isinstance(n.op, Concat)]
    assert joined.inputs == tuple(states)

    derivatives = [last]
    for h in reversed(states):
        derivatives.append(node(Multiply(), matmul(derivatives[-1], u), h))
    derivatives = derivatives[:0:-1]
    sums = [matmul(permute(step(x, t, 0), (1, 0)), d) for t, d in enumerate(derivatives)]
    made = rewritten(batch_steps, [*sums, add(*[matmul(d, w) for d in derivatives[:2]]), *[
        tanh(matmul(d, w)) for d in derivatives[2:]
    ]], arrays, rtol=1e-6)  # fmt: skip
    (joined,) = [n for n in topological(made) if isinstance(n.op, Concat)]
    assert joined.inputs == tuple(derivatives)


def test_steps_are_read_in_the_array_in_which_they_lie_already() -> None:
    arrays = [whole(4, 2, 3, seed=1), whole(3, 3, seed=2), whole(3, 5, seed=3)]
    x, u, w = arguments(arrays)
    states = recurrence([step(x, t, 0) for t in range(4)], u)
    every = concat([reshape(h, (1, 2, 3)) for h in states], 0)
    made = rewritten(batch_steps, [every, *[tanh(matmul(h, w)) for h in states]], arrays, rtol=1e-6)
    assert matmul(reshape(every, (8, 3)), w) in topological(made)


def test_what_waits_for_another_step_stays() -> None:
    arrays = [whole(5, 2, 3), whole(3, 3, seed=1), whole(3, 3, seed=2)]
    x, w, u = arguments(arrays)
    states = recurrence([step(x, t, 0) for t in range(5)], u)
    each = [matmul(tanh(h), w) for h in recurrence([step(x, t, 0) for t in range(5)], w)]  # w drives the recurrence too
    few = [matmul(step(x, t, 0), w) for t in (0, 1)]
    gaps = [matmul(step(x, t, 0), u) for t in (0, 2, 4)]
    kept = [states[-1], *[tanh(n) for n in (*each, *few, *gaps)]]
    assert batch_steps(kept, {}) == kept


def test_outputs_and_steps_of_many_rows_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    arrays = [whole(4, 6, 3), whole(3, 3, seed=1)]
    x, w = arguments(arrays)
    kept = [matmul(step(x, t, 0), w) for t in range(4)]
    assert batch_steps(kept, {}) == kept
    inner = [tanh(n) for n in kept]
    assert batch_steps(inner, {}) != inner
    monkeypatch.setattr(sys.modules["autograph.passes.batch_steps"], "ENOUGH", 6)
    assert batch_steps(inner, {}) == inner


def test_long_sequences_are_several_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["autograph.passes.batch_steps"], "MOST", 9)
    arrays = [whole(8, 2, 3), whole(3, 5, seed=1)]
    x, w = arguments(arrays)
    made = rewritten(batch_steps, [tanh(matmul(step(x, t, 0), w)) for t in range(8)], arrays, rtol=1e-6)
    assert [n.shape[0] for n in topological(made) if isinstance(n.op, Matmul)] == [8, 8]


class Words(nn.Module):
    """A recurrent network as people write it: a loop over words."""

    def __init__(self) -> None:
        self.words, self.inner, self.again = nn.Embedding(9, 6), nn.Dense(6, 8), nn.Dense(8, 8)

    def forward(self, words: ag.Tensor) -> ag.Tensor:
        h = ag.zeros((words.shape[0], 8))
        for t in range(words.shape[1]):
            h = ag.tanh(self.inner(self.words(words[:, t])) + self.again(h))
        return h


@pytest.mark.compiler
def test_a_loop_over_words_gives_the_same_derivatives() -> None:
    model = Words()
    words = np.random.default_rng(3).integers(0, 9, (4, 21))

    def train(words: ag.Tensor) -> ag.Tensor:
        loss = (model(words) ** 2).sum()
        loss.backward()
        return loss

    found = []
    for run in (ag.compile(train), train):
        loss = run(words)
        found.append([loss.numpy(), *[p.grad.numpy() for p in model.parameters()]])
        for p in model.parameters():
            p.grad = None
    for compiled, by_numpy in zip(*found):
        np.testing.assert_allclose(compiled, by_numpy, rtol=1e-4, atol=1e-5)
    launches = [row for row in ag.compile(train).source(words).splitlines() if "-> out0 =" in row]
    assert len([row for row in launches if "matmul" in row]) <= 2 * 21 + 4, "each weight's other products are one"
    assert len([row for row in launches if "gather" in row or "scatter" in row]) == 2
