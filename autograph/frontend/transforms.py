"""Functions of functions that differentiate: `grad`, `value_and_grad`, `vjp`, `jvp`.

Each works at once and inside a compiled call, and all nest in each other to any order. Inside them derivatives are
recorded even if they are called within `no_grad`; what they return is then a constant.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograph.errors import ArgumentError, DtypeError, ShapeError, TraceError
from autograph.frontend import tree
from autograph.frontend.derivatives import ancestors, cotangent_of, gradients
from autograph.frontend.functions import asarray, stop_gradient, zeros_like
from autograph.frontend.state import recording_derivatives, state
from autograph.frontend.tensor import Tape, Tensor
from autograph.graph import node
from autograph.ops.gradient import Alias
from autograph.ops.source import Input

_aliases = itertools.count()


def value_and_grad(
    f: Callable[..., Any], argnums: int | Sequence[int] = 0, has_aux: bool = False
) -> Callable[..., Any]:
    """A function that returns f's value and its derivatives with respect to the arguments numbered `argnums`.

    f returns a single number as a tensor, or with `has_aux` a pair of it and anything else, which becomes part of the
    value. An argument is a tensor, an array or a number, or tuples, lists, dicts and dataclasses of them (a list of
    numbers alone is an array); its derivative has the same structure, and several `argnums` give a tuple of them.
    Nests to any order. Raises DtypeError for an argument of integers, ShapeError unless the value is a single number.
    """

    @functools.wraps(f, updated=())
    def call(*args: Any, **kwargs: Any) -> tuple[Any, Any]:
        numbers = _numbers(argnums, args, "grad")
        primals = [_opened(args[k]) for k in numbers]
        _all_floats([a for p in primals for a in p.leaves])
        with recording_derivatives(True):
            fresh = [p.fresh() for p in primals]
            inputs = dict(zip(numbers, (p.rebuilt(t) for p, t in zip(primals, fresh))))
            returned = f(*[inputs.get(k, a) for k, a in enumerate(args)], **kwargs)
            value, aux = _pair(f, returned) if has_aux else (returned, None)
            if not isinstance(value, Tensor):
                raise TraceError(
                    f"grad: {_name(f)} returned {type(value).__name__}, not a tensor",
                    hint="return the tensor to differentiate, without .item() or float()",
                )
            wrt = [t for tensors in fresh for t in tensors]
            seed = cotangent_of(value, None)
        found = iter(_closed(wrt, gradients([value], [seed], wrt)))
        slopes = [p.rebuilt([next(found) for _ in p.tensors]) for p in primals]
        (value,) = _closed(wrt, [value])
        shown = (value, _settled(aux)) if has_aux else value
        return shown, slopes[0] if isinstance(argnums, int) else tuple(slopes)

    return call


def grad(f: Callable[..., Any], argnums: int | Sequence[int] = 0, has_aux: bool = False) -> Callable[..., Any]:
    """A function that returns the derivatives of f's value, with `has_aux` a pair of them and what else f returned; see
    `value_and_grad`."""
    both = value_and_grad(f, argnums, has_aux)

    @functools.wraps(f, updated=())
    def call(*args: Any, **kwargs: Any) -> Any:
        value, slopes = both(*args, **kwargs)
        return (slopes, value[1]) if has_aux else slopes

    return call


def vjp(f: Callable[..., Any], *primals: Any) -> tuple[Any, Callable[[Any], tuple[Any, ...]]]:
    """f's output at `primals`, and a function from a cotangent of the output to the cotangents of the primals.

    Primals and output are tensors or tuples, lists, dicts and dataclasses of them. The cotangent has the output's
    structure, with the same shapes; None counts as zero, and is all that outputs of integers take. The result is a
    tuple with the primals' structures, and None for integers. The function may be called any number of times, and its
    results are differentiable, also with respect to the cotangent.
    """
    pulled = _Pulled.of(f, primals)

    def pullback(cotangent: Any) -> tuple[Any, ...]:
        found = pulled(_spread(cotangent, pulled.leaves, "cotangent", "output"))
        return pulled.result(_closed(pulled.wrt, found))

    return pulled.output(), pullback


def jvp(f: Callable[..., Any], primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]:
    """f's output at `primals`, and its derivative in the direction of `tangents`.

    Both are tuples of the same structure; None as a tangent counts as zero, and is all that integers take. The
    derivative has the output's structure, with None for integers. It is the derivative of `vjp` with respect to its
    cotangent: exact, since `vjp` is linear in it. The product of the Hessian of f with a vector v is
    `jvp(grad(f), (x,), (v,))[1]`, which never makes the Hessian.
    """
    if not isinstance(primals, (tuple, list)) or not isinstance(tangents, (tuple, list)):
        raise ArgumentError("jvp: primals and tangents must be tuples", hint="write jvp(f, (x,), (v,))")
    pulled = _Pulled.of(f, primals)
    directions = _spread(list(tangents), pulled.inputs, "tangent", "primal")
    with recording_derivatives(True):
        zeros = [zeros_like(t.detach()) for t in pulled.outputs]
        seeds = _renamed(zeros)
        slopes = pulled(seeds)
    given = [zeros_like(w) if d is None else d for w, d in zip(pulled.wrt, directions)]
    found = iter(_closed([*pulled.wrt, *seeds], gradients(slopes, given, seeds)))
    tangent = pulled.rebuild(iter([next(found) if _is_float(t) else None for t in pulled.leaves]))
    return pulled.output(), tangent


@dataclass(frozen=True)
class _Opened:
    """An argument: its leaves, which of them are tensors, and how to build another like it."""

    leaves: list[Any]
    rebuild: tree.Rebuild

    @property
    def tensors(self) -> list[Tensor]:
        return [t for t in self.leaves if isinstance(t, Tensor)]

    def fresh(self) -> list[Tensor]:
        return _renamed(self.tensors)

    def rebuilt(self, tensors: Sequence[Any]) -> Any:
        """The same structure with others in place of the tensors."""
        others = iter(tensors)
        return self.rebuild(iter([next(others) if isinstance(t, Tensor) else t for t in self.leaves]))


def _opened(value: Any) -> _Opened:
    leaves, rebuild = tree.flatten(value)
    if isinstance(value, (list, tuple)) and leaves and all(isinstance(a, (bool, int, float)) for a in leaves):
        leaves, rebuild = [asarray(value)], next
    return _Opened([asarray(a) if isinstance(a, (np.ndarray, np.generic, float)) else a for a in leaves], rebuild)


@dataclass(frozen=True)
class _Pulled:
    """A function's output with the way back to its inputs."""

    inputs: list[Any]  # the primals' leaves
    wrt: list[Tensor]  # the floating ones, under new identities
    leaves: list[Any]  # the output's
    rebuild: tree.Rebuild
    rebuild_inputs: tree.Rebuild
    trace: Any

    @classmethod
    def of(cls, f: Callable[..., Any], primals: Sequence[Any]) -> _Pulled:
        opened = [_opened(p) for p in primals]
        inputs = [a for o in opened for a in o.leaves]
        floats = [a for a in inputs if _is_float(a)]
        with recording_derivatives(True):
            wrt = _renamed(floats)
            fresh = iter(wrt)
            given = iter([next(fresh) if _is_float(a) else a for a in inputs])
            leaves, rebuild = tree.flatten(f(*[o.rebuild(given) for o in opened]))
        return cls(inputs, wrt, leaves, rebuild, lambda values: [o.rebuild(values) for o in opened], state.trace)

    @property
    def outputs(self) -> list[Tensor]:
        """The leaves of the output that have derivatives."""
        return [t for t in self.leaves if _is_float(t)]

    def output(self) -> Any:
        closed = iter(_closed(self.wrt, self.outputs))
        return self.rebuild(iter([next(closed) if _is_float(t) else t for t in self.leaves]))

    def __call__(self, cotangents: Sequence[Tensor | None]) -> list[Tensor]:
        if state.trace is not self.trace:
            raise TraceError(
                "the function that vjp returned is called in another compiled call than vjp, or outside of it",
                hint="call both in the same place",
            )
        pairs = [(t, c) for t, c in zip(self.outputs, cotangents) if c is not None]
        return gradients([t for t, _ in pairs], [c for _, c in pairs], self.wrt)

    def result(self, found: Sequence[Tensor]) -> tuple[Any, ...]:
        """The cotangents of the inputs as the primals are built."""
        each = iter(found)
        return tuple(self.rebuild_inputs(iter([next(each) if _is_float(a) else None for a in self.inputs])))


