"""Algebra that is exact: neutral elements, movements of movements, casts of constants, arrays without elements."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from autograph.graph import Lines, Node, node, rewrite
from autograph.ops.comparison import Comparison, Where
from autograph.ops.convolution import Conv2dImageGradient
from autograph.ops.elementwise import Add, Cast, Divide, Multiply, Negative, Subtract
from autograph.ops.gradient import Alias, Assigned, StopGradient
from autograph.ops.movement import BroadcastTo, Pad, Permute, Reshape, Slice, permute, reshape, slice_
from autograph.ops.piecewise import Power
from autograph.ops.pooling import MaxPool2d, MaxPool2dChoice, MaxPool2dScatter
from autograph.ops.reduction import Prod
from autograph.ops.source import constant, constant_value


def simplify(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """Apply the rules below until none fits."""
    current = list(outputs)
    while True:
        following = rewrite(current, _rule, lines=lines)
        if following == current:
            return current
        current = following


def _rule(n: Node) -> Node | None:
    if 0 in [n.type.size, *[i.type.size for i in n.inputs]]:
        return _empty(n)
    rule = _RULES.get(type(n.op))
    found = rule(n) if rule is not None else None
    return _folded(n) if found is None else found


def _folded(n: Node) -> Node | None:
    """An elementwise op of constants is a constant."""
    if n.op.kind != "elementwise":
        return None
    numbers: list[bool | int | float] = []
    for i in n.inputs:
        value = constant_value(i) if i.shape == n.shape else None
        if value is None:
            return None
        numbers.append(value)
    with np.errstate(all="ignore"):
        folded = n.op.numpy(*[np.asarray(v, i.dtype.numpy) for v, i in zip(numbers, n.inputs)])
    return constant(np.asarray(folded, n.dtype.numpy).item(), n.dtype, n.shape)


def _empty(n: Node) -> Node | None:
    """No elements in: sums are 0, products 1, and padding is all there is. No elements out: any number fills them."""
    if isinstance(n.op, (Pad, Prod)):
        return constant(n.op.value if isinstance(n.op, Pad) else 1, n.dtype, n.shape)
    return constant(0, n.dtype, n.shape) if n.inputs or n.op.kind != "source" else None


def _identity(n: Node) -> Node | None:
    # Differentiation is done: what these said to it no longer matters.
    return n.inputs[0]


def _multiply(n: Node) -> Node | None:
    x, y = n.inputs
    a, b = constant_value(x), constant_value(y)
    if a == 1 or b == 1:
        return y if a == 1 else x
    if b == -1 or a == -1:
        return node(Negative(), x if b == -1 else y)
    return None


def _add(n: Node) -> Node | None:
    # x + 0 keeps x even where x is -0.0: the sign of a zero carries nothing through a sum.
    x, y = n.inputs
    return y if constant_value(x) == 0 else x if constant_value(y) == 0 else None


def _subtract(n: Node) -> Node | None:
    x, y = n.inputs
    return x if constant_value(y) == 0 else node(Negative(), y) if constant_value(x) == 0 else None


def _divide(n: Node) -> Node | None:
    return n.inputs[0] if constant_value(n.inputs[1]) == 1 else None


def _power(n: Node) -> Node | None:
    # Powers that NumPy gives exactly, or rounds once, as these do.
    x, exponent = n.inputs
    value = constant_value(exponent)
    if value == 0:
        return constant(1, n.dtype, n.shape)
    if value == 1:
        return x
    if value == 2:
        return node(Multiply(), x, x)
    if not n.dtype.is_float:
        return None if value is None or value < 0 else _whole_power(x, int(value))
    return node(Divide(), constant(1, n.dtype, n.shape), x) if value == -1 else None


def _whole_power(x: Node, exponent: int) -> Node:
    # Products of integers wrap, so their order does not matter.
    if exponent == 1:
        return x
    half = _whole_power(x, exponent // 2)
    square = node(Multiply(), half, half)
    return node(Multiply(), square, x) if exponent % 2 else square


def _where(n: Node) -> Node | None:
    """A condition on the image that was pooled, as relu's derivative asks it: the derivative of max pooling is not zero
    only where a window found its largest element, so the pooled image is asked, which has fewer elements."""
    condition, x, otherwise = n.inputs
    if not isinstance(x.op, MaxPool2dScatter) or constant_value(otherwise) != 0:
        return None
    cotangent, choice = x.inputs
    if not (isinstance(choice.op, MaxPool2dChoice) and isinstance(condition.op, Comparison)):
        return None
    (image,) = choice.inputs
    pooled = node(MaxPool2d(choice.op.kernel, choice.op.stride), image)
    asked = [pooled if i is image else _small(i, pooled.shape) for i in condition.inputs]
    operands = [i for i in asked if i is not None]
    if pooled not in operands or len(operands) < len(asked):
        return None
    zero = constant(0, n.dtype, pooled.shape)
    return node(x.op, node(Where(), node(condition.op, *operands), cotangent, zero), choice)


def _small(x: Node, shape: tuple[int, ...]) -> Node | None:
    """A constant, of another shape."""
    value = constant_value(x)
    return None if value is None else constant(value, x.dtype, shape)


def _negative(n: Node) -> Node | None:
    (x,) = n.inputs
    return x.inputs[0] if isinstance(x.op, Negative) else None


def _cast(n: Node) -> Node | None:
    (x,) = n.inputs
    value = constant_value(x)
    if value is None:
        return None
    with np.errstate(all="ignore"):  # as in a kernel: what does not fit wraps, rounds, or overflows
        return constant(np.asarray(value, x.dtype.numpy).astype(n.dtype.numpy).item(), n.dtype, n.shape)


def _broadcast(n: Node) -> Node | None:
    (x,) = n.inputs
    if n.shape == x.shape:
        return x
    return node(n.op, x.inputs[0]) if isinstance(x.op, BroadcastTo) else None


def _reshape(n: Node) -> Node | None:
    (x,) = n.inputs
    value = constant_value(x)
    if value is not None:
        return constant(value, n.dtype, n.shape)
    return reshape(x.inputs[0], n.shape) if isinstance(x.op, Reshape) else x if x.shape == n.shape else None


def _permute(n: Node) -> Node | None:
    (x,) = n.inputs
    assert isinstance(n.op, Permute)
    if isinstance(x.op, Permute):
        return permute(x.inputs[0], tuple(x.op.axes[k] for k in n.op.axes))
    return x if n.op.axes == tuple(range(len(n.shape))) else None


def _slice(n: Node) -> Node | None:
    (x,) = n.inputs
    assert isinstance(n.op, Slice)
    if isinstance(x.op, Slice):
        pairs = zip(n.op.limits, x.op.limits)
        return slice_(x.inputs[0], [(b + a * d, s * d, c) for (a, s, c), (b, d, _) in pairs])
    if isinstance(x.op, Pad) and all(not i for _, _, i in x.op.padding):
        lows = [low for low, _, _ in x.op.padding]
        own = tuple((low, 1, e) for low, e in zip(lows, x.inputs[0].shape))
        return x.inputs[0] if n.op.limits == own else None
    return _cropped(n, x) if isinstance(x.op, Conv2dImageGradient) else None


def _cropped(n: Node, x: Node) -> Node | None:
    """A part of an image gradient, as of a padded image's: only the part is computed."""
    assert isinstance(n.op, Slice) and isinstance(x.op, Conv2dImageGradient)
    *others, rows, columns = n.op.limits[:4]
    rest = [*zip(others, x.shape), *zip(n.op.limits[4:], x.shape[4:])]
    if any(limits != (0, 1, e) for limits, e in rest) or rows[1] != 1 or columns[1] != 1:
        return None
    first = x.op.first[0] + rows[0], x.op.first[1] + columns[0]
    return node(x.op.replaced(extent=(rows[2], columns[2]), first=first), *x.inputs)


_RULES: dict[type, Callable[[Node], Node | None]] = {
    StopGradient: _identity,
    Assigned: _identity,
    Alias: _identity,
    Multiply: _multiply,
    Add: _add,
    Subtract: _subtract,
    Divide: _divide,
    Negative: _negative,
    Power: _power,
    Cast: _cast,
    BroadcastTo: _broadcast,
    Reshape: _reshape,
    Permute: _permute,
    Slice: _slice,
    Where: _where,
}
