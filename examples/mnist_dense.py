"""A first network, step by step: two dense layers learn hand-written digits.

Run it with `python examples/mnist_dense.py`; it needs no network and takes some seconds.
"""

from __future__ import annotations

import argparse

import numpy as np

import autograph as ag
import autograph.nn.functional as F
from autograph import data, datasets, nn, optim

parser = argparse.ArgumentParser(description="Train a small dense network on MNIST.")
parser.add_argument("--data", choices=["mnist_small", "mnist", "digits"], default="mnist_small")
parser.add_argument("--epochs", type=int, default=3)
parser.add_argument("--mode", choices=["compile", "interpret"], default=ag.config.mode)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--device", default="cpu", help='"cuda:0" is the first GPU')
parser.add_argument("--save", default="dense.safetensors", metavar="PATH")
options = parser.parse_args()

# "interpret" runs everything below as NumPy: slower, but print() and a debugger see each value inside a step.
ag.config.mode = options.mode

# 1. Data. A data set is arrays of the same length: images float32 [N, 1, height, width], labels int64 [N].
train, test = getattr(datasets, options.data)()
pixels = train.arrays[0][0].size

# 2. A model. Attributes that are layers register themselves; layers draw their first weights from ag.random, so
#    seeding it makes the whole run repeat exactly.
ag.random.seed(options.seed)


class Network(nn.Module):
    def __init__(self):
        self.hidden = nn.Dense(pixels, 128)
        self.output = nn.Dense(128, 10)

    def forward(self, images):
        return self.output(F.relu(self.hidden(images.flatten(1))))


model = Network().to(options.device)
optimizer = optim.Adam(model.parameters(), lr=1e-3)


# 3. A step. This is ordinary Python, run on every call; what it does to tensors becomes C that is compiled once, the
#    backward pass and the optimizer included, and reused by every later call that takes the same path.
@ag.compile(device=options.device)
def train_step(images, labels):
    loss = F.cross_entropy(model(images), labels)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss


@ag.compile(device=options.device)
def predict(images):
    return model(images)


# 4. Training. Each pass over the loader is an epoch in a new order, drawn from the seed.
loader = data.Loader(train, batch_size=100, shuffle=True, seed=options.seed)
for epoch in range(1, options.epochs + 1):
    losses = [float(train_step(images, labels)) for images, labels in ag.progress(loader, desc=f"epoch {epoch}")]

    # 5. Measuring, on images the network has not seen. Tensors turn into NumPy arrays whenever asked.
    images, labels = test.arrays
    accuracy = np.mean(predict(images).numpy().argmax(1) == labels)
    print(f"epoch {epoch}: training loss {np.mean(losses):.4f}, test accuracy {accuracy:.2%}")

# 6. Keeping the result: a safetensors file, which other programs can read too. ag.load brings it back.
ag.save(options.save, model.state_dict())
restored = Network()
restored.load_state_dict(ag.load(options.save))
print(f"weights saved to {options.save}")

# What ran? print(train_step.explain()) shows the paths taken, print(train_step.source(images, labels)) the C.
