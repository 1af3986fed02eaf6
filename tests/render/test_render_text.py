"""How expressions and pages are put into text: parentheses, index sums, indentation, names."""

from __future__ import annotations

import pytest

from autograph.kernel.index import Index, Var
from autograph.render.source import indent
from autograph.render.words import Word, bare, branch, grouped, index_text, operand

A, B, C, U = Var("a", 10), Var("b", 10), Var("c", 10), Var("u", 4)
VALUES = {"a": 3, "b": 5, "c": 7, "u": 2}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("(a + b)", "a + b"), ("(a) + (b)", "(a) + (b)"), ("f(a)", "f(a)"), ("((a))", "(a)"), ("a", "a")],
)
def test_bare(text: str, expected: str) -> None:
    assert bare(text) == expected


@pytest.mark.parametrize(
    ("outer", "position", "inner", "expected"),
    [
        ("add", 1, "mul", "a ? b"),
        ("add", 0, "add", "a ? b"),
        ("add", 1, "add", "(a ? b)"),  # a + (b + c) rounds otherwise than a + b + c
        ("sub", 1, "sub", "(a ? b)"),
        ("mul", 0, "div", "a ? b"),
        ("mul", 1, "div", "(a ? b)"),
        ("mul", 0, "add", "(a ? b)"),
        ("lt", 1, "add", "a ? b"),
        ("and", 0, "lt", "(a ? b)"),
        ("neg", 0, "add", "(a ? b)"),
    ],
)
def test_parentheses_stay_where_they_mean_something(outer: str, position: int, inner: str, expected: str) -> None:
    word = Word("(a ? b)", 1, 0, inner)
    assert operand(outer, position, word, word.text) == expected


def test_a_word_that_was_wrapped_since_is_left_alone() -> None:
    assert operand("add", 1, Word("(a * b)", 1, 0, "mul"), "splat(a * b)") == "splat(a * b)"


def test_branches_of_conditionals() -> None:
    assert branch("(a + b)") == "a + b"
    assert branch("(a ? b : c)") == "(a ? b : c)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("n0", "n0"), ("n0 + 1", "(n0 + 1)"), ("f(a, (b))", "f(a, (b))"), ("f(a) + g(b)", "(f(a) + g(b))"), ("3", "(3)")],
)
def test_grouped(text: str, expected: str) -> None:
    assert grouped(text) == expected


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (Index(), "0"),
        (Index.of(A), "a"),
        (Index.of(A) * 6 + B, "a * 6 + b"),
        (Index.of(A) * 6 + Index.of(B) * 6 + C + 2, "(a + b) * 6 + c + 2"),
        (Index.of(A) + B - 3, "a + b - 3"),
        (11 - Index.of(A), "11 - a"),
        (Index.of(C) - Index.of(A) * 14, "c - a * step"),
        (Index() - Index.of(A) - Index.of(B), "0 - (a + b)"),
        (Index.of(A) * 6 + Index.of(U) * 6 + B, "a * 6 + b + u * 6"),
        (Index.of(B) + U - 3, "b - 3 + u"),
        (Index.of(U) * 6, "u * 6"),
        (Index.of(B) - Index.of(U), "b - u"),
    ],
)
def test_index_text(index: Index, expected: str) -> None:
    text = index_text(index, lambda atom: atom.name, {14: "step"}, {U})
    assert text == expected
    assert eval(text, {**VALUES, "step": 14}) == sum(c * VALUES[atom.name] for atom, c in index.terms) + index.constant


def test_indentation_follows_braces_and_bare_loop_headers() -> None:
    lines = [
        "void f(void) {",
        "#pragma omp for",
        "for (int a = 0; a < 2; a++)",
        "for (int b = 0; b < 2; b++) {",
        "for (int c = 0; c < 2; c++) x();",
        "for (int d = 0; d < 2; d++)",
        "y();",
        "z();",
        "}",
        "w();",
        "}",
        "/* one,",
        "two */",
        "int v;",
    ]
    expected = """\
void f(void) {
  #pragma omp for
  for (int a = 0; a < 2; a++)
    for (int b = 0; b < 2; b++) {
      for (int c = 0; c < 2; c++) x();
      for (int d = 0; d < 2; d++)
        y();
      z();
    }
  w();
}
/* one,
   two */
int v;
"""
    assert indent("\n".join(lines)) == expected
    assert indent(expected) == expected
