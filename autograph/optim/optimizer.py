"""What the optimizers share: groups of parameters, their learning rate and state, and their place in a state dict."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from autograph.dtypes import DType, float64
from autograph.errors import ArgumentError, DataError, ShapeError
from autograph.frontend import functions as ag
from autograph.frontend import placement
from autograph.frontend.apply import assign_all, gradients_of, set_gradients
from autograph.frontend.placement import brought, move
from autograph.frontend.state import no_grad, tracing
from autograph.frontend.tensor import Operand, Parameter, Tensor, Variable

#: The learning rate of a step, given the number of steps done before it (0 at first): see `optim.schedules`.
Schedule: TypeAlias = Callable[[Tensor], Operand]
Parameters: TypeAlias = Iterable[Parameter] | Iterable[Mapping[str, Any]]


class Updated:
    """Parameters that are updated together: their `numbers` in the group, their `variables` (each parameter and its
    other state), these with the gradient before each as `tensors`, and how often they were updated so far, if that is
    counted."""

    __slots__ = ("device", "done", "dtype", "numbers", "tensors", "variables")

    def __init__(self, dtype: DType, device: str):
        self.dtype, self.device = dtype, device
        self.numbers: list[int] = []
        self.variables: list[Variable] = []
        self.tensors: list[Tensor] = []
        self.done: Variable | None = None


class Group:
    """Parameters that share their settings, and the state an optimizer keeps for each of them."""

    def __init__(self, parameters: list[Parameter], options: dict[str, Any], slots: tuple[str, ...]):
        self.parameters, self.options = parameters, options
        self._lr: Variable | Schedule = _rate(options.pop("lr"), self.device)
        #: By name, a Variable for each parameter: "step" counts its updates, the others have its shape. Parameters that
        #: were always updated together share one count.
        self.state: dict[str, list[Variable]] = {
            name: [Variable(np.zeros(p.shape, p.dtype.numpy), device=p.device) for p in parameters]
            for name in slots
            if name != "step"
        }
        if "step" in slots:
            self.state["step"] = [Variable(np.zeros((), np.float64), device=self.device)] * len(parameters)

    @property
    def device(self) -> str:
        """Where the learning rate is: with the first parameter."""
        return self.parameters[0].device

    def follow(self) -> None:
        """Each parameter's state goes to where the parameter is."""
        if isinstance(self._lr, Variable):
            move([self._lr], self.device)
        for values in self.state.values():
            for p, v in zip(self.parameters, values):
                move([v], p.device)

    @property
    def lr(self) -> float | Schedule:
        """The learning rate, or the schedule it follows. Set it at any time; a number for a number compiles nothing."""
        return float(self._lr) if isinstance(self._lr, Variable) else self._lr

    @lr.setter
    def lr(self, value: float | Schedule) -> None:
        new = _rate(value, self.device)
        if isinstance(self._lr, Variable) and isinstance(new, Variable):
            self._lr.assign(new)
        else:
            self._lr = new

    def rate(self, steps: Tensor) -> Tensor:
        """The learning rate after so many steps: float64, 0-d."""
        if isinstance(self._lr, Variable):
            return self._lr
        given = self._lr(steps)
        rate = ag.asarray(float(given) if isinstance(given, (int, float)) else given, dtype=float64)
        if rate.shape != ():
            raise ShapeError(
                f"the schedule of lr gave shape {list(rate.shape)}", hint="return one number for the step it is given"
            )
        return rate

    def active(self) -> list[Updated]:
        """The parameters that have a gradient: those of one dtype, device and count are updated together."""
        found: dict[tuple[DType, str, int], Updated] = {}
        counts = self.state.get("step")
        own = zip(self.parameters, *[v for name, v in self.state.items() if name != "step"])
        for k, (gradient, variables) in enumerate(zip(gradients_of(self.parameters), own)):
            if gradient is None:
                continue
            kind = variables[0]._type
            key = (kind.dtype, kind.device, 0 if counts is None else id(counts[k]))
            together = found.get(key)
            if together is None:
                together = found[key] = Updated(kind.dtype, kind.device)
            together.numbers.append(k)
            together.variables += variables
            together.tensors.append(gradient)
            together.tensors += variables
        for together in found.values():
            together.done = self._count(together.numbers, together.device)
        return list(found.values())

    def _count(self, numbers: Sequence[int], device: str) -> Variable | None:
        """The count of these parameters' updates, from now on theirs alone, on their device."""
        counts = self.state.get("step")
        if counts is None:
            return None
        count = counts[numbers[0]]
        if sum(c is count for c in counts) > len(numbers):
            with tracing(None):  # its value so far, whatever is being recorded
                count = Variable(count.numpy(), device=device)
            for k in numbers:
                counts[k] = count
        elif count.device != device:
            with tracing(None):
                move([count], device)
        return count


