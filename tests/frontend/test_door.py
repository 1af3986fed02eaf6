"""What comes in at the door (D22): it works as NumPy would, or there is an error of three lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import config
from autograph.errors import AutographError

pytestmark = pytest.mark.compiler

X = ag.asarray(np.arange(6, dtype=np.float32).reshape(2, 3))
IMAGE = np.ones((1, 1, 4, 4), np.float32)


def ones(*shape: int) -> np.ndarray[Any, Any]:
    return np.ones(shape, np.float32)


def refused(call: Callable[[], Any], what: str, hint: str) -> AutographError:
    """The error has three lines: what (a pattern), this file and its line, what to try (a pattern)."""
    with pytest.raises(AutographError) as caught:
        call()
    lines = str(caught.value).split("\n")
    assert len(lines) == 3, lines
    assert re.search(what, lines[0]), lines[0]
    assert re.match(r"  at test_door\.py:\d+: \S", lines[1]), lines[1]
    assert lines[2].startswith("  try: ") and re.search(hint, lines[2]), lines[2]
    return caught.value


@pytest.fixture(params=["eager", "interpret", "compile"])
def run(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Calls a function in one of the three ways."""
    if request.param == "eager":
        return lambda f, *args: f(*[ag.asarray(a) if isinstance(a, np.ndarray) else a for a in args])
    monkeypatch.setattr(config, "mode", request.param)
    return lambda f, *args: ag.compile(f)(*args)


# -- arrays of every kind


class Subclass(np.ndarray[Any, Any]):
    pass


