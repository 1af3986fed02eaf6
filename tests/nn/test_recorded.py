"""Functions of `nn.functional` against what PyTorch gave when it was last asked: this runs where it is not installed.

`python tests/nn/test_recorded.py` asks again. Of each value and gradient three weighted sums are kept, not all numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from nn_cases import FAMILIES, Case

import autograph as ag

RECORDED = Path(__file__).with_name("recorded_pytorch.json")
ALL = {f"{family}: {name}": case for family, cases in FAMILIES.items() for name, case in cases.items()}


def weights_of(shape: tuple[int, ...], seed: int) -> np.ndarray[Any, Any]:
    return np.random.default_rng(seed).uniform(0.5, 1.5, shape)


def sums(arrays: Iterable[Any]) -> list[list[float]]:
    """Weighted sums of each array; the weights have both signs, so that what is missing shows."""
    found = []
    for a in map(np.asarray, arrays):
        signs = [np.random.default_rng(seed).normal(size=a.shape) for seed in range(3)]
        found.append([float(np.sum(a * s)) for s in signs])
    return found


def ours(case: Case) -> list[Any]:
    def total(*given: Any) -> Any:
        value = case.ours(*given, *case.rest)
        return ag.sum(value * weights_of(value.shape, 1))

    slopes = ag.grad(total, argnums=tuple(range(len(case.inputs))))(*case.inputs)
    return [case.ours(*case.inputs, *case.rest), *slopes]


@pytest.mark.parametrize("name", ALL)
def test_as_pytorch_gave_it(name: str) -> None:
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))["sums"][name]
    for found, wanted in zip(sums(ours(ALL[name])), recorded, strict=True):
        np.testing.assert_allclose(found, wanted, rtol=1e-8, atol=1e-9)


def test_every_case_is_recorded() -> None:
    assert set(json.loads(RECORDED.read_text(encoding="utf-8"))["sums"]) == set(ALL)


def record() -> None:
    """Write what the installed PyTorch gives."""
    import torch

    found = {}
    for name, case in ALL.items():
        tensors = [torch.tensor(x, requires_grad=True) for x in case.inputs]
        value = case.theirs(torch.nn.functional, *tensors, *map(torch.tensor, case.rest))
        (value * torch.tensor(weights_of(tuple(value.shape), 1))).sum().backward()
        found[name] = sums([value.detach().numpy(), *[t.grad.numpy() for t in tensors]])
    page = {"pytorch": torch.__version__, "sums": found}
    RECORDED.write_text(json.dumps(page, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    record()
