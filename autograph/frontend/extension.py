"""One's own ops: `@ag.op` on a subclass of `ag.Op`.

They are traced, fused where they can be, differentiated and cached as the package's own, from any file.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import numpy as np

from autograph import dtypes
from autograph.autodiff import differentiate
from autograph.backends import FOLDERS
from autograph.errors import ArgumentError, DtypeError, ShapeError, TraceError
from autograph.frontend.apply import apply, operands
from autograph.frontend.branch import Root
from autograph.frontend.state import recording_derivatives, tracing
from autograph.frontend.tensor import Operand, Tensor
from autograph.frontend.trace import Trace
from autograph.frontend.words import InKernel, OnArrays, Value, Words
from autograph.graph import Node, TensorType, node, substitute
from autograph.graph.op import Op as GraphOp
from autograph.graph.op import snake
from autograph.kernel.expr import Builder
from autograph.kernel.index import Index
from autograph.kernel.nest import Text
from autograph.ops.elementwise import together
from autograph.ops.source import Input

O = TypeVar("O", bound="type[Op]")  # noqa: E741
#: Names that the text around a hand-written kernel has for itself.
TAKEN = frozenset({"buffers", "n", "out", "share", "status"})


class Template:
    """A Jinja template of a kernel's text. It is given `inputs` and `output` (each with `shape`, `size`, `dtype` and
    `type`, the short name in C, such as f32), and the op's fields by their names."""

    def __init__(self, text: str):
        self.text = text

    @classmethod
    def file(cls, path: str | Path) -> Template:
        """The template in a file."""
        return cls(Path(path).read_text(encoding="utf-8"))

    def render(self, fields: Mapping[str, Any], output: TensorType, inputs: Sequence[TensorType]) -> str:
        import jinja2

        environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)
        return environment.from_string(self.text).render(
            inputs=[_Shown(i) for i in inputs], output=_Shown(output), **fields
        )


class _Shown:
    """A type as templates see it."""

    def __init__(self, of: TensorType):
        self.shape, self.size, self.dtype, self.type = of.shape, of.size, of.dtype.name, of.dtype.short


class Op(GraphOp, abstract=True):
    """An operation of one's own: a subclass, made an op by `@ag.op`. Its annotated fields are its static arguments.

    It says what it computes in one of three ways, besides `numpy(self, *arrays)`, its NumPy meaning:

    - `scalar(self, f, *scalars)`: one element of the result from one element of each operand, with operators and the
      elementwise functions of this package, as `f.exp(x)`. Operands are promoted and broadcast. The NumPy meaning and
      the derivative follow from it.
    - `c` and, for GPUs, `cuda`: the kernel by hand, as a string or an `ag.Template`: what stands between the braces of
      the C function. Operands have the names of `numpy`'s arguments, the result is `out`; `x_t`, `x_size` and
      `x_shape[k]` are there for each, and so are the op's fields. A loop over `first_of(count, share)` …
      `end_of(count, share)` is shared among the threads; in `cuda` one from `first_thread()` by steps of
      `all_threads()`.
    - neither: NumPy runs between the kernels.

    `infer(self, *types)` is the type rule, by default what `numpy` gives for zeros; `gradient(self, cotangent, output,
    *inputs)` the derivative, on tensors: one for each input, None for those without. `samples` are for
    `ag.testing.check_op`. Calling an instance applies it: `Softsign()(x)`.
    """

    c: ClassVar[str | Template | None] = None
    cuda: ClassVar[str | Template | None] = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # Not registered: one's Relu must not take the place of the package's.
        super().__init_subclass__(abstract=True, **kwargs)
        cls.name = snake(cls.__name__)
        if "gradient" in vars(cls):
            cls.gradient = _on_tensors(vars(cls)["gradient"])  # type: ignore[method-assign]
        if "infer" in vars(cls):
            cls.infer = _checked(vars(cls)["infer"])  # type: ignore[method-assign]

    def __call__(self, *args: Operand) -> Tensor:
        """The result for tensors, arrays or numbers."""
        return apply(self, *operands(*args))

    def scalar(self, f: Any, *scalars: Any) -> Any:
        """One element of the result; see the class."""
        raise NotImplementedError

    # -- what the compiler asks for

    def infer(self, *types: TensorType) -> TensorType:
        if self.kind == "elementwise":
            f = InKernel(Builder())
            loads = [Builder().load(k, Index(), t.dtype) for k, t in enumerate(types)]
            return TensorType(
                types[0].shape, f.value(self.scalar(f, *[Value(f, x) for x in loads]), types[0].dtype).dtype
            )
        with np.errstate(all="ignore"):
            made = np.asarray(self.numpy(*[np.zeros(t.shape, t.dtype.numpy) for t in types]))
        return TensorType(made.shape, dtypes.dtype(made.dtype))

    def apply(self, *inputs: Node) -> Node:
        if self.kind == "elementwise":
            inputs = together(self.name, inputs)
        return node(self, *inputs)

    def numpy(self, *arrays: Any) -> Any:
        f = OnArrays()
        found = self.scalar(f, *[Value(f, np.asarray(a)) for a in arrays])
        shape = np.broadcast_shapes(*[np.shape(a) for a in arrays])
        return np.broadcast_to(f.value(found, dtypes.dtype(arrays[0].dtype)), shape)

    def lower(self, b: Any, index: Any, output: TensorType, *inputs: Any) -> Any:
        f = InKernel(b)
        return f.value(self.scalar(f, *[Value(f, x.at(index)) for x in inputs]), output.dtype)

    def text(self, output: TensorType, *inputs: TensorType) -> Text:
        given = {f: getattr(self, f) for f in type(self).fields}
        sources = []
        for language in FOLDERS.values():
            source = getattr(self, language)
            if source is not None:
                body = source.render(given, output, inputs) if isinstance(source, Template) else source
                sources.append((language, body))
        constants = tuple((k, v) for k, v in given.items() if isinstance(v, (bool, int, float)))
        return Text((*[i.shape for i in inputs], output.shape), constants, tuple(sources))

    def gradient(self, cotangent: Node, output: Node, *inputs: Node) -> Sequence[Node | None]:
        if self.kind != "elementwise":
            raise TraceError(
                f"{self.name} has no derivative",
                hint=f"define gradient(self, cotangent, output, *inputs) in {type(self).__name__}, "
                "or stop derivatives before it with ag.stop_gradient",
            )
        # The partial derivatives, with leaves in the inputs' places: one input may depend on another.
        leaves = [node(Input(k, i.type.on("cpu"))) for k, i in enumerate((*inputs, cotangent))]
        composed = on_nodes(lambda *tensors: self.scalar(Words(), *tensors))
        (value,) = composed(*leaves[:-1])
        found = differentiate(value, leaves[-1], leaves[:-1])
        return substitute(found, dict(zip(leaves, (*inputs, cotangent))), {})


