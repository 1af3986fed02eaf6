"""A training that checkpoints each step, run as a program; it kills itself where KILL says, as `moment:step`.

python training.py FOLDER     prints a digest of all parameters and optimizer state when it is done
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from pathlib import Path

import numpy as np

import autograph as ag
import autograph.nn.functional as F
from autograph import nn, optim
from autograph.data import ArrayDataset, Loader
from autograph.io import files

STEPS = 16
MOMENT, _, WHEN = os.environ.get("KILL", ":-1").partition(":")


def kill():
    os.kill(os.getpid(), signal.SIGKILL)


class Net(nn.Module):
    def __init__(self):
        self.first = nn.Dense(3, 5)
        self.second = nn.Dense(5, 2)

    def forward(self, x):
        return self.second(F.relu(self.first(x)))


def arm(moment):
    """Makes the next checkpoint end in a kill: halfway through its bytes, or around the rename that puts it there."""
    write, replace = files.save_file, Path.replace

    def half(arrays, path, metadata):
        write(arrays, path, metadata)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        kill()

    def before(self, target):
        kill()

    def after(self, target):
        replace(self, target)
        kill()

    if moment == "half-written":
        files.save_file = half
    else:
        Path.replace = {"before-rename": before, "after-rename": after}[moment]


def noisy(batch, generator):
    return batch[0] + generator.normal(size=batch[0].shape).astype(np.float32) / 10, batch[1]


def main(folder):
    ag.random.seed(1)
    values = np.random.default_rng(0).normal(size=(10, 3)).astype(np.float32)
    loader = Loader(ArrayDataset(values, np.arange(10) % 2), 4, shuffle=True, seed=3, augment=noisy)
    model = Net()
    optimizer = optim.Adam(model.parameters(), lr=0.01)

    @ag.compile
    def train_step(x, y, noise):
        loss = F.cross_entropy(model(x) + noise * ag.random.uniform((len(y), 2)), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return loss

    checkpoint = ag.io.Checkpoint(folder)
    saved = checkpoint.restore(model=model, optimizer=optimizer, loader=loader)
    step, losses = (saved["step"], saved["losses"]) if saved else (0, [])
    while step < STEPS:
        for x, y in loader:
            losses.append(float(train_step(x, y, ag.random.normal((len(y), 2)))))
            step += 1
            if step == int(WHEN) and MOMENT == "between":
                kill()
            if step == int(WHEN):
                arm(MOMENT)
            checkpoint.save(step, model=model, optimizer=optimizer, loader=loader, losses=losses)
            if step == STEPS:
                break
    states = [model.state_dict(), optimizer.state_dict()]
    digest = hashlib.sha256(repr([losses, loader.state_dict()]).encode())
    for name, value in sorted((name, value) for state in states for name, value in state.items()):
        digest.update(f"{name} {np.asarray(value).tobytes().hex()}".encode())
    print(digest.hexdigest())


if __name__ == "__main__":
    main(sys.argv[1])
