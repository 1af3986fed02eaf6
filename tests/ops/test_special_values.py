"""Values at the edge, in generated C as in NumPy: NaN, infinities, signed zeros, subnormals, wrapping integers, no
elements at all. Inputs are longer than a vector and repeat, so that both vectors and tails meet every value."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from programs import Array, arguments, interpreted, programs, type_of

from autograph import dtypes
from autograph.autodiff import differentiate
from autograph.errors import DtypeError, ShapeError
from autograph.graph import REGISTRY, Node, Op, TensorType, node
from autograph.ops import comparison, contraction, convolution, elementwise, indexing, movement, pooling, reduction
from autograph.ops.source import Arange, Input, constant

pytestmark = pytest.mark.compiler

FLOATS = (np.float32, np.float64)
INTEGERS = (np.int8, np.int32, np.int64, np.uint8, np.uint16, np.uint64)


def ops(names: str) -> list[type[Op]]:
    return [REGISTRY[name] for name in names.split()]


UNARY = ops(
    "negative abs relu sign floor ceil trunc round isnan isinf isfinite signbit exp log tanh sqrt sin cos exp2 expm1 "
    "log1p log2 log10 sigmoid rsqrt erf tan asin acos atan sinh cosh asinh acosh atanh"
)
BINARY = ops("add subtract multiply divide power maximum minimum floor_divide remainder copysign hypot atan2")
BITS = ops("bitwise_and bitwise_or bitwise_xor")
COMPARISONS = ops("less less_equal greater greater_equal equal not_equal")
EXTREMA = ops("max min argmax argmin")
#: NumPy gives either zero for the larger of 0.0 and -0.0, by how its loop is vectorised.
SIGN_OF_ZERO_IS_FREE = {"maximum", "minimum", "relu", "max", "min"}


@dataclass(frozen=True)
class Case:
    name: str
    outputs: tuple[Node, ...]
    arrays: tuple[Array, ...]
    signs: bool = True


def special(dtype: type[np.floating[Any]]) -> Array:
    """No subnormals: a launch flushes them."""
    limits = np.finfo(dtype)
    values = [
        np.nan,
        np.inf,
        -np.inf,
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.5,
        -2.0,
        3.0,
        limits.max,
        limits.min,
        limits.tiny,
        89.0,
        -88.0,
    ]
    return np.tile(np.array(values, dtype), 5)


def pairs(values: Array) -> tuple[Array, Array]:
    both = np.array(list(itertools.product(values, values)), values.dtype)
    return both[:, 0].copy(), both[:, 1].copy()


def limits(dtype: type[np.integer[Any]]) -> Array:
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    return np.array([low, low + 1, 0, 1, 2, 7, high // 2, high - 1, high], dtype)


def case(name: str, op: Any, *arrays: Array) -> Case:
    return Case(name, (op.apply(*arguments(arrays)),), arrays, op.name not in SIGN_OF_ZERO_IS_FREE)


def float_cases() -> Iterator[Case]:
    for dtype in FLOATS:
        name, values = np.dtype(dtype).name, special(dtype)
        for unary in UNARY:
            yield case(f"{unary.name}-{name}", unary(), values)
        for binary in (*BINARY, *COMPARISONS):
            yield case(f"{binary.name}-{name}", binary(), *pairs(values[:15]))
        where = comparison.Where()
        yield Case(
            f"where-{name}", (where.apply(*arguments([values > 0, values, -values])),), (values > 0, values, -values)
        )
        for target in (dtypes.float32, dtypes.float64, dtypes.bool_):
            yield case(f"cast-{name}-{target}", elementwise.Cast(target), values)
        rows = np.stack([np.roll(values, k) for k in range(4)] + [np.linspace(0.1, 1, 75, dtype=dtype)])
        for reduce in [reduction.Sum, *EXTREMA]:
            for axis in (0, 1):
                yield case(f"{reduce.name}-{axis}-{name}", reduce((axis,)), rows)
        infinite = np.full((3, 40), -np.inf, dtype)
        for reduce in (reduction.Max, reduction.Argmax):
            yield case(f"{reduce.name}-all-infinite-{name}", reduce((1,)), infinite)
            yield case(
                f"{reduce.name}-last-is-nan-{name}", reduce((1,)), np.where(np.arange(40) == 39, np.nan, infinite)
            )
        image = np.tile(values, 8)[:576].reshape(1, 1, 24, 24)
        for pool in (pooling.MaxPool2d((2, 3), (2, 1)), pooling.MaxPool2dChoice((2, 3), (2, 1))):
            yield case(f"{pool.name}-{name}", pool, image)
        y = np.array([np.nan, np.inf, 0, -0.0, 1, 2], dtype)
        yield case(f"matmul-{name}", contraction.Matmul(), np.diag(y)[:5], np.ones((6, 20), dtype))
        # Not with the smallest normal number, to which exp(-88), a subnormal, would have to be added.
        yield case(f"logaddexp-{name}", REGISTRY["logaddexp"](), *pairs(np.delete(values[:15], [11, 12])))
        # Not next to zero, where the neighbour is subnormal.
        x, y = pairs(values[[0, 1, 2, 5, 6, 7, 8, 10, 13]])
        yield case(f"nextafter-{name}", REGISTRY["nextafter"](), x, y)


def integer_cases() -> Iterator[Case]:
    for dtype in INTEGERS:
        name = np.dtype(dtype).name
        x, y = pairs(limits(dtype))
        for unary in (*UNARY[:2], *UNARY[3:8], REGISTRY["bitwise_invert"]):
            yield case(f"{unary.name}-{name}", unary(), x)
        for shift in ops("bitwise_left_shift bitwise_right_shift"):
            yield case(f"{shift.name}-{name}", shift(), *_shifts(x))
        for binary in (*ops("add subtract multiply maximum minimum floor_divide remainder"), *BITS):
            yield case(f"{binary.name}-{name}", binary(), x, y)
        for compare in COMPARISONS:
            yield case(f"{compare.name}-{name}", compare(), x, y)
        yield from _wrapped_inside(name, x, y)
        for target in dtypes.COMPUTED:
            yield case(f"cast-{name}-{target}", elementwise.Cast(target), x)
        table = np.tile(x, 5).reshape(5, 81)
        for reduce in [reduction.Sum, *EXTREMA]:
            for axis in (0, 1):
                yield case(f"{reduce.name}-{axis}-{name}", reduce((axis,)), table)
        yield case(f"matmul-{name}", contraction.Matmul(), table[:, :9], np.ascontiguousarray(table[:, 9:40].T[:9]))


def _shifts(x: Array) -> tuple[Array, Array]:
    """The numbers with each distance about the dtype's width, and with what is none."""
    bits = 8 * x.dtype.itemsize
    distances = np.array([0, 1, bits - 1, bits, bits + 1, np.iinfo(x.dtype).max, np.iinfo(x.dtype).min], x.dtype)
    return np.repeat(x, len(distances)), np.tile(distances, len(x))


