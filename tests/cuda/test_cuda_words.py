"""CUDA's words: every function of the vocabulary, for every dtype it has a meaning for, against NumPy."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cuda_runner import OnCpu, compile_with_nvcc, write_programs
from programs import Array

from autograph import dtypes
from autograph.backends import cuda
from autograph.dtypes import DType
from autograph.kernel.expr import Builder, Expr, Index, Var
from autograph.kernel.nest import Buffer, Kernel, Loop, Store
from autograph.kernel.vocabulary import VOCABULARY
from autograph.ops.piecewise import Power
from autograph.render.source import Source, render
from autograph.schedule.plan import Place, Plan, Step

FLOATS = dtypes.FLOATS
COMPUTED = dtypes.COMPUTED
NUMBERS = tuple(d for d in COMPUTED if d is not dtypes.bool_)
INTEGERS = tuple(d for d in NUMBERS if not d.is_float)
NUMPY: dict[str, tuple[Callable[..., Any], tuple[DType, ...]]] = {
    "add": (np.add, NUMBERS), "sub": (np.subtract, NUMBERS), "mul": (np.multiply, NUMBERS),
    "div": (np.divide, FLOATS), "neg": (np.negative, NUMBERS), "floordiv": (np.floor_divide, NUMBERS),
    "mod": (np.mod, NUMBERS), "pow": (Power().numpy, NUMBERS), "maximum": (np.maximum, COMPUTED),
    "minimum": (np.minimum, COMPUTED), "abs": (np.abs, NUMBERS), "exp": (np.exp, FLOATS), "log": (np.log, FLOATS),
    "tanh": (np.tanh, FLOATS), "sqrt": (np.sqrt, FLOATS), "sin": (np.sin, FLOATS), "cos": (np.cos, FLOATS),
    "erf": (np.vectorize(math.erf), FLOATS), "lt": (np.less, COMPUTED), "le": (np.less_equal, COMPUTED),
    "eq": (np.equal, COMPUTED), "ne": (np.not_equal, COMPUTED), "and": (np.logical_and, (dtypes.bool_,)),
    "or": (np.logical_or, (dtypes.bool_,)), "not": (np.logical_not, (dtypes.bool_,)), "where": (np.where, COMPUTED),
    "exp2": (np.exp2, FLOATS), "expm1": (np.expm1, FLOATS), "log2": (np.log2, FLOATS), "log10": (np.log10, FLOATS),
    "log1p": (np.log1p, FLOATS), "sigmoid": (lambda x: 1 / (1 + np.exp(-x)), FLOATS),
    "rsqrt": (lambda x: 1 / np.sqrt(x), FLOATS), "hypot": (np.hypot, FLOATS), "tan": (np.tan, FLOATS),
    "asin": (np.arcsin, FLOATS), "acos": (np.arccos, FLOATS), "atan": (np.arctan, FLOATS),
    "atan2": (np.arctan2, FLOATS), "sinh": (np.sinh, FLOATS), "cosh": (np.cosh, FLOATS), "asinh": (np.arcsinh, FLOATS),
    "acosh": (np.arccosh, FLOATS), "atanh": (np.arctanh, FLOATS), "floor": (np.floor, FLOATS),
    "ceil": (np.ceil, FLOATS), "trunc": (np.trunc, FLOATS), "rint": (np.rint, FLOATS),
    "copysign": (np.copysign, FLOATS), "nextafter": (np.nextafter, FLOATS), "bitand": (np.bitwise_and, INTEGERS),
    "bitor": (np.bitwise_or, INTEGERS), "bitxor": (np.bitwise_xor, INTEGERS), "bitnot": (np.invert, INTEGERS),
    "shl": (np.left_shift, INTEGERS), "shr": (np.right_shift, INTEGERS),
    "guard": (np.where, COMPUTED),
}  # fmt: skip
WORDS = [(f, d) for f, (_, kinds) in NUMPY.items() for d in kinds]
CASTS = [(a, b) for a in COMPUTED for b in NUMBERS]
SIZE = 49
SEVEN = {"float": [-np.inf, np.nan, -0.0, 1, 3, -7.25, 0.5], "bool": [True, False, True, False, True, False, True]}


def operands(function: str, dtype: DType) -> list[Array]:
    """Every pair of seven values: the ends of the dtype's range, zeros, both signs, and what is not a number."""
    values = np.array(SEVEN.get(dtype.kind) or _integers(dtype), dtype.numpy)
    i, j = np.divmod(np.arange(SIZE), 7)
    pair = [values[i], values[j]]
    arity = VOCABULARY[function][0]
    return [(i + j) % 2 == 0, *pair] if arity == 3 else pair[:arity]


def _integers(dtype: DType) -> list[int]:
    limits = np.iinfo(dtype.numpy)
    least = int(limits.min)
    return [least, int(limits.max), 0, 1, 3, 7 if least == 0 else -1, 90 if least == 0 else -3]


