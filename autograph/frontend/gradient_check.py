"""Derivatives against finite differences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograph.errors import ArgumentError, GradientError, TraceError
from autograph.frontend import tree
from autograph.frontend.functions import asarray
from autograph.frontend.state import state
from autograph.frontend.tensor import Array, Tensor
from autograph.frontend.transforms import vjp

#: Elements of one argument that are checked: all up to this many, else as many evenly spread.
MOST = 256


def check_gradients(
    f: Callable[..., Any], *args: Any, order: int = 2, step: float = 1e-3, rtol: float = 1e-5, atol: float = 1e-7
) -> None:
    """Compare f's derivatives up to an order with finite differences, in float64.

    Floating arguments are converted to float64; those of other kinds, and what f takes from elsewhere, stay as they
    are. f's output, a tensor or a tree of them, is weighted by fixed random numbers, and each element of each argument
    is varied (of arguments with more than 256 elements as many, evenly spread). Differences are central, of steps h and
    2h with h = `step`·max(1, |x|), extrapolated to an error of order h⁴. Orders above 1 check the derivative of the
    derivative so weighted. At a kink within a step the two disagree: choose another point.

    Returns nothing. Raises GradientError with the argument, the element and both values at the first that differ by
    more than atol + rtol·|value|; ArgumentError if no argument is floating.
    """
    if state.trace is not None:
        raise TraceError("check_gradients inside a compiled call", hint="call it outside; it may be given a compiled f")
    if order < 1:
        raise ArgumentError(f"check_gradients: order={order}", hint="give 1 or more")
    leaves, rebuild = tree.flatten(list(args))
    leaves = [asarray(a) if isinstance(a, (np.ndarray, np.generic, float)) else a for a in leaves]
    floats = [k for k, a in enumerate(leaves) if isinstance(a, Tensor) and a.dtype.is_float]
    if not floats:
        raise ArgumentError("check_gradients: no argument is floating", hint="pass tensors or arrays of floats")
    labels = [_label(k, args) for k in floats]

    def of_floats(*values: Any) -> list[Tensor]:
        given = dict(zip(floats, values))
        result = f(*rebuild(iter([given.get(k, a) for k, a in enumerate(leaves)])))
        return [t for t in tree.flatten(result)[0] if isinstance(t, Tensor) and t.dtype.is_float]

    at = [leaves[k].numpy().astype(np.float64) for k in floats]
    tolerances = (step, rtol, atol)
    current: Callable[..., list[Tensor]] = of_floats
    for k in range(1, order + 1):
        _compare(current, at, labels, f"derivative of order {k}", tolerances)
        current = _derivative(current)


def _derivative(f: Callable[..., list[Tensor]]) -> Callable[..., list[Tensor]]:
    """The derivatives of f's weighted outputs."""

    def slopes(*values: Any) -> list[Tensor]:
        outputs, pull = vjp(f, *values)
        return list(pull([asarray(w).astype(t.dtype) for t, w in zip(outputs, _weights(outputs))]))

    return slopes


def _weights(outputs: Sequence[Tensor]) -> list[Array]:
    random = np.random.default_rng(0)
    return [random.uniform(0.5, 1.5, t.shape) * random.choice([-1.0, 1.0], t.shape) for t in outputs]


def _compare(
    f: Callable[..., list[Tensor]],
    at: Sequence[Array],
    labels: Sequence[str],
    what: str,
    tolerances: tuple[float, float, float],
) -> None:
    step, rtol, atol = tolerances
    found = [t.numpy() for t in _derivative(f)(*map(asarray, at))]

    def value(k: int, position: tuple[int, ...], x: float) -> float:
        moved = at[k].copy()
        moved[position] = x
        outputs = f(*[asarray(moved if j == k else a) for j, a in enumerate(at)])
        return float(sum(np.sum(t.numpy().astype(np.float64) * w) for t, w in zip(outputs, _weights(outputs))))

    for k, position in _elements(at):
        x = float(at[k][position])
        h = step * max(1.0, abs(x))
        near = (value(k, position, x + h) - value(k, position, x - h)) / (2 * h)
        far = (value(k, position, x + 2 * h) - value(k, position, x - 2 * h)) / (4 * h)
        difference = (4 * near - far) / 3
        slope = float(found[k][position])
        if not abs(slope - difference) <= atol + rtol * abs(difference):
            shown = f"[{', '.join(map(str, position))}]" if position else ""
            raise GradientError(
                f"{what} with respect to {labels[k]}{shown}: {slope!r}, finite differences give {difference!r}",
                hint="the gradient is wrong there, or the function has a kink or a jump nearby: try another point",
            )


def _elements(at: Sequence[Array]) -> Iterator[tuple[int, tuple[int, ...]]]:
    for k, a in enumerate(at):
        for flat in np.unique(np.linspace(0, a.size - 1, min(a.size, MOST)).astype(int)) if a.size else ():
            yield k, tuple(int(i) for i in np.unravel_index(flat, a.shape))


def _label(k: int, args: Sequence[Any]) -> str:
    """The argument that leaf number k is in, and which of its leaves it is."""
    for number, a in enumerate(args):
        count = len(tree.flatten(a)[0])
        if k < count:
            return f"argument {number}" if count == 1 else f"leaf {k} of argument {number}"
        k -= count
    raise AssertionError("no such leaf")


__all__ = ["check_gradients"]
