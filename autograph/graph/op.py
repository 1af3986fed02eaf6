"""The Op contract: one class tells the whole truth about one operation.

A subclass is a frozen dataclass whose fields are the operation's static arguments:

    @dataclass(frozen=True, eq=False)
    class Exp(Elementwise):
        '''e to the power of x.'''
        def numpy(self, x): return np.exp(x)
        def scalar(self, b, x): return b.call("exp", x)
        def gradient(self, cotangent, output, x): return (multiply(cotangent, output),)

Being a subclass registers it; its `samples` make its tests appear. Instances are interned: equal arguments, one object.
"""

from __future__ import annotations

import dataclasses
import threading
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from autograph.graph.node import Node, TensorType, node

#: Concrete op classes by name, filled as modules of `autograph.ops` are imported.
REGISTRY: dict[str, type[Op]] = {}


class _Interned(type):
    """Calling an op class twice with the same arguments gives the same object."""

    _lock = threading.Lock()

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        # An op is asked for by the same few arguments again and again: a look-up without making it.
        shortcut = (cls, args, tuple(map(type, args))) if not kwargs and all(map(_plain, args)) else None
        known = _shortcuts.get(shortcut)
        if known is not None:
            return known
        made = super().__call__(*args, **kwargs)
        key = (cls, *[_identity(getattr(made, f.name)) for f in dataclasses.fields(made)])
        with _Interned._lock:
            found = _instances.setdefault(key, made)
            if shortcut is not None:
                if len(_shortcuts) >= MOST_SHORTCUTS:
                    _shortcuts.clear()
                _shortcuts[shortcut] = found
        return found


def _plain(value: Any) -> bool:
    """Whether an argument of its type equals no other but itself: unlike 0.0 and -0.0, or (1,) and (True,)."""
    if isinstance(value, tuple):
        return all(type(v) is int for v in value)
    return not isinstance(value, float)


#: Look-ups kept for speed. Ops of shapes that come and go must not pile up: what nobody uses any more goes with them.
MOST_SHORTCUTS = 4096

_instances: weakref.WeakValueDictionary[tuple[Any, ...], Any] = weakref.WeakValueDictionary()
_shortcuts: dict[tuple[Any, ...] | None, Any] = {}


def _identity(value: Any) -> Any:
    """A key that tells 1 from 1.0 and True, and 0.0 from -0.0, which compare equal."""
    if isinstance(value, float):
        return (float, value.hex())
    return tuple(map(_identity, value)) if isinstance(value, tuple) else (type(value), value)


@dataclass(frozen=True)
class Sample:
    """One example call for the tests: an op and its inputs; `smooth` ones also test the gradient."""

    op: Op
    inputs: tuple[np.ndarray[Any, Any], ...]
    smooth: bool = True


@dataclass(frozen=True, eq=False)
class Op(metaclass=_Interned):
    """An operation of the graph. See the module's docstring."""

    #: How fusion treats the op: "source", "elementwise", "movement", "reduction", "contraction", "derived" (expanded
    #: into others before scheduling), "loops" (it gives its loops itself), "text" (its kernel is written by hand) or
    #: "python" (its NumPy meaning runs between kernels).
    kind: ClassVar[str] = "derived"
    name: ClassVar[str] = ""
    #: Arithmetic of one element (of one step, for reductions) in additions; movements cost nothing.
    cost: ClassVar[int] = 1
    #: Whether it reads an index from data, and so may refuse the data when it runs.
    checks: ClassVar[bool] = False

    def __init_subclass__(cls, abstract: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not abstract:
            cls.name = cls.__dict__.get("name") or snake(cls.__name__)
            REGISTRY[cls.name] = cls

    def infer(self, *types: TensorType) -> TensorType:
        """The type rule; raises a three-line error for inputs that do not fit."""
        raise NotImplementedError(f"{self.name} has no type rule")

    def numpy(self, *arrays: Any) -> np.ndarray[Any, Any]:
        """The NumPy meaning: the oracle, and what runs in eager and interpreted mode."""
        raise NotImplementedError(f"{self.name} has no NumPy meaning")

    def gradient(self, cotangent: Node, output: Node, *inputs: Node) -> Sequence[Node | None]:
        """For each input, the vector-Jacobian product with `cotangent`; None where there is no dependence."""
        raise NotImplementedError(f"{self.name} has no derivative")

    def lower(self, b: Any, index: Any, output: TensorType, *inputs: Any) -> Any:
        """The scalar expression (`kernel.expr`) of the output's element at `index`, made with the builder `b`;
        `inputs[i].at(index)` is an input's element."""
        raise NotImplementedError(f"{self.name} has no lowering")

    def loops(self, b: Any, out: Any, *inputs: Any) -> Sequence[Any]:
        """For ops of kind "loops": the statements (`kernel.nest`) that compute the whole result. `out.store(index,
        value)` is a store, `out.at(index)` what has been stored; loops over independent elements are "parallel"."""
        raise NotImplementedError(f"{self.name} has no loops")

    def text(self, output: TensorType, *inputs: TensorType) -> Any:
        """For ops of kind "text": the `kernel.nest.Text` of the whole kernel."""
        raise NotImplementedError(f"{self.name} has no text")

    def expand(self, *inputs: Node) -> Node | None:
        """The same value made of other ops, if scheduling should see those; None where the op has a lowering."""
        return None

    def steps(self, output: TensorType, *inputs: TensorType) -> int:
        """How many elements of each input one element of the output reads."""
        return 1

    def apply(self, *inputs: Node) -> Node:
        """The node for a user's call: promotes, broadcasts or decomposes first where the op does so."""
        return node(self, *inputs)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        """Example calls that the registry's tests run through every back end."""
        return iter(())

    def __str__(self) -> str:
        fields = [f"{f.name}={_canonical(getattr(self, f.name))}" for f in dataclasses.fields(self)]
        return f"{self.name}({', '.join(fields)})" if fields else self.name


def _canonical(value: Any) -> str:
    return f"[{', '.join(map(_canonical, value))}]" if isinstance(value, tuple) else repr(value)


def snake(name: str) -> str:
    """`MaxPool` as `max_pool`."""
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")
