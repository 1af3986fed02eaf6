"""Recurrent networks: one written as a Python loop, over a sequence of another length at each step; and an LSTM."""

from __future__ import annotations

from typing import Any

from autograph.bench.steps import JaxAdam, JaxSGD, autograph_step, jax_cross_entropy, jax_step, torch_step
from autograph.bench.work import Array, Compile, Step, Work, count, integers, normal, parts, weights

WORDS, FEATURES, CLASSES = 32, 64, 10
LENGTHS = tuple(5 + (7 * k) % 13 for k in range(13))


class Dynamic(Work):
    """A step of SGD on sequences of 5 to 17 words, another length each time."""

    name = "rnn_dynamic"
    sizes = {"batch": 16, "hidden": 128}
    compared = 13
    warm = 26
    quick = (2, 8)

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        hidden = self.hidden
        return {
            "words.weight": (WORDS, FEATURES),
            "inner.weight": (hidden, FEATURES),
            "inner.bias": (hidden,),
            "again.weight": (hidden, hidden),
            "again.bias": (hidden,),
            "out.weight": (CLASSES, hidden),
            "out.bias": (CLASSES,),
        }

    def arrays(self) -> dict[str, Array]:
        found = weights(self.shapes)
        for n in LENGTHS:
            found |= {f"x{n}": integers(WORDS, self.batch, n, seed=n), f"y{n}": integers(CLASSES, self.batch, seed=n)}
        return found

    def _parts(self, arrays: dict[str, Array]) -> tuple[dict[str, Array], list[tuple[Array, ...]]]:
        values = {name: arrays[name] for name in self.shapes}
        return values, [(arrays[f"x{n}"], arrays[f"y{n}"]) for n in LENGTHS]

    def flops(self) -> int:
        steps = sum(LENGTHS) / len(LENGTHS)
        return round(3 * 2 * self.batch * self.hidden * (steps * (FEATURES + self.hidden) + CLASSES))

    def bytes(self) -> int:
        return 4 * 2 * count(self.shapes)

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import autograph as ag
        from autograph import nn, optim

        values, batches = self._parts(arrays)
        hidden = self.hidden

        class RNN(nn.Module):
            def __init__(self) -> None:
                self.words = nn.Embedding(WORDS, FEATURES)
                self.inner, self.again = nn.Dense(FEATURES, hidden), nn.Dense(hidden, hidden)
                self.out = nn.Dense(hidden, CLASSES)

            def forward(self, words: Any) -> Any:
                h = ag.zeros((words.shape[0], hidden))
                for t in range(words.shape[1]):
                    h = ag.tanh(self.inner(self.words(words[:, t])) + self.again(h))
                return self.out(h)

        model = RNN()
        model.load_state_dict(values)
        return autograph_step(model, optim.SGD(model.parameters(), lr=0.01), batches, compile)

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import torch
        from torch import nn

        values, batches = self._parts(arrays)
        hidden = self.hidden

        class RNN(nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.words = nn.Embedding(WORDS, FEATURES)
                self.inner, self.again = nn.Linear(FEATURES, hidden), nn.Linear(hidden, hidden)
                self.out = nn.Linear(hidden, CLASSES)

            def forward(self, words: Any) -> Any:
                h = torch.zeros(words.shape[0], hidden, device=words.device)
                for t in range(words.shape[1]):
                    h = torch.tanh(self.inner(self.words(words[:, t])) + self.again(h))
                return self.out(h)

        model = RNN()
        model.load_state_dict({name: torch.from_numpy(value) for name, value in values.items()})
        return torch_step(model, torch.optim.SGD(model.parameters(), lr=0.01), batches, compile)

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import jax.numpy as jnp

        def loss(p: Any, words: Any, y: Any) -> Any:
            h = jnp.zeros((words.shape[0], self.hidden))
            for t in range(words.shape[1]):
                inner = p["words.weight"][words[:, t]] @ p["inner.weight"].T + p["inner.bias"]
                h = jnp.tanh(inner + h @ p["again.weight"].T + p["again.bias"])
            return jax_cross_entropy(h @ p["out.weight"].T + p["out.bias"], y)

        values, batches = self._parts(arrays)
        return jax_step(loss, values, batches, compile, JaxSGD(0.01))


class LSTM(Work):
    """A step of Adam on an LSTM layer and a dense one that reads its last output."""

    name = "lstm_train"
    sizes = {"batch": 32, "time": 40, "features": 32, "hidden": 64}
    compared = 3
    quick = (2, 3, 4, 8)

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        gates = 4 * self.hidden
        return {
            "lstm.weight_ih_l0": (gates, self.features),
            "lstm.weight_hh_l0": (gates, self.hidden),
            "lstm.bias_ih_l0": (gates,),
            "lstm.bias_hh_l0": (gates,),
            "out.weight": (CLASSES, self.hidden),
            "out.bias": (CLASSES,),
        }

    def arrays(self) -> dict[str, Array]:
        data = {"x": normal(self.batch, self.time, self.features), "y": integers(CLASSES, self.batch)}
        return weights(self.shapes) | data

    def flops(self) -> int:
        cell = 4 * self.hidden * (3 * self.hidden + 2 * self.features)
        return 2 * self.batch * (self.time * cell + 3 * self.hidden * CLASSES)

    def bytes(self) -> int:
        return 4 * (6 * count(self.shapes) + self.batch * self.time * self.features)

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        from autograph import nn, optim

        values, batch = parts(arrays, "x", "y")
        features, hidden = self.features, self.hidden

        class Net(nn.Module):
            def __init__(self) -> None:
                self.lstm, self.out = nn.LSTM(features, hidden), nn.Dense(hidden, CLASSES)

            def forward(self, x: Any) -> Any:
                return self.out(self.lstm(x)[0][:, -1])

        model = Net()
        model.load_state_dict(values)
        return autograph_step(model, optim.Adam(model.parameters(), lr=1e-3), [batch], compile)

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import torch
        from torch import nn

        values, batch = parts(arrays, "x", "y")
        features, hidden = self.features, self.hidden

        class Net(nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.lstm, self.out = nn.LSTM(features, hidden, batch_first=True), nn.Linear(hidden, CLASSES)

            def forward(self, x: Any) -> Any:
                return self.out(self.lstm(x)[0][:, -1])

        model = Net()
        model.load_state_dict({name: torch.from_numpy(value) for name, value in values.items()})
        return torch_step(model, torch.optim.Adam(model.parameters(), lr=1e-3, foreach=True), [batch], compile)

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import jax
        import jax.numpy as jnp

        def loss(p: Any, x: Any, y: Any) -> Any:
            inner = x.swapaxes(0, 1) @ p["lstm.weight_ih_l0"].T + p["lstm.bias_ih_l0"] + p["lstm.bias_hh_l0"]

            def cell(state: Any, inner: Any) -> Any:
                h, c = state
                i, f, g, o = jnp.split(inner + h @ p["lstm.weight_hh_l0"].T, 4, axis=-1)
                c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
                return (jax.nn.sigmoid(o) * jnp.tanh(c), c), None

            zeros = jnp.zeros((x.shape[0], self.hidden))
            (h, _), _ = jax.lax.scan(cell, (zeros, zeros), inner)
            return jax_cross_entropy(h @ p["out.weight"].T + p["out.bias"], y)

        values, batch = parts(arrays, "x", "y")
        return jax_step(loss, values, [batch], compile, JaxAdam(1e-3))
