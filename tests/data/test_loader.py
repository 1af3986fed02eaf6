"""Order, seeds, resuming and reading ahead: what a Loader promises about the batches it yields."""

from __future__ import annotations

import gc
import json
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograph.data import ArrayDataset, Loader
from autograph.errors import ArgumentError, DataError
from autograph.frontend import Tensor


class Squares:
    """A data set that is no ArrayDataset: (i, i * i), and an error at one index."""

    def __init__(self, length: int, broken: int = -1):
        self.length, self.broken = length, broken

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: int) -> tuple[np.ndarray, int]:
        if index == self.broken:
            raise OSError(f"sample {index} cannot be read")
        return np.array([index, index]), index * index


def rows(length):
    return ArrayDataset(np.arange(length, dtype=np.float32).reshape(length, 1), np.arange(length))


def labels_of(batches):
    return [np.asarray(labels).tolist() for _, labels in batches]


def threads_of_loaders():
    return [thread for thread in threading.enumerate() if thread.name.startswith("autograph-loader")]


def test_batches_are_tensors_of_the_rows_in_order():
    images, labels = next(iter(Loader(rows(5), 2)))
    assert isinstance(images, Tensor) and isinstance(labels, Tensor)
    assert np.asarray(images).dtype == np.float32 and np.asarray(images).tolist() == [[0.0], [1.0]]
    assert labels_of(Loader(rows(5), 2)) == [[0, 1], [2, 3], [4]]


def test_drop_last_leaves_whole_batches_only():
    loader = Loader(rows(5), 2, drop_last=True)
    assert len(loader) == 2
    assert labels_of(loader) == [[0, 1], [2, 3]]


def test_shuffled_epochs_differ_and_each_has_every_sample_once():
    loader = Loader(rows(30), 7, shuffle=True, seed=3)
    epochs = [sum(labels_of(loader), []) for _ in range(3)]
    assert [sorted(epoch) for epoch in epochs] == [list(range(30))] * 3
    assert epochs[0] != epochs[1] != epochs[2] != list(range(30))


def test_the_same_seed_gives_the_same_batches_and_another_seed_others():
    first, second, third = (Loader(rows(20), 4, shuffle=True, seed=seed) for seed in (1, 1, 2))
    for _ in range(2):
        batches = labels_of(first)
        assert batches == labels_of(second)
        assert batches != labels_of(third)


def test_the_order_of_a_seed_never_changes():
    # These numbers hold on every platform and NumPy version: a change breaks "same seed, same numbers".
    loader = Loader(rows(10), 10, shuffle=True, seed=0)
    assert [labels_of(loader)[0] for _ in range(2)] == [
        [0, 2, 9, 1, 8, 5, 4, 3, 6, 7],
        [5, 3, 7, 8, 2, 4, 1, 0, 6, 9],
    ]


def test_without_a_seed_one_is_drawn_and_told():
    loader = Loader(rows(50), 50, shuffle=True)
    again = Loader(rows(50), 50, shuffle=True, seed=loader.seed)
    assert labels_of(loader) == labels_of(again)


def test_the_order_does_not_depend_on_the_batch_size():
    small, large = (Loader(rows(12), size, shuffle=True, seed=5) for size in (3, 5))
    assert sum(labels_of(small), []) == sum(labels_of(large), [])


@pytest.mark.parametrize("prefetch", [0, 2])
@pytest.mark.parametrize("stop", [0, 1, 3, 4, 6])
def test_resuming_gives_the_batches_that_were_to_come(stop, prefetch):
    def make():
        return Loader(Squares(11), 3, shuffle=True, seed=9, prefetch=prefetch)

    def endless(loader):
        while True:
            yield from loader

    whole, cut = endless(make()), make()
    expected = labels_of(next(whole) for _ in range(10))
    batches = endless(cut)
    for _ in range(stop):
        next(batches)
    state = json.loads(json.dumps(cut.state_dict()))
    resumed = make()
    resumed.load_state_dict(state)
    assert labels_of(next_batch for next_batch, _ in zip(endless(resumed), range(10 - stop))) == expected[stop:]


