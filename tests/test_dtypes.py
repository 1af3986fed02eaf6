"""Scalar types: looking them up, and what two of them make."""

from __future__ import annotations

import itertools
import pickle
from typing import Any

import numpy as np
import pytest

from autograph import dtypes
from autograph.dtypes import COMPUTED, DType, dtype, promote
from autograph.errors import DtypeError


@pytest.mark.parametrize("d", COMPUTED, ids=str)
def test_every_spelling_finds_the_dtype(d: DType) -> None:
    spellings: list[Any] = [d, d.name, d.numpy, d.numpy.type, d.numpy.str, np.dtype(d.numpy).newbyteorder(">")]
    assert all(dtype(s) is d for s in spellings)
    assert d.bytes == d.numpy.itemsize and d.is_float == (d.numpy.kind == "f") and repr(d) == d.name


def test_pythons_and_cs_types_find_theirs() -> None:
    assert [dtype(t) for t in (bool, int, float)] == [dtypes.bool_, dtypes.int64, dtypes.float64]
    assert (
        dtype(np.longlong) is dtypes.int64 and dtype(np.ulonglong) is dtypes.uint64 and dtype(np.intc) is dtypes.int32
    )


@pytest.mark.parametrize("obj", [complex, "complex64", np.longdouble, "S3", object, "datetime64[s]", np.dtype("i4,f4")])
def test_types_that_do_not_exist_here_are_refused(obj: Any) -> None:
    with pytest.raises(DtypeError) as caught:
        dtype(obj)
    message = str(caught.value)
    assert "is not supported" in message and "test_dtypes.py" in message and "try: convert first" in message


@pytest.mark.parametrize("obj", ["floaty", 3.5, [1, 2]])
def test_what_is_no_dtype_is_refused(obj: Any) -> None:
    with pytest.raises(DtypeError, match="is not a dtype") as caught:
        dtype(obj)
    assert "try: use ag.float32" in str(caught.value)


@pytest.mark.parametrize("d", COMPUTED, ids=str)
def test_dtypes_are_single_objects(d: DType) -> None:
    assert pickle.loads(pickle.dumps(d)) is d


PAIRS = list(itertools.product(COMPUTED, COMPUTED))


@pytest.mark.parametrize(
    ("a", "b"), [p for p in PAIRS if p[0].kind == p[1].kind or "float" not in (p[0].kind, p[1].kind)]
)
def test_promotion_is_numpys(a: DType, b: DType) -> None:
    if {a.name, b.name} & {"uint64"} and {a.kind, b.kind} == {"int", "uint"}:
        with pytest.raises(DtypeError, match="no integer dtype holds both uint64") as caught:
            promote(a, b)
        assert "try: cast one with .astype(" in str(caught.value)
    else:
        assert promote(a, b).numpy == np.promote_types(a.numpy, b.numpy)


@pytest.mark.parametrize("f", dtypes.FLOATS, ids=str)
def test_integers_and_bools_take_the_float(f: DType) -> None:
    for d in COMPUTED:
        if not d.is_float:
            assert promote(d, f) is f and promote(f, d) is f


def test_promotion_is_symmetric_and_associative_without_uint64() -> None:
    known = [d for d in COMPUTED if d is not dtypes.uint64]
    for a, b, c in itertools.product(known, repeat=3):
        assert promote(a, b) is promote(b, a)
        assert promote(promote(a, b), c) is promote(a, promote(b, c))


def test_short_names_are_unique() -> None:
    assert len({d.short for d in COMPUTED}) == len(COMPUTED)


def test_numpy_takes_dtypes() -> None:
    assert np.zeros(2, dtypes.int8).dtype == np.int8 and np.dtype(dtypes.float64) == np.float64
