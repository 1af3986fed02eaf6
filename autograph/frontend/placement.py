"""Where values are: from one device to another, and where new ones go."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, repeat

from autograph.backends import devices, named
from autograph.errors import DeviceError, TraceError
from autograph.frontend.apply import apply
from autograph.frontend.state import placing, state
from autograph.frontend.tensor import Tensor, Variable
from autograph.locks import long_lock
from autograph.ops.transfer import Transfer

#: Changes whenever a variable is moved: what goes with one looks then whether it has to follow.
moves = 0
#: Held while variables are moved: two threads that move the same ones take turns.
_moving = long_lock()


@contextmanager
def device(name: str) -> Iterator[None]:
    """What is created within it is on a device: tensors of arrays and lists, constants, random numbers, Variables.

    Inside compiled functions and outside. Numbers join tensors anywhere, and so do constants that are made outside of
    it; operations run where their operands are. Raises DeviceError for a device that is not there.
    """
    with placing(named(name)):
        yield


def transferred(t: Tensor, device: str) -> Tensor:
    """The same values on a device; derivatives come back. Raises DeviceError for one that is not there, and for
    variables: they stay where they are."""
    name = named(device)
    if isinstance(t, Variable) and name != t.device:
        raise DeviceError(
            f"{type(t).__name__} of {t._type} .to({device!r}): a variable is where it was made",
            hint=f"move its module with .to({device!r}); ag.asarray(p, device={device!r}) is its value there",
        )
    return brought(t, name)


def brought(t: Tensor, name: str) -> Tensor:
    """The values of a tensor on a device, of a variable too."""
    return t if t._type.device == name else apply(Transfer(name), t)


def created(t: Tensor, device: str | None) -> Tensor:
    """A new tensor, where it is wanted: on a device, or else on that of `with device(…)`."""
    if device is not None:
        return brought(t, named(device))
    return t if state.device is None else brought(t, state.device)


def move(variables: Sequence[Variable], device: str) -> None:
    """Variables to a device, all or none, with their gradients. Raises TraceError in a compiled call."""
    name = named(device)
    if state.trace is not None:
        raise TraceError(
            f"variables are moved to {name} in a compiled call", hint="move a module or an optimizer before the call"
        )
    global moves
    with _moving:
        moving = [v for v in variables if v.device != name]
        made = [v._copied_to(name) for v in moving]  # which may fail: the memory of a device is limited
        changes = chain(
            map(setattr, moving, repeat("_value"), [value for value, _ in made]),
            map(setattr, moving, repeat("_known"), repeat(None)),
            map(setattr, moving, repeat("_grad"), [grad for _, grad in made]),
        )
        deque(changes, maxlen=0)  # one loop in C: an interrupt comes before all of them or after
        moves += len(moving)


__all__ = ["brought", "created", "device", "devices", "move", "transferred"]
