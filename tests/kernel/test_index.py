"""Index arithmetic means what Python's integers mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograph.kernel.index import AtMost, Atom, Index, Quotient, Remainder, Var

VARIABLES = tuple(Var(name, extent) for name, extent in (("a", 1), ("b", 2), ("c", 7), ("d", 16), ("e", 60)))
Values = Mapping[Var, int]
Meaning = Callable[[Values], int]
#: An expression twice: as an Index, and as a function of Python integers.
Pair = tuple[Index, Meaning]


def leaf(v: Var) -> Pair:
    return Index.of(v), lambda values: values[v]


def number(k: int) -> Pair:
    return Index.of(k), lambda values: k


def extend(inner: st.SearchStrategy[Pair]) -> st.SearchStrategy[Pair]:
    factor, divisor = st.integers(-20, 20), st.integers(1, 24)

    def added(x: Pair, y: Pair) -> Pair:
        return x[0] + y[0], lambda v: x[1](v) + y[1](v)

    def less(x: Pair, y: Pair) -> Pair:
        return x[0] - y[0], lambda v: x[1](v) - y[1](v)

    def from_number(x: Pair, k: int) -> Pair:
        return k - x[0], lambda v: k - x[1](v)

    def times(x: Pair, k: int) -> Pair:
        return x[0] * k, lambda v: x[1](v) * k

    def over(x: Pair, k: int) -> Pair:
        return x[0] // k, lambda v: x[1](v) // k

    def modulo(x: Pair, k: int) -> Pair:
        return x[0] % k, lambda v: x[1](v) % k

    def at_most(x: Pair, k: int) -> Pair:
        return x[0].at_most(k), lambda v: min(x[1](v), k)

    return st.one_of(
        st.builds(added, inner, inner),
        st.builds(less, inner, inner),
        st.builds(from_number, inner, factor),
        st.builds(times, inner, factor),
        st.builds(over, inner, divisor),
        st.builds(modulo, inner, divisor),
        st.builds(at_most, inner, st.integers(-30, 200)),
    )


expressions = st.recursive(
    st.one_of(st.sampled_from(VARIABLES).map(leaf), st.integers(-30, 30).map(number)), extend, max_leaves=12
)
values_of_variables = st.fixed_dictionaries({v: st.integers(0, v.extent - 1) for v in VARIABLES})


def value(index: Index, values: Values) -> int:
    return index.constant + sum(c * atom_value(a, values) for a, c in index.terms)


def atom_value(atom: Atom, values: Values) -> int:
    if isinstance(atom, Var):
        return values[atom]
    assert isinstance(atom, (Quotient, Remainder, AtMost))
    inner = value(atom.index, values)
    if isinstance(atom, AtMost):
        return min(inner, atom.by)
    return inner // atom.by if isinstance(atom, Quotient) else inner % atom.by


@settings(max_examples=400, derandomize=True)
@given(expressions, values_of_variables)
def test_arithmetic_is_that_of_integers(pair: Pair, values: Values) -> None:
    index, meaning = pair
    assert value(index, values) == meaning(values)


@settings(max_examples=400, derandomize=True)
@given(expressions, values_of_variables)
def test_values_lie_within_the_bounds(pair: Pair, values: Values) -> None:
    low, high = pair[0].bounds
    assert low <= value(pair[0], values) <= high


@settings(max_examples=400, derandomize=True)
@given(expressions, st.dictionaries(st.sampled_from(VARIABLES), expressions, max_size=3), values_of_variables)
def test_map_substitutes(pair: Pair, replacements: dict[Var, Pair], values: Values) -> None:
    # A variable is only ever replaced by something within its own range.
    inside = {v: (p[0] % v.extent, p[1]) for v, p in replacements.items()}
    mapped = pair[0].map(lambda a: inside[a][0] if a in inside else None)
    moved = {v: inside[v][1](values) % v.extent if v in inside else values[v] for v in VARIABLES}
    assert value(mapped, values) == pair[1](moved)


@settings(max_examples=200, derandomize=True)
@given(expressions, expressions, expressions)
def test_equal_sums_are_one_index(x: Pair, y: Pair, z: Pair) -> None:
    a, b, c = x[0], y[0], z[0]
    assert a + b == b + a and hash(a + b) == hash(b + a)
    assert (a + b) + c == a + (b + c)
    assert a - a == Index() and a * 1 == a and a // 1 == a and a % 1 == Index()
    assert (a + b) * 3 == a * 3 + b * 3


@settings(max_examples=200, derandomize=True)
@given(expressions)
def test_atoms_include_those_inside_quotients(pair: Pair) -> None:
    def inside(index: Index) -> set[Atom]:
        found: set[Atom] = set()
        for a, _ in index.terms:
            found |= {a} if isinstance(a, Var) else {a, *inside(a.index)}  # type: ignore[union-attr]
        return found

    assert set(pair[0].atoms()) == inside(pair[0])


B, L, W = Var("b", 5), Var("l", 16), Var("w", 6)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        ((Index.of(B) * 16 + L) // 16, "b"),
        ((Index.of(B) * 16 + L) % 16, "l"),
        ((Index.of(B) * 16 + L + 16) // 16, "b + 1"),
        ((Index.of(B) * 32 + L) // 16, "2*b"),
        ((Index.of(B) * 8 + L) // 16, "(8*b + l)/16"),
        ((Index.of(L) - 16) // 16, "-1"),
        ((Index.of(L) - 16) % 16, "l"),
        (Index.of(L) // 4 // 4, "0"),
        ((Index.of(B) * 16 + L) // 4 // 4, "b"),
        (Index.of(B) + Index.of(L) - Index.of(B), "l"),
        (Index.of(L) % 3 * 2 - 5, "2*(l)%3 - 5"),
        (Index.of(W).at_most(5), "w"),
        (Index.of(W).at_most(4), "(w)^4"),
        (Index(), "0"),
    ],
)
def test_reshapes_fold_by_arithmetic(made: Index, text: str) -> None:
    assert str(made) == text