class Optimizer:
    """Changes parameters by their gradients.

    `parameters` are Parameters, or dicts {"params": [...], "lr": …} of them with settings of their own, as in PyTorch;
    `groups` has them. `lr` is a number or a schedule (`optim.schedules`). `step()` and `zero_grad()` may be called
    inside a compiled function. The learning rate, the number of steps and the state are Variables: made at once, so
    that the first step is like every other, read on each call and left alone by one that fails.

    Raises ArgumentError for settings out of range.
    """

    def __init__(self, parameters: Parameters, **options: Any):
        if not isinstance(parameters, Iterable):
            raise ArgumentError(f"{type(parameters).__name__} is no list of Parameters", hint="pass model.parameters()")
        given = list(parameters)
        if not any(isinstance(g, Mapping) for g in given):
            given = [{"params": given}]
        self.groups = [self._group(g, options) for g in given]
        self.parameters = [p for group in self.groups for p in group.parameters]
        if len({id(p) for p in self.parameters}) < len(self.parameters):
            raise ArgumentError("a parameter is given twice", hint="pass each once: model.parameters() does")
        self.steps = Variable(np.zeros((), np.float64), device=self.groups[0].device)
        self._moves = placement.moves

    def _group(self, given: Any, options: dict[str, Any]) -> Group:
        if not isinstance(given, Mapping) or "params" not in given:
            raise ArgumentError(
                f"{type(given).__name__} among groups of parameters",
                hint='a group is a dict such as {"params": model.head.parameters(), "lr": 1e-4}',
            )
        own = {name: value for name, value in given.items() if name != "params"}
        unknown = sorted(set(own) - set(options))
        if unknown:
            raise ArgumentError(
                f"a group of parameters has no setting {unknown[0]!r}", hint=f"it may have {', '.join(options)}"
            )
        merged = self.checked(options | own)
        return Group(_parameters(given["params"]), merged, self.slots(merged))

    def checked(self, options: dict[str, Any]) -> dict[str, Any]:
        """The settings of a group, converted; raises ArgumentError for those out of range."""
        raise NotImplementedError

    def slots(self, options: dict[str, Any]) -> tuple[str, ...]:
        """The names of what is kept for each parameter; "step" is a count of its updates."""
        raise NotImplementedError

    def update(
        self, options: dict[str, Any], lr: Tensor, done: Tensor | None, tensors: list[Tensor], dtype: DType
    ) -> Tensor | tuple[Tensor, ...]:
        """New values of parameters and their state, all of one dtype and group, updated `done` times so far if that is
        counted: `tensors` has, for each parameter, its gradient, itself and its state by `slots`; the result has the
        same without the gradients."""
        raise NotImplementedError

    @property
    def lr(self) -> float | Schedule:
        """The learning rate, or the schedule it follows. Setting it sets that of all groups."""
        rates = [group.lr for group in self.groups]
        if any(rate != rates[0] for rate in rates):
            raise ArgumentError("the groups differ in lr", hint="ask each: [group.lr for group in optimizer.groups]")
        return rates[0]

    @lr.setter
    def lr(self, value: float | Schedule) -> None:
        for group in self.groups:
            group.lr = value

    def step(self) -> None:
        """Change every parameter that has a gradient, and count the step."""
        if self._moves != placement.moves:
            self._follow()
        with no_grad():
            variables: list[Variable] = []
            values: list[Tensor] = []
            for group in self.groups:
                lr = group.rate(self.steps)
                for found in group.active():
                    rate, done = brought(lr, found.device), found.done
                    new = self.update(group.options, rate, done, found.tensors, found.dtype)
                    variables += found.variables
                    values += new if isinstance(new, tuple) else (new,)
                    if done is not None:
                        variables.append(done)
                        values.append(done + 1)
            assign_all([*variables, self.steps], [*values, self.steps + 1])

    def _follow(self) -> None:
        """The state goes to where the parameters have been moved."""
        with tracing(None):
            for group in self.groups:
                group.follow()
            move([self.steps], self.groups[0].device)
        self._moves = placement.moves

    def zero_grad(self) -> None:
        """Forget the gradients: `.grad` becomes None, and takes no memory."""
        set_gradients(self.parameters, [None] * len(self.parameters))

    def _numbers(self) -> Iterator[list[int]]:
        """The numbers of each group's parameters, counted through all groups."""
        count = itertools.count()
        return (list(itertools.islice(count, len(group.parameters))) for group in self.groups)

    def _variables(self) -> Iterator[tuple[str, Variable]]:
        """The state by name and number of the parameter."""
        for group, numbers in zip(self.groups, self._numbers()):
            for name, values in group.state.items():
                yield from ((f"{name}.{k}", v) for k, v in zip(numbers, values))
        yield "steps", self.steps

    def state_dict(self) -> dict[str, Any]:
        """The state by name and parameter number, the number of steps done, and the groups' `lr`: None where it is a
        schedule, which the steps continue."""
        rates = [group.lr for group in self.groups]
        return {name: v.numpy() for name, v in self._variables()} | {"lr": [None if callable(r) else r for r in rates]}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Take the values of `state_dict`; a group whose `lr` is a schedule keeps it. Nothing is changed unless all
        fit. Raises DataError if the state is another optimizer's or model's."""
        own = dict(self._variables())
        rates = state.get("lr")
        if set(own) | {"lr"} != set(state) or not isinstance(rates, list) or len(rates) != len(self.groups):
            raise DataError("the state is of another optimizer or model", hint="load into the same ones")
        arrays = {name: np.asarray(state[name]) for name in own}
        for name, v in own.items():
            if arrays[name].shape != v.shape or arrays[name].dtype != v.dtype.numpy:
                raise DataError(
                    f"state {name} is {arrays[name].dtype}{list(arrays[name].shape)}, not {v._type}",
                    hint="load into the same model",
                )
        known = [None if rate is None else positive("lr", rate) for rate in rates]
        for group, numbers in zip(self.groups, self._numbers()):
            if "step" in group.state:
                counts = [float(arrays[f"step.{k}"]) for k in numbers]
                shared = {value: Variable(np.asarray(value, np.float64)) for value in counts}
                group.state["step"] = [shared[value] for value in counts]
                group.follow()
        for name, v in own.items():
            if not name.startswith("step."):
                v.assign(arrays[name])
        for group, rate in zip(self.groups, known):
            if rate is not None and not callable(group.lr):
                group.lr = rate


def _parameters(given: Any) -> list[Parameter]:
    parameters = [given] if isinstance(given, Parameter) else list(given)
    if not parameters:
        raise ArgumentError("the optimizer got no parameters", hint="pass model.parameters()")
    for p in parameters:
        if not isinstance(p, Parameter):
            raise ArgumentError(f"{type(p).__name__} is not a Parameter", hint="pass model.parameters()")
    return parameters


def _rate(value: float | Schedule, device: str) -> Variable | Schedule:
    return value if callable(value) else Variable(np.asarray(positive("lr", value), np.float64), device=device)


def positive(name: str, value: Any) -> float:
    """A setting, a finite number that is not negative. Raises ArgumentError."""
    if not isinstance(value, (int, float, np.integer, np.floating)) or not 0 <= value < float("inf"):
        raise ArgumentError(f"{name}={value!r}", hint=f"{name} is a number, zero or more")
    return float(value)


def fraction(name: str, value: Any) -> float:
    """A setting from 0 up to, not including, 1. Raises ArgumentError."""
    if positive(name, value) >= 1:
        raise ArgumentError(f"{name}={value!r}", hint=f"{name} is below 1")
    return float(value)


def pair_of_betas(betas: Sequence[float]) -> tuple[float, float]:
    """Two decay rates, each from 0 up to, not including, 1. Raises ArgumentError."""
    if not isinstance(betas, (tuple, list)) or len(betas) != 2:
        raise ArgumentError(f"betas={betas!r}", hint="give two numbers below 1, for example (0.9, 0.999)")
    first, second = (positive("betas", beta) for beta in betas)
    if not (first < 1 and second < 1):
        raise ArgumentError(f"betas={betas}", hint="both are below 1")
    return first, second
