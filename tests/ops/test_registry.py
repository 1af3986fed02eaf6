"""Every op of the registry against NumPy, finite differences and generated C. A new op needs no line here."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from programs import Array, arguments, interpreted, programs, type_of

import autograph  # noqa: F401  # fills the registry
from autograph import dtypes
from autograph.autodiff import differentiate
from autograph.graph import REGISTRY, Node, Op, Sample, node, topological
from autograph.ops.elementwise import add, multiply
from autograph.ops.reduction import reduce_sum
from autograph.pipeline import simplified

#: Ops that a sample cannot show, and why.
WITHOUT_SAMPLES = {
    "input": "its value comes from outside",
    "scalar": "its value comes from outside",
    "gradient": "expanded before anything runs",
    "alias": "an identity of the tracer's",
    "assigned": "an identity of the tracer's",
    "placeholder": "what it stands for comes later",
    "rule": "it has no value",
    "part": "it stands beside a rule, and its derivative is what the rule says",
    "stop_gradient": "its derivative is meant to be wrong",
}
#: Ops of floats that the compiler makes of others when derivatives are done, so that they have none.
AFTER_DIFFERENTIATION = {"full_convolution", "to_lanes", "from_lanes", "sum_chains"}
#: float32 has a step of 1.2e-7. A function is within 2 steps in C and within 4 in NumPy; the rest is room for ops of
#: several functions. Sums of n terms go in another order in C, with fused multiply-adds: their errors grow as √n, and
#: are relative to the largest result, because one result may cancel.
RTOL = {np.dtype(np.float32): 2e-6, np.dtype(np.float64): 1e-14}


def own_ops() -> dict[str, type[Op]]:
    """The package's ops; other tests may register theirs."""
    return {name: op for name, op in REGISTRY.items() if op.__module__.startswith("autograph.")}


def samples() -> Iterator[Any]:
    for name, op in sorted(own_ops().items()):
        for k, sample in enumerate(op.samples()):
            operands = "-".join(str(type_of(a)).replace(" ", "") for a in sample.inputs)
            yield pytest.param(sample, id="-".join(filter(None, (name, str(k), operands))))


def chosen(keep: Callable[[Sample], bool]) -> list[Any]:
    return [p for p in samples() if keep(p.values[0])]


def smooth(sample: Sample) -> bool:
    return sample.smooth and any(np.asarray(a).dtype.kind == "f" for a in sample.inputs)


every = pytest.mark.parametrize("sample", chosen(lambda s: True))
smooth_ones = pytest.mark.parametrize("sample", chosen(smooth))


def meaning(op: Op, inputs: tuple[Array, ...]) -> Array:
    with np.errstate(all="ignore"):
        return np.asarray(op.numpy(*inputs))


def assert_close(got: Array, wanted: Array, steps: int) -> None:
    assert (got.shape, got.dtype) == (wanted.shape, wanted.dtype)
    if wanted.dtype not in RTOL:
        np.testing.assert_array_equal(got, wanted)
        return
    tolerance = RTOL[wanted.dtype] * math.sqrt(steps)
    finite = np.abs(wanted[np.isfinite(wanted)])
    scale = finite.max() if steps > 1 and finite.size else 0.0
    np.testing.assert_allclose(got, wanted, rtol=tolerance, atol=tolerance * scale)


def longest_sum(outputs: list[Node]) -> int:
    """A bound on the terms of one result: what each op of the longest chain reads for an element, added up."""
    outputs = simplified(outputs, {})
    steps: dict[Node, int] = {}
    for n in topological(outputs):
        own = n.op.steps(n.type, *[i.type for i in n.inputs]) if n.inputs else 0
        steps[n] = own + max((steps[i] for i in n.inputs), default=0)
    return max(steps[n] for n in outputs)


# -- values


@every
def test_type_rule_says_what_numpy_gives(sample: Sample) -> None:
    made = meaning(sample.op, sample.inputs)
    inferred = sample.op.infer(*map(type_of, sample.inputs))
    assert type_of(made.astype(inferred.dtype.numpy)) == inferred
    assert made.dtype == inferred.dtype.numpy


@pytest.fixture(scope="module")
def forward_programs() -> list[Callable[..., list[Array]]]:
    return programs([[node(s.op, *arguments(s.inputs))] for (s,) in (p.values for p in samples())])


@pytest.mark.compiler
@pytest.mark.parametrize(("number", "sample"), [pytest.param(k, *p.values, id=p.id) for k, p in enumerate(samples())])
def test_c_computes_what_numpy_does(number: int, sample: Sample, forward_programs: list[Any]) -> None:
    (got,) = forward_programs[number](sample.inputs)
    steps = longest_sum([node(sample.op, *arguments(sample.inputs))])
    assert_close(got, meaning(sample.op, sample.inputs), max(1, steps))


# -- derivatives


def doubles(sample: Sample) -> list[Array]:
    return [np.asarray(a, np.float64) if np.asarray(a).dtype.kind == "f" else a for a in sample.inputs]


def derivatives(op: Op, arrays: list[Array]) -> tuple[list[Node], Node, list[Node]]:
    """The op's inputs and its cotangent as arguments, and the derivative for each floating input."""
    inputs = arguments(arrays)
    output = node(op, *inputs)
    cotangent = arguments([np.empty(output.shape, output.dtype.numpy)], len(arrays))[0]
    floats = [n for n in inputs if n.dtype.is_float]
    return floats, cotangent, differentiate(output, cotangent, floats)


