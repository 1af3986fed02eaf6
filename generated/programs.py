"""The programs whose generated code is committed beside this file: `autograph golden --update` writes it.

Each is an ordinary function of tensors; `@program` gives the arguments of the call that is shown. Together they meet
every template of every back end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import autograph as ag
import autograph.nn.functional as F
from autograph import nn, optim
from autograph.golden import Program

PROGRAMS: list[Program] = []


def program(arguments: Callable[[], tuple[Any, ...]]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Put a function into PROGRAMS; `arguments` makes those of the call, new ones each time."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        PROGRAMS.append(Program(function.__name__, function, arguments))
        return function

    return register


def floats(*shape: int, dtype: type = np.float32) -> np.ndarray[Any, Any]:
    """Numbers around zero that no two calls with the same shape tell apart."""
    return np.random.default_rng(len(shape)).standard_normal(shape).astype(dtype)


def labels(count: int, classes: int) -> np.ndarray[Any, Any]:
    return np.arange(count) * 7 % classes


def trained(*shape: int) -> ag.Tensor:
    return ag.tensor(floats(*shape), requires_grad=True)


@program(lambda: (floats(5000), floats(5000)[::-1].copy()))
def elementwise_chain(x, y):
    gate = 1 / (1 + ag.exp(-y))
    return ag.tanh(x) * gate + x * 0.5


@program(lambda: (floats(64, 1, 48), floats(20, 1), floats(48)))
def broadcast(x, y, z):
    return x * y + z


@program(lambda: (floats(40, 30, 70),))
def reduction(x):
    return x.sum(), x.mean(axis=2), x.max(axis=0), x.argmax(axis=1)


@program(lambda: (floats(32, 200), floats(200), floats(200)))
def row_normalization(x, scale, shift):
    centred = x - x.mean(axis=1, keepdims=True)
    variance = (centred * centred).mean(axis=1, keepdims=True)
    return centred / (variance + 1e-5).sqrt() * scale + shift


@program(lambda: (floats(100, 10), labels(100, 10)))
def softmax_cross_entropy(logits, targets):
    def loss(z):
        return F.cross_entropy(z, targets)

    value, slope = ag.value_and_grad(loss)(logits)
    return F.softmax(logits), value, slope


@program(lambda: (floats(100, 256), floats(128, 256), floats(128)))
def matmul_bias_relu(x, weight, bias):
    return F.relu(F.linear(x, weight, bias))


@program(lambda: (floats(4, 3, 15, 15), trained(8, 3, 3, 3), trained(8)))
def convolution_gradients(images, weight, bias):
    y = F.relu(F.conv2d(images, weight, bias, stride=2, padding=1))
    (y * y).sum().backward()
    return y, weight.grad, bias.grad


@program(lambda: (floats(32, 4, 12, 12), floats(8, 4, 3, 3)))
def convolution_in_lanes(images, weight):
    return F.conv2d(images, weight)


@program(lambda: (floats(4, 6, 12, 12),))
def max_pooling_gradient(images):
    def loss(x):
        y = F.max_pool2d(x, 2)
        return (y * y).sum()

    return ag.value_and_grad(loss)(images)


@program(lambda: (floats(50), 3.0))
def second_derivative(x, power):
    def energy(z):
        return (ag.sin(z) * z**power).sum()

    def slope_squared(z):
        slope = ag.grad(energy)(z)
        return (slope * slope).sum()

    return ag.grad(slope_squared)(x)


def _regression(make: Callable[[list[nn.Parameter]], optim.Optimizer]) -> tuple[Any, ...]:
    weight, bias = nn.Parameter(floats(30, 70)), nn.Parameter(floats(30))
    return weight, bias, make([weight, bias]), floats(16, 70), floats(16, 30)


def _descend(weight, bias, optimizer, x, y):
    error = F.linear(x, weight, bias) - y
    loss = (error * error).mean()
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss, weight, bias


@program(lambda: _regression(lambda parameters: optim.SGD(parameters, lr=0.1, momentum=0.9, weight_decay=1e-4)))
def sgd_momentum_update(weight, bias, optimizer, x, y):
    return _descend(weight, bias, optimizer, x, y)


@program(lambda: _regression(lambda parameters: optim.Adam(parameters, lr=1e-3)))
def adam_update(weight, bias, optimizer, x, y):
    return _descend(weight, bias, optimizer, x, y)


@program(lambda: (labels(60, 25), floats(25, 16)))
def one_hot_lookup(tokens, table):
    chosen = ag.one_hot(tokens, 25)
    return chosen @ table, chosen.sum(axis=0)


@program(lambda: (floats(6, 10, 14),))
def movement(x):
    framed = ag.pad(x, ((0, 0), (1, 2), (3, 0)), -1.0)
    turned = framed.transpose(2, 0, 1)[::2, 1:, ::-1]
    return turned, x[:, 3:8, ::4].reshape(30, 4).T


@program(lambda: (np.arange(-40, 40), (np.arange(80) * 37 % 256).astype(np.uint8), np.arange(80) % 3 == 0))
def integers_and_logic(i, small, flags):
    positive = (i > 0) & ~flags
    wrapped = small + small
    return ag.where(positive | (i == -7), i * i, -i), wrapped, positive.sum(), ag.maximum(i, 3) - small.astype(ag.int64)


@program(lambda: (floats(33, 20, dtype=np.float64), floats(20, 33, dtype=np.float64)))
def float64(x, y):
    product = x @ y
    return ag.log(1 + ag.exp(product)).sum(axis=1), product.astype(ag.float32)


@program(lambda: (floats(33, 20).astype(np.float16), floats(20).astype(np.float16)))
def half_precision(x, scale):
    # Kept in sixteen bits, computed in float32.
    return F.softmax(x * scale), x.astype(ag.bfloat16).sum(axis=1)


@program(lambda: (floats(40, 50),))
def dropout_and_noise(x):
    ag.random.seed(3)
    return F.dropout(x, 0.25) + ag.random.normal(x.shape)


@program(lambda: (labels(60, 25), trained(25, 24)))
def embedding_gradient(tokens, table):
    loss = (F.embedding(tokens, table) ** 2).sum()
    loss.backward()
    return loss, table.grad


@program(lambda: (floats(9, 40), floats(15)))
def order_and_search(x, y):
    return ag.sort(x), ag.searchsorted(ag.sort(y), x), ag.cumulative_sum(x, axis=0)


@program(lambda: (floats(4, 5, 16), floats(16, 16)))
def recurrence(x, weight):
    # One kernel runs every step: where a step's part of x lies is not in its text.
    h = x[:, 0]
    for t in range(1, x.shape[1]):
        h = ag.tanh(x[:, t] + h @ weight)
    return h


@ag.op
class Differences(ag.Op):
    """Each element minus the one before it, by hand."""

    c = """
    #pragma omp for schedule(static) nowait
    for (int64_t k = 0; k < out_size; k++) out[k] = x[k + 1] - x[k];
    """
    cuda = "for (int64_t k = first_thread(); k < out_size; k += all_threads()) out[k] = x[k + 1] - x[k];"

    def infer(self, x):
        return ag.TensorType((x.shape[0] - 1,), x.dtype)

    def numpy(self, x):
        return np.diff(x)


@program(lambda: (floats(70),))
def own_kernel(x):
    return ag.exp(Differences()(x * 0.5))


class LeNet5(nn.Module):
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


def _lenet5() -> tuple[Any, ...]:
    ag.random.seed(5)
    model = LeNet5()
    return model, optim.Adam(model.parameters(), lr=1e-3), floats(100, 1, 28, 28), labels(100, 10)


@program(_lenet5)
def lenet5_adam_step(model, optimizer, images, targets):
    loss = F.cross_entropy(model(images), targets)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss, model.conv1.weight, model.dense3.bias


@program(lambda: tuple(floats(1, 1, 1536, 16) for _ in range(4)))
def causal_attention(q, k, v, cotangent):
    def loss(q, k, v):
        return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()

    value, gradients = ag.value_and_grad(loss, argnums=(0, 1, 2))(q, k, v)
    return value, *gradients


@program(lambda: (floats(512, 70), floats(320, 70), floats(320)))
def wide_layer(x, weight, bias):
    # Large enough for tensor cores.
    return F.gelu(F.linear(x, weight, bias))


@program(lambda: (floats(1024, 256), floats(1024, 256), floats(1024)))
def large_layer(x, weight, bias):
    # Large enough for blocks that share tiles of it.
    return F.gelu(F.linear(x, weight, bias))


@program(lambda: (floats(512, 64).astype(np.float16), floats(64, 320).astype(np.float16)))
def half_precision_product(x, y):
    return F.relu(x @ y)
