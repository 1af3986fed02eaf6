"""Functions of `nn.functional` against NumPy written out, so that they are checked where PyTorch is not installed."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from nn_cases import FAMILIES, IMAGES, LABELS, MAP_LABELS, MAPS, PROBABILITIES, ROWS, SEQUENCES, SHARES

import autograph as ag
import autograph.nn.functional as F
from autograph import nn

Array = np.ndarray[Any, Any]
RNG = np.random.default_rng(7)


def close(found: Any, wanted: Any) -> None:
    np.testing.assert_allclose(np.asarray(found), wanted, rtol=1e-10, atol=1e-12)


def convolved(x: Array, w: Array, stride: int, dilation: int, groups: int) -> Array:
    (n, _, height, width), (outputs, channels, rows, columns) = x.shape, w.shape
    y = (height - dilation * (rows - 1) - 1) // stride + 1
    z = (width - dilation * (columns - 1) - 1) // stride + 1
    out = np.zeros((n, outputs, y, z))
    for o, c, i, j in itertools.product(range(outputs), range(channels), range(rows), range(columns)):
        channel = o // (outputs // groups) * channels + c
        part = x[:, channel, i * dilation :: stride, j * dilation :: stride][:, :y, :z]
        out[:, o] += part * w[o, c, i, j]
    return out


@pytest.mark.parametrize(("stride", "dilation", "groups"), [(1, 1, 1), (2, 1, 4), (1, 2, 2), (3, 2, 2)])
def test_convolutions(stride: int, dilation: int, groups: int) -> None:
    w, b = RNG.normal(size=(8, 4 // groups, 3, 2)), RNG.normal(size=8)
    wanted = convolved(IMAGES, w, stride, dilation, groups) + b[:, None, None]
    close(F.conv2d(IMAGES, w, b, stride, 0, dilation, groups), wanted)
    one = convolved(SEQUENCES[:, :, None], w[:, :, :1], stride, dilation, groups)[:, :, 0]
    close(F.conv1d(SEQUENCES, w[:, :, 0], None, stride, 0, dilation, groups), one)
    # The transpose of a linear map: ⟨conv(x), y⟩ = ⟨x, transpose(y)⟩.
    y = RNG.normal(size=wanted.shape)
    back = F.conv_transpose2d(y, w, None, stride, 0, 0, groups, dilation).numpy()
    rows, columns = (min(a, b) for a, b in zip(back.shape[2:], IMAGES.shape[2:]))
    assert back[:, :, rows:].size == 0 and back[:, :, :, columns:].size == 0
    product = (IMAGES[:, :, :rows, :columns] * back).sum()
    np.testing.assert_allclose(product, ((wanted - b[:, None, None]) * y).sum(), rtol=1e-10)


def test_padding_same_keeps_the_size() -> None:
    for window, dilation in ((3, 1), (4, 1), (2, 3)):
        w = RNG.normal(size=(5, 4, window, window))
        assert F.conv2d(IMAGES, w, padding="same", dilation=dilation).shape == (2, 5, 9, 8)
    assert nn.Conv1d(4, 2, 4, padding="same")(SEQUENCES).shape == (3, 2, 17)


def pooled(x: Array, window: int, stride: int, padding: int, ceil: bool, inside: bool) -> tuple[Array, Array]:
    """The largest elements and the means, of windows one by one, as PyTorch's documentation has them."""
    counts = []
    for extent in x.shape[2:]:
        steps = (extent + 2 * padding - window) / stride
        count = (math.ceil if ceil else math.floor)(steps) + 1
        counts.append(count - (ceil and (count - 1) * stride >= extent + padding))
    largest, means = np.zeros((2, *x.shape[:2], *counts))
    for y, z in np.ndindex(*counts):
        starts = [k * stride - padding for k in (y, z)]
        ends = [min(s + window, e + padding) for s, e in zip(starts, x.shape[2:])]
        low, high = [max(s, 0) for s in starts], [min(e, n) for e, n in zip(ends, x.shape[2:])]
        part = x[:, :, low[0] : high[0], low[1] : high[1]]
        largest[:, :, y, z] = part.max((2, 3))
        counted = math.prod(b - a for a, b in (zip(low, high) if inside else zip(starts, ends)))
        means[:, :, y, z] = part.sum((2, 3)) / counted
    return largest, means


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("ceil", [False, True])
@pytest.mark.parametrize(("window", "stride", "padding"), [(2, 2, 0), (3, 2, 1), (3, 3, 1), (2, 3, 1), (4, 1, 2)])
def test_pools(window: int, stride: int, padding: int, ceil: bool, inside: bool) -> None:
    largest, means = pooled(IMAGES, window, stride, padding, ceil, inside)
    close(F.max_pool2d(IMAGES, window, stride, padding, ceil_mode=ceil), largest)
    close(F.avg_pool2d(IMAGES, window, stride, padding, ceil, not inside), means)