def test_a_state_after_the_last_batch_begins_the_next_epoch():
    loader = Loader(rows(4), 2)
    batches = iter(loader)
    next(batches), next(batches)
    assert loader.state_dict() == {"seed": loader.seed, "epoch": 1, "position": 0, "samples": 4}


def test_an_epoch_left_early_is_not_continued():
    loader = Loader(rows(6), 2, shuffle=True, seed=1)
    expected = [labels_of(loader), labels_of(loader)]
    loader.load_state_dict({"seed": 1, "epoch": 0, "position": 0, "samples": 6})
    for _ in loader:
        break
    assert labels_of(loader) == expected[1]
    assert loader.epoch == 2


def test_two_iterators_of_one_loader_are_two_epochs():
    loader = Loader(rows(8), 2, shuffle=True, seed=1)
    expected = [labels_of(loader), labels_of(loader)]
    again = Loader(rows(8), 2, shuffle=True, seed=1)
    pairs = list(zip(again, again))
    assert [labels_of(first for first, _ in pairs), labels_of(second for _, second in pairs)] == expected


@given(st.integers(0, 40), st.integers(1, 12), st.booleans())
def test_len_counts_the_batches(length, batch_size, shuffle):
    assert len(Loader(rows(length), batch_size, shuffle)) == sum(1 for _ in Loader(rows(length), batch_size, shuffle))


@pytest.mark.parametrize("prefetch", [0, 1, 3])
def test_any_sequence_of_samples_is_collated(prefetch):
    pairs, squares = list(Loader(Squares(5), 3, prefetch=prefetch))[1]
    assert np.asarray(pairs).tolist() == [[3, 3], [4, 4]]
    assert np.asarray(squares).tolist() == [9, 16]


def test_samples_that_are_no_tuples_make_one_tensor():
    batch = next(iter(Loader([1.5, 2.5, 3.5], 2)))
    assert isinstance(batch, Tensor) and np.asarray(batch).tolist() == [1.5, 2.5]


@pytest.mark.parametrize("prefetch", [0, 2])
def test_transform_gets_arrays_and_what_it_returns_is_the_batch(prefetch):
    def transform(batch):
        images, labels = batch
        assert isinstance(images, np.ndarray)
        return images * 2, labels + 1, labels

    doubled, shifted, labels = next(iter(Loader(rows(4), 4, prefetch=prefetch, transform=transform)))
    assert np.asarray(doubled).ravel().tolist() == [0, 2, 4, 6]
    assert np.asarray(shifted).tolist() == [1, 2, 3, 4] and np.asarray(labels).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("prefetch", [0, 2])
def test_an_error_in_the_dataset_comes_at_its_batch_and_as_itself(prefetch):
    seen = []
    with pytest.raises(OSError, match="sample 5 cannot be read"):
        for _, labels in Loader(Squares(10, broken=5), 2, prefetch=prefetch):
            seen.append(np.asarray(labels).tolist())
    assert seen == [[0, 1], [4, 9]]
    assert threads_of_loaders() == []


def test_reading_ahead_is_bounded():
    reached = []

    class Watched(Squares):
        def __getitem__(self, index):
            reached.append(index)
            return super().__getitem__(index)

    batches = iter(Loader(Watched(100), 1, prefetch=2))
    for delivered in range(1, 4):
        next(batches)
        assert len(reached) <= delivered + 2
    batches.close()


def test_an_abandoned_iterator_leaves_no_thread():
    for _ in Loader(Squares(1000), 2):
        break
    gc.collect()
    assert threads_of_loaders() == []


def test_samples_of_different_shapes_are_refused_with_the_loaders_line():
    ragged = [np.zeros(2), np.zeros(3)]
    for prefetch in (0, 2):
        loader = Loader(ragged, 2, prefetch=prefetch)  # the line
        with pytest.raises(DataError, match=r"differ in shape: \[2\] and \[3\]\n  at test_loader.py.*# the line"):
            next(iter(loader))


