"""IR 2, loops: a kernel is nests of loops over scalar statements.

    kernel    ::= label buffer* statement*
    statement ::= Loop(var, extent, step, kind, statement*) | Init(accumulator) | Accumulate(accumulator, expr)
                | Assign(accumulator, expr) | Fold(accumulator, accumulator) | Multiply(sum, left, right, precision)
                | Store(buffer, offset, expr) | Copy(local, place, buffer, offset, count, expr) | Commit()
                | Wait(groups) | Transpose(…) | Declare(buffer) | Meet() | Text(…)

A loop's kind says how hardware may run it; run one after another they all mean the same:
`parallel` (iterations are independent), `serial`, `unroll` (a register tile), `lanes` (one vector), `pack` (stores of
neighbouring elements, from a multiple of so many on, which one thread may load and store at once), `warps` (vectors
that run side by side, and wait for one another at each Meet).
"""

from __future__ import annotations

from dataclasses import dataclass

from autograph.dtypes import DType
from autograph.kernel.expr import Accumulator, Expr
from autograph.kernel.index import Index, Lookup, Var
from autograph.kernel.walk import indices


@dataclass(frozen=True)
class Buffer:
    """An array the kernel reads or writes; `size` is in elements, None where it is only known at run time.

    The kernel is given the address of element `start`: it need not know at which time step or part it works.
    """

    name: str
    dtype: DType
    size: int | None
    written: bool
    start: int = 0


@dataclass(frozen=True)
class Loop:
    """`var` runs from `start` up to `extent` by `step`; an extent of None is the kernel's run-time argument `n`.

    With `overlap` the last iteration starts at `extent - step`: it repeats some of the one before instead of leaving a
    tail. Of a run-time extent, part "whole" covers the whole steps and part "rest" the elements after them, one by one.
    `low` and `high` narrow the range by what outer loops know: not less than any of the first, below all of the second.
    `end` is the name of the size that is the extent, where the text leaves it open.
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
    end: str = ""


@dataclass(frozen=True)
class Init:
    """Set an accumulator to its kind's neutral value."""

    accumulator: Accumulator


@dataclass(frozen=True)
class Accumulate:
    accumulator: Accumulator
    value: Expr


@dataclass(frozen=True)
class Assign:
    """Give an accumulator's register a value, whatever it had."""

    accumulator: Accumulator
    value: Expr


@dataclass(frozen=True)
class Fold:
    """Combine the lanes of a vector accumulator, by a fixed tree, into a scalar one."""

    source: Accumulator
    target: Accumulator


@dataclass(frozen=True)
class Multiply:
    """Add a product of two small matrices to a third: those that the lanes' registers hold together, as fragments.

    What each lane holds is told by the target's tables for the `precision` (`schedule.fragments`); the last `axes` of
    the registers' tiles, of sum, left and right, are a fragment's own.
    """

    sum: Accumulator
    left: Accumulator
    right: Accumulator
    precision: str
    axes: tuple[int, int, int]


@dataclass(frozen=True)
class Store:
    buffer: int
    offset: Index
    value: Expr


@dataclass(frozen=True)
class Copy:
    """Start to store `count` neighbouring elements in a local: those of a buffer where `inside` holds, zeros elsewhere.

    They are there when the group is waited for that the next Commit ends.
    """

    local: int
    place: Index
    buffer: int
    offset: Index
    count: int
    inside: Expr


@dataclass(frozen=True)
class Commit:
    """The copies started since the last one are a group."""


@dataclass(frozen=True)
class Wait:
    """The copies that this lane has started are done, but for the last `groups` of them; for all lanes at the next
    Meet."""

    groups: int


@dataclass(frozen=True)
class Declare:
    """A local buffer begins to live: each iteration of the loop around it has its own."""

    buffer: int


@dataclass(frozen=True)
class Meet:
    """All lanes are here: what each has stored may be loaded by others, and stored to again. Only where lanes are
    threads does it take anything."""


