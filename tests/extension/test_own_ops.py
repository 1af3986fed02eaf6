"""Ops from outside the package: each way of saying what an op computes, in every mode, with derivatives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import config
from autograph.errors import ArgumentError, CompilerError, DtypeError, ShapeError, TraceError


@ag.op
class Softsign(ag.Op):
    """x / (1 + |x|)."""

    def scalar(self, f: Any, x: Any) -> Any:
        return x / (1 + f.abs(x))


@ag.op
class Huberish(ag.Op):
    """A smooth distance of two operands that broadcast."""

    delta: float

    def scalar(self, f: Any, x: Any, y: Any) -> Any:
        r = x - y
        return f.where(f.abs(r) < self.delta, 0.5 * r * r, self.delta * (f.abs(r) - 0.5 * self.delta))


@ag.op
class Triangle(ag.Op):
    """Sums over triples of neighbours in the last axis, by a kernel of one's own."""

    weight: float

    c = """
    const int64_t row = x_shape[1], made = out_shape[1];
    for (int64_t r = first_of(x_shape[0], share); r < end_of(x_shape[0], share); r++)
      for (int64_t k = 0; k < made; k++)
        out[r * made + k] = (x_t)weight * (x[r * row + k] + x[r * row + k + 1] + x[r * row + k + 2]);
    """

    def infer(self, x: ag.TensorType) -> ag.TensorType:
        return ag.TensorType((x.shape[0], x.shape[1] - 2), x.dtype)

    def numpy(self, x: Any) -> Any:
        return (self.weight * (x[:, :-2] + x[:, 1:-1] + x[:, 2:])).astype(x.dtype)

    def gradient(self, cotangent: ag.Tensor, output: ag.Tensor, x: ag.Tensor) -> ag.Tensor:
        wide = ag.pad(cotangent, ((0, 0), (2, 2)))
        return self.weight * (wide[:, :-2] + wide[:, 1:-1] + wide[:, 2:])


@ag.op
class Power(ag.Op):
    """x to a whole power: a template that unrolls the product."""

    exponent: int

    c = ag.Template(
        """
        for (int64_t k = first_of(out_size, share); k < end_of(out_size, share); k++) {
          {{ inputs[0].type }} product = 1;
          {% for _ in range(exponent) %}
          product *= x[k];
          {% endfor %}
          out[k] = product;
        }
        """
    )

    def numpy(self, x: Any) -> Any:
        return x**self.exponent

    def gradient(self, cotangent: ag.Tensor, output: ag.Tensor, x: ag.Tensor) -> ag.Tensor:
        return self.exponent * Power(self.exponent - 1)(x) * cotangent


@ag.op
class MedianOfRows(ag.Op):
    """Medians of rows, which NumPy computes between the kernels."""

    def numpy(self, x: Any) -> Any:
        return np.median(x, axis=-1).astype(x.dtype)


X = np.random.default_rng(1).uniform(-2, 2, (5, 9)).astype(np.float32)

CASES: list[tuple[str, Callable[..., ag.Tensor], Callable[[Any], Any]]] = [
    ("scalar", lambda x: Softsign()(x), lambda x: x / (1 + np.abs(x))),
    (
        "two operands",
        lambda x: Huberish(0.7)(x, x[0]),
        lambda x: np.where(
            np.abs(x - x[0]) < 0.7, 0.5 * (x - x[0]) ** 2, np.float32(0.7) * (np.abs(x - x[0]) - np.float32(0.35))
        ),
    ),
    ("C text", lambda x: Triangle(0.5)(x), lambda x: np.float32(0.5) * (x[:, :-2] + x[:, 1:-1] + x[:, 2:])),
    ("template", lambda x: Power(3)(x), lambda x: x * x * x),
    ("NumPy only", lambda x: MedianOfRows()(2 * x) + 1, lambda x: np.median(2 * x, axis=-1) + 1),
]
each = pytest.mark.parametrize(("function", "meaning"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])


