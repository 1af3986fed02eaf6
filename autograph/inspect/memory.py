"""What a call needs in memory: known exactly before it runs, because every lifetime is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograph.backends import backend
from autograph.errors import Location
from autograph.graph import Node
from autograph.inspect.program import pieces
from autograph.pipeline import Lowered, lowered

#: Columns of the picture of lifetimes; longer plans share a column among several steps.
_WIDTH = 48


@dataclass(frozen=True)
class Block:
    """An intermediate in the arena: `value` (its op and type), `start` and `size` in bytes, the `first` step, counted
    from 1, that writes it and the `last` that reads it, and the Python line it comes from. `in_place`: it took over
    the memory of an operand of the step that writes it."""

    value: str
    start: int
    size: int
    first: int
    last: int
    line: Location | None
    in_place: bool = False


@dataclass(frozen=True)
class MemoryView:
    """Bytes of a call: `arena`, which all intermediates share; `outputs`, the arrays it returns or assigns, but for
    those that are written over the values they replace; `prepared`, what is made from variables and stays until they
    change; `peak`, all together. `bound` is the most that intermediates need at any one step: no arena can be smaller.
    `steps` are the kernels' names, `blocks` the arena's map. Arguments are the caller's, not counted."""

    name: str
    arena: int
    outputs: int
    bound: int
    steps: tuple[str, ...]
    blocks: tuple[Block, ...]
    prepared: int = 0

    @property
    def peak(self) -> int:
        """The most bytes a call holds at once."""
        return self.arena + self.outputs + self.prepared

    @property
    def unshared(self) -> int:
        """What the intermediates would take without sharing."""
        return sum(b.size for b in self.blocks)

    @property
    def in_place(self) -> int:
        """Bytes of the intermediates that took over the memory of an operand."""
        return sum(b.size for b in self.blocks if b.in_place)

    def __str__(self) -> str:
        head = f"{self.name}: peak {_bytes(self.peak)} = arena {_bytes(self.arena)} + outputs {_bytes(self.outputs)}"
        head += f" + prepared {_bytes(self.prepared)}" if self.prepared else ""
        if not self.blocks:
            return f"{head}\n{len(self.steps)} steps, no intermediates"
        rows = [
            f"{len(self.steps)} steps; {len(self.blocks)} intermediates of {_bytes(self.unshared)} share the arena, "
            f"{_bytes(self.in_place)} of them in place; at least {_bytes(self.bound)} are needed at once"
        ]
        return "\n".join([head, *rows, *_table(self.blocks, len(self.steps))])


def memory_of(name: str, graphs: Sequence[Sequence[Node]], lines: dict[Node, Location]) -> MemoryView:
    """The memory of a call. Of one that asks for values, or of several devices, the arenas of all its programs, one
    after another, and what these hand on.

    Raises CompilerError where there is no compiler to generate for.
    """
    blocks: list[Block] = []
    steps: list[str] = []
    arena = outputs = bound = prepared = 0
    for piece in pieces(graphs, lines):
        low = lowered(piece.graph, lines, backend(piece.device))
        blocks += _blocks(low, lines, arena, len(steps) + 1)
        steps += [s.name for s in low.sources]
        arena += low.arena.size
        bound += low.arena.bound
        outputs += sum(n.type.nbytes for n in low.outputs)
        outputs -= sum(low.outputs[k].type.nbytes for k, _ in low.plan.replaced) if piece.whole else 0
        prepared += low.plan.preparation.nbytes
    return MemoryView(name, arena, outputs, bound, tuple(steps), tuple(blocks), prepared)


def _blocks(low: Lowered, lines: dict[Node, Location], start: int, step: int) -> Iterator[Block]:
    order = sorted(low.arena.blocks, key=lambda n: (low.arena.lifetimes[n], low.arena.blocks[n]))
    for n in order:
        if n in low.arena.within:
            continue  # the whole stands for it
        (at, size), (first, last) = low.arena.blocks[n], low.arena.lifetimes[n]
        yield Block(
            f"{n.op.name} : {n.type}", start + at, size, step + first, step + last, lines.get(n), n in low.arena.inside
        )


def _table(blocks: tuple[Block, ...], steps: int) -> Iterator[str]:
    """One line a block, with a picture of the steps it lives through."""
    per_column = -(-steps // _WIDTH)
    columns = -(-steps // per_column)
    values = max(len(b.value) + 10 * b.in_place for b in blocks)
    yield f"{'start':>12} {'bytes':>12}  {'steps':^7}  {'lifetime':<{max(columns, 8)}}  value"
    for b in blocks:
        first, last = (b.first - 1) // per_column, (b.last - 1) // per_column
        life = "." * first + "#" * (last - first + 1) + "." * (columns - last - 1)
        span = f"{b.first}-{b.last}"
        value = f"{b.value}{', in place' if b.in_place else ''}"
        yield f"{b.start:>12,} {b.size:>12,}  {span:^7}  {life:<8}  {value:<{values}}  {b.line or ''}".rstrip()


def _bytes(n: int) -> str:
    return f"{n:,} B" if n < 1 << 20 else f"{n / (1 << 20):.1f} MiB"