def _wrapped_inside(name: str, x: Array, y: Array) -> Iterator[Case]:
    """Results that wrap and are used at once, within one kernel: no wider register may leak into the next function."""
    a, b = arguments([x, y])
    wide = [elementwise.add(a, b), elementwise.subtract(a, b), elementwise.multiply(a, b), elementwise.negative(a)]
    used = [*[comparison.greater(w, b) for w in wide], *[elementwise.cast(w, dtypes.float64) for w in wide]]
    for k, n in enumerate(used):
        yield Case(f"wraps-{k}-{name}", (n,), (x, y))
        yield Case(f"wraps-{k}-{name}-scalar", (movement.slice_(n, [(len(x) - 2, 1, 1)]),), (x, y))


def bool_cases() -> Iterator[Case]:
    x = np.arange(75) % 3 == 0
    y = np.arange(75) % 2 == 0
    for op in (comparison.LogicalAnd(), comparison.LogicalOr(), *[c() for c in COMPARISONS]):
        yield case(f"{op.name}-bool", op, x, y)
    yield case("logical_not-bool", comparison.LogicalNot(), x)
    yield case("logical_xor-bool", comparison.LogicalXor(), x, y)
    yield case("bitwise_invert-bool", REGISTRY["bitwise_invert"](), x)
    yield case(
        "logical_and-float32", comparison.LogicalAnd(), np.where(x, np.nan, 0).astype(np.float32), np.where(y, -0.0, 2)
    )
    for reduce in (reduction.Sum, reduction.Max, reduction.Min):
        yield case(f"{reduce.name}-bool", reduce((1,)), np.tile(x, 4).reshape(6, 50))
        yield case(f"{reduce.name}-bool-none-true", reduce((0,)), np.zeros((5, 21), bool))
    for target in dtypes.COMPUTED:
        yield case(f"cast-bool-{target}", elementwise.Cast(target), x)
    for operation in (*ops("add multiply maximum minimum"), *BITS):
        yield case(f"{operation.name}-bool", operation(), x, y)