def kernel(name: str, kinds: list[DType], result: DType, value: Callable[..., Expr]) -> Kernel:
    """One loop that computes `value(builder, *elements)`."""
    b, v = Builder(), Var("n0", SIZE)
    buffers = [Buffer(f"in{k}", d, SIZE, False) for k, d in enumerate(kinds)] + [Buffer("out0", result, SIZE, True)]
    loads = [b.load(k, Index.of(v), d) for k, d in enumerate(kinds)]
    store = Store(len(kinds), Index.of(v), value(b, *loads))
    return Kernel(name, tuple(buffers), (Loop(v, SIZE, "parallel", (store,)),), 0, 0)


def word(function: str, dtype: DType) -> Source:
    arity, kind = VOCABULARY[function]
    kinds = [dtypes.bool_, dtype, dtype] if arity == 3 else [dtype] * arity
    result = dtypes.bool_ if kind == "bool" else dtype
    given = dtype if kind == "given" else None
    made = kernel(f"{function}_{dtype.short}", kinds, result, lambda b, *x: b.call(function, *x, dtype=given))
    return render(made, cuda.LANGUAGE)


def cast(source: DType, target: DType) -> Source:
    name = f"cast_{source.short}_{target.short}"
    return render(kernel(name, [source], target, lambda b, x: b.call("cast", x, dtype=target)), cuda.LANGUAGE)


def plan(source: Source, inputs: list[Array], result: DType) -> Plan:
    places = [Place("input", k, a.nbytes) for k, a in enumerate(inputs)] + [Place("output", 0, SIZE * result.bytes)]
    step = Step(source.digest, tuple(places), len(inputs), SIZE, True, False)
    return Plan((step,), 0, (((SIZE,), result.name),), (), 0)


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    return [word(f, d) for f, d in WORDS] + [cast(a, b) for a, b in CASTS]


@pytest.fixture(scope="module")
def on_cpu(sources: list[Source], tmp_path_factory: pytest.TempPathFactory) -> OnCpu:
    return OnCpu(sources, tmp_path_factory.mktemp("words"))


def test_the_vocabulary_is_spelled() -> None:
    assert set(cuda.spelling.FUNCTIONS) == set(VOCABULARY) == set(NUMPY) | {"cast", "philox"}


@pytest.mark.compiler
@pytest.mark.parametrize("function", NUMPY)
def test_a_word_means_what_numpy_does(on_cpu: OnCpu, function: str) -> None:
    meaning, kinds = NUMPY[function]
    for dtype in kinds:
        inputs = operands(function, dtype)
        result = dtypes.bool_ if VOCABULARY[function][1] == "bool" else dtype
        (got,) = on_cpu.run(plan(word(function, dtype), inputs, result), inputs)
        with np.errstate(all="ignore"):
            want = np.asarray(meaning(*inputs)).astype(result.numpy)
        tolerance = (1e-6 if dtype.bits == 32 else 1e-14) if result.is_float else 0
        np.testing.assert_allclose(got, want, rtol=tolerance, atol=0, err_msg=f"{function} {dtype} {inputs}")


@pytest.mark.compiler
def test_casts_keep_the_numbers(on_cpu: OnCpu) -> None:
    for source, target in CASTS:
        x = (np.arange(SIZE) % (2 if source is dtypes.bool_ else 100)).astype(source.numpy)
        (got,) = on_cpu.run(plan(cast(source, target), [x], target), [x])
        np.testing.assert_array_equal(got, x.astype(target.numpy), err_msg=f"{source} to {target}")


@pytest.mark.compiler
def test_a_literal_is_the_number(tmp_path: Path) -> None:
    literals = [
        (1, dtypes.float32), (-0.0, dtypes.float32), (-2.5, dtypes.float64), (1e-40, dtypes.float32),
        (1e300, dtypes.float64), (math.inf, dtypes.float32), (-math.inf, dtypes.float64), (math.nan, dtypes.float32),
        (True, dtypes.bool_), (-128, dtypes.int8), (2**31 - 1, dtypes.int32), (-(2**63), dtypes.int64),
        (2**64 - 1, dtypes.uint64), (-1, dtypes.int64),
    ]  # fmt: skip
    sources = [
        render(kernel(f"literal_{k}", [dtype], dtype, lambda b, x, v=value, d=dtype: b.const(v, d)), cuda.LANGUAGE)
        for k, (value, dtype) in enumerate(literals)
    ]
    library = OnCpu(sources, tmp_path)
    for source, (value, dtype) in zip(sources, literals, strict=True):
        zeros = np.zeros(SIZE, dtype.numpy)
        (got,) = library.run(plan(source, [zeros], dtype), [zeros])
        assert np.full(SIZE, value, dtype.numpy).tobytes() == got.tobytes(), (value, dtype)


@pytest.mark.nvcc
def test_words_compile(sources: list[Source], tmp_path: Path) -> None:
    compile_with_nvcc(write_programs(sources, tmp_path, files=2))
