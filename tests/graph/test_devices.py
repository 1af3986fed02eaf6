"""Devices of nodes: joined from the inputs, free where nothing says, and an error where they differ."""

from __future__ import annotations

import pickle

import pytest

from autograph import dtypes
from autograph.autodiff import differentiate, expand_gradients
from autograph.errors import DeviceError
from autograph.graph import Node, TensorType, graph_text, node
from autograph.graph.check import check_graph
from autograph.ops.elementwise import add, multiply
from autograph.ops.gradient import Alias, Recompute, gradient
from autograph.ops.reduction import reduce_sum
from autograph.ops.source import Arange, Input, Scalar, constant, zeros_like
from autograph.ops.transfer import Transfer, brought

F = dtypes.float32


def leaf(slot: int, *shape: int, device: str = "cpu", free: bool = False) -> Node:
    return node(Input(slot, TensorType(shape, F, device), free=free))


def test_types_tell_devices_apart() -> None:
    here, there = TensorType((2, 3), F), TensorType((2, 3), F, "cpu:1")
    assert here is not there and here.device == "cpu"
    assert there.on("cpu") is here and here.on("cpu:1") is there and here.on("cpu") is here
    assert pickle.loads(pickle.dumps(there)) is there
    assert (str(here), str(there)) == ("float32[2, 3]", "float32[2, 3] on cpu:1")
    assert repr(there) == "TensorType((2, 3), float32, cpu:1)"


def test_a_node_is_where_its_inputs_are() -> None:
    x, y = leaf(0, 3), leaf(1, 3, device="cpu:1")
    assert add(x, x).device == "cpu" and add(y, y).device == "cpu:1"
    assert add(y, y).type == y.type
    assert reduce_sum(y, (0,)).type == TensorType((), F, "cpu:1")
    assert graph_text([add(y, y)]).splitlines()[0] == "%0 = input(1) : float32[3] on cpu:1"


def test_what_depends_on_no_argument_joins_any_device() -> None:
    x, y = leaf(0, 3), leaf(1, 3, device="cpu:1")
    for free in (constant(2.0, F, (3,)), node(Arange(3, F)), node(Scalar(0, F)), leaf(2, 3, free=True)):
        assert free.device is None and free.type.device == "cpu"
        assert [multiply(*pair).device for pair in ((x, free), (free, y), (free, free))] == ["cpu", "cpu:1", None]


def test_operands_on_two_devices() -> None:
    with pytest.raises(DeviceError) as caught:
        add(leaf(0, 3), add(leaf(1, 3, device="cpu:1"), constant(1.0, F, (3,))))
    what, where, hint = str(caught.value).splitlines()
    assert what == "add of operands on different devices: float32[3] on cpu, float32[3] on cpu:1"
    assert "test_devices.py" in where and hint == "  try: bring them together, for example with .to('cpu')"


def test_transfers_say_where() -> None:
    x = leaf(0, 3)
    there = node(Transfer("cpu:1"), x)
    assert there.type == x.type.on("cpu:1") and there.op.name == "transfer"
    assert brought(x, "cpu") is x and brought(x, "cpu:1") is there
    assert brought(constant(1.0, F), "cpu:1").device is None
    assert node(Transfer("cpu:1"), constant(1.0, F)).device == "cpu:1"
    assert zeros_like(x).device is None and zeros_like(there).device == "cpu:1"
    check_graph([add(there, zeros_like(there))], "here")


def test_derivatives_come_back_to_where_the_value_was() -> None:
    x, w = leaf(0, 3), leaf(1, 3, device="cpu:1")
    loss = reduce_sum(multiply(node(Transfer("cpu:1"), multiply(x, x)), w), (0,))
    dx, dw = differentiate(loss, zeros_like(loss), [x, w])
    assert dx.type == x.type and dw.type == w.type
    assert gradient(loss, zeros_like(loss), x).type == x.type
    (unused,) = differentiate(loss, zeros_like(loss), [leaf(2, 5, device="cpu:2")])
    assert unused.type == TensorType((5,), F, "cpu:2")


def test_a_derivative_of_what_may_be_anywhere_comes_to_the_cpu() -> None:
    number, x, y = node(Alias(1), constant(2.0, F)), leaf(0, device="cpu:1"), leaf(1, device="cpu:2")
    loss = add(multiply(number, x), node(Transfer("cpu:1"), multiply(number, y)))
    seed = node(Transfer("cpu:1"), constant(1.0, F))
    (found,) = expand_gradients([gradient(loss, seed, number)])
    assert found.device == "cpu"


def test_what_is_recomputed_stays_where_it_is() -> None:
    x, later = leaf(0, 3, device="cpu:1"), leaf(1, 3)
    assert node(Recompute(), x, later).type == x.type
