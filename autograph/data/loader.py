"""Epochs of batches: seeded, resumable, read ahead of the program that consumes them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograph.data.dataset import ArrayDataset, Batch, Dataset, Indices, gather
from autograph.errors import ArgumentError, DataError, user_location
from autograph.frontend import Tensor, asarray

Transform = Callable[[Batch], Batch]
TensorBatch = Tensor | tuple[Tensor, ...]


@dataclass
class _Place:
    """The next batch to be delivered: its epoch, and how many samples of that epoch came before it."""

    epoch: int = 0
    position: int = 0
    begun: bool = False


class Loader:
    """Batches of `dataset` as Tensors; every `iter(loader)` is the next epoch.

    `dataset` is an `ArrayDataset` or anything with `len` and `dataset[i]`. A batch has the form of a sample: a
    tuple of Tensors [B, …] where samples are tuples, one Tensor otherwise; B is `batch_size`, or less for the last
    batch unless `drop_last`. `shuffle` draws an order for each epoch from `seed` and the epoch's number: the same
    seed gives the same batches on every machine; None picks a seed, which `loader.seed` tells.
    `transform(batch)` receives NumPy arrays in the form of a sample and returns new ones; it runs in the reading
    thread. `prefetch` batches are read ahead by one thread, 0 reads when asked; an ArrayDataset without a transform
    is always read when asked, since indexing it costs less than handing the batch over.
    Errors in the dataset or transform are raised by the loop, at the batch they belong to.
    Raises ArgumentError for arguments out of range, DataError where `drop_last` leaves no batch.
    """

    def __init__(
        self,
        dataset: Dataset | ArrayDataset,
        batch_size: int,
        shuffle: bool = False,
        seed: int | None = None,
        drop_last: bool = False,
        prefetch: int = 2,
        transform: Transform | None = None,
    ):
        _require("batch_size", batch_size, 1, 2**63)
        _require("prefetch", prefetch, 0, 2**31)
        if drop_last and len(dataset) < batch_size:
            raise DataError(
                f"no batch is left: {len(dataset)} samples, batch_size={batch_size}, drop_last=True",
                hint="take a smaller batch_size, or drop_last=False",
            )
        self.dataset = dataset
        self.batch_size = batch_size
        self.shuffle = shuffle
        self.seed = int.from_bytes(os.urandom(4), "big") if seed is None else _require("seed", seed, 0, 2**64)
        self.drop_last = drop_last
        self.prefetch = prefetch
        self.transform = transform
        self._place = _Place()
        self._made_at = user_location()

    def __len__(self) -> int:
        """Batches in a whole epoch."""
        return -(-self._samples() // self.batch_size)

    def __iter__(self) -> Iterator[TensorBatch]:
        if self._place.begun:  # the epoch before was left early
            self._place = _Place(self._place.epoch + 1)
        self._place.begun = True
        return self._deliver(self._place)

    @property
    def epoch(self) -> int:
        """The epoch of the next batch, from 0."""
        return self._place.epoch

    def state_dict(self) -> dict[str, int]:
        """`seed`, `epoch` and `position` (samples of this epoch already delivered), as plain integers."""
        return {"seed": self.seed, "epoch": self._place.epoch, "position": self._place.position}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Goes on after the last batch delivered when `state` was taken, with the same batches from there.

        Raises DataError for a state that is not one, or one of a longer data set.
        """
        values = [state.get(key) for key in ("seed", "epoch", "position")]
        if len(state) != 3 or not all(isinstance(value, int) and value >= 0 for value in values):
            raise DataError(
                f"not the state of a Loader: {state!r}", hint="give what loader.state_dict() returned, unchanged"
            )
        seed, epoch, position = (int(value) for value in values if value is not None)
        if position and position >= self._samples():
            raise DataError(
                f"the state is {position} samples into an epoch of {self._samples()}",
                hint="load it into a Loader of the data set it was taken from",
            )
        self.seed = _require("seed", seed, 0, 2**64)
        self._place = _Place(epoch, position)

    def _samples(self) -> int:
        whole = len(self.dataset)
        return whole - whole % self.batch_size if self.drop_last else whole

    def _order(self, epoch: int) -> Indices:
        if not self.shuffle:
            return np.arange(self._samples())
        # Sorting raw Philox output, since NumPy keeps bit streams, but not `permutation`, across its versions.
        bits = np.random.Philox(key=np.array([self.seed, epoch], dtype=np.uint64))
        return np.argsort(bits.random_raw(len(self.dataset)), kind="stable")[: self._samples()]

    def _deliver(self, place: _Place) -> Iterator[TensorBatch]:
        order = self._order(place.epoch)
        parts = [order[i : i + self.batch_size] for i in range(place.position, len(order), self.batch_size)]
        for part, batch in zip(parts, self._batches(parts), strict=True):
            place.position += len(part)
            if place.position == len(order):
                place.epoch, place.position, place.begun = place.epoch + 1, 0, False
            yield _tensors(batch)

    def _batches(self, parts: list[Indices]) -> Iterator[Batch]:
        in_memory = isinstance(self.dataset, ArrayDataset) and self.transform is None
        if self.prefetch == 0 or in_memory:
            return map(self._read, parts)
        return _ahead(self._read, parts, self.prefetch)

    def _read(self, indices: Indices) -> Batch:
        batch = gather(self.dataset, indices, self._made_at)
        return batch if self.transform is None else self.transform(batch)


def _ahead(read: Callable[[Indices], Batch], parts: list[Indices], depth: int) -> Iterator[Batch]:
    """`map(read, parts)` by one thread that is `depth` batches ahead and ends with this iterator."""
    from concurrent.futures import Future, ThreadPoolExecutor  # slow to import, and only needed here

    thread = ThreadPoolExecutor(1, "autograph-loader")
    waiting: deque[Future[Batch]] = deque()
    try:
        for part in parts:
            waiting.append(thread.submit(read, part))
            if len(waiting) > depth:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        thread.shutdown(cancel_futures=True)


def _tensors(batch: Batch) -> TensorBatch:
    return tuple(asarray(array) for array in batch) if isinstance(batch, (tuple, list)) else asarray(batch)


def _require(name: str, value: int, lowest: int, end: int) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not lowest <= value < end:
        raise ArgumentError(
            f"Loader: {name}={value!r} is not an integer of at least {lowest} and below {end}",
            hint=f"set {name} to such a number, e.g. {max(lowest, 1)}",
        )
    return int(value)
