"""ResNet-20 (He et al. 2015, arXiv:1512.03385) on 32x32 colour images.

Run it with `python examples/resnet20.py`; it takes about a minute. With `--data cifar10` it learns CIFAR-10, from files
in AUTOGRAPH_DATA_DIR or a mirror. By default it takes a part of the packaged MNIST, brought to the same shape, which
is learnt in fewer steps.
"""

from __future__ import annotations

import argparse

import numpy as np

import autograph as ag
import autograph.nn.functional as F
import pictures
from autograph import data, datasets, nn, optim


class Block(nn.Module):
    """[B, inputs, H, W] to [B, outputs, H / stride, W / stride]."""

    def __init__(self, inputs, outputs, stride):
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.stride, self.more = stride, outputs - inputs

    def forward(self, x):
        y = F.relu(self.norm1(self.conv1(x)))
        y = self.norm2(self.conv2(y))
        if self.more:  # the paper's option A: every second pixel, and zeros for the channels that are new
            x = x[:, :, :: self.stride, :: self.stride]
            x = ag.pad(x, ((0, 0), (self.more // 2, self.more // 2), (0, 0), (0, 0)))
        return F.relu(x + y)


class ResNet(nn.Module):
    """Images [B, 3, 32, 32] to logits [B, 10] by 6 `blocks` + 2 layers: 20 for 3 blocks of each width."""

    def __init__(self, blocks, width):
        self.conv = nn.Conv2d(3, width, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(width)
        self.blocks, inputs = [], width
        for outputs in (width, 2 * width, 4 * width):
            for _ in range(blocks):
                self.blocks.append(Block(inputs, outputs, stride=outputs // inputs))
                inputs = outputs
        self.dense = nn.Dense(inputs, 10)

    def forward(self, x):
        x = F.relu(self.norm(self.conv(x)))
        for block in self.blocks:
            x = block(x)
        return self.dense(x.mean((2, 3)))


def load_data(name, count):
    """Train and test sets of the shape of CIFAR-10; `count` is how many images to train with."""
    sets = getattr(datasets, name)()
    if name != "cifar10":
        sets = [data.ArrayDataset(coloured(part.arrays[0]), part.arrays[1]) for part in sets]
    return data.ArrayDataset(*(array[:count] for array in sets[0].arrays)), sets[1]


def coloured(images):
    """Grey images [N, 1, H, W] as [N, 3, 32, 32]: each pixel as often as it fits, the darkest around."""
    times = 32 // images.shape[2]
    large = images.repeat(times, axis=2).repeat(times, axis=3).repeat(3, axis=1)
    margin = (32 - large.shape[2]) // 2
    return np.pad(large, [(0, 0), (0, 0), (margin, margin), (margin, margin)], constant_values=images.min())


def shift(batch, rng):
    """Each image moved by up to four pixels, as in section 4.2 of the paper; digits are not to be mirrored."""
    images, labels = batch
    wide = np.pad(images, [(0, 0), (0, 0), (4, 4), (4, 4)], mode="edge")
    places = rng.integers(9, size=(len(images), 2))
    return np.stack([w[:, y : y + 32, x : x + 32] for w, (y, x) in zip(wide, places)]), labels


def parse(arguments):
    parser = argparse.ArgumentParser(description="Train ResNet-20 on images of CIFAR-10's shape.")
    parser.add_argument("--data", choices=["mnist_small", "cifar10", "digits"], default="mnist_small")
    parser.add_argument("--images", type=int, default=3000, help="train with so many; CIFAR-10 has 50,000")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--blocks", type=int, default=3, help="of each width: 3 is ResNet-20, 5 is ResNet-32")
    parser.add_argument("--width", type=int, default=16)
    parser.add_argument("--lr", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cpu", help='"cuda:0" is the first GPU')
    parser.add_argument("--plot", type=pictures.file, metavar="FILE.png", help="save a picture of the loss")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse(arguments)
    with ag.device(options.device):  # where everything below is made, and so where it runs
        run(options)


def run(options):
    ag.random.seed(options.seed)
    train, test = load_data(options.data, options.images)
    model = ResNet(options.blocks, options.width)
    layers = 6 * options.blocks + 2
    print(f"ResNet-{layers}, {sum(p.size for p in model.parameters()):,} parameters, {len(train)} images")
    # Batches of one size only: another would be another path, and compile its kernels.
    loader = data.Loader(train, options.batch_size, shuffle=True, seed=options.seed, drop_last=True, augment=shift)
    rate = optim.schedules.cosine(options.lr, options.epochs * len(loader))
    optimizer = optim.SGD(model.parameters(), lr=rate, momentum=0.9, weight_decay=1e-4)

    @ag.compile
    def train_step(images, labels):
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return loss

    @ag.compile
    def hits(images, labels):
        return (model(images).argmax(1) == labels).sum()

    losses = []
    for epoch in range(1, options.epochs + 1):
        model.train()  # BatchNorm takes mean and variance of the batch, and keeps running ones …
        for images, labels in ag.progress(loader, desc=f"epoch {epoch}"):
            losses.append(float(train_step(images, labels)))
        model.eval()  # … which it takes here: training or not is a path
        correct = sum(int(hits(images, labels)) for images, labels in data.Loader(test, options.batch_size))
        print(f"epoch {epoch}: loss {np.mean(losses[-len(loader) :]):.4f}, test accuracy {correct / len(test):.2%}")
    print(f"{train_step.stats.compilations} kernels compiled for a step, in {train_step.stats.seconds:.1f} seconds")
    if options.plot:
        pictures.lines(options.plot, "step", "loss", {"training": (range(len(losses)), losses)})


if __name__ == "__main__":
    main()
