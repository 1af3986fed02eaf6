"""Random graphs whose values are small whole numbers, so that every order of summation gives the same floats."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from programs import Array, arguments, interpreted

from autograph import dtypes
from autograph.autodiff import differentiate
from autograph.graph import REGISTRY, Node, node
from autograph.ops.convolution import Conv2d
from autograph.ops.elementwise import cast
from autograph.ops.movement import broadcast_to, pad, permute, reshape, slice_
from autograph.ops.pooling import MaxPool2d
from autograph.ops.source import Arange, constant

#: float32 holds whole numbers up to here; sums of parts must stay below as well.
EXACT = 2**23


@dataclass(frozen=True)
class Graph:
    outputs: tuple[Node, ...]
    arrays: tuple[Array, ...]


def apply(name: str, *inputs: Node, **static: Any) -> Node:
    return REGISTRY[name](**static).apply(*inputs)


def factors(size: int, r: random.Random) -> tuple[int, ...]:
    """A random shape of that many elements."""
    shape = []
    while size > 1 and len(shape) < 3:
        shape.append(r.choice([k for k in range(1, size + 1) if size % k == 0]))
        size //= shape[-1]
    return tuple(shuffled([*shape, size], r))


def shuffled(items: Iterable[int], r: random.Random) -> tuple[int, ...]:
    items = list(items)
    return tuple(r.sample(items, len(items)))


def unary(x: Node, r: random.Random) -> Node:
    kind = r.choice(["negative", "abs", "relu", "dear", "dear", "square_root", "through_int", "through_bool"])
    if kind == "dear":  # x · e⁰: exact, and worth storing
        return apply("multiply", x, apply("exp", apply("subtract", x, x)))
    if kind == "square_root":
        return apply("sqrt", apply("multiply", x, x))
    if kind == "through_int":
        return cast(cast(x, r.choice([dtypes.int64, dtypes.int32, dtypes.float64])), dtypes.float32)
    if kind == "through_bool":
        return cast(apply("logical_not", x), dtypes.float32)
    return apply(kind, x)


def binary(x: Node, y: Node, r: random.Random) -> Node:
    kind = r.choice(["add", "subtract", "multiply", "maximum", "minimum", "where", "less", "equal"])
    if kind == "where":
        return apply("where", apply("greater", x, y), x, apply("negative", y))
    return cast(apply(kind, x, y), dtypes.float32)


def movement(x: Node, r: random.Random) -> Node:
    kind = r.choice(["reshape", "permute", "slice", "pad", "broadcast"])
    if kind == "reshape":
        return reshape(x, factors(x.type.size, r))
    if kind == "permute":
        return permute(x, shuffled(range(len(x.shape)), r))
    if kind == "broadcast":
        shape = tuple(r.randint(1, 5) if e == 1 else e for e in x.shape)
        return broadcast_to(x, (r.randint(1, 3), *shape) if len(shape) < 4 else shape)
    if kind == "pad":
        extra = [(r.randint(0, 3), r.randint(0, 3), r.choice([0, 0, 1, 2])) for _ in x.shape]
        return pad(x, extra, r.choice([0.0, -2.0]))
    limits = []
    for extent in x.shape:
        step = r.choice([1, 1, 2, 3, -1, -2])
        start = r.randint(0, extent - 1)
        most = (extent - 1 - start) // step if step > 0 else start // -step
        limits.append((start, step, r.randint(max(1, most), most + 1)))
    return slice_(x, limits)


def reduction(x: Node, r: random.Random) -> Node:
    if not x.shape:
        return x
    kind = r.choice(["sum", "sum", "max", "min", "argmax"])
    if kind == "argmax":
        return cast(apply("argmax", x, axes=(r.randrange(len(x.shape)),)), dtypes.float32)
    axes = tuple(sorted(r.sample(range(len(x.shape)), r.randint(1, min(2, len(x.shape))))))
    made = apply(kind, x, axes=axes)
    if r.random() < 0.6:  # as softmax does: back to where it came from
        kept = tuple(1 if k in axes else e for k, e in enumerate(x.shape))
        return apply("subtract", x, reshape(made, kept))
    return made


def contraction(x: Node, r: random.Random) -> Node:
    """A convolution or a product with small constants, or a product with x itself."""
    if len(x.shape) < 2:
        return x
    if len(x.shape) == 4 and r.random() < 0.7:
        return windows(x, r)
    if r.random() < 0.4:
        axes = (*range(len(x.shape) - 2), len(x.shape) - 1, len(x.shape) - 2)
        return apply("matmul", x, permute(x, axes))
    return apply("matmul", x, ramp((x.shape[-1], r.randint(1, 40))))


def windows(x: Node, r: random.Random) -> Node:
    """A convolution with small constants, one of its gradients, or a pooling."""
    kernel = tuple(r.randint(1, min(3, e)) for e in x.shape[2:])
    stride = (r.randint(1, 3), r.randint(1, 3))
    if r.random() < 0.4:
        return MaxPool2d(kernel, stride).apply(x)
    dilation = tuple(r.randint(1, (e - 1) // (k - 1)) if k > 1 else 1 for e, k in zip(x.shape[2:], kernel))
    groups = r.choice([g for g in (1, 2, 3) if x.shape[1] % g == 0])
    weights = ramp((groups * r.randint(1, 4), x.shape[1] // groups, *kernel))
    weights = apply("subtract", weights, constant(1, dtypes.float32))
    made = Conv2d(stride, dilation[:2], groups).apply(x, weights)
    if r.random() < 0.5:
        return made
    cotangent = apply("subtract", ramp(made.shape), constant(1, dtypes.float32))
    return differentiate(made, cotangent, [r.choice([x, weights])])[0]


def ramp(shape: tuple[int, ...]) -> Node:
    """0, 1, 2, 0, 1, 2, …"""
    size = math.prod(shape)
    rows = -(-size // 3)
    row = node(Arange(3, dtypes.float32))
    return reshape(slice_(reshape(broadcast_to(row, (rows, 3)), (rows * 3,)), [(0, 1, size)]), shape)


def random_graph(r: random.Random) -> Graph:
    """A graph of up to fourteen steps over two arguments, with one to three outputs."""
    rank = r.choice([1, 2, 3, 4, 4])
    longest = (40, 40, 12, 9)[rank - 1]
    shape = tuple(r.randint(1, longest) for _ in range(rank))
    if rank == 4:  # a batch that may be laid into vector lanes
        shape = (r.choice([1, 3, 13, 16, 21]), *shape[1:])
    narrow = tuple(r.choice([1, e]) for e in shape)
    arrays = tuple(np.array(r.choices(range(-2, 3), k=math.prod(s)), np.float32).reshape(s) for s in (shape, narrow))
    values: list[Node] = list(arguments(arrays))
    for _ in range(r.randint(4, 14)):
        x = r.choice(values[-3:])
        partners = [y for y in values if broadcasts(x.shape, y.shape)]
        step = r.choice([unary, binary, binary, movement, movement, reduction, contraction, contraction])
        made = binary(x, r.choice(partners), r) if step is binary else step(x, r)
        if made.type.size <= 20_000 and made not in values and is_exact(made, x, arrays):
            values.append(made)
    outputs = r.sample(values[-4:], r.randint(1, 2))
    return Graph((values[-1], *outputs), arrays)


def broadcasts(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return all(m == n or 1 in (m, n) for m, n in zip(reversed(a), reversed(b)))


def is_exact(made: Node, x: Node, arrays: tuple[Array, ...]) -> bool:
    """Whether no partial sum on the way can have been rounded."""
    before, after = (float(np.abs(a).max()) for a in interpreted([x, made], arrays))
    summed = len(x.shape) == 4 or len(x.shape) > len(made.shape)
    terms = x.type.size if summed else max(x.shape, default=1) * 2
    return max(before * terms, before**2 * max(x.shape, default=1), after) < EXACT
