"""Functions whose derivatives follow a rule of their own: `checkpoint`, `custom_gradient`.

The rule is part of the graph (`ops.gradient.Rule`): placeholders stand for the cotangents that come later, and the
cotangents of the arguments are computed from them. So it is differentiable itself, and compiled like anything else.
Outside a compiled call the function is recorded all the same, and then run by its NumPy meaning.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np

from autograph.autodiff import expand_gradients
from autograph.backends import Value
from autograph.errors import ArgumentError, DtypeError, ShapeError
from autograph.frontend import tree
from autograph.frontend.branch import Branch, Root
from autograph.frontend.functions import asarray
from autograph.frontend.outcome import Ending, Outcome
from autograph.frontend.programs import computed
from autograph.frontend.state import state, tracing
from autograph.frontend.tensor import Array, Tensor
from autograph.frontend.trace import Trace
from autograph.graph import Node, node, substitute, topological
from autograph.ops.gradient import Placeholder, Rule, joint_gradient, parts, stop_gradient
from autograph.ops.source import Input, Scalar, constant_value, zeros_like


def checkpoint(f: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, whose intermediate values are computed a second time for its derivatives instead of kept.

    Values and derivatives of any order are the same, random numbers included; derivatives reach the parameters that f
    uses as well. It trades time (one more forward pass of f) for memory: with one checkpoint around each of √n equal
    parts of a network, the memory for its n layers grows as √n (Chen et al. 2016, arXiv:1604.06174).
    """

    @functools.wraps(f, updated=())
    def call(*args: Any, **kwargs: Any) -> Any:
        return _with_rule(functools.partial(_recomputed, f), args, kwargs) if state.grad else f(*args, **kwargs)

    return call


def custom_gradient(f: Callable[..., tuple[Any, Callable[..., Any]]]) -> Callable[..., Any]:
    """Give a function a derivative of your own.

    f returns a pair (output, gradient_fn), and the decorated function returns the output. gradient_fn takes the
    derivative with respect to the output, in the output's structure, and returns those with respect to f's positional
    arguments: a tuple of as many, or the one; each in the argument's structure, None for what has no derivative.

        @ag.custom_gradient
        def log1pexp(x):
            e = ag.exp(x)
            return ag.log(1 + e), lambda g: g * e / (1 + e)

    Higher derivatives are those of what gradient_fn computes. It is called once, when f is, with a cotangent that has
    no value yet: it may not branch on it. Nothing but positional arguments gets a derivative: pass parameters in.
    `jvp` takes gradient_fn for linear in its argument. Raises ArgumentError, ShapeError or DtypeError where f or
    gradient_fn return something else.
    """

    @functools.wraps(f, updated=())
    def call(*args: Any, **kwargs: Any) -> Any:
        run = functools.partial(_customized, f)
        return _with_rule(run, args, kwargs) if state.grad else _output_and_rule(f, f(*args, **kwargs))[0]

    return call


