"""Chains over rows of a matrix that arithmetic does not limit but memory does."""

from __future__ import annotations

from typing import Any

from autograph.bench.steps import autograph_call, jax_call, torch_call
from autograph.bench.work import Array, Compile, Step, Work, normal


class _Rows(Work):
    sizes = {"rows": 4096, "columns": 1024}
    quick = (5, 33)

    def arrays(self) -> dict[str, Array]:
        return {"x": normal(self.rows, self.columns)}


class GeluChain(_Rows):
    """The sums of rows of gelu(1.5·x + 0.1)·x, by the tanh approximation."""

    name = "gelu_chain"

    def flops(self) -> int:
        return 13 * self.rows * self.columns  # the tanh counted as one

    def bytes(self) -> int:
        return 4 * self.rows * (self.columns + 1)

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import autograph.nn.functional as F

        def chain(x: Any) -> Any:
            return (F.gelu(x * 1.5 + 0.1, approximate="tanh") * x).sum(-1)

        return autograph_call(chain, arrays, compile)

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import torch.nn.functional as F

        return torch_call(lambda x: (F.gelu(x * 1.5 + 0.1, approximate="tanh") * x).sum(-1), arrays, compile)

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import jax

        return jax_call(lambda x: (jax.nn.gelu(x * 1.5 + 0.1) * x).sum(-1), arrays, compile)


class LayerNormSoftmax(_Rows):
    """The softmax of normalised rows."""

    name = "layernorm_softmax"

    def flops(self) -> int:
        return 10 * self.rows * self.columns  # the exponential counted as one

    def bytes(self) -> int:
        return 2 * 4 * self.rows * self.columns

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import autograph.nn.functional as F

        return autograph_call(lambda x: F.softmax(F.layer_norm(x, (self.columns,)), -1), arrays, compile)

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import torch.nn.functional as F

        return torch_call(lambda x: F.softmax(F.layer_norm(x, (self.columns,)), -1), arrays, compile)

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import jax
        from jax import lax

        def chain(x: Any) -> Any:
            centred = x - x.mean(-1, keepdims=True)
            return jax.nn.softmax(centred * lax.rsqrt(x.var(-1, keepdims=True) + 1e-5))

        return jax_call(chain, arrays, compile)


class Attention(Work):
    """Causal attention of q, k and v [batch, heads, time, width]."""

    name = "attention"
    sizes = {"batch": 4, "heads": 8, "time": 256, "width": 64}
    quick = (2, 3, 9, 4)

    def arrays(self) -> dict[str, Array]:
        return {name: normal(*self.given, seed=seed) for seed, name in enumerate(("q", "k", "v"))}

    def flops(self) -> int:
        return 4 * self.batch * self.heads * self.time * self.time // 2 * self.width  # half of the scores is masked

    def bytes(self) -> int:
        return 4 * 4 * self.batch * self.heads * self.time * self.width

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import autograph.nn.functional as F

        def attention(q: Any, k: Any, v: Any) -> Any:
            return F.scaled_dot_product_attention(q, k, v, causal=True)

        return autograph_call(attention, arrays, compile)

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import torch.nn.functional as F

        def attention(q: Any, k: Any, v: Any) -> Any:
            return F.scaled_dot_product_attention(q, k, v, is_causal=True)

        return torch_call(attention, arrays, compile)

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import jax
        import jax.numpy as jnp

        def attention(q: Any, k: Any, v: Any) -> Any:
            mask = jnp.tril(jnp.ones((self.time, self.time), bool))
            scores = jnp.where(mask, q @ k.swapaxes(-1, -2) / self.width**0.5, -jnp.inf)
            return jax.nn.softmax(scores) @ v

        return jax_call(attention, arrays, compile)
