"""ResNet-20 (He et al. 2015, arXiv:1512.03385) on images [batch, 3, size, size]: its step by SGD with momentum."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograph.bench.steps import JaxSGD, autograph_step, jax_cross_entropy, jax_step, torch_step
from autograph.bench.work import Array, Compile, Step, Work, count, integers, normal, parts, weights

LR, MOMENTUM = 0.1, 0.9


def blocks() -> Iterator[tuple[int, int, int]]:
    """(inputs, outputs, stride) of each."""
    inputs = 16
    for outputs in (16, 32, 64):
        for k in range(3):
            yield inputs, outputs, 2 if k == 0 and outputs > 16 else 1
            inputs = outputs


def convolutions() -> Iterator[tuple[str, str, tuple[int, int, int, int], int]]:
    """Each convolution's name, its normalisation's name, its weights' shape, and how much smaller its images are."""
    yield "conv", "norm", (16, 3, 3, 3), 1
    smaller = 1
    for k, (inputs, outputs, stride) in enumerate(blocks()):
        smaller *= stride
        yield f"blocks.{k}.conv1", f"blocks.{k}.norm1", (outputs, inputs, 3, 3), smaller
        yield f"blocks.{k}.conv2", f"blocks.{k}.norm2", (outputs, outputs, 3, 3), smaller
        if stride > 1:
            yield f"blocks.{k}.shortcut", "", (outputs, inputs, 1, 1), smaller


def shapes() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for conv, norm, shape, _ in convolutions():
        found[f"{conv}.weight"] = shape
        if norm:
            found |= {f"{norm}.weight": shape[:1], f"{norm}.bias": shape[:1]}
    return found | {"dense.weight": (10, 64), "dense.bias": (10,)}


def autograph_model(values: dict[str, Array]) -> Any:
    import autograph.nn.functional as F
    from autograph import nn

    class Block(nn.Module):
        def __init__(self, inputs: int, outputs: int, stride: int) -> None:
            self.conv1 = nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False)
            self.norm1 = nn.BatchNorm2d(outputs)
            self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
            self.norm2 = nn.BatchNorm2d(outputs)
            self.shortcut = nn.Conv2d(inputs, outputs, 1, stride=stride, bias=False) if stride > 1 else nn.Identity()

        def forward(self, x: Any) -> Any:
            y = F.relu(self.norm1(self.conv1(x)))
            return F.relu(self.norm2(self.conv2(y)) + self.shortcut(x))

    class ResNet20(nn.Module):
        def __init__(self) -> None:
            self.conv = nn.Conv2d(3, 16, 3, padding=1, bias=False)
            self.norm = nn.BatchNorm2d(16)
            self.blocks = [Block(*sizes) for sizes in blocks()]
            self.dense = nn.Dense(64, 10)

        def forward(self, x: Any) -> Any:
            x = F.relu(self.norm(self.conv(x)))
            for block in self.blocks:
                x = block(x)
            return self.dense(x.mean((2, 3)))

    model = ResNet20()
    model.load_state_dict(values, strict=False)  # the running statistics begin as they are
    return model


def torch_model(values: dict[str, Array]) -> Any:
    import torch
    import torch.nn.functional as F
    from torch import nn

    class Block(nn.Module):
        def __init__(self, inputs: int, outputs: int, stride: int) -> None:
            super().__init__()
            self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
            self.norm1 = nn.BatchNorm2d(outputs)
            self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
            self.norm2 = nn.BatchNorm2d(outputs)
            self.shortcut = nn.Conv2d(inputs, outputs, 1, stride, bias=False) if stride > 1 else nn.Identity()

        def forward(self, x: Any) -> Any:
            y = F.relu(self.norm1(self.conv1(x)))
            return F.relu(self.norm2(self.conv2(y)) + self.shortcut(x))

    class ResNet20(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
            self.norm = nn.BatchNorm2d(16)
            self.blocks = nn.ModuleList([Block(*sizes) for sizes in blocks()])
            self.dense = nn.Linear(64, 10)

        def forward(self, x: Any) -> Any:
            x = F.relu(self.norm(self.conv(x)))
            for block in self.blocks:
                x = block(x)
            return self.dense(x.mean((2, 3)))

    model = ResNet20()
    model.load_state_dict({name: torch.from_numpy(value) for name, value in values.items()}, strict=False)
    return model


def jax_model(p: Any, x: Any) -> Any:
    """Without running statistics, which PyTorch and autograph keep besides."""
    import jax
    from jax import lax

    def conv(x: Any, name: str, stride: int) -> Any:
        w = p[f"{name}.weight"]
        margin = ((w.shape[2] // 2,) * 2,) * 2
        return lax.conv_general_dilated(x, w, (stride, stride), margin, dimension_numbers=("NCHW", "OIHW", "NCHW"))

    def norm(x: Any, name: str) -> Any:
        mean, variance = x.mean((0, 2, 3), keepdims=True), x.var((0, 2, 3), keepdims=True)
        scaled = (x - mean) * lax.rsqrt(variance + 1e-5)
        return scaled * p[f"{name}.weight"][:, None, None] + p[f"{name}.bias"][:, None, None]

    x = jax.nn.relu(norm(conv(x, "conv", 1), "norm"))
    for k, (_, _, stride) in enumerate(blocks()):
        block = f"blocks.{k}"
        y = jax.nn.relu(norm(conv(x, f"{block}.conv1", stride), f"{block}.norm1"))
        y = norm(conv(y, f"{block}.conv2", 1), f"{block}.norm2")
        x = jax.nn.relu(y + (conv(x, f"{block}.shortcut", stride) if stride > 1 else x))
    return x.mean((2, 3)) @ p["dense.weight"].T + p["dense.bias"]


class Train(Work):
    """One step of SGD with momentum."""

    name = "resnet20_train"
    sizes = {"batch": 32, "size": 32}
    compared = 3
    quick = (4, 8)

    def arrays(self) -> dict[str, Array]:
        return weights(shapes()) | {"x": normal(self.batch, 3, self.size, self.size), "y": integers(10, self.batch)}

    def flops(self) -> int:
        forward = [2 * a * b * c * d * (self.size // s) ** 2 for _, _, (a, b, c, d), s in convolutions()]
        return self.batch * (3 * (sum(forward) + 2 * 64 * 10) - forward[0])

    def bytes(self) -> int:
        return 4 * (4 * count(shapes()) + self.batch * 3 * self.size**2)

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        from autograph import optim

        values, batch = parts(arrays, "x", "y")
        model = autograph_model(values)
        return autograph_step(model, optim.SGD(model.parameters(), lr=LR, momentum=MOMENTUM), [batch], compile)

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import torch

        values, batch = parts(arrays, "x", "y")
        model = torch_model(values)
        return torch_step(model, torch.optim.SGD(model.parameters(), lr=LR, momentum=MOMENTUM), [batch], compile)

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        def loss(p: Any, x: Any, y: Any) -> Any:
            return jax_cross_entropy(jax_model(p, x), y)

        values, batch = parts(arrays, "x", "y")
        return jax_step(loss, values, [batch], compile, JaxSGD(LR, MOMENTUM))