@dataclass(frozen=True)
class Transpose:
    """Load a square of elements and turn it in registers: lane `l` of vector `k` of the accumulator's one tile axis is
    the element `k` places after the offset at `l`. So each lane's row is read as a vector, and no element by itself."""

    accumulator: Accumulator
    buffer: int
    offset: Index

    @property
    def stride(self) -> int:
        """From row to row, in elements."""
        assert self.accumulator.lane is not None
        return self.offset.coefficient(self.accumulator.lane)

    @property
    def first(self) -> Index:
        """Where the first row begins."""
        assert self.accumulator.lane is not None
        return self.offset - Index.of(self.accumulator.lane) * self.stride


@dataclass(frozen=True)
class Text:
    """A whole kernel that somebody wrote by hand, in one or several languages.

    `sources` holds (language, text) pairs; a text is what stands between the braces of the function. It names each
    buffer `x` by its operand's name, the result `out`, and may use `x_t` (type), `x_size`, `x_shape[k]` and constants.
    `template` names a file of templates/ instead, `{language}/{template}.{language}.jinja`, which is given `words`.
    """

    shapes: tuple[tuple[int, ...], ...]
    constants: tuple[tuple[str, bool | int | float], ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    template: str = ""
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Python:
    """No kernel: the op's NumPy meaning runs between kernels. `call` tells the op and its types."""

    call: str


Statement = (
    Loop | Init | Accumulate | Assign | Fold | Multiply | Store | Copy | Commit | Wait | Declare | Meet | Transpose
    | Text | Python
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """A number that the text leaves open, `value` for the shapes the kernel was made for: where loops end, or the
    factor of that value in offsets into a buffer."""

    name: str
    value: int
    buffer: int | None = None


@dataclass(frozen=True)
class Kernel:
    """One C or CUDA function; `flops` and `traffic` (bytes) are of one launch. The `locals` are numbered after the
    buffers and lie in no memory that anything else sees. The `sizes` are run-time arguments beside `n`."""

    label: str
    buffers: tuple[Buffer, ...]
    body: tuple[Statement, ...]
    flops: int
    traffic: int
    locals: tuple[Buffer, ...] = ()
    sizes: tuple[Size, ...] = ()

    def buffer(self, number: int) -> Buffer:
        """The buffer or local of that number."""
        return (*self.buffers, *self.locals)[number]

    def steps(self, buffer: int | None) -> dict[int, str]:
        """The names of factors in offsets into a buffer."""
        return {s.value: s.name for s in self.sizes if s.buffer == buffer is not None}

    @property
    def work(self) -> int:
        """Operations of one launch, a word of memory counting as one."""
        return self.flops + self.traffic // 4

    @property
    def dynamic(self) -> bool:
        """Whether an extent is the run-time argument `n`."""
        return any(isinstance(s, Loop) and s.extent is None for s in statements(self.body))

    @property
    def n(self) -> int:
        """The run-time argument's value for the shapes the kernel was made for; 0 if it takes none."""
        loops = [s for s in statements(self.body) if isinstance(s, Loop) and s.extent is None]
        return loops[0].var.extent if loops else 0

    @property
    def checked(self) -> bool:
        """Whether the kernel checks indices that it reads from data."""
        found = statements(self.body)
        values = [s.value for s in found if isinstance(s, (Store, Accumulate, Assign))]
        offsets = [s.offset for s in found if isinstance(s, (Store, Copy))]
        return any(isinstance(a, Lookup) for i in (*offsets, *indices(*values)) for a in i.atoms())

    @property
    def in_python(self) -> bool:
        """Whether there is nothing to compile: NumPy computes it."""
        return any(isinstance(s, Python) for s in self.body)


def statements(body: tuple[Statement, ...]) -> list[Statement]:
    """Every statement, outer ones first."""
    found: list[Statement] = []
    for s in body:
        found.append(s)
        if isinstance(s, Loop):
            found += statements(s.body)
    return found
