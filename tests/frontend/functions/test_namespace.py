"""autograph as an array API namespace: dtypes, constants, signatures, and memory shared through DLPack."""

from __future__ import annotations

import inspect
import math
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import dtypes
from autograph.errors import ArgumentError, DeviceError, DtypeError

#: Function → what the standard (2024.12) says may be given by name, of those written here.
KEYWORDS: dict[str, tuple[str, ...]] = {
    "all": ("axis", "keepdims"), "any": ("axis", "keepdims"), "arange": ("stop", "step", "dtype", "device"),
    "argmax": ("axis", "keepdims"), "argmin": ("axis", "keepdims"), "asarray": ("dtype", "device", "copy"),
    "astype": ("copy", "device"), "broadcast_arrays": (), "broadcast_shapes": (), "broadcast_to": ("shape",),
    "can_cast": (), "concat": ("axis",), "count_nonzero": ("axis", "keepdims"),
    "diff": ("axis", "n", "prepend", "append"), "empty": ("dtype", "device"), "empty_like": ("dtype", "device"),
    "expand_dims": ("axis",), "eye": ("k", "dtype", "device"), "finfo": (), "flip": ("axis",),
    "from_dlpack": ("device", "copy"), "full": ("dtype", "device"), "full_like": ("dtype", "device"), "iinfo": (),
    "isdtype": (), "linspace": ("dtype", "device", "endpoint"), "matmul": (), "matrix_transpose": (),
    "max": ("axis", "keepdims"), "mean": ("axis", "keepdims"), "meshgrid": ("indexing",), "min": ("axis", "keepdims"),
    "moveaxis": (), "ones": ("dtype", "device"), "ones_like": ("dtype", "device"), "permute_dims": ("axes",),
    "prod": ("axis", "dtype", "keepdims"), "repeat": ("axis",), "reshape": ("shape", "copy"), "result_type": (),
    "roll": ("shift", "axis"), "squeeze": ("axis",), "stack": ("axis",), "std": ("axis", "correction", "keepdims"),
    "sum": ("axis", "dtype", "keepdims"), "tensordot": ("axes",), "tile": (), "tril": ("k",), "triu": ("k",),
    "unstack": ("axis",), "var": ("axis", "correction", "keepdims"), "vecdot": ("axis",), "where": (),
    "zeros": ("dtype", "device"), "zeros_like": ("dtype", "device"),
}  # fmt: skip


#: The rest of the standard's names, but for complex numbers.
NAMES = """
    abs acos acosh add argsort asin asinh atan atan2 atanh bitwise_and bitwise_invert bitwise_left_shift
    bitwise_or bitwise_right_shift bitwise_xor bool ceil clip copysign cos cosh cumulative_prod cumulative_sum
    divide e equal exp expm1 float32 float64 floor floor_divide greater greater_equal hypot inf int16 int32
    int64 int8 isfinite isin isinf isnan less less_equal log log10 log1p log2 logaddexp logical_and logical_not
    logical_or logical_xor maximum minimum multiply nan negative newaxis nextafter nonzero not_equal pi positive
    pow reciprocal remainder round searchsorted sign signbit sin sinh sort sqrt square subtract take
    take_along_axis tan tanh trunc uint16 uint32 uint64 uint8 unique_all unique_counts unique_inverse
    unique_values
"""


def test_the_standard_s_names_are_there() -> None:
    assert [name for name in NAMES.split() if name not in vars(ag)] == []


@pytest.mark.parametrize("name", KEYWORDS)
def test_functions_take_what_the_standard_says(name: str) -> None:
    parameters = inspect.signature(getattr(ag, name)).parameters
    assert set(KEYWORDS[name]) <= {n for n, p in parameters.items() if p.kind is not p.POSITIONAL_ONLY}


def test_constants() -> None:
    assert (ag.e, ag.pi, ag.inf, ag.newaxis) == (math.e, math.pi, math.inf, None) and ag.nan != ag.nan
    assert ag.asarray([1.0, 2.0])[:, ag.newaxis].shape == (2, 1)


def test_a_function_that_knows_no_library() -> None:
    def softmax(x: Any) -> Any:
        xp = x.__array_namespace__()
        shifted = xp.exp(x - xp.max(x, axis=-1, keepdims=True))
        return xp.astype(shifted / xp.sum(shifted, axis=-1, keepdims=True), xp.float64, copy=False)

    x = np.arange(6.0).reshape(2, 3)
    shifted = np.exp(x - x.max(1, keepdims=True))
    np.testing.assert_allclose(softmax(ag.asarray(x)).numpy(), shifted / shifted.sum(1, keepdims=True), rtol=1e-12)
    assert ag.asarray(x).__array_namespace__(api_version="2024.12") is ag and ag.__array_api_version__ == "2024.12"
    with pytest.raises(ArgumentError, match="array API 2099.12"):
        ag.asarray(x).__array_namespace__(api_version="2099.12")


