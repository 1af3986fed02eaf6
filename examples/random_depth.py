"""A network whose depth is drawn at random in each step: stochastic depth (Huang et al. 2016, arXiv:1603.09382).

Run it with `python examples/random_depth.py`; it takes some seconds. Every residual block is skipped now and then, the
later ones more often, by an ordinary `if random() < …` of Python. The blocks learn not to depend on one another, steps
are cheaper, and afterwards all of them work together.
"""

from __future__ import annotations

import argparse
import random

import numpy as np

import autograph as ag
import autograph.nn.functional as F
import pictures
from autograph import data, datasets, nn, optim


class Block(nn.Module):
    """What is added to x [B, width]."""

    def __init__(self, width):
        self.norm = nn.LayerNorm(width)
        self.dense1 = nn.Dense(width, width)
        self.dense2 = nn.Dense(width, width)

    def forward(self, x):
        return self.dense2(F.relu(self.dense1(self.norm(x))))


class RandomDepth(nn.Module):
    """Images [B, 1, 8, 8] to logits [B, 10]."""

    def __init__(self, blocks, width, last, rng):
        self.input = nn.Dense(64, width)
        self.blocks = [Block(width) for _ in range(blocks)]
        self.output = nn.Dense(width, 10)
        # The chance of a block to be there falls linearly, from the first to `last` for the last.
        self.chances = [1 - (k + 1) / blocks * (1 - last) for k in range(blocks)]
        self.rng = rng

    def forward(self, images):
        x = self.input(images.flatten(1))
        for block, chance in zip(self.blocks, self.chances):
            if not self.training:
                x = x + chance * block(x)  # all of them, each as strong as it was on average
            elif self.rng.random() < chance:
                x = x + block(x)
        return self.output(F.relu(x))


def parse(arguments):
    parser = argparse.ArgumentParser(description="Train a network of random depth on the 8x8 digits.")
    parser.add_argument("--blocks", type=int, default=8)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--last", type=float, default=0.5, help="the chance of the last block to be there")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cpu", help='"cuda:0" is the first GPU')
    parser.add_argument("--plot", type=pictures.file, metavar="FILE.png", help="save a picture of the loss by depth")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse(arguments)
    with ag.device(options.device):  # where everything below is made, and so where it runs
        run(options)


def run(options):
    ag.random.seed(options.seed)
    train, test = datasets.digits()
    model = RandomDepth(options.blocks, options.width, options.last, random.Random(options.seed))
    loader = data.Loader(train, batch_size=50, shuffle=True, seed=options.seed)
    rate = optim.schedules.cosine(0.05, options.epochs * len(loader))
    optimizer = optim.SGD(model.parameters(), lr=rate, momentum=0.9)
    drawn = []

    @ag.compile
    def train_step(images, labels):
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        # A block that was not there has no gradient: the optimizer leaves its weights and its momentum alone.
        drawn.append(sum(block.dense1.weight.grad is not None for block in model.blocks))
        optimizer.step()
        optimizer.zero_grad()
        return loss

    @ag.compile
    def predict(images):
        return model(images).argmax(1)

    losses = []
    for epoch in range(1, options.epochs + 1):
        model.train()
        losses += [float(train_step(images, labels)) for images, labels in loader]
        if epoch % 5 == 0 or epoch == options.epochs:
            model.eval()
            images, labels = test.arrays
            accuracy = np.mean(predict(images).numpy() == labels)
            print(f"epoch {epoch}: loss {np.mean(losses[-len(loader) :]):.4f}, test accuracy {accuracy:.2%}")

    print(f"blocks at work: {np.mean(drawn):.2f} of {options.blocks} on average, from {min(drawn)} to {max(drawn)}")
    # Which blocks are there makes no new path, only how many: equal layers on other weights are the same program.
    print(train_step.explain())
    if options.plot:
        depths = sorted(set(drawn))
        means = [np.mean([loss for loss, depth in zip(losses, drawn) if depth == d]) for d in depths]
        pictures.lines(options.plot, "blocks at work", "mean training loss", {"all epochs": (depths, means, "o-")})


if __name__ == "__main__":
    main()
