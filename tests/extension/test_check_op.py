"""`ag.testing.check_op` passes what is right and names what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph.errors import OpError
from autograph.graph import REGISTRY
from autograph.testing import Sample, assert_close, check_op

X = np.random.default_rng(3).uniform(0.5, 2, (4, 6)).astype(np.float32)


class Cube(ag.Op):
    """x³ by hand: subclasses get one part of it wrong."""

    c = "for (int64_t k = 0; k < out_size; k++) out[k] = x[k] * x[k] * x[k];"

    def infer(self, x: ag.TensorType) -> ag.TensorType:
        return x

    def numpy(self, x: Any) -> Any:
        return x * x * x

    def gradient(self, cotangent: ag.Tensor, output: ag.Tensor, x: ag.Tensor) -> ag.Tensor:
        return 3 * x * x * cotangent

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        yield Sample(cls(), (X,))
        yield Sample(cls(), (X[0, 0],))


def wrong(**parts: Any) -> type[ag.Op]:
    return ag.op(type("Wrong", (Cube,), {"__doc__": "Cube with one part wrong.", "__module__": __name__, **parts}))


@pytest.mark.compiler
def test_a_right_op_passes() -> None:
    check_op(wrong())


@pytest.mark.compiler
@pytest.mark.parametrize("name", ["tanh", "matmul", "cumulative_sum", "one_hot"])
def test_the_packages_own_pass(name: str) -> None:
    check_op(REGISTRY[name])


@pytest.mark.compiler
@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"infer": lambda self, x: ag.TensorType((*x.shape, 1), x.dtype)}, r"type rule: infer says .*, NumPy gives"),
        ({"infer": lambda self, x: x.shape}, r"its type rule \(infer\): wrong: infer gave \(4, 6\)"),
        ({"infer": lambda self, x: x.shap}, r"its type rule \(infer\): AttributeError"),
        ({"numpy": lambda self, x: x @ x}, r"its NumPy meaning \(numpy\): ValueError"),
        ({"c": "out[0] = x[0] *;"}, "its C does not compile: .*gcc.* failed|its C does not compile"),
        ({"c": "for (int64_t k = 0; k < out_size; k++) out[k] = x[k];"}, r"its kernel: element \[0, 0\]"),
        ({"gradient": lambda self, g, y, x: 2 * x * g}, "its derivative: derivative of order 1"),
        ({"gradient": lambda self, g, y, x: ag.stop_gradient(3 * x * x) * g}, "its derivative: derivative of order 2"),
        ({"gradient": lambda self, g, y, x: g.sum()}, "its derivative: wrong: gradient gave"),
        ({"samples": classmethod(lambda cls: iter(()))}, "Wrong has no samples"),
    ],
)
def test_a_wrong_op_is_told_apart(parts: dict[str, Any], message: str) -> None:
    with pytest.raises(OpError, match=message):
        check_op(wrong(**parts))


def test_assert_close() -> None:
    assert_close(ag.asarray(X), X)
    with pytest.raises(AssertionError, match="shapes"):
        assert_close(X, X[0])
    with pytest.raises(AssertionError, match="Not equal to tolerance"):
        assert_close(X, X + 1)
