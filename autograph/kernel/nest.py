"""IR 2, loops: a kernel is nests of loops over scalar statements.

    kernel    ::= label buffer* statement*
    statement ::= Loop(var, extent, step, kind, statement*) | Init(accumulator) | Accumulate(accumulator, expr)
                | Fold(accumulator, accumulator) | Store(buffer, offset, expr)

A loop's kind says how hardware may run it; run one after another they all mean the same:
`parallel` (iterations are independent), `serial`, `unroll` (a register tile), `lanes` (one vector).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from autograph.dtypes import DType
from autograph.kernel.expr import Accumulator, Expr, indices
from autograph.kernel.index import Index, Lookup, Var


@dataclass(frozen=True)
class Buffer:
    """An array the kernel reads or writes; `size` is in elements, None where it is only known at run time."""

    name: str
    dtype: DType
    size: int | None
    written: bool


@dataclass(frozen=True)
class Loop:
    """`var` runs from `start` up to `extent` by `step`; an extent of None is the kernel's run-time argument `n`.

    With `overlap` the last iteration starts at `extent - step`: it repeats some of the one before instead of leaving a
    tail. Of a run-time extent, part "whole" covers the whole steps and part "rest" the elements after them, one by one.
    `low` and `high` narrow the range by what outer loops know: not less than any of the first, below all of the second.
    """

    var: Var
    extent: int | None
    kind: str
    body: tuple[Statement, ...]
    step: int = 1
    start: int = 0
    overlap: bool = False
    part: str = "all"
    low: tuple[Index, ...] = ()
    high: tuple[Index, ...] = ()


@dataclass(frozen=True)
class Init:
    """Set an accumulator to its kind's neutral value."""

    accumulator: Accumulator


@dataclass(frozen=True)
class Accumulate:
    accumulator: Accumulator
    value: Expr


@dataclass(frozen=True)
class Fold:
    """Combine the lanes of a vector accumulator, by a fixed tree, into a scalar one."""

    source: Accumulator
    target: Accumulator


@dataclass(frozen=True)
class Store:
    buffer: int
    offset: Index
    value: Expr


Statement = Loop | Init | Accumulate | Fold | Store


@dataclass(frozen=True)
class Kernel:
    """One C or CUDA function. `vars` are the loops' variables; `flops` and `traffic` (bytes) are of one launch."""

    label: str
    buffers: tuple[Buffer, ...]
    body: tuple[Statement, ...]
    flops: int
    traffic: int

    @property
    def dynamic(self) -> bool:
        """Whether an extent is the run-time argument `n`."""
        return self.n > 0

    @property
    def n(self) -> int:
        """The run-time argument's value for the shapes the kernel was made for; 0 if it takes none."""
        loops = [s for s in statements(self.body) if isinstance(s, Loop) and s.extent is None]
        return loops[0].var.extent if loops else 0

    @property
    def checked(self) -> bool:
        """Whether the kernel checks indices that it reads from data."""
        values = [s.value for s in statements(self.body) if isinstance(s, (Store, Accumulate))]
        return any(isinstance(a, Lookup) for i in indices(*values) for a in i.atoms())


def statements(body: tuple[Statement, ...]) -> Iterator[Statement]:
    """Every statement, outer ones first."""
    for s in body:
        yield s
        if isinstance(s, Loop):
            yield from statements(s.body)
