"""What `nn.functional` refuses, and what it says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import nn
from autograph.errors import ArgumentError, DtypeError, RangeError, ShapeError

X = np.ones((2, 4, 5, 6), np.float32)
ROWS = np.ones((2, 3), np.float32)
WORDS = np.array([0, 1])


def w(*shape: int) -> Any:
    return np.ones(shape, np.float32)


ERRORS: dict[str, tuple[Any, type[Exception], str, str]] = {
    "groups": (lambda: F.conv2d(X, w(2, 4, 3, 3), groups=0), ArgumentError, "groups=0", "at least one group"),
    "channels before padding": (
        lambda: F.conv2d(X, w(2, 3, 3, 3), padding=1),
        ShapeError,
        r"conv2d: float32\[2, 4, 5, 6\] does not fit weights",
        "images are",
    ),
    "channels": (lambda: F.conv2d(X, w(2, 3, 3, 3)), ShapeError, r"does not fit weights float32\[2, 3, 3, 3\]", "weig"),
    "axes": (lambda: F.conv2d(X[0], w(2, 4, 3, 3)), ShapeError, r"conv2d: float32\[4, 5, 6\] with", "both have 4 axes"),
    "sequence": (lambda: F.conv1d(X, w(2, 4, 3)), ShapeError, r"conv1d: float32\[2, 4, 5, 6\]", "both have 3 axes"),
    "sequence channels": (lambda: F.conv1d(X[0], w(2, 4, 3)), ShapeError, "conv1d: .* with groups=1", "sequences are"),
    "flat": (lambda: nn.Dense(120, 3)(X), ShapeError, "weights take 120 inputs", r"float32\[2, 120\] after .flatten"),
    "bias": (lambda: F.conv2d(X, w(2, 4, 3, 3), w(3)), ShapeError, r"bias is float32\[3\]", r"its shape is \[2\]"),
    "stride": (lambda: F.conv1d(X[0], w(2, 5, 3), None, (1, 2)), ArgumentError, r"stride=\(1, 2\)", "an integer not"),
    "strides": (lambda: F.conv2d(X, w(2, 4, 3, 3), None, 0), ArgumentError, "stride=0", "or two, not below 1"),
    "word": (lambda: F.conv2d(X, w(2, 4, 3, 3), padding="full"), ArgumentError, "padding='full'", '"same" or "valid"'),
    "same": (lambda: F.conv2d(X, w(2, 4, 3, 3), None, 2, "same"), ArgumentError, '"same" with stride', "stride=1"),
    "transposed": (lambda: F.conv_transpose2d(X, w(3, 2, 3, 3)), ShapeError, "transpose2d: .* with groups=1", "images"),
    "transposed groups": (lambda: F.conv_transpose2d(X, w(4, 2, 3, 3), groups=3), ShapeError, "groups=3", "channels"),
    "output padding": (
        lambda: F.conv_transpose2d(X, w(4, 2, 3, 3), output_padding=1), ArgumentError, "output_padding=1", "smaller",
    ),
    "nothing left": (lambda: F.conv_transpose2d(X, w(4, 2, 1, 1), padding=3), ShapeError, r"padding=\[3, 3\]", "less"),
    "layer groups": (lambda: nn.ConvTranspose2d(4, 6, 3, groups=4), ArgumentError, "ConvTranspose2d: groups=4", "both"),
    "window": (lambda: nn.Conv1d(4, 6, 0), ArgumentError, "kernel_size=0", "an integer not below 1"),
    "pool": (lambda: F.avg_pool2d(X[0], 2), ShapeError, r"avg_pool2d: float32\[4, 5, 6\] is no", r"\[batch, channels"),
    "large pool": (lambda: F.max_pool2d(X, 7), ShapeError, r"window of \[7, 7\] is larger", "a smaller window"),
    "pool padding": (lambda: F.max_pool2d(X, 2, 1, 2), ArgumentError, "padding=2 for windows of 2", "half the window"),
    "pool of integers": (lambda: F.avg_pool2d(X.astype(int), 2), DtypeError, "avg_pool2d: int64", "float32"),
    "adaptive": (lambda: F.adaptive_avg_pool2d(X, 0), ArgumentError, r"output_size=\(0, 0\)", "not below 1"),
    "adaptive sizes": (lambda: F.adaptive_avg_pool2d(X, (1, 2, 3)), ArgumentError, r"output_size=\(1, 2, 3\)", "two"),
    "global": (lambda: F.global_avg_pool(ROWS), ShapeError, r"global_avg_pool: float32\[2, 3\]", "to average"),
    "gelu": (lambda: F.gelu(X, "erf"), ArgumentError, "approximate='erf'", "'none', 'tanh'"),
    "gelu layer": (lambda: nn.Gelu("erf"), ArgumentError, "approximate='erf'", "'none', 'tanh'"),
    "integers": (lambda: F.softmax(WORDS), DtypeError, r"softmax: int64\[2\]", "it takes floats"),
    "norm": (lambda: F.normalize(X, 0), ArgumentError, "normalize: p=0", "above 0"),
    "last axes": (lambda: F.layer_norm(X, 5), ShapeError, r"layer_norm: .* normalized_shape=\[5\]", "ends with"),
    "no axes": (lambda: F.rms_norm(X, ()), ShapeError, r"rms_norm: .* normalized_shape=\[\]", "ends with"),
    "norm weight": (lambda: F.layer_norm(X, 6, w(5)), ShapeError, r"weight is float32\[5\]", r"its shape is \[6\]"),
    "targets": (lambda: F.cross_entropy(ROWS, np.array([0])), ShapeError, r"float32\[2, 3\] with target", "integer"),
    "probabilities": (lambda: F.cross_entropy(ROWS, w(2, 4)), ShapeError, r"targets float32\[2, 4\]", "input's shape"),
    "no labels": (lambda: F.nll_loss(ROWS, ROWS), DtypeError, r"integers, got float32\[2, 3\]", "ag.int64"),
    "truths": (lambda: F.cross_entropy(ROWS, WORDS > 0), DtypeError, r"integers, got bool\[2\]", "ag.int64"),
    "logits": (lambda: F.cross_entropy(WORDS, WORDS), DtypeError, "cross_entropy: int64", "it takes floats"),
    "class weights": (lambda: F.cross_entropy(ROWS, WORDS, w(2)), ShapeError, r"weight is float32\[2\]", r"\[3\]"),
    "smoothing": (lambda: F.cross_entropy(ROWS, WORDS, label_smoothing=2), ArgumentError, "label_smoothing=2", "0 … 1"),
    "reduction": (lambda: F.mse_loss(ROWS, ROWS, "avg"), ArgumentError, "reduction='avg'", "'mean', 'sum', 'none'"),
    "label": (lambda: F.cross_entropy(ROWS, WORDS + 2), RangeError, "index 3 is out of range", "0 … 2"),
    "negative label": (lambda: F.nll_loss(ROWS, WORDS - 1), RangeError, "index -1 is out of range", "0 … 2"),
    "shapes": (lambda: F.mse_loss(ROWS, w(2, 1)), ShapeError, r"mse_loss: input float32\[2, 3\] with target", "equal"),
    "delta": (lambda: F.huber_loss(ROWS, ROWS, delta=0), ArgumentError, "delta=0", "above 0"),
    "beta": (lambda: F.smooth_l1_loss(ROWS, ROWS, beta=-1), ArgumentError, "beta=-1", "0 or more"),
    "table": (lambda: F.embedding(WORDS, X), ShapeError, "embedding: weight float32", r"\[rows, features\]"),
    "indices": (lambda: F.embedding(ROWS, ROWS), DtypeError, r"indices float32\[2, 3\]", r"ag.int64"),
    "index": (lambda: F.embedding(WORDS + 1, ROWS), RangeError, "index 2 is out of range", "0 … 1"),
    "negative index": (lambda: F.embedding(WORDS - 1, ROWS), RangeError, "index -1 is out of range", "0 … 1"),
    "padding row": (lambda: F.embedding(WORDS, ROWS, 2), ArgumentError, "padding_idx=2 of 2 rows", "-2 … 1"),
    "pad": (lambda: F.pad(ROWS, (1, 2, 3)), ShapeError, r"pad: \[1, 2, 3\]", "two numbers for each axis"),
    "pad mode": (lambda: F.pad(ROWS, (1, 2), "edge"), ArgumentError, "mode='edge'", "'replicate'"),
    "cut": (lambda: F.pad(ROWS, (-2, -2)), ShapeError, "cuts off more than", "cut off less"),
    "reflected": (lambda: F.pad(ROWS, (3, 0), "reflect"), ShapeError, "mode='reflect'", r"at most \[1, 2\]"),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_errors(name: str) -> None:
    call, kind, message, hint = ERRORS[name]
    with pytest.raises(kind, match=message) as error:
        call()
    assert error.match(hint) and error.match("test_nn_errors.py")


@pytest.mark.compiler
def test_compiled_losses_refuse_labels_but_not_the_ignored_one() -> None:
    loss = ag.compile(lambda x, y: F.cross_entropy(x, y))
    assert loss(ROWS, np.array([-100, 2])).item() == pytest.approx(np.log(3))
    for wrong in (3, -1, -99):
        with pytest.raises(RangeError, match=f"index {wrong} is out of range"):
            loss(ROWS, np.array([0, wrong]))


def test_labels_that_cannot_be_ignored() -> None:
    """-100 does not fit unsigned labels, so that none of them is meant."""
    assert F.cross_entropy(ROWS, np.array([0, 2], np.uint8)).item() == pytest.approx(np.log(3))
    with pytest.raises(RangeError, match="index 156 is out of range"):
        F.cross_entropy(ROWS, np.array([0, 156], np.uint8))


def test_nothing_left_to_average_is_nan() -> None:
    assert np.isnan(F.cross_entropy(ROWS, np.array([-100, -100])).item())
