"""Functions of `nn.functional` against PyTorch, with their derivatives, at once and compiled."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from nn_cases import FAMILIES, Case

import autograph as ag
import autograph.nn.functional as F

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
pytestmark = [
    pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths"),
    pytest.mark.filterwarnings("ignore:reduction. 'mean' divides the total loss"),
]
ALL = {f"{family}: {name}": case for family, cases in FAMILIES.items() for name, case in cases.items()}


def weights_of(shape: tuple[int, ...]) -> np.ndarray[Any, Any]:
    return np.random.default_rng(1).uniform(0.5, 1.5, shape)


def theirs(case: Case, inputs: Any) -> list[np.ndarray[Any, Any]]:
    """PyTorch's value, and its gradients of a weighted sum."""
    tensors = [torch.tensor(x, requires_grad=True) for x in inputs]
    value = case.theirs(torch.nn.functional, *tensors, *map(torch.tensor, case.rest))
    (value * torch.tensor(weights_of(tuple(value.shape)).astype(inputs[0].dtype))).sum().backward()
    return [value.detach().numpy(), *[t.grad.numpy() for t in tensors]]


def ours(case: Case, *inputs: Any) -> list[Any]:
    def total(*given: Any) -> Any:
        value = case.ours(*given, *case.rest)
        return ag.sum(value * weights_of(value.shape).astype(value.dtype.numpy))

    return [case.ours(*inputs, *case.rest), *ag.grad(total, argnums=tuple(range(len(inputs))))(*inputs)]


@pytest.mark.parametrize("name", ALL)
def test_values_and_gradients(name: str) -> None:
    case = ALL[name]
    for one, other in zip(ours(case, *case.inputs), theirs(case, case.inputs)):
        np.testing.assert_allclose(np.asarray(one), other, rtol=1e-9, atol=1e-11)


SMOOTH = [
    *[f"activations: {name}" for name in ("gelu", "gelu tanh", "silu", "elu", "softplus", "softmax", "normalize")],
    *[f"convolutions: {name}" for name in ("conv1d wide", "conv2d wide", "conv2d depthwise", "transpose wide")],
    *[f"norms: {name}" for name in ("batch training", "layer affine", "rms", "group affine")],
    "pools: avg inside",
    "pools: adaptive uneven",
    "losses: cross ignoring {'reduction': 'mean', 'label_smoothing': 0.2}",
    "losses: bce mean",
    "losses: huber mean",
]


@pytest.mark.parametrize("name", SMOOTH)
def test_second_derivatives(name: str) -> None:
    case = ALL[name]
    numbers = tuple(range(len(case.inputs)))
    directions = [np.random.default_rng(2).normal(size=x.shape) for x in case.inputs]

    def total(*given: Any) -> Any:
        value = case.ours(*given, *case.rest)
        return ag.sum(ag.square(value) * weights_of(value.shape))

    def along(*given: Any) -> Any:
        slopes = ag.grad(total, argnums=numbers)(*given)
        return sum((ag.sum(s * d) for s, d in zip(slopes, directions)), start=ag.asarray(0.0))

    tensors = [torch.tensor(x, requires_grad=True) for x in case.inputs]
    value = case.theirs(torch.nn.functional, *tensors, *map(torch.tensor, case.rest))
    value = (value.square() * torch.tensor(weights_of(tuple(value.shape)))).sum()
    slopes = torch.autograd.grad(value, tensors, create_graph=True)
    torch.stack([(s * torch.tensor(d)).sum() for s, d in zip(slopes, directions)]).sum().backward()
    for one, t in zip(ag.grad(along, argnums=numbers)(*case.inputs), tensors):
        np.testing.assert_allclose(one.numpy(), t.grad.numpy(), rtol=1e-8, atol=1e-9)


def single(case: Case) -> Case:
    """The case in single precision."""
    rest = tuple(x.astype(np.float32) if x.dtype.kind == "f" else x for x in case.rest)
    return Case(case.ours, case.theirs, tuple(x.astype(np.float32) for x in case.inputs), rest)


@pytest.mark.compiler
@pytest.mark.parametrize("family", FAMILIES)
def test_compiled_is_the_same(family: str) -> None:
    cases = [single(case) for name, case in FAMILIES[family].items() if "sum" not in name and "none" not in name]
    inputs = [case.inputs for case in cases]
    found = ag.compile(lambda all_inputs: [ours(c, *x) for c, x in zip(cases, all_inputs)])(inputs)
    for case, given, values in zip(cases, inputs, found):
        for one, other in zip(values, ours(case, *given)):
            assert one.dtype is other.dtype
            np.testing.assert_allclose(one.numpy(), other.numpy(), rtol=3e-5, atol=3e-6)


@pytest.mark.compiler
@pytest.mark.parametrize("name", ["transpose stride", "transpose wide", "conv2d depthwise"])
def test_convolutions_in_lanes(name: str) -> None:
    """Batches of sixteen and more are computed in vector lanes."""
    check_in_lanes(FAMILIES["convolutions"][name])


@pytest.mark.compiler
@pytest.mark.parametrize("name", ["avg padded", "avg ceil inside", "max ceil padded"])
def test_pools_in_lanes(name: str) -> None:
    pool = FAMILIES["pools"][name]
    kernel = np.random.default_rng(4).normal(size=(4, 4, 2, 2))
    check_in_lanes(
        Case(
            lambda x, w: pool.ours(ag.tanh(F.conv2d(x, w, padding="same"))),
            lambda TF, x, w: pool.theirs(TF, torch.tanh(TF.conv2d(x, w, padding="same"))),
            (pool.inputs[0], kernel),
        )
    )


def check_in_lanes(case: Case) -> None:
    images = np.random.default_rng(3).normal(size=(18, *case.inputs[0].shape[1:]))
    inputs = [x.astype(np.float32) for x in (images, *case.inputs[1:])]
    found = ag.compile(lambda *given: ours(case, *given))(*inputs)
    for one, other in zip(found, theirs(case, inputs)):
        np.testing.assert_allclose(one.numpy(), other, rtol=2e-5, atol=2e-5 * max(abs(other).max(), 1))
