"""A small U-Net (Ronneberger et al. 2015, arXiv:1505.04597): image to image, joining what was skipped; Adam."""

from __future__ import annotations

from typing import Any

from autograph.bench.steps import JaxAdam, autograph_step, jax_step, torch_step
from autograph.bench.work import Array, Compile, Step, Work, count, normal, parts, weights

LR = 1e-3


def pairs(width: int) -> dict[str, tuple[int, int]]:
    """Channels before and after each pair of 3x3 convolutions."""
    down = {"down1": (1, width), "down2": (width, 2 * width), "bottom": (2 * width, 4 * width)}
    return down | {"up2": (4 * width, 2 * width), "up1": (2 * width, width)}


def shapes(width: int) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for name, (inputs, outputs) in pairs(width).items():
        for k, before in ((1, inputs), (2, outputs)):
            found |= {f"{name}_{k}.weight": (outputs, before, 3, 3), f"{name}_{k}.bias": (outputs,)}
    for name, outputs in (("widen2", 2 * width), ("widen1", width)):
        found |= {f"{name}.weight": (2 * outputs, outputs, 2, 2), f"{name}.bias": (outputs,)}
    return found | {"out.weight": (1, width, 1, 1), "out.bias": (1,)}


def autograph_model(values: dict[str, Array], width: int) -> Any:
    import autograph as ag
    import autograph.nn.functional as F
    from autograph import nn

    class UNet(nn.Module):
        def __init__(self) -> None:
            for name, (inputs, outputs) in pairs(width).items():
                setattr(self, f"{name}_1", nn.Conv2d(inputs, outputs, 3, padding=1))
                setattr(self, f"{name}_2", nn.Conv2d(outputs, outputs, 3, padding=1))
            self.widen2 = nn.ConvTranspose2d(4 * width, 2 * width, 2, stride=2)
            self.widen1 = nn.ConvTranspose2d(2 * width, width, 2, stride=2)
            self.out = nn.Conv2d(width, 1, 1)

        def pair(self, name: str, x: Any) -> Any:
            x = F.relu(getattr(self, f"{name}_1")(x))
            return F.relu(getattr(self, f"{name}_2")(x))

        def forward(self, x: Any) -> Any:
            fine = self.pair("down1", x)
            middle = self.pair("down2", F.max_pool2d(fine, 2))
            coarse = self.pair("bottom", F.max_pool2d(middle, 2))
            middle = self.pair("up2", ag.concat([self.widen2(coarse), middle], axis=1))
            fine = self.pair("up1", ag.concat([self.widen1(middle), fine], axis=1))
            return self.out(fine)

    model = UNet()
    model.load_state_dict(values)
    return model


def torch_model(values: dict[str, Array], width: int) -> Any:
    import torch
    import torch.nn.functional as F
    from torch import nn

    class UNet(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            for name, (inputs, outputs) in pairs(width).items():
                setattr(self, f"{name}_1", nn.Conv2d(inputs, outputs, 3, padding=1))
                setattr(self, f"{name}_2", nn.Conv2d(outputs, outputs, 3, padding=1))
            self.widen2 = nn.ConvTranspose2d(4 * width, 2 * width, 2, stride=2)
            self.widen1 = nn.ConvTranspose2d(2 * width, width, 2, stride=2)
            self.out = nn.Conv2d(width, 1, 1)

        def pair(self, name: str, x: Any) -> Any:
            x = F.relu(getattr(self, f"{name}_1")(x))
            return F.relu(getattr(self, f"{name}_2")(x))

        def forward(self, x: Any) -> Any:
            fine = self.pair("down1", x)
            middle = self.pair("down2", F.max_pool2d(fine, 2))
            coarse = self.pair("bottom", F.max_pool2d(middle, 2))
            middle = self.pair("up2", torch.cat([self.widen2(coarse), middle], 1))
            fine = self.pair("up1", torch.cat([self.widen1(middle), fine], 1))
            return self.out(fine)

    model = UNet()
    model.load_state_dict({name: torch.from_numpy(value) for name, value in values.items()})
    return model


def jax_model(p: Any, x: Any) -> Any:
    import jax
    import jax.numpy as jnp
    from jax import lax

    def conv(x: Any, name: str) -> Any:
        y = lax.conv_general_dilated(x, p[f"{name}.weight"], (1, 1), "SAME", dimension_numbers=("NCHW", "OIHW", "NCHW"))
        return y + p[f"{name}.bias"][:, None, None]

    def pair(name: str, x: Any) -> Any:
        return jax.nn.relu(conv(jax.nn.relu(conv(x, f"{name}_1")), f"{name}_2"))

    def pool(x: Any) -> Any:
        return lax.reduce_window(x, -float("inf"), lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")

    def widen(name: str, x: Any) -> Any:
        y = jnp.einsum("nchw,coij->nohiwj", x, p[f"{name}.weight"])
        n, o, h, _, w, _ = y.shape
        return y.reshape(n, o, 2 * h, 2 * w) + p[f"{name}.bias"][:, None, None]

    fine = pair("down1", x)
    middle = pair("down2", pool(fine))
    coarse = pair("bottom", pool(middle))
    middle = pair("up2", jnp.concatenate([widen("widen2", coarse), middle], 1))
    return conv(pair("up1", jnp.concatenate([widen("widen1", middle), fine], 1)), "out")


class Train(Work):
    """One step of Adam on the mean square of the difference to an image [batch, 1, size, size]."""

    name = "unet_train"
    sizes = {"batch": 8, "size": 64, "width": 16}
    compared = 3
    quick = (2, 8, 3)

    def arrays(self) -> dict[str, Array]:
        shape = (self.batch, 1, self.size, self.size)
        return weights(shapes(self.width)) | {"x": normal(*shape), "y": normal(*shape, seed=2)}

    def flops(self) -> int:
        smaller = {"down1": 1, "down2": 2, "bottom": 4, "up2": 2, "up1": 1, "widen2": 4, "widen1": 2, "out": 1}
        forward = {}
        for name, shape in shapes(self.width).items():
            if len(shape) == 4:
                places = (self.size // smaller[name.partition(".")[0].partition("_")[0]]) ** 2
                forward[name] = 2 * shape[0] * shape[1] * shape[2] * shape[3] * places
        return self.batch * (3 * sum(forward.values()) - forward["down1_1.weight"])

    def bytes(self) -> int:
        return 4 * (6 * count(shapes(self.width)) + 2 * self.batch * self.size**2)

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import autograph.nn.functional as F
        from autograph import optim

        def loss(model: Any, x: Any, y: Any) -> Any:
            return F.mse_loss(model(x), y)

        values, batch = parts(arrays, "x", "y")
        model = autograph_model(values, self.width)
        return autograph_step(model, optim.Adam(model.parameters(), lr=LR), [batch], compile, loss)

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import torch
        import torch.nn.functional as F

        def loss(model: Any, x: Any, y: Any) -> Any:
            return F.mse_loss(model(x), y)

        values, batch = parts(arrays, "x", "y")
        model = torch_model(values, self.width)
        optimizer = torch.optim.Adam(model.parameters(), lr=LR, foreach=True)
        return torch_step(model, optimizer, [batch], compile, loss)

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        def loss(p: Any, x: Any, y: Any) -> Any:
            return ((jax_model(p, x) - y) ** 2).mean()

        values, batch = parts(arrays, "x", "y")
        return jax_step(loss, values, [batch], compile, JaxAdam(LR))
