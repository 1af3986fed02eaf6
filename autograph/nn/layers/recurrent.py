"""Recurrent layers over sequences [batch, time, features], and the cells that are one step of them.

Equations, order of the gates, names and initialisation are PyTorch's, so its state dicts load.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from autograph.errors import ArgumentError, ShapeError
from autograph.frontend import functions as ag
from autograph.frontend.apply import composite
from autograph.frontend.tensor import Operand, Parameter, Tensor
from autograph.nn import functional as F
from autograph.nn import init
from autograph.nn.module import Module


def _tanh_step(x: Tensor, mixed: Tensor, h: Tensor) -> tuple[Tensor, ...]:
    return (ag.tanh(x + mixed),)


def _relu_step(x: Tensor, mixed: Tensor, h: Tensor) -> tuple[Tensor, ...]:
    return (ag.relu(x + mixed),)


def _lstm_step(x: Tensor, mixed: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, ...]:
    i, f, g, o = _gates(x + mixed, 4)
    c = ag.sigmoid(f) * c + ag.sigmoid(i) * ag.tanh(g)
    return ag.sigmoid(o) * ag.tanh(c), c


def _gru_step(x: Tensor, mixed: Tensor, h: Tensor) -> tuple[Tensor, ...]:
    (xr, xz, xn), (hr, hz, hn) = _gates(x, 3), _gates(mixed, 3)
    z, n = ag.sigmoid(xz + hz), ag.tanh(xn + ag.sigmoid(xr + hr) * hn)
    return ((1 - z) * n + z * h,)


def _gates(x: Tensor, count: int) -> list[Tensor]:
    size = x.shape[1] // count
    return [x[:, k * size : (k + 1) * size] for k in range(count)]


#: By kind: the gates of a unit, and the new state [batch, hidden] from x @ W_ih.T + b_ih, h @ W_hh.T + b_hh and the
#: old state, whose first part is h.
KINDS: dict[str, tuple[int, Callable[..., tuple[Tensor, ...]]]] = {
    "rnn_tanh": (1, _tanh_step),
    "rnn_relu": (1, _relu_step),
    "lstm": (4, _lstm_step),
    "gru": (3, _gru_step),
}


@composite
def recurrent_step(x: Tensor, *tensors: Tensor, kind: str, states: int) -> tuple[Tensor, ...]:
    """The state after one step: x [batch, inputs], the state's parts, W_ih, W_hh, and b_ih, b_hh if there are any."""
    state, (w_ih, w_hh, *biases) = tensors[:states], tensors[states:]
    b_ih, b_hh = biases or (None, None)
    return KINDS[kind][1](F.linear(x, w_ih, b_ih), F.linear(state[0], w_hh, b_hh), *state)


@composite
def recurrent_sequence(x: Tensor, *tensors: Tensor, kind: str, states: int, reverse: bool) -> tuple[Tensor, ...]:
    """All h of a sequence [batch, time, inputs], as [batch, time, hidden], and the last state; arguments as of
    `recurrent_step`. With `reverse` from the last time to the first."""
    state, (w_ih, w_hh, *biases) = tensors[:states], tensors[states:]
    b_ih, b_hh = biases or (None, None)
    batch, time, inputs = x.shape
    # One product for all times, which do not depend on one another here. With time as the outermost axis the
    # program of a step does not depend on the length of the sequence.
    flat = ag.reshape(ag.permute_dims(x, (1, 0, 2)), (time * batch, inputs))
    given = ag.reshape(F.linear(flat, w_ih, b_ih), (time, batch, w_ih.shape[0]))
    # Each h is read by a step, the first one too: as one array they make the derivative of w_hh one product.
    read = [state[0]]
    for t in reversed(range(time)) if reverse else range(time):
        state = KINDS[kind][1](given[t], F.linear(state[0], w_hh, b_hh), *state)
        read.append(state[0])
    every = ag.stack(read[::-1] if reverse else read, axis=0)
    return ag.permute_dims(every[:-1] if reverse else every[1:], (1, 0, 2)), *state


def _weights(kind: str, inputs: int, hidden: int, bias: bool) -> dict[str, Parameter]:
    rows = KINDS[kind][0] * hidden
    shapes: dict[str, tuple[int, ...]] = {"weight_ih": (rows, inputs), "weight_hh": (rows, hidden)}
    if bias:
        shapes |= {"bias_ih": (rows,), "bias_hh": (rows,)}
    return {name: Parameter(init.uniform_fan_in(shape, hidden)) for name, shape in shapes.items()}


