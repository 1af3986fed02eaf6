"""The functions that scalar expressions are made of: every back end spells every one, and no op uses another."""

from __future__ import annotations

#: Function name → (number of arguments, result: "same" as the arguments, "bool", or "given" by the caller).
VOCABULARY: dict[str, tuple[int, str]] = {
    "add": (2, "same"), "sub": (2, "same"), "mul": (2, "same"), "div": (2, "same"), "neg": (1, "same"),
    "floordiv": (2, "same"), "mod": (2, "same"), "pow": (2, "same"),
    "maximum": (2, "same"), "minimum": (2, "same"), "abs": (1, "same"),
    "exp": (1, "same"), "log": (1, "same"), "tanh": (1, "same"), "sqrt": (1, "same"), "sin": (1, "same"),
    "cos": (1, "same"), "erf": (1, "same"), "exp2": (1, "same"), "expm1": (1, "same"), "log2": (1, "same"),
    "log10": (1, "same"), "log1p": (1, "same"), "sigmoid": (1, "same"), "rsqrt": (1, "same"), "hypot": (2, "same"),
    "tan": (1, "same"), "asin": (1, "same"), "acos": (1, "same"), "atan": (1, "same"), "atan2": (2, "same"),
    "sinh": (1, "same"), "cosh": (1, "same"), "asinh": (1, "same"), "acosh": (1, "same"), "atanh": (1, "same"),
    "floor": (1, "same"), "ceil": (1, "same"), "trunc": (1, "same"), "rint": (1, "same"),
    "copysign": (2, "same"), "nextafter": (2, "same"),
    "bitand": (2, "same"), "bitor": (2, "same"), "bitxor": (2, "same"), "bitnot": (1, "same"),
    "shl": (2, "same"), "shr": (2, "same"), "philox": (4, "given"),
    "lt": (2, "bool"), "le": (2, "bool"), "eq": (2, "bool"), "ne": (2, "bool"),
    "and": (2, "bool"), "or": (2, "bool"), "not": (1, "bool"),
    "where": (3, "given"), "guard": (3, "given"), "cast": (1, "given"),
}  # fmt: skip
# `where` may evaluate both branches; `guard(condition, value, otherwise)` evaluates `value` only where the condition
# holds, because its loads lie outside their buffer elsewhere.
# `philox(first, word, draw, key)`, all int64, is the 32-bit word number `first + word` of a draw of random bits. Four
# words from a multiple of four on are a block, which `first` and `first + word` share: all four cost as much as one.

#: Cost of a function in additions, for fusion and tiling decisions; 1 where not listed.
COST = {
    "div": 4, "floordiv": 8, "mod": 8, "pow": 60, "sqrt": 6, "rsqrt": 10, "hypot": 10,
    "exp": 12, "exp2": 12, "expm1": 16, "log": 16, "log1p": 20, "log2": 36, "log10": 36, "sigmoid": 16, "erf": 18,
    "sin": 16, "cos": 16, "tan": 36, "asin": 50, "acos": 50, "atan": 38, "atan2": 44,
    "tanh": 18, "sinh": 38, "cosh": 26, "asinh": 42, "acosh": 48, "atanh": 38,
    "floor": 2, "ceil": 2, "trunc": 2, "rint": 2, "copysign": 2, "nextafter": 8, "shl": 3, "shr": 3, "philox": 80,
}  # fmt: skip

#: Reduction kind → the vocabulary's function that combines two values.
COMBINE = {"sum": "add", "prod": "mul", "max": "maximum", "min": "minimum"}
