"""Functions that run on a device."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.frontend import tree
from autograph.frontend.functions import asarray
from autograph.frontend.placement import brought
from autograph.frontend.state import placing
from autograph.frontend.tensor import Tensor, Variable


class OnDevice:
    """A function whose arguments come to a device, whose name is as `backends.named` gives it, and what it creates as
    well. Variables stay where they are."""

    def __init__(self, function: Callable[..., Any], device: str):
        self.function, self.device = function, device
        functools.update_wrapper(self, function, updated=())

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        leaves, rebuild = tree.flatten([list(args), kwargs], keep=True)
        with placing(self.device):
            positional, keywords = rebuild(iter([self._here(leaf) for leaf in leaves]))
            return self.function(*positional, **keywords)

    def _here(self, leaf: Any) -> Any:
        if isinstance(leaf, np.ndarray):
            return asarray(leaf, device=self.device)
        plain = isinstance(leaf, Tensor) and not isinstance(leaf, Variable)
        return brought(leaf, self.device) if plain else leaf

    def __getattr__(self, name: str) -> Any:
        """What the function has besides, such as a Module's `parameters()`."""
        if name.startswith("__") or "function" not in self.__dict__:
            raise AttributeError(name)
        return getattr(self.function, name)


__all__ = ["OnDevice"]