@each
def test_values_at_once_and_interpreted(function: Any, meaning: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    np.testing.assert_allclose(function(ag.asarray(X)).numpy(), meaning(X), rtol=1e-6)
    monkeypatch.setattr(config, "mode", "interpret")
    np.testing.assert_allclose(ag.compile(function)(X).numpy(), meaning(X), rtol=1e-6)


@pytest.mark.compiler
@each
def test_values_compiled(function: Any, meaning: Any) -> None:
    compiled = ag.compile(lambda x: function(x * 1.0) * 1.0)
    np.testing.assert_allclose(compiled(X).numpy(), meaning(X), rtol=1e-6)
    np.testing.assert_allclose(compiled(X + 1).numpy(), meaning(X + 1), rtol=1e-6, atol=1e-6)


@pytest.mark.compiler
@pytest.mark.parametrize("name", ["scalar", "two operands", "C text", "template"])
def test_derivatives_of_first_and_second_order(name: str) -> None:
    function = next(f for n, f, _ in CASES if n == name)

    def energy(x: ag.Tensor) -> ag.Tensor:
        return (function(x) * function(x)).sum()

    def steepness(x: ag.Tensor) -> ag.Tensor:
        return (ag.grad(energy)(x) ** 2).sum()

    x = X.astype(np.float64) + 0.01
    direction = np.random.default_rng(2).uniform(-1, 1, x.shape)
    for f in (energy, steepness):
        h = 1e-5
        slope = (float(f(ag.asarray(x + h * direction))) - float(f(ag.asarray(x - h * direction)))) / (2 * h)
        assert abs(np.vdot(ag.grad(f)(x).numpy(), direction) - slope) < 1e-5 * max(1, abs(slope))
        np.testing.assert_allclose(ag.compile(ag.grad(f))(x).numpy(), ag.grad(f)(x).numpy(), rtol=1e-9, atol=1e-12)


@pytest.mark.compiler
def test_a_scalar_op_is_fused_with_its_neighbours() -> None:
    compiled = ag.compile(lambda x: Softsign()(x * 2 + 1) - x)
    assert len(compiled.kernels(X)) == 1


@pytest.mark.compiler
def test_an_operand_that_occurs_twice() -> None:
    @ag.op
    class Product(ag.Op):
        """x · y by hand."""

        c = "for (int64_t k = 0; k < out_size; k++) out[k] = x[k] * y[k];"

        def numpy(self, x: Any, y: Any) -> Any:
            return x * y

    np.testing.assert_array_equal(ag.compile(lambda x: Product()(x, x))(X).numpy(), X * X)
    np.testing.assert_array_equal(ag.compile(lambda x: Product()(x + 1, x))(X).numpy(), (X + 1) * X)


@pytest.mark.compiler
def test_a_changed_op_is_compiled_anew() -> None:
    """The plan of a graph with somebody's op is not kept on disk: only its author knows when it changes."""

    def made(factor: float) -> Any:
        @ag.op
        class Scaled(ag.Op):
            """A multiple of x."""

            def scalar(self, f: Any, x: Any) -> Any:
                return x * factor

        return Scaled()

    for factor in (2.0, 3.0):
        op = made(factor)
        np.testing.assert_array_equal(ag.compile(lambda x, op=op: op(x))(X).numpy(), X * np.float32(factor))


def test_own_names_do_not_replace_the_packages() -> None:
    @ag.op
    class Relu(ag.Op):
        """Not the package's."""

        def scalar(self, f: Any, x: Any) -> Any:
            return x * 0 - 1

    assert float(Relu()(3.0)) == -1 and float(ag.relu(3.0)) == 3


# -- what is wrong is told


def test_messages() -> None:
    with pytest.raises(ArgumentError, match="derive the class from ag.Op"):
        ag.op(int)  # type: ignore[type-var]
    with pytest.raises(ArgumentError, match="Nothing does not say what it computes"):

        @ag.op
        class Nothing(ag.Op):
            """Nothing."""

    with pytest.raises(ArgumentError, match="an argument 'out', a name the kernel has for itself"):

        @ag.op
        class Taken(ag.Op):
            """A bad name."""

            c = "out[0] = 1;"

            def numpy(self, out: Any) -> Any:
                return out

    with pytest.raises(TraceError, match="median_of_rows has no derivative"):
        ag.grad(lambda x: MedianOfRows()(x).sum())(X)

    @ag.op
    class Unknown(ag.Op):
        """A function that is not there."""

        def scalar(self, f: Any, x: Any) -> Any:
            return f.expo(x)

    with pytest.raises(ArgumentError, match="there is no elementwise function expo"):
        Unknown()(1.0)

    @ag.op
    class Branching(ag.Op):
        """Python's if."""

        def scalar(self, f: Any, x: Any) -> Any:
            return x if x > 0 else -x

    with pytest.raises(ArgumentError, match=r"use f\.where"):
        Branching()(1.0)

    @ag.op
    class Vague(ag.Op):
        """A type rule that gives no type."""

        def infer(self, x: ag.TensorType) -> Any:
            return x.shape

        def numpy(self, x: Any) -> Any:
            return x

    with pytest.raises(ArgumentError, match=r"infer gave \(5, 9\)"):
        Vague()(X)


@pytest.mark.parametrize(
    ("derivative", "error", "message"),
    [
        (lambda x: x.sum(), ShapeError, "for input 0, which is float32"),
        (lambda x: x.astype(ag.float64), DtypeError, "gave float64"),
        (lambda x: (x, x), ShapeError, "gave 2 derivatives for 1 inputs"),
    ],
)
def test_a_derivative_that_does_not_fit(derivative: Any, error: type[Exception], message: str) -> None:
    @ag.op
    class Wrong(ag.Op):
        """x."""

        def scalar(self, f: Any, x: Any) -> Any:
            return x * 1

        def gradient(self, cotangent: ag.Tensor, output: ag.Tensor, x: ag.Tensor) -> Sequence[Any]:
            return derivative(x)  # type: ignore[no-any-return]

    with pytest.raises(error, match=message):
        ag.grad(lambda x: Wrong()(x).sum())(X)


@pytest.mark.compiler
def test_only_a_text_for_gpus() -> None:
    @ag.op
    class OnlyCuda(ag.Op):
        """x, on GPUs."""

        cuda = "for (int64_t k = first_thread(); k < out_size; k += all_threads()) out[k] = x[k];"

        def numpy(self, x: Any) -> Any:
            return x

    with pytest.raises(CompilerError, match="written by hand, but not in c"):
        ag.compile(lambda x: OnlyCuda()(x))(X)
