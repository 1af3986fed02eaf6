"""The vocabulary in C, one lane or many. The functions it names are defined by templates/c/vector and math."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from autograph import dtypes
from autograph.backends.c.axes import loop_text
from autograph.backends.c_family import FOLDS, literal, neutral
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
    "where": "({0} ? {1} : {2})", "guard": "({0} ? {1} : {2})", "cast": "({t}){0}",
}  # fmt: skip

#: Where many lanes need other words than one.
VECTOR_FUNCTIONS: dict[str, str] = {"not": "(~{0})", "where": "select_{t}({0}, {1}, {2})"}

#: Operators that take a scalar beside a vector.
MIXING = frozenset({"add", "sub", "mul", "div"})

#: Operators whose integer results wrap.
WRAPPING = frozenset({"add", "sub", "mul", "neg", "bitnot"})

#: Template of templates/c → the functions it defines, each on top of those before it; the others are in `vector`.
PRELUDE: dict[str, frozenset[str]] = {
    "arithmetic": frozenset("floordiv mod pow copysign shl shr".split()),
    "math": frozenset(
        "exp exp2 expm1 sigmoid log log1p tanh sqrt rsqrt sin cos erf floor ceil trunc rint nextafter".split()
    ),
    "wide": frozenset("log2 log10 pow tan asin acos atan atan2 sinh cosh asinh acosh atanh hypot".split()),
}

_SHARE = re.compile(r"\bshare\b")
_MASKS = {8: dtypes.int8, 16: dtypes.int16, 32: dtypes.int32, 64: dtypes.int64}


def type_name(dtype: DType, lanes: int) -> str:
    """`f32`, or `f32x16` for sixteen lanes."""
    return dtype.short if lanes == 1 else f"{dtype.short}x{lanes}"


class C:
    """C11 with the compilers' vector extension. Implements `render.Language`."""

    name = "c"
    suffix = ".c"

    def team(self, kernel: Kernel) -> None:
        return None

    def type(self, dtype: DType, lanes: int) -> str:
        return type_name(dtype, lanes)

    def literal(self, value: bool | int | float, dtype: DType) -> str:
        return literal(value, dtype)

    def neutral(self, kind: str, dtype: DType) -> str:
        return neutral(kind, dtype)

    def call(self, function: str, dtype: DType, lanes: int, args: Sequence[str], result: DType | None = None) -> str:
        if function == "cast":
            assert result is not None
            if dtype.is_half or result.is_half:
                return f"{result.short}_of_{dtype.short}({bare(args[0])})"
            return f"(({result.short}){args[0]})"
        text = FUNCTIONS[function] if lanes == 1 else VECTOR_FUNCTIONS.get(function, FUNCTIONS[function])
        if text[0].isalpha():  # a function: its arguments need no parentheses of their own
            args = [bare(a) for a in args]
        elif "?" in text:
            args = [branch(a) for a in args]
        text = text.format(*args, t=type_name(dtype, lanes))
        # C computes narrow integers as int; the cast makes them wrap before anything else sees them.
        narrow = lanes == 1 and function in WRAPPING and dtype.bits < 32 and dtype is not dtypes.bool_
        return f"(({dtype.short}){text})" if narrow else text

    def mixes(self, function: str) -> bool:
        return function in MIXING

    def splat(self, text: str, dtype: DType, lanes: int) -> str:
        return f"splat_{type_name(dtype, lanes)}({bare(text)})"

    def load(self, buffer: str, start: str, stride: int, dtype: DType, lanes: int) -> str:
        name = type_name(dtype, lanes)
        place = buffer if start == "0" else f"{buffer} + {start}"
        if stride == 2:
            return f"every_second_{name}({place})"
        return f"load_{name}({place})" if stride == 1 else f"gather_{name}({place}, {stride})"

    def store(self, buffer: str, start: str, stride: int, dtype: DType, lanes: int, value: str) -> str:
        name = type_name(dtype, lanes)
        place = buffer if start == "0" else f"{buffer} + {start}"
        return f"store_{name}({place}, {value});" if stride == 1 else f"scatter_{name}({place}, {stride}, {value});"

    def sequence(self, start: str, stride: int, dtype: DType, lanes: int) -> str:
        name = type_name(dtype, lanes)
        if dtype is not dtypes.int64 and start != "0":
            start = self.splat(start, dtype, lanes)
        steps = f"iota_{name}()" if stride == 1 else f"iota_{name}() * {stride}"
        return f"({start} + {steps})" if start != "0" else f"({steps})" if stride != 1 else steps

    def fold(self, kind: str, dtype: DType, lanes: int) -> str:
        return f"fold_{FOLDS[kind]}_{type_name(dtype, lanes)}"

    def transpose(self, square: str, start: str, stride: int, dtype: DType, lanes: int) -> str:
        return f"transpose_{type_name(dtype, lanes)}({square}, {start}, {stride});"

    def convert(self, text: str, source: DType, target: DType, lanes: int) -> str:
        if source.is_half or target.is_half:
            return f"{type_name(target, lanes)}_of_{type_name(source, lanes)}({bare(text)})"
        return f"__builtin_convertvector({bare(text)}, {type_name(target, lanes)})"

    def convert_mask(self, text: str, bits: int, target: DType, lanes: int) -> str:
        # A true lane is -1; a true bool is 1.
        return f"__builtin_convertvector(-{text}, {type_name(target, lanes)})"

    def widen_mask(self, text: str, bits: int, lanes: int) -> str:
        return f"__builtin_convertvector({bare(text)}, {type_name(_MASKS[bits], lanes)})"

    def uniform_mask(self, text: str, bits: int, lanes: int) -> str:
        return f"splat_{type_name(_MASKS[bits], lanes)}(-({text}))"

    def lookup(self, value: str, extent: int) -> str:
        return f"lookup({bare(value)}, {extent}, status)"

    def local(self, name: str, dtype: DType, size: int) -> str:
        if size == 1:
            return f"{dtype.short} {name};"
        return f"{dtype.short} {name}[{size}] __attribute__((aligned(64)));"

    def loop(self, heads: Sequence[Loop], body: Sequence[str], bounds: Mapping[str, tuple[str, str]]) -> list[str]:
        return loop_text(heads, body, bounds)

    def page(self, kernel: Kernel, body: Sequence[str]) -> Mapping[str, object]:
        arguments, shared = [], set(itertools.chain(*sharable(kernel)))
        for k, b in enumerate(kernel.buffers):
            qualifier = "" if b.written else "const "
            alone = "" if k in shared else " restrict"
            arguments.append(f"{qualifier}{b.dtype.short} *const{alone} {b.name} = buffers[{k}];")
        if kernel.sizes:
            arguments.append(f"const int64_t *const restrict sizes = buffers[{len(kernel.buffers)}];")
            arguments += [f"const int64_t {s.name} = sizes[{k}];" for k, s in enumerate(kernel.sizes)]
        used = {"n": kernel.dynamic, "share": self.shares("\n".join(body)), "status": kernel.checked}
        unused = [name for name, is_used in used.items() if not is_used]
        return {"arguments": [*arguments, *[f"(void){name};" for name in unused]]}

    def shares(self, text: str) -> bool:
        return _SHARE.search(text) is not None


LANGUAGE = C()
