"""Learning by trial: REINFORCE (Williams 1992) balances a pole on a cart.

Run it with `python examples/reinforce.py`; it takes about a minute. The world is NumPy and knows nothing of autograph.
The policy draws its actions inside the compiled function, and how long the attempts last is found out as they run.
"""

from __future__ import annotations

import argparse

import numpy as np

import autograph as ag
import autograph.nn.functional as F
import pictures
from autograph import nn, optim

LONGEST = 200


class Carts:
    """Carts with a pole each, pushed left (0) or right (1) fifty times a second (Barto, Sutton and Anderson 1983).

    A state is the cart's place and speed, the pole's angle and angular speed. A pole has fallen at 12 degrees, or where
    its cart leaves -2.4 … 2.4.
    """

    def __init__(self, count, rng):
        self.states = rng.uniform(-0.05, 0.05, (count, 4))
        self.standing = np.ones(count, bool)

    def push(self, actions):
        place, speed, angle, turn = self.states.T
        force = np.where(actions == 1, 10.0, -10.0)
        pull = (force + 0.05 * turn**2 * np.sin(angle)) / 1.1
        turned = (9.8 * np.sin(angle) - np.cos(angle) * pull) / (0.5 * (4 / 3 - 0.1 * np.cos(angle) ** 2 / 1.1))
        pushed = pull - 0.05 * turned * np.cos(angle) / 1.1
        self.states = self.states + 0.02 * np.stack([speed, pushed, turn, turned], axis=1)
        self.standing &= (abs(self.states[:, 0]) < 2.4) & (abs(self.states[:, 2]) < np.radians(12))


class Policy(nn.Module):
    """States [..., 4] to the logits of the two actions [..., 2], and the value expected from here [...]."""

    def __init__(self):
        self.hidden = nn.Dense(4, 64)
        self.action = nn.Dense(64, 2)
        self.value = nn.Dense(64, 1)

    def forward(self, states):
        x = ag.tanh(self.hidden(states))
        return self.action(x), self.value(x)[..., 0]


def attempt(act, carts):
    """Push until all poles have fallen, or for LONGEST steps: states [T, N, 4], actions [T, N], alive [T, N]."""
    states, actions, alive = [], [], []
    while carts.standing.any() and len(states) < LONGEST:
        states.append(carts.states.astype(np.float32))
        alive.append(carts.standing.copy())
        actions.append(act(states[-1]).numpy())
        carts.push(actions[-1])
    return np.stack(states), np.stack(actions), np.stack(alive)


def returns(alive, discount):
    """The rewards from each step on, those further off counting less; a step with the pole up is worth 1 - discount."""
    total, found = np.zeros(alive.shape[1]), []
    for standing in alive[::-1]:
        total = standing * (1 - discount) + discount * total
        found.append(total)
    return np.stack(found[::-1]).astype(np.float32)


def padded(array):
    """With zeros after the last step, to a length that doubles: so there are few shapes, and few paths."""
    length = 16
    while length < len(array):
        length *= 2
    return np.concatenate([array, np.zeros((length - len(array), *array.shape[1:]), array.dtype)])


def parse(arguments):
    parser = argparse.ArgumentParser(description="Balance poles by REINFORCE.")
    parser.add_argument("--steps", type=int, default=150, help="attempts to learn from, each with --carts carts")
    parser.add_argument("--carts", type=int, default=32)
    parser.add_argument("--discount", type=float, default=0.98)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cpu", help='"cuda:0" is the first GPU')
    parser.add_argument("--plot", type=pictures.file, metavar="FILE.png", help="save a picture of the progress")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse(arguments)
    with ag.device(options.device):  # where everything below is made, and so where it runs
        run(options)


def run(options):
    ag.random.seed(options.seed)
    rng = np.random.default_rng(options.seed)
    policy = Policy()
    optimizer = optim.Adam(policy.parameters(), lr=1e-2)

    @ag.compile
    def act(states):
        return ag.random.categorical(policy(states)[0])

    @ag.compile
    def learn(states, actions, rewards, alive):
        logits, values = policy(states)
        chosen = ag.take_along_axis(F.log_softmax(logits), actions[..., None], axis=-1)[..., 0]
        # Better or worse than expected: the baseline makes the estimate of the gradient less noisy.
        advantage = (rewards - values).detach()
        loss = -(alive * chosen * advantage).sum() + (alive * (values - rewards) ** 2).sum()
        loss = loss / alive.sum()
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return loss

    lengths = []
    for step in range(1, options.steps + 1):
        states, actions, alive = attempt(act, Carts(options.carts, rng))
        lengths.append(alive.sum(0).mean())
        rewards = returns(alive, options.discount)
        learn(*(padded(a) for a in (states, actions, rewards, alive.astype(np.float32))))
        if step == 1 or step % max(1, options.steps // 10) == 0:
            print(f"attempt {step}: poles stand for {np.mean(lengths[-10:]):.1f} steps of {LONGEST}")
    print(learn.explain())
    if options.plot:
        pictures.lines(options.plot, "attempt", "steps", {"poles stand": (range(options.steps), lengths)})


if __name__ == "__main__":
    main()