def test_what_the_namespace_tells() -> None:
    info = ag.__array_namespace_info__()
    assert info.default_device() == "cpu" and "cpu" in info.devices()
    assert info.default_dtypes() == {"real floating": ag.float32, "integral": ag.int64, "indexing": ag.int64}
    assert info.capabilities()["boolean indexing"] and info.capabilities()["max dimensions"] >= 8
    assert info.dtypes() == {d.name: d for d in dtypes.COMPUTED}
    assert list(info.dtypes(kind="unsigned integer")) == ["uint8", "uint16", "uint32", "uint64"]
    assert list(info.dtypes(kind=("bool", "signed integer"))) == ["bool", "int8", "int16", "int32", "int64"]
    assert ag.float64 is info.dtypes()["float64"]


def test_methods_are_the_functions() -> None:
    x = np.arange(1.0, 10).reshape(1, 3, 3)
    t = ag.asarray(x)
    assert t.prod(2).tolist() == x.prod(2).tolist() and t.prod(dtype=ag.int64).item() == math.factorial(9)
    assert t.sum(0, dtype=ag.float32).dtype is ag.float32
    np.testing.assert_allclose(t.std(1, correction=1).numpy(), x.std(1, ddof=1))
    np.testing.assert_allclose(t.var((1, 2), keepdims=True).numpy(), x.var((1, 2), keepdims=True))
    assert t.squeeze(0).tolist() == x[0].tolist() and t.ravel().tolist() == x.ravel().tolist()
    assert t.repeat(2, 1).tolist() == x.repeat(2, 1).tolist()
    assert t.diagonal(offset=1).tolist() == [[2, 6]] and t.trace().tolist() == [15]
    assert (t > 8).any(1).tolist() == (x > 8).any(1).tolist() and (t > 3).all(2, True).tolist() == [[[0], [1], [1]]]
    assert t.to_device("cpu").device == "cpu"
    with pytest.raises(DeviceError, match="'tpu'"):
        t.to_device("tpu")


# -- dtypes


@pytest.mark.parametrize("name", ["float16", "float32", "float64"])
def test_limits_of_floats(name: str) -> None:
    ours, theirs = ag.finfo(getattr(ag, name)), np.finfo(name)
    for field in ("bits", "eps", "max", "min", "smallest_normal"):
        assert getattr(ours, field) == getattr(theirs, field)
    assert ours.dtype is getattr(ag, name) and ag.finfo(ag.ones(2, dtype=name)) == ours


def test_limits_of_bfloat16_which_numpy_does_not_know() -> None:
    limits = ag.finfo(ag.bfloat16)
    assert (limits.bits, limits.eps, limits.smallest_normal) == (16, 2.0**-7, 2.0**-126)
    assert limits.max == -limits.min == (2 - 2.0**-7) * 2.0**127