def _with_rule(run: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """`run(trace, args, kwargs)` in the running trace, or in one for this call alone."""
    if state.trace is not None:
        return run(state.trace, args, kwargs)
    leaves, rebuild = tree.flatten([list(args), kwargs], keep=True)
    leaves = [asarray(a) if isinstance(a, np.ndarray) else a for a in leaves]
    tensors = [t for t in leaves if isinstance(t, Tensor)]
    trace = Trace(Root("rule", [(t._type, t._requires_grad) for t in tensors]), tensors, _evaluated, {})
    arguments, keywords = rebuild(iter(leaves))
    with tracing(trace):
        outcome = Outcome.of(trace, run(trace, tuple(arguments), keywords))
        ending = Ending.of(trace, outcome)
    values = trace.run(ending.outputs, "return")
    tapes = ending.tapes(trace.inputs, trace.arrays(), trace.numbers_passed(), compiled=False)
    return outcome.commit(ending, values, tapes)


def _evaluated(trace: Trace, at: Branch, outputs: Sequence[Node], why: str) -> list[Array]:
    """The outputs by their NumPy meaning."""
    known = list(trace.known)
    expanded = expand_gradients([*outputs, *known], trace.lines)
    values: dict[Node, Value] = dict(zip(expanded[len(outputs) :], trace.known.values()))
    values.update(
        (n, t._value) for n, t in zip(trace.leaves(), (*trace.inputs, *trace.numbers_passed())) if t._value is not None
    )
    return computed(expanded[: len(outputs)], values, trace.lines)


def _recomputed(f: Callable[..., Any], trace: Trace, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    before = set(trace.alive())
    leaves, rebuild = tree.flatten(f(*args, **kwargs))
    own = [_is_own(trace, leaf) for leaf in leaves]
    outputs = tuple(trace.node(t) for t, mine in zip(leaves, own) if mine)
    values = _border(outputs, before)
    floats = sum(v.dtype.is_float for v in values)
    if not floats:
        return rebuild(iter(leaves))
    first = trace.placeholders(len(values) + len(outputs))

    def make() -> tuple[Node, ...]:
        stands, places = _placeholders(first, values), _placeholders(first + len(values), outputs)
        copies = substitute(outputs, dict(zip(values, stands)), trace.lines)
        found = [joint_gradient(copies, places, s) for s in stands[:floats]]
        return parts(outputs, values, stands, places, found)

    made = iter(trace.event("checkpoint", (outputs, values), make))
    return rebuild(iter([next(made) if mine else leaf for leaf, mine in zip(leaves, own)]))


def _customized(f: Callable[..., Any], trace: Trace, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    opened = [tree.flatten(a) for a in args]
    given = [
        [asarray(a) if isinstance(a, (np.ndarray, np.generic, float)) else a for a in leaves] for leaves, _ in opened
    ]
    result = f(*[rebuild(iter(leaves)) for leaves, (_, rebuild) in zip(given, opened)], **kwargs)
    output, gradient_fn = _output_and_rule(f, result)
    leaves, rebuild = tree.flatten(output)
    leaves = [asarray(a) if isinstance(a, (np.ndarray, np.generic, float)) else a for a in leaves]
    outputs = tuple(trace.node(a) for a in leaves if _is_float(a))
    first = trace.placeholders(len(outputs))
    places = _placeholders(first, outputs)
    before = {*trace.alive(), *outputs}
    cotangents = iter(trace.event("cotangents", (outputs, first), lambda: places))
    found = gradient_fn(rebuild(iter([next(cotangents) if _is_float(a) else None for a in leaves])))
    slopes = _cotangents(_name(f), found, given)
    arguments = [trace.node(a) for each in given for a in each if _is_float(a)]
    nodes = tuple(zeros_like(n) if s is None else trace.node(s) for s, n in zip(slopes, arguments))
    others = [n for n in _border(nodes, before) if n not in places and n not in arguments]
    values = (*arguments, *others)
    made = iter(
        trace.event(
            "custom gradient",
            (outputs, values, places, nodes),
            lambda: parts([stop_gradient(n) for n in outputs], values, (), places, nodes),
        )
    )
    return rebuild(iter([next(made) if _is_float(a) else a for a in leaves]))


def _border(outputs: Sequence[Node], before: Collection[Node]) -> tuple[Node, ...]:
    """What the outputs are computed from: values from outside, and what was there before; floating ones first."""

    def stop(n: Node) -> bool:
        return isinstance(n.op, (Input, Scalar, Placeholder)) or (n in before and constant_value(n) is None)

    inside = topological(outputs, stop=stop)
    bound = {p for n in inside if isinstance(n.op, Rule) for p in n.op.bound(n)}
    found = [n for n in inside if stop(n) and n not in bound]
    return tuple(sorted(found, key=lambda n: not n.dtype.is_float))


def _placeholders(first: int, like: Sequence[Node]) -> tuple[Node, ...]:
    return tuple(node(Placeholder(first + k, n.type, n.device is None)) for k, n in enumerate(like))


def _output_and_rule(f: Callable[..., Any], result: Any) -> tuple[Any, Callable[..., Any]]:
    if not isinstance(result, tuple) or len(result) != 2 or not callable(result[1]):
        raise ArgumentError(
            f"custom_gradient: {_name(f)} returned {type(result).__name__}, not (output, gradient_fn)",
            hint="return the output and a function from its cotangent to those of the arguments",
        )
    return result


def _cotangents(name: str, found: Any, given: Sequence[Sequence[Any]]) -> list[Tensor | None]:
    """What a gradient function returned, one for each floating leaf of the arguments."""
    each = found if isinstance(found, tuple) else (found,)
    if len(each) != len(given):
        raise ArgumentError(
            f"custom_gradient: the gradient function of {name} returned {len(each)} cotangents for "
            f"{len(given)} arguments",
            hint="return a tuple with one for each positional argument, None where there is none",
        )
    slopes: list[Tensor | None] = []
    for k, (value, leaves) in enumerate(zip(each, given)):
        own = [None] * len(leaves) if value is None else tree.flatten(value)[0]
        if len(own) != len(leaves):
            raise ArgumentError(
                f"custom_gradient: the cotangent of argument {k} of {name} has {len(own)} leaves, the argument "
                f"{len(leaves)}",
                hint="return it in the argument's structure",
            )
        slopes += [_cotangent(f"argument {k} of {name}", s, a) for s, a in zip(own, leaves) if _takes(s, a, k, name)]
    return slopes


def _takes(slope: Any, argument: Any, k: int, name: str) -> bool:
    if not _is_float(argument) and slope is not None:
        shown = str(argument._type) if isinstance(argument, Tensor) else type(argument).__name__
        raise DtypeError(
            f"custom_gradient: a cotangent of argument {k} of {name}, which is {shown}", hint="return None for it"
        )
    return _is_float(argument)


def _cotangent(of: str, slope: Any, argument: Tensor) -> Tensor | None:
    if slope is None:
        return None
    t = asarray(slope)
    if t._type != argument._type:
        kind = ShapeError if t.shape != argument.shape else DtypeError
        raise kind(
            f"custom_gradient: the cotangent of {of} is {t._type}, the argument {argument._type}",
            hint="return it in the argument's shape and dtype; sum over the axes that were broadcast",
        )
    return t


def _is_own(trace: Trace, leaf: Any) -> bool:
    return _is_float(leaf) and leaf._trace is trace


def _is_float(leaf: Any) -> bool:
    return isinstance(leaf, Tensor) and leaf.dtype.is_float


def _name(f: Callable[..., Any]) -> str:
    return str(getattr(f, "__name__", type(f).__name__))


__all__ = ["checkpoint", "custom_gradient"]
