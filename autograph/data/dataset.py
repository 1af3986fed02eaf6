"""Where samples come from, and how several of them become one batch of arrays."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from autograph.errors import DataError, Location, RangeError

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

    def __init__(self, *arrays: ArrayLike):
        if not arrays:
            raise DataError("ArrayDataset of no arrays", hint="give one or more, e.g. ArrayDataset(images, labels)")
        self.arrays: tuple[Array, ...] = tuple(np.asarray(array) for array in arrays)
        shapes = ", ".join(str(list(array.shape)) for array in self.arrays)
        if any(array.ndim == 0 for array in self.arrays):
            raise DataError(
                f"ArrayDataset: a 0-d array has no samples to count: shapes {shapes}",
                hint="give every array a first axis, e.g. numpy.atleast_1d(x)",
            )
        if len({len(array) for array in self.arrays}) > 1:
            raise DataError(
                f"ArrayDataset: the arrays differ in length: shapes {shapes}",
                hint="give arrays whose first axes agree, e.g. labels[:len(images)]",
            )

    def __len__(self) -> int:
        return len(self.arrays[0])

    def __getitem__(self, index: int | slice | Indices) -> tuple[Any, ...]:
        try:
            return tuple(array[index] for array in self.arrays)
        except IndexError as error:
            raise RangeError(
                f"ArrayDataset: {error}", hint=f"use integers from {-len(self)} to {len(self) - 1}"
            ) from error

    def __repr__(self) -> str:
        fields = ", ".join(f"{array.dtype}{list(array.shape)}" for array in self.arrays)
        return f"ArrayDataset({fields})"


def gather(dataset: Dataset, indices: Indices, where: Location) -> Batch:
    """The samples at `indices`, each field stacked along a new first axis; `where` is the line an error names."""
    if isinstance(dataset, ArrayDataset):
        return dataset[indices]
    samples = [dataset[int(index)] for index in indices]
    if not isinstance(samples[0], tuple):
        return _stack("samples", samples, where)
    if any(not isinstance(sample, tuple) or len(sample) != len(samples[0]) for sample in samples):
        raise DataError(
            f"the samples of a batch differ in form: the first is a tuple of {len(samples[0])}",
            where=where,
            hint="return a tuple of the same length from every dataset[i]",
        )
    return tuple(_stack(f"field {i}", list(field), where) for i, field in enumerate(zip(*samples, strict=True)))


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
