"""One class = one op: type rule, NumPy meaning, derivative, lowering, samples for the tests."""

from autograph.ops import (
    comparison,
    contraction,
    convolution,
    elementwise,
    gradient,
    indexing,
    lanes,
    movement,
    piecewise,
    pooling,
    reduction,
    source,
)

__all__ = [
    "comparison",
    "contraction",
    "convolution",
    "elementwise",
    "gradient",
    "indexing",
    "lanes",
    "movement",
    "piecewise",
    "pooling",
    "reduction",
    "source",
]
