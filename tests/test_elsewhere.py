"""Names of NumPy's and PyTorch's are answered with ours."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import elsewhere, nn, optim
from autograph.errors import UnknownNameError

X = ag.asarray(np.arange(24, dtype=np.float32).reshape(2, 3, 4))
TABLES: list[tuple[Any, dict[str, str]]] = [
    (X, elsewhere.TENSOR),
    (ag, elsewhere.FUNCTIONS),
    (nn, elsewhere.LAYERS),
    (optim, elsewhere.OPTIMIZERS),
]


@pytest.mark.parametrize(("owner", "name"), [(owner, name) for owner, names in TABLES for name in names])
def test_a_name_of_another_library_is_answered_with_names_that_are_here(owner: Any, name: str) -> None:
    with pytest.raises(UnknownNameError, match=name) as caught:
        getattr(owner, name)
    hint = caught.value.hint
    for module, attribute in re.findall(r"\b(ag|nn|optim|F|x)\.(\w+(?:\.\w+)?)", hint):
        found: Any = {"ag": ag, "nn": nn, "optim": optim, "F": F, "x": X}[module]
        for part in attribute.split("."):
            found = getattr(found, part)
    for method in re.findall(r"(?:^use |or |and )\.(\w+)", hint):
        assert getattr(ag.Tensor, method) is not None


def test_the_three_lines() -> None:
    with pytest.raises(AttributeError) as caught:
        X.view(6, 4)
    lines = str(caught.value).split("\n")
    assert lines[0] == "a tensor has no .view"
    assert lines[1].startswith("  at test_elsewhere.py:") and lines[1].endswith(": X.view(6, 4)")
    assert lines[2] == "  try: use .reshape(shape)"


def test_letters_of_another_size() -> None:
    with pytest.raises(UnknownNameError, match=r"nn has no ReLU[^~]*use nn\.Relu"):
        nn.ReLU()
    with pytest.raises(UnknownNameError, match=r"optim has no Adamw[^~]*use optim\.AdamW"):
        optim.Adamw(0)


def test_other_names_are_pythons_own_errors() -> None:
    for owner in (X, ag, nn, optim):
        assert not hasattr(owner, "viiew")
        with pytest.raises(AttributeError, match="viiew") as caught:
            owner.viiew  # noqa: B018  # asking is what raises
        assert not isinstance(caught.value, UnknownNameError)


def test_tensors_are_not_taken_for_pytorchs() -> None:
    assert not hasattr(X, "cuda") and not hasattr(X, "numel")
    assert getattr(X, "contiguous", None) is None


@pytest.mark.parametrize("axes", [(0, 1), (1, 2), (-1, 0), (1, 1)])
def test_swapaxes(axes: tuple[int, int]) -> None:
    np.testing.assert_array_equal(X.swapaxes(*axes).numpy(), X.numpy().swapaxes(*axes))


def test_swapaxes_of_axes_that_are_not_there() -> None:
    with pytest.raises(ag.errors.RangeError, match="axis 3"):
        X.swapaxes(0, 3)
