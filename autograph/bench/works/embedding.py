"""The mean of embeddings of words, classified by a dense layer: gathers, sums into rows, a table updated as a whole."""

from __future__ import annotations

from typing import Any

from autograph.bench.steps import JaxSGD, autograph_step, jax_cross_entropy, jax_step, torch_step
from autograph.bench.work import Array, Compile, Step, Work, count, integers, parts, weights

CLASSES, LR = 10, 0.1


class Train(Work):
    """One step of SGD on ids [batch, words] below `rows`."""

    name = "embedding_train"
    sizes = {"batch": 256, "words": 32, "rows": 50_000, "width": 128}
    compared = 3
    quick = (3, 4, 50, 8)

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {
            "table.weight": (self.rows, self.width),
            "dense.weight": (CLASSES, self.width),
            "dense.bias": (CLASSES,),
        }

    def arrays(self) -> dict[str, Array]:
        data = {"x": integers(self.rows, self.batch, self.words), "y": integers(CLASSES, self.batch)}
        return weights(self.shapes) | data

    def flops(self) -> int:
        gathered = self.batch * self.words * self.width
        return 2 * gathered + 3 * 2 * self.batch * self.width * CLASSES + 2 * count(self.shapes)

    def bytes(self) -> int:
        return 4 * (2 * count(self.shapes) + 2 * self.batch * self.words * self.width)

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        from autograph import nn, optim

        values, batch = parts(arrays, "x", "y")
        rows, width = self.rows, self.width

        class Net(nn.Module):
            def __init__(self) -> None:
                self.table, self.dense = nn.Embedding(rows, width), nn.Dense(width, CLASSES)

            def forward(self, ids: Any) -> Any:
                return self.dense(self.table(ids).mean(1))

        model = Net()
        model.load_state_dict(values)
        return autograph_step(model, optim.SGD(model.parameters(), lr=LR), [batch], compile)

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import torch
        from torch import nn

        values, batch = parts(arrays, "x", "y")
        rows, width = self.rows, self.width

        class Net(nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.table, self.dense = nn.Embedding(rows, width), nn.Linear(width, CLASSES)

            def forward(self, ids: Any) -> Any:
                return self.dense(self.table(ids).mean(1))

        model = Net()
        model.load_state_dict({name: torch.from_numpy(value) for name, value in values.items()})
        return torch_step(model, torch.optim.SGD(model.parameters(), lr=LR), [batch], compile)

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        def loss(p: Any, ids: Any, y: Any) -> Any:
            mean = p["table.weight"][ids].mean(1)
            return jax_cross_entropy(mean @ p["dense.weight"].T + p["dense.bias"], y)

        values, batch = parts(arrays, "x", "y")
        return jax_step(loss, values, [batch], compile, JaxSGD(LR))
