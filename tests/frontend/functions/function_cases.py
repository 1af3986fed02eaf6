"""Array functions beside NumPy's: at once, interpreted, and compiled, many cases in one call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

import autograph as ag

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Case:
    """A function of tensors, the same of arrays, and arrays to try it on."""

    name: str
    ours: Callable[..., Any]
    theirs: Callable[..., Any]
    arrays: tuple[Any, ...]


def listed(result: Any) -> list[Any]:
    return list(result) if isinstance(result, (tuple, list)) else [result]


def at_once(case: Case) -> list[Array]:
    return [t.numpy() for t in listed(case.ours(*map(ag.asarray, case.arrays)))]


def in_one_call(cases: Sequence[Case]) -> list[list[Array]]:
    """Every case's results from one compiled function."""

    @ag.compile
    def everything(inputs: list[list[ag.Tensor]]) -> Any:
        return [listed(case.ours(*own)) for case, own in zip(cases, inputs)]

    results = everything([list(map(ag.asarray, case.arrays)) for case in cases])
    return [[t.numpy() for t in own] for own in results]


def assert_same(found: Sequence[Array], wanted: Any, tolerance: float = 0.0) -> None:
    """Shapes, dtypes and values; -0.0 is not 0.0 where `tolerance` is 0."""
    wanted = [np.asarray(a) for a in listed(wanted)]
    assert len(found) == len(wanted)
    for a, b in zip(found, wanted):
        assert (a.shape, a.dtype) == (b.shape, b.dtype)
        if tolerance and b.dtype.kind == "f":
            np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance)
        else:
            np.testing.assert_array_equal(a, b)
            if b.dtype.kind == "f":
                np.testing.assert_array_equal(np.signbit(a), np.signbit(b))