def op(cls: O) -> O:
    """Make a subclass of `ag.Op` an op. Raises ArgumentError for a class that does not say what it computes."""
    if not (isinstance(cls, type) and issubclass(cls, Op)):
        raise ArgumentError(f"@ag.op on {cls!r}", hint="derive the class from ag.Op")
    own = {name for base in cls.__mro__[: cls.__mro__.index(Op)] for name in vars(base)}
    if "scalar" in own:
        cls.kind = "elementwise"
    elif "numpy" not in own:
        raise ArgumentError(
            f"@ag.op: {cls.__name__} does not say what it computes",
            hint="define scalar(self, f, *scalars), or numpy(self, *arrays)",
        )
    else:
        cls.kind = "text" if any(getattr(cls, language) is not None for language in FOLDERS.values()) else "python"
    if cls.kind == "text":
        _check_names(cls)
    return cls


def _check_names(cls: type[Op]) -> None:
    names = [p for p in inspect.signature(cls.numpy).parameters if p != "self"]
    taken = TAKEN & set(names)
    if taken:
        raise ArgumentError(
            f"@ag.op: {cls.__name__}.numpy has an argument {sorted(taken)[0]!r}, a name the kernel has for itself",
            hint=f"choose other names than {', '.join(sorted(TAKEN))}",
        )


def _on_tensors(gradient: Callable[..., Any]) -> Callable[..., Any]:
    """A derivative written on tensors as one of nodes."""

    def call(self: Op, cotangent: Node, output: Node, *inputs: Node) -> Sequence[Node | None]:
        found = on_nodes(lambda *tensors: gradient(self, *tensors))(cotangent, output, *inputs)
        if len(found) != len(inputs):
            raise ShapeError(
                f"{self.name}: gradient gave {len(found)} derivatives for {len(inputs)} inputs",
                hint="return one for each input, None for those without",
            )
        for k, (part, i) in enumerate(zip(found, inputs)):
            if part is not None and part.type.on(i.type.device) != i.type:
                kind = DtypeError if part.shape == i.shape else ShapeError
                raise kind(
                    f"{self.name}: gradient gave {part.type} for input {k}, which is {i.type}",
                    hint="a derivative has the shape and the dtype of its input",
                )
        return found

    return call


def _checked(infer: Callable[..., Any]) -> Callable[..., TensorType]:
    """A type rule of a user's, which may give anything."""

    def call(self: Op, *types: TensorType) -> TensorType:
        found = infer(self, *types)
        if not isinstance(found, TensorType):
            raise ArgumentError(
                f"{self.name}: infer gave {found!r}", hint="return ag.TensorType(shape, dtype) from infer"
            )
        return found

    return call


def on_nodes(function: Callable[..., Any]) -> Callable[..., tuple[Any, ...]]:
    """A pure function of tensors as one of nodes; what it returns is a tuple of nodes and Nones."""

    def call(*nodes: Node) -> tuple[Node | None, ...]:
        trace = Trace(Root("op", ()), (), _unrunnable, {}, inline=True)
        with tracing(trace), recording_derivatives(True):
            found = function(*[Tensor._traced(n, trace) for n in nodes])
            found = found if isinstance(found, (tuple, list)) else (found,)
            return tuple(None if t is None else trace.node(t) for t in operands_or_none(found))

    return call


def operands_or_none(values: Sequence[Any]) -> Iterator[Tensor | None]:
    for v in values:
        yield None if v is None else operands(v)[0]


def _unrunnable(*args: Any) -> Any:
    raise AssertionError("an inline trace runs nothing")