@pytest.mark.parametrize("name", ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"])
def test_limits_of_integers(name: str) -> None:
    ours, theirs = ag.iinfo(getattr(ag, name)), np.iinfo(name)
    assert (ours.bits, ours.max, ours.min) == (theirs.bits, theirs.max, theirs.min)
    assert ours.dtype is getattr(ag, name) and isinstance(ours.max, int)


def test_kinds() -> None:
    assert ag.isdtype(ag.float32, "real floating") and ag.isdtype(ag.uint8, ("bool", "integral"))
    assert ag.isdtype(ag.int8, ag.int8) and not ag.isdtype(ag.int8, (ag.uint8, "complex floating"))
    assert not ag.isdtype(ag.bool, "numeric") and ag.isdtype(ag.int64, "signed integer")
    with pytest.raises(ArgumentError, match="kind 'float'"):
        ag.isdtype(ag.int8, "float")


SAFE = dtypes.COMPUTED


def test_casts_that_promotion_makes() -> None:
    """As NumPy's `can_cast`, except that integers with floats give the float, whatever its size."""
    for a in SAFE:
        for b in SAFE:
            wanted = np.can_cast(a.numpy, b.numpy) or (b.is_float and not a.is_float)
            assert ag.can_cast(a, b) == wanted, (a, b)
    assert ag.can_cast(ag.ones(2), ag.float64) and not ag.can_cast(ag.ones(2), ag.int64)


def test_result_types() -> None:
    assert ag.result_type(ag.int8, ag.uint8) is ag.int16
    assert ag.result_type(ag.ones(2, dtype=ag.int32), np.ones(2, np.int8), 1) is ag.int32
    assert ag.result_type(ag.int32, 1.5) is ag.float32 and ag.result_type(True, False) is ag.bool
    assert ag.result_type(ag.float64, 2) is ag.float64 and ag.result_type(3, 2.5) is ag.float32
    with pytest.raises(ArgumentError, match="result_type of nothing"):
        ag.result_type()
    with pytest.raises(DtypeError, match="no integer dtype holds both"):
        ag.result_type(ag.uint64, ag.int8)


def test_limits_of_other_kinds_are_refused() -> None:
    with pytest.raises(DtypeError, match="finfo of int8"):
        ag.finfo(ag.int8)
    with pytest.raises(DtypeError, match="iinfo of float32"):
        ag.iinfo(ag.ones(2))


# -- memory shared with others


@pytest.mark.skipif(np.lib.NumpyVersion(np.__version__) < "2.1.0", reason="NumPy before 2.1 is handed a copy")
def test_numpy_reads_without_a_copy_and_may_not_write() -> None:
    t = ag.asarray(np.arange(6.0).reshape(2, 3))
    view = np.from_dlpack(t)
    assert np.shares_memory(view, t.numpy()) and view.tolist() == t.tolist()
    assert not view.flags.writeable and t.__dlpack_device__() == (1, 0)
    assert not np.shares_memory(np.from_dlpack(t, copy=True), t.numpy())


def test_arrays_come_in_without_a_copy_where_their_layout_allows() -> None:
    x = np.arange(6.0).reshape(2, 3)
    assert np.shares_memory(ag.from_dlpack(x).numpy(), x)
    assert ag.from_dlpack(x.T).tolist() == x.T.tolist() and not np.shares_memory(ag.from_dlpack(x.T).numpy(), x)
    assert not np.shares_memory(ag.from_dlpack(x, copy=True).numpy(), x)
    t = ag.asarray(x)
    assert ag.from_dlpack(t) is t
    with pytest.raises(ArgumentError, match="copy=False"):
        ag.from_dlpack(x.T, copy=False)


class Capsule:
    """Another library's array that knows DLPack 0 only."""

    def __init__(self, capsule: Any):
        self.capsule = capsule

    def __dlpack__(self, **_: Any) -> Any:
        return self.capsule

    def __dlpack_device__(self) -> tuple[int, int]:
        return 1, 0


def test_who_cannot_be_told_not_to_write_gets_a_copy() -> None:
    t = ag.asarray(np.arange(3.0))
    old = np.from_dlpack(Capsule(t.__dlpack__()))
    assert old.tolist() == [0, 1, 2] and not np.shares_memory(old, t.numpy())
    with pytest.raises(BufferError, match="immutable"):
        t.__dlpack__(copy=False)
    with pytest.raises(DeviceError, match="for device"):
        t.__dlpack__(max_version=(1, 0), dl_device=(2, 0))


def test_what_dlpack_does_not_carry_is_refused() -> None:
    with pytest.raises(ArgumentError, match="from_dlpack of list: it has no __dlpack__") as caught:
        ag.from_dlpack([1.0])
    assert len(str(caught.value).splitlines()) == 3


def test_torch_both_ways() -> None:
    torch = pytest.importorskip("torch")
    theirs = torch.arange(6, dtype=torch.float32).reshape(2, 3)
    ours = ag.from_dlpack(theirs)
    theirs[0, 0] = 9.0
    assert ours[0, 0].item() == 9 and ours.dtype is ag.float32
    assert ag.from_dlpack(theirs.T).tolist() == theirs.T.tolist()
    back = torch.from_dlpack(ours * 2)
    assert back.tolist() == [[18, 2, 4], [6, 8, 10]]
    for name in ("bool", "uint8", "int16", "int64", "float64"):
        t = ag.asarray(np.array([0, 1, 1], name))
        assert torch.from_dlpack(t).dtype is getattr(torch, name)
        assert ag.from_dlpack(torch.from_dlpack(t)).dtype is t.dtype
    with pytest.raises(DtypeError, match="require gradient"):
        ag.from_dlpack(torch.ones(2, requires_grad=True))
    with pytest.raises(DtypeError, match="from_dlpack"):
        ag.from_dlpack(torch.ones(2, dtype=torch.complex64))


@pytest.mark.compiler
def test_compiled_functions_take_and_give_shared_arrays() -> None:
    x = np.arange(4.0)
    double = ag.compile(lambda t: t * 2)
    assert np.from_dlpack(double(ag.from_dlpack(x))).tolist() == [0, 2, 4, 6]
