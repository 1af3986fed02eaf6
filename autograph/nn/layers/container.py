"""Layers that hold or pass on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograph.errors import RangeError
from autograph.frontend.tensor import Tensor
from autograph.nn.module import Module


class Flatten(Module):
    """The axes from `start` on joined into one."""

    def __init__(self, start: int = 1):
        self.start = start

    def forward(self, x: Tensor) -> Tensor:
        return x.flatten(self.start)


class Identity(Module):
    """x."""

    def forward(self, x: Any) -> Any:
        return x


class Sequential(Module):
    """Modules one after another; the parameters' names begin with their numbers."""

    def __init__(self, *modules: Module):
        for k, module in enumerate(modules):
            setattr(self, str(k), module)

    def forward(self, x: Any) -> Any:
        for module in self:
            x = module(x)
        return x

    def __len__(self) -> int:
        return len(list(self.children()))

    def __iter__(self) -> Iterator[Module]:
        return (module for _, module in self._named() if isinstance(module, Module))

    def __getitem__(self, position: int) -> Module:
        modules = list(self)
        if not -len(modules) <= position < len(modules):
            raise RangeError(f"module {position} of {len(modules)}", hint="count from 0")
        return modules[position]
