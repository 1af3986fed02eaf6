"""A work: something to be timed, written once for each peer, on the same arrays.

Nothing here imports autograph: a peer's process has none of it in its memory.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import numpy as np

Array = np.ndarray[Any, Any]
#: Does the work once and returns what it computed, as a peer's own arrays, when it is there.
Step = Callable[[], Any]
#: Makes a peer's compiled function of a function; the identity where a peer runs eagerly.
Compile = Callable[[Callable[..., Any]], Any]


class Work:
    """A work of given sizes. A subclass has the methods below, one of them for each peer."""

    name: ClassVar[str]
    #: Sizes that may be asked for, in the order of `name:1x2x3`, with what they are otherwise.
    sizes: ClassVar[Mapping[str, int]]
    #: Steps whose results are compared between peers.
    compared: ClassVar[int] = 1
    #: Steps before the first that is timed: every path has to be known.
    warm: ClassVar[int] = 3
    #: Sizes for a trial of the benchmark itself.
    quick: ClassVar[tuple[int, ...]] = ()

    def __init__(self, *sizes: int):
        self.given = tuple(sizes) + tuple(self.sizes.values())[len(sizes) :]

    def __str__(self) -> str:
        usual = self.given == tuple(self.sizes.values())
        return self.name if usual else f"{self.name}:{'x'.join(map(str, self.given))}"

    def with_batch(self, batch: int) -> Work:
        """The same with another batch, where it has one, which is its first size then."""
        return type(self)(batch, *self.given[1:]) if next(iter(self.sizes)) == "batch" else self

    def __getattr__(self, name: str) -> int:
        """A size by its name."""
        if name not in self.sizes:
            raise AttributeError(name)
        return self.given[list(self.sizes).index(name)]

    def arrays(self) -> dict[str, Array]:
        """What the work starts from: weights and data, the same in every process."""
        raise NotImplementedError

    def flops(self) -> int:
        """Floating-point operations of one step, by arithmetic: what no implementation can do without."""
        raise NotImplementedError

    def bytes(self) -> int:
        """Bytes of one step that have to come from memory or go there: arguments read, results written."""
        raise NotImplementedError

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        """The step as a user of autograph writes it."""
        raise NotImplementedError

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        """The step as a user of PyTorch writes it."""
        raise NotImplementedError

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        """The step as a user of JAX writes it; `compile` is `jax.jit`."""
        raise NotImplementedError


def weights(shapes: Mapping[str, tuple[int, ...]], seed: int = 0) -> dict[str, Array]:
    """Float32 weights by name: uniform within ±1/√fan-in, scales of normalisations near 1, biases near 0."""
    random = np.random.default_rng(seed)
    found: dict[str, Array] = {}
    for name, shape in shapes.items():
        bound = float(np.prod(shape[1:])) ** -0.5 if len(shape) > 1 else 0.1
        values = random.uniform(-bound, bound, shape)
        scale = len(shape) == 1 and name.endswith("weight")
        found[name] = (1 + values if scale else values).astype(np.float32)
    return found


def count(shapes: Mapping[str, tuple[int, ...]]) -> int:
    """The number of parameters."""
    return sum(math.prod(shape) for shape in shapes.values())


def normal(*shape: int, seed: int = 1) -> Array:
    """Standard normal float32 values."""
    return np.random.default_rng(seed).standard_normal(shape, dtype=np.float32)


def integers(high: int, *shape: int, seed: int = 2) -> Array:
    """Integers in [0, high)."""
    return np.random.default_rng(seed).integers(0, high, shape)


def parts(arrays: Mapping[str, Array], *data: str) -> tuple[dict[str, Array], tuple[Array, ...]]:
    """The weights, and the arrays named as data."""
    return {k: v for k, v in arrays.items() if k not in data}, tuple(arrays[k] for k in data)
