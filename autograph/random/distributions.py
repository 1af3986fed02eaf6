"""What each distribution makes of random bits: pure functions of a draw's state and of parameters."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from autograph import dtypes
from autograph.dtypes import DType
from autograph.frontend.apply import apply, composite
from autograph.frontend.functions import argmax, broadcast_to, cos, log, reshape, sqrt
from autograph.frontend.tensor import Tensor
from autograph.ops.random import Bernoulli, Fraction, RandomBits
from autograph.ops.sorting import Argsort
from autograph.ops.source import Arange

ShapeTuple = tuple[int, ...]

_WORD = 32
_LOW = (1 << _WORD) - 1


def following(state: Tensor) -> Tensor:
    """The state of a generator after a draw."""
    return state + apply(Arange(2, dtypes.uint64))


@composite
def random(
    state: Tensor, *parameters: Tensor, distribution: Callable[..., Tensor], **static: Any
) -> tuple[Tensor, Tensor]:
    """A draw as one event of the trace: its numbers, and the state after it."""
    return distribution(state, *parameters, **static), following(state)


def _for_each(parameter: Tensor, shape: ShapeTuple) -> Tensor:
    """A parameter for each element of a shape. A single number stays one: arithmetic repeats it, at no op's cost."""
    return broadcast_to(parameter, shape) if parameter.ndim else parameter


def words(state: Tensor, shape: ShapeTuple, count: int) -> list[Tensor]:
    """`count` tensors of random uint32: those of one element come from one evaluation of Philox."""
    bits = apply(RandomBits(math.prod(shape), count), state)
    return [reshape(bits[:, k], shape) for k in range(count)]


def fraction(state: Tensor, shape: ShapeTuple, dtype: DType) -> Tensor:
    """Multiples of 2⁻²⁴ in [0, 1), of float64 2⁻⁵³."""
    return apply(Fraction(shape, dtype), state)


def positive_fraction(high: Tensor, low: Tensor, dtype: DType) -> Tensor:
    """In (0, 1], with 32 bits of which float32 keeps the first 24, so that small ones are fine; of float64, 64."""
    if dtype.bits == _WORD:
        return (high.astype(dtype) + 1.0) * 2.0**-32
    return (_joined(high, low, dtype, _WORD) + 1.0) * 2.0**-64


def _joined(high: Tensor, low: Tensor, dtype: DType, bits: int) -> Tensor:
    """high · 2^bits + low as a float."""
    return high.astype(dtype) * 2.0**bits + low.astype(dtype)


def standard_uniform(state: Tensor, *, shape: ShapeTuple, dtype: DType) -> Tensor:
    return fraction(state, shape, dtype)


def uniform(state: Tensor, low: Tensor, span: Tensor, *, shape: ShapeTuple, dtype: DType) -> Tensor:
    return _for_each(low, shape) + _for_each(span, shape) * fraction(state, shape, dtype)


def standard_normal(state: Tensor, *, shape: ShapeTuple, dtype: DType) -> Tensor:
    """√(-2 ln u) · cos(2π v) (Box and Muller 1958), u in (0, 1] and v in [0, 1]."""
    each = words(state, shape, 2 * dtype.bits // _WORD)
    u = positive_fraction(each[0], each[1], dtype)
    v = each[1].astype(dtype) if dtype.bits == _WORD else _joined(each[2], each[3], dtype, _WORD)
    return sqrt(log(u) * -2.0) * cos(v * (2 * math.pi * 2.0**-dtype.bits))


def normal(state: Tensor, mean: Tensor, std: Tensor, *, shape: ShapeTuple, dtype: DType) -> Tensor:
    return _for_each(mean, shape) + _for_each(std, shape) * standard_normal(state, shape=shape, dtype=dtype)


def exponential(state: Tensor, scale: Tensor, *, shape: ShapeTuple, dtype: DType) -> Tensor:
    each = words(state, shape, dtype.bits // _WORD)
    return -log(positive_fraction(each[0], each[-1], dtype)) * _for_each(scale, shape)


def integers(state: Tensor, *, shape: ShapeTuple, dtype: DType, low: int, span: int) -> Tensor:
    """low + ⌊r · span / 2⁶⁴⌋ for r of 64 bits, the product in parts of 32."""
    high, r = (w.astype(dtypes.uint64) for w in words(state, shape, 2))
    whole, rest = span >> _WORD, span & _LOW
    if not whole:
        offset = (high * rest + (r * rest >> _WORD)) >> _WORD
    else:
        one = r * whole + (r * rest >> _WORD)
        other = high * rest + (one & _LOW)
        offset = high * whole + (one >> _WORD) + (other >> _WORD)
    return (offset + low % (1 << 64)).astype(dtype)


def bernoulli(state: Tensor, p: Tensor, *, shape: ShapeTuple, dtype: DType) -> Tensor:
    return apply(Bernoulli(), state, broadcast_to(p, shape))


def categorical(state: Tensor, logits: Tensor, *, shape: ShapeTuple, dtype: DType, axis: int) -> Tensor:
    """The largest of logits - ln(-ln u), u a multiple of 2⁻²⁴ strictly between 0 and 1."""
    (word,) = words(state, shape, 1)
    u = ((word >> 9).astype(dtype) + 0.5) * 2.0**-23
    return argmax(logits - log(-log(u)), axis=axis)


def order(state: Tensor, *, shape: ShapeTuple, dtype: DType) -> Tensor:
    """The numbers of a row sorted by random keys: in 64 bits two are hardly ever equal."""
    high, low = words(state, shape, 2)
    return apply(Argsort(), (high.astype(dtype) << _WORD) + low.astype(dtype))
