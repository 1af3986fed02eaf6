"""IR 2, scalars: the value of one element as a function of its index.

    expr ::= Const(value) | Load(buffer, offset) | Position(index) | Call(function, expr*) | Reduce(kind, var*, expr)
           | Read(accumulator)

The functions are those of `kernel.vocabulary`.
Expressions are interned like nodes, so an expression met twice in a kernel is computed once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograph import dtypes
from autograph.dtypes import DType
from autograph.kernel.index import Atom, Index, Lookup, Var
from autograph.kernel.vocabulary import VOCABULARY


@dataclass(frozen=True, eq=False)
class Const:
    value: bool | int | float
    dtype: DType


@dataclass(frozen=True, eq=False)
class Load:
    """The element of buffer number `buffer` at `offset` elements from its start."""

    buffer: int
    offset: Index
    dtype: DType


@dataclass(frozen=True, eq=False)
class Position:
    """An index as a value: int64, or int32 where it is compared with others and all fit."""

    index: Index
    dtype: DType = dtypes.int64


@dataclass(frozen=True, eq=False)
class Call:
    function: str
    args: tuple[Expr, ...]
    dtype: DType


@dataclass(frozen=True, eq=False)
class Reduce:
    """The combination of `body` over all values of `axes`."""

    kind: str
    axes: tuple[Var, ...]
    body: Expr
    dtype: DType


@dataclass(frozen=True)
class Accumulator:
    """Registers that hold a reduction's state: an array of them over the tile's axes, each with one lane or many.

    `kept` is the precision in which units for that multiply what is in them, where it is not the type's own.
    """

    name: str
    kind: str
    dtype: DType
    tile: tuple[Var, ...] = ()
    lane: Var | None = None
    kept: str = ""

    @property
    def width(self) -> int:
        """The lanes of each register."""
        return self.lane.extent if self.lane is not None else 1


@dataclass(frozen=True, eq=False)
class Read:
    """The value of an accumulator once its reduction is done."""

    accumulator: Accumulator
    dtype: DType = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "dtype", self.accumulator.dtype)


Expr = Const | Load | Position | Call | Reduce | Read


class Builder:
    """Interns the expressions of one kernel and folds what is constant."""

    zero = Index()

    def __init__(self) -> None:
        self._table: dict[Any, Expr] = {}
        self._variables = 0

    def variable(self, name: str, extent: int) -> Var:
        """A new variable of a reduction; it gets its final name when the loops are known."""
        self._variables += 1
        return Var(f"_{name}{self._variables}", extent)

    def index(self, variable: Var) -> Index:
        """The variable as an index; a variable that only takes the value 0 is 0."""
        return Index.of(variable) if variable.extent != 1 else Index()

    def lookup(self, value: Expr, extent: int) -> Index:
        """An index read from data, checked at run time."""
        value = self.call("cast", value, dtype=dtypes.int64)
        return Index.of(Lookup(value, extent))

    def _intern(self, key: tuple[Any, ...], make: Callable[[], Expr]) -> Expr:
        found = self._table.get(key)
        if found is None:
            found = self._table[key] = make()
        return found

    def const(self, value: bool | int | float, dtype: DType) -> Expr:
        value = float(value) if dtype.is_float else bool(value) if dtype is dtypes.bool_ else int(value)
        return self._intern(("const", dtype, repr(value)), lambda: Const(value, dtype))

    def load(self, buffer: int, offset: Index, dtype: DType) -> Expr:
        return self._intern(("load", buffer, offset), lambda: Load(buffer, offset, dtype))

    def position(self, index: Index, dtype: DType = dtypes.int64) -> Expr:
        if not index.terms:
            return self.const(index.constant, dtype)
        return self._intern(("position", index, dtype), lambda: Position(index, dtype))

    def reduce(self, kind: str, axes: tuple[Var, ...], body: Expr) -> Expr:
        axes = tuple(a for a in axes if a.extent != 1)
        if not axes:
            return body
        return self._intern(("reduce", kind, axes, body), lambda: Reduce(kind, axes, body, body.dtype))

    def read(self, accumulator: Accumulator) -> Expr:
        return self._intern(("read", accumulator), lambda: Read(accumulator))

    def call(self, function: str, *args: Expr, dtype: DType | None = None) -> Expr:
        """A function of the vocabulary; comparisons of indices with known bounds fold to constants."""
        arity, result = VOCABULARY[function]
        assert len(args) == arity, f"{function} takes {arity} arguments, not {len(args)}"
        if result == "bool":
            dtype = dtypes.bool_
        elif result == "same":
            assert all(a.dtype is args[0].dtype for a in args), f"{function} of {[a.dtype for a in args]}"
            dtype = args[0].dtype
        assert dtype is not None, f"{function} needs its dtype"
        folded = self._fold(function, args, dtype)
        if folded is not None:
            return folded
        return self._intern(("call", function, dtype, args), lambda: Call(function, args, dtype))

    def inside(self, condition: Expr, index: Index, extent: int) -> Expr:
        """`condition`, and the index lies in 0 … extent - 1."""
        position = self.position(index)
        above = self.call("le", self.const(0, dtypes.int64), position)
        below = self.call("lt", position, self.const(extent, dtypes.int64))
        return self.call("and", self.call("and", condition, above), below)

    def _fold(self, function: str, args: tuple[Expr, ...], dtype: DType) -> Expr | None:
        if function == "cast" and args[0].dtype is dtype:
            return args[0]
        if function == "cast" and isinstance(args[0], Const):
            with np.errstate(all="ignore"):  # what does not fit wraps, rounds or overflows
                value = np.asarray(args[0].value, args[0].dtype.numpy).astype(dtype.numpy)
            return self.const(value.item(), dtype)
        if function in ("where", "guard") and isinstance(args[0], Const):
            return args[1] if args[0].value else args[2]
        if function in ("and", "or") and any(isinstance(a, Const) for a in args):
            const, other = (args[0], args[1]) if isinstance(args[0], Const) else (args[1], args[0])
            assert isinstance(const, Const)
            return const if bool(const.value) is (function == "or") else other
        if function in ("lt", "le", "eq") and all(isinstance(a, (Position, Const)) for a in args):
            bounds = [a.index.bounds if isinstance(a, Position) else (a.value, a.value) for a in args]  # type: ignore[union-attr]
            return self._compare(function, bounds[0], bounds[1])
        return None

    def _compare(self, function: str, a: tuple[Any, Any], b: tuple[Any, Any]) -> Expr | None:
        always = {"lt": a[1] < b[0], "le": a[1] <= b[0], "eq": a[0] == a[1] == b[0] == b[1]}[function]
        never = {"lt": a[0] >= b[1], "le": a[0] > b[1], "eq": a[1] < b[0] or b[1] < a[0]}[function]
        return self.const(always, dtypes.bool_) if always or never else None

    def map(
        self, expr: Expr, rule: Callable[[Expr], Expr | None], index: Callable[[Index], Index] | None = None
    ) -> Expr:
        """`expr` rebuilt; `rule` may replace a node before its children are seen, `index` rewrites indices."""
        done: dict[Expr, Expr] = {}

        def visit(e: Expr) -> Expr:
            if e not in done:
                replaced = rule(e)
                done[e] = replaced if replaced is not None else self._rebuild(e, visit, index)
            return done[e]

        return visit(expr)

    def substitute(self, expr: Expr, values: dict[Var, Index]) -> Expr:
        """`expr` with loop variables replaced by indices, in what it looks up too."""
        return self._substitution(values)[0](expr)

    def moved(self, index: Index, values: dict[Var, Index]) -> Index:
        """`index` with loop variables replaced by indices, in what it looks up too."""
        return self._substitution(values)[1](index)

    def _substitution(self, values: dict[Var, Index]) -> tuple[Callable[[Expr], Expr], Callable[[Index], Index]]:
        # One memory for all that is visited: positions of positions may be reached on many ways.
        done: dict[Expr, Expr] = {}

        def visit(e: Expr) -> Expr:
            if e not in done:
                done[e] = self._rebuild(e, visit, move)
            return done[e]

        def move(index: Index) -> Index:
            return index.map(atom)

        def atom(a: Atom) -> Index | None:
            if isinstance(a, Var):
                return values.get(a)
            return Index.of(Lookup(visit(a.value), a.extent)) if isinstance(a, Lookup) else None

        return visit, move

    def _rebuild(self, e: Expr, visit: Callable[[Expr], Expr], index: Callable[[Index], Index] | None) -> Expr:
        if isinstance(e, Call):
            return self.call(e.function, *[visit(a) for a in e.args], dtype=e.dtype)
        if isinstance(e, Reduce):
            return self.reduce(e.kind, e.axes, visit(e.body))
        if index is not None and isinstance(e, Load):
            return self.load(e.buffer, index(e.offset), e.dtype)
        if index is not None and isinstance(e, Position):
            return self.position(index(e.index), e.dtype)
        return e