def test_dilated_max_pools_take_the_first_of_equals_and_nans() -> None:
    x = np.zeros((1, 1, 5, 5), np.float32)
    slopes = ag.grad(lambda t: ag.sum(F.max_pool2d(t, 3, dilation=2)))(x).numpy()
    assert slopes[0, 0, 0, 0] == 1 and slopes.sum() == 1
    x[0, 0, 4, 2] = np.nan
    assert np.isnan(F.max_pool2d(x, 3, dilation=2).numpy()).all()


def test_max_pools_of_integers_may_be_padded() -> None:
    x = -np.arange(1, 17, dtype=np.int32).reshape(1, 1, 4, 4)
    assert F.max_pool2d(x, 2, 2, 1).tolist() == [[[[-1, -2, -4], [-5, -6, -8], [-13, -14, -16]]]]


def test_norms() -> None:
    def standardized(x: Array, axes: Any, eps: float = 1e-5) -> Array:
        return (x - x.mean(axes, keepdims=True)) / np.sqrt(x.var(axes, keepdims=True) + eps)

    w, b = RNG.normal(size=(2, 4))
    across = np.array([w, b])[:, :, None, None]
    close(F.batch_norm(IMAGES, None, None, w, b, True), standardized(IMAGES, (0, 2, 3)) * across[0] + across[1])
    by = IMAGES.reshape(2, 2, -1)
    close(F.group_norm(IMAGES, 2, w, b), standardized(by, 2).reshape(IMAGES.shape) * across[0] + across[1])
    close(F.layer_norm(IMAGES, (9, 8)), standardized(IMAGES, (2, 3)))
    close(F.rms_norm(ROWS, 7, SHARES, 0.1), ROWS / np.sqrt((ROWS**2).mean(1, keepdims=True) + 0.1) * SHARES)
    close(F.normalize(ROWS, 3.0), ROWS / (abs(ROWS) ** 3).sum(1, keepdims=True) ** (1 / 3))


def test_variances_are_of_two_passes() -> None:
    x = (RNG.normal(size=(4, 3, 5, 6)) + 4096).astype(np.float32)
    wanted = (x - x.mean((0, 2, 3), np.float64, keepdims=True)) / x.astype(np.float64).std((0, 2, 3), keepdims=True)
    found = F.batch_norm(x, None, None, training=True, eps=0.0).numpy()
    np.testing.assert_allclose(found, wanted, atol=2e-3)  # a half ulp of the mean is 2.4e-4


def softmaxed(x: Array, axis: int) -> Array:
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def test_activations() -> None:
    phi = np.vectorize(lambda v: v * 0.5 * math.erfc(-v / math.sqrt(2)))
    np.testing.assert_allclose(F.gelu(ROWS).numpy(), phi(ROWS), rtol=1e-9, atol=1e-12)
    close(F.silu(ROWS), ROWS / (1 + np.exp(-ROWS)))
    close(F.elu(ROWS, 0.7), np.where(ROWS > 0, ROWS, 0.7 * np.expm1(ROWS)))
    close(F.leaky_relu(ROWS, 0.2), np.maximum(ROWS, 0.2 * ROWS))
    close(F.softplus(ROWS, 2.0), np.log1p(np.exp(2 * ROWS)) / 2)
    close(F.softmax(MAPS, 1), softmaxed(MAPS, 1))
    close(F.log_softmax(MAPS, 1), np.log(softmaxed(MAPS, 1)))


