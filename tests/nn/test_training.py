"""Layers that train: running statistics, dropout, modes; what a compiled step keeps and what an exception undoes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import nn
from autograph.errors import ArgumentError, ShapeError

RNG = np.random.default_rng(0)
IMAGES = RNG.normal(3.0, 2.0, (4, 3, 5, 6)).astype(np.float32)
runs = pytest.mark.parametrize("run", ["eager", "interpret", pytest.param("compile", marks=pytest.mark.compiler)])


def called(f: Any, run: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(ag.config, "mode", "compile" if run == "eager" else run)
    return f if run == "eager" else ag.compile(f)


@runs
@pytest.mark.parametrize("momentum", [0.1, None])
def test_running_statistics(momentum: float | None, run: str, monkeypatch: pytest.MonkeyPatch) -> None:
    layer = nn.BatchNorm2d(3, momentum=momentum)
    step = called(layer, run, monkeypatch)
    mean, var = np.zeros(3), np.ones(3)
    for k in range(3):
        x = IMAGES * (k + 1)
        y = step(x).numpy()
        np.testing.assert_allclose(y.mean((0, 2, 3)), 0, atol=1e-6)
        np.testing.assert_allclose(y.var((0, 2, 3)), 1, rtol=1e-5)
        share = 1 / (k + 1) if momentum is None else momentum
        mean += share * (x.mean((0, 2, 3)) - mean)
        var += share * (x.var((0, 2, 3), ddof=1) - var)
    np.testing.assert_allclose(layer.running_mean.numpy(), mean, rtol=1e-5)
    np.testing.assert_allclose(layer.running_var.numpy(), var, rtol=1e-5)
    assert layer.num_batches_tracked.item() == 3 and layer.num_batches_tracked.dtype is ag.int64
    layer.eval()
    wanted = (IMAGES - mean[:, None, None]) / np.sqrt(var[:, None, None] + 1e-5)
    np.testing.assert_allclose(step(IMAGES).numpy(), wanted, rtol=1e-4, atol=1e-5)
    assert layer.num_batches_tracked.item() == 3


@pytest.mark.parametrize("run", ["interpret", "compile"])  # without a compiled call there is nothing to undo
def test_an_exception_leaves_running_statistics(run: str, monkeypatch: pytest.MonkeyPatch) -> None:
    layer = nn.BatchNorm2d(3)

    def broken(x: Any) -> Any:
        layer(x)
        raise RuntimeError("after the forward pass")

    step = called(broken, run, monkeypatch)
    with pytest.raises(RuntimeError, match="after the forward pass"):
        step(IMAGES)
    assert layer.num_batches_tracked.item() == 0 and layer.running_mean.tolist() == [0, 0, 0]


def test_statistics_are_not_trained() -> None:
    layer = nn.BatchNorm1d(3)
    assert [n for n, _ in layer.named_parameters()] == ["weight", "bias"]
    assert [n for n, _ in layer.named_buffers()] == ["running_mean", "running_var", "num_batches_tracked"]
    layer(IMAGES[:, :, 0, 0]).sum().backward()
    assert layer.running_mean.grad is None and layer.bias.grad.tolist() == [4, 4, 4]
    assert nn.BatchNorm1d(3, affine=False, track_running_stats=False).state_dict() == {}


def test_no_statistics_means_the_batchs() -> None:
    layer = nn.BatchNorm2d(3, track_running_stats=False).eval()
    np.testing.assert_allclose(layer(IMAGES).numpy().mean((0, 2, 3)), 0, atol=1e-6)


@runs
def test_dropout(run: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ag.random.seed(5)
    layer = nn.Dropout(0.25)
    x = np.ones((40, 50), np.float32)

    def both(x: Any) -> Any:
        slope = ag.grad(lambda t: ag.sum(layer(t) * 2.0))(x)
        return layer(x), slope

    step = called(both, run, monkeypatch)
    first, slope = (t.numpy() for t in step(x))
    assert set(np.unique(first)) == {np.float32(0), np.float32(1 / 0.75)}
    assert set(np.unique(slope)) == {np.float32(0), np.float32(2 / 0.75)}
    assert 0.22 < (first == 0).mean() < 0.28
    second = step(x)[0].numpy()
    assert (first != second).any(), "every call draws anew"
    ag.random.seed(5)
    np.testing.assert_array_equal(step(x)[0].numpy(), first)
    layer.eval()
    np.testing.assert_array_equal(step(x)[0].numpy(), x)


@pytest.mark.compiler
def test_dropouts_of_another_probability_compile_nothing() -> None:
    layer = nn.Dropout(0.25)
    step = ag.compile(layer)
    x = np.ones((40, 50), np.float32)
    step(x)
    paths = step.stats.paths
    layer.p = 0.75
    assert 0.7 < (step(x).numpy() == 0).mean() < 0.8
    assert step.stats.paths == paths


def test_the_same_draws_eagerly_and_compiled() -> None:
    x = np.ones((7, 5), np.float32)
    ag.random.seed(1)
    one = F.dropout(x).numpy()
    ag.random.seed(1)
    np.testing.assert_array_equal(ag.compile(F.dropout)(x).numpy(), one)


def test_certain_dropouts() -> None:
    assert F.dropout(IMAGES, 1.0).numpy().max() == 0
    x = ag.asarray(IMAGES)
    assert F.dropout(x, 0.0) is x and F.dropout(x, 0.9, training=False) is x


def test_padding_rows_stay_zero() -> None:
    layer = nn.Embedding(5, 3, padding_idx=-1)
    assert layer.weight.numpy()[4].tolist() == [0, 0, 0] and repr(layer) == "Embedding(5, 3, padding_idx=-1)"
    layer(np.array([4, 1])).sum().backward()
    assert layer.weight.grad.tolist() == [[0] * 3, [1] * 3, [0] * 3, [0] * 3, [0] * 3]


ERRORS: dict[str, tuple[Any, type[Exception], str, str]] = {
    "batch of one": (
        lambda: nn.BatchNorm1d(3)(np.ones((1, 3), np.float32)),
        ShapeError, r"batch_norm: float32\[1, 3\] has one value for each channel", "use a larger batch",
    ),
    "axes": (
        lambda: nn.BatchNorm2d(3)(np.ones((2, 3), np.float32)),
        ShapeError, r"BatchNorm2d\(3\): float32\[2, 3\]", "it takes 4 axes",
    ),
    "two choices": (lambda: nn.BatchNorm1d(3)(IMAGES), ShapeError, r"BatchNorm1d\(3\)", "it takes 2 or 3 axes"),
    "channels": (
        lambda: nn.BatchNorm2d(4)(IMAGES), ShapeError, "has 3 channels, the layer 4", "axis 1 of x holds the channels",
    ),
    "no statistics": (
        lambda: F.batch_norm(IMAGES, None, None), ArgumentError, "no running statistics", "training=True",
    ),
    "fixed statistics": (
        lambda: F.batch_norm(IMAGES, np.zeros(3), np.ones(3), training=True),
        ArgumentError, "running statistics of training are assigned to", "pass Variables, or None",
    ),
    "no channels": (lambda: F.batch_norm(np.ones(3), None, None), ShapeError, r"batch_norm: float64\[3\]", "batch, ch"),
    "probability": (lambda: nn.Dropout(1.5), ArgumentError, r"Dropout\(1.5\)", "from 0 to 1"),
    "probability of a call": (lambda: F.dropout(IMAGES, -0.1), ArgumentError, r"dropout: p=-0.1", "from 0 to 1"),
    "row": (lambda: nn.Embedding(3, 2, 3), ArgumentError, "padding_idx=3 of 3 rows", r"use -3 … 2"),
    "groups": (lambda: nn.GroupNorm(2, 3), ArgumentError, "num_groups=2 with 3 channels", "it must divide them"),
    "groups of a call": (lambda: F.group_norm(IMAGES, 2), ArgumentError, "num_groups=2 with 3 ch", "must divide"),
    "no groups": (lambda: F.group_norm(np.ones(3), 1), ShapeError, r"group_norm: float64\[3\]", r"\[batch, channels"),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_errors(name: str) -> None:
    call, kind, message, hint = ERRORS[name]
    with pytest.raises(kind, match=message) as error:
        call()
    assert error.match(hint)
