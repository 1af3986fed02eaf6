"""Copies and pickles of tensors: the value, its device and `requires_grad`, not `.grad`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograph.backends import Value, put
from autograph.errors import TraceError
from autograph.frontend.tensor import Array, Tensor, Variable

Made = tuple[type[Tensor], Array, bool, str]


def deepcopy(self: Tensor, memo: dict[int, Any]) -> Tensor:
    """A tensor with memory of its own on the same device."""
    _, (kind, value, requires_grad, device) = reduce(self)
    made = memo[id(self)] = _made(kind, put(value, device), requires_grad, device)
    return made


def reduce(self: Tensor) -> tuple[Callable[..., Tensor], Made]:
    """What `copy` and `pickle` make another from. Raises TraceError for what derivatives still pass through."""
    if self._tape is not None or self._node is not None:
        raise TraceError(
            f"a result of {self._type} that derivatives still pass through cannot be copied or pickled",
            hint="copy .detach() of it",
        )
    return _restored, (type(self), self._array(), self._requires_grad, self.device)


def _restored(kind: type[Tensor], value: Array, requires_grad: bool, device: str) -> Tensor:
    return _made(kind, value if device == "cpu" else put(value, device), requires_grad, device)


def _made(kind: type[Tensor], value: Value, requires_grad: bool, device: str) -> Tensor:
    # A variable has an array of its own.
    return kind(value, requires_grad, device) if issubclass(kind, Variable) else kind(value, requires_grad)
