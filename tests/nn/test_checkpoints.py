"""PyTorch's layers and ours: the same state dicts, values and derivatives; its checkpoints load."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import nn, optim

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
TN = torch.nn
RNG = np.random.default_rng(0)
IMAGES = RNG.normal(size=(3, 4, 7, 6)).astype(np.float32)
ROWS = RNG.normal(size=(5, 6)).astype(np.float32)
SEQUENCES = RNG.normal(size=(3, 4, 11)).astype(np.float32)
WORDS = RNG.integers(0, 9, (4, 5))

pytestmark = pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths")
LAYERS: dict[str, tuple[Any, Any, Any]] = {
    "Conv1d": (
        nn.Conv1d(4, 6, 3, stride=2, padding=1, dilation=2, groups=2),
        TN.Conv1d(4, 6, 3, stride=2, padding=1, dilation=2, groups=2),
        SEQUENCES,
    ),
    "Conv2d same": (
        nn.Conv2d(4, 6, (3, 2), padding="same", bias=False),
        TN.Conv2d(4, 6, (3, 2), padding="same", bias=False),
        IMAGES,
    ),
    "ConvTranspose2d": (
        nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2),
        TN.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2),
        IMAGES,
    ),
    "MaxPool2d": (nn.MaxPool2d(3, 2, 1, ceil_mode=True), TN.MaxPool2d(3, 2, 1, ceil_mode=True), IMAGES),
    "AvgPool2d": (nn.AvgPool2d(3, 2, 1, True, False), TN.AvgPool2d(3, 2, 1, True, False), IMAGES),
    "GlobalAvgPool": (nn.GlobalAvgPool(), TN.Sequential(TN.AdaptiveAvgPool2d(1), TN.Flatten()), IMAGES),
    "BatchNorm1d": (nn.BatchNorm1d(6), TN.BatchNorm1d(6), ROWS),
    "BatchNorm1d 3-d": (nn.BatchNorm1d(4, momentum=None), TN.BatchNorm1d(4, momentum=None), SEQUENCES),
    "BatchNorm2d": (nn.BatchNorm2d(4, 1e-3, 0.3), TN.BatchNorm2d(4, 1e-3, 0.3), IMAGES),
    "BatchNorm2d plain": (nn.BatchNorm2d(4, affine=False), TN.BatchNorm2d(4, affine=False), IMAGES),
    "BatchNorm2d untracked": (
        nn.BatchNorm2d(4, track_running_stats=False),
        TN.BatchNorm2d(4, track_running_stats=False),
        IMAGES,
    ),
    "LayerNorm": (nn.LayerNorm(6), TN.LayerNorm(6), ROWS),
    "LayerNorm 2": (nn.LayerNorm((7, 6), bias=False), TN.LayerNorm((7, 6), bias=False), IMAGES),
    "LayerNorm plain": (nn.LayerNorm(6, 0.1, False), TN.LayerNorm(6, 0.1, False), ROWS),
    "GroupNorm": (nn.GroupNorm(2, 4), TN.GroupNorm(2, 4), IMAGES),
    "GroupNorm plain": (nn.GroupNorm(4, 4, 0.1, False), TN.GroupNorm(4, 4, 0.1, False), SEQUENCES),
    "RMSNorm": (nn.RMSNorm(6), TN.RMSNorm(6), ROWS),
    "RMSNorm plain": (nn.RMSNorm((7, 6), 0.1, False), TN.RMSNorm((7, 6), 0.1, False), IMAGES),
    "Dropout 0": (nn.Dropout(0.0), TN.Dropout(0.0), ROWS),
    "Dropout 1": (nn.Dropout(1.0), TN.Dropout(1.0), ROWS),
    "Embedding": (nn.Embedding(9, 3), TN.Embedding(9, 3), WORDS),
    "Embedding padded": (nn.Embedding(9, 3, -2), TN.Embedding(9, 3, -2), WORDS),
    "LeakyRelu": (nn.LeakyRelu(0.2), TN.LeakyReLU(0.2), ROWS),
    "Gelu": (nn.Gelu(), TN.GELU(), ROWS),
    "Gelu tanh": (nn.Gelu("tanh"), TN.GELU("tanh"), ROWS),
    "Silu": (nn.Silu(), TN.SiLU(), ROWS),
    "Elu": (nn.Elu(0.3), TN.ELU(0.3), ROWS),
    "Sigmoid": (nn.Sigmoid(), TN.Sigmoid(), ROWS),
    "Tanh": (nn.Tanh(), TN.Tanh(), ROWS),
    "Softmax": (nn.Softmax(1), TN.Softmax(1), IMAGES),
}


@pytest.mark.parametrize("name", LAYERS)
def test_layers(name: str) -> None:
    layer, other, x = LAYERS[name]
    with torch.no_grad():
        for p in other.parameters():
            p.copy_(torch.tensor(RNG.normal(size=p.shape)))
    state = {key: v.numpy().copy() for key, v in other.state_dict().items()}
    assert {k: v.shape for k, v in layer.state_dict().items()} == {k: v.shape for k, v in state.items()}
    layer.load_state_dict(state)
    floating = x.dtype.kind == "f"
    mine, theirs = ag.tensor(x, requires_grad=floating), torch.tensor(x, requires_grad=floating)
    for training in (True, True, False):
        for module in (layer, other):
            module.train(training)
        found, wanted = layer(mine), other(theirs)
        np.testing.assert_allclose(found.numpy(), wanted.detach().numpy(), rtol=2e-5, atol=2e-6)
        if wanted.requires_grad:
            weights = RNG.uniform(0.5, 1.5, found.shape).astype(np.float32)
            (found * weights).sum().backward()
            (wanted * torch.tensor(weights)).sum().backward()
    if floating:
        np.testing.assert_allclose(mine.grad.numpy(), theirs.grad.numpy(), rtol=1e-4, atol=1e-5)
    gradients = {key: p.grad.numpy() for key, p in other.named_parameters()}
    for key, p in layer.named_parameters():
        np.testing.assert_allclose(p.grad.numpy(), gradients[key], rtol=1e-4, atol=1e-4)
    for key, v in other.state_dict().items():  # running statistics among them
        np.testing.assert_allclose(layer.state_dict()[key], v.numpy(), rtol=1e-5, atol=1e-6)


class Residual(nn.Module):
    """A little of everything that a residual network has."""

    def __init__(self) -> None:
        self.stem = nn.Sequential(nn.Conv2d(1, 8, 3, padding=1, bias=False), nn.BatchNorm2d(8), nn.Relu())
        self.depthwise = nn.Conv2d(8, 8, 3, stride=2, padding=1, groups=8)
        self.norm = nn.GroupNorm(2, 8)
        self.point = nn.Conv2d(8, 16, 1)
        self.last = nn.BatchNorm2d(16, momentum=None)
        self.head = nn.Dense(16, 10)

    def forward(self, x: Any) -> Any:
        x = self.point(F.gelu(self.norm(self.depthwise(self.stem(x)))))
        return self.head(F.global_avg_pool(F.silu(self.last(F.avg_pool2d(x, 2)))))


class Twin(TN.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem = TN.Sequential(TN.Conv2d(1, 8, 3, padding=1, bias=False), TN.BatchNorm2d(8), TN.ReLU())
        self.depthwise = TN.Conv2d(8, 8, 3, stride=2, padding=1, groups=8)
        self.norm = TN.GroupNorm(2, 8)
        self.point = TN.Conv2d(8, 16, 1)
        self.last = TN.BatchNorm2d(16, momentum=None)
        self.head = TN.Linear(16, 10)

    def forward(self, x: Any) -> Any:
        TF = TN.functional
        x = self.point(TF.gelu(self.norm(self.depthwise(self.stem(x)))))
        return self.head(TF.silu(self.last(TF.avg_pool2d(x, 2))).mean((2, 3)))


@pytest.mark.compiler
def test_a_network_trains_as_its_twin_from_the_same_checkpoint(tmp_path: Path) -> None:
    safetensors = pytest.importorskip("safetensors.torch")
    torch.manual_seed(0)
    net, twin = Residual(), Twin()
    safetensors.save_file(twin.state_dict(), str(tmp_path / "twin.safetensors"))
    net.load_state_dict(ag.load(tmp_path / "twin.safetensors"))
    ours, theirs = optim.SGD(net.parameters(), lr=0.05), torch.optim.SGD(twin.parameters(), lr=0.05)

    @ag.compile
    def step(x: Any, y: Any) -> Any:
        loss = F.cross_entropy(net(x), y, label_smoothing=0.1)
        loss.backward()
        ours.step()
        ours.zero_grad()
        return loss

    data = np.random.default_rng(1)
    for batch in (20, 20):
        x, y = data.normal(size=(batch, 1, 10, 10)).astype(np.float32), data.integers(0, 10, batch)
        loss = TN.functional.cross_entropy(twin(torch.tensor(x)), torch.tensor(y), label_smoothing=0.1)
        theirs.zero_grad()
        loss.backward()
        theirs.step()
        np.testing.assert_allclose(step(x, y).item(), loss.item(), rtol=2e-5)
    for key, v in twin.state_dict().items():
        np.testing.assert_allclose(net.state_dict()[key], v.numpy(), rtol=2e-3, atol=2e-5, err_msg=key)
    net.eval(), twin.eval()
    logits = net(x).numpy()
    np.testing.assert_allclose(logits, twin(torch.tensor(x)).detach().numpy(), rtol=1e-3, atol=1e-4)
    safetensors.load_model(twin, _saved(net, tmp_path / "ours.safetensors"))
    np.testing.assert_allclose(logits, twin(torch.tensor(x)).detach().numpy(), rtol=1e-4, atol=1e-5)


def _saved(net: nn.Module, path: Path) -> str:
    ag.save(path, net.state_dict())
    return str(path)
