"""A generative adversarial network (Goodfellow et al. 2014, arXiv:1406.2661) that draws 8x8 digits.

Run it with `python examples/gan.py`; it takes about a minute. Two networks play against each other: the generator turns
noise into images, the discriminator tells images of the data set from these. The discriminator rests
while it is too far ahead to be learnt from, which is an `if` on the value of its loss, in the middle of the step.
"""

from __future__ import annotations

import argparse

import numpy as np

import autograph as ag
import autograph.nn.functional as F
import pictures
from autograph import data, datasets, nn, optim

NOISE = 32


def generator():
    """Noise [B, 32] to images [B, 64], with values from 0 to 1."""
    layers = [nn.Dense(NOISE, 128), nn.BatchNorm1d(128), nn.Relu(), nn.Dense(128, 256), nn.BatchNorm1d(256), nn.Relu()]
    return nn.Sequential(*layers, nn.Dense(256, 64), nn.Sigmoid())


def discriminator():
    """Images [B, 64] to [B, 1]: above 0 where it takes them for real."""
    layers = [nn.Dense(64, 256), nn.LeakyRelu(0.2), nn.Dropout(0.5), nn.Dense(256, 128), nn.LeakyRelu(0.2)]
    return nn.Sequential(*layers, nn.Dropout(0.5), nn.Dense(128, 1))


def distance(a, b):
    """Fréchet's distance of two sets of images [N, 64], taken as normal distributions of pixels: 0 if they agree.

    |μ_a - μ_b|² + tr(Σ_a + Σ_b - 2 (Σ_a Σ_b)^½), as in the FID (Heusel et al. 2017, arXiv:1706.08500).
    """
    mean_a, mean_b, a_cov, b_cov = a.mean(0), b.mean(0), np.cov(a.T), np.cov(b.T)
    values, vectors = np.linalg.eigh(a_cov)
    root = (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
    overlap = np.sqrt(np.maximum(np.linalg.eigvalsh(root @ b_cov @ root), 0)).sum()
    return np.sum((mean_a - mean_b) ** 2) + np.trace(a_cov) + np.trace(b_cov) - 2 * overlap


def parse(arguments):
    parser = argparse.ArgumentParser(description="Let two networks learn to draw digits from each other.")
    parser.add_argument("--epochs", type=int, default=300)
    parser.add_argument("--batch-size", type=int, default=100)
    parser.add_argument("--ahead", type=float, default=1.2, help="the discriminator rests while its loss is below this")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cpu", help='"cuda:0" is the first GPU')
    parser.add_argument("--plot", type=pictures.file, metavar="FILE.png", help="save a picture of drawn digits")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse(arguments)
    with ag.device(options.device):  # where everything below is made, and so where it runs
        run(options)


def run(options):
    ag.random.seed(options.seed)
    train, test = datasets.digits()
    draw, judge = generator(), discriminator()
    draw_optimizer = optim.Adam(draw.parameters(), lr=1e-3, betas=(0.5, 0.999))
    judge_optimizer = optim.Adam(judge.parameters(), lr=1e-3, betas=(0.5, 0.999))
    turns = {"generator": 0, "discriminator": 0}

    def loss_of(images, real):
        logits = judge(images)
        return F.binary_cross_entropy_with_logits(logits, ag.full_like(logits, float(real)))

    @ag.compile
    def play(images):
        drawn = draw(ag.random.normal((images.shape[0], NOISE)))
        loss = loss_of(images.flatten(1), True) + loss_of(drawn.detach(), False)
        if loss > options.ahead:  # asks for the number: what is recorded so far runs, and Python decides
            turns["discriminator"] += 1
            loss.backward()
            judge_optimizer.step()
            judge_optimizer.zero_grad()
        turns["generator"] += 1
        loss_of(drawn, True).backward()  # to be taken for real, by the discriminator as it is now
        draw_optimizer.step()
        draw_optimizer.zero_grad()
        judge_optimizer.zero_grad()  # the last backward went through it
        return loss

    @ag.compile
    def sample(noise):
        return draw(noise)

    noise = ag.random.normal((1000, NOISE))  # always the same, to see what becomes of it
    held_out = test.arrays[0].reshape(-1, 64)
    print(
        f"distance to the test images: {distance(sample(noise).numpy(), held_out):.3f} before training, "
        f"{distance(train.arrays[0].reshape(-1, 64), held_out):.3f} for the training images"
    )
    loader = data.Loader(data.ArrayDataset(train.arrays[0]), options.batch_size, shuffle=True, seed=options.seed)
    for epoch in range(1, options.epochs + 1):
        losses = [float(play(images)) for (images,) in loader]
        if epoch % max(1, options.epochs // 10) == 0:
            print(
                f"epoch {epoch}: discriminator loss {np.mean(losses):.3f}, "
                f"distance {distance(sample(noise).numpy(), held_out):.3f}"
            )
    print("steps: " + ", ".join(f"{count} {turn}" for turn, count in turns.items()))
    if options.plot:
        pictures.grid(options.plot, sample(noise[:100]).numpy().reshape(-1, 1, 8, 8), columns=20)


if __name__ == "__main__":
    main()