def _spread(given: Any, wanted: Sequence[Any], what: str, of: str) -> list[Tensor | None]:
    """One of `given` for each floating leaf of `wanted`, in its dtype."""
    leaves, _ = tree.flatten(given)
    if len(wanted) == 1 and len(leaves) != 1:
        leaves = [asarray(given)]
    if len(leaves) != len(wanted):
        raise ArgumentError(
            f"{len(leaves)} {what}s for {len(wanted)} {of}s", hint=f"give the {what} the {of}'s structure"
        )
    found: list[Tensor | None] = []
    for k, (leaf, w) in enumerate(zip(leaves, wanted)):
        if not _is_float(w):
            if leaf is not None:
                shown = str(w._type) if isinstance(w, Tensor) else type(w).__name__
                raise DtypeError(f"{what} {k} is for {shown}, which has none", hint="give None there")
            continue
        t = None if leaf is None else asarray(leaf)
        if t is not None and t.shape != w.shape:
            raise ShapeError(f"{what} {k} is {t._type}, its {of} {w._type}", hint="the shapes must be equal")
        found.append(None if t is None else t.astype(w.dtype))
    return found


def _is_float(leaf: Any) -> bool:
    return isinstance(leaf, Tensor) and leaf.dtype.is_float


def _all_floats(leaves: Sequence[Any]) -> None:
    for a in leaves:
        if a is not None and not _is_float(a):
            shown = str(a._type) if isinstance(a, Tensor) else type(a).__name__
            raise DtypeError(
                f"derivative with respect to {shown}", hint="convert the argument with .astype(ag.float32)"
            )


