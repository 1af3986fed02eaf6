"""Products of tensors against NumPy: `einsum` in its many forms, `tensordot`, `vecdot`, `outer`, `trace`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from function_cases import Case, assert_same, at_once
from hypothesis import given
from hypothesis import strategies as st

import autograph as ag
from autograph.errors import ArgumentError, DtypeError, RangeError, ShapeError

RNG = np.random.default_rng(8)
A, B, C = (RNG.integers(-3, 4, s).astype(np.float32) for s in ((3, 4), (4, 5), (5, 3)))
S, T = (RNG.integers(-3, 4, s).astype(np.float32) for s in ((2, 3, 3), (2, 3, 4)))
V = np.arange(4, dtype=np.float32)
EMPTY = np.zeros((0, 4), np.float32)

SUBSCRIPTS: list[tuple[str, tuple[Any, ...]]] = [
    ("ij,jk->ik", (A, B)), ("ij,jk", (A, B)), ("ij,jk->ki", (A, B)), ("ij,jk,ki->", (A, B, C)), ("ij,jk,ki", (A, B, C)),
    ("ij->ji", (A,)), ("ji", (A,)), ("ij->", (A,)), ("ij->j", (A,)), ("bii->bi", (S,)), ("bii", (S,)), ("bii->", (S,)),
    ("...i,...i", (T, T)), ("...ij,...jk->...ik", (T, B)), ("b...,b...->...", (T, T)), ("i...->...", (A,)),
    ("i,j", (V, V)), ("i,i", (V, V)), ("i,i->i", (V, V)), ("bij,bj->bi", (T, V[None])), ("ij,j", (A, V)),
    ("bij,bkj->bik", (T, T)), ("bij,cj->bic", (T, A)), ("aij,bij->ab", (T, T)), ("ij,kl->ijkl", (A, B)),
    ("ij,jk->ik", (EMPTY, B)), ("ij,ij->", (EMPTY, EMPTY)), ("i j , j k -> i k", (A, B)), (",i->i", (np.float32(2), V)),
    ("ab,bc,cd,de->ae", (A, B, C, A)), ("bij,bjk,bk->bi", (T, np.swapaxes(T, 1, 2).copy(), T[:, :, 0])),
    ("ij,jk->ik", (A.astype(np.int8), B.astype(np.int32))), ("ij->i", (A.astype(np.int8),)),
]  # fmt: skip


def einsum_case(subscripts: str, arrays: tuple[Any, ...]) -> Case:
    return Case(subscripts, lambda *a: ag.einsum(subscripts, *a), lambda *a: np.einsum(subscripts, *a), arrays)


CASES = [einsum_case(*s) for s in SUBSCRIPTS] + [
    Case("tensordot", lambda a, b: ag.tensordot(a, b, axes=1), lambda a, b: np.tensordot(a, b, 1), (T, B)),
    Case("tensordot_none", lambda a, b: ag.tensordot(a, b, axes=0), lambda a, b: np.tensordot(a, b, 0), (A, V)),
    Case("tensordot_pairs", lambda a, b: ag.tensordot(a, b, axes=([0, -1], [1, 0])),
         lambda a, b: np.tensordot(a, b, ([0, -1], [1, 0])), (T, RNG.integers(-3, 4, (4, 2, 5)).astype(np.float32))),
    Case("vecdot", lambda a, b: ag.vecdot(a, b), lambda a, b: (a * b).sum(-1), (T, V)),
    Case("vecdot_axis", lambda a, b: ag.vecdot(a, b, axis=-2), lambda a, b: (a * b).sum(-2), (T, A)),
    Case("vecdot_int", lambda a, b: ag.vecdot(a, b), lambda a, b: (a * b).sum(dtype=np.int8), (V.astype("b"),) * 2),
    Case("outer", ag.outer, np.outer, (V, A[0])),
    Case("trace", lambda a: ag.trace(a, offset=1), lambda a: np.trace(a, 1, 1, 2), (S,)),
    Case("trace_int", lambda a: a.trace(), np.trace, (A.astype(np.int8),)),
    Case("matmul_of_nothing", ag.matmul, np.matmul, (EMPTY.T.copy(), EMPTY)),
]  # fmt: skip


def test_at_once(number: int) -> None:
    case = CASES[number]
    assert_same(at_once(case), case.theirs(*case.arrays), 1e-6)


def test_in_a_compiled_call(number: int, results: list[Any]) -> None:
    assert_same(results[number], CASES[number].theirs(*CASES[number].arrays), 1e-6)


LETTERS = "abcd"


@given(st.data())
def test_any_subscripts(data: Any) -> None:
    extents = {c: data.draw(st.integers(0, 3)) for c in LETTERS}
    terms = data.draw(st.lists(st.text(LETTERS, max_size=3), min_size=1, max_size=4))
    used = sorted(set("".join(terms)))
    output = "".join(data.draw(st.permutations(used))[: data.draw(st.integers(0, len(used)))])
    subscripts = ",".join(terms) + data.draw(st.sampled_from(["", "->" + output]))
    rng = np.random.default_rng(1)
    arrays = [rng.integers(-3, 4, [extents[c] for c in term]).astype(np.float64) for term in terms]
    found = ag.einsum(subscripts, *map(ag.asarray, arrays)).numpy()
    assert_same([found], np.einsum(subscripts, *arrays), 1e-12)  # the sign of a zero depends on the order


def test_derivatives_are_slopes() -> None:
    x = RNG.normal(size=(3, 3))
    b = RNG.normal(size=(3, 3))

    def f(t: ag.Tensor) -> ag.Tensor:
        chain = ag.einsum("ij,jk,kl->il", t, b, t) + ag.tensordot(t, b, axes=([0], [1]))
        return (chain * ag.outer(t[0], t[:, 1])).sum() + ag.trace(t) ** 2 + (ag.einsum("ii->i", t) ** 3).sum()

    h = 1e-5
    ends = [(f(ag.asarray(x + d)) - f(ag.asarray(x - d))).item() for d in h * np.eye(9).reshape(9, 3, 3)]
    np.testing.assert_allclose(ag.grad(f)(ag.asarray(x)).numpy().ravel(), np.array(ends) / 2 / h, atol=1e-7)


@pytest.mark.compiler
def test_compiled_derivatives_of_any_order() -> None:
    def f(t: ag.Tensor) -> ag.Tensor:
        return (ag.einsum("bij,bkj->bik", t, t) ** 2).sum() * ag.einsum("bii->", t[:, :, :3])

    second = ag.grad(lambda t: (ag.grad(f)(t) ** 2).sum())
    x = ag.asarray(RNG.normal(size=(2, 3, 4)))
    np.testing.assert_allclose(ag.compile(second)(x).numpy(), second(x).numpy(), rtol=1e-9)


ERRORS: list[tuple[Any, type[Exception], str]] = [
    (lambda: ag.einsum("ij"), ArgumentError, "einsum 'ij' of nothing"),
    (lambda: ag.einsum("ij,jk", A), ArgumentError, "2 terms for 1 operands"),
    (lambda: ag.einsum("ijk", A), ShapeError, r"term 'ijk' for float32\[3, 4\]"),
    (lambda: ag.einsum("i", A), ShapeError, "term 'i' for float32"),
    (lambda: ag.einsum("ij,jk", A, A), ShapeError, r"axis 'j' has extent 4 in float32\[3, 4\] and 3 in"),
    (lambda: ag.einsum("...,...", A, B), ShapeError, "the ellipsis has extent"),
    (lambda: ag.einsum("i1", A), ArgumentError, "term 'i1'"),
    (lambda: ag.einsum("ij->ik", A), ArgumentError, "output 'ik'"),
    (lambda: ag.einsum("ij->ii", A), ArgumentError, "output 'ii'"),
    (lambda: ag.einsum("...j->j", A), ArgumentError, "keep the ..."),
    (lambda: ag.einsum("ij->", A > 0), DtypeError, "einsum of bool"),
    (lambda: ag.matmul(A > 0, B > 0), DtypeError, "matmul of bool"),
    (lambda: ag.tensordot(A, B, axes=3), ShapeError, "3 axes of"),
    (lambda: ag.tensordot(A, A, axes=1), ShapeError, "over axes .1. and .0."),
    (lambda: ag.tensordot(A, B, axes=([0], [0, 1])), ArgumentError, "axes="),
    (lambda: ag.vecdot(A, B), ShapeError, "along axis -1"),
    (lambda: ag.vecdot(A, V, axis=-2), RangeError, "axis -2 of 1 axes"),
    (lambda: ag.outer(A, V), ShapeError, "outer of float32"),
    (lambda: ag.trace(V), ShapeError, "diagonal of float32"),
    (lambda: ag.diagonal(A, offset=0.5), ArgumentError, "offset=0.5 is no integer"),
]


@pytest.mark.parametrize(("call", "error", "message"), ERRORS)
def test_what_does_not_fit_is_refused(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as caught:
        call()
    assert len(str(caught.value).splitlines()) == 3