@pytest.mark.parametrize("smoothing", [0.0, 0.3])
def test_cross_entropy(smoothing: float) -> None:
    logs = np.log(softmaxed(MAPS, 1))
    target = np.moveaxis(np.eye(5)[MAP_LABELS], -1, 1)
    spread = target * (1 - smoothing) + smoothing / 5
    each = -(logs * spread).sum(1)
    close(F.cross_entropy(MAPS, MAP_LABELS, reduction="none", label_smoothing=smoothing), each)
    close(F.cross_entropy(MAPS, target, label_smoothing=smoothing), each.mean())
    kept = MAP_LABELS != 2
    close(F.cross_entropy(MAPS, MAP_LABELS, None, 2, label_smoothing=smoothing), each[kept].mean())
    w = SHARES[:5]
    weighted = -(logs * spread * w[:, None, None]).sum(1)[kept].sum() / w[MAP_LABELS[kept]].sum()
    close(F.cross_entropy(MAPS, MAP_LABELS, w, 2, label_smoothing=smoothing), weighted)
    close(F.nll_loss(logs, MAP_LABELS, w), -(logs * target * w[:, None, None]).sum() / w[MAP_LABELS].sum())


def test_losses_of_values() -> None:
    other = RNG.normal(size=ROWS.shape)
    d = abs(ROWS - other)
    close(F.mse_loss(ROWS, other), (d**2).mean())
    close(F.l1_loss(ROWS, other, "sum"), d.sum())
    huber = np.where(d <= 1.5, d**2 / 2, 1.5 * (d - 0.75))
    close(F.huber_loss(ROWS, other, delta=1.5), huber.mean())
    close(F.smooth_l1_loss(ROWS, other, "none", 1.5), huber / 1.5)
    p = 1 / (1 + np.exp(-ROWS))
    binary = -(SHARES * PROBABILITIES * np.log(p) + (1 - PROBABILITIES) * np.log(1 - p))
    np.testing.assert_allclose(
        F.binary_cross_entropy_with_logits(ROWS, PROBABILITIES, None, "none", SHARES).numpy(), binary, rtol=1e-9
    )
    logs = np.log(softmaxed(ROWS, 1))
    divergence = PROBABILITIES * (np.log(PROBABILITIES) - logs)
    close(F.kl_div(logs, PROBABILITIES, "batchmean"), divergence.sum() / 4)
    close(F.kl_div(logs, np.log(PROBABILITIES), log_target=True), divergence.mean())
    assert F.kl_div(logs, np.eye(7)[:4], "sum").item() == pytest.approx(-np.trace(logs[:, :4]))


@pytest.mark.parametrize("run", ["eager", pytest.param("compiled", marks=pytest.mark.compiler)])
@pytest.mark.parametrize("sign", [1, -1])
def test_large_logits_overflow_nothing(sign: int, run: str) -> None:
    x = sign * np.array([[1e4, -1e4, 0.0], [0.0, 1e4, 1e4]], np.float32)
    labels, targets = np.array([1, 0]), np.array([[0, 1, 0.5], [1, 0, 0.25]], np.float32)

    def losses(t: Any) -> Any:
        return (
            F.cross_entropy(t, labels, reduction="none"),
            F.binary_cross_entropy_with_logits(t, targets, reduction="none"),
            ag.square(F.softmax(t)),
            F.log_softmax(t, 1),
            F.softplus(t),
            F.silu(t),
            F.gelu(t),
            F.gelu(t, "tanh"),
            F.elu(t),
            F.sigmoid(t),
        )

    def both(t: Any) -> Any:
        return losses(t), ag.grad(lambda u: sum((ag.sum(v) for v in losses(u)), start=ag.asarray(0.0)))(t)

    values, slopes = (both if run == "eager" else ag.compile(both))(ag.asarray(x))
    for v in (*values, slopes):
        assert np.isfinite(v.numpy()).all()
    wanted = [[20000, 1e4 + math.log(2)], [0, 1e4]][sign < 0]
    if sign < 0:
        wanted = [0.0, 0.0]
    np.testing.assert_allclose(values[0].numpy(), wanted, rtol=1e-6)
    one = np.where(x > 0, x * (1 - targets), -x * targets) + np.where(x == 0, math.log(2), 0)
    np.testing.assert_allclose(values[1].numpy(), one, rtol=1e-6)


