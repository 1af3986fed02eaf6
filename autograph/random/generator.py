"""A stream of random numbers and what can be drawn from it."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from typing import Any, TypeGuard

import numpy as np

from autograph import dtypes
from autograph.dtypes import DType
from autograph.errors import ArgumentError, DtypeError, RangeError, ShapeError
from autograph.frontend.apply import apply, assign_all
from autograph.frontend.functions import asarray, broadcast_to, log, reshape, stop_gradient
from autograph.frontend.functions.arguments import normalized, shape_tuple
from autograph.frontend.placement import brought
from autograph.frontend.state import placing, state
from autograph.frontend.tensor import Operand, Tensor, Variable
from autograph.locks import lock
from autograph.ops.gather import Gather
from autograph.ops.random import STATE
from autograph.random import distributions

Shape = int | Sequence[int]

_lock = lock()


class Generator:
    """A stream of random numbers of its own; the functions of `autograph.random` are the methods of one for all.

    `seed` is an integer of at most 64 bits; without one every generator is another.
    """

    def __init__(self, seed: int | None = None):
        self._state = Variable(
            _beginning(int.from_bytes(os.urandom(8), "little") if seed is None else seed), device="cpu"
        )

    def seed(self, value: int) -> None:
        """Start the sequence over at a place that depends on `value` alone, an integer of at most 64 bits."""
        self._move(asarray(_beginning(value)))

    def get_state(self) -> Tensor:
        """Where the sequence is, as uint64 [2]: the key and the number of the next draw."""
        return stop_gradient(self._state)

    def set_state(self, value: Operand) -> None:
        """Go on where `get_state` was asked. Raises ArgumentError for what is no state."""
        given = asarray(value)
        if given._type.on("cpu") != STATE:
            raise ArgumentError(f"set_state: {given._type}", hint=f"give what get_state returned, a tensor of {STATE}")
        self._move(given)

    def uniform(self, shape: Shape, low: Operand = 0.0, high: Operand = 1.0, dtype: Any = dtypes.float32) -> Tensor:
        """Uniform numbers from `low` up to `high`: low + (high - low) u, with u in [0, 1) a multiple of 2⁻²⁴, of 2⁻⁵³
        in float64.

        `high` itself comes out where the sum is rounded to it. Differentiable in tensors `low` and `high`, which
        broadcast to `shape`.
        """
        kind = _floating("uniform", dtype)
        if kind.is_half:  # drawn in float32, and rounded once
            return self.uniform(shape, low, high).astype(kind)
        if not (_number(low) and _number(high)):
            first, last = asarray(low, dtype=kind), asarray(high, dtype=kind)
            return self._draw(distributions.uniform, shape, kind, first, last - first)
        if not low <= high:
            raise ArgumentError(f"uniform from {low} to {high}", hint="low is not above high")
        if (low, high) == (0, 1):
            return self._draw(distributions.standard_uniform, shape, kind)
        return self._draw(distributions.uniform, shape, kind, low, high - low)

    def normal(self, shape: Shape, mean: Operand = 0.0, std: Operand = 1.0, dtype: Any = dtypes.float32) -> Tensor:
        """Normal numbers of the given mean and standard deviation, by the method of Box and Muller (1958), which keeps
        within 6.7 standard deviations (float64: 9.5).

        Differentiable in tensors `mean` and `std`, which broadcast to `shape`.
        """
        kind = _floating("normal", dtype)
        if kind.is_half:
            return self.normal(shape, mean, std).astype(kind)
        if _number(std) and not std >= 0:
            raise ArgumentError(f"normal with std={std}", hint="a standard deviation is 0 or more")
        if _number(mean) and _number(std) and (mean, std) == (0, 1):
            return self._draw(distributions.standard_normal, shape, kind)
        return self._draw(distributions.normal, shape, kind, mean, std)

    def exponential(self, shape: Shape, scale: Operand = 1.0, dtype: Any = dtypes.float32) -> Tensor:
        """Exponentially distributed numbers, 0 or more, of mean `scale`.

        Differentiable in a tensor `scale`, which broadcasts to `shape`.
        """
        if _number(scale) and not scale >= 0:
            raise ArgumentError(f"exponential with scale={scale}", hint="the mean is 0 or more")
        kind = _floating("exponential", dtype)
        if kind.is_half:
            return self.exponential(shape, scale).astype(kind)
        return self._draw(distributions.exponential, shape, kind, scale)

    def randint(self, low: int, high: int, shape: Shape, dtype: Any = dtypes.int64) -> Tensor:
        """Integers from `low` up to, not including, `high`; any range of them has its probability within 2⁻⁶⁴.

        Raises DtypeError for floating dtypes, RangeError for one that cannot hold the numbers.
        """
        kind = dtypes.dtype(dtype)
        if kind.kind not in ("int", "uint"):
            raise DtypeError(f"randint of {kind}", hint="give an integer dtype, and convert with .astype(…)")
        if not low < high:
            raise ArgumentError(f"randint from {low} to {high}", hint="high is above low, and not drawn itself")
        if low < kind.least or high - 1 > kind.largest:
            raise RangeError(
                f"randint from {low} to {high} in {kind}", hint=f"{kind} holds {kind.least} … {kind.largest}"
            )
        return self._draw(distributions.integers, shape, kind, low=int(low), span=int(high) - int(low))

    def bernoulli(self, p: Operand, shape: Shape | None = None) -> Tensor:
        """Bools that are True with probability `p`, a number or a tensor; of p's shape unless `shape` is given.

        Probabilities are resolved to 2⁻²⁴: 0 is never, 1 is always.
        """
        if _number(p) and not 0 <= p <= 1:
            raise ArgumentError(f"bernoulli with p={p}", hint="a probability lies in 0 … 1")
        chance = asarray(p, dtype=dtypes.float32)
        return self._draw(distributions.bernoulli, chance.shape if shape is None else shape, dtypes.float32, chance)

    def categorical(self, logits: Operand, axis: int = -1) -> Tensor:
        """For each place of the other axes an index along `axis`, drawn with probability softmax(logits), as int64.

        It is where logits + Gumbel noise is largest (Maddison et al. 2014, arXiv:1411.0030), so a logit of -∞ is never
        drawn beside a finite one.
        """
        given = asarray(logits)
        if not given.ndim:
            raise ShapeError(f"categorical: {given._type} has no axis", hint="logits are [..., classes]")
        kind = _floating("categorical: logits", given.dtype)
        dtype = dtypes.float32 if kind.is_half else kind
        return self._draw(distributions.categorical, given.shape, dtype, given, axis=normalized(axis, given.ndim))

    def permutation(self, x: int | Operand) -> Tensor:
        """The numbers 0 … x - 1 in random order as int64, or the tensor x with its rows (axis 0) in random order."""
        if _number(x):
            return self._order(_count("permutation", x))
        given = asarray(x)
        return apply(Gather(0, 1), given, self._order(_count("permutation", given)))

    def choice(self, x: int | Operand, shape: Shape = (), replace: bool = True, p: Operand | None = None) -> Tensor:
        """Rows (axis 0) of the tensor x, or of the numbers 0 … x - 1 as int64: `shape` of them, each row as probable as
        the others, or with probabilities proportional to `p` [rows].

        Raises ArgumentError where there is nothing to choose from, without `replace` also where more rows are wanted
        than there are or `p` is given.
        """
        source = None if _number(x) else asarray(x)
        count, wanted = _count("choice", x if source is None else source), shape_tuple(shape)
        size = math.prod(wanted)
        if not replace and (size > count or p is not None):
            what = "with p" if p is not None else f"of {size} from {count}"
            raise ArgumentError(f"choice without replacement {what}", hint="use replace=True, or leave out p")
        if not count:
            raise ArgumentError("choice from nothing", hint="give one row or more")
        if not replace:
            positions = reshape(self._order(count)[:size], wanted)
        elif p is None:
            positions = self.randint(0, count, wanted)
        else:
            weights = asarray(p)
            if weights.shape != (count,):
                raise ShapeError(f"choice from {count} with p of {weights._type}", hint=f"p is of shape [{count}]")
            positions = self.categorical(broadcast_to(log(weights), (*wanted, count)))
        return positions if source is None else apply(Gather(0, 1), source, positions)

    def _draw(self, function: Callable[..., Tensor], shape: Shape, dtype: DType, *given: Any, **static: Any) -> Tensor:
        """One draw: a distribution's function of the state and of parameters; the state moves on."""
        parameters = [asarray(p, dtype=dtype) for p in given]
        static.update(shape=shape_tuple(shape), dtype=dtype)
        where = next((p.device for p in parameters if p.device != "cpu"), state.device or "cpu")
        if state.trace is not None:
            if where != "cpu":
                return self._draw_on(where, parameters, distribution=function, **static)
            drawn, after = distributions.random(self._state, *parameters, distribution=function, **static)
            assign_all([self._state], [after])
            return drawn
        with _lock:
            taken = stop_gradient(self._state)
            self._state.assign(distributions.following(taken))
        with placing(None):
            return function(brought(taken, where), *parameters, **static)

    def _draw_on(self, device: str, parameters: Sequence[Tensor], **static: Any) -> Tensor:
        """A draw of the running call on another device than the state's, which moves on where it is."""
        drawn, _ = distributions.random(brought(self._state, device), *parameters, **static)
        with placing(None):
            assign_all([self._state], [distributions.following(self._state)])
        return drawn

    def _move(self, new: Tensor) -> None:
        with _lock:
            self._state.assign(new)

    def _order(self, count: int) -> Tensor:
        return self._draw(distributions.order, count, dtypes.uint64)


def _beginning(seed: int) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """The state before the first draw."""
    if not isinstance(seed, (int, np.integer)) or not 0 <= seed < 1 << 64:
        raise ArgumentError(f"seed({seed!r})", hint="give an integer, 0 or more, of at most 64 bits")
    return np.array([seed, 0], np.uint64)


def _number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, (int, float, np.number))


def _floating(name: str, dtype: Any) -> DType:
    kind = dtypes.dtype(dtype)
    if not kind.is_float:
        raise DtypeError(f"{name} of {kind}", hint="give a floating dtype; convert with .astype(…) afterwards")
    return kind


def _count(name: str, x: Any) -> int:
    """How many rows a tensor or a number stands for."""
    if isinstance(x, Tensor):
        if not x.ndim:
            raise ShapeError(f"{name}: {x._type} has no rows", hint="give an integer, or a tensor with axes")
        return x.shape[0]
    if not isinstance(x, (int, np.integer)) or x < 0:
        raise ArgumentError(f"{name}({x!r})", hint="give an integer, 0 or more, or a tensor")
    return int(x)
