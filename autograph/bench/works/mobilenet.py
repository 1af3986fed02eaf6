"""A small MobileNet (Howard et al. 2017, arXiv:1704.04861): depthwise and 1x1 convolutions, normalised; SGD."""

from __future__ import annotations

from typing import Any

from autograph.bench.steps import JaxSGD, autograph_step, jax_cross_entropy, jax_step, torch_step
from autograph.bench.work import Array, Compile, Step, Work, count, integers, normal, parts, weights

LR, MOMENTUM = 0.01, 0.9
STEM = 16
#: (inputs, outputs, stride) of each pair of a depthwise and a 1x1 convolution.
PAIRS = ((16, 32, 1), (32, 64, 2), (64, 64, 1), (64, 128, 2), (128, 128, 1), (128, 256, 2))


def convolutions() -> list[tuple[str, tuple[int, int, int, int], int, int]]:
    """Each convolution's name, its weights' shape, stride and groups."""
    found = [("stem", (STEM, 3, 3, 3), 2, 1)]
    for k, (inputs, outputs, stride) in enumerate(PAIRS):
        found += [(f"wide.{k}", (inputs, 1, 3, 3), stride, inputs), (f"point.{k}", (outputs, inputs, 1, 1), 1, 1)]
    return found


def shapes() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for name, shape, _, _ in convolutions():
        norm = name.replace(".", "_norm.") if "." in name else "norm"
        found |= {f"{name}.weight": shape, f"{norm}.weight": shape[:1], f"{norm}.bias": shape[:1]}
    return found | {"dense.weight": (10, PAIRS[-1][1]), "dense.bias": (10,)}


def autograph_model(values: dict[str, Array]) -> Any:
    import autograph.nn.functional as F
    from autograph import nn

    class MobileNet(nn.Module):
        def __init__(self) -> None:
            self.stem, self.norm = nn.Conv2d(3, STEM, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(STEM)
            self.wide = [nn.Conv2d(i, i, 3, stride=s, padding=1, groups=i, bias=False) for i, _, s in PAIRS]
            self.wide_norm = [nn.BatchNorm2d(i) for i, _, _ in PAIRS]
            self.point = [nn.Conv2d(i, o, 1, bias=False) for i, o, _ in PAIRS]
            self.point_norm = [nn.BatchNorm2d(o) for _, o, _ in PAIRS]
            self.dense = nn.Dense(PAIRS[-1][1], 10)

        def forward(self, x: Any) -> Any:
            x = F.relu(self.norm(self.stem(x)))
            for wide, norm1, point, norm2 in zip(self.wide, self.wide_norm, self.point, self.point_norm):
                x = F.relu(norm2(point(F.relu(norm1(wide(x))))))
            return self.dense(x.mean((2, 3)))

    model = MobileNet()
    model.load_state_dict(values, strict=False)  # the running statistics begin as they are
    return model


def torch_model(values: dict[str, Array]) -> Any:
    import torch
    import torch.nn.functional as F
    from torch import nn

    class MobileNet(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.stem, self.norm = nn.Conv2d(3, STEM, 3, 2, 1, bias=False), nn.BatchNorm2d(STEM)
            wide = [nn.Conv2d(i, i, 3, s, 1, groups=i, bias=False) for i, _, s in PAIRS]
            self.wide, self.wide_norm = nn.ModuleList(wide), nn.ModuleList([nn.BatchNorm2d(i) for i, _, _ in PAIRS])
            self.point = nn.ModuleList([nn.Conv2d(i, o, 1, bias=False) for i, o, _ in PAIRS])
            self.point_norm = nn.ModuleList([nn.BatchNorm2d(o) for _, o, _ in PAIRS])
            self.dense = nn.Linear(PAIRS[-1][1], 10)

        def forward(self, x: Any) -> Any:
            x = F.relu(self.norm(self.stem(x)))
            for wide, norm1, point, norm2 in zip(self.wide, self.wide_norm, self.point, self.point_norm):
                x = F.relu(norm2(point(F.relu(norm1(wide(x))))))
            return self.dense(x.mean((2, 3)))

    model = MobileNet()
    model.load_state_dict({name: torch.from_numpy(value) for name, value in values.items()}, strict=False)
    return model


def jax_model(p: Any, x: Any) -> Any:
    """Without running statistics, which PyTorch and autograph keep besides."""
    import jax
    from jax import lax

    for name, shape, stride, groups in convolutions():
        margin = ((shape[2] // 2,) * 2,) * 2
        x = lax.conv_general_dilated(
            x,
            p[f"{name}.weight"],
            (stride, stride),
            margin,
            dimension_numbers=("NCHW", "OIHW", "NCHW"),
            feature_group_count=groups,
        )
        mean, variance = x.mean((0, 2, 3), keepdims=True), x.var((0, 2, 3), keepdims=True)
        norm = name.replace(".", "_norm.") if "." in name else "norm"
        scaled = (x - mean) * lax.rsqrt(variance + 1e-5)
        x = jax.nn.relu(scaled * p[f"{norm}.weight"][:, None, None] + p[f"{norm}.bias"][:, None, None])
    return x.mean((2, 3)) @ p["dense.weight"].T + p["dense.bias"]


class Train(Work):
    """One step of SGD with momentum."""

    name = "mobilenet_train"
    sizes = {"batch": 32, "size": 64}
    compared = 3
    quick = (3, 16)

    def arrays(self) -> dict[str, Array]:
        return weights(shapes()) | {"x": normal(self.batch, 3, self.size, self.size), "y": integers(10, self.batch)}

    def flops(self) -> int:
        size, forward = self.size, []
        for _, (a, b, c, d), stride, _ in convolutions():
            size = -(-size // stride)
            forward.append(2 * a * b * c * d * size**2)
        return self.batch * (3 * (sum(forward) + 2 * 10 * PAIRS[-1][1]) - forward[0])

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
