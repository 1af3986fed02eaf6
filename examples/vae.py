"""A variational autoencoder (Kingma and Welling 2014, arXiv:1312.6114) of hand-written digits.

Run it with `python examples/vae.py`; it takes about a minute. The encoder tells a normal distribution for each image,
the decoder draws the image again from a point of it. The points are drawn by the generated code: mean + deviation · ε,
with ε from `ag.random.normal`, so that derivatives go through mean and deviation.
"""

from __future__ import annotations

import argparse

import numpy as np

import autograph as ag
import autograph.nn.functional as F
import pictures
from autograph import data, datasets, nn, optim


class VAE(nn.Module):
    """Images [B, size], from 0 to 1, by way of `latent` numbers."""

    def __init__(self, size, hidden, latent):
        self.encode = nn.Sequential(nn.Dense(size, hidden), nn.Relu(), nn.Dense(hidden, 2 * latent))
        self.decode = nn.Sequential(nn.Dense(latent, hidden), nn.Relu(), nn.Dense(hidden, size))
        self.latent = latent

    def forward(self, images):
        """The images again, as logits [B, size], and what the distributions cost in nats [B]."""
        parts = self.encode(images)
        mean, log_variance = parts[:, : self.latent], parts[:, self.latent :]
        points = mean + ag.exp(log_variance / 2) * ag.random.normal(mean.shape)
        # The divergence of N(mean, variance) from N(0, 1), appendix B of the paper.
        divergence = (mean**2 + ag.exp(log_variance) - 1 - log_variance).sum(1) / 2
        return self.decode(points), divergence


def bound(model, images):
    """The negative ELBO in nats per image: at least as much as -log p(image)."""
    logits, divergence = model(images)
    return F.binary_cross_entropy_with_logits(logits, images, reduction="sum") / len(images) + divergence.mean()


def pixels(dataset):
    """Images [N, size] from 0 to 1, and their height."""
    images = dataset.arrays[0]
    return images.reshape(len(images), -1), images.shape[-1]


def parse(arguments):
    parser = argparse.ArgumentParser(description="Learn to compress and to draw digits.")
    parser.add_argument("--data", choices=["mnist_small", "digits"], default="mnist_small")
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--hidden", type=int, default=400)
    parser.add_argument("--latent", type=int, default=16)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cpu", help='"cuda:0" is the first GPU')
    parser.add_argument("--plot", type=pictures.file, metavar="FILE.png", help="images, the same again, and new ones")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse(arguments)
    with ag.device(options.device):  # where everything below is made, and so where it runs
        run(options)


def run(options):
    ag.random.seed(options.seed)
    sets = datasets.digits() if options.data == "digits" else datasets.mnist_small(normalize=False)
    (train, height), (test, _) = map(pixels, sets)
    model = VAE(train.shape[1], options.hidden, options.latent)
    optimizer = optim.Adam(model.parameters(), lr=1e-3)

    @ag.compile
    def train_step(images):
        loss = bound(model, images)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return loss

    @ag.compile
    def evaluate(images):
        return bound(model, images)

    @ag.compile
    def again(images):
        return ag.sigmoid(model(images)[0])

    @ag.compile
    def draw(points):
        return ag.sigmoid(model.decode(points))

    # What one gets without looking at the image: each pixel by how often it is dark.
    share = np.clip(train.mean(0), 1e-6, 1 - 1e-6)
    blind = -(test * np.log(share) + (1 - test) * np.log(1 - share)).sum(1).mean()
    print(f"-log p of a test image: {blind:.2f} nats by independent pixels, ", end="")
    print(f"at most {float(evaluate(test)):.2f} before training")
    loader = data.Loader(data.ArrayDataset(train), batch_size=100, shuffle=True, seed=options.seed)
    for epoch in range(1, options.epochs + 1):
        losses = [float(train_step(images)) for (images,) in loader]
        if epoch % max(1, options.epochs // 10) == 0:
            print(f"epoch {epoch}: train {np.mean(losses):.2f}, test {float(evaluate(test)):.2f} nats")
    if options.plot:
        rows = [test[:20], again(test[:20]).numpy(), draw(ag.random.normal((60, options.latent))).numpy()]
        pictures.grid(options.plot, np.concatenate(rows).reshape(-1, 1, height, height), columns=20)


if __name__ == "__main__":
    main()
