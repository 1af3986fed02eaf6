"""Programs with products that tensor cores do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from cuda_calls import op
from programs import Array

from autograph import dtypes
from autograph.backends import backend
from autograph.backends.cuda.targets import target
from autograph.graph import Node
from autograph.kernel.nest import Multiply, statements
from autograph.pipeline import Lowered, lowered
from autograph.schedule.recipe import Target

#: Everything that may be done on tensor cores is, whether it pays or not.
EAGER = replace(target(), busy=0)
TF32 = replace(EAGER, fragments=(replace(EAGER.fragments[-1], precision="tf32", instructions=1),))


def precisions(low: Lowered) -> set[str]:
    """How its kernels multiply fragments."""
    return {s.precision for k in low.kernels for s in statements(k.body) if isinstance(s, Multiply)}


def cut(outputs: Sequence[Node], shape: Target = EAGER) -> Lowered:
    return lowered(outputs, {}, backend("cuda"), shape)


@dataclass(frozen=True, eq=False)
class Case:
    name: str
    outputs: tuple[Node, ...]
    arrays: tuple[Array, ...]
    shape: Target = EAGER
    precision: str = "tf32x3"


def normal(*shape: int, seed: int = 0, half: dtypes.DType = dtypes.float32) -> Array:
    return np.random.default_rng(seed).standard_normal(shape).astype(half.numpy)


def flip(n: Node) -> Node:
    axes = list(range(len(n.shape)))
    return op("permute", n, axes=(*axes[:-2], axes[-1], axes[-2]))


def precision(half: dtypes.DType) -> str:
    return half.short if half.is_half else "tf32x3"


def agree(got: Array, want: Array, tolerance: float) -> None:
    assert (got.shape, got.dtype) == (want.shape, want.dtype)
    np.testing.assert_allclose(got, want, rtol=tolerance, atol=tolerance * float(np.abs(want).max()))