GRADIENTS = [
    "activations: gelu", "activations: silu", "activations: elu 0.5", "activations: softplus 3",
    "activations: normalize 3", "convolutions: conv1d wide", "convolutions: conv2d wide",
    "convolutions: conv2d depthwise", "convolutions: transpose wide", "convolutions: transpose beyond",
    "pools: avg inside", "pools: avg ceil", "pools: max dilated", "pools: adaptive uneven", "norms: batch training",
    "norms: layer affine", "norms: rms", "norms: group affine", "losses: bce weighted", "losses: huber mean",
    "losses: kl batchmean", "losses: kl of logs",
    "losses: cross weighted {'reduction': 'mean', 'label_smoothing': 0.2}",
    "losses: cross of shares weighted {'reduction': 'mean', 'label_smoothing': 0.0}",
]  # fmt: skip


@pytest.mark.parametrize("name", GRADIENTS)
def test_gradients_are_finite_differences(name: str) -> None:
    family, _, of = name.partition(": ")
    case = FAMILIES[family][of]
    weights = RNG.uniform(0.5, 1.5, case.ours(*case.inputs, *case.rest).shape)

    def total(*given: Any) -> Any:
        return ag.sum(case.ours(*given, *case.rest) * weights)

    directions = [RNG.normal(size=x.shape) for x in case.inputs]
    slopes = ag.grad(total, argnums=tuple(range(len(case.inputs))))(*case.inputs)
    along = sum((s.numpy() * d).sum() for s, d in zip(slopes, directions))
    h = 1e-6
    ends = [total(*[x + sign * h * d for x, d in zip(case.inputs, directions)]).item() for sign in (1, -1)]
    np.testing.assert_allclose(along, (ends[0] - ends[1]) / (2 * h), rtol=1e-5, atol=1e-6)


def test_subgradients_at_kinks() -> None:
    def slope(f: Any, at: float = 0.0) -> float:
        return float(ag.grad(lambda x: f(x))(np.array(at)))

    assert slope(F.relu) == 0
    assert slope(F.leaky_relu) == 0.01
    assert slope(lambda x: F.elu(x, 0.5)) == 0.5
    assert slope(F.softplus) == slope(F.sigmoid) * 2 == 0.5
    assert slope(F.gelu) == slope(F.silu) == 0.5
    assert slope(lambda x: F.l1_loss(x, np.array(0.0))) == 0
    assert slope(lambda x: F.binary_cross_entropy_with_logits(x, np.array(0.25))) == 0.25
    zeros = np.zeros((2, 3))
    assert ag.grad(lambda x: ag.sum(F.normalize(x)))(zeros).numpy() == pytest.approx(1e12)


def test_one_hot() -> None:
    assert F.one_hot(LABELS).tolist() == np.eye(7, dtype=int)[LABELS].tolist()
    assert F.one_hot(LABELS, 8).dtype is ag.int64 and F.one_hot(LABELS[:, None], 8).shape == (4, 1, 8)
    compiled = ag.compile(lambda x: F.one_hot(x))
    assert compiled(LABELS).shape == (4, 7) and compiled(LABELS + 1).shape == (4, 8)


def test_embedding() -> None:
    table, words = RNG.normal(size=(6, 3)), np.array([[0, 5, 2], [2, 2, 1]])
    close(F.embedding(words, table), table[words])
    slopes = ag.grad(lambda t: ag.sum(F.embedding(words, t, padding_idx=-4)))(table).numpy()
    assert slopes.tolist() == [[1] * 3, [1] * 3, [0] * 3, [0] * 3, [0] * 3, [1] * 3]
