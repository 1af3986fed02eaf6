"""Epochs of batches: seeded, resumable, read ahead of the program that consumes them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sized
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from autograph.data.dataset import ArrayDataset, Batch, Dataset, Indices, Subset, gather, shuffled
from autograph.errors import ArgumentError, DataError, note, user_location
from autograph.frontend import Tensor, asarray

Transform = Callable[[Batch], Batch]
Augment = Callable[[Batch, "np.random.Generator"], Batch]  # quoted: numpy.random is slow to import
TensorBatch = Tensor | tuple[Tensor, ...]
T = TypeVar("T")


@dataclass
class _Place:
    """The next batch to be delivered: its epoch, and how many samples of that epoch came before it."""

    epoch: int = 0
    position: int = 0
    begun: bool = False


@dataclass(frozen=True)
class _Part:
    """A batch yet to be read: its samples, its epoch, and how many samples of that epoch come before it."""

    indices: Indices
    epoch: int
    position: int


class Loader:
    """Batches of `dataset` as Tensors; every `iter(loader)` is the next epoch.

    `dataset` is an `ArrayDataset` or anything with `len` and `dataset[i]`. A batch has the form of a sample: a
    tuple of Tensors [B, …] where samples are tuples, one Tensor otherwise; B is `batch_size`, or less for the last
    batch unless `drop_last`. `shuffle` draws an order for each epoch from `seed` and the epoch's number: the same
    seed gives the same batches on every machine; None picks a seed, which `loader.seed` tells.
    `transform(batch)` receives NumPy arrays in the form of a sample and returns new ones. `augment(batch, generator)`
    does so before it with random changes; its `numpy.random.Generator` depends on `seed`, epoch and place alone, so
    that the changes differ between epochs and are the same again after resuming. Both run in the reading threads.
    `prefetch` batches are read ahead by `workers` threads, not more than these; 0 reads when asked. Arrays in memory
    that nothing changes are always read when asked, since indexing them costs less than handing the batch over.
    Several workers pay where the time goes to files, or to NumPy in large pieces; they call the dataset and the
    functions at the same time. With a `device` batches are brought there by the reading threads, without waiting for
    what it computes; arrays in memory are read ahead then, too. Without one they go where `with ag.device(…)` says.
    Errors in these are raised by the loop, at the batch they belong to, with a note that names batch and sample.
    Raises ArgumentError for arguments out of range, DataError where `drop_last` leaves no batch, DeviceError for a
    device that is not there.
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
        *,
        augment: Augment | None = None,
        workers: int = 1,
        device: str | None = None,
    ):
        if not isinstance(dataset, Sized):
            raise ArgumentError(
                f"Loader: {type(dataset).__name__} is no dataset",
                hint="pass a data.ArrayDataset of arrays, or an object with len() and indices from 0",
            )
        _require("batch_size", batch_size, 1, 2**63)
        _require("prefetch", prefetch, 0, 2**31)
        _require("workers", workers, 1, 2**31)
        if workers > max(prefetch, 1):
            raise ArgumentError(
                f"Loader: workers={workers} with prefetch={prefetch}: there is not a batch for each to read",
                hint=f"set prefetch to {workers} or more",
            )
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
        self.augment = augment
        self.workers = workers
        self.device = device if device is None else asarray(0, device=device).device
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
        """`seed`, `epoch`, `position` (samples of this epoch already delivered) and `samples` (of the data set)."""
        place = self._place
        return {"seed": self.seed, "epoch": place.epoch, "position": place.position, "samples": len(self.dataset)}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Goes on after the last batch delivered when `state` was taken, with the same batches from there.

        Raises DataError for a state that is not one, or one from within an epoch of a data set of another length.
        """
        values = [state.get(key) for key in ("seed", "epoch", "position", "samples")]
        if len(state) != 4 or not all(isinstance(value, int) and value >= 0 for value in values):
            raise DataError(
                f"not the state of a Loader: {state!r}", hint="give what loader.state_dict() returned, unchanged"
            )
        seed, epoch, position, samples = (int(value) for value in values if value is not None)
        if position and (samples != len(self.dataset) or position >= self._samples()):
            raise DataError(
                f"the state is {position} samples into an epoch of {samples}, this data set has {len(self.dataset)}",
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
        return shuffled(len(self.dataset), self.seed, epoch)[: self._samples()]

    def _deliver(self, place: _Place) -> Iterator[TensorBatch]:
        order = self._order(place.epoch)
        starts = range(place.position, len(order), self.batch_size)
        parts = [_Part(order[i : i + self.batch_size], place.epoch, i) for i in starts]
        for part, batch in zip(parts, self._batches(parts), strict=True):
            place.position += len(part.indices)
            if place.position == len(order):
                place.epoch, place.position, place.begun = place.epoch + 1, 0, False
            yield _tensors(batch)

    def _batches(self, parts: list[_Part]) -> Iterator[Batch | TensorBatch]:
        idle = self.transform is None and self.augment is None and _in_memory(self.dataset)
        if self.prefetch == 0 or (idle and self.device is None):
            return map(self._brought, parts)
        return _ahead(self._brought, parts, self.prefetch, self.workers)

    def _brought(self, part: _Part) -> Batch | TensorBatch:
        batch = self._read(part)
        return batch if self.device is None else _tensors(batch, self.device)

    def _read(self, part: _Part) -> Batch:
        try:
            batch = gather(self.dataset, part.indices, self._made_at)
            if self.augment is not None:
                batch = self.augment(batch, self._generator(part))
            return batch if self.transform is None else self.transform(batch)
        except BaseException as error:
            number = part.position // self.batch_size
            note(error, f"while reading batch {number} of epoch {part.epoch}, samples {_listed(part.indices)}")
            raise

    def _generator(self, part: _Part) -> np.random.Generator:
        # The order of the epoch comes from the counters whose upper half is 0.
        counter = np.array([0, 0, 1, part.position], dtype=np.uint64)
        key = np.array([self.seed, part.epoch], dtype=np.uint64)
        return np.random.Generator(np.random.Philox(counter=counter, key=key))


def _in_memory(dataset: Dataset | ArrayDataset) -> bool:
    if isinstance(dataset, Subset):
        return _in_memory(dataset.dataset)
    return isinstance(dataset, ArrayDataset) and dataset.in_memory


def _listed(indices: Indices) -> str:
    return ", ".join(map(str, indices[:8])) + (", …" if len(indices) > 8 else "")


def _ahead(read: Callable[[_Part], T], parts: list[_Part], depth: int, workers: int) -> Iterator[T]:
    """`map(read, parts)` by threads that are `depth` batches ahead and end with this iterator."""
    from concurrent.futures import Future, ThreadPoolExecutor  # slow to import, and only needed here

    threads = ThreadPoolExecutor(workers, "autograph-loader")
    waiting: deque[Future[T]] = deque()
    try:
        for part in parts:
            waiting.append(threads.submit(read, part))
            if len(waiting) > depth:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        threads.shutdown(cancel_futures=True)


def _tensors(batch: Batch | TensorBatch, device: str | None = None) -> TensorBatch:
    if isinstance(batch, (tuple, list)):
        return tuple(asarray(array, device=device) for array in batch)
    return asarray(batch, device=device)


def _require(name: str, value: int, lowest: int, end: int) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not lowest <= value < end:
        raise ArgumentError(
            f"Loader: {name}={value!r} is not an integer of at least {lowest} and below {end}",
            hint=f"set {name} to such a number, e.g. {max(lowest, 1)}",
        )
    return int(value)
