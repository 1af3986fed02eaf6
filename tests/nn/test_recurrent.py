"""Recurrent layers and cells against PyTorch, and against their equations in NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import config, nn
from autograph.errors import ArgumentError, ShapeError

Array = np.ndarray[Any, Any]
rng = np.random.default_rng(11)
BATCH, TIME, INPUTS, HIDDEN = 3, 3, 5, 6
X = rng.normal(size=(BATCH, TIME, INPUTS))

LAYERS: dict[str, tuple[type[nn.Module], dict[str, Any]]] = {
    "RNN": (nn.RNN, {}),
    "RNN relu": (nn.RNN, {"nonlinearity": "relu", "num_layers": 2}),
    "LSTM": (nn.LSTM, {}),
    "LSTM two layers": (nn.LSTM, {"num_layers": 2, "bias": False}),
    "LSTM both ways": (nn.LSTM, {"num_layers": 2, "bidirectional": True}),
    "GRU": (nn.GRU, {}),
    "GRU both ways": (nn.GRU, {"num_layers": 2, "bidirectional": True}),
}


def made(name: str, dtype: str = "float64") -> Any:
    """The layer with parameters of another dtype."""
    kind, settings = LAYERS[name]
    layer = kind(INPUTS, HIDDEN, **settings)
    for key, p in list(layer.named_parameters()):
        delattr(layer, key)
        setattr(layer, key, nn.Parameter(p.numpy().astype(dtype)))
    return layer


def states_of(name: str, count: int = 1) -> Any:
    """An initial state [layers · directions, batch, hidden]."""
    settings = LAYERS[name][1]
    rows = settings.get("num_layers", 1) * (2 if settings.get("bidirectional") else 1)
    h, c = rng.normal(size=(2, rows, BATCH, HIDDEN)) * 0.5
    return (h, c) if name.startswith("LSTM") else h


def leaves(state: Any) -> list[Any]:
    return list(state) if isinstance(state, tuple) else [state]


def loss_of(y: Any, state: Any) -> Any:
    return (y * y).sum() + sum(((k + 2) * s).sum() for k, s in enumerate(leaves(state)))


CLOSE = {"float32": {"rtol": 1e-4, "atol": 2e-5}, "float64": {"rtol": 1e-10, "atol": 1e-11}}


EAGER = [(name, "float64", "eager") for name in LAYERS]
COMPILED = [(name, "float32", "compiled") for name in ("RNN", "LSTM both ways", "GRU")]


@pytest.mark.parametrize(
    ("name", "dtype", "mode"), [*EAGER, *[pytest.param(*case, marks=pytest.mark.compiler) for case in COMPILED]]
)
def test_layers_are_pytorchs(name: str, dtype: str, mode: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    layer, given = made(name, dtype), states_of(name)
    other = getattr(torch.nn, type(layer).__name__)(INPUTS, HIDDEN, batch_first=True, **LAYERS[name][1])
    other = other.to(getattr(torch, dtype))
    layer.load_state_dict({key: value.numpy() for key, value in other.state_dict().items()})
    x = ag.tensor(X.astype(dtype), requires_grad=True)
    begin: Any = tuple(ag.tensor(s.astype(dtype), requires_grad=True) for s in leaves(given))

    def step(x: Any, *begin: Any) -> Any:
        y, state = layer(x, begin if len(begin) == 2 else begin[0])
        loss_of(y, state).backward()
        return y, state

    y, state = (ag.compile(step) if mode == "compiled" else step)(x, *begin)
    tx = torch.tensor(x.numpy(), requires_grad=True)
    tb = [torch.tensor(s.numpy(), requires_grad=True) for s in begin]
    ty, ts = other(tx, tuple(tb) if len(tb) == 2 else tb[0])
    loss_of(ty, ts).backward()
    for ours, theirs in zip([y, *leaves(state)], [ty, *leaves(ts)]):
        np.testing.assert_allclose(ours.numpy(), theirs.detach().numpy(), **CLOSE[dtype])
    theirs = {key: p.grad for key, p in other.named_parameters()}
    ours = {key: p.grad for key, p in layer.named_parameters()}
    assert list(ours) == list(theirs)
    for ours_, theirs_ in [(x.grad, tx.grad), *[(a.grad, b.grad) for a, b in zip(begin, tb)]]:
        np.testing.assert_allclose(ours_.numpy(), theirs_.numpy(), **CLOSE[dtype])
    for key in ours:
        np.testing.assert_allclose(ours[key].numpy(), theirs[key].numpy(), **CLOSE[dtype], err_msg=key)


def sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def next_state(kind: str, x: Array, state: list[Array], w: Any) -> list[Array]:
    """One step by the equations, with the weights of one layer and direction."""
    a, b = x @ w["weight_ih"].T + w.get("bias_ih", 0), state[0] @ w["weight_hh"].T + w.get("bias_hh", 0)
    if kind == "RNN":
        return [np.tanh(a + b)]
    if kind == "RNN relu":
        return [np.maximum(a + b, 0)]
    if kind == "LSTM":
        i, f, g, o = np.split(a + b, 4, axis=1)
        c = sigmoid(f) * state[1] + sigmoid(i) * np.tanh(g)
        return [sigmoid(o) * np.tanh(c), c]
    (ar, az, an), (br, bz, bn) = np.split(a, 3, axis=1), np.split(b, 3, axis=1)
    z, n = sigmoid(az + bz), np.tanh(an + sigmoid(ar + br) * bn)
    return [(1 - z) * n + z * state[0]]


PLAIN = [(name, mode) for name in LAYERS for mode in ("eager", "interpret")]
BUILT = [(name, "compile") for name in ("RNN relu", "LSTM two layers", "GRU both ways")]


@pytest.mark.parametrize(
    ("name", "mode"), [*PLAIN, *[pytest.param(*case, marks=pytest.mark.compiler) for case in BUILT]]
)
def test_layers_follow_the_equations(name: str, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if mode != "eager":
        monkeypatch.setattr(config, "mode", mode)
    layer = made(name)
    kind = name if name == "RNN relu" else name.split()[0]
    weights = {key: p.numpy() for key, p in layer.named_parameters()}
    y, last = X, []
    for k in range(layer.num_layers):
        outputs = []
        for suffix in ("", "_reverse")[: 1 + layer.bidirectional]:
            own = {key.split("_l")[0]: w for key, w in weights.items() if key.endswith(f"_l{k}{suffix}")}
            state = [np.zeros((BATCH, HIDDEN))] * (2 if kind == "LSTM" else 1)
            found = np.zeros((BATCH, TIME, HIDDEN))
            for t in reversed(range(TIME)) if suffix else range(TIME):
                state = next_state(kind, y[:, t], state, own)
                found[:, t] = state[0]
            outputs.append(found)
            last.append(state)
        y = np.concatenate(outputs, axis=2)
    ours, state = (layer if mode == "eager" else ag.compile(layer))(X)
    np.testing.assert_allclose(ours.numpy(), y, rtol=1e-11, atol=1e-12)
    for part, expected in zip(leaves(state), zip(*last)):
        np.testing.assert_allclose(part.numpy(), np.stack(expected), rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("name", ["RNN", "LSTM two layers", "GRU both ways"])
def test_gradients_are_differences(name: str) -> None:
    layer = made(name)

    def loss(x: Any) -> Any:
        return loss_of(*layer(x))

    loss(ag.asarray(X)).backward()
    for p in layer.parameters():
        kept, direction, step = p.numpy().copy(), rng.normal(size=p.shape), 1e-6
        ends = []
        for sign in (1, -1):
            p.assign(kept + sign * step * direction)
            ends.append(float(loss(X)))
        p.assign(kept)
        assert float((p.grad * direction).sum()) == pytest.approx((ends[0] - ends[1]) / (2 * step), rel=1e-6, abs=1e-7)


CELLS: list[tuple[type[nn.Module], type[nn.Module], dict[str, Any]]] = [
    (nn.RNNCell, nn.RNN, {}),
    (nn.RNNCell, nn.RNN, {"nonlinearity": "relu", "bias": False}),
    (nn.LSTMCell, nn.LSTM, {}),
    (nn.GRUCell, nn.GRU, {"bias": False}),
]


@pytest.mark.compiler
@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize(("cell", "layer", "settings"), CELLS)
def test_a_layer_is_its_cell_again_and_again(cell: Any, layer: Any, settings: dict[str, Any], compiled: bool) -> None:
    one, many = cell(INPUTS, HIDDEN, **settings), layer(INPUTS, HIDDEN, **settings)
    one.load_state_dict({key.removesuffix("_l0"): value for key, value in many.state_dict().items()})

    def run(x: Any) -> Any:
        state, outputs = None, []
        for t in range(TIME):
            state = one(x[:, t], state)
            outputs.append(leaves(state)[0])
        return ag.stack(outputs, axis=1), state

    x = X.astype(np.float32)
    y, state = (ag.compile(run) if compiled else run)(ag.asarray(x))
    expected, last = many(x)
    np.testing.assert_allclose(y.numpy(), expected.numpy(), rtol=1e-5, atol=1e-6)
    for ours, theirs in zip(leaves(state), leaves(last)):
        np.testing.assert_allclose(ours.numpy(), theirs.numpy()[0], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", ["RNNCell", "LSTMCell", "GRUCell"])
def test_cells_are_pytorchs(name: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    cell, other = getattr(nn, name)(INPUTS, HIDDEN), getattr(torch.nn, name)(INPUTS, HIDDEN)
    cell.load_state_dict({key: value.numpy() for key, value in other.state_dict().items()})
    x, h, c = X[:, 0].astype("f"), *rng.normal(size=(2, BATCH, HIDDEN)).astype("f")
    state = (h, c) if name == "LSTMCell" else h
    theirs = other(torch.tensor(x), tuple(map(torch.tensor, state)) if name == "LSTMCell" else torch.tensor(h))
    for a, b in zip(leaves(cell(x, state)), leaves(theirs)):
        np.testing.assert_allclose(a.numpy(), b.detach().numpy(), rtol=1e-5, atol=1e-6)


@pytest.mark.compiler
def test_lengths_are_paths_that_share_their_kernels() -> None:
    layer = nn.GRU(INPUTS, HIDDEN)
    call = ag.compile(layer)
    for time in (6, 4, 6, 5):
        x = rng.normal(size=(BATCH, time, INPUTS)).astype(np.float32)
        np.testing.assert_allclose(call(x)[0].numpy(), layer(x)[0].numpy(), rtol=1e-5, atol=1e-6)
    assert call.stats.paths == 3
    assert call.stats.compilations < 2 * (6 + 4)


def test_the_state_goes_on_where_it_ended() -> None:
    layer = nn.LSTM(INPUTS, HIDDEN, num_layers=2)
    x = X.astype(np.float32)
    whole, (h, c) = layer(x)
    first, state = layer(x[:, :2])
    second, (h2, c2) = layer(x[:, 2:], state)
    np.testing.assert_allclose(np.concatenate([first, second], axis=1), whole.numpy(), rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(h2.numpy(), h.numpy(), rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(c2.numpy(), c.numpy(), rtol=1e-5, atol=1e-6)


def test_dropout_acts_between_layers_while_training() -> None:
    layer = nn.GRU(INPUTS, HIDDEN, num_layers=2, dropout=1.0)
    plain = nn.GRU(INPUTS, HIDDEN, num_layers=2)
    plain.load_state_dict(layer.state_dict())
    x = X.astype(np.float32)
    np.testing.assert_array_equal(layer.eval()(x)[0].numpy(), plain(x)[0].numpy())
    dropped = layer.train()(x)[1].numpy()
    np.testing.assert_array_equal(dropped[0], plain(x)[1].numpy()[0])
    plain.weight_ih_l1.assign(np.zeros(plain.weight_ih_l1.shape, np.float32))
    np.testing.assert_allclose(dropped[1], plain(x)[1].numpy()[1], rtol=1e-6)


def test_initial_values_are_within_pytorchs_bound() -> None:
    for p in nn.LSTM(INPUTS, 100).parameters():
        assert 0.08 < np.abs(p.numpy()).max() <= 0.1


def test_description() -> None:
    assert repr(nn.LSTM(2, 3, num_layers=2, dropout=0.5)) == "LSTM(2, 3, num_layers=2, dropout=0.5)"
    assert repr(nn.GRU(2, 3, bidirectional=True)) == "GRU(2, 3, bidirectional=True)"
    assert repr(nn.RNNCell(2, 3, bias=False)) == "RNNCell(2, 3, bias=False)"


F32 = X.astype(np.float32)
REFUSED: list[tuple[Any, type[Exception], str]] = [
    (lambda: nn.LSTM(0, 3), ArgumentError, "inputs=0, hidden=3"),
    (lambda: nn.GRUCell(3, 2.5), ArgumentError, "inputs=3, hidden=2.5"),
    (lambda: nn.GRU(2, 3, num_layers=0), ArgumentError, "num_layers=0"),
    (lambda: nn.GRU(2, 3, dropout=1.5), ArgumentError, "dropout=1.5"),
    (lambda: nn.RNN(2, 3, nonlinearity="gelu"), ArgumentError, "nonlinearity='gelu'"),
    (lambda: nn.RNNCell(2, 3, nonlinearity="gelu"), ArgumentError, "nonlinearity='gelu'"),
    (lambda: nn.LSTM(4, 3)(F32), ShapeError, r"LSTM: x is float32\[3, 3, 5\]"),
    (lambda: nn.LSTM(5, 3)(F32[0]), ShapeError, r"LSTM: x is float32\[3, 5\]"),
    (lambda: nn.LSTM(5, 3)(F32[:, :0]), ShapeError, r"LSTM: x is float32\[3, 0, 5\]"),
    (lambda: nn.GRU(5, 3)(F32, F32[0]), ShapeError, r"GRU: a state of float32\[3, 5\]"),
    (lambda: nn.LSTM(5, 3)(F32, F32), ArgumentError, "LSTM: a state of ndarray"),
    (lambda: nn.LSTMCell(5, 3)(F32[:, 0], (F32[0], F32[0])), ShapeError, r"LSTMCell: a state of float32\[3, 5\]"),
    (lambda: nn.RNNCell(4, 3)(F32[:, 0]), ShapeError, r"RNNCell: x is float32\[3, 5\]"),
]


@pytest.mark.parametrize(("call", "error", "message"), REFUSED)
def test_what_is_refused(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as found:
        call()
    assert len(str(found.value).split("\n")) == 3
