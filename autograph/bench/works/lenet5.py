"""LeNet-5 on images [batch, 1, 28, 28]: its training step by SGD, and inference."""

from __future__ import annotations

from typing import Any

from autograph.bench.steps import (
    JaxSGD,
    autograph_inference,
    autograph_step,
    jax_cross_entropy,
    jax_inference,
    jax_step,
    torch_inference,
    torch_step,
)
from autograph.bench.work import Array, Compile, Step, Work, count, integers, normal, parts, weights

LR = 0.01
SHAPES = {
    "conv1.weight": (6, 1, 5, 5),
    "conv1.bias": (6,),
    "conv2.weight": (16, 6, 5, 5),
    "conv2.bias": (16,),
    "dense1.weight": (128, 256),
    "dense1.bias": (128,),
    "dense2.weight": (84, 128),
    "dense2.bias": (84,),
    "dense3.weight": (10, 84),
    "dense3.bias": (10,),
}
#: Floating-point operations for one image, by layer.
FORWARD = (2 * 6 * 25 * 24 * 24, 2 * 16 * 150 * 8 * 8, 2 * 256 * 128, 2 * 128 * 84, 2 * 84 * 10)


def autograph_model(values: dict[str, Array]) -> Any:
    import autograph.nn.functional as F
    from autograph import nn

    class LeNet5(nn.Module):
        def __init__(self) -> None:
            self.conv1 = nn.Conv2d(1, 6, 5)
            self.conv2 = nn.Conv2d(6, 16, 5)
            self.dense1 = nn.Dense(256, 128)
            self.dense2 = nn.Dense(128, 84)
            self.dense3 = nn.Dense(84, 10)

        def forward(self, x: Any) -> Any:
            x = F.max_pool2d(F.relu(self.conv1(x)), 2)
            x = F.max_pool2d(F.relu(self.conv2(x)), 2)
            x = F.relu(self.dense1(x.flatten(1)))
            return self.dense3(F.relu(self.dense2(x)))

    model = LeNet5()
    model.load_state_dict(values)
    return model


def torch_model(values: dict[str, Array]) -> Any:
    import torch
    import torch.nn.functional as F
    from torch import nn

    class LeNet5(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv1 = nn.Conv2d(1, 6, 5)
            self.conv2 = nn.Conv2d(6, 16, 5)
            self.dense1 = nn.Linear(256, 128)
            self.dense2 = nn.Linear(128, 84)
            self.dense3 = nn.Linear(84, 10)

        def forward(self, x: Any) -> Any:
            x = F.max_pool2d(F.relu(self.conv1(x)), 2)
            x = F.max_pool2d(F.relu(self.conv2(x)), 2)
            x = F.relu(self.dense1(x.flatten(1)))
            return self.dense3(F.relu(self.dense2(x)))

    model = LeNet5()
    model.load_state_dict({name: torch.from_numpy(value) for name, value in values.items()})
    return model


def jax_model(p: Any, x: Any) -> Any:
    import jax
    from jax import lax

    def conv(x: Any, w: Any, b: Any) -> Any:
        y = lax.conv_general_dilated(x, w, (1, 1), "VALID", dimension_numbers=("NCHW", "OIHW", "NCHW"))
        return jax.nn.relu(y + b[:, None, None])

    def pool(x: Any) -> Any:
        return lax.reduce_window(x, -float("inf"), lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")

    x = pool(conv(x, p["conv1.weight"], p["conv1.bias"]))
    x = pool(conv(x, p["conv2.weight"], p["conv2.bias"])).reshape(x.shape[0], -1)
    x = jax.nn.relu(x @ p["dense1.weight"].T + p["dense1.bias"])
    x = jax.nn.relu(x @ p["dense2.weight"].T + p["dense2.bias"])
    return x @ p["dense3.weight"].T + p["dense3.bias"]


class Train(Work):
    """One step of SGD."""

    name = "lenet5_train"
    sizes = {"batch": 100}
    compared = 5
    quick = (5,)

    def arrays(self) -> dict[str, Array]:
        return weights(SHAPES) | {"x": normal(self.batch, 1, 28, 28), "y": integers(10, self.batch)}

    def flops(self) -> int:
        return self.batch * (3 * sum(FORWARD) - FORWARD[0])

    def bytes(self) -> int:
        return 4 * (2 * count(SHAPES) + self.batch * 784)

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        from autograph import optim

        values, batch = parts(arrays, "x", "y")
        model = autograph_model(values)
        return autograph_step(model, optim.SGD(model.parameters(), lr=LR), [batch], compile)

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import torch

        values, batch = parts(arrays, "x", "y")
        model = torch_model(values)
        return torch_step(model, torch.optim.SGD(model.parameters(), lr=LR), [batch], compile)

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        values, batch = parts(arrays, "x", "y")
        return jax_step(lambda p, x, y: jax_cross_entropy(jax_model(p, x), y), values, [batch], compile, JaxSGD(LR))


class Infer(Work):
    """The logits of a batch."""

    name = "lenet5_infer"
    sizes = {"batch": 1000}
    quick = (5,)

    def arrays(self) -> dict[str, Array]:
        return weights(SHAPES) | {"x": normal(self.batch, 1, 28, 28)}

    def flops(self) -> int:
        return self.batch * sum(FORWARD)

    def bytes(self) -> int:
        return 4 * (count(SHAPES) + self.batch * (784 + 10))

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        return autograph_inference(autograph_model, arrays, compile)

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        return torch_inference(torch_model, arrays, compile)

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        return jax_inference(jax_model, arrays, compile)
