"""Initial values: their distributions, and what layers begin with."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import nn
from autograph.errors import ArgumentError, ShapeError
from autograph.nn import init

SHAPE = (40, 30, 3, 3)
IN, OUT = 30 * 9, 40 * 9

UNIFORM: dict[str, tuple[Any, float]] = {
    "kaiming_uniform": (lambda: init.kaiming_uniform(SHAPE), math.sqrt(6 / IN)),
    "kaiming_uniform relu": (lambda: init.kaiming_uniform(SHAPE, nonlinearity="relu"), math.sqrt(6 / IN)),
    "kaiming_uniform out": (lambda: init.kaiming_uniform(SHAPE, 1.0, "fan_out"), math.sqrt(3 / OUT)),
    "kaiming_uniform tanh": (lambda: init.kaiming_uniform(SHAPE, nonlinearity="tanh"), 5 / 3 * math.sqrt(3 / IN)),
    "xavier_uniform": (lambda: init.xavier_uniform(SHAPE, 2.0), 2 * math.sqrt(6 / (IN + OUT))),
    "uniform": (lambda: init.uniform(SHAPE, -0.5, 0.5), 0.5),
    "uniform_fan_in": (lambda: init.uniform_fan_in(SHAPE), 1 / math.sqrt(IN)),
}
NORMAL: dict[str, tuple[Any, float, float]] = {
    "kaiming_normal": (lambda: init.kaiming_normal(SHAPE), 0, math.sqrt(2 / IN)),
    "kaiming_normal linear": (lambda: init.kaiming_normal(SHAPE, nonlinearity="linear"), 0, math.sqrt(1 / IN)),
    "xavier_normal": (lambda: init.xavier_normal(SHAPE, 3.0), 0, 3 * math.sqrt(2 / (IN + OUT))),
    "normal": (lambda: init.normal(SHAPE, 2.0, 0.5), 2.0, 0.5),
    # The deviation of a standard normal within ±2.
    "trunc_normal": (lambda: init.trunc_normal(SHAPE), 0, 0.87962566103423978),
    "trunc_normal wide": (lambda: init.trunc_normal(SHAPE, 1.0, 0.02), 1.0, 0.02),
}


@pytest.mark.parametrize("name", UNIFORM)
def test_uniform_ones(name: str) -> None:
    ag.random.seed(1)
    make, bound = UNIFORM[name]
    x = make().numpy()
    assert x.shape == SHAPE and x.dtype == np.float32
    assert 0.999 * bound < abs(x).max() <= np.float32(bound)
    assert abs(x.mean()) < 0.02 * bound and abs(x.std() / bound - math.sqrt(1 / 3)) < 0.01


@pytest.mark.parametrize("name", NORMAL)
def test_normal_ones(name: str) -> None:
    ag.random.seed(2)
    make, mean, deviation = NORMAL[name]
    x = make().numpy()
    assert x.shape == SHAPE and x.dtype == np.float32
    assert abs(x.mean() - mean) < 0.02 * deviation and abs(x.std() / deviation - 1) < 0.02


@pytest.mark.parametrize(("low", "high"), [(-2, 2), (0.5, 0.75), (8, 9), (-40, -9), (50, 60)])
def test_truncated_normals_stay_inside(low: float, high: float) -> None:
    ag.random.seed(3)
    x = init.trunc_normal((1000,), 0.0, 1.0, low, high).numpy().astype(np.float64)
    assert low <= x.min() <= x.max() <= high
    if low == 8:  # the mean of the tail beyond 8, by the asymptotic series of the Mills ratio
        assert abs(x.mean() - 8.1213) < 0.02


def test_orthogonal() -> None:
    ag.random.seed(4)
    for shape in ((5, 9), (9, 5), (4, 3, 2, 2)):
        x = init.orthogonal(shape, 2.0).numpy()
        assert x.shape == shape and x.dtype == np.float32
        m = x.reshape(shape[0], -1)
        product = m @ m.T if m.shape[0] <= m.shape[1] else m.T @ m
        np.testing.assert_allclose(product, 4 * np.eye(len(product)), atol=1e-5)


def test_plain_ones() -> None:
    assert init.eye((2, 3)).tolist() == [[1, 0, 0], [0, 1, 0]]
    assert init.zeros((2,)).tolist() == [0, 0] and init.ones((2,)).tolist() == [1, 1]
    assert init.constant((2, 1), 3).tolist() == [[3], [3]] and init.constant((1,), 3).dtype is ag.float32


def test_layers_begin_as_pytorchs() -> None:
    ag.random.seed(5)
    for layer, fan_in in (
        (nn.Dense(100, 50), 100), (nn.Conv1d(20, 40, 5, groups=2), 50), (nn.Conv2d(10, 40, (3, 2)), 60),
        (nn.ConvTranspose2d(20, 10, 3), 90),
    ):  # fmt: skip
        bound = 1 / math.sqrt(fan_in)
        assert 0.99 * bound < abs(layer.weight.numpy()).max() <= np.float32(bound)
        assert 0.5 * bound < abs(layer.bias.numpy()).max() <= np.float32(bound)
    table = nn.Embedding(200, 100).weight.numpy()
    assert abs(table.mean()) < 0.03 and abs(table.std() - 1) < 0.02
    for layer in (nn.BatchNorm2d(3), nn.LayerNorm(3), nn.GroupNorm(1, 3)):
        assert layer.weight.tolist() == [1] * 3 and layer.bias.tolist() == [0] * 3


ERRORS: dict[str, tuple[Any, type[Exception], str, str]] = {
    "fans": (lambda: init.fans((3,)), ShapeError, r"fans of \[3\]", r"weights are \[outputs, inputs"),
    "mode": (lambda: init.kaiming_normal(SHAPE, mode="in"), ArgumentError, "mode='in'", '"fan_in" or "fan_out"'),
    "gain": (lambda: init.gain("swish"), ArgumentError, "nonlinearity='swish'", "use one of linear, .*leaky_relu"),
    "eye": (lambda: init.eye((2, 2, 2)), ShapeError, r"eye of shape \[2, 2, 2\]", "is a matrix"),
    "orthogonal": (lambda: init.orthogonal((2,)), ShapeError, r"orthogonal of shape \[2\]", "two axes at least"),
    "bounds": (lambda: init.trunc_normal((2,), low=1, high=1), ArgumentError, "from 1 to 1", "low < high"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_errors(name: str) -> None:
    call, kind, message, hint = ERRORS[name]
    with pytest.raises(kind, match=message) as error:
        call()
    assert error.match(hint)
