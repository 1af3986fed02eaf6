"""checkpoint: memory, bits, and what it may contain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from ways import Way, close

import autograph as ag
from autograph import nn

X = np.array([0.5, -2.0, 3.0])
V = np.array([1.0, 0.25, -0.5])


def plain(f: Callable[..., Any]) -> Callable[..., Any]:
    return f


class Deep:
    """A multilayer perceptron in segments."""

    def __init__(self, width: int = 16, segments: int = 4, layers: int = 4, dtype: Any = np.float32):
        rng = np.random.default_rng(0)
        scale = width**-0.5
        self.weights = [
            [nn.Parameter((rng.standard_normal((width, width)) * scale).astype(dtype)) for _ in range(layers)]
            for _ in range(segments)
        ]
        self.x = rng.standard_normal((8 * width, width)).astype(dtype)

    @property
    def parameters(self) -> list[Any]:
        return [w for segment in self.weights for w in segment]

    def loss(self, x: Any, wrap: Callable[..., Any]) -> Any:
        h = ag.asarray(x)
        for segment in self.weights:

            def run(h: Any, segment: Any = segment) -> Any:
                for w in segment:
                    h = ag.tanh(h @ w)
                return h

            h = wrap(run)(h)
        return (h * h).sum()

    def step(self, wrap: Callable[..., Any]) -> Callable[[Any], Any]:
        def step(x: Any) -> Any:
            for w in self.parameters:
                w.grad = None
            loss = self.loss(x, wrap)
            loss.backward()
            return loss, [w.grad for w in self.parameters]

        return step


@pytest.mark.compiler
def test_checkpoints_save_memory_and_change_no_bit() -> None:
    deep = Deep()
    kept, remade = ag.compile(deep.step(plain)), ag.compile(deep.step(ag.checkpoint))
    assert remade.memory(deep.x).peak < 0.6 * kept.memory(deep.x).peak
    (loss, slopes), (same, others) = kept(deep.x), remade(deep.x)
    assert loss.item() == same.item()
    for a, b in zip(slopes, others):
        np.testing.assert_array_equal(a.numpy(), b.numpy())


@pytest.mark.compiler
def test_a_second_computation_needs_no_kernels_of_its_own() -> None:
    deep = Deep(segments=2, layers=3)
    forward = {k.name for k in ag.compile(lambda x: deep.loss(x, plain)).kernels(deep.x)}
    remade = [k.name for k in ag.compile(deep.step(ag.checkpoint)).kernels(deep.x)]
    assert sum(name in forward for name in remade) > len(forward)
    assert max(remade.count(name) for name in forward) >= 9  # six layers, and three of them again


@pytest.mark.compiler
def test_of_memory_for_one_output_as_well() -> None:
    deep = Deep()
    peaks = [ag.compile(ag.grad(lambda x, w=w: deep.loss(x, w))).memory(deep.x).peak for w in (ag.checkpoint, plain)]
    assert peaks[0] < 0.5 * peaks[1]


@pytest.mark.compiler
def test_a_forward_alone_computes_nothing_twice() -> None:
    deep = Deep(segments=2, layers=2)
    texts = [
        [k.name for k in ag.compile(lambda x, w=w: deep.loss(x, w)).kernels(deep.x)] for w in (ag.checkpoint, plain)
    ]
    assert texts[0] == texts[1]


def test_parameters_that_a_checkpoint_captures(way: Way) -> None:
    deep = Deep(width=4, segments=2, layers=2, dtype=np.float64)
    way(deep.step(ag.checkpoint))(deep.x)
    found = [w.grad.numpy() for w in deep.parameters]
    deep.step(plain)(deep.x)
    for a, w in zip(found, deep.parameters):
        close(a, w.grad.numpy())


@pytest.mark.compiler
def test_backward_outside_of_a_compiled_checkpoint() -> None:
    deep = Deep(width=4, segments=2, layers=2, dtype=np.float64)
    deep.step(plain)(deep.x)
    wanted = [w.grad.numpy() for w in deep.parameters]
    for f in (ag.compile(lambda x: deep.loss(x, ag.checkpoint)), lambda x: deep.loss(x, ag.compile)):
        for w in deep.parameters:
            w.grad = None
        f(deep.x).backward()
        for a, w in zip(wanted, deep.parameters):
            close(w.grad, a)


def test_third_derivatives_through_nested_checkpoints(way: Way) -> None:
    inner = ag.checkpoint(lambda x: ag.sin(x) * x)
    outer = ag.checkpoint(lambda x: {"y": inner(x) * x, "z": [ag.exp(inner(x))]})

    def checked(x: Any) -> Any:
        found = outer(x)
        return (found["y"] * found["z"][0]).sum()

    def unchecked(x: Any) -> Any:
        return (ag.sin(x) * x * x * ag.exp(ag.sin(x) * x)).sum()

    def third(f: Any) -> Any:
        for _ in range(3):
            f = ag.grad(lambda x, f=f: f(x).sum())
        return f

    close(way(third(checked))(X), third(unchecked)(X).numpy())
    close(
        way(lambda x, v: ag.jvp(ag.grad(checked), (x,), (v,))[1])(X, V),
        ag.jvp(ag.grad(unchecked), (X,), (V,))[1].numpy(),
    )


def test_a_checkpoint_inside_a_derivative_inside_a_checkpoint(way: Way) -> None:
    inner = ag.checkpoint(lambda x: x**4)
    outer = ag.checkpoint(lambda x: ag.grad(lambda x: inner(x).sum())(x) * x)
    close(way(ag.grad(lambda x: outer(x).sum()))(X), 16 * X**3)


def test_what_a_checkpoint_captures_and_passes_through(way: Way) -> None:
    def f(x: Any, n: Any, k: int) -> Any:
        square = x * x

        @ag.checkpoint
        def part(y: Any, n: Any, k: int, factor: float = 1.0) -> Any:
            return y, (square * y * k * factor).sum(), n + 1, "text", None

        y, total, more, text, none = part(ag.sin(x), n, k, factor=2.0)
        assert (text, none) == ("text", None)
        return (total * y).sum() + more.astype(ag.float64)

    def wanted(x: Any) -> Any:
        return ((x * x * ag.sin(x) * 6).sum() * ag.sin(x)).sum()

    close(way(ag.grad(f))(X, np.asarray(4), 3), ag.grad(wanted)(X).numpy())


def test_the_second_computation_draws_the_same_random_numbers(way: Way) -> None:
    def f(x: Any, wrap: Any) -> Any:
        return wrap(lambda x: ag.random.uniform(x.shape, dtype=ag.float64) * x * x)(x).sum()

    for wrap in (plain, ag.checkpoint):
        ag.random.seed(7)
        first = way(ag.value_and_grad(lambda x, wrap=wrap: f(x, wrap)))(X)
        second = way(ag.value_and_grad(lambda x, wrap=wrap: f(x, wrap)))(X)
        if wrap is plain:
            wanted = [first, second]
    for (value, slope), (other, same) in zip(wanted, (first, second)):
        assert value.item() == other.item() and slope.tolist() == same.tolist()
    assert first[0].item() != second[0].item()


def test_state_that_a_checkpoint_changes(way: Way) -> None:
    mean, p = ag.Variable(np.zeros(3)), nn.Parameter(V)

    @ag.checkpoint
    def part(x: Any) -> Any:
        mean.assign(mean * 0.5 + x)
        return x * p - mean

    def step(x: Any) -> Any:
        p.grad = None
        (part(x) * x).sum().backward()
        return p.grad

    close(way(step)(X), X * X)
    close(mean, X)
    close(way(step)(X), X * X)
    close(mean, 1.5 * X)


def test_branches_on_values_inside_a_checkpoint(way: Way) -> None:
    @ag.checkpoint
    def part(x: Any) -> Any:
        y = ag.exp(x)
        return y * 2 if y.sum() > 10 else ag.sin(y)

    close(way(ag.grad(lambda x: part(x).sum()))(X), 2 * np.exp(X))
    close(way(ag.grad(lambda x: part(x).sum()))(-X - 5), -np.cos(np.exp(-X - 5)) * -np.exp(-X - 5))


def test_a_module_and_no_grad(way: Way) -> None:
    model = nn.Dense(3, 2)
    x = np.ones((4, 3), np.float32)

    def f(x: Any) -> Any:
        with ag.no_grad():
            constant = ag.checkpoint(model)(x).sum()
        return ag.checkpoint(model)(x).sum() * constant

    y = way(f)(x)
    y.backward()
    np.testing.assert_allclose(model.bias.grad.numpy(), np.full(2, 4 * model(x).sum().item()), rtol=1e-5)


@pytest.mark.compiler
def test_an_eager_checkpoint_keeps_no_intermediate_values() -> None:
    held: list[int] = []

    def count(f: Any) -> Any:
        y = f(nn.Parameter(X))
        tapes, seen = [y], 0
        while tapes:
            t = tapes.pop()
            if t._tape is not None:
                seen += len(t._tape.arrays)
                tapes += t._tape.parents
        held.append(seen)

    count(lambda x: ag.sin(ag.sin(ag.sin(x))))
    count(ag.checkpoint(lambda x: ag.sin(ag.sin(ag.sin(x)))))
    assert held == [3, 1]