def _renamed(tensors: Sequence[Tensor]) -> list[Tensor]:
    """The tensors under new identities, so that other uses of them do not count."""
    return [_alias(t) for t in tensors]


def _alias(t: Tensor) -> Tensor:
    if state.trace is not None:
        return state.trace.alias(t)
    if not t.requires_grad:
        return Tensor(t._held(), requires_grad=True)
    leaf = node(Input(0, t._type))
    return Tensor(t._held(), tape=Tape(node(Alias(next(_aliases)), leaf), (leaf,), (t,), (t._held(),)))


def _closed(leaves: Sequence[Tensor], results: Sequence[Tensor]) -> list[Tensor]:
    """Results as the caller sees them: what was a leaf for this call requires no gradient any more."""
    if state.trace is None:
        for t in leaves:
            t._requires_grad = t._tape is not None
        results = [_settled(r) for r in results]
    return list(results) if state.grad else [stop_gradient(r) for r in results]


def _settled(value: Any) -> Any:
    """Tensors without a tape where nothing they were computed from requires a gradient any more."""
    if not isinstance(value, Tensor):
        leaves, rebuild = tree.flatten(value)
        return value if len(leaves) == 1 and leaves[0] is value else rebuild(iter([_settled(leaf) for leaf in leaves]))
    if value._tape is None or any(a._tape is None and a.requires_grad for a in ancestors(value)):
        return value
    return Tensor(value._held())


def _pair(f: Callable[..., Any], returned: Any) -> tuple[Any, Any]:
    if not isinstance(returned, tuple) or len(returned) != 2:
        raise TraceError(
            f"grad: {_name(f)} returned {type(returned).__name__}, not a pair",
            hint="with has_aux=True return (value, anything else)",
        )
    return returned


def _name(f: Callable[..., Any]) -> str:
    return str(getattr(f, "__name__", "the function"))


def _numbers(argnums: int | Sequence[int], args: Sequence[Any], name: str) -> list[int]:
    numbers = [argnums] if isinstance(argnums, int) else list(argnums)
    for k in numbers:
        if not -len(args) <= k < len(args):
            raise ArgumentError(
                f"{name}: argnums={argnums}, but the call has {len(args)} arguments", hint="count from 0"
            )
    return [k % len(args) for k in numbers]


__all__ = ["grad", "jvp", "value_and_grad", "vjp"]
