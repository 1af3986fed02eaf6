"""The different values of a tensor, and which of them another one has.

How many values there are depends on the data: in a compiled call what is recorded so far runs, and the call goes on.
Values are in ascending order; each NaN is a value of its own, as the standard says; 0.0 and -0.0 are one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from autograph import dtypes
from autograph.frontend.apply import apply, composite, operands
from autograph.frontend.functions.conversion import asarray, astype
from autograph.frontend.functions.creation import full
from autograph.frontend.functions.elementwise import equal, logical_not, minimum
from autograph.frontend.functions.finding import searchsorted
from autograph.frontend.functions.indexing import take
from autograph.frontend.functions.manipulation import reshape
from autograph.frontend.functions.sorting import sort
from autograph.frontend.promotion import result_type
from autograph.frontend.tensor import Array, Operand, Tensor
from autograph.ops import gather

__all__ = ["isin", "unique_all", "unique_counts", "unique_inverse", "unique_values"]


class UniqueAll(NamedTuple):
    """What `unique_all` gives."""

    values: Tensor
    indices: Tensor
    inverse_indices: Tensor
    counts: Tensor


class UniqueCounts(NamedTuple):
    """What `unique_counts` gives."""

    values: Tensor
    counts: Tensor


class UniqueInverse(NamedTuple):
    """What `unique_inverse` gives."""

    values: Tensor
    inverse_indices: Tensor


def unique_all(x: Operand) -> UniqueAll:
    """(values, indices, inverse_indices, counts): the different values of x; where each occurs first in the flattened
    x; for each element of x the position of its value; how often each occurs. The last three are int64.

    Derivatives of the values go to where each occurs first.
    """
    t = asarray(x)
    first, inverse, counts = _unique(t)
    return UniqueAll(_at(t, first), *[asarray(a, device=t.device) for a in (first, inverse, counts)])


def unique_counts(x: Operand) -> UniqueCounts:
    """(values, counts): the different values of x, and how often each occurs, int64. See `unique_all`."""
    t = asarray(x)
    first, _, counts = _unique(t)
    return UniqueCounts(_at(t, first), asarray(counts, device=t.device))


def unique_inverse(x: Operand) -> UniqueInverse:
    """(values, inverse_indices): the different values of x, and for each element of x the position of its value,
    int64. See `unique_all`."""
    t = asarray(x)
    first, inverse, _ = _unique(t)
    return UniqueInverse(_at(t, first), asarray(inverse, device=t.device))


def unique_values(x: Operand) -> Tensor:
    """The different values of x, one axis. See `unique_all`."""
    t = asarray(x)
    return _at(t, _unique(t)[0])


def _unique(t: Tensor) -> tuple[Array, Array, Array]:
    """Where each value occurs first, the number of each element's value, and counts."""
    _, first, inverse, counts = np.unique(
        t._array(), return_index=True, return_inverse=True, return_counts=True, equal_nan=False
    )
    return first.astype(np.int64), inverse.astype(np.int64).reshape(t.shape), counts.astype(np.int64)


def _at(t: Tensor, first: Array) -> Tensor:
    return take(reshape(t, (t.size,)), first)


def isin(x1: Operand, x2: Operand, invert: bool = False) -> Tensor:
    """Whether each element of x1 is among the elements of x2, or is not, if `invert`. NaN is never among them.

    The dtypes are promoted. Takes the time of sorting x2 and of a binary search for each element of x1.
    """
    given = operands(x1, x2)
    elements, among = (astype(t, result_type(*given)) for t in given)
    return _isin(elements, reshape(among, (among.size,)), invert=bool(invert))


@composite
def _isin(elements: Tensor, among: Tensor, *, invert: bool) -> Tensor:
    if not among.size:
        return full(elements.shape, invert, dtype=dtypes.bool_)
    ordered = sort(among)
    place = minimum(searchsorted(ordered, elements), among.size - 1)
    found = equal(apply(gather.Gather(0, 1), ordered, place), elements)
    return logical_not(found) if invert else found