def _sizes(inputs: int, hidden: int) -> None:
    if not all(isinstance(n, int) and n > 0 for n in (inputs, hidden)):
        raise ArgumentError(f"inputs={inputs!r}, hidden={hidden!r}", hint="give two integers, 1 or more")


def _kind_of_rnn(nonlinearity: str) -> str:
    if nonlinearity not in ("tanh", "relu"):
        raise ArgumentError(f"nonlinearity={nonlinearity!r}", hint='use "tanh" or "relu"')
    return f"rnn_{nonlinearity}"


def _state(name: str, given: Any, parts: int, shape: tuple[int, ...], like: Tensor) -> list[Tensor]:
    """The parts of an initial state, zeros `like` a weight if there is none. Raises ShapeError for others."""
    if given is None:
        return [ag.zeros(shape, dtype=like.dtype, device=like.device)] * parts
    if parts > 1 and (not isinstance(given, (tuple, list)) or len(given) != parts):
        raise ArgumentError(f"{name}: a state of {type(given).__name__}", hint="its state is a pair (h, c)")
    tensors = [ag.asarray(t) for t in (given if parts > 1 else (given,))]
    for t in tensors:
        if t.shape != shape:
            raise ShapeError(f"{name}: a state of {t._type}", hint=f"its shape is {list(shape)}")
    return tensors


class _Cell(Module):
    """One step; `kind` is a key of KINDS."""

    kind = "lstm"
    states: ClassVar[int] = 1

    def __init__(self, inputs: int, hidden: int, bias: bool = True):
        _sizes(inputs, hidden)
        self.inputs, self.hidden = inputs, hidden
        self._names = list(made := _weights(self.kind, inputs, hidden, bias))
        for name, parameter in made.items():
            setattr(self, name, parameter)

    def _next(self, x: Operand, state: Any) -> tuple[Tensor, ...]:
        t, name = ag.asarray(x), type(self).__name__
        if t.ndim != 2 or t.shape[1] != self.inputs:
            raise ShapeError(f"{name}: x is {t._type}", hint=f"its shape is [batch, {self.inputs}]")
        weights = [getattr(self, name) for name in self._names]
        parts = _state(name, state, self.states, (t.shape[0], self.hidden), weights[0])
        new: Any = recurrent_step(t, *parts, *weights, kind=self.kind, states=self.states)
        return new if isinstance(new, tuple) else (new,)

    def _describe(self) -> str:
        return f"{self.inputs}, {self.hidden}, bias={'bias_ih' in self._names}"


class RNNCell(_Cell):
    """h ← tanh(W_ih·x + b_ih + W_hh·h + b_hh), or relu of it: x [batch, inputs], h [batch, hidden], zeros at first."""

    def __init__(self, inputs: int, hidden: int, bias: bool = True, nonlinearity: str = "tanh"):
        self.kind = _kind_of_rnn(nonlinearity)
        super().__init__(inputs, hidden, bias)

    def forward(self, x: Operand, h: Operand | None = None) -> Tensor:
        return self._next(x, h)[0]


class LSTMCell(_Cell):
    """One step of a long short-term memory (Hochreiter and Schmidhuber 1997): x [batch, inputs] and the state (h, c),
    each [batch, hidden] and zeros at first, to the next (h, c).

    i, f, o are sigmoids and g a tanh of W_ih·x + b_ih + W_hh·h + b_hh, in the order i f g o; c ← f·c + i·g and
    h ← o·tanh(c).
    """

    kind, states = "lstm", 2

    def forward(self, x: Operand, state: tuple[Operand, Operand] | None = None) -> tuple[Tensor, Tensor]:
        h, c = self._next(x, state)
        return h, c


class GRUCell(_Cell):
    """One step of a gated recurrent unit (Cho et al. 2014, arXiv:1406.1078): x [batch, inputs] and h [batch, hidden],
    zeros at first, to the next h.

    r and z are sigmoids of W_ih·x + b_ih + W_hh·h + b_hh, n = tanh(W_in·x + b_in + r·(W_hn·h + b_hn)), in the order
    r z n; h ← (1-z)·n + z·h.
    """

    kind = "gru"

    def forward(self, x: Operand, h: Operand | None = None) -> Tensor:
        return self._next(x, h)[0]


