"""Attention."""

from __future__ import annotations

import math
from collections.abc import Sequence

from autograph.errors import DtypeError, ShapeError
from autograph.frontend import functions as ag
from autograph.frontend.apply import composite, event
from autograph.frontend.tensor import Operand, Tensor
from autograph.nn.functional.arguments import floating
from autograph.nn.functional.dropout import dropout


def scaled_dot_product_attention(
    query: Operand,
    key: Operand,
    value: Operand,
    attn_mask: Operand | None = None,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    scale: float | None = None,
    *,
    causal: bool = False,
) -> Tensor:
    """softmax(query @ keyᵀ · scale) @ value: [..., L, E], [..., S, E] and [..., S, V] → [..., L, V].

    Vaswani et al. 2017, arXiv:1706.03762. `attn_mask`, broadcast to [..., L, S], is a bool, True where a query may look
    at a key, or floats that are added to the scores. `causal` (PyTorch's `is_causal` is the same) lets query i look at
    keys 0 … i. A query that may look at nothing gets zeros. `scale` is 1/√E by default; `dropout_p` acts on the weights
    whenever it is not 0. Raises ShapeError or DtypeError for operands that do not fit.
    """
    # Numbers that somebody gave are no part of the path.
    factor = None if scale is None else ag.asarray(scale, floating(query, "scaled_dot_product_attention").dtype)
    scaling = _dropout_scaling(*_operands(query, key, value, attn_mask), dropout_p) if dropout_p else None
    return _checked_attention(query, key, value, attn_mask, factor, scaling, bool(causal or is_causal))


@event
def _checked_attention(
    query: Operand,
    key: Operand,
    value: Operand,
    attn_mask: Operand | None,
    scale: Tensor | None,
    scaling: Tensor | None,
    causal: bool,
) -> Tensor:
    q, k, v, masks = _operands(query, key, value, attn_mask)
    factor = scale if scale is not None else 1 / math.sqrt(q.shape[-1])
    drops = [] if scaling is None else [scaling]
    return _attention(q, k, v, factor, *drops, *masks, causal=causal, drops=bool(drops))


def _operands(
    query: Operand, key: Operand, value: Operand, attn_mask: Operand | None
) -> tuple[Tensor, Tensor, Tensor, list[Tensor]]:
    q, k, v = (floating(x, "scaled_dot_product_attention") for x in (query, key, value))
    if min(q.ndim, k.ndim, v.ndim) < 2 or q.shape[-1] != k.shape[-1] or k.shape[-2] != v.shape[-2]:
        raise ShapeError(
            f"scaled_dot_product_attention: query {q._type}, key {k._type}, value {v._type}",
            hint="they are [..., L, E], [..., S, E] and [..., S, V]",
        )
    return q, k, v, [] if attn_mask is None else [_checked(ag.asarray(attn_mask), q, k)]


def _dropout_scaling(q: Tensor, k: Tensor, v: Tensor, masks: Sequence[Tensor], p: float) -> Tensor:
    """What dropout multiplies each weight by."""
    pairs = (*q.shape[:-1], 1), (*k.shape[:-2], 1, k.shape[-2])
    shape = ag.broadcast_shapes(*pairs, *[mask.shape for mask in masks])
    return dropout(ag.ones(shape, dtype=q.dtype, device=q.device), p)


def _checked(mask: Tensor, q: Tensor, k: Tensor) -> Tensor:
    if mask.dtype.kind != "bool" and not mask.dtype.is_float:
        raise DtypeError(f"attn_mask is {mask._type}", hint="it is a bool, True where attention is allowed, or floats")
    pair = (q.shape[-2], k.shape[-2])
    own = (1, 1, *mask.shape)[-2:]
    if any(e not in (1, wanted) for e, wanted in zip(own, pair)):
        raise ShapeError(f"attn_mask is {mask._type}", hint=f"it broadcasts to [..., {pair[0]}, {pair[1]}]")
    return mask


@composite
def _attention(q: Tensor, k: Tensor, v: Tensor, scale: Operand, *rest: Tensor, causal: bool, drops: bool) -> Tensor:
    """The quotients of softmax come last, where there are fewer of them than weights."""
    scores = ag.matmul(q * scale, ag.matrix_transpose(k))
    for mask in rest[drops:]:
        scores = ag.where(mask, scores, -math.inf) if mask.dtype.kind == "bool" else scores + mask
    if causal:
        rows, columns = scores.shape[-2:]
        seen = ag.expand_dims(ag.arange(rows), 1) >= ag.arange(columns)
        scores = ag.where(seen, scores, -math.inf)
    largest = ag.stop_gradient(ag.max(scores, -1, keepdims=True))
    # Where everything is masked the largest is -inf, and -inf - -inf is NaN.
    e = ag.exp(scores - ag.where(largest > -math.inf, largest, 0.0))
    total = ag.sum(e, -1, keepdims=True)
    weights = e * rest[0] if drops else e
    return ag.matmul(weights, v) * (1 / ag.where(total > 0, total, 1.0))
