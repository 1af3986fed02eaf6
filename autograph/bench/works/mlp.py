"""A perceptron of three dense layers on rows of 784: its training step by Adam, and inference of single rows."""

from __future__ import annotations

from typing import Any

from autograph.bench.steps import (
    JaxAdam,
    autograph_inference,
    autograph_step,
    jax_cross_entropy,
    jax_inference,
    jax_step,
    torch_inference,
    torch_step,
)
from autograph.bench.work import Array, Compile, Step, Work, count, integers, normal, parts, weights

INPUTS, CLASSES = 784, 10


def shapes(width: int) -> dict[str, tuple[int, ...]]:
    return {
        "dense1.weight": (width, INPUTS),
        "dense1.bias": (width,),
        "dense2.weight": (width, width),
        "dense2.bias": (width,),
        "dense3.weight": (CLASSES, width),
        "dense3.bias": (CLASSES,),
    }


def forward_flops(width: int) -> tuple[int, ...]:
    """Floating-point operations for one row, by layer."""
    return 2 * INPUTS * width, 2 * width * width, 2 * width * CLASSES


def autograph_model(values: dict[str, Array]) -> Any:
    import autograph.nn.functional as F
    from autograph import nn

    width = values["dense2.bias"].size

    class MLP(nn.Module):
        def __init__(self) -> None:
            self.dense1 = nn.Dense(INPUTS, width)
            self.dense2 = nn.Dense(width, width)
            self.dense3 = nn.Dense(width, CLASSES)

        def forward(self, x: Any) -> Any:
            return self.dense3(F.relu(self.dense2(F.relu(self.dense1(x)))))

    model = MLP()
    model.load_state_dict(values)
    return model


def torch_model(values: dict[str, Array]) -> Any:
    import torch
    import torch.nn.functional as F
    from torch import nn

    width = values["dense2.bias"].size

    class MLP(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.dense1 = nn.Linear(INPUTS, width)
            self.dense2 = nn.Linear(width, width)
            self.dense3 = nn.Linear(width, CLASSES)

        def forward(self, x: Any) -> Any:
            return self.dense3(F.relu(self.dense2(F.relu(self.dense1(x)))))

    model = MLP()
    model.load_state_dict({name: torch.from_numpy(value) for name, value in values.items()})
    return model


def jax_model(p: Any, x: Any) -> Any:
    import jax

    x = jax.nn.relu(x @ p["dense1.weight"].T + p["dense1.bias"])
    x = jax.nn.relu(x @ p["dense2.weight"].T + p["dense2.bias"])
    return x @ p["dense3.weight"].T + p["dense3.bias"]


class Train(Work):
    """One step of Adam."""

    name = "mlp_train"
    sizes = {"batch": 128, "width": 512}
    compared = 5
    quick = (4, 8)

    def arrays(self) -> dict[str, Array]:
        data = {"x": normal(self.batch, INPUTS), "y": integers(CLASSES, self.batch)}
        return weights(shapes(self.width)) | data

    def flops(self) -> int:
        forward = forward_flops(self.width)
        return self.batch * (3 * sum(forward) - forward[0])

    def bytes(self) -> int:
        return 4 * (6 * count(shapes(self.width)) + self.batch * INPUTS)

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        from autograph import optim

        values, batch = parts(arrays, "x", "y")
        model = autograph_model(values)
        return autograph_step(model, optim.Adam(model.parameters(), lr=1e-3), [batch], compile)

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import torch

        values, batch = parts(arrays, "x", "y")
        model = torch_model(values)
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=True)
        return torch_step(model, optimizer, [batch], compile)

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        values, batch = parts(arrays, "x", "y")
        return jax_step(lambda p, x, y: jax_cross_entropy(jax_model(p, x), y), values, [batch], compile, JaxAdam(1e-3))


class Infer(Work):
    """The logits of one row: what a call costs beside its arithmetic."""

    name = "mlp_infer_b1"
    sizes = {"batch": 1, "width": 64}
    quick = (1, 8)

    def arrays(self) -> dict[str, Array]:
        return weights(shapes(self.width)) | {"x": normal(self.batch, INPUTS)}

    def flops(self) -> int:
        return self.batch * sum(forward_flops(self.width))

    def bytes(self) -> int:
        return 4 * (count(shapes(self.width)) + self.batch * (INPUTS + CLASSES))

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        return autograph_inference(autograph_model, arrays, compile)

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        return torch_inference(torch_model, arrays, compile)

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        return jax_inference(jax_model, arrays, compile)
