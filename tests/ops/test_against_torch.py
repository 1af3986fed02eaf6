"""An oracle of other people's making: PyTorch, where it is installed, through the public face."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F

torch = pytest.importorskip("torch")

Case = dict[str, Any]
CONVOLUTIONS: list[Case] = [
    {},
    {"stride": 2},
    {"stride": (1, 3), "padding": (2, 1)},
    {"dilation": (2, 1), "padding": 2},
    {"groups": 2, "padding": 1},
    {"groups": 4},
    {"stride": (3, 2), "padding": (1, 2), "dilation": (1, 2), "groups": 2},
    {"stride": 4},  # steps over some of the image
]
POOLS: list[Case] = [
    {"kernel_size": 2},
    {"kernel_size": 3, "stride": 1},
    {"kernel_size": (3, 2), "stride": (2, 1), "padding": (1, 1)},
    {"kernel_size": 2, "stride": 3},
    {"kernel_size": 3, "stride": 2, "padding": 1},
]


def assert_same(ours: Any, theirs: Any, rtol: float = 1e-5) -> None:
    wanted = theirs.detach().numpy()
    np.testing.assert_allclose(np.asarray(ours), wanted, rtol=rtol, atol=rtol * np.abs(wanted).max())


def compare(
    ours: Callable[..., ag.Tensor], theirs: Callable[..., Any], arrays: list[Any], how: str, labels: Any = None
) -> None:
    """Values, and gradients of a weighted sum, computed at once or compiled."""
    given = [torch.tensor(a, requires_grad=True) for a in arrays]
    rest = [] if labels is None else [labels]
    wanted = theirs(*given, *[torch.tensor(x) for x in rest])
    weights = np.random.default_rng(0).uniform(0.5, 1.5, tuple(wanted.shape)).astype(np.float32)
    (wanted * torch.tensor(weights)).sum().backward()

    def weighted(*tensors: Any) -> Any:
        return ag.sum(ours(*tensors, *rest) * weights)

    def both(*tensors: Any) -> Any:
        return ours(*tensors, *rest), ag.grad(weighted, argnums=tuple(range(len(arrays))))(*tensors)

    value, slopes = (both if how == "eager" else ag.compile(both))(*[ag.tensor(a) for a in arrays])
    assert_same(value, wanted)
    for slope, t in zip(slopes, given):
        assert_same(slope, t.grad)


def uniform(*shapes: tuple[int, ...]) -> list[Any]:
    rng = np.random.default_rng(3)
    return [rng.uniform(-1, 1, s).astype(np.float32) for s in shapes]


eager_and_compiled = pytest.mark.parametrize("how", ["eager", pytest.param("compiled", marks=pytest.mark.compiler)])

#: Eighteen images are computed in vector lanes, two are not.
batches = pytest.mark.parametrize(
    ("how", "batch"), [("eager", 2), *[pytest.param("compiled", n, marks=pytest.mark.compiler) for n in (2, 18)]]
)


@batches
@pytest.mark.parametrize("options", CONVOLUTIONS, ids=str)
def test_conv2d(options: Case, batch: int, how: str) -> None:
    arrays = uniform((batch, 4, 11, 13), (8, 4 // options.get("groups", 1), 3, 2), (8,))
    compare(
        lambda x, w, b: F.conv2d(x, w, b, **options),
        lambda x, w, b: torch.nn.functional.conv2d(x, w, b, **options),
        arrays,
        how,
    )


@batches
@pytest.mark.parametrize("options", POOLS, ids=str)
def test_max_pool2d(options: Case, batch: int, how: str) -> None:
    arrays = uniform((batch, 3, 9, 12))
    compare(lambda x: F.max_pool2d(x, **options), lambda x: torch.nn.functional.max_pool2d(x, **options), arrays, how)


@eager_and_compiled
@pytest.mark.parametrize("scale", [1.0, 100.0])
def test_cross_entropy(scale: float, how: str) -> None:
    (logits,) = uniform((21, 10))
    labels = np.arange(21) % 10
    compare(F.cross_entropy, torch.nn.functional.cross_entropy, [logits * np.float32(scale)], how, labels)


@eager_and_compiled
@pytest.mark.parametrize("dim", [-1, 0, 1])
@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_softmax(name: str, dim: int, how: str) -> None:
    ours, theirs = getattr(F, name), getattr(torch.nn.functional, name)
    compare(lambda x: ours(x, dim), lambda x: theirs(x, dim), uniform((5, 6, 33)), how)


@eager_and_compiled
@pytest.mark.parametrize(
    "shapes", [((3, 4, 5), (5, 6)), ((7,), (7,)), ((4, 1, 2, 3), (5, 3, 2)), ((6, 5), (5,))], ids=str
)
def test_matmul(shapes: Any, how: str) -> None:
    compare(ag.matmul, torch.matmul, uniform(*shapes), how)


@eager_and_compiled
def test_reductions_and_broadcasts(how: str) -> None:
    compare(
        lambda x, y: ag.mean(ag.exp(x) * y, 1) + ag.max(x - y, (0, 1), keepdims=True)[0],
        lambda x, y: (torch.exp(x) * y).mean(1) + (x - y).amax((0, 1), keepdim=True)[0],
        uniform((3, 4, 5), (4, 1)),
        how,
    )
