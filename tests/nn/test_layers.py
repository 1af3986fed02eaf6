"""Layers, functions and losses against PyTorch, with their derivatives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import nn
from autograph.errors import ArgumentError

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
TF = torch.nn.functional
RNG = np.random.default_rng(0)
IMAGES = RNG.normal(size=(2, 4, 9, 8))
ROWS = RNG.normal(size=(5, 6))
LABELS = np.array([0, 5, 2, 2, 1])

LAYERS: dict[str, tuple[Callable[[], nn.Module], Callable[[], Any], np.ndarray[Any, Any]]] = {
    "dense": (lambda: nn.Dense(6, 3), lambda: torch.nn.Linear(6, 3), ROWS),
    "dense 3-d": (lambda: nn.Dense(8, 3), lambda: torch.nn.Linear(8, 3), IMAGES),
    "dense plain": (lambda: nn.Dense(6, 3, bias=False), lambda: torch.nn.Linear(6, 3, bias=False), ROWS),
    "conv": (lambda: nn.Conv2d(4, 6, 3), lambda: torch.nn.Conv2d(4, 6, 3), IMAGES),
    "conv wide": (
        lambda: nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(1, 2), dilation=2),
        lambda: torch.nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(1, 2), dilation=2),
        IMAGES,
    ),
    "conv groups": (
        lambda: nn.Conv2d(4, 6, 3, groups=2, bias=False),
        lambda: torch.nn.Conv2d(4, 6, 3, groups=2, bias=False),
        IMAGES,
    ),
    "pool": (lambda: nn.MaxPool2d(2), lambda: torch.nn.MaxPool2d(2), IMAGES),
    "pool wide": (lambda: nn.MaxPool2d(3, 2, 1), lambda: torch.nn.MaxPool2d(3, 2, 1), IMAGES),
    "relu": (nn.Relu, torch.nn.ReLU, ROWS),
    "flatten": (nn.Flatten, torch.nn.Flatten, IMAGES),
    "identity": (nn.Identity, torch.nn.Identity, ROWS),
}


@pytest.mark.compiler
@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_layers(name: str, dtype: str) -> None:
    make, make_other, x = LAYERS[name]
    layer, other = make(), make_other().to(getattr(torch, dtype))
    with torch.no_grad():
        for key, p in layer.named_parameters():
            setattr(layer, key, nn.Parameter(p.numpy().astype(dtype)))
            other.state_dict()[key].copy_(torch.from_numpy(p.numpy().copy()))
    mine, theirs = ag.tensor(x, dtype, requires_grad=True), torch.tensor(x.astype(dtype), requires_grad=True)
    expected = other(theirs)
    expected.square().sum().backward()
    close = {"rtol": 2e-5, "atol": 2e-5} if dtype == "float32" else {"rtol": 1e-12, "atol": 1e-12}
    for run in (layer, ag.compile(layer)):
        mine.grad = None
        for p in layer.parameters():
            p.grad = None
        found = run(mine)
        np.testing.assert_allclose(found.numpy(), expected.detach().numpy(), **close)
        (found * found).sum().backward()
        np.testing.assert_allclose(mine.grad.numpy(), theirs.grad.numpy(), **close)
        for key, p in layer.named_parameters():
            np.testing.assert_allclose(p.grad.numpy(), dict(other.named_parameters())[key].grad.numpy(), **close)


FUNCTIONS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "relu": (F.relu, TF.relu),
    "softmax": (lambda x: F.softmax(x) ** 2, lambda x: TF.softmax(x, -1) ** 2),
    "softmax 0": (lambda x: F.softmax(x, dim=0) ** 2, lambda x: TF.softmax(x, 0) ** 2),
    "log_softmax": (F.log_softmax, lambda x: TF.log_softmax(x, -1)),
    "softmax of large": (lambda x: F.softmax(x * 1000) * x, lambda x: TF.softmax(x * 1000, -1) * x),
    "cross_entropy": (lambda x: F.cross_entropy(x, LABELS), lambda x: TF.cross_entropy(x, torch.from_numpy(LABELS))),
    "loss module": (
        lambda x: nn.CrossEntropyLoss()(x, LABELS),
        lambda x: TF.cross_entropy(x, torch.from_numpy(LABELS)),
    ),
}


@pytest.mark.compiler
@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions(name: str) -> None:
    f, other = FUNCTIONS[name]
    theirs = torch.tensor(ROWS, requires_grad=True)
    expected = other(theirs)
    expected.sum().backward()
    for run in (f, ag.compile(f)):
        mine = ag.tensor(ROWS, requires_grad=True)
        found = run(mine)
        np.testing.assert_allclose(found.numpy(), expected.detach().numpy(), rtol=1e-9, atol=1e-12)
        found.sum().backward()
        np.testing.assert_allclose(mine.grad.numpy(), theirs.grad.numpy(), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("kind", [np.uint8, np.int8, np.int32, np.int64, np.uint64])
def test_labels_of_every_integer_type(kind: Any) -> None:
    assert F.cross_entropy(ROWS, LABELS.astype(kind)).item() == F.cross_entropy(ROWS, LABELS).item()


def test_convolutions_promote_their_operands() -> None:
    x, w = IMAGES.astype(np.float32), RNG.normal(size=(2, 4, 3, 3))
    assert F.conv2d(x, w).dtype is ag.float64


def test_groups_must_divide() -> None:
    with pytest.raises(ArgumentError, match="Conv2d: groups=3 with 4 inputs, 6 outputs") as error:
        nn.Conv2d(4, 6, 3, groups=3)
    assert error.value.hint == "it must divide both"


def test_numpy_integers_are_integers() -> None:
    assert F.max_pool2d(IMAGES, np.int64(2)).shape == (2, 4, 4, 4)