def test_samples_of_different_forms_are_refused():
    with pytest.raises(DataError, match="the first is a tuple of 2"):
        next(iter(Loader([(1, 2), (1, 2, 3)], 2)))


@pytest.mark.parametrize(
    "arguments",
    [
        {"batch_size": 0},
        {"batch_size": 2.0},
        {"batch_size": True},
        {"prefetch": -1},
        {"workers": 0},
        {"seed": -1},
        {"seed": 2**64},
    ],
)
def test_arguments_out_of_range_are_refused(arguments):
    with pytest.raises(ArgumentError, match=f"Loader: {next(iter(arguments))}=.* is not an integer of at least"):
        Loader(rows(4), **{"batch_size": 2, **arguments})


def test_more_workers_than_batches_to_read_are_refused():
    with pytest.raises(ArgumentError, match="workers=3 with prefetch=2: .*\n.*\n  try: set prefetch to 3 or more"):
        Loader(rows(4), 2, workers=3)


def test_what_is_no_dataset_is_refused():
    with pytest.raises(ArgumentError, match="Loader: int is no dataset.*\n.*\n  try: pass a data.ArrayDataset"):
        Loader(5, 2)


def test_dropping_the_only_batch_is_refused():
    with pytest.raises(DataError, match="no batch is left: 3 samples, batch_size=4"):
        Loader(rows(3), 4, drop_last=True)


STATE = {"seed": 0, "epoch": 0, "position": 0, "samples": 4}


@pytest.mark.parametrize("state", [{}, {**STATE, "epoch": -1}, {**STATE, "position": "0"}, {**STATE, "step": 1}])
def test_what_is_no_state_is_refused(state):
    with pytest.raises(DataError, match="not the state of a Loader"):
        Loader(rows(4), 2).load_state_dict(state)


@pytest.mark.parametrize("samples", [3, 5])
def test_a_state_from_within_an_epoch_of_another_data_set_is_refused(samples):
    state = {**STATE, "position": 2}
    with pytest.raises(DataError, match=f"2 samples into an epoch of 4, this data set has {samples}"):
        Loader(rows(samples), 2).load_state_dict(state)


def test_a_state_between_epochs_goes_on_with_a_data_set_that_grew():
    loader = Loader(rows(6), 2)
    loader.load_state_dict({**STATE, "epoch": 3})
    assert loader.epoch == 3 and sum(labels_of(loader), []) == list(range(6))


def notes_of(error):
    return error.value.__notes__


@pytest.mark.parametrize("prefetch, workers", [(0, 1), (2, 1), (3, 3)])
def test_an_error_names_its_batch_and_its_sample(prefetch, workers):
    loader = Loader(Squares(10, broken=5), 3, prefetch=prefetch, workers=workers)
    with pytest.raises(OSError, match="sample 5 cannot be read") as error:
        list(loader)
    assert notes_of(error) == ["in sample 5 of the data set", "while reading batch 1 of epoch 0, samples 3, 4, 5"]


def test_an_error_of_a_transform_names_its_batch():
    def transform(batch):
        raise KeyError("absent")

    with pytest.raises(KeyError, match="absent") as error:
        list(Loader(rows(20), 10, transform=transform))
    assert notes_of(error) == ["while reading batch 0 of epoch 0, samples 0, 1, 2, 3, 4, 5, 6, 7, …"]


def test_several_workers_keep_the_order_and_work_at_the_same_time():
    meeting = threading.Barrier(3, timeout=30)

    class Together(Squares):
        def __getitem__(self, index):
            meeting.wait()  # passes when three samples are being read at once
            return super().__getitem__(index)

    assert labels_of(Loader(Together(6), 1, prefetch=3, workers=3)) == [[i * i] for i in range(6)]
    assert threads_of_loaders() == []
