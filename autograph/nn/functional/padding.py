"""Padding, with PyTorch's way to name the axes."""

from __future__ import annotations

from collections.abc import Sequence

from autograph.errors import ShapeError
from autograph.frontend import functions as ag
from autograph.frontend.functions.arguments import shape_tuple
from autograph.frontend.tensor import Operand, Tensor
from autograph.nn.functional.arguments import chosen

MODES = {"constant": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}


def pad(x: Operand, pad: Sequence[int], mode: str = "constant", value: float = 0.0) -> Tensor:
    """Elements before and after the last axes: `pad` is (before, after) of the last axis, then of the one before it, ….

    `mode` is "constant" (`value`; negative numbers cut elements off), "reflect" (mirrored at the outermost),
    "replicate" (the outermost), "circular" (from the other end). Raises ShapeError for padding that does not fit,
    ArgumentError for other modes.
    """
    t, given = ag.asarray(x), tuple(pad)
    how = MODES[chosen(mode, tuple(MODES), "mode")]
    if len(given) % 2 or len(given) > 2 * t.ndim:
        raise ShapeError(f"pad: {list(given)} for {t._type}", hint="give two numbers for each axis, from the last on")
    pairs = [(0, 0)] * t.ndim
    for k in range(len(given) // 2):
        pairs[t.ndim - 1 - k] = (given[2 * k], given[2 * k + 1])
    if how == "constant":
        inner = tuple(slice(max(-a, 0), e - max(-b, 0)) for (a, b), e in zip(pairs, t.shape))
        if any(s.start > s.stop for s in inner):
            raise ShapeError(f"pad: {list(given)} cuts off more than {t._type} has", hint="cut off less")
        kept = t[inner] if any(s != slice(0, e) for s, e in zip(inner, t.shape)) else t
        return ag.pad(kept, [(max(a, 0), max(b, 0)) for a, b in pairs], value)
    most = [e - 1 if how == "reflect" else e for e in t.shape]
    if how != "edge" and any(n > m for p, m in zip(pairs, most) for n in p):
        raise ShapeError(f"pad: {list(given)} for {t._type} with mode={mode!r}", hint=f"pad by at most {most}")
    return ag.pad(t, [shape_tuple(p) for p in pairs], mode=how)