BIG = np.arange(24, dtype=np.float32).reshape(4, 6)
READ_ONLY = BIG.copy()
READ_ONLY.flags.writeable = False
ARRAYS = {
    "transposed": BIG.T,
    "strided": BIG[::2, ::-3],
    "read-only": READ_ONLY,
    "byte-swapped": BIG.astype(">f4"),
    "Fortran": np.asfortranarray(BIG),
    "unaligned": np.frombuffer(b"\0" * 3 + BIG.tobytes(), np.float32, 24, 3),
    "zero strides": np.broadcast_to(np.float32(3), (3, 5)),
    "huge strides": np.lib.stride_tricks.as_strided(np.zeros(1 << 20, np.float32), (2, 3), (1 << 21, 1 << 20)),
    "field of a record": np.zeros(5, [("tag", "u1"), ("x", "f4")])["x"],
    "empty": np.zeros((0, 3), np.float32),
    "empty inside": np.zeros((3, 0), np.float32),
    "0-d": np.array(2.5, np.float32),
    "one element": np.array([[[7]]], np.float32),
    "NaN": np.float32([np.nan, 1, -np.inf]),
    "subclass": BIG.view(Subclass),
    "float64": BIG.astype(np.float64),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays_of_every_layout(name: str, run: Callable[..., Any]) -> None:
    x = ARRAYS[name]
    before = x.copy()
    found = run(lambda t: (t * 2 + 1, t.sum(), t.T if t.ndim == 2 else t, t), x)
    x = np.asarray(x)
    with np.errstate(invalid="ignore"):
        expected = (x * 2 + 1, x.sum(), x.T if x.ndim == 2 else x, x)
    for got, wanted in zip(found, expected):
        assert got.shape == wanted.shape and got.numpy().dtype == x.dtype.newbyteorder("=")
        np.testing.assert_allclose(got.numpy(), wanted, rtol=1e-6)
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("kind", ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"])
def test_arrays_of_every_dtype(kind: str, run: Callable[..., Any]) -> None:
    x = np.array([0, 1, 3], kind)
    same, total, half = run(lambda t: (t, t.sum(), t * 0.5), x)
    assert same.numpy().dtype == x.dtype and same.tolist() == x.tolist()
    assert float(total) == x.sum()
    assert half.dtype is ag.float32 and half.tolist() == (x * np.float32(0.5)).tolist()


UNSUPPORTED = {
    "complex128": np.zeros(2, complex),
    "object": np.array([None, 1]),
    "<U1": np.array(["a", "b"]),
    r"datetime64\[D\]": np.zeros(2, "datetime64[D]"),
    r"\[\('a'": np.zeros(2, [("a", "f4")]),
}


@pytest.mark.parametrize("name", UNSUPPORTED)
def test_arrays_that_are_refused(name: str, run: Callable[..., Any]) -> None:
    x = UNSUPPORTED[name]
    refused(lambda: run(lambda t: t + 1, x), f"dtype .*{name}.* is not supported", "convert first")
    refused(lambda: run(lambda t: t + x, ones(2)), f"dtype .*{name}.* is not supported", "convert first")


# -- operations that do not fit, the same in all modes

MISFITS: dict[str, tuple[Callable[[Any], Any], str, str]] = {
    "matmul": (lambda x: x @ x, r"matmul: inner dimensions differ: float32\[2, 3\] @ float32\[2, 3\]", "transpose"),
    "broadcast": (lambda x: x + ones(4), r"add: shapes do not broadcast: float32\[2, 3\] and float32\[4\]", "reshape"),
    "reshape": (lambda x: x.reshape(4, 3), r"has 6 elements, shape \[4, 3\] has 12", "-1"),
    "reshape twice": (lambda x: x.reshape(-1, -1), r"reshape: float32\[2, 3\] to \[-1, -1\]", "one -1"),
    "axis": (lambda x: x.sum(5), "axis 5 of 2 axes is out of range", "-2 … 1"),
    "axis twice": (lambda x: x.sum((0, 0)), "names an axis of .* twice", "once"),
    "axis word": (lambda x: x.sum("rows"), "axis='rows'", "integer"),
    "index": (lambda x: x[2], r"index 2 of axis 0 of float32\[2, 3\] is out of range", "-2 … 1"),
    "indices": (lambda x: x[0, 0, 0], "3 indices", "one index for each axis"),
    "float index": (lambda x: x[1.5], "by float 1.5", "integers"),
    "slice": (lambda x: x["a":], "by str 'a'", "integers"),
    "slice step": (lambda x: x[::0], "step 0", "positive or negative"),
    "truth": (lambda x: bool(x), r"the truth of float32\[2, 3\] is not defined", "any"),
    "item": (lambda x: x.item(), "has 6 elements", "index one"),
    "T": (lambda x: x[0].T, r"\.T of float32\[3\]", "mT"),
    "max of nothing": (lambda x: x[:0].max(0), "no elements along axes", "size first"),
    "permute": (lambda x: ag.permute_dims(x, (0, 0)), "do not name each axis", "permutation"),
    "broadcast_to": (lambda x: ag.broadcast_to(x, (4, 3)), "does not broadcast to shape", ""),
    "number": (lambda x: x.astype(ag.uint8) + 300, "300 does not fit uint8: it holds 0 … 255", "astype"),
    "bits": (lambda x: x & 3, r"bitwise_and: float32\[2, 3\] and float32\[\]", "compare first"),
    "write": (lambda x: x.__setitem__(0, 1), "tensors are immutable", "where"),
    "None": (lambda x: x + None, "asarray: None is no number", "convert"),
    "conv2d channels": (lambda x: F.conv2d(IMAGE, ones(1, 2, 3, 3)), "conv2d: .* does not fit weights", "images are"),
    "conv2d kernel": (lambda x: F.conv2d(IMAGE, ones(1, 1, 5, 5)), "larger than the image", "smaller"),
    "conv2d stride": (lambda x: F.conv2d(IMAGE, ones(1, 1, 2, 2), stride=0), "stride=0", "not below 1"),
    "conv2d padding": (lambda x: F.conv2d(IMAGE, ones(1, 1, 2, 2), padding=1.5), "padding=1.5", "integer"),
    "conv2d bias": (lambda x: F.conv2d(IMAGE, ones(2, 1, 2, 2), ones(3)), r"bias is float32\[3\]", r"\[2\]"),
    "pool": (lambda x: F.max_pool2d(IMAGE, 5), "window .* is larger", "smaller"),
    "pool kernel": (lambda x: F.max_pool2d(IMAGE, (2, 2, 2)), r"kernel_size=\(2, 2, 2\)", "two"),
    "pool axes": (lambda x: F.max_pool2d(x, 2), "is not an image batch", "images are"),
    "linear": (
        lambda x: F.linear(x, ones(2, 4)),
        r"x is float32\[2, 3\], the weights take 4 inputs",
        "the last axis of x",
    ),
    "softmax": (lambda x: F.softmax(x, 2), "axis 2 of 2 axes", "-2 … 1"),
    "labels shape": (lambda x: F.cross_entropy(x, [0]), r"input float32\[2, 3\] with targets int64\[1\]", "targets"),
    "labels dtype": (lambda x: F.cross_entropy(x, [0.0, 1.0]), "labels must be integers", "astype"),
    "logits dtype": (lambda x: F.cross_entropy(x.astype(ag.int32), [0, 1]), "cross_entropy: int32", "astype"),
    "classes": (lambda x: ag.one_hot([0], 0), "num_classes=0", "at least one"),
    "negative shape": (lambda x: ag.zeros((2, -3)), r"shape \[2, -3\] has a negative extent", "0 or more"),
    "no shape": (lambda x: ag.ones(2.5), "2.5 is not a shape", "integers"),
    "dtype": (lambda x: x.astype("float33"), "'float33' is not a dtype", "float32"),
    "device": (lambda x: x.to("tpu:0"), "no device 'tpu:0'", "cpu"),
    "asarray device": (lambda x: ag.asarray(ones(2), device="tpu"), "no device 'tpu'", "cpu"),
    "ragged": (lambda x: ag.asarray([[1], [1, 2]]), "asarray: ", "same lengths"),
    "derivative of ints": (lambda x: ag.grad(lambda n: n.sum())(3), "derivative with respect to int", "astype"),
    "derivative of many": (lambda x: ag.grad(lambda v: v)(x), "not a single number", "sum"),
    "derivative of none": (lambda x: ag.grad(lambda v: 3.0)(x), "returned float, not a tensor", "without .item"),
    "argnums": (lambda x: ag.grad(lambda v: v.sum(), 3)(x), "argnums=3, but the call has 1 arguments", "count from 0"),
    "nothing to derive": (
        lambda x: (x * 2).sum().backward(),
        "nothing that float32.* requires a gradient",
        "Parameter",
    ),
}


@pytest.mark.parametrize("name", MISFITS)
def test_what_does_not_fit(name: str, run: Callable[..., Any]) -> None:
    call, what, hint = MISFITS[name]
    refused(lambda: run(call, X), what, hint)


BAD_LABELS = [(np.array([0, 3]), "3"), (np.array([-1, 0]), "-1"), (np.array([1, 200], np.uint8), "200")]


@pytest.mark.parametrize(("labels", "shown"), BAD_LABELS)
def test_labels_out_of_range(labels: Any, shown: str, run: Callable[..., Any]) -> None:
    def loss(x: Any, y: Any) -> Any:
        scaled = x * 2
        return F.cross_entropy(scaled, y)  # the line to name

    error = refused(lambda: run(loss, X, labels), f"^index {shown} is out of range: expected 0 … 2$", "0 … 2")
    assert "the line to name" in str(error)


def test_labels_out_of_range_after_a_value_was_asked_for(run: Callable[..., Any]) -> None:
    def loss(x: Any, y: Any) -> Any:
        scaled = x * 2 if float(x.sum()) > 0 else x
        return F.cross_entropy(scaled, y)  # the line to name

    error = refused(lambda: run(loss, X, np.array([0, 9])), "index 9 is out of range", "0 … 2")
    assert "the line to name" in str(error)


def test_the_line_is_the_callers_even_when_the_kernel_is_known() -> None:
    """Two functions with one graph share a plan, not its lines."""
    one = ag.compile(lambda x, y: F.cross_entropy(x * 3, y))  # first
    two = ag.compile(lambda x, y: F.cross_entropy(x * 3, y))  # second
    for f, word in ((one, "first"), (two, "second"), (one, "first")):
        assert word in str(refused(lambda f=f: f(X, np.array([0, 9])), "index 9", "0 … 2"))
    assert two.stats.compilations == 0