def along(function: Callable[[list[Array]], float], arrays: list[Array], k: int, direction: Array) -> float:
    """The derivative along a direction in argument k, by central differences of fourth order."""
    h = 2e-4
    moved = [function([a + t * h * direction if j == k else a for j, a in enumerate(arrays)]) for t in (-2, -1, 1, 2)]
    return (moved[0] - 8 * moved[1] + 8 * moved[2] - moved[3]) / (12 * h)


def assert_slopes(function: Callable[[list[Array]], float], arrays: list[Array], slopes: dict[int, Array]) -> None:
    """`slopes[k]` is the derivative of `function` with respect to argument k: seen along two random directions."""
    rng = np.random.default_rng(21)
    for k, slope in slopes.items():
        for _ in range(2):
            direction = rng.uniform(-1, 1, arrays[k].shape)
            size = np.abs(slope * direction).sum() + 1e-3
            assert abs(along(function, arrays, k, direction) - np.vdot(slope, direction)) < 1e-6 * size, f"argument {k}"


def positions(arrays: list[Array]) -> list[int]:
    return [k for k, a in enumerate(arrays) if a.dtype.kind == "f"]


def random_like(n: Node, seed: int) -> Array:
    return np.random.default_rng(seed).uniform(-1, 1, n.shape).astype(n.dtype.numpy)


@smooth_ones
def test_gradient_is_the_slope(sample: Sample) -> None:
    arrays = doubles(sample)
    _, cotangent, parts = derivatives(sample.op, arrays)
    weights = random_like(cotangent, 22)
    slopes = dict(zip(positions(arrays), interpreted(parts, [*arrays, weights])))
    assert_slopes(lambda values: float(np.vdot(weights, meaning(sample.op, tuple(values)))), arrays, slopes)


def second(op: Op, arrays: list[Array]) -> tuple[Node, list[Node]]:
    """Σ gradient · constant as a node, and its derivatives for the floating inputs and the cotangent."""
    floats, cotangent, parts = derivatives(op, arrays)
    total: Node | None = None
    for part, weights in zip(parts, arguments([random_like(p, 0) for p in parts], len(arrays) + 1)):
        term = reduce_sum(multiply(part, weights), tuple(range(len(part.shape))))
        total = term if total is None else add(total, term)
    assert total is not None
    one = node(REGISTRY["constant"](1.0, total.dtype))
    return total, differentiate(total, one, [*floats, cotangent])


def second_arguments(op: Op, arrays: list[Array]) -> list[Array]:
    _, cotangent, parts = derivatives(op, arrays)
    return [*arrays, random_like(cotangent, 23), *[random_like(p, 24 + k) for k, p in enumerate(parts)]]


@smooth_ones
def test_second_derivative_is_the_slope_of_the_first(sample: Sample) -> None:
    arrays = doubles(sample)
    total, parts = second(sample.op, arrays)
    values = second_arguments(sample.op, arrays)
    wrt = [*positions(arrays), len(arrays)]
    slopes = dict(zip(wrt, interpreted(parts, values)))
    assert_slopes(lambda moved: float(interpreted([total], moved)[0]), values, slopes)


@pytest.fixture(scope="module")
def gradient_programs() -> list[Callable[..., list[Array]]]:
    cases = [list(map(np.asarray, p.values[0].inputs)) for p in chosen(smooth)]
    ops = [p.values[0].op for p in chosen(smooth)]
    return programs([[*derivatives(op, a)[2], *second(op, a)[1]] for op, a in zip(ops, cases)])


@pytest.mark.compiler
@pytest.mark.parametrize(
    ("number", "sample"), [pytest.param(k, *p.values, id=p.id) for k, p in enumerate(chosen(smooth))]
)
def test_c_computes_the_derivatives_that_the_interpreter_does(
    number: int, sample: Sample, gradient_programs: list[Any]
) -> None:
    arrays = list(map(np.asarray, sample.inputs))
    outputs = [*derivatives(sample.op, arrays)[2], *second(sample.op, arrays)[1]]
    values = second_arguments(sample.op, arrays)
    for got, wanted, n in zip(gradient_programs[number](values), interpreted(outputs, values), outputs):
        assert_close(got, wanted, max(2, longest_sum([n])))


# -- the registry itself


def test_every_op_has_samples() -> None:
    assert {name for name, op in own_ops().items() if not list(op.samples())} == set(WITHOUT_SAMPLES)


def test_some_sample_of_every_differentiable_op_is_smooth() -> None:
    """An op of floats whose samples are all marked as not smooth would escape the tests of its derivative."""
    escaped = set()
    for name, op in own_ops().items():
        cases = list(op.samples())
        floats = [
            s for s in cases if smooth(Sample(s.op, s.inputs)) and s.op.infer(*map(type_of, s.inputs)).dtype.is_float
        ]
        if floats and not any(s.smooth for s in floats):
            escaped.add(name)
    assert escaped == AFTER_DIFFERENTIATION


@pytest.mark.parametrize("op", [pytest.param(op, id=name) for name, op in sorted(own_ops().items())])
def test_every_op_says_what_it_is(op: type[Op]) -> None:
    text = inspect.cleandoc(op.__dict__.get("__doc__") or "")
    assert text and not text.startswith(f"{op.__name__}("), "a docstring of one's own, not a dataclass's signature"


def test_samples_are_of_supported_dtypes() -> None:
    for p in samples():
        for a in p.values[0].inputs:
            assert dtypes.dtype(np.asarray(a).dtype) in dtypes.COMPUTED