def empty_cases() -> Iterator[Case]:
    for shape in ((0,), (0, 5), (5, 0), (3, 0, 17), (0, 0)):
        x = np.zeros(shape, np.float32)
        text = "x".join(map(str, shape))
        yield case(f"exp-{text}", elementwise.Exp(), x)
        yield case(f"add-{text}", elementwise.Add(), x, x)
        yield case(f"cast-{text}", elementwise.Cast(dtypes.int64), x)
        yield case(f"permute-{text}", movement.Permute(tuple(reversed(range(x.ndim)))), x)
        yield case(f"reshape-{text}", movement.Reshape((4, 0)), x)
        yield case(f"pad-{text}", movement.Pad(tuple((1, 18, 0) for _ in shape), 2.5), x)
        yield case(f"one-hot-{text}", indexing.OneHot(4, dtypes.float32), x.astype(np.int64))
        for axes in {(0,), (x.ndim - 1,), tuple(range(x.ndim))}:
            name = f"{text}-{axes}"
            yield case(f"sum-{name}", reduction.Sum(axes), x)
            yield Case(f"mean-{name}", (reduction.reduce_mean(arguments([x])[0], axes),), (x,))
            (n,) = arguments([x])
            softmax = elementwise.exp(elementwise.subtract(n, movement.broadcast_to(constant(1, n.dtype), shape)))
            yield Case(f"composed-{name}", (reduction.reduce_sum(elementwise.multiply(softmax, n), axes),), (x,))
    yield case("sum-of-sums", reduction.Sum((0,)), np.zeros((0, 40), np.int32))
    yield case("broadcast-to-none", movement.BroadcastTo((0, 4)), np.ones((1, 4), np.float32))
    yield case("slice-to-none", movement.Slice(((0, 1, 0), (0, 2, 2))), np.ones((3, 4), np.float32))
    yield case("matmul-no-inner", contraction.Matmul(), np.zeros((3, 0), np.float32), np.zeros((0, 20), np.float32))
    yield case("matmul-no-rows", contraction.Matmul(), np.zeros((0, 4), np.float32), np.zeros((4, 20), np.float32))
    yield case("matmul-no-batch", contraction.Matmul(), np.zeros((0, 2, 4), np.float32), np.zeros((4, 20), np.float32))
    yield Case("arange-0", (node(Arange(0, dtypes.int64)),), ())
    images, weights = np.zeros((0, 2, 6, 6), np.float32), np.ones((3, 2, 3, 3), np.float32)
    conv = convolution.Conv2d()
    yield case("conv2d-no-images", conv, images, weights)
    x, w = arguments([images, weights])
    cotangent = constant(1, dtypes.float32, (0, 3, 4, 4))
    gradients = differentiate(conv.apply(x, w), cotangent, [x, w])
    yield Case("conv2d-no-images-gradients", tuple(gradients), (images, weights))
    pool = pooling.MaxPool2d((2, 2), (2, 2))
    yield case("max_pool2d-no-images", pool, images)
    yield Case(
        "max_pool2d-gradient", tuple(differentiate(pool.apply(x), constant(1, x.dtype, (0, 2, 3, 3)), [x])), (images,)
    )
    rows = np.zeros((0, 7), np.float32)
    yield case("max-of-no-rows", reduction.Max((1,)), rows)


