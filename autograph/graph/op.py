"""The Op contract: one class tells the whole truth about one operation.

A subclass's annotations are the operation's static arguments, as in a frozen dataclass:

    class Exp(Elementwise):
        '''e to the power of x.'''
        def numpy(self, x): return np.exp(x)
        def scalar(self, b, x): return b.call("exp", x)
        def gradient(self, cotangent, output, x): return (multiply(cotangent, output),)

Being a subclass registers it; its `samples` make its tests appear. Instances are interned: equal arguments, one object.
"""

from __future__ import annotations

import inspect
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from autograph.graph.node import Node, TensorType, joined, node
from autograph.locks import lock

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**kwargs: Any) -> Any:
        """What it says is for type checkers."""
        return lambda cls: cls


#: Concrete op classes by name, filled as modules of `autograph.ops` are imported.
REGISTRY: dict[str, type[Op]] = {}


@dataclass_transform(frozen_default=True, eq_default=False)
class _Interned(type):
    """Makes classes whose annotations are fields, and whose calls with equal arguments give the same object.

    A dataclass would do, but takes half a millisecond to make, and there are a hundred ops to import.
    """

    _lock = lock()
    fields: tuple[str, ...]
    _defaults: dict[str, Any]

    def __init__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(name, bases, namespace, **kwargs)
        own = [field for field, kind in inspect.get_annotations(cls).items() if "ClassVar" not in str(kind)]
        inherited: tuple[str, ...] = getattr(cls.__mro__[1], "fields", ())
        cls.fields = (*inherited, *[field for field in own if field not in inherited])
        cls._defaults = {field: getattr(cls, field) for field in cls.fields if hasattr(cls, field)}

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        # An op is asked for by the same few arguments again and again: a look-up without making it.
        shortcut = (cls, args, tuple(map(type, args))) if not kwargs and all(map(_plain, args)) else None
        known = _shortcuts.get(shortcut)
        if known is not None:
            return known
        values = cls._bound(args, kwargs)
        key = (cls, *map(_identity, values))
        with _Interned._lock:
            found = _instances.get(key)
            if found is None:
                found = object.__new__(cls)  # type: ignore[arg-type]  # mypy takes cls for an instance of a metaclass
                for field, value in zip(cls.fields, values):
                    object.__setattr__(found, field, value)
                _instances[key] = found
            if shortcut is not None:
                if len(_shortcuts) >= MOST_SHORTCUTS:
                    _shortcuts.clear()
                _shortcuts[shortcut] = found
        return found

    def _bound(cls, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any]:
        """The fields' values, in their order."""
        positional = dict(zip(cls.fields, args))
        given = {**cls._defaults, **positional, **kwargs}
        if len(args) > len(cls.fields) or given.keys() != {*cls.fields} or positional.keys() & kwargs.keys():
            raise TypeError(f"{cls.__name__}({', '.join(cls.fields)}) was called with {args} {kwargs or ''}".rstrip())
        return [given[field] for field in cls.fields]


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


class Op(metaclass=_Interned):
    """An operation of the graph. See the module's docstring."""

    __slots__ = ("__dict__", "__weakref__")

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

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{self.name} is one object for all who use it: its {name} cannot change")

    def replaced(self, **changes: Any) -> Op:
        """The same op with other values of some fields."""
        made: Op = type(self)(**{**{f: getattr(self, f) for f in type(self).fields}, **changes})
        return made

    def infer(self, *types: TensorType) -> TensorType:
        """The type rule; raises a three-line error for inputs that do not fit."""
        raise NotImplementedError(f"{self.name} has no type rule")

    def place(self, inputs: tuple[Node, ...]) -> str | None:
        """The device of the value, None where any will do: that of the inputs, unless the op is about devices.

        Raises DeviceError for inputs on several devices.
        """
        return joined(self, inputs)

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

    def reuse(self, operand: int, output: TensorType) -> int:
        """For how many elements of the output a kernel loads an element of this operand once, beside its neighbours
        along a vector."""
        return 1

    def apply(self, *inputs: Node) -> Node:
        """The node for a user's call: promotes, broadcasts or decomposes first where the op does so."""
        return node(self, *inputs)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        """Example calls that the registry's tests run through every back end."""
        return iter(())

    def __str__(self) -> str:
        fields = [f"{f}={_canonical(getattr(self, f))}" for f in type(self).fields]
        return f"{self.name}({', '.join(fields)})" if fields else self.name


def _canonical(value: Any) -> str:
    return f"[{', '.join(map(_canonical, value))}]" if isinstance(value, tuple) else repr(value)


def snake(name: str) -> str:
    """`MaxPool` as `max_pool`."""
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")
