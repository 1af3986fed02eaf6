"""Module: a thing with parameters and a forward function."""

from __future__ import annotations

import inspect
import threading
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from autograph.errors import ArgumentError, DataError
from autograph.frontend.compile import Compiled
from autograph.frontend.placement import move
from autograph.frontend.tensor import Parameter, Tensor, Variable


class _Watched(threading.local):
    """What modules return while `summary` looks on, in this thread."""

    outputs: dict[int, str] | None = None


_watched = _Watched()


class Module:
    """Base of layers and models. Attributes register themselves: Parameters, Variables (buffers), Modules, compiled
    ones too, and lists, tuples and dicts of Modules. `__init__` need not call `super()`. Calling a module calls its
    `forward`."""

    training: bool = True

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError(f"{type(self).__name__} has no forward")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        result = self.forward(*args, **kwargs)
        if _watched.outputs is not None:
            _watched.outputs[id(self)] = _shapes(result)
        return result

    def __setattr__(self, name: str, value: Any) -> None:
        held = self.__dict__.get(name)
        if isinstance(held, Variable) and isinstance(value, Tensor) and not isinstance(value, Variable):
            raise ArgumentError(
                f"{type(self).__name__}.{name} is a {type(held).__name__}, and would become a plain tensor",
                hint="change its value with .assign(…); to replace it, delete the attribute first",
            )
        object.__setattr__(self, name, value)

    def _named(self, prefix: str = "") -> Iterator[tuple[str, Any]]:
        """Every attribute, and every element of lists, tuples and dicts among them, by its name in the state dict."""
        for name, value in vars(self).items():
            if isinstance(value, (Variable, Module)):
                yield prefix + name, value
            else:
                yield from _unfold(prefix + name, value)

    def children(self) -> Iterator[tuple[str, Module]]:
        """The modules directly inside this one, by name."""
        return ((name, value) for name, value in self._named() if isinstance(value, Module))

    def modules(self) -> Iterator[Module]:
        """This module and all inside it, each once."""
        return (module for _, module in self._modules("", set()))

    def _modules(self, prefix: str, seen: set[int]) -> Iterator[tuple[str, Module]]:
        if id(self) not in seen:
            seen.add(id(self))
            yield prefix, self
            for name, child in self.children():
                yield from child._modules(f"{prefix}{name}.", seen)

    def _variables(self) -> Iterator[tuple[str, Variable]]:
        """Each variable once, a module's own before those of the modules inside it."""
        seen: set[int] = set()
        waiting: list[tuple[str, Module]] = [("", self)]
        while waiting:
            prefix, module = waiting.pop()
            if id(module) in seen:
                continue
            seen.add(id(module))
            inside: list[tuple[str, Module]] = []
            for name, value in module._named(prefix):
                if isinstance(value, Module):
                    inside.append((f"{name}.", value))
                elif id(value) not in seen:
                    seen.add(id(value))
                    yield name, value
            waiting += reversed(inside)

    def _under_every_name(self, prefix: str = "", above: tuple[int, ...] = ()) -> Iterator[tuple[str, Variable]]:
        """The variables under every name they have."""
        above = (*above, id(self))
        for name, value in self._named(prefix):
            if isinstance(value, Variable):
                yield name, value
            elif id(value) not in above:
                yield from value._under_every_name(f"{name}.", above)

    def named_parameters(self) -> Iterator[tuple[str, Parameter]]:
        """Names and parameters, each parameter once."""
        return ((name, v) for name, v in self._variables() if isinstance(v, Parameter))

    def parameters(self) -> Iterator[Parameter]:
        """The parameters of this module and all inside it."""
        return (p for _, p in self.named_parameters())

    def named_buffers(self) -> Iterator[tuple[str, Variable]]:
        """Names and values of the state that is not trained, such as running statistics."""
        return ((name, v) for name, v in self._variables() if not isinstance(v, Parameter))

    def buffers(self) -> Iterator[Variable]:
        """The state that is not trained, of this module and all inside it."""
        return (v for _, v in self.named_buffers())

    def state_dict(self) -> dict[str, np.ndarray[Any, Any]]:
        """The values of all parameters and buffers by name, as PyTorch names them."""
        return {name: v.numpy() for name, v in self._variables()}

    def load_state_dict(self, state: Mapping[str, Any], strict: bool = True) -> None:
        """Take the values of a state dict. Nothing is changed unless all fit.

        What has several names here, such as tied weights, is found under any of them, and under the last if several
        are there. Raises DataError for names that are missing or unknown (unless `strict` is False) and for names whose
        shape or dtype differs.
        """
        own = dict(self._under_every_name())
        found = {id(v) for name, v in own.items() if name in state}
        missing = [name for name, v in self._variables() if id(v) not in found]
        unknown = [name for name in state if name not in own]
        if strict and (missing or unknown):
            raise DataError(
                f"load_state_dict: missing {missing or 'nothing'}, unknown {unknown or 'nothing'}",
                hint="load into the same architecture, or pass strict=False to load what matches",
            )
        new = {name: np.asarray(state[name]) for name in own if name in state}
        for name, array in new.items():
            if array.shape != own[name].shape or array.dtype.kind != own[name].dtype.numpy.kind:
                raise DataError(
                    f"load_state_dict: {name} is {own[name]._type}, the state has {array.dtype}{list(array.shape)}",
                    hint="load into the same architecture",
                )
        for name, array in new.items():
            own[name].assign(array.astype(own[name].dtype.numpy))

    def train(self, mode: bool = True) -> Module:
        """Set training mode here and inside."""
        for module in self.modules():
            module.training = mode
        return self

    def eval(self) -> Module:
        """Set evaluation mode here and inside."""
        return self.train(False)

    def to(self, device: str) -> Module:
        """The module itself, whose parameters and buffers, gradients included, move to a device.

        Optimizers follow at their next step. Raises DeviceError for a device that is not there, TraceError in a
        compiled call.
        """
        move([v for _, v in self._variables()], device)
        return self

    def summary(self, *example: Any, **keywords: Any) -> str:
        """A table of the modules: name, type, number of parameters of its own.

        With an example input it has the shape of each module's output too: the call is recorded, and changes nothing.
        """
        shapes = self._output_shapes(example, keywords) if example or keywords else None
        rows = [["name", "type", *([] if shapes is None else ["output"]), "parameters"]]
        seen: set[int] = set()
        for prefix, module in self._modules("", set()):
            own = [v for _, v in module._named() if isinstance(v, Parameter) and id(v) not in seen]
            seen.update(map(id, own))
            output = [] if shapes is None else [shapes.get(id(module), "")]
            rows.append([prefix[:-1] or "(all)", type(module).__name__, *output, f"{sum(p.size for p in own):,}"])
        rows.append(["total", *[""] * (len(rows[0]) - 2), f"{sum(p.size for p in self.parameters()):,}"])
        widths = [max(map(len, column)) for column in zip(*rows)]
        return "\n".join("  ".join([*map(str.ljust, row[:-1], widths), row[-1].rjust(widths[-1])]) for row in rows)

    def _output_shapes(self, example: tuple[Any, ...], keywords: dict[str, Any]) -> dict[int, str]:
        """By module: the shapes of what it returned last in a call with these arguments."""
        _watched.outputs = {}
        try:
            Compiled(self.__call__, name=type(self).__name__).recorded(*example, **keywords)
            return _watched.outputs
        finally:
            _watched.outputs = None

    def __repr__(self) -> str:
        inside = [f"  ({name}): {child!r}".replace("\n", "\n  ") for name, child in self.children()]
        body = "\n".join(["", *inside, ""]) if inside else ""
        return f"{type(self).__name__}({self._describe()}{body})"

    def _describe(self) -> str:
        return ""


def _unfold(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Compiled):
        value = inspect.unwrap(value)
    if isinstance(value, (Variable, Module)):
        yield name, value
    elif isinstance(value, (list, tuple)):
        for k, item in enumerate(value):
            yield from _unfold(f"{name}.{k}", item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _unfold(f"{name}.{key}", item)


def _shapes(result: Any) -> str:
    """The shapes of tensors, and of tuples and lists of them."""
    if isinstance(result, (tuple, list)):
        return ", ".join(map(_shapes, result))
    return str(list(result.shape)) if isinstance(result, Tensor) else type(result).__name__