def zero_dimensional_cases() -> Iterator[Case]:
    x = np.array(2.5, np.float32)
    (n,) = arguments([x])
    yield Case("argument-itself", (n, elementwise.add(n, n), n), (x,))
    yield Case("the-same-twice", (elementwise.exp(n),) * 2, (x,))
    yield Case("constant", (constant(3, dtypes.int32), constant(2.5, dtypes.float64, (3,))), ())
    yield case("reshape-to-1x1", movement.Reshape((1, 1)), x)
    yield case("broadcast", movement.BroadcastTo((3, 30)), x)
    yield case("sum-of-none", reduction.Sum(()), x)
    for value in (np.nan, np.inf, -np.inf, -0.0, 1e-8):
        for dtype in (dtypes.float32, dtypes.float64):
            made = elementwise.add(constant(value, dtype), arguments([np.zeros((20,), dtype.numpy)])[0])
            product = elementwise.multiply(constant(value, dtype), arguments([np.ones((20,), dtype.numpy)])[0])
            yield Case(f"constant-{value}-{dtype}", (made, product), (np.zeros((20,), dtype.numpy),), signs=False)
    for kind in dtypes.COMPUTED:
        if kind.kind in ("int", "uint"):
            ends = [int(np.iinfo(kind.numpy).min), int(np.iinfo(kind.numpy).max)]
            yield Case(f"constants-{kind}", tuple(constant(e, kind, (2,)) for e in ends), ())


GROUPS = {
    "floats": float_cases,
    "integers": integer_cases,
    "bools": bool_cases,
    "empty": empty_cases,
    "zero_dimensional": zero_dimensional_cases,
}
CASES = [(group, c) for group, make in GROUPS.items() for c in make()]


@pytest.fixture(scope="module")
def runs() -> list[Any]:
    return programs([c.outputs for _, c in CASES])


@pytest.mark.parametrize("number", [pytest.param(k, id=f"{group}-{c.name}") for k, (group, c) in enumerate(CASES)])
def test_c_computes_what_numpy_does(number: int, runs: list[Any]) -> None:
    c = CASES[number][1]
    for got, wanted in zip(runs[number](c.arrays), interpreted(c.outputs, c.arrays)):
        assert (got.shape, got.dtype) == (wanted.shape, wanted.dtype)
        if got.dtype.kind != "f":
            np.testing.assert_array_equal(got, wanted)
            assert got.dtype != np.bool_ or np.all(got.view(np.uint8) <= 1), "a bool in memory is 0 or 1"
            continue
        # A function may differ in its last bits; NaN, infinities and signs may not.
        wanted = np.where(np.abs(wanted) < np.finfo(wanted.dtype).tiny, np.copysign(0, wanted), wanted)
        np.testing.assert_allclose(got, wanted, rtol=1e-6 if got.dtype == np.float32 else 1e-14, atol=0)
        if c.signs:
            number = ~np.isnan(wanted)
            np.testing.assert_array_equal(np.signbit(got[number]), np.signbit(wanted[number]))


def test_subnormals_are_flushed_in_a_launch_and_kept_outside() -> None:
    x = np.full(40, 1e-40, np.float32)
    (n,) = arguments([x])
    (run,) = programs([[elementwise.add(n, n)]])
    np.testing.assert_array_equal(run([x])[0], np.zeros(40, np.float32))
    assert np.all(x + x > 0)


@pytest.mark.parametrize("name", ["subtract", "negative"])
def test_arithmetic_that_means_nothing_for_bools_is_an_error(name: str) -> None:
    x = node(Input(0, TensorType((3,), dtypes.bool_)))
    with pytest.raises(DtypeError) as caught:
        REGISTRY[name]().apply(*[x, x][: 1 if name == "negative" else 2])
    assert str(caught.value).startswith(f"{name}: bool[3]")
    assert "try: use logical_not or not_equal, or convert with .astype(ag.int64)" in str(caught.value)


@pytest.mark.parametrize("op", EXTREMA)
def test_an_extremum_of_nothing_is_an_error(op: Any) -> None:
    x = node(Input(0, TensorType((3, 0), dtypes.float32)))
    with pytest.raises(ShapeError) as caught:
        op((1,)).apply(x)
    assert str(caught.value).splitlines()[0] == f"{op.name}: no elements along axes [1] of float32[3, 0]"
    assert "try: an empty axis has no largest or smallest element" in str(caught.value)


def test_types_of_the_cases_are_what_the_rules_say() -> None:
    for _, c in CASES:
        for n, wanted in zip(c.outputs, interpreted(c.outputs, c.arrays)):
            assert type_of(wanted) == n.type, c.name
