"""Attention with several heads."""

from __future__ import annotations

from autograph.errors import ArgumentError, ShapeError
from autograph.frontend import functions as ag
from autograph.frontend.apply import composite
from autograph.frontend.tensor import Operand, Parameter, Tensor
from autograph.nn import functional as F
from autograph.nn import init
from autograph.nn.layers.linear import Dense
from autograph.nn.module import Module


class MultiHeadAttention(Module):
    """Attention of `num_heads` heads, each of embed_dim / num_heads features (Vaswani et al. 2017, arXiv:1706.03762).

    query [batch, L, embed_dim] and key and value [batch, S, embed_dim] → [batch, L, embed_dim]; without key and value
    it is self-attention, and value defaults to key. `attn_mask` broadcasts to [batch, num_heads, L, S] and means what
    it means for `F.scaled_dot_product_attention`: True where a query may look at a key, which is the opposite of
    PyTorch's MultiheadAttention, or floats that are added. `causal` lets query i look at keys 0 … i.

    Parameters, their names and initial values are those of PyTorch's MultiheadAttention, so its state dicts load.
    Raises ArgumentError if `num_heads` does not divide `embed_dim`, ShapeError for operands that do not fit.
    """

    def __init__(self, embed_dim: int, num_heads: int, dropout: float = 0.0, bias: bool = True):
        if num_heads < 1 or embed_dim < 1 or embed_dim % num_heads:
            raise ArgumentError(
                f"MultiHeadAttention: num_heads={num_heads} of embed_dim={embed_dim}",
                hint="the first divides the second",
            )
        if not 0 <= dropout <= 1:
            raise ArgumentError(f"dropout={dropout!r}", hint="it is a probability, from 0 to 1")
        self.embed_dim, self.num_heads, self.dropout = embed_dim, num_heads, dropout
        self.in_proj_weight = Parameter(init.xavier_uniform((3 * embed_dim, embed_dim)))
        self.in_proj_bias = Parameter(init.zeros((3 * embed_dim,))) if bias else None
        self.out_proj = Dense(embed_dim, embed_dim, bias)
        if self.out_proj.bias is not None:
            self.out_proj.bias.assign(init.zeros((embed_dim,)))

    def forward(
        self,
        query: Operand,
        key: Operand | None = None,
        value: Operand | None = None,
        attn_mask: Operand | None = None,
        causal: bool = False,
    ) -> Tensor:
        q = ag.asarray(query)
        k = q if key is None else ag.asarray(key)
        v = k if value is None else ag.asarray(value)
        for t in (q, k, v):
            if t.ndim != 3 or t.shape[2] != self.embed_dim:
                raise ShapeError(
                    f"MultiHeadAttention: an operand of {t._type}", hint=f"it is [batch, length, {self.embed_dim}]"
                )
        # As few products as there are different operands.
        sources = [(q, 3)] if q is k and k is v else [(q, 1), (k, 2)] if k is v else [(q, 1), (k, 1), (v, 1)]
        parts: list[Tensor] = []
        for source, count in sources:
            rows = slice(len(parts) * self.embed_dim, (len(parts) + count) * self.embed_dim)
            weights = [w[rows] for w in (self.in_proj_weight, self.in_proj_bias) if w is not None]
            made = _projected_heads(source, *weights, heads=self.num_heads, parts=count)
            parts += made if isinstance(made, tuple) else (made,)
        dropout = self.dropout if self.training else 0.0
        queries, keys, values = parts
        y = F.scaled_dot_product_attention(queries, keys, values, attn_mask, dropout, causal=causal)
        return self.out_proj(_joined_heads(y))  # type: ignore[no-any-return]

    def _describe(self) -> str:
        return f"{self.embed_dim}, {self.num_heads}" + (f", dropout={self.dropout}" if self.dropout else "")


@composite
def _projected_heads(x: Tensor, weight: Tensor, *bias: Tensor, heads: int, parts: int) -> Tensor | tuple[Tensor, ...]:
    """x @ weight.T + bias, [batch, length, parts · heads · size], as so many parts [batch, heads, length, size]."""
    y = F.linear(x, weight, *bias)
    y = ag.reshape(y, (*y.shape[:2], parts, heads, y.shape[2] // (parts * heads)))
    return tuple(ag.permute_dims(y[:, :, k], (0, 2, 1, 3)) for k in range(parts))


@composite
def _joined_heads(x: Tensor) -> Tensor:
    """[batch, heads, length, size] → [batch, length, heads · size]."""
    batch, heads, length, size = x.shape
    return ag.reshape(ag.permute_dims(x, (0, 2, 1, 3)), (batch, length, heads * size))
