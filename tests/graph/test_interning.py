"""Equal nodes are one object, different ones are not, and a graph's text tells them apart."""

from __future__ import annotations

import gc
import threading
from typing import Any

import numpy as np
import pytest

from autograph import dtypes
from autograph.errors import Location
from autograph.graph import REGISTRY, Node, Op, TensorType, graph_text, node, op
from autograph.graph.check import check_graph
from autograph.graph.node import _table
from autograph.ops.elementwise import add, exp, multiply
from autograph.ops.gradient import gradient
from autograph.ops.movement import Pad, Reshape, Slice, permute
from autograph.ops.source import Arange, Constant, Input, constant

F, INT = dtypes.float32, dtypes.int64


def leaf(slot: int, *shape: int, dtype: dtypes.DType = F) -> Node:
    return node(Input(slot, TensorType(shape, dtype)))


def test_equal_ops_and_nodes_are_one_object() -> None:
    x, y = leaf(0, 3), leaf(1, 3)
    assert Reshape((1, 3)) is Reshape(shape=(1, 3))
    assert add(x, y) is add(x, y) and exp(x) is exp(x)
    assert add(x, y) is not add(y, x)
    assert leaf(0, 3) is x and leaf(0, 4) is not x and leaf(0, 3, dtype=dtypes.float64) is not x


class Marked(Op, abstract=True):
    """An op with an argument of any kind."""

    value: Any


#: Each pair is equal for Python, and different for a compiler.
LOOKALIKES = [(1, 1.0), (1, True), (1.0, True), (0, False), (0.0, -0.0), (0, 0.0), (0, -0.0)]


@pytest.mark.parametrize("pair", LOOKALIKES, ids=str)
@pytest.mark.parametrize("wrap", ["bare", "nested", "keyword"])
def test_arguments_that_python_takes_as_equal_are_told_apart(pair: tuple[Any, Any], wrap: str) -> None:
    made = [
        {"bare": lambda v: Marked(v), "nested": lambda v: Marked((v, (v,))), "keyword": lambda v: Marked(value=v)}[
            wrap
        ](v)
        for v in (*pair, *pair)
    ]
    assert made[0] is not made[1] and str(made[0]) != str(made[1])
    assert made[0] is made[2] and made[1] is made[3]


def test_nan_is_one_constant() -> None:
    assert Constant(float("nan"), F) is Constant(float("nan"), F)


def test_constants_of_lookalike_numbers_have_different_texts() -> None:
    made = [
        constant(0.0, F),
        constant(-0.0, F),
        constant(0, INT),
        constant(False, dtypes.bool_),
        constant(0, dtypes.int32),
    ]
    texts = [graph_text([n]) for n in made]
    assert len(set(made)) == len(set(texts)) == len(made)


def test_pads_of_lookalike_values_are_different() -> None:
    assert Pad(((0, 1, 0),), 0.0) is not Pad(((0, 1, 0),), -0.0)
    assert Slice(((0, 1, 2),)) is not Slice(((0, 2, 1),))


def test_nodes_nobody_holds_are_forgotten() -> None:
    x = leaf(7, 11)
    gc.collect()
    before = len(_table)
    kept = [exp(add(x, constant(k, F, (11,)))) for k in range(50)]
    assert len(_table) > before + 100
    del kept
    gc.collect()
    assert len(_table) <= before + 2


def test_one_node_however_many_threads_ask() -> None:
    x = leaf(3, 5)
    made: list[list[Node]] = []
    start = threading.Barrier(8)

    def make() -> None:
        start.wait()
        made.append([multiply(x, constant(k, F, (5,))) for k in range(200)])

    threads = [threading.Thread(target=make) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert all(a is b for row in made for a, b in zip(row, made[0]))


def test_the_text_of_a_graph() -> None:
    x, y = leaf(0, 2, 3), leaf(1, 3)
    total = add(x, y)
    lines = {total: Location("/home/me/model.py", 12, "z = x + y")}
    assert graph_text([permute(total, (1, 0)), total], lines) == (
        "%0 = input(0) : float32[2, 3]\n"
        "%1 = input(1) : float32[3]\n"
        "%2 = broadcast_to(shape=[2, 3])(%1) : float32[2, 3]\n"
        "%3 = add(%0, %2) : float32[2, 3]  # model.py:12\n"
        "%4 = permute(axes=[1, 0])(%3) : float32[3, 2]\n"
        "return %4, %3\n"
    )


def test_the_text_does_not_depend_on_what_was_made_before() -> None:
    def build() -> Node:
        x, y = leaf(0, 4), leaf(1, 4)
        return add(exp(x), multiply(y, exp(x)))

    first = graph_text([build()])
    gc.collect()
    leaf(1, 4), exp(leaf(1, 4))
    assert graph_text([build()]) == first


def test_texts_of_different_graphs_differ() -> None:
    x, y = leaf(0, 4), leaf(1, 4)
    graphs = [[x], [y], [x, y], [y, x], [add(x, y)], [add(y, x)], [add(x, x)], [add(x, y), x], [exp(x)], [exp(exp(x))]]
    graphs += [[leaf(0, 2, 2)], [leaf(0, 4, dtype=INT)], [node(Arange(4, F))], [node(Arange(4, INT))]]
    assert len({graph_text(g) for g in graphs}) == len(graphs)


def test_check_graph_finds_a_node_of_another_type() -> None:
    x = exp(leaf(0, 3))
    check_graph([x], "after nothing")
    broken = Node()
    broken.op, broken.inputs, broken.type = x.op, x.inputs, TensorType((4,), F)
    with pytest.raises(AssertionError, match=r"after nothing: exp has type float32\[4\], its rule says float32\[3\]"):
        check_graph([broken], "after nothing")


def test_check_graph_finds_derived_ops() -> None:
    x = leaf(0, 3)
    derived = gradient(exp(x), constant(1, F, (3,)), x)
    check_graph([derived], "tracing")
    with pytest.raises(AssertionError, match="expansion: gradient was not expanded"):
        check_graph([derived], "expansion", allow_derived=False)


def test_types_know_their_size() -> None:
    kind = TensorType((2, 0, 3), dtypes.float64)
    assert (kind.size, kind.nbytes, kind.ndim, str(kind)) == (0, 0, 3, "float64[2, 0, 3]")
    assert TensorType((), dtypes.int8).nbytes == 1
    assert kind == TensorType((2, 0, 3), dtypes.float64) and hash(kind) == hash(TensorType((2, 0, 3), dtypes.float64))


def test_names_of_ops_are_those_of_their_classes() -> None:
    assert REGISTRY["max_pool2d"].__name__ == "MaxPool2d" and REGISTRY["broadcast_to"].name == "broadcast_to"
    assert np.all([REGISTRY[name].name == name for name in REGISTRY])


def test_ops_that_nobody_uses_go() -> None:
    kept = Reshape((3, 7))
    for k in range(op.MOST_SHORTCUTS + 10):
        Reshape((k, 11))
    gc.collect()
    assert len(op._shortcuts) <= op.MOST_SHORTCUTS
    assert len(op._instances) < 2 * op.MOST_SHORTCUTS
    assert Reshape((3, 7)) is kept
