"""LeNet-5 on hand-written digits: `python examples/mnist_lenet5.py --epochs 4`, and `--help` for the rest."""

from __future__ import annotations

import argparse
import math
import time

import numpy as np

import autograph as ag
import autograph.nn.functional as F
from autograph import data, datasets, nn, optim

#: Name: the optimizer and its highest learning rate.
OPTIMIZERS = {
    "adam": (optim.Adam, 3e-3),
    "sgd": (lambda parameters, lr: optim.SGD(parameters, lr=lr, momentum=0.9), 0.1),
}


class LeNet5(nn.Module):
    """Images [B, 1, 28, 28] to logits [B, 10]."""

    def __init__(self):
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.dense1 = nn.Dense(256, 128)
        self.dense2 = nn.Dense(128, 84)
        self.dense3 = nn.Dense(84, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.dense1(x.flatten(1)))
        return self.dense3(F.relu(self.dense2(x)))


def enlarge(dataset):
    """The 8 by 8 images of `digits` as the 28 by 28 this network takes: each pixel three by three, and a margin."""
    images, labels = dataset.arrays
    large = images.repeat(3, axis=2).repeat(3, axis=3)
    return data.ArrayDataset(np.pad(large, [(0, 0), (0, 0), (2, 2), (2, 2)]), labels)


def load_data(name):
    train, test = getattr(datasets, name)()
    return (enlarge(train), enlarge(test)) if name == "digits" else (train, test)


def shifting(pixels, seed):
    """A transform that moves each batch by up to `pixels` in both directions: more data from the same images."""
    random = np.random.default_rng(seed)

    def shift(batch):
        images, labels = batch
        down, right = random.integers(-pixels, pixels, size=2, endpoint=True)
        return np.roll(images, (down, right), axis=(2, 3)), labels

    return shift


def learning_rate(progress, highest):
    """A short linear rise, then a cosine to zero; `progress` is the share of all steps done."""
    return highest * min(1.0, progress / 0.05) * 0.5 * (1.0 + math.cos(math.pi * progress))


def evaluate(predict, dataset):
    """Mean loss and accuracy over a whole data set."""
    loss, correct = 0.0, 0
    with ag.no_grad():
        for images, labels in data.Loader(dataset, batch_size=500):
            logits, batch_loss = predict(images, labels)
            correct += np.sum(logits.numpy().argmax(1) == labels.numpy())
            loss += float(batch_loss) * len(labels.numpy())
    return loss / len(dataset), correct / len(dataset)


def train_epoch(train_step, batches, rates, optimizer):
    """One pass over `batches`, with a learning rate for each; the seconds each step took."""
    seconds = []
    for images, labels in batches:
        optimizer.lr = next(rates)  # a number is an argument of the compiled step: changing it compiles nothing
        start = time.perf_counter()
        loss = float(train_step(images, labels))
        seconds.append(time.perf_counter() - start)
        batches.set_postfix(loss=f"{loss:.4f}", refresh=False)
    return seconds


def parse(arguments):
    parser = argparse.ArgumentParser(description="Train LeNet-5 on hand-written digits.")
    parser.add_argument("--data", choices=["mnist_small", "mnist", "digits"], default="mnist_small")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch-size", type=int, default=100)
    parser.add_argument("--optimizer", choices=sorted(OPTIMIZERS), default="adam")
    parser.add_argument("--lr", type=float, help="learning rate at its highest (default: 0.003 for adam, 0.1 for sgd)")
    parser.add_argument("--shift", type=int, default=1, help="move training images by up to this many pixels")
    parser.add_argument("--mode", choices=["compile", "interpret"], default=ag.config.mode)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cpu", help='"cuda:0" is the first GPU')
    parser.add_argument("--save", default="lenet5.safetensors", metavar="PATH", help="where the weights go")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse(arguments)
    with ag.device(options.device):  # where everything below is made, and so where it runs
        run(options)


def run(options):
    ag.config.mode = options.mode
    ag.random.seed(options.seed)
    train, test = load_data(options.data)
    model = LeNet5()
    make_optimizer, highest = OPTIMIZERS[options.optimizer]
    highest = highest if options.lr is None else options.lr
    optimizer = make_optimizer(model.parameters(), lr=highest)

    @ag.compile
    def train_step(images, labels):
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return loss

    @ag.compile
    def predict(images, labels):
        logits = model(images)
        return logits, F.cross_entropy(logits, labels)

    transform = shifting(options.shift, options.seed) if options.shift else None
    loader = data.Loader(train, options.batch_size, shuffle=True, seed=options.seed, transform=transform)
    steps = options.epochs * len(loader)
    rates = iter([learning_rate((step + 0.5) / steps, highest) for step in range(steps)])
    for epoch in range(1, options.epochs + 1):
        seconds = train_epoch(train_step, ag.progress(loader, desc=f"epoch {epoch}"), rates, optimizer)
        train_loss, train_accuracy = evaluate(predict, train)
        test_loss, test_accuracy = evaluate(predict, test)
        print(
            f"epoch {epoch}: train loss {train_loss:.4f} accuracy {train_accuracy:.2%}, "
            f"test loss {test_loss:.4f} accuracy {test_accuracy:.2%}, "
            f"step {1e3 * np.median(seconds):.2f} ms (first {1e3 * seconds[0]:.0f} ms)"
        )
    ag.save(options.save, model.state_dict())
    print(f"weights saved to {options.save}")


if __name__ == "__main__":
    main()
