"""One LeNet-5 SGD step for each peer, from the same weights and the same batch.

Each function takes (weights, images, labels, threads) as NumPy arrays and returns a step: a call that trains once and
returns the loss when it is there, parameters too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy

LR = 0.01
BATCH = 100
SHAPES = {
    "conv1": (6, 1, 5, 5),
    "conv2": (16, 6, 5, 5),
    "dense1": (128, 256),
    "dense2": (84, 128),
    "dense3": (10, 84),
}
Weights = dict[str, numpy.ndarray]
Step = Callable[[], Any]


def problem() -> tuple[Weights, numpy.ndarray, numpy.ndarray]:
    """Weights (uniform, ±1/√fan-in), images [100, 1, 28, 28] and labels [100]: the same in every process."""
    random = numpy.random.default_rng(0)
    weights: Weights = {}
    for name, shape in SHAPES.items():
        bound = numpy.prod(shape[1:]) ** -0.5
        weights[f"{name}.weight"] = random.uniform(-bound, bound, shape).astype(numpy.float32)
        weights[f"{name}.bias"] = random.uniform(-bound, bound, shape[0]).astype(numpy.float32)
    return weights, random.standard_normal((BATCH, 1, 28, 28), dtype=numpy.float32), random.integers(0, 10, BATCH)


def autograph(weights: Weights, images: numpy.ndarray, labels: numpy.ndarray, threads: int) -> Step:
    from lenet5_autograph import LeNet5, ag, stepper

    ag.config.num_threads = threads
    model = LeNet5()
    model.load_state_dict(weights)
    train_step, _ = stepper(model, LR)
    batch = ag.asarray(images), ag.asarray(labels)
    return lambda: train_step(*batch)


def torch(weights: Weights, images: numpy.ndarray, labels: numpy.ndarray, threads: int, compiled: bool = False) -> Step:
    import torch
    import torch.nn.functional as F
    from torch import nn

    class LeNet5(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
            self.dense1, self.dense2, self.dense3 = nn.Linear(256, 128), nn.Linear(128, 84), nn.Linear(84, 10)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            x = F.max_pool2d(F.relu(self.conv1(x)), 2)
            x = F.max_pool2d(F.relu(self.conv2(x)), 2)
            x = F.relu(self.dense1(x.flatten(1)))
            return self.dense3(F.relu(self.dense2(x)))

    torch.set_num_threads(threads)
    model = LeNet5()
    model.load_state_dict({name: torch.from_numpy(value) for name, value in weights.items()})
    optimizer = torch.optim.SGD(model.parameters(), lr=LR)
    x, y = torch.from_numpy(images), torch.from_numpy(labels)

    def loss_of(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return F.cross_entropy(model(x), y)

    forward = torch.compile(loss_of) if compiled else loss_of

    def step() -> torch.Tensor:
        loss = forward(x, y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        return loss.detach()

    return step


def torch_compile(weights: Weights, images: numpy.ndarray, labels: numpy.ndarray, threads: int) -> Step:
    return torch(weights, images, labels, threads, compiled=True)


def jax(weights: Weights, images: numpy.ndarray, labels: numpy.ndarray, threads: int) -> Step:
    """JAX takes the number of threads from the cores that this process may use."""
    import jax
    import jax.numpy as jnp
    from jax import lax

    def conv(x: Any, w: Any, b: Any) -> Any:
        y = lax.conv_general_dilated(x, w, (1, 1), "VALID", dimension_numbers=("NCHW", "OIHW", "NCHW"))
        return jax.nn.relu(y + b[:, None, None])

    def pool(x: Any) -> Any:
        return lax.reduce_window(x, -jnp.inf, lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")

    def loss_of(p: dict[str, Any], x: Any, y: Any) -> Any:
        x = pool(conv(x, p["conv1.weight"], p["conv1.bias"]))
        x = pool(conv(x, p["conv2.weight"], p["conv2.bias"])).reshape(x.shape[0], -1)
        x = jax.nn.relu(x @ p["dense1.weight"].T + p["dense1.bias"])
        x = jax.nn.relu(x @ p["dense2.weight"].T + p["dense2.bias"])
        logits = jax.nn.log_softmax(x @ p["dense3.weight"].T + p["dense3.bias"])
        return -jnp.take_along_axis(logits, y[:, None], 1).mean()

    @jax.jit
    def train_step(p: dict[str, Any], x: Any, y: Any) -> tuple[dict[str, Any], Any]:
        loss, gradient = jax.value_and_grad(loss_of)(p, x, y)
        return jax.tree.map(lambda value, slope: value - LR * slope, p, gradient), loss

    parameters = {name: jnp.asarray(value) for name, value in weights.items()}
    x, y = jnp.asarray(images), jnp.asarray(labels)

    def step() -> Any:
        nonlocal parameters
        parameters, loss = train_step(parameters, x, y)
        jax.block_until_ready(parameters)
        return loss

    return step


#: name in the table -> (distribution that has to be installed, its step)
PEERS: dict[str, tuple[str | None, Callable[..., Step]]] = {
    "autograph": (None, autograph),
    "torch eager": ("torch", torch),
    "torch.compile": ("torch", torch_compile),
    "jax": ("jax", jax),
}
