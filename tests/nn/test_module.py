"""Modules: what registers itself, names, state dicts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import nn
from autograph.errors import ArgumentError, DataError, DeviceError, RangeError


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
    lines = [line.split() for line in net.summary().splitlines()]
    assert lines[0] == ["name", "type", "parameters"]
    assert lines[1:] == [["(all)", "Sequential", "0"], ["0", "Conv2d", "20"], ["1", "Relu", "0"], ["2", "Dense", "8"],
                         ["total", "28"]]  # fmt: skip


def test_summaries_of_an_example_show_shapes_and_change_nothing() -> None:
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Dropout(), nn.GlobalAvgPool(), nn.Dense(2, 1000))
    ag.random.seed(3)
    state = ag.random.get_state().tolist()
    assert net.summary(np.ones((4, 1, 8, 8), np.float32)) == (
        "name   type           output        parameters\n"
        "(all)  Sequential     [4, 1000]              0\n"
        "0      Conv2d         [4, 2, 6, 6]          20\n"
        "1      BatchNorm2d    [4, 2, 6, 6]           4\n"
        "2      Dropout        [4, 2, 6, 6]           0\n"
        "3      GlobalAvgPool  [4, 2]                 0\n"
        "4      Dense          [4, 1000]          3,000\n"
        "total                                    3,024"
    )
    assert net[1].num_batches_tracked.item() == 0 and ag.random.get_state().tolist() == state


@pytest.mark.parametrize("names", [("table", "head"), ("table",), ("head",)])
def test_tied_weights_load_under_any_of_their_names(names: tuple[str, ...]) -> None:
    class Tied(nn.Module):
        def __init__(self) -> None:
            self.table, self.head, self.itself = nn.Embedding(3, 2), nn.Dense(2, 3, bias=False), self
            self.head.weight = self.table.weight

    net, value = Tied(), np.arange(6, dtype=np.float32).reshape(3, 2)
    net.load_state_dict({f"{name}.weight": value for name in names})  # PyTorch writes both, its safetensors only one
    assert net.head.weight.tolist() == net.table.weight.tolist() == value.tolist()
    with pytest.raises(DataError, match=r"missing \['table.weight'\], unknown nothing"):
        net.load_state_dict({})


def test_a_compiled_module_inside_another_registers() -> None:
    class Outer(nn.Module):
        def __init__(self) -> None:
            self.inner, self.function = ag.compile(nn.Dense(2, 3)), ag.compile(ag.exp)

        def forward(self, x: Any) -> Any:
            return self.inner(x)

    outer = Outer()
    assert list(outer.state_dict()) == ["inner.weight", "inner.bias"]
    assert outer.eval().inner.__wrapped__.training is False


def test_shared_parameters_count_once() -> None:
    net = Net()
    assert net.summary().splitlines()[-1].split() == ["total", str(sum(p.size for p in net.parameters()))]


def test_representations_tell_the_options() -> None:
    layers = [
        nn.Conv1d(4, 6, 3, padding="same", groups=2, bias=False), nn.ConvTranspose2d(2, 3, 2, 2, dilation=2),
        nn.MaxPool2d(3, 2), nn.AvgPool2d(2), nn.GlobalAvgPool(), nn.BatchNorm1d(3), nn.LayerNorm((3, 4)),
        nn.RMSNorm(3), nn.GroupNorm(1, 2), nn.Dropout(0.1), nn.Embedding(3, 2), nn.LeakyRelu(0.2), nn.Gelu("tanh"),
        nn.Elu(), nn.Softmax(1), nn.Silu(),
    ]  # fmt: skip
    assert [repr(layer) for layer in layers] == [
        "Conv1d(4, 6, (3,), stride=1, padding='same', groups=2, bias=False)",
        "ConvTranspose2d(2, 3, (2, 2), stride=2, padding=0, dilation=2)",
        "MaxPool2d(3, stride=2, padding=0)",
        "AvgPool2d(2, stride=2, padding=0)",
        "GlobalAvgPool()",
        "BatchNorm1d(3, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)",
        "LayerNorm((3, 4), eps=1e-05)",
        "RMSNorm((3,), eps=None)",
        "GroupNorm(1, 2, eps=1e-05)",
        "Dropout(0.1)",
        "Embedding(3, 2)",
        "LeakyRelu(0.2)",
        "Gelu(approximate='tanh')",
        "Elu(1.0)",
        "Softmax(dim=1)",
        "Silu()",
    ]


def test_buffers_have_names() -> None:
    net = Net()
    assert [name for name, _ in net.named_buffers()] == ["blocks.0.mean", "blocks.1.mean"]
    assert [v.shape for v in net.buffers()] == [(3,), (3,)]


def test_modules_move_to_devices_that_are_there() -> None:
    net = Net()
    assert net.to("cpu") is net
    with pytest.raises(DeviceError, match="no device 'cuda:7'"):
        net.to("cuda:7")


def test_sequences_are_sequences() -> None:
    net = nn.Sequential(nn.Dense(2, 3), nn.Relu())
    assert len(net) == 2 and isinstance(net[-1], nn.Relu) and [type(m) for m in net] == [nn.Dense, nn.Relu]
    with pytest.raises(RangeError, match="module 2 of 2"):
        net[2]


def test_a_parameter_does_not_turn_into_a_tensor_unseen() -> None:
    block = Block()
    with pytest.raises(ArgumentError, match=r"Block\.scale is a Parameter, and would become a plain tensor"):
        block.scale = block.scale - 0.1
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


def test_a_compiled_module_is_still_one() -> None:
    net = nn.Sequential(nn.Dense(2, 3), nn.Dropout(0.5))
    compiled = ag.compile(net)
    assert [p.shape for p in compiled.parameters()] == [(3, 2), (3,)]
    assert compiled.eval() is net and not net.training
    np.testing.assert_array_equal(compiled.state_dict()["0.weight"], net.state_dict()["0.weight"])
    with pytest.raises(AttributeError, match="has no attribute 'paramters'"):
        compiled.paramters()
