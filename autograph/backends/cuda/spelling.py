"""The vocabulary in CUDA. The functions it names are defined by templates/cuda/vector, math and program."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from autograph import dtypes
from autograph.backends.c_family import literal, neutral
from autograph.backends.cuda.teams import Team
from autograph.dtypes import DType
from autograph.kernel.in_place import sharable
from autograph.kernel.nest import Kernel, Loop
from autograph.render.words import bare, branch

#: Function → text with {0} {1} {2} for the arguments, {t} for the operands' type.
FUNCTIONS: dict[str, str] = {
    "add": "({0} + {1})", "sub": "({0} - {1})", "mul": "({0} * {1})", "div": "({0} / {1})", "neg": "(-{0})",
    "floordiv": "floordiv_{t}({0}, {1})", "mod": "mod_{t}({0}, {1})", "pow": "pow_{t}({0}, {1})",
    "maximum": "maximum_{t}({0}, {1})", "minimum": "minimum_{t}({0}, {1})", "abs": "abs_{t}({0})",
    "exp": "exp_{t}({0})", "log": "log_{t}({0})", "tanh": "tanh_{t}({0})", "sqrt": "sqrt_{t}({0})",
    "sin": "sin_{t}({0})", "cos": "cos_{t}({0})", "erf": "erf_{t}({0})",
    "exp2": "exp2_{t}({0})", "expm1": "expm1_{t}({0})", "log2": "log2_{t}({0})", "log10": "log10_{t}({0})",
    "log1p": "log1p_{t}({0})", "sigmoid": "sigmoid_{t}({0})", "rsqrt": "rsqrt_{t}({0})",
    "hypot": "hypot_{t}({0}, {1})", "tan": "tan_{t}({0})", "asin": "asin_{t}({0})", "acos": "acos_{t}({0})",
    "atan": "atan_{t}({0})", "atan2": "atan2_{t}({0}, {1})", "sinh": "sinh_{t}({0})", "cosh": "cosh_{t}({0})",
    "asinh": "asinh_{t}({0})", "acosh": "acosh_{t}({0})", "atanh": "atanh_{t}({0})", "floor": "floor_{t}({0})",
    "ceil": "ceil_{t}({0})", "trunc": "trunc_{t}({0})", "rint": "rint_{t}({0})",
    "copysign": "copysign_{t}({0}, {1})", "nextafter": "nextafter_{t}({0}, {1})",
    "bitand": "({0} & {1})", "bitor": "({0} | {1})", "bitxor": "({0} ^ {1})", "bitnot": "(~{0})",
    "shl": "shl_{t}({0}, {1})", "shr": "shr_{t}({0}, {1})",
    "philox": "philox_{t}({0}, {1}, {2}, {3})",
    "lt": "({0} < {1})", "le": "({0} <= {1})", "eq": "({0} == {1})", "ne": "({0} != {1})",
    "and": "({0} & {1})", "or": "({0} | {1})", "not": "(!{0})",
    "where": "({0} ? {1} : {2})", "guard": "({0} ? {1} : {2})", "cast": "(({t}){0})",
}  # fmt: skip

#: Operators whose integer results wrap.
WRAPPING = frozenset({"add", "sub", "mul", "neg", "bitnot"})


class Cuda:
    """CUDA C++. A thread has no vectors: it is a lane of a team (`teams`). Implements `render.Language`."""

    name = "cuda"
    suffix = ".cu"

    def team(self, kernel: Kernel) -> Team:
        return Team(kernel)

    def type(self, dtype: DType, lanes: int) -> str:
        return dtype.short

    def literal(self, value: bool | int | float, dtype: DType) -> str:
        return literal(value, dtype)

    def neutral(self, kind: str, dtype: DType) -> str:
        return neutral(kind, dtype)

    def call(self, function: str, dtype: DType, lanes: int, args: Sequence[str], result: DType | None = None) -> str:
        if function == "cast" and result is not None and (dtype.is_half or result.is_half):
            return f"{result.short}_of_{dtype.short}({bare(args[0])})"
        text = FUNCTIONS[function]
        if text[0].isalpha():  # a function: its arguments need no parentheses of their own
            args = [bare(a) for a in args]
        elif "?" in text:
            args = [branch(a) for a in args]
        t = result.short if function == "cast" and result is not None else dtype.short
        text = text.format(*args, t=t)
        # C++ computes narrow integers as int; the cast makes them wrap before anything else sees them.
        narrow = function in WRAPPING and dtype.bits < 32 and dtype is not dtypes.bool_
        return f"(({t}){text})" if narrow else text

    def mixes(self, function: str) -> bool:
        return True

    def splat(self, text: str, dtype: DType, lanes: int) -> str:
        return text

    def load(self, buffer: str, start: str, stride: int, dtype: DType, lanes: int) -> str:
        return f"{buffer}[{start}]"

    def store(self, buffer: str, start: str, stride: int, dtype: DType, lanes: int, value: str) -> str:
        return f"{buffer}[{start}] = {value};"

    def sequence(self, start: str, stride: int, dtype: DType, lanes: int) -> str:
        return f"({start})"

    def fold(self, kind: str, dtype: DType, lanes: int) -> str:
        raise AssertionError("lanes of threads are folded by their team")

    def transpose(self, square: str, start: str, stride: int, dtype: DType, lanes: int) -> str:
        raise AssertionError("a thread has no vectors to turn")

    def convert(self, text: str, source: DType, target: DType, lanes: int) -> str:
        return f"(({target.short}){text})"

    def convert_mask(self, text: str, bits: int, target: DType, lanes: int) -> str:
        return f"(({target.short}){text})"

    def widen_mask(self, text: str, bits: int, lanes: int) -> str:
        return text

    def uniform_mask(self, text: str, bits: int, lanes: int) -> str:
        return text

    def lookup(self, value: str, extent: int) -> str:
        return f"lookup({bare(value)}, {extent}, status)"

    def local(self, name: str, dtype: DType, size: int) -> str:
        raise AssertionError("locals are a team's")

    def loop(self, heads: Sequence[Loop], body: Sequence[str], bounds: Mapping[str, tuple[str, str]]) -> list[str]:
        raise AssertionError("loops are a team's")

    def page(self, kernel: Kernel, body: Sequence[str]) -> Mapping[str, object]:
        pointers = [f"{'' if b.written else 'const '}{b.dtype.short} *" for b in kernel.buffers]
        # A parameter without a name is one that the kernel does not need.
        shared = set(itertools.chain(*sharable(kernel, teams=True)))
        alone = ["" if k in shared else "__restrict__ " for k in range(len(pointers))]
        parameters = [f"{p}{word}{b.name}" for p, word, b in zip(pointers, alone, kernel.buffers)]
        team = Team(kernel)
        index = "int" if team.narrow else "int64_t"
        parameters += [f"{index} {s.name}" for s in kernel.sizes]
        parameters += [f"{index} n" if kernel.dynamic else "int64_t"]
        parameters += ["status_t *status" if kernel.checked else "status_t *"]
        arguments = [f"({p})buffers[{k}]" for k, p in enumerate(pointers)]
        arguments += [f"size_of(buffers[{len(pointers)}], {k})" for k in range(len(kernel.sizes))]
        return {"parameters": parameters, "arguments": [*arguments, "n", "status"], **team.grid()}

    def shares(self, text: str) -> bool:
        return True
