"""What the optimizers share: parameters, their state, and its place in a state dict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from autograph.dtypes import DType
from autograph.errors import ArgumentError, DataError
from autograph.frontend.apply import assign_all
from autograph.frontend.state import no_grad
from autograph.frontend.tensor import Parameter, Tensor, Variable


class Optimizer:
    """Changes parameters by their gradients.

    `step()` and `zero_grad()` may be called inside a compiled function. `lr` is a number that may be set at any time;
    changing it compiles nothing. State is one Variable per parameter and name, made at once, so that the first step
    is like every other.
    """

    slots: tuple[str, ...] = ()

    def __init__(self, parameters: Iterable[Parameter], lr: float):
        self.parameters = list(parameters)
        if not self.parameters:
            raise ArgumentError("the optimizer got no parameters", hint="pass model.parameters()")
        for p in self.parameters:
            if not isinstance(p, Parameter):
                raise ArgumentError(f"{type(p).__name__} is not a Parameter", hint="pass model.parameters()")
        if len({id(p) for p in self.parameters}) < len(self.parameters):
            raise ArgumentError("a parameter is given twice", hint="pass each once: model.parameters() does")
        self.lr = positive("lr", lr)
        self.state: dict[str, list[Variable]] = {
            name: [Variable(np.zeros(p.shape, p.dtype.numpy)) for p in self.parameters] for name in self.slots
        }
        self.steps = Variable(np.zeros((), np.float64))

    def step(self) -> None:
        """Change every parameter that has a gradient, and count the step."""
        with no_grad():
            together: dict[DType, list[tuple[Tensor, list[Variable]]]] = {}
            for k, p, g in self.active():
                own = [p, *[self.state[name][k] for name in self.slots]]
                together.setdefault(p.dtype, []).append((g, own))
            for dtype, groups in together.items():
                new = self.update([t for g, own in groups for t in (g, *own)], dtype)
                assign_all([v for _, own in groups for v in own], new if isinstance(new, tuple) else (new,))
            self.steps.assign(self.steps + 1)

    def update(self, tensors: list[Tensor], dtype: DType) -> Tensor | tuple[Tensor, ...]:
        """New values of parameters and their state, all of one dtype: `tensors` has, for each parameter, its gradient,
        itself and its state; the result has the same without the gradients."""
        raise NotImplementedError

    def zero_grad(self) -> None:
        """Forget the gradients: `.grad` becomes None, and takes no memory."""
        for p in self.parameters:
            p.grad = None

    def active(self) -> list[tuple[int, Parameter, Tensor]]:
        """Number, parameter and gradient of those that have one."""
        found = [(k, p, p.grad) for k, p in enumerate(self.parameters)]
        return [(k, p, g) for k, p, g in found if g is not None]

    def state_dict(self) -> dict[str, Any]:
        """The state by name and parameter number, and the number of steps done."""
        slots = {f"{name}.{k}": v.numpy() for name, vs in self.state.items() for k, v in enumerate(vs)}
        return {"steps": self.steps.numpy(), "lr": self.lr, **slots}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Take the values of `state_dict`. Raises DataError if it is another optimizer's."""
        own = {f"{name}.{k}": v for name, vs in self.state.items() for k, v in enumerate(vs)} | {"steps": self.steps}
        if set(own) | {"lr"} != set(state):
            raise DataError("the state is of another optimizer or model", hint="load into the same ones")
        arrays = {name: np.asarray(state[name], v.dtype.numpy) for name, v in own.items()}
        for name, v in own.items():
            if arrays[name].shape != v.shape:
                raise DataError(
                    f"state {name} has shape {list(arrays[name].shape)}, not {list(v.shape)}",
                    hint="load into the same model",
                )
        for name, v in own.items():
            v.assign(arrays[name])
        self.lr = float(state["lr"])


def positive(name: str, value: float) -> float:
    """A setting, a finite number that is not negative. Raises ArgumentError."""
    if not isinstance(value, (int, float, np.integer, np.floating)) or not 0 <= value < float("inf"):
        raise ArgumentError(f"{name}={value!r}", hint=f"{name} is a number, zero or more")
    return float(value)
