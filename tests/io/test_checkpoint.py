"""Checkpoints: resuming is bit-identical, whenever the process was killed; damage is told, and the way on with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import autograph as ag
from autograph import nn, optim
from autograph.data import ArrayDataset, Loader
from autograph.errors import ArgumentError, DataError
from autograph.io import Checkpoint

TRAINING = Path(__file__).with_name("training.py")


def train(folder, mode, kill=""):
    environment = {**os.environ, "AUTOGRAPH_MODE": mode, "PYTHONPATH": str(TRAINING.parent.parent.parent)}
    environment |= {"KILL": kill} if kill else {}
    command = [sys.executable, str(TRAINING), str(folder)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("mode", ["interpret", pytest.param("compile", marks=pytest.mark.compiler)])
def test_a_training_killed_again_and_again_ends_with_the_bits_of_one_that_was_not(tmp_path, mode):
    whole = train(tmp_path / "whole", mode)
    assert whole.returncode == 0, whole.stderr
    for kill in ("between:1", "half-written:3", "before-rename:6", "between:7", "after-rename:11"):
        killed = train(tmp_path / "killed", mode, kill)
        assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, ""), killed.stderr
    resumed = train(tmp_path / "killed", mode)
    assert resumed.returncode == 0, resumed.stderr
    assert resumed.stdout == whole.stdout
    assert sorted(path.name for path in (tmp_path / "killed").iterdir()) == [
        ".lock",
        *(f"step-0000000{step}.safetensors" for step in (14, 15, 16)),
    ]


@pytest.fixture
def model():
    return nn.Dense(3, 2)


@pytest.fixture
def checkpoint(tmp_path):
    return Checkpoint(tmp_path / "runs" / "one")


def weights(model):
    return {name: value.copy() for name, value in model.state_dict().items()}


def equal(one, other):
    return one.keys() == other.keys() and all(np.array_equal(one[name], other[name]) for name in one)


def change(model):
    for parameter in model.parameters():
        parameter.assign(parameter + 1)


def test_everything_comes_back(checkpoint, model):
    optimizer = optim.Adam(model.parameters())
    loader = Loader(ArrayDataset(np.arange(8)), 2, shuffle=True, seed=0)
    batches = iter(loader)
    next(batches)
    ag.random.seed(7)
    ag.random.normal((3,))
    checkpoint.save(5, model=model, optimizer=optimizer, loader=loader, best=0.75, history={"loss": [1.0, 0.5]})
    saved, drawn, following = weights(model), ag.random.normal((4,)).numpy(), next(batches)[0].numpy()
    change(model)
    again = Loader(ArrayDataset(np.arange(8)), 2, shuffle=True, seed=0)
    rest = checkpoint.restore(model=model, optimizer=optimizer, loader=again)
    assert rest == {"step": 5, "best": 0.75, "history": {"loss": [1.0, 0.5]}}
    assert equal(weights(model), saved)
    assert np.array_equal(ag.random.normal((4,)).numpy(), drawn)
    assert np.array_equal(next(iter(again))[0].numpy(), following)


def test_what_no_object_is_given_for_is_returned(checkpoint, model):
    checkpoint.save(1, model=model, best=None)
    rest = checkpoint.restore()
    assert list(rest) == ["step", "model", "best"] and equal(
        {k: v.numpy() for k, v in rest["model"].items()}, weights(model)
    )


def test_before_the_first_save_there_is_nothing(checkpoint, model):
    assert checkpoint.restore(model=model) is None and checkpoint.steps() == []
    checkpoint.directory.mkdir(parents=True)
    (checkpoint.directory / "step-1.safetensors.txt").write_text("another file")
    assert checkpoint.restore(model=model) is None


@pytest.mark.parametrize("keep, steps", [(1, [40]), (3, [20, 30, 40]), (None, [0, 10, 20, 30, 40])])
def test_the_last_ones_are_kept(tmp_path, keep, steps):
    checkpoint = Checkpoint(tmp_path, keep)
    for step in range(0, 50, 10):
        assert checkpoint.save(step) == checkpoint.path(step)
    assert checkpoint.steps() == steps and Checkpoint(tmp_path).steps() == steps
    assert checkpoint.restore() == {"step": 40}


def test_saving_a_step_again_replaces_it(checkpoint):
    checkpoint.save(3, best=1)
    checkpoint.save(np.int64(3), best=2)
    assert checkpoint.restore() == {"step": 3, "best": 2}


def test_what_a_killed_process_left_half_written_is_removed(checkpoint):
    checkpoint.save(1)
    left = checkpoint.directory / ".step-000000002.safetensors.123.abcdef01.partial"
    left.write_bytes(b"half")
    assert checkpoint.restore() == {"step": 1}
    checkpoint.save(2)
    assert not left.exists()


def test_a_new_training_does_not_overwrite_a_longer_one(checkpoint, tmp_path):
    checkpoint.save(100)
    with pytest.raises(DataError, match="has checkpoints of later steps than 1: 100\n.*\n  try: restore one of them"):
        Checkpoint(checkpoint.directory).save(1)
    assert checkpoint.steps() == [100]


def test_an_earlier_step_leaves_the_later_ones_behind(checkpoint, model):
    for step in (10, 20, 30):
        checkpoint.save(step, model=model, at=step)
        change(model)
    assert checkpoint.restore(10, model=model)["at"] == 10
    assert checkpoint.steps() == [10, 20, 30]  # only the next save gives them up
    checkpoint.save(15, model=model, at=15)
    assert checkpoint.steps() == [10, 15]
    with pytest.raises(DataError, match="has no checkpoint of step 20\n.*\n  try: there are checkpoints of 10, 15"):
        checkpoint.restore(20)


DAMAGES = {
    "cut short": lambda raw: raw[:-1],
    "empty": lambda raw: b"",
    "changed": lambda raw: raw[:-2] + bytes([raw[-2] ^ 1]) + raw[-1:],
}


def damage(checkpoint, step, how="changed"):
    path = checkpoint.path(step)
    path.write_bytes(DAMAGES[how](path.read_bytes()))


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_checkpoint_is_refused_and_the_last_whole_one_named(checkpoint, model, how):
    for step in (1, 2, 3):
        checkpoint.save(step, model=model)
    damage(checkpoint, 3, how)
    damage(checkpoint, 2, how)
    before = weights(model)
    change(model)
    changed = weights(model)
    with pytest.raises(DataError, match="step-000000003.safetensors") as error:
        checkpoint.restore(model=model)
    assert "the last whole checkpoint is that of step 1: restore(step=1, …)" in error.value.hint
    assert equal(weights(model), changed)
    with pytest.raises(DataError, match="step-000000002.safetensors"):
        checkpoint.restore(step=2, skip_damaged=True, model=model)
    with pytest.warns(
        RuntimeWarning, match="passed over a damaged checkpoint: .*step-00000000[23].safetensors"
    ) as warned:
        assert checkpoint.restore(skip_damaged=True, model=model) == {"step": 1}
    assert len(warned) == 2 and warned[0].filename == __file__
    assert equal(weights(model), before)
    checkpoint.save(2, model=model)
    assert checkpoint.restore(model=model) == {"step": 2}
    assert checkpoint.steps() == [1, 2]


def test_no_whole_checkpoint_is_not_the_same_as_none(checkpoint):
    checkpoint.save(1)
    damage(checkpoint, 1, "empty")
    for skip_damaged in (False, True):
        with pytest.raises(DataError, match="no checkpoint in .* is whole: .*step-000000001"):
            checkpoint.restore(skip_damaged=skip_damaged)


def test_a_file_under_another_name_is_no_checkpoint(checkpoint):
    checkpoint.save(1)
    checkpoint.path(1).rename(checkpoint.path(2))
    with pytest.raises(DataError, match="step-000000002.safetensors is not the checkpoint of step 2"):
        checkpoint.restore()
    ag.save(checkpoint.path(3), {"step": 3})
    with pytest.raises(DataError, match="step-000000003.safetensors is not the checkpoint of step 3"):
        checkpoint.restore()


def test_objects_that_do_not_fit_leave_all_as_they_were(checkpoint, model):
    checkpoint.save(1, model=model, optimizer=optim.Adam(model.parameters()))
    change(model)
    before, state = weights(model), ag.random.get_state()
    other = optim.SGD(model.parameters(), lr=0.1)
    with pytest.raises(DataError, match="the state is of another optimizer or model") as error:
        checkpoint.restore(model=model, optimizer=other)
    assert error.value.__notes__ == [f"while restoring optimizer from {checkpoint.path(1)}"]
    assert equal(weights(model), before)
    assert np.array_equal(np.asarray(ag.random.get_state()), np.asarray(state))


def test_objects_that_were_not_saved_are_told(checkpoint, model):
    checkpoint.save(1, net=model)
    with pytest.raises(DataError, match="step-000000001.safetensors has no model\n.*\n  try: it has net"):
        checkpoint.restore(model=model)
    with pytest.raises(ArgumentError, match="restore: best is a float, which has no state"):
        checkpoint.restore(best=0.5)


@pytest.mark.parametrize("name", ["step", "random"])
def test_names_of_its_own_are_refused(checkpoint, name):
    with pytest.raises(ArgumentError, match=f"save: '{name}' is saved by itself"):
        checkpoint.save(1, **{name: 2})


@pytest.mark.parametrize("step", [-1, 1.0, True, "1"])
def test_what_is_no_step_is_refused(checkpoint, step):
    with pytest.raises(ArgumentError, match="save: step="):
        checkpoint.save(step)


@pytest.mark.parametrize("keep", [0, -1, 1.5, True])
def test_what_keeps_nothing_is_refused(tmp_path, keep):
    with pytest.raises(ArgumentError, match="keep="):
        Checkpoint(tmp_path, keep)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DataError, match="cannot write to .*file/runs: "):
        Checkpoint(tmp_path / "file" / "runs").save(1)
    with pytest.raises(DataError, match="cannot read .*file: Not a directory"):
        Checkpoint(tmp_path / "file").restore()


def test_a_tree_that_cannot_be_saved_keeps_the_checkpoint_before(checkpoint):
    checkpoint.save(1)
    with pytest.raises(DataError, match="cannot save a builtin_function_or_method at action"):
        checkpoint.save(2, action=print)
    assert checkpoint.steps() == [1] and checkpoint.restore() == {"step": 1}


def test_pytorch_reads_a_checkpoint(checkpoint, model):
    pytest.importorskip("torch", reason="needs PyTorch")
    from safetensors.torch import load_file

    read = load_file(checkpoint.save(1, model=model))
    assert read["model.weight"].tolist() == model.weight.tolist()
    assert read["model.bias"].tolist() == model.bias.tolist()
