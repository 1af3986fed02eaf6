"""Checks of one's own ops: does everything an op says about itself agree?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograph.errors import AutographError, CompilerError, GradientError, MissingCompilerError, OpError
from autograph.frontend import Tensor, apply, asarray, compile, grad
from autograph.frontend.extension import Op
from autograph.frontend.gradient_check import check_gradients
from autograph.graph import Sample
from autograph.graph.op import Op as GraphOp

Array = np.ndarray[Any, Any]


def check_op(op: type[GraphOp], rtol: float = 1e-5, atol: float = 1e-6) -> None:
    """Try an op's `samples` in every way it can be used, and compare.

    For each sample: the type rule with what NumPy gives; the generated or hand-written C kernel with the NumPy meaning,
    within `atol` + `rtol`·|value|; and, where the sample is smooth and has floating operands, the first and second
    derivative with finite differences in float64, and the compiled derivative with the one NumPy computes. Without a C
    compiler the comparisons with C are left out.

    Raises OpError that tells which of them is wrong, for which sample.
    """
    samples = list(op.samples())
    if not samples:
        raise OpError(
            f"{op.__name__} has no samples to check it with",
            hint="define samples(cls), a class method that yields ag.testing.Sample(cls(…), (array, …))",
        )
    for number, sample in enumerate(samples):
        shown = ", ".join(f"{a.dtype}{list(a.shape)}" for a in map(np.asarray, sample.inputs))
        _Check(sample, f"{op.__name__}, sample {number} ({shown})", rtol, atol).run()


class _Check:
    """One sample's checks; each names itself when it fails."""

    def __init__(self, sample: Sample, label: str, rtol: float, atol: float):
        self.op, self.label, self.rtol, self.atol = sample.op, label, rtol, atol
        self.arrays: list[Array] = [np.asarray(a) for a in sample.inputs]
        floats = any(a.dtype.kind == "f" for a in self.arrays)
        self.smooth = sample.smooth and floats

    def run(self) -> None:
        meaning = self._type_rule()
        self._kernel(meaning)
        if self.smooth and meaning.dtype.kind == "f":
            self._derivatives()

    def _type_rule(self) -> Array:
        with np.errstate(all="ignore"):
            meaning = np.asarray(self._asked("its NumPy meaning (numpy)", lambda: self.op.numpy(*self.arrays)))
        if isinstance(self.op, Op) and self.op.kind == "elementwise":
            return meaning  # its scalar is its type rule
        said = self._asked("its type rule (infer)", lambda: self.op.infer(*[asarray(a)._type for a in self.arrays]))
        if (meaning.shape, meaning.dtype) != (said.shape, said.dtype.numpy):
            raise self._wrong(
                "its type rule",
                f"infer says {said}, NumPy gives {meaning.dtype}{list(meaning.shape)}",
                "mend infer, or the shape or dtype that numpy returns",
            )
        return meaning

    def _asked(self, what: str, ask: Any) -> Any:
        """What a part of the op gives; a mistake inside it is told as that part's."""
        try:
            return ask()
        except AutographError as error:
            raise self._wrong(what, error.what, error.hint) from error
        except (ArithmeticError, AttributeError, LookupError, NameError, TypeError, ValueError) as error:
            raise self._wrong(what, f"{type(error).__name__}: {error}", "see the exception above") from error

    def _kernel(self, meaning: Array) -> None:
        compiled = compile(lambda *xs: apply(self.op, *xs), name=self.op.name)
        try:
            made = compiled(*self.arrays).numpy()
        except MissingCompilerError:
            return
        except CompilerError as error:
            raise self._wrong("its C does not compile", error.what, error.hint) from error
        self._same("its kernel", made, meaning, "the C text or the scalar computes something else than numpy")

    def _derivatives(self) -> None:
        try:
            check_gradients(lambda *xs: apply(self.op, *xs), *self.arrays, rtol=1e-4, atol=1e-6)
        except GradientError as error:
            raise self._wrong("its derivative", error.what, "mend gradient, or mark the sample smooth=False") from error
        except AutographError as error:
            raise self._wrong("its derivative", error.what, error.hint) from error
        wrt = [k for k, a in enumerate(self.arrays) if a.dtype.kind == "f"]
        slopes = grad(self._total, argnums=wrt)
        for k, made, wanted in zip(wrt, compile(slopes)(*self.arrays), slopes(*self.arrays)):
            hint = "the kernels of the derivative compute something else than their NumPy meaning"
            self._same(f"its compiled derivative for input {k}", made.numpy(), wanted.numpy(), hint)

    def _total(self, *xs: Tensor) -> Tensor:
        y = apply(self.op, *map(asarray, xs))
        weights = np.linspace(0.5, 1.5, y.size).reshape(y.shape).astype(y.dtype.numpy)
        return (y * weights).sum()

    def _same(self, what: str, made: Array, wanted: Array, hint: str) -> None:
        if made.dtype.kind in "fc":
            near = np.isclose(made, wanted, self.rtol, self.atol, equal_nan=True)
        else:
            near = made == wanted
        if not np.all(near):
            at = tuple(int(i) for i in np.argwhere(~near)[0])
            place = list(at) if at else ""
            raise self._wrong(what, f"element {place}: {made[at]} compiled, {wanted[at]} by NumPy", hint)

    def _wrong(self, part: str, what: str, hint: str) -> OpError:
        return OpError(f"{self.label}: {part}: {what}", hint=hint)


def assert_close(made: Any, wanted: Any, rtol: float = 1e-5, atol: float = 1e-6) -> None:
    """Raise AssertionError unless two tensors, arrays or numbers have one shape and nearly equal values."""
    a, b = asarray(made).numpy(), asarray(wanted).numpy()
    assert a.shape == b.shape, f"shapes {list(a.shape)} and {list(b.shape)}"
    np.testing.assert_allclose(a, b, rtol=rtol, atol=atol)


__all__: Sequence[str] = ["Sample", "assert_close", "check_op"]