class _Recurrent(Module):
    """Layers over a sequence; `kind` is a key of KINDS."""

    kind = "lstm"
    states: ClassVar[int] = 1

    def __init__(
        self,
        inputs: int,
        hidden: int,
        num_layers: int = 1,
        bias: bool = True,
        dropout: float = 0.0,
        bidirectional: bool = False,
    ):
        _sizes(inputs, hidden)
        if not isinstance(num_layers, int) or num_layers < 1:
            raise ArgumentError(f"num_layers={num_layers!r}", hint="there is at least one layer")
        if not 0 <= dropout <= 1:
            raise ArgumentError(f"dropout={dropout!r}", hint="it is a probability, from 0 to 1")
        self.inputs, self.hidden, self.num_layers, self.dropout = inputs, hidden, num_layers, dropout
        self.bidirectional, self._bias = bool(bidirectional), bool(bias)
        directions = ("", "_reverse") if bidirectional else ("",)
        self._names: list[list[str]] = []
        for layer in range(num_layers):
            size = inputs if layer == 0 else hidden * len(directions)
            for direction in directions:
                made = _weights(self.kind, size, hidden, bias)
                self._names.append([f"{name}_l{layer}{direction}" for name in made])
                for name, parameter in zip(self._names[-1], made.values()):
                    setattr(self, name, parameter)

    def _run(self, x: Operand, state: Any) -> tuple[Tensor, list[Tensor]]:
        """The outputs of the last layer, and the state's parts after the last step."""
        y, name = ag.asarray(x), type(self).__name__
        if y.ndim != 3 or y.shape[2] != self.inputs or not y.shape[1]:
            raise ShapeError(
                f"{name}: x is {y._type}", hint=f"its shape is [batch, time, {self.inputs}], and time is not 0"
            )
        weights = [[getattr(self, name) for name in names] for names in self._names]
        shape = (len(weights), y.shape[0], self.hidden)
        first = _state(name, state, self.states, shape, weights[0][0])
        last: list[tuple[Tensor, ...]] = []
        directions = 1 + self.bidirectional
        for layer in range(self.num_layers):
            if layer:
                y = F.dropout(y, self.dropout, self.training)
            outputs = []
            for direction in range(directions):
                k = len(last)
                begin = [part[k] for part in first]
                output, *end = recurrent_sequence(
                    y, *begin, *weights[k], kind=self.kind, states=self.states, reverse=direction == 1
                )
                outputs.append(output)
                last.append(tuple(end))
            y = ag.concat(outputs, axis=-1) if directions == 2 else outputs[0]
        return y, [ag.stack(parts, axis=0) for parts in zip(*last)]

    def _describe(self) -> str:
        extra = f", num_layers={self.num_layers}" if self.num_layers > 1 else ""
        extra += f", dropout={self.dropout}" if self.dropout else ""
        return f"{self.inputs}, {self.hidden}{extra}{', bidirectional=True' if self.bidirectional else ''}"


class RNN(_Recurrent):
    """Layers of `RNNCell` steps: x [batch, time, inputs] to (outputs [batch, time, directions · hidden], h).

    h, which may be given, is [num_layers · directions, batch, hidden]: zeros at first, and the last one as a result.
    With `bidirectional` each layer also runs from the end, and the outputs are side by side. `dropout` acts between
    layers while training. Raises ShapeError for operands that do not fit.
    """

    def __init__(
        self,
        inputs: int,
        hidden: int,
        num_layers: int = 1,
        nonlinearity: str = "tanh",
        bias: bool = True,
        dropout: float = 0.0,
        bidirectional: bool = False,
    ):
        self.kind = _kind_of_rnn(nonlinearity)
        super().__init__(inputs, hidden, num_layers, bias, dropout, bidirectional)

    def forward(self, x: Operand, h: Operand | None = None) -> tuple[Tensor, Tensor]:
        y, (h,) = self._run(x, h)
        return y, h


class LSTM(_Recurrent):
    """Layers of `LSTMCell` steps: x [batch, time, inputs] to (outputs [batch, time, directions · hidden], (h, c)).

    h and c, which may be given, are [num_layers · directions, batch, hidden]: zeros at first, and the last ones as a
    result. With `bidirectional` each layer also runs from the end, and the outputs are side by side. `dropout` acts
    between layers while training. Raises ShapeError for operands that do not fit.
    """

    kind, states = "lstm", 2

    def forward(self, x: Operand, state: tuple[Operand, Operand] | None = None) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        y, (h, c) = self._run(x, state)
        return y, (h, c)


class GRU(_Recurrent):
    """Layers of `GRUCell` steps: x [batch, time, inputs] to (outputs [batch, time, directions · hidden], h).

    h, which may be given, is [num_layers · directions, batch, hidden]: zeros at first, and the last one as a result.
    With `bidirectional` each layer also runs from the end, and the outputs are side by side. `dropout` acts between
    layers while training. Raises ShapeError for operands that do not fit.
    """

    kind = "gru"

    def forward(self, x: Operand, h: Operand | None = None) -> tuple[Tensor, Tensor]:
        y, (h,) = self._run(x, h)
        return y, h
