"""Checkpoints of a training: all that decides how it goes on, so that it goes on as if it had never stopped."""

from __future__ import annotations

import os
import re
import warnings
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np

from autograph import random
from autograph.errors import ArgumentError, DataError, note
from autograph.io.files import load, save, sync_folder

#: Entries of a checkpoint's tree that are its own.
OWN = ("step", "random")
FILE = re.compile(r"step-(\d{9,})\.safetensors")


@runtime_checkable
class Stateful(Protocol):
    """What a checkpoint saves the state of: a Module, an Optimizer, a Loader, or an object of the user's."""

    def state_dict(self) -> Any: ...
    def load_state_dict(self, state: Any, /) -> object: ...


class Checkpoint:
    """The last `keep` checkpoints of a training, in `directory`; None keeps all.

    A training that begins anew or goes on where it stopped, whichever it is::

        checkpoint = ag.io.Checkpoint("runs/lenet5")
        saved = checkpoint.restore(model=model, optimizer=optimizer, loader=loader)
        step = saved["step"] if saved else 0
        while loader.epoch < 10:
            for images, labels in loader:
                train_step(images, labels)
                step += 1
                if step % 100 == 0:
                    checkpoint.save(step, model=model, optimizer=optimizer, loader=loader)

    The state of `ag.random` is saved and restored too. Resuming gives the same bits as never having stopped, provided
    that whatever else decides (a schedule of the user's, the best accuracy so far) is given to `save` as well.
    A checkpoint is one safetensors file, `step-000000100.safetensors`, written as `ag.save` does: there whole or not
    at all, even if the process is killed or the power fails meanwhile. The arrays' names are paths such as
    `model.conv1.weight`, which other programs read. Processes that save in the same directory wait for each other.
    """

    def __init__(self, directory: str | os.PathLike[str], keep: int | None = 3):
        if keep is not None and (isinstance(keep, bool) or not isinstance(keep, int) or keep < 1):
            raise ArgumentError(f"Checkpoint: keep={keep!r}", hint="keep at least 1, or None for all")
        self.directory = Path(directory)
        self.keep = keep
        self._left: set[int] = set()  # steps after the one restored: of a training that is not gone on with

    def steps(self) -> list[int]:
        """The steps there are checkpoints of, in order."""
        try:
            names = os.listdir(self.directory)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise DataError(
                f"cannot read {self.directory}: {error.strerror}", hint="give a folder that can be read"
            ) from error
        return sorted(int(match[1]) for name in names if (match := FILE.fullmatch(name)))

    def path(self, step: int) -> Path:
        """The file of the checkpoint of `step`, whether it is there or not."""
        return self.directory / f"step-{step:09d}.safetensors"

    def save(self, step: int, /, **objects: Any) -> Path:
        """Saves what is given by name, and the state of `ag.random`, as the checkpoint of `step`; returns its file.

        An object with `state_dict` and `load_state_dict` (Module, Optimizer, Loader) is saved by its state; anything
        else is a tree as `ag.save` takes it. `step` counts what is done; checkpoints are in its order. The oldest
        beyond `keep` are deleted when the new one is complete on disk.
        Raises DataError where it cannot be written, and, so that nothing is overwritten by mistake, where there are
        later checkpoints that were not left behind by `restore(step)`.
        """
        if isinstance(step, bool) or not isinstance(step, (int, np.integer)) or step < 0:
            raise ArgumentError(f"Checkpoint.save: step={step!r}", hint="give the number of steps done, 0 or more")
        reserved = [name for name in OWN if name in objects]
        if reserved:
            raise ArgumentError(f"Checkpoint.save: {reserved[0]!r} is saved by itself", hint="give it another name")
        state = {name: value.state_dict() if isinstance(value, Stateful) else value for name, value in objects.items()}
        tree = {"step": int(step), "random": random.get_state(), **state}
        from filelock import FileLock  # only saving needs it

        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            sync_folder(self.directory.parent)
            with FileLock(self.directory / ".lock"):
                self._clear(step)
                save(self.path(step), tree)
                self._prune()
        except OSError as error:
            raise DataError(
                f"cannot write to {self.directory}: {error.strerror or error}",
                hint="give a folder that can be made and written to",
            ) from error
        return self.path(step)

    def restore(self, step: int | None = None, *, skip_damaged: bool = False, **objects: Any) -> dict[str, Any] | None:
        """Gives the objects the state they were saved with; returns everything else of the checkpoint by name.

        The result has "step" and what no object was given for; None means that there is no checkpoint yet.
        `step` None takes the last one. Another leaves the later ones behind: the next `save` deletes them.
        A damaged file (each has a checksum) raises DataError, which names the last one that is whole;
        `skip_damaged` takes that one and warns. Either all objects and `ag.random` are restored, or none.
        Raises DataError for a step without a checkpoint, and for objects that were not saved or do not fit.
        """
        strangers = [name for name, value in objects.items() if not isinstance(value, Stateful)]
        if strangers:
            raise ArgumentError(
                f"Checkpoint.restore: {strangers[0]} is a {type(objects[strangers[0]]).__name__}, which has no state",
                hint="give objects with load_state_dict; other values are in what restore returns",
            )
        there = self.steps()
        if step is not None and step not in there:
            raise DataError(
                f"{self.directory} has no checkpoint of step {step}",
                hint=f"there are checkpoints of {', '.join(map(str, there)) or 'no step'}",
            )
        if not there:
            return None
        found, tree = self._read([s for s in reversed(there) if step in (None, s)], there, skip_damaged)
        self._give(tree, objects, self.path(found))
        self._left = {s for s in there if s > found}
        return {name: value for name, value in tree.items() if name not in objects and name != "random"}

    def _read(self, wanted: list[int], there: list[int], skip_damaged: bool) -> tuple[int, dict[str, Any]]:
        """The first of `wanted` that is whole, and its tree; with `skip_damaged` not only the very first may be it."""
        damages: list[DataError] = []
        for step in wanted if skip_damaged else wanted[:1]:
            tree = self._load(step)
            if not isinstance(tree, DataError):
                for damage in damages:
                    warnings.warn(f"passed over a damaged checkpoint: {damage.what}", RuntimeWarning, stacklevel=3)
                return step, tree
            damages.append(tree)
        whole = next((s for s in reversed(there) if not isinstance(self._load(s), DataError)), None)
        if whole is None:
            raise DataError(
                f"no checkpoint in {self.directory} is whole: {damages[0].what}",
                hint="take a copy of the folder, or begin anew in an empty one",
            ) from damages[0]
        raise DataError(
            damages[0].what,
            hint=f"the last whole checkpoint is that of step {whole}: "
            f"restore(step={whole}, …), or restore(skip_damaged=True, …) to take the last whole one whatever it is",
        ) from damages[0]

    def _load(self, step: int) -> dict[str, Any] | DataError:
        """The tree of a checkpoint, or what is wrong with its file."""
        try:
            tree = load(self.path(step))
        except DataError as error:
            return error
        if isinstance(tree, dict) and tree.get("step") == step and "random" in tree:
            return tree
        return DataError(f"{self.path(step)} is not the checkpoint of step {step}", hint="restore another one")

    def _give(self, tree: dict[str, Any], objects: dict[str, Any], path: Path) -> None:
        absent = [name for name in objects if name not in tree]
        if absent:
            raise DataError(
                f"{path} has no {absent[0]}",
                hint=f"it has {', '.join(name for name in tree if name not in OWN) or 'nothing but the random state'}",
            )
        before = {name: value.state_dict() for name, value in objects.items()}
        touched: list[str] = []
        try:
            for name, value in objects.items():
                touched.append(name)
                value.load_state_dict(tree[name])
            random.set_state(tree["random"])
        except BaseException as error:
            note(error, f"while restoring {touched[-1] if touched else 'random'} from {path}")
            for name in touched:
                objects[name].load_state_dict(before[name])
            raise

    def _clear(self, step: int) -> None:
        """Deletes what a killed process left half-written, and the checkpoints that `restore(step)` left behind."""
        later = [s for s in self.steps() if s > step and s not in self._left]
        if later:
            raise DataError(
                f"{self.directory} has checkpoints of later steps than {step}: {', '.join(map(str, later))}",
                hint="restore one of them before going on, or save to another folder",
            )
        for path in self.directory.glob(".step-*.partial"):
            path.unlink(missing_ok=True)
        for left in self._left - {step}:
            self.path(left).unlink(missing_ok=True)
        self._left = set()

    def _prune(self) -> None:
        for step in self.steps()[: -self.keep] if self.keep else []:
            self.path(step).unlink(missing_ok=True)
