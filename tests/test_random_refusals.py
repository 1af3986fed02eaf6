"""What random numbers cannot be made of, and what the errors say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph.errors import ArgumentError, AutographError, DtypeError, RangeError, ShapeError, TraceError


def refused(call: Callable[[], Any], kind: type[AutographError], what: str, hint: str) -> None:
    with pytest.raises(kind, match=what) as caught:
        call()
    lines = str(caught.value).split("\n")
    assert len(lines) == 3 and lines[1].startswith("  at test_random_refusals.py:"), lines
    assert hint in lines[2]


def test_what_is_no_seed() -> None:
    refused(lambda: ag.random.seed(-1), ArgumentError, r"seed\(-1\)", "0 or more")
    refused(lambda: ag.random.seed("a"), ArgumentError, r"seed\('a'\)", "integer")  # type: ignore[arg-type]
    refused(lambda: ag.random.Generator(1 << 64), ArgumentError, "seed", "64 bits")


def test_what_is_no_state() -> None:
    g = ag.random.Generator(0)
    refused(lambda: g.set_state(np.zeros(3, np.uint64)), ArgumentError, r"set_state: uint64\[3\]", "get_state")
    refused(lambda: g.set_state(np.zeros(2)), ArgumentError, r"set_state: float64\[2\]", "get_state")


def test_what_is_no_distribution() -> None:
    r = ag.random
    refused(lambda: r.uniform(2, 1.0, 0.0), ArgumentError, "uniform from 1.0 to 0.0", "above")
    refused(lambda: r.uniform(2, 0.0, float("nan")), ArgumentError, "uniform from 0.0 to nan", "above")
    refused(lambda: r.uniform(-2), ShapeError, "negative extent", "0 or more")
    refused(lambda: r.uniform(2, dtype=ag.int32), DtypeError, "uniform of int32", "floating")
    refused(lambda: r.normal(2, 0.0, -1.0), ArgumentError, "std=-1.0", "0 or more")
    refused(lambda: r.exponential(2, -1.0), ArgumentError, "scale=-1.0", "0 or more")
    refused(lambda: r.bernoulli(1.5, 2), ArgumentError, "p=1.5", "0 … 1")
    refused(lambda: r.normal(2, np.zeros(3)), ShapeError, r"\[3\] does not broadcast to shape \[2\]", "aligned")


def test_what_are_no_integers() -> None:
    r = ag.random
    refused(lambda: r.randint(3, 3, 2), ArgumentError, "randint from 3 to 3", "high")
    refused(lambda: r.randint(0, 3, 2, dtype=ag.float32), DtypeError, "randint of float32", "integer dtype")
    refused(lambda: r.randint(0, 257, 2, dtype=ag.uint8), RangeError, "randint from 0 to 257 in uint8", "0 … 255")
    refused(lambda: r.randint(-1, 2, 2, dtype=ag.uint8), RangeError, "randint from -1 to 2 in uint8", "0 … 255")


def test_what_has_no_rows() -> None:
    r = ag.random
    refused(lambda: r.categorical(1.0), ShapeError, r"categorical: float32\[\] has no axis", "classes")
    refused(lambda: r.categorical([1, 2]), DtypeError, "logits of int64", "floating")
    refused(lambda: r.permutation(-1), ArgumentError, r"permutation\(-1\)", "0 or more")
    refused(lambda: r.permutation(2.5), ArgumentError, r"permutation\(2.5\)", "integer")
    refused(lambda: r.permutation(ag.asarray(2.5)), ShapeError, r"permutation: float32\[\] has no rows", "axes")
    refused(lambda: r.choice(0, 1), ArgumentError, "choice from nothing", "one row")
    refused(lambda: r.choice(3, 4, replace=False), ArgumentError, "without replacement of 4 from 3", "replace=True")
    refused(
        lambda: r.choice(3, 1, replace=False, p=[1, 0, 0]), ArgumentError, "without replacement with p", "leave out p"
    )
    refused(lambda: r.choice(3, 1, p=[0.5, 0.5]), ShapeError, r"choice from 3 with p of float32\[2\]", "[3]")


def test_a_composite_does_not_draw() -> None:
    noisy = ag.composite(lambda x: x + ag.random.uniform(2))
    refused(
        lambda: ag.compile(lambda x: noisy(x))(np.zeros(2)), TraceError, "not among its arguments", "arguments alone"
    )
