"""Optimizers against PyTorch's over five steps; their settings, state and errors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import nn, optim
from autograph.errors import ArgumentError, DataError

START = np.random.default_rng(0).normal(size=(4, 3))
DATA = np.random.default_rng(1).normal(size=(5, 4, 3))

CASES: dict[str, tuple[type[optim.Optimizer], dict[str, Any]]] = {
    "SGD": (optim.SGD, {"lr": 0.1}),
    "SGD decay": (optim.SGD, {"lr": 0.1, "weight_decay": 0.1}),
    "SGD momentum": (optim.SGD, {"lr": 0.1, "momentum": 0.9}),
    "SGD momentum decay": (optim.SGD, {"lr": 0.1, "momentum": 0.5, "weight_decay": 0.2}),
    "SGD nesterov": (optim.SGD, {"lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 0.01}),
    "Adam": (optim.Adam, {"lr": 0.1}),
    "Adam settings": (optim.Adam, {"lr": 0.05, "betas": (0.8, 0.95), "eps": 1e-3, "weight_decay": 0.1}),
    "AdamW": (optim.AdamW, {"lr": 0.1}),
    "AdamW decay": (optim.AdamW, {"lr": 0.1, "weight_decay": 0.5, "betas": (0.0, 0.9)}),
}


@pytest.mark.compiler
@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_five_steps_are_pytorchs(name: str, dtype: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    make, settings = CASES[name]
    expected = torch.nn.Parameter(torch.tensor(START.astype(dtype)))
    other = getattr(torch.optim, make.__name__)([expected], **settings)
    eager, inside = (nn.Parameter(START.astype(dtype)) for _ in range(2))
    one, two = make([eager], **settings), make([inside], **settings)

    def step(p: nn.Parameter, optimizer: optim.Optimizer, x: Any) -> None:
        ((p * x) ** 2).sum().backward()
        optimizer.step()
        optimizer.zero_grad()

    compiled = ag.compile(step)
    close = {"rtol": 2e-5, "atol": 2e-6} if dtype == "float32" else {"rtol": 1e-12, "atol": 1e-13}
    for x in DATA.astype(dtype):
        other.zero_grad()
        ((expected * torch.from_numpy(x)) ** 2).sum().backward()
        other.step()
        step(eager, one, x)
        compiled(inside, two, x)
        for p in (eager, inside):
            assert str(p.dtype) == dtype and p.grad is None
            np.testing.assert_allclose(p.numpy(), expected.detach().numpy(), **close)
    assert compiled.stats.paths == 1


def step_of(p: nn.Parameter, optimizer: optim.Optimizer) -> None:
    (p * p).sum().backward()
    optimizer.step()
    optimizer.zero_grad()


def test_parameters_of_two_dtypes() -> None:
    p, q = nn.Parameter(START.astype(np.float32)), nn.Parameter(START)
    optimizer = optim.Adam([p, q], lr=0.1)
    (p * p).sum().backward()
    (q * q).sum().backward()
    optimizer.step()
    np.testing.assert_allclose(p.numpy(), q.numpy(), atol=1e-6)
    assert (p.dtype, q.dtype) == (ag.float32, ag.float64)


def test_parameters_without_gradient_stay() -> None:
    p, q = nn.Parameter([1.0]), nn.Parameter([1.0])
    optimizer = optim.AdamW([p, q], lr=0.1, weight_decay=0.5)
    step_of(p, optimizer)
    assert p.tolist() != [1.0] and q.tolist() == [1.0]


@pytest.mark.parametrize("name", CASES)
def test_state_resumes(name: str) -> None:
    make, settings = CASES[name]
    p, q = nn.Parameter(START), nn.Parameter(START)
    one, two = make([p], **settings), make([q], **{**settings, "lr": 9.0})
    for _ in range(3):
        step_of(p, one)
    q.assign(p)
    two.load_state_dict(one.state_dict())
    for _ in range(2):
        step_of(p, one)
        step_of(q, two)
    assert p.tolist() == q.tolist() and one.steps.item() == two.steps.item() == 5


def test_state_of_others_is_refused() -> None:
    p, q = nn.Parameter([1.0]), nn.Parameter([1.0, 2.0])
    adam, sgd = optim.Adam([p]), optim.SGD([p])
    with pytest.raises(DataError, match="another optimizer or model"):
        adam.load_state_dict(sgd.state_dict())
    with pytest.raises(DataError, match=r"state exp_avg.0 has shape \[2\], not \[1\]"):
        adam.load_state_dict(optim.Adam([q]).state_dict())


REFUSED: list[tuple[Any, str]] = [
    (lambda p: optim.SGD([]), "got no parameters"),
    (lambda p: optim.SGD([ag.asarray([1.0])]), "Tensor is not a Parameter"),
    (lambda p: optim.SGD(p), "Tensor is not a Parameter"),
    (lambda p: optim.SGD([p, p]), "a parameter is given twice"),
    (lambda p: optim.SGD([p], lr=-1), "lr=-1"),
    (lambda p: optim.SGD([p], lr=float("nan")), "lr=nan"),
    (lambda p: optim.SGD([p], lr="fast"), "lr='fast'"),
    (lambda p: optim.SGD([p], momentum=-0.1), "momentum=-0.1"),
    (lambda p: optim.SGD([p], weight_decay=-1), "weight_decay=-1"),
    (lambda p: optim.SGD([p], nesterov=True), "nesterov without momentum"),
    (lambda p: optim.Adam([p], betas=(0.9, 1.0)), r"betas=\(0.9, 1.0\)"),
    (lambda p: optim.Adam([p], betas=(-0.1, 0.9)), "betas=-0.1"),
    (lambda p: optim.Adam([p], eps=-1e-8), "eps=-1e-08"),
    (lambda p: optim.AdamW([p], weight_decay=float("inf")), "weight_decay=inf"),
]


@pytest.mark.parametrize(("make", "message"), REFUSED)
def test_settings_that_are_refused(make: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message) as error:
        make(nn.Parameter([1.0, 2.0]))
    assert len(str(error.value).split("\n")) == 3
