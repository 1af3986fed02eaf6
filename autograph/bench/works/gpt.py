"""A small GPT on letters: its training step by AdamW."""

from __future__ import annotations

from typing import Any

from autograph.bench.steps import JaxAdam, autograph_step, jax_cross_entropy, jax_step, torch_step
from autograph.bench.work import Array, Compile, Step, Work, count, integers, parts, weights

LETTERS, HEADS = 65, 4
LR = 1e-3


def shapes(layers: int, width: int, context: int) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {"letters.weight": (LETTERS, width), "places": (context, width)}
    for k in range(layers):
        for norm in ("norm1", "norm2"):
            found |= {f"blocks.{k}.{norm}.weight": (width,), f"blocks.{k}.{norm}.bias": (width,)}
        dense = {"qkv": (3 * width, width), "out": (width, width), "up": (4 * width, width), "down": (width, 4 * width)}
        for name, shape in dense.items():
            found |= {f"blocks.{k}.{name}.weight": shape, f"blocks.{k}.{name}.bias": shape[:1]}
    return found | {"norm.weight": (width,), "norm.bias": (width,), "head.weight": (LETTERS, width)}


def autograph_model(values: dict[str, Array], layers: int) -> Any:
    import autograph.nn.functional as F
    from autograph import nn

    context, width = values["places"].shape

    class Block(nn.Module):
        def __init__(self) -> None:
            self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
            self.qkv, self.out = nn.Dense(width, 3 * width), nn.Dense(width, width)
            self.up, self.down = nn.Dense(width, 4 * width), nn.Dense(4 * width, width)

        def forward(self, x: Any) -> Any:
            batch, time, _ = x.shape
            heads = self.qkv(self.norm1(x)).reshape(batch, time, 3, HEADS, width // HEADS)
            q, k, v = heads.transpose(2, 0, 3, 1, 4)
            y = F.scaled_dot_product_attention(q, k, v, causal=True)
            x = x + self.out(y.transpose(0, 2, 1, 3).reshape(batch, time, width))
            return x + self.down(F.gelu(self.up(self.norm2(x)), approximate="tanh"))

    class GPT(nn.Module):
        def __init__(self) -> None:
            self.letters, self.places = nn.Embedding(LETTERS, width), nn.Parameter(values["places"])
            self.blocks = [Block() for _ in range(layers)]
            self.norm, self.head = nn.LayerNorm(width), nn.Dense(width, LETTERS, bias=False)

        def forward(self, letters: Any) -> Any:
            x = self.letters(letters) + self.places
            for block in self.blocks:
                x = block(x)
            return self.head(self.norm(x))

    model = GPT()
    model.load_state_dict(values)
    return model


def torch_model(values: dict[str, Array], layers: int) -> Any:
    import torch
    import torch.nn.functional as F
    from torch import nn

    context, width = values["places"].shape

    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
            self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
            self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

        def forward(self, x: Any) -> Any:
            batch, time, _ = x.shape
            heads = self.qkv(self.norm1(x)).view(batch, time, 3, HEADS, width // HEADS)
            q, k, v = heads.permute(2, 0, 3, 1, 4)
            y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
            x = x + self.out(y.transpose(1, 2).reshape(batch, time, width))
            return x + self.down(F.gelu(self.up(self.norm2(x)), approximate="tanh"))

    class GPT(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.letters, self.places = nn.Embedding(LETTERS, width), nn.Parameter(torch.empty(context, width))
            self.blocks = nn.ModuleList([Block() for _ in range(layers)])
            self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, LETTERS, bias=False)

        def forward(self, letters: Any) -> Any:
            x = self.letters(letters) + self.places
            for block in self.blocks:
                x = block(x)
            return self.head(self.norm(x))

    model = GPT()
    model.load_state_dict({name: torch.from_numpy(value) for name, value in values.items()})
    return model


def jax_model(p: Any, letters: Any, layers: int) -> Any:
    import jax
    import jax.numpy as jnp
    from jax import lax

    def norm(x: Any, name: str) -> Any:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred * lax.rsqrt(x.var(-1, keepdims=True) + 1e-5)
        return scaled * p[f"{name}.weight"] + p[f"{name}.bias"]

    def dense(x: Any, name: str) -> Any:
        return x @ p[f"{name}.weight"].T + p[f"{name}.bias"]

    x = p["letters.weight"][letters] + p["places"]
    batch, time, width = x.shape
    mask = jnp.tril(jnp.ones((time, time), bool))
    for k in range(layers):
        block = f"blocks.{k}"
        heads = dense(norm(x, f"{block}.norm1"), f"{block}.qkv").reshape(batch, time, 3, HEADS, width // HEADS)
        query, key, value = heads.transpose(2, 0, 3, 1, 4)
        scores = jnp.where(mask, query @ key.swapaxes(-1, -2) / (width // HEADS) ** 0.5, -jnp.inf)
        y = (jax.nn.softmax(scores) @ value).transpose(0, 2, 1, 3).reshape(batch, time, width)
        x = x + dense(y, f"{block}.out")
        x = x + dense(jax.nn.gelu(dense(norm(x, f"{block}.norm2"), f"{block}.up")), f"{block}.down")
    return norm(x, "norm") @ p["head.weight"].T


class Train(Work):
    """One step of AdamW."""

    name = "gpt_train"
    sizes = {"batch": 12, "context": 64, "width": 128, "layers": 4}
    compared = 5
    quick = (2, 4, 8, 1)

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        return shapes(self.layers, self.width, self.context)

    def arrays(self) -> dict[str, Array]:
        found = weights(self.shapes)
        found["places"] *= 0.02
        data = {name: integers(LETTERS, self.batch, self.context, seed=seed) for name, seed in (("x", 2), ("y", 3))}
        return found | data

    def flops(self) -> int:
        dense = sum(a * b for name, (a, b) in self._matrices() if name not in ("letters.weight", "places"))
        # Of the scores, the half under the diagonal is needed: q·k and weights·v for context / 2 places each.
        attention = self.layers * 2 * self.width * self.context // 2
        return 3 * 2 * self.batch * self.context * (dense + attention)

    def _matrices(self) -> list[tuple[str, tuple[int, int]]]:
        return [(name, (s[0], s[1])) for name, s in self.shapes.items() if len(s) == 2]

    def bytes(self) -> int:
        return 4 * 6 * count(self.shapes)

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import autograph.nn.functional as F
        from autograph import optim

        def loss(model: Any, x: Any, y: Any) -> Any:
            return F.cross_entropy(model(x).reshape(-1, LETTERS), y.flatten())

        values, batch = parts(arrays, "x", "y")
        model = autograph_model(values, self.layers)
        return autograph_step(model, optim.AdamW(model.parameters(), lr=LR), [batch], compile, loss)

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import torch
        import torch.nn.functional as F

        def loss(model: Any, x: Any, y: Any) -> Any:
            return F.cross_entropy(model(x).flatten(0, 1), y.flatten())

        values, batch = parts(arrays, "x", "y")
        model = torch_model(values, self.layers)
        return torch_step(model, torch.optim.AdamW(model.parameters(), lr=LR), [batch], compile, loss)

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        def loss(p: Any, x: Any, y: Any) -> Any:
            return jax_cross_entropy(jax_model(p, x, self.layers), y)

        values, batch = parts(arrays, "x", "y")
        return jax_step(loss, values, [batch], compile, JaxAdam(LR, decay=0.01))
