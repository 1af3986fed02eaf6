"""Where samples come from, and how several of them become one batch of arrays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from autograph.errors import DataError, Location, RangeError, note

Array = NDArray[Any]
Batch = Array | tuple[Array, ...]
Indices = NDArray[np.intp]


class Dataset(Protocol):
    """What a `Loader` reads: `dataset[i]` is one sample, an array or number or a tuple of these."""

    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> Any: ...


class ArrayDataset:
    """Arrays whose first axes count the same samples, for example images [N, 1, 28, 28] and labels [N].

    `dataset[i]` is one sample, a tuple with one entry per array; an integer array or a slice selects several at
    once. The arrays are not copied; `dataset.arrays` is the tuple of them. Tensors and lists are taken too.
    Raises DataError for no arrays, a 0-d one or lengths that differ, RangeError for an index out of range.
    """

    #: Whether taking samples out is but copying memory.
    in_memory = True

    def __init__(self, *arrays: ArrayLike):
        if not arrays:
            raise DataError(
                f"{type(self).__name__} of no arrays", hint="give one or more, e.g. ArrayDataset(images, labels)"
            )
        self.arrays: tuple[Array, ...] = tuple(np.asarray(array) for array in arrays)
        shapes = ", ".join(str(list(array.shape)) for array in self.arrays)
        if any(array.ndim == 0 for array in self.arrays):
            raise DataError(
                f"{type(self).__name__}: a 0-d array has no samples to count: shapes {shapes}",
                hint="give every array a first axis, e.g. numpy.atleast_1d(x)",
            )
        if len({len(array) for array in self.arrays}) > 1:
            raise DataError(
                f"{type(self).__name__}: the arrays differ in length: shapes {shapes}",
                hint="give arrays whose first axes agree, e.g. labels[:len(images)]",
            )

    def __len__(self) -> int:
        return len(self.arrays[0])

    def __getitem__(self, index: int | slice | Indices) -> tuple[Any, ...]:
        try:
            return tuple(array[index] for array in self.arrays)
        except IndexError as error:
            raise RangeError(
                f"{type(self).__name__}: {error}", hint=f"use integers from {-len(self)} to {len(self) - 1}"
            ) from error

    def __repr__(self) -> str:
        fields = ", ".join(f"{array.dtype}{list(array.shape)}" for array in self.arrays)
        return f"{type(self).__name__}({fields})"


class Subset:
    """The samples of `dataset` at `indices`, in that order; `subset[i]` is `dataset[indices[i]]`.

    Raises DataError for indices that are no integers of one axis, RangeError for one outside the data set.
    """

    def __init__(self, dataset: Dataset | ArrayDataset, indices: ArrayLike):
        chosen = np.asarray(indices)
        if chosen.ndim != 1 or (chosen.dtype.kind not in "iu" and chosen.size):
            raise DataError(
                f"Subset: the indices are {chosen.dtype}{list(chosen.shape)}",
                hint="give a list or array of integers, e.g. numpy.flatnonzero(labels == 3)",
            )
        outside = chosen[(chosen < -len(dataset)) | (chosen >= len(dataset))]
        if outside.size:
            raise RangeError(
                f"Subset: index {outside[0]} of a data set of {len(dataset)} samples",
                hint=f"use integers from {-len(dataset)} to {len(dataset) - 1}",
            )
        self.dataset = dataset
        self.indices: Indices = chosen.astype(np.intp) % max(len(dataset), 1)

    def __len__(self) -> int:
        return len(self.indices)

    def __getitem__(self, index: int) -> Any:
        if not -len(self) <= index < len(self):
            raise RangeError(
                f"Subset: index {index} of {len(self)} samples",
                hint=f"use integers from {-len(self)} to {len(self) - 1}",
            )
        return self.dataset[int(self.indices[index])]

    def __repr__(self) -> str:
        return f"Subset({len(self)} of {len(self.dataset)}: {self.dataset!r})"


def random_split(dataset: Dataset | ArrayDataset, lengths: Sequence[float], seed: int) -> list[Subset]:
    """`dataset` cut at random into Subsets that share no sample, for example into one to train on and one to test on.

    `lengths` are numbers of samples that add up to all of them, or fractions that add up to 1; what rounding the
    fractions down leaves over goes to the first subset. The same seed gives the same split on every machine.
    Raises DataError for lengths that do not add up.
    """
    counts = _counts(len(dataset), lengths)
    order = shuffled(len(dataset), seed, SPLIT)
    return [Subset(dataset, order[end - count : end]) for count, end in zip(counts, np.cumsum(counts), strict=True)]


def _counts(samples: int, lengths: Sequence[float]) -> list[int]:
    if all(isinstance(length, (int, np.integer)) and length >= 0 for length in lengths) and sum(lengths) == samples:
        return [int(length) for length in lengths]
    # The smallest fraction above a whole number of samples still is that number: 0.29 * 100 is 28.999….
    if all(0 <= length <= 1 for length in lengths) and math.isclose(sum(lengths), 1.0):
        counts = [math.floor(samples * length + 1e-9 * samples) for length in lengths]
        return [counts[0] + samples - sum(counts), *counts[1:]]
    raise DataError(
        f"random_split: lengths {list(lengths)} do not add up to {samples} samples, nor to 1",
        hint="give numbers of samples, e.g. [len(dataset) - 1000, 1000], or fractions, e.g. [0.9, 0.1]",
    )


#: The second half of the key under which a split is drawn; epochs, which share the first, count from 0.
SPLIT = 2**64 - 1


def shuffled(length: int, seed: int, stream: int) -> Indices:
    """The numbers below `length` in an order that depends on `seed` and `stream`, both below 2**64, alone."""
    # Sorting raw Philox output, since NumPy keeps bit streams, but not `permutation`, across its versions.
    bits = np.random.Philox(key=np.array([seed, stream], dtype=np.uint64))
    return np.argsort(bits.random_raw(length), kind="stable")


def gather(dataset: Dataset, indices: Indices, where: Location) -> Batch:
    """The samples at `indices`, each field stacked along a new first axis; `where` is the line an error names."""
    if isinstance(dataset, ArrayDataset):
        return dataset[indices]
    if isinstance(dataset, Subset):
        return gather(dataset.dataset, dataset.indices[indices], where)
    samples = [_sample(dataset, int(index)) for index in indices]
    if not isinstance(samples[0], tuple):
        return _stack("samples", samples, where)
    if any(not isinstance(sample, tuple) or len(sample) != len(samples[0]) for sample in samples):
        raise DataError(
            f"the samples of a batch differ in form: the first is a tuple of {len(samples[0])}",
            where=where,
            hint="return a tuple of the same length from every dataset[i]",
        )
    return tuple(_stack(f"field {i}", list(field), where) for i, field in enumerate(zip(*samples, strict=True)))


def _sample(dataset: Dataset, index: int) -> Any:
    try:
        return dataset[index]
    except BaseException as error:
        note(error, f"in sample {index} of the data set")
        raise


def _stack(name: str, values: list[Any], where: Location) -> Array:
    arrays = [np.asarray(value) for value in values]
    shapes = {array.shape for array in arrays}
    if len(shapes) > 1:
        first, second = sorted(shapes)[:2]
        raise DataError(
            f"{name} of a batch differ in shape: {list(first)} and {list(second)}",
            where=where,
            hint="bring the samples to one shape in the dataset, e.g. by padding or cropping",
        )
    return np.stack(arrays)
