"""Modules: what registers itself, names, state dicts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import nn
from autograph.errors import ArgumentError, DataError


class Block(nn.Module):
    def __init__(self) -> None:  # no super().__init__()
        self.dense = nn.Dense(2, 3)
        self.scale = nn.Parameter([1.0])
        self.mean = ag.Variable(np.zeros(3, np.float32))
        self.factor = 2.0

    def forward(self, x: Any) -> Any:
        return self.dense(x) * self.scale * self.factor


class Net(nn.Module):
    def __init__(self) -> None:
        self.blocks = [Block(), Block()]
        self.heads = {"a": nn.Dense(3, 1), "b": nn.Dense(3, 1, bias=False)}
        self.shared = self.blocks[0].dense


NAMES = [
    "blocks.0.scale", "blocks.0.mean", "blocks.0.dense.weight", "blocks.0.dense.bias",
    "blocks.1.scale", "blocks.1.mean", "blocks.1.dense.weight", "blocks.1.dense.bias",
    "heads.a.weight", "heads.a.bias", "heads.b.weight",
]  # fmt: skip


def test_attributes_register_themselves() -> None:
    net = Net()
    assert sorted(net.state_dict()) == sorted(NAMES)
    assert sorted(n for n, _ in net.named_parameters()) == sorted(n for n in NAMES if "mean" not in n)
    assert len(list(net.parameters())) == 9 and len(list(net.buffers())) == 2
    assert [type(m).__name__ for m in net.modules()].count("Dense") == 4, "each once, though one has two names"


def test_names_are_pytorchs() -> None:
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.Relu(), nn.Flatten(), nn.Dense(8, 2))
    assert list(net.state_dict()) == ["0.weight", "0.bias", "3.weight", "3.bias"]
    shapes = [v.shape for v in net.state_dict().values()]
    assert shapes == [(2, 1, 3, 3), (2,), (2, 8), (2,)]
    assert net(np.ones((3, 1, 4, 4), np.float32)).shape == (3, 2)


def test_state_dicts_load() -> None:
    one, two = Net(), Net()
    state = one.state_dict()
    two.load_state_dict(state)
    for name, value in two.state_dict().items():
        np.testing.assert_array_equal(value, state[name])
    two.load_state_dict({k: v.astype(np.float64) for k, v in state.items()})
    assert two.heads["a"].weight.dtype is ag.float32


def test_state_dicts_do_not_change_afterwards() -> None:
    net = nn.Dense(2, 1)
    state = net.state_dict()
    before = state["weight"].tolist()
    net.weight.assign(np.zeros((1, 2), np.float32))
    assert state["weight"].tolist() == before


def test_loading_is_strict_and_whole() -> None:
    net = nn.Dense(2, 1)
    before = {k: v.tolist() for k, v in net.state_dict().items()}
    good = {"weight": np.ones((1, 2), np.float32), "bias": np.ones(1, np.float32)}
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"weight": good["weight"]}, r"missing \['bias'\], unknown nothing"),
        ({**good, "more": 1}, r"missing nothing, unknown \['more'\]"),
        ({**good, "bias": np.ones(2, np.float32)}, r"bias is float32\[1\], the state has float32\[2\]"),
        ({**good, "bias": np.ones(1, np.int64)}, r"bias is float32\[1\], the state has int64\[1\]"),
    ]
    for state, message in wrong:
        with pytest.raises(DataError, match=message):
            net.load_state_dict(state)
        assert {k: v.tolist() for k, v in net.state_dict().items()} == before
    net.load_state_dict({"weight": good["weight"], "more": 1}, strict=False)
    assert net.weight.tolist() == [[1, 1]] and net.bias.tolist() == before["bias"]


def test_train_and_eval_reach_everything() -> None:
    net = Net()
    assert net.training and net.eval() is net
    assert not any(m.training for m in net.modules())
    assert all(m.training for m in net.train().modules())


def test_repr_and_summary() -> None:
    net = nn.Sequential(nn.Conv2d(1, 2, 3, padding=1), nn.Relu(), nn.Dense(4, 2, bias=False))
    assert repr(net) == (
        "Sequential(\n  (0): Conv2d(1, 2, (3, 3), stride=1, padding=1)\n  (1): Relu()\n"
        "  (2): Dense(4, 2, bias=False)\n)"
    )
    lines = net.summary().splitlines()
    assert [line.split() for line in lines][-1] == ["total", "28"]
    assert lines[0].split() == ["0.weight", "[2,", "1,", "3,", "3]", "18"]


def test_a_parameter_does_not_turn_into_a_tensor_unseen() -> None:
    block = Block()
    with pytest.raises(ArgumentError, match=r"Block\.scale is a Parameter, and would become a plain tensor"):
        block.scale -= 0.1
    block.scale = nn.Parameter([3.0])
    assert block.scale.tolist() == [3.0]
    del block.scale
    block.scale = ag.asarray([1.0])
    assert len(list(block.parameters())) == 2


def test_a_module_without_forward_says_so() -> None:
    with pytest.raises(NotImplementedError, match="Net has no forward"):
        Net()(1)


def test_initial_values_are_pytorchs_and_follow_the_seed() -> None:
    ag.random.seed(7)
    one = nn.Conv2d(4, 8, 3)
    ag.random.seed(7)
    two = nn.Conv2d(4, 8, 3)
    bound = 1 / np.sqrt(4 * 9)
    assert one.weight.tolist() == two.weight.tolist() and one.bias.tolist() == two.bias.tolist()
    assert 0.8 * bound < abs(one.weight.numpy()).max() <= bound
    xavier, kaiming = nn.init.xavier_uniform((50, 30)).numpy(), nn.init.kaiming_uniform((50, 30)).numpy()
    assert 0.95 < abs(xavier).max() / np.sqrt(6 / 80) <= 1 and 0.95 < abs(kaiming).max() / np.sqrt(6 / 30) <= 1
