"""The door of compiled calls: stray tensors, results of every kind, and arguments of `compile` itself (D22)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pytest

import autograph as ag
from autograph import config, nn
from autograph.errors import ArgumentError, AutographError, DeviceError, TraceError

pytestmark = pytest.mark.compiler

A = ag.tensor([1.0, 2.0])


def refused(call: Callable[[], Any], kind: type[AutographError], what: str, hint: str) -> None:
    with pytest.raises(kind, match=what) as caught:
        call()
    lines = str(caught.value).split("\n")
    assert len(lines) == 3 and lines[1].startswith("  at test_door_calls.py:"), lines
    assert hint in lines[2]


@pytest.fixture(params=["interpret", "compile"], autouse=True)
def mode(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "mode", request.param)


def stray() -> ag.Tensor:
    kept: list[ag.Tensor] = []

    @ag.compile
    def f(x: ag.Tensor) -> ag.Tensor:
        kept.append(x * 2)
        return kept[0] + 1

    assert f(A).tolist() == [3, 5]
    return kept[0]


OUTSIDE = {
    "operator": lambda t: t + 1,
    "value": lambda t: t.numpy(),
    "number": lambda t: float(t.sum()),
    "argument": lambda t: ag.compile(lambda x: x + 1)(t),
    "argument by signature": lambda t: ag.compile(lambda x: x + 1, retrace="signature")(t),
    "captured": lambda t: ag.compile(lambda x: x + t)(A),
    "result": lambda t: ag.compile(lambda x: (x, t))(A),
    "backward": lambda t: t.backward(ag.ones(2)),
    "assign": lambda t: ag.Variable([1.0, 2.0]).assign(t),
}


@pytest.mark.parametrize("use", OUTSIDE)
def test_a_tensor_used_outside_its_call(use: str) -> None:
    what = r"a tensor of float32\[(2|)\] is used outside the compiled call that made it"
    refused(lambda: OUTSIDE[use](stray()), TraceError, what, "return it from the compiled function")


def test_a_stray_tensor_can_be_shown() -> None:
    t = stray()
    assert repr(t) == "Tensor(float32[2], traced)" and (t.shape, t.dtype, t.ndim) == ((2,), ag.float32, 1)


def test_backward_inside_does_not_reach_outside() -> None:
    p = nn.Parameter([1.0, 2.0])

    @ag.compile
    def f(z: ag.Tensor) -> None:
        (z * z).sum().backward()

    refused(lambda: f(p * 3), TraceError, "computed outside this compiled call", "detach")
    with pytest.raises(TraceError, match="requires a gradient"):
        f((p * 3).detach())
    assert p.grad is None


class Pair(NamedTuple):
    left: Any
    right: Any


RESULTS: dict[str, tuple[Callable[[Any], Any], Any]] = {
    "None": (lambda x: None, None),
    "number": (lambda x: 3.5, 3.5),
    "nested": (lambda x: {"a": (x, [x * 2, None]), "b": "text"}, {"a": ([1, 2], [[2, 4], None]), "b": "text"}),
    "the argument": (lambda x: x, [1, 2]),
    "one tensor twice": (lambda x: (x, x), ([1, 2], [1, 2])),
    "one result twice": (lambda x: [x + 1] * 2, [[2, 3], [2, 3]]),
    "named tuple": (lambda x: Pair(x + 1, 3), Pair([2, 3], 3)),
    "nothing": (lambda x: (), ()),
    "a captured tensor": (lambda x: A, [1, 2]),
    "a constant": (lambda x: ag.zeros(2), [0, 0]),
    "a NumPy array": (lambda x: np.arange(2), [0, 1]),
}


def plain(result: Any) -> Any:
    if isinstance(result, dict):
        return {k: plain(v) for k, v in result.items()}
    if isinstance(result, tuple):
        return type(result)(*map(plain, result)) if hasattr(result, "_fields") else tuple(map(plain, result))
    if isinstance(result, list):
        return list(map(plain, result))
    return result.tolist() if isinstance(result, (ag.Tensor, np.ndarray)) else result


@pytest.mark.parametrize("retrace", ["always", "signature"])
@pytest.mark.parametrize("name", RESULTS)
def test_results_of_every_kind(name: str, retrace: str) -> None:
    f, expected = RESULTS[name]
    compiled = ag.compile(f, retrace=retrace)
    for _ in range(2):
        found = plain(compiled(A))
        assert found == expected and type(found) is type(expected)


def test_values_and_tensors_together() -> None:
    compiled = ag.compile(lambda x: (x.tolist(), float(x[0]), x * 2))
    assert plain(compiled(A)) == ([1, 2], 1, [2, 4])


def test_results_own_their_memory() -> None:
    x = np.float32([1, 2])
    same, double = ag.compile(lambda t: (t, t * 2))(x)
    x[:] = 9
    assert (same.tolist(), double.tolist()) == ([1, 2], [2, 4])


def test_generators_are_refused() -> None:
    def rows(x: ag.Tensor) -> Iterator[ag.Tensor]:
        yield x * 2

    refused(lambda: ag.compile(rows)(A), TraceError, "returned a generator, which would run after", "list")
    refused(lambda: ag.compile(lambda x: map(abs, [x]))(A), TraceError, "returned a map", "list")


def test_composites_are_pure() -> None:
    p = nn.Parameter([1.0, 2.0])
    captured = ag.composite(lambda x: x * p)
    asking = ag.composite(lambda x: x * 2 if float(x.sum()) > 0 else x)
    assigning = ag.composite(lambda x: p.assign(x) or x)
    static = ag.composite(lambda x, *, k: x * k[0])
    hint = "it must depend on its arguments alone"
    refused(lambda: ag.compile(lambda x: captured(x))(A), TraceError, "not among its arguments", hint)
    refused(lambda: ag.compile(lambda x: p.sum() + captured(x))(A), TraceError, "not among its arguments", hint)
    refused(lambda: ag.compile(lambda x: asking(x))(A), TraceError, "asked for the value", hint)
    refused(lambda: ag.compile(lambda x: assigning(x))(A), TraceError, "assigned to a variable", hint)
    refused(lambda: ag.compile(lambda x: static(x, k=[2]))(A), ArgumentError, r"k=\[2\] cannot be looked", "tuples")
    assert ag.compile(lambda x: static(x, k=(2,)))(A).tolist() == [2, 4]


def test_requires_grad_in_the_middle_of_a_call() -> None:
    p = nn.Parameter([1.0, 2.0])

    @ag.compile
    def f(x: ag.Tensor) -> None:
        p.requires_grad = False
        y = p * x
        p.requires_grad = True
        p.assign(y)

    refused(lambda: f(A), TraceError, "was set in the middle of a compiled call", "before the call")
    assert p.tolist() == [1, 2]


def test_arguments_of_compile() -> None:
    refused(lambda: ag.compile(lambda x: x, retrace="never"), ArgumentError, "retrace='never'", "signature")
    refused(lambda: ag.compile(lambda x: x, threads=0), ArgumentError, "threads=0", "positive")
    refused(lambda: ag.compile("cpu"), ArgumentError, "str is not callable", "@ag.compile")
    refused(lambda: ag.compile(lambda x: x, device="tpu"), DeviceError, "no device 'tpu'", "cpu")
