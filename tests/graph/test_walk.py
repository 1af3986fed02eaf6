"""Traversals: each written once, none recursive."""

from __future__ import annotations

from autograph import dtypes
from autograph.errors import Location
from autograph.graph import (
    Node,
    TensorType,
    attribute,
    depends_on,
    node,
    rewrite,
    substitute,
    topological,
    users,
)
from autograph.ops.elementwise import Exp, add, exp, log, multiply
from autograph.ops.source import Input

X, Y, Z = (node(Input(k, TensorType((3,), dtypes.float32))) for k in range(3))


def test_topological_gives_inputs_first_and_each_node_once() -> None:
    shared = exp(X)
    out = add(multiply(shared, Y), shared)
    assert topological([out]) == [X, shared, Y, multiply(shared, Y), out]
    assert topological([shared, out]) == topological([out])
    assert topological([]) == []


def test_topological_stops_where_asked() -> None:
    inner = exp(X)
    out = add(inner, Y)
    assert topological([out], stop=lambda n: n is inner) == [inner, Y, out]
    assert topological([out], stop=lambda n: True) == [out]


def test_deep_graphs_need_no_stack() -> None:
    out = X
    for _ in range(20_000):
        out = add(out, Y)
    assert len(topological([out])) == 20_002
    (moved,) = substitute([out], {X: Z})
    assert Z in topological([moved]) and X not in topological([moved])
    assert len(depends_on([out], [X])) == 20_001


def test_users_lists_each_reader_once() -> None:
    square, out = multiply(X, X), add(multiply(X, X), Y)
    assert users(topological([out])) == {X: [square], Y: [out], square: [out], out: []}


def test_rewrite_shows_the_rule_rebuilt_nodes() -> None:
    def rule(n: Node) -> Node | None:
        return log(n.inputs[0]) if isinstance(n.op, Exp) else None

    assert rewrite([exp(exp(X)), exp(X), Y], rule) == [log(log(X)), log(X), Y]


def test_rewrite_takes_given_nodes_as_they_are_and_notes_new_ones() -> None:
    done = {exp(X): Y}
    (out,) = rewrite([add(exp(X), Z)], lambda n: None, done)
    assert out is add(Y, Z) and done[add(exp(X), Z)] is out
    assert X not in done, "what stands below a given node is not visited"


def test_rewrite_without_changes_gives_the_same_nodes() -> None:
    outputs = [add(exp(X), Y), X]
    assert rewrite(outputs, lambda n: None) == outputs


def test_rewrite_hands_lines_on() -> None:
    line = Location("model.py", 3, "y = exp(x)")
    lines = {exp(X): line}
    (out,) = rewrite([exp(X)], lambda n: multiply(log(X), Y) if isinstance(n.op, Exp) else None, lines=lines)
    assert lines[out] == lines[log(X)] == line


def test_substitute_replaces_inner_nodes() -> None:
    assert substitute([add(exp(X), X), Y], {exp(X): Z}) == [add(Z, X), Y]


def test_depends_on_gives_the_nodes_between() -> None:
    left, right = exp(X), log(Y)
    out = add(left, right)
    assert depends_on([out], [X]) == {X, left, out}
    assert depends_on([out], [left, Y]) == {left, Y, right, out}
    assert depends_on([right], [X]) == {X}


def test_attribute_leaves_known_lines_alone() -> None:
    first, second = Location("a.py", 1, ""), Location("a.py", 2, "")
    lines = {exp(X): first}
    attribute([add(exp(X), Y)], lines, second)
    assert lines[exp(X)] == first and lines[add(exp(X), Y)] == lines[Y] == second
    assert X not in lines, "what stands below a known node is known"
