"""Derivatives of what random numbers are made of: none of the bits, but of the arithmetic with them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import config


@pytest.fixture(params=["interpret", "compile"], autouse=True)
def mode(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "mode", request.param)


@pytest.mark.compiler
def test_parameters_of_a_distribution_have_derivatives() -> None:
    """The reparameterisation: the bits are constants, the rest is arithmetic."""
    a, b = ag.asarray(np.float32([0.5, -1.0])), ag.asarray(np.float32([2.0, 3.0]))
    own = ag.random.Generator(4)

    def noise(draw: str, **parameters: Any) -> Any:
        own.seed(4)
        return getattr(own, draw)((5, 2), **parameters)

    u, z, e = (noise(draw).numpy() for draw in ("uniform", "normal", "exponential"))
    cases: list[tuple[Any, Any, Any]] = [
        (lambda a, b: noise("uniform", low=a, high=b), 1 - u, u),
        (lambda a, b: noise("normal", mean=a, std=b), np.ones_like(z), z),
        (lambda a, b: noise("exponential", scale=b) + a, np.ones_like(e), e),
    ]
    for draw, by_first, by_second in cases:
        slope = ag.grad(lambda a, b, draw=draw: (draw(a, b) ** 2).sum(), argnums=(0, 1))
        value = draw(a, b).numpy()
        for grad in (slope, ag.compile(slope)):
            for got, part in zip(grad(a, b), (by_first, by_second)):
                np.testing.assert_allclose(got.numpy(), (2 * value * part).sum(axis=0), rtol=2e-5)


@pytest.mark.compiler
def test_a_mask_is_the_same_in_the_derivative() -> None:
    own = ag.random.Generator(4)
    x = ag.asarray(np.linspace(1, 2, 200).astype(np.float32))

    def dropped(x: ag.Tensor) -> ag.Tensor:
        return ag.where(own.bernoulli(0.5, x.shape), x * 2.0, 0.0).sum()

    for step in (ag.value_and_grad(dropped), ag.compile(ag.value_and_grad(dropped))):
        value, slope = step(x)
        assert set(np.unique(slope.numpy())) == {0.0, 2.0}
        np.testing.assert_allclose(value.item(), (slope.numpy() * x.numpy()).sum(), rtol=1e-6)
