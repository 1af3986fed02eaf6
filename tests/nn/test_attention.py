"""Attention against PyTorch and against NumPy."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import config, nn
from autograph.errors import ArgumentError, DtypeError, ShapeError

Array = np.ndarray[Any, Any]
rng = np.random.default_rng(7)
Q, K, V = rng.normal(size=(2, 3, 5, 4)), rng.normal(size=(2, 3, 6, 4)), rng.normal(size=(2, 3, 6, 7))
MASK = rng.random((2, 1, 5, 6)) < 0.6
MASK[0, 0, 2] = False  # a query that may look at nothing
SCORES = rng.normal(size=(5, 6))

CASES: dict[str, dict[str, Any]] = {
    "plain": {},
    "causal": {"is_causal": True},
    "bool mask": {"attn_mask": MASK},
    "one row for all": {"attn_mask": MASK[1, 0, :1]},
    "added mask": {"attn_mask": SCORES},
    "scale": {"scale": 0.3},
}
MODES = ["eager", "interpret", pytest.param("compile", marks=pytest.mark.compiler)]


def by_numpy(q: Array, k: Array, v: Array, attn_mask: Any = None, is_causal: bool = False, scale: Any = None) -> Array:
    scores = q @ k.swapaxes(-1, -2) * (scale or 1 / math.sqrt(q.shape[-1]))
    allowed = np.ones(scores.shape, bool)
    if attn_mask is not None and attn_mask.dtype == bool:
        allowed &= attn_mask
    elif attn_mask is not None:
        scores = scores + attn_mask
    if is_causal:
        allowed &= np.tri(*scores.shape[-2:], dtype=bool)
    e = np.exp(scores - scores.max(-1, keepdims=True)) * allowed
    return e / np.maximum(e.sum(-1, keepdims=True), 1e-300) @ v


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", CASES)
def test_attention_is_the_formula(name: str, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if mode != "eager":
        monkeypatch.setattr(config, "mode", mode)
    call = F.scaled_dot_product_attention if mode == "eager" else ag.compile(F.scaled_dot_product_attention)
    found = call(Q, K, V, **CASES[name])
    np.testing.assert_allclose(found.numpy(), by_numpy(Q, K, V, **CASES[name]), rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("name", CASES)
def test_attention_is_pytorchs(name: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    ours = [ag.tensor(a, requires_grad=True) for a in (Q, K, V)]
    theirs = [torch.tensor(a, requires_grad=True) for a in (Q, K, V)]
    given = {key: torch.tensor(v) if isinstance(v, np.ndarray) else v for key, v in CASES[name].items()}
    y = F.scaled_dot_product_attention(*ours, **CASES[name])
    ty = torch.nn.functional.scaled_dot_product_attention(*theirs, **given)
    (y * y).sum().backward()
    (ty * ty).sum().backward()
    np.testing.assert_allclose(y.numpy(), ty.detach().numpy(), rtol=1e-9, atol=1e-10)
    for a, b in zip(ours, theirs):
        np.testing.assert_allclose(a.grad.numpy(), b.grad.numpy(), rtol=1e-9, atol=1e-10)


def test_causal_is_is_causal() -> None:
    one, other = (F.scaled_dot_product_attention(Q, K, V, **{key: True}) for key in ("causal", "is_causal"))
    assert np.array_equal(one, other)


@pytest.mark.compiler
@pytest.mark.parametrize("compiled", [False, True])
def test_large_scores_and_hidden_queries_have_finite_derivatives(compiled: bool) -> None:
    def loss(q: Any, k: Any) -> Any:
        return (F.scaled_dot_product_attention(q * 1e4, k, V, MASK) ** 2).sum()

    slopes = ag.grad(loss, argnums=(0, 1))
    for slope in (ag.compile(slopes) if compiled else slopes)(ag.asarray(Q), ag.asarray(K)):
        assert np.isfinite(slope.numpy()).all()
    twice = ag.grad(lambda q: (ag.grad(loss)(q, ag.asarray(K)) ** 2).sum())
    assert np.isfinite((ag.compile(twice) if compiled else twice)(ag.asarray(Q * 1e-4)).numpy()).all()


def test_derivatives_are_differences() -> None:
    def loss(q: Any) -> Any:
        return (F.scaled_dot_product_attention(q, K, V, MASK, causal=True) ** 2).sum()

    direction, step = rng.normal(size=Q.shape), 1e-6
    slope = float((ag.grad(loss)(ag.asarray(Q)) * direction).sum())
    ends = [float(loss(ag.asarray(Q + sign * step * direction))) for sign in (1, -1)]
    assert slope == pytest.approx((ends[0] - ends[1]) / (2 * step), rel=1e-6)


def test_dropout_of_everything() -> None:
    assert not F.scaled_dot_product_attention(Q, K, V, dropout_p=1.0).numpy().any()


def layer(bias: bool = True, **settings: Any) -> nn.MultiHeadAttention:
    """One whose biases are not zero."""
    made = nn.MultiHeadAttention(8, 2, bias=bias, **settings)
    for p in made.parameters():
        p.assign(rng.normal(size=p.shape).astype(np.float32) * 0.4)
    return made


X, Y, Z = (rng.normal(size=(3, n, 8)).astype(np.float32) for n in (5, 6, 6))
OPERANDS = {"self": (X,), "memory": (X, Y), "three": (X, Y, Z)}
SEEN = rng.random((5, 6)) < 0.7
SEEN[:, 0] = True


def heads_by_numpy(made: nn.MultiHeadAttention, q: Array, k: Array, v: Array, **settings: Any) -> Array:
    state = {name: value.astype(np.float64) for name, value in made.state_dict().items()}
    parts = []
    for n, x in enumerate((q, k, v)):
        y = (
            x @ state["in_proj_weight"][8 * n : 8 * n + 8].T
            + state.get("in_proj_bias", np.zeros(24))[8 * n : 8 * n + 8]
        )
        parts.append(y.reshape(*y.shape[:2], 2, 4).transpose(0, 2, 1, 3))
    y = by_numpy(*parts, **settings).transpose(0, 2, 1, 3).reshape(q.shape)
    return y @ state["out_proj.weight"].T + state.get("out_proj.bias", 0)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("name", "bias"), [("self", True), ("memory", False), ("three", True)])
def test_heads_are_the_formula(name: str, bias: bool, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if mode != "eager":
        monkeypatch.setattr(config, "mode", mode)
    made, given = layer(bias), OPERANDS[name]
    q, k, v = given[0], given[min(1, len(given) - 1)], given[-1]
    found = (made if mode == "eager" else ag.compile(made))(*given, causal=name == "self")
    expected = heads_by_numpy(made, q, k, v, is_causal=name == "self")
    np.testing.assert_allclose(found.numpy(), expected, rtol=2e-5, atol=2e-5)


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("name", OPERANDS)
def test_heads_are_pytorchs(name: str, masked: bool) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    other = torch.nn.MultiheadAttention(8, 2, batch_first=True)
    torch.nn.init.normal_(other.in_proj_bias)
    torch.nn.init.normal_(other.out_proj.bias)
    made, given = nn.MultiHeadAttention(8, 2), OPERANDS[name]
    made.load_state_dict({key: value.numpy() for key, value in other.state_dict().items()})
    ours = [ag.tensor(a, requires_grad=True) for a in given]
    theirs = [torch.tensor(a, requires_grad=True) for a in given]
    mask = (SEEN[:, : 5 if name == "self" else 6]) if masked else None
    y = made(*ours, attn_mask=mask)
    tq, tk, tv = theirs[0], theirs[min(1, len(theirs) - 1)], theirs[-1]
    ty, _ = other(tq, tk, tv, attn_mask=None if mask is None else torch.tensor(~mask))
    (y * y).sum().backward()
    (ty * ty).sum().backward()
    np.testing.assert_allclose(y.numpy(), ty.detach().numpy(), rtol=1e-4, atol=1e-5)
    for a, b in zip(ours, theirs):
        np.testing.assert_allclose(a.grad.numpy(), b.grad.numpy(), rtol=1e-4, atol=2e-5)
    slopes = {key: p.grad.numpy() for key, p in other.named_parameters()}
    assert list(slopes) == [key for key, _ in made.named_parameters()]
    for key, p in made.named_parameters():
        np.testing.assert_allclose(p.grad.numpy(), slopes[key], rtol=1e-3, atol=1e-4, err_msg=key)


def test_the_same_operand_given_thrice_is_self_attention() -> None:
    made, x = layer(), ag.asarray(X)
    np.testing.assert_array_equal(made(x, x, x).numpy(), made(x).numpy())


def test_dropout_while_training_only() -> None:
    made = layer(dropout=1.0)
    bias = made.out_proj.bias
    assert bias is not None
    np.testing.assert_array_equal(made(X).numpy(), np.broadcast_to(bias.numpy(), X.shape))
    np.testing.assert_allclose(made.eval()(X).numpy(), heads_by_numpy(made, X, X, X), rtol=2e-5, atol=2e-5)


def test_initial_values() -> None:
    made = nn.MultiHeadAttention(32, 4)
    bound = math.sqrt(6 / 128)
    assert 0.95 * bound < np.abs(made.in_proj_weight.numpy()).max() <= bound
    assert made.in_proj_bias is not None and made.out_proj.bias is not None
    assert not made.in_proj_bias.numpy().any() and not made.out_proj.bias.numpy().any()
    assert repr(made).startswith("MultiHeadAttention(32, 4")


REFUSED: list[tuple[Any, type[Exception], str]] = [
    (lambda: F.scaled_dot_product_attention(Q, K[..., :3], V), ShapeError, r"query float64\[2, 3, 5, 4\], key float64"),
    (lambda: F.scaled_dot_product_attention(Q, K, V[..., :5, :]), ShapeError, "scaled_dot_product_attention: query"),
    (lambda: F.scaled_dot_product_attention(Q[0, 0, 0], K, V), ShapeError, "scaled_dot_product_attention: query"),
    (lambda: F.scaled_dot_product_attention(np.arange(6).reshape(2, 3), K, V), DtypeError, "int64"),
    (lambda: F.scaled_dot_product_attention(Q, K, V, SCORES[:4]), ShapeError, r"attn_mask is float64\[4, 6\]"),
    (lambda: F.scaled_dot_product_attention(Q, K, V, np.ones((5, 6), int)), DtypeError, r"attn_mask is int64\[5, 6\]"),
    (lambda: nn.MultiHeadAttention(8, 3), ArgumentError, "num_heads=3 of embed_dim=8"),
    (lambda: nn.MultiHeadAttention(8, 2, dropout=-1), ArgumentError, "dropout=-1"),
    (lambda: nn.MultiHeadAttention(4, 2)(X), ShapeError, r"an operand of float32\[3, 5, 8\]"),
]


@pytest.mark.parametrize(("call", "error", "message"), REFUSED)
def test_what_is_refused(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as found:
        call()
    assert len(str(found.value).split("\n")) == 3
