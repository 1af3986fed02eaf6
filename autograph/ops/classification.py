"""What kind of number: results of dtype bool. Integers are taken as floats; bools are refused."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograph.graph import Node, Sample
from autograph.ops.comparison import Comparison
from autograph.ops.elementwise import numeric


class Classification(Comparison, abstract=True):
    """One operand in, bool out; no derivative."""

    floats_only = True

    def apply(self, x: Node) -> Node:
        return super().apply(*numeric(self.name, (x,)))

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        x = np.array([0.0, -0.0, 1.5, -2.5, np.nan, np.inf, -np.inf] * 6, np.float32)
        yield Sample(cls(), (x,), smooth=False)
        yield Sample(cls(), (x.astype(np.float64),), smooth=False)


class Isnan(Classification):
    """Whether x is not a number."""

    def numpy(self, x: Any) -> Any:
        return np.isnan(x)

    def scalar(self, b: Any, x: Any) -> Any:
        return b.call("ne", x, x)


class Isinf(Classification):
    """Whether x is infinite, of either sign."""

    def numpy(self, x: Any) -> Any:
        return np.isinf(x)

    def scalar(self, b: Any, x: Any) -> Any:
        return b.call("eq", b.call("abs", x), b.const(math.inf, x.dtype))


class Isfinite(Classification):
    """Whether x is neither infinite nor NaN."""

    def numpy(self, x: Any) -> Any:
        return np.isfinite(x)

    def scalar(self, b: Any, x: Any) -> Any:
        return b.call("lt", b.call("abs", x), b.const(math.inf, x.dtype))


class Signbit(Classification):
    """Whether the sign is minus, that of -0.0 and of a NaN included."""

    def numpy(self, x: Any) -> Any:
        return np.signbit(x)

    def scalar(self, b: Any, x: Any) -> Any:
        # A comparison does not see the sign of -0.0.
        return b.call("lt", b.call("copysign", b.const(1, x.dtype), x), b.const(0, x.dtype))
