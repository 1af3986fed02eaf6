"""grad, value_and_grad, vjp and jvp: structures, orders, mixtures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from ways import Way, close

import autograph as ag
from autograph import nn
from autograph.errors import DtypeError, TraceError

X = np.array([0.5, -2.0, 3.0])
V = np.array([1.0, 0.25, -0.5])


# -- structures


def test_derivatives_have_the_structure_of_the_argument(way: Way) -> None:
    def loss(parameters: Any, x: Any) -> Any:
        return ((parameters["w"][0] * x + parameters["w"][1]) * parameters["rest"][0]).sum()

    given = {"w": [ag.asarray(X), ag.asarray(V)], "rest": (ag.asarray(2.0, ag.float64), None)}
    slopes = way(ag.grad(loss))(given, ag.asarray(V))
    assert list(slopes) == ["w", "rest"] and isinstance(slopes["w"], list) and slopes["rest"][1] is None
    close(slopes["w"][0], 2 * V)
    close(slopes["w"][1], np.full(3, 2.0))
    close(slopes["rest"][0], (X * V + V).sum())


def test_dataclasses_and_several_arguments() -> None:
    @dataclass
    class Layer:
        weight: Any
        bias: Any

    value, (layer, x) = ag.value_and_grad(lambda a, k, b: ((a.weight * b + a.bias) * k).sum(), (0, 2))(
        Layer(ag.asarray(X), V), 3, V
    )
    assert isinstance(layer, Layer)
    close(value, 3 * (X * V + V).sum())
    close(layer.weight, 3 * V)
    close(layer.bias, np.full(3, 3.0))
    close(x, 3 * X)


def test_a_list_of_numbers_is_an_array() -> None:
    close(ag.grad(lambda x: (x * x).sum())([1.0, 2.0]), [2, 4])


def test_parameters_of_a_module_as_a_tree() -> None:
    model = nn.Dense(3, 2)
    x = np.ones((4, 3), np.float32)

    def loss(p: dict[str, Any]) -> Any:
        return ((ag.asarray(x) @ p["weight"].T + p["bias"]) ** 2).sum()

    slopes = ag.grad(loss)(dict(model.named_parameters()))
    (model(x) ** 2).sum().backward()
    for name, p in model.named_parameters():
        np.testing.assert_allclose(slopes[name].numpy(), p.grad.numpy(), rtol=1e-5)


def test_what_else_a_function_returns(way: Way) -> None:
    def f(x: Any) -> Any:
        y = x * x
        return y.sum(), {"y": y, "name": "square"}

    (value, aux), slope = way(ag.value_and_grad(f, has_aux=True))(ag.asarray(X))
    assert aux["name"] == "square"
    close(value, (X * X).sum())
    close(aux["y"], X * X)
    close(slope, 2 * X)
    slope, aux = ag.grad(f, has_aux=True)(X)
    close(slope, 2 * X)
    assert not aux["y"].requires_grad
    with pytest.raises(TraceError, match=r"returned Tensor, not a pair"):
        ag.grad(lambda x: x.sum(), has_aux=True)(X)


def test_integers_among_the_arguments(way: Way) -> None:
    index, k = np.array([0, 2, 2]), 3

    def f(x: Any, index: Any, k: int) -> Any:
        return (x[index] ** k).sum()

    close(way(lambda x, i: ag.grad(f)(x, i, k))(X, index), 3 * X**2 * [1, 0, 2])
    for wrong, shown in ((index, r"int64\[3\]"), (3, "int"), ({"a": X, "n": 1}, "int")):
        with pytest.raises(DtypeError, match=f"derivative with respect to {shown}"):
            ag.grad(lambda x: x)(wrong)


# -- vjp and jvp


def test_vjp_of_a_tree_with_integers(way: Way) -> None:
    def run(x: Any, y: Any, n: Any) -> Any:
        output, pull = ag.vjp(lambda a, b, n: {"p": a * b, "q": (ag.sin(a), n + 1)}, x, y, n)
        return output, pull({"p": y, "q": (x, None)}), pull({"p": None, "q": (x, None)})

    output, (a, b, none), (only, zero, _) = way(run)(X, V, np.array([1, 2]))
    assert none is None and output["q"][1].tolist() == [2, 3]
    close(output["p"], X * V)
    close(a, V * V + X * np.cos(X))
    close(b, V * X)
    close(only, X * np.cos(X))
    close(zero, np.zeros(3))


def test_jvp_of_a_tree_with_integers(way: Way) -> None:
    def run(x: Any, y: Any, v: Any) -> Any:
        n = ag.asarray(2)
        return ag.jvp(lambda a, b, n: ((a * b).sum(), [b * b, n]), (x, y, n), (v, None, None))

    (total, (square, n)), (slope, (zero, none)) = way(run)(X, V, V)
    assert none is None and n.item() == 2
    close(total, (X * V).sum())
    close(square, V * V)
    close(slope, (V * V).sum())
    close(zero, np.zeros(3))


def test_vjp_and_jvp_are_transposes(way: Way) -> None:
    rng = np.random.default_rng(1)
    m, x, v, u = (rng.standard_normal(s) for s in ((4, 3), 3, 3, 4))

    def run(m: Any, x: Any, v: Any, u: Any) -> Any:
        def f(x: Any) -> Any:
            return ag.tanh(m @ x) * ag.exp(x).sum()

        return ag.jvp(f, (x,), (v,))[1], ag.vjp(f, x)[1](u)[0]

    forward, backward = way(run)(m, x, v, u)
    tanh, total = np.tanh(m @ x), np.exp(x).sum()
    close(forward, (1 - tanh**2) * (m @ v) * total + tanh * (np.exp(x) @ v))
    close(u @ forward.numpy(), backward.numpy() @ v)


def test_hessian_vector_products(way: Way) -> None:
    def quartic(x: Any) -> Any:
        return (x**4).sum() + (x[0] * x[1]) ** 2

    hessian = np.diag(12 * X**2)
    hessian[0, 0] += 2 * X[1] ** 2
    hessian[1, 1] += 2 * X[0] ** 2
    hessian[0, 1] = hessian[1, 0] = hessian[0, 1] + 4 * X[0] * X[1]
    close(way(lambda x, v: ag.jvp(ag.grad(quartic), (x,), (v,))[1])(X, V), hessian @ V)
    close(way(lambda x, v: ag.grad(lambda x: (ag.grad(quartic)(x) * v).sum())(x))(X, V), hessian @ V)
    close(way(lambda x, v: ag.vjp(ag.grad(quartic), x)[1](v)[0])(X, V), hessian @ V)
    close(way(lambda x, v: ag.grad(lambda x: ag.jvp(quartic, (x,), (v,))[1])(x))(X, V), hessian @ V)


@pytest.mark.parametrize("order", ["jjj", "vvv", "gvj", "jgv", "vjg", "gjg"])
def test_third_derivatives_by_any_mixture(way: Way, order: str) -> None:
    """Each of the three ways to d/dx of a function of one number, in any order, gives 24 x of x⁴."""

    def slope(f: Callable[[Any], Any], kind: str) -> Callable[[Any], Any]:
        if kind == "g":
            return ag.grad(f)
        if kind == "v":
            return lambda x: ag.vjp(f, x)[1](ag.ones_like(x))[0]
        return lambda x: ag.jvp(f, (x,), (ag.ones_like(x),))[1]

    f: Callable[[Any], Any] = lambda x: x**4 * ag.exp(-x)  # noqa: E731
    for kind in order:
        f = slope(f, kind)
    x = 0.7
    wanted = (24 * x - 36 * x**2 + 12 * x**3 - x**4) * np.exp(-x)
    close(way(f)(np.asarray(x)), wanted)


def test_outputs_that_depend_on_each_other_share_a_sweep() -> None:
    output, pull = ag.vjp(lambda x: (y := ag.exp(x), y * y, x), X)
    (slope,) = pull((V, X, V))
    close(slope, V * np.exp(X) + X * 2 * np.exp(2 * X) + V)
    assert not output[0].requires_grad


def test_a_pullback_is_linear_and_may_be_called_again() -> None:
    p = nn.Parameter(V)
    output, pull = ag.vjp(lambda x: x * x * p, X)
    close(pull(V)[0], 2 * X * V * V)
    (slope,) = pull(X)
    slope.sum().backward()
    close(p.grad, 2 * X * X)
    output.sum().backward()
    close(p.grad, 2 * X * X + X * X)


def test_derivatives_with_respect_to_a_cotangent(way: Way) -> None:
    close(way(lambda x, u: ag.grad(lambda u: (ag.vjp(lambda x: x**3, x)[1](u)[0] ** 2).sum())(u))(X, V), 18 * X**4 * V)


def test_jvp_in_a_direction_that_is_differentiated(way: Way) -> None:
    close(way(lambda x, v: ag.grad(lambda v: (ag.jvp(ag.sin, (x,), (v,))[1] * x).sum())(v))(X, V), np.cos(X) * X)


@pytest.mark.compiler
def test_unneeded_work_is_left_out() -> None:
    """jvp costs a forward pass, and of the derivatives only those asked for are computed; the one of a weight that is
    used three times is one product."""
    w = np.ones((64, 64), np.float32)

    def f(x: Any, w: Any) -> Any:
        return ag.tanh(ag.tanh(x @ w) @ w) @ w

    def contractions(g: Callable[..., Any]) -> int:
        text = ag.compile(g).kernels(*[ag.asarray(w)] * 2)
        return sum(k.name.startswith("matmul") for k in text)

    assert contractions(f) == 3
    assert contractions(lambda x, w: ag.jvp(lambda x: f(x, w), (x,), (x + 1,))) == 6
    assert contractions(lambda x, w: ag.grad(lambda x: f(x, w).sum())(x)) == 5
    assert contractions(lambda x, w: ag.grad(lambda x, w: f(x, w).sum(), 1)(x, w)) == 2 + 2 + 1


@pytest.mark.compiler
def test_derivatives_that_nobody_asked_for_get_no_memory() -> None:
    x, w = np.ones((32, 64), np.float32), ag.ones((64, 64))
    one = ag.compile(lambda w, x: ag.grad(lambda w, x: (x @ w).sum(), 0)(w, x))
    both = ag.compile(lambda w, x: ag.grad(lambda w, x: (x @ w).sum(), (0, 1))(w, x))
    assert len(one.kernels(w, x)) < len(both.kernels(w, x))
    dropped = ag.compile(lambda w, x: ag.grad(lambda w, x: (x @ w).sum(), (0, 1))(w, x)[0])
    assert dropped.memory(w, x).peak == one.memory(w, x).peak


# -- another library


@pytest.mark.compiler
@pytest.mark.parametrize("name", ["mlp", "gather"])
def test_the_same_as_jax(name: str) -> None:
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    import jax.numpy as jnp

    rng = np.random.default_rng(3)
    arrays = [rng.standard_normal(s) for s in ((5, 4), (4, 6), (6,))]
    tangents = [rng.standard_normal(a.shape) for a in arrays]
    functions = {
        "mlp": lambda np_: lambda x, w, b: np_.tanh(x @ w + b),
        "gather": lambda np_: lambda x, w, b: x[np_.asarray([0, 3, 3])] @ w * b[2],
    }
    ours, theirs = functions[name](ag), functions[name](jnp)
    cotangent = rng.standard_normal(np.shape(theirs(*arrays)))

    def run(*given: Any) -> Any:
        primals, moved = given[:3], given[3:6]
        output, pull = ag.vjp(ours, *primals)

        def product(*p: Any) -> Any:
            return ag.grad(lambda *p: (ours(*p) ** 2).sum(), (0, 1, 2))(*p)

        return output, pull(given[6]), ag.jvp(ours, primals, moved)[1], ag.jvp(product, primals, moved)[1]

    output, pull = jax.vjp(theirs, *arrays)
    squared = jax.grad(lambda *p: (theirs(*p) ** 2).sum(), (0, 1, 2))
    given = (tuple(arrays), tuple(tangents))
    wanted = (output, pull(cotangent), jax.jvp(theirs, *given)[1], jax.jvp(squared, *given)[1])
    for way in (run, ag.compile(run)):
        found = jax.tree.leaves(way(*arrays, *tangents, cotangent))
        for mine, other in zip(found, jax.tree.leaves(wanted), strict=True):
            np.testing.assert_allclose(mine.numpy(), other, rtol=1e-10, atol=1e-12)
