"""Random changes of batches: the same for a seed, whoever reads them and wherever the training was resumed."""

from __future__ import annotations

import numpy as np

from autograph.data import ArrayDataset, Loader


def rows(length):
    return ArrayDataset(np.arange(length, dtype=np.float32).reshape(length, 1), np.arange(length))


def noisy(batch, generator):
    values, labels = batch
    return values + generator.integers(1000, size=values.shape), labels


def test_augment_changes_with_epoch_and_place_and_is_the_same_for_a_seed():
    def values(**how):
        loader = Loader(rows(8), 2, seed=4, augment=noisy, **how)
        return [[np.asarray(x).tolist() for x, _ in loader] for _ in range(2)]

    once = values()
    assert once == values(prefetch=0) == values(workers=3, prefetch=3)
    assert len({x for epoch in once for batch in epoch for row in batch for x in row}) > 12


def test_augment_comes_before_transform():
    def zeros(batch, generator):
        return np.zeros_like(batch[0]), batch[1]

    def plus_one(batch):
        return batch[0] + 1, batch[1]

    values, _ = next(iter(Loader(rows(2), 2, augment=zeros, transform=plus_one)))
    assert np.asarray(values).tolist() == [[1.0], [1.0]]


def test_resuming_draws_the_same_augmentations():
    def make():
        return Loader(rows(9), 2, shuffle=True, seed=7, augment=noisy)

    whole = [np.asarray(x).tolist() for x, _ in make()]
    cut = make()
    batches = iter(cut)
    next(batches), next(batches)
    state = cut.state_dict()
    batches.close()
    resumed = make()
    resumed.load_state_dict(state)
    assert [np.asarray(x).tolist() for x, _ in resumed] == whole[2:]
