"""Optimizers against PyTorch's and against NumPy over twelve steps; their settings, state and errors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import nn, optim
from autograph.errors import ArgumentError, DataError

Array = np.ndarray[Any, Any]

START = np.random.default_rng(0).normal(size=(4, 3))
DATA = np.random.default_rng(1).normal(size=(12, 4, 3))

CASES: dict[str, tuple[type[optim.Optimizer], dict[str, Any]]] = {
    "SGD": (optim.SGD, {"lr": 0.1}),
    "SGD decay": (optim.SGD, {"lr": 0.1, "weight_decay": 0.1}),
    "SGD momentum": (optim.SGD, {"lr": 0.1, "momentum": 0.9}),
    "SGD momentum decay": (optim.SGD, {"lr": 0.1, "momentum": 0.5, "weight_decay": 0.2}),
    "SGD dampening": (optim.SGD, {"lr": 0.1, "momentum": 0.9, "dampening": 0.5, "weight_decay": 0.1}),
    "SGD nesterov": (optim.SGD, {"lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 0.01}),
    "Adam": (optim.Adam, {"lr": 0.1}),
    "Adam settings": (optim.Adam, {"lr": 0.05, "betas": (0.8, 0.95), "eps": 1e-3, "weight_decay": 0.1}),
    "AdamW": (optim.AdamW, {"lr": 0.1}),
    "AdamW decay": (optim.AdamW, {"lr": 0.1, "weight_decay": 0.5, "betas": (0.0, 0.9)}),
    "RMSprop": (optim.RMSprop, {"lr": 0.05}),
    "RMSprop momentum": (optim.RMSprop, {"lr": 0.02, "alpha": 0.9, "momentum": 0.7, "weight_decay": 0.1}),
    "RMSprop centered": (optim.RMSprop, {"lr": 0.02, "alpha": 0.8, "eps": 1e-4, "centered": True}),
    "RMSprop all": (optim.RMSprop, {"lr": 0.01, "alpha": 0.8, "eps": 1e-3, "centered": True, "momentum": 0.5}),
    "Adagrad": (optim.Adagrad, {"lr": 0.2}),
    "Adagrad settings": (
        optim.Adagrad,
        {"lr": 0.2, "lr_decay": 0.3, "weight_decay": 0.1, "initial_accumulator_value": 0.5, "eps": 1e-3},
    ),
    "Lion": (optim.Lion, {"lr": 0.01}),
    "Lion decay": (optim.Lion, {"lr": 0.01, "betas": (0.95, 0.98), "weight_decay": 0.5}),
}
TORCHS = [name for name in CASES if not name.startswith("Lion")]  # PyTorch has none


def loss_of(p: Any, x: Any) -> Any:
    return ((p * x) ** 2).sum()


def trained(name: str, dtype: str, mode: str) -> list[Array]:
    """The parameter after each step."""
    make, settings = CASES[name]
    p = nn.Parameter(START.astype(dtype))
    optimizer = make([p], **settings)

    def step(x: Any) -> None:
        loss_of(p, x).backward()
        optimizer.step()
        optimizer.zero_grad()

    call = step if mode == "eager" else ag.compile(step)
    found = []
    for x in DATA.astype(dtype):
        call(x)
        found.append(p.numpy())
        assert str(p.dtype) == dtype and p.grad is None
    if isinstance(call, ag.Compiled):
        assert call.stats.paths == 1
    return found


CLOSE = {"float32": {"rtol": 5e-5, "atol": 5e-6}, "float64": {"rtol": 1e-12, "atol": 1e-13}}
MODES = [("float64", "eager"), pytest.param("float32", "compiled", marks=pytest.mark.compiler)]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", TORCHS)
def test_steps_are_pytorchs(name: str, dtype: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    make, settings = CASES[name]
    p = torch.nn.Parameter(torch.tensor(START.astype(dtype)))
    optimizer = getattr(torch.optim, make.__name__)([p], **settings)
    for x, found in zip(DATA.astype(dtype), trained(name, dtype, "eager")):
        optimizer.zero_grad()
        loss_of(p, torch.from_numpy(x)).backward()
        optimizer.step()
        np.testing.assert_allclose(found, p.detach().numpy(), **CLOSE[dtype])


def by_numpy(
    kind: type[optim.Optimizer],
    lr: float,
    momentum: float = 0.0,
    dampening: float = 0.0,
    nesterov: bool = False,
    weight_decay: float | None = None,
    betas: tuple[float, float] | None = None,
    alpha: float = 0.99,
    eps: float | None = None,
    centered: bool = False,
    lr_decay: float = 0.0,
    initial_accumulator_value: float = 0.0,
) -> list[Array]:
    """The parameter after each step, by the formulas of the papers."""
    wd = weight_decay if weight_decay is not None else 0.01 if kind is optim.AdamW else 0.0
    b1, b2 = betas or ((0.9, 0.99) if kind is optim.Lion else (0.9, 0.999))
    e = eps if eps is not None else 1e-10 if kind is optim.Adagrad else 1e-8
    p, m, a, b = START.copy(), np.zeros_like(START), np.zeros_like(START), np.zeros_like(START)
    v = np.full_like(START, initial_accumulator_value)
    found = []
    for t, x in enumerate(DATA, 1):
        g = 2 * p * x * x
        if kind in (optim.AdamW, optim.Lion):
            decayed = p * (1 - lr * wd)
        else:
            g, decayed = g + wd * p, p
        if kind is optim.SGD:
            m = g if t == 1 else momentum * m + (1 - dampening) * g
            p = p - lr * (g + momentum * m if nesterov else m)
        elif kind in (optim.Adam, optim.AdamW):
            m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
            p = decayed - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + e)
        elif kind is optim.RMSprop:
            v, a = alpha * v + (1 - alpha) * g**2, alpha * a + (1 - alpha) * g
            b = momentum * b + g / (np.sqrt(v - a**2 if centered else v) + e)
            p = p - lr * b
        elif kind is optim.Adagrad:
            v = v + g**2
            p = p - lr / (1 + (t - 1) * lr_decay) * g / (np.sqrt(v) + e)
        else:
            p, m = decayed - lr * np.sign(b1 * m + (1 - b1) * g), b2 * m + (1 - b2) * g
        found.append(p)
    return found


@pytest.mark.parametrize(("dtype", "mode"), MODES)
@pytest.mark.parametrize("name", CASES)
def test_steps_are_the_papers(name: str, dtype: str, mode: str) -> None:
    make, settings = CASES[name]
    # A sign of rounding alone would be another step; there is none in these data.
    for expected, found in zip(by_numpy(make, **settings), trained(name, dtype, mode)):
        np.testing.assert_allclose(found, expected, **CLOSE[dtype])


def test_lion_stays_where_the_mean_is_zero() -> None:
    p = nn.Parameter([1.0, -1.0])
    optimizer = optim.Lion([p], lr=0.5)
    p.grad = ag.asarray([0.0, 3.0])
    optimizer.step()
    assert p.tolist() == [1.0, -1.5]


def test_a_centered_variance_is_never_negative() -> None:
    p = nn.Parameter([1.0])
    optimizer = optim.RMSprop([p], lr=1e-3, alpha=0.5, centered=True, eps=1e-2)
    for _ in range(60):
        p.grad = ag.asarray([0.1])
        optimizer.step()
    assert np.isfinite(p.tolist()).all()


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


@pytest.mark.parametrize("name", CASES)
def test_a_step_of_halves_is_that_of_floats_rounded(name: str) -> None:
    kind, options = CASES[name]
    half = nn.Parameter(START.astype(np.float16))
    wide = nn.Parameter(half.numpy().astype(np.float32))
    for p in (half, wide):
        p.grad = ag.asarray(DATA[0].astype(np.float16).astype(p.dtype.numpy))
        kind([p], **options).step()
    assert half.dtype is ag.float16
    np.testing.assert_allclose(half.numpy(), wide.numpy(), rtol=1e-3, atol=1e-4)


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
    with pytest.raises(DataError, match=r"state exp_avg.0 is float32\[2\], not float32\[1\]"):
        adam.load_state_dict(optim.Adam([q]).state_dict())


REFUSED: list[tuple[Any, str]] = [
    (lambda p: optim.SGD([]), "got no parameters"),
    (lambda p: optim.SGD(nn.Dense(1, 1)), "Dense is no list of Parameters"),
    (lambda p: optim.SGD([ag.asarray([1.0])]), "Tensor is not a Parameter"),
    (lambda p: optim.SGD(p), "Tensor is not a Parameter"),
    (lambda p: optim.SGD([p, p]), "a parameter is given twice"),
    (lambda p: optim.SGD([p], lr=-1), "lr=-1"),
    (lambda p: optim.SGD([p], lr=float("nan")), "lr=nan"),
    (lambda p: optim.SGD([p], lr="fast"), "lr='fast'"),
    (lambda p: optim.SGD([p], momentum=-0.1), "momentum=-0.1"),
    (lambda p: optim.SGD([p], weight_decay=-1), "weight_decay=-1"),
    (lambda p: optim.SGD([p], nesterov=True), "nesterov without momentum"),
    (lambda p: optim.SGD([p], momentum=0.9, dampening=0.1, nesterov=True), "nesterov with dampening"),
    (lambda p: optim.SGD([p], dampening=-1), "dampening=-1"),
    (lambda p: optim.Adam([p], betas=(0.9, 1.0)), r"betas=\(0.9, 1.0\)"),
    (lambda p: optim.Adam([p], betas=(-0.1, 0.9)), "betas=-0.1"),
    (lambda p: optim.Adam([p], eps=-1e-8), "eps=-1e-08"),
    (lambda p: optim.AdamW([p], weight_decay=float("inf")), "weight_decay=inf"),
    (lambda p: optim.Adam([p], betas=0.9), "betas=0.9"),
    (lambda p: optim.RMSprop([p], alpha=1), "alpha=1"),
    (lambda p: optim.RMSprop([p], momentum=-1), "momentum=-1"),
    (lambda p: optim.Adagrad([p], lr_decay=-1), "lr_decay=-1"),
    (lambda p: optim.Lion([p], betas=(0.9, 1.5)), r"betas=\(0.9, 1.5\)"),
    (lambda p: optim.Lion([p], weight_decay=-0.1), "weight_decay=-0.1"),
    (lambda p: optim.SGD([{"params": [p], "momentum": 0.9}, [p]]), "list among groups of parameters"),
    (lambda p: optim.SGD([{"parameters": [p]}]), "dict among groups of parameters"),
    (lambda p: optim.SGD([{"params": []}]), "got no parameters"),
    (lambda p: optim.SGD([{"params": [p], "beta": 1}]), "a group of parameters has no setting 'beta'"),
    (lambda p: optim.SGD([{"params": [p], "lr": -2}]), "lr=-2"),
    (lambda p: optim.SGD([{"params": [p]}, {"params": [p]}]), "a parameter is given twice"),
]


@pytest.mark.parametrize(("make", "message"), REFUSED)
def test_settings_that_are_refused(make: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message) as error:
        make(nn.Parameter([1.0, 2.0]))
    assert len(str(error.value).split("\n")) == 3
