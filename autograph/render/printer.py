"""Statements as lines of text, in the words of one language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from autograph.kernel.expr import Accumulator, Call, Load
from autograph.kernel.index import Var
from autograph.kernel.nest import (
    Accumulate,
    Assign,
    Commit,
    Copy,
    Declare,
    Fold,
    Init,
    Loop,
    Meet,
    Multiply,
    Statement,
    Store,
    Text,
    Transpose,
    Wait,
)
from autograph.kernel.vocabulary import COMBINE
from autograph.kernel.walk import guards_term, uses, walk
from autograph.render.expressions import Expressions
from autograph.render.handwritten import handwritten
from autograph.render.words import arrays, bare, narrowed

if TYPE_CHECKING:
    from autograph.render.source import Team


class Printer(Expressions):
    """Prints one kernel."""

    _own: Var | None = None  # the lanes that threads are, inside a loop over them

    def whole(self) -> list[str]:
        """The lines of the kernel."""
        starts = [] if self._team is None else self._team.starts()
        return starts + self.block(self._kernel.body)

    def block(self, statements: Sequence[Statement]) -> list[str]:
        """The lines of statements that stand side by side; accumulators that are arrays are declared first."""
        return [self._declaration(a) for a in arrays(statements)] + self._sequence(statements)

    def _sequence(self, statements: Sequence[Statement]) -> list[str]:
        lines: list[str] = []
        chain: list[Statement] = []
        for s in statements:
            if isinstance(s, Text):
                lines += handwritten(self._kernel, s, self._language.name)
                self.types.update((b.dtype, 1) for b in self._kernel.buffers)
            elif isinstance(s, Loop):
                lines += self._flat(chain) + self._loop(s)
                chain = []
            else:
                chain.append(s)
        return lines + self._flat(chain)

    def _declaration(self, a: Accumulator) -> str:
        extents = "".join(f"[{v.extent}]" for v in a.tile)
        return f"{a.kept or self._type(a.dtype, self._width(a))} {a.name}{extents};"

    def _first(self, a: Accumulator) -> str:
        """The accumulator where it gets its first value: one that is no array is declared there."""
        return self._place(a) if a.tile else f"{self._type(a.dtype, self._width(a))} {a.name}"

    def _loop(self, loop: Loop) -> list[str]:
        if loop.kind == "lanes" and self._team is not None:
            outside, self._own = self._own, loop.var
            lines = self._sequence(loop.body)
            self._own = outside
            return lines
        if loop.kind == "warps":
            return self._sequence(loop.body)
        if loop.kind == "lanes":
            outside, self._lane = self._lane, loop.var
            lines = self._sequence(loop.body)
            self._lane = outside
            return lines
        if loop.kind == "pack" and self._team is not None:
            return self._pack(loop, self._team)
        if loop.kind == "unroll":
            self._unrolled.add(loop.var)
            return self._loops.loop([loop], self._sequence(loop.body), {})
        heads = [loop]
        while loop.kind == "parallel" and len(loop.body) == 1:
            inner = loop.body[0]
            if not isinstance(inner, Loop) or inner.kind != "parallel":
                break
            heads.append(inner)
            loop = inner
        bounds = {h.var.name: narrowed(h, self._index) for h in heads if h.low or h.high}
        return self._loops.loop(heads, self.block(loop.body), bounds)

    def _pack(self, loop: Loop, team: Team) -> list[str]:
        """What neighbouring elements are computed from is loaded before all of them, and they are stored after."""
        u, stores = loop.var, [s for s in loop.body if isinstance(s, Store)]
        loads = [e for e in walk(*[s.value for s in stores]) if isinstance(e, Load) and e.offset.coefficient(u)]
        lines: list[str] = []
        packs: dict[Load | Store, str] = {}
        accesses: list[Load | Store] = [*loads, *stores]
        for e in accesses:
            buffer = self._kernel.buffer(e.buffer)
            name, place = f"{buffer.name}_pack", f"{buffer.name} + {self._index(e.offset - u, e.buffer)}"
            lines.append(team.pack(buffer.dtype, name, place if isinstance(e, Load) else ""))
            packs[e] = f"{name}.at[{u.name}]"
        self._packed = packs
        lines += self._loops.loop([loop], self._sequence(stores), {})
        self._packed = {}
        for s in stores:
            buffer = self._kernel.buffer(s.buffer)
            place = f"{buffer.name} + {self._index(s.offset - u, s.buffer)}"
            lines.append(team.store_pack(buffer.dtype, f"{buffer.name}_pack", place))
        return lines

    def _flat(self, statements: Sequence[Statement]) -> list[str]:
        """Statements without loops, with what they share computed once."""
        values = [s.value for s in statements if isinstance(s, (Store, Accumulate, Assign))]
        counts = uses(*values, *[s.inside for s in statements if isinstance(s, Copy)])
        outer, self._lines, self._words = self._lines, [], {}
        self._shared = {e for e, n in counts.items() if n > 1 and isinstance(e, (Load, Call))}
        for s in statements:
            if isinstance(s, (Declare, Meet)):
                self._lines += self._local_memory(s)
            else:
                self._lines.append(self._statement(s))
        lines, self._lines = self._lines, outer
        return lines

    def _local_memory(self, s: Declare | Meet) -> list[str]:
        if isinstance(s, Meet):
            return self._team.meet() if self._team is not None else []
        b = self._kernel.buffer(s.buffer)
        if self._team is not None:
            return self._team.local(b.name, b.dtype, b.size or 0)
        return [self._language.local(b.name, b.dtype, b.size or 0)]

    def _statement(self, s: Statement) -> str:
        if isinstance(s, Init):
            neutral = self._language.neutral(s.accumulator.kind, s.accumulator.dtype)
            return f"{self._first(s.accumulator)} = {self._splat(neutral, s.accumulator.dtype, s.accumulator.width)};"
        if isinstance(s, Accumulate):
            return self._accumulate(s)
        if isinstance(s, Assign):
            a = s.accumulator
            value = bare(self._as(self._word(s.value), a.dtype, self._width(a)))
            return f"{self._place(a)} = {f'{a.kept}_of_{a.dtype.short}({value})' if a.kept else value};"
        if isinstance(s, Multiply):
            return self._multiply(s)
        if isinstance(s, Fold):
            return f"{self._first(s.target)} = {self._folded(s.source)};"
        if isinstance(s, Transpose):
            a, start = s.accumulator, f"{self._kernel.buffer(s.buffer).name} + {self._index(s.first, s.buffer)}"
            self.types.add((a.dtype, a.width))
            return self._language.transpose(a.name, start, s.stride, a.dtype, a.width)
        if isinstance(s, (Copy, Commit, Wait)):
            return self._copied(s)
        assert isinstance(s, Store)
        return self._store(s)

    def _copied(self, s: Copy | Commit | Wait) -> str:
        assert self._team is not None, "only threads that share memory copy into it"
        if isinstance(s, Commit):
            return self._team.commit()
        if isinstance(s, Wait):
            return self._team.wait(s.groups)
        local = self._kernel.buffer(s.local)
        to = f"{local.name} + {self._index(s.place, s.local)}"
        source = f"{self._kernel.buffer(s.buffer).name} + {self._index(s.offset, s.buffer)}"
        return self._team.copy(local.dtype, to, source, s.count, bare(self._word(s.inside).text))

    def _multiply(self, s: Multiply) -> str:
        assert self._team is not None, "only teams of threads hold fragments"
        held = zip((s.sum, s.left, s.right), s.axes)
        return self._team.multiply(s.precision, *[self._place(a, len(a.tile) - own) for a, own in held])

    def _folded(self, a: Accumulator) -> str:
        if self._team is not None:
            return self._team.fold(a.kind, a.dtype, a.width, self._place(a))
        return f"{self._language.fold(a.kind, a.dtype, a.width)}({self._place(a)})"

    def _accumulate(self, s: Accumulate) -> str:
        a, place, width = s.accumulator, self._place(s.accumulator), s.accumulator.width
        parts = self._branches(s.value) if a.kind == "sum" and guards_term(s.value) else None
        if parts is not None:  # in one statement with its sum, a product is fused with it in every copy of a tile
            return f"if ({bare(parts[0])}) {place} += {bare(self._as(parts[1], a.dtype, width))};"
        value = self._as(self._word(s.value), a.dtype, width)
        if a.kind in ("sum", "prod"):
            return f"{place} {'+=' if a.kind == 'sum' else '*='} {bare(value)};"
        return f"{place} = {self._language.call(COMBINE[a.kind], a.dtype, width, [place, value])};"

    def _store(self, s: Store) -> str:
        buffer = self._kernel.buffer(s.buffer)
        lanes = self._lanes
        value = self._as(self._word(s.value), buffer.dtype, lanes)
        if self._lane is None:
            line = f"{self._packed.get(s) or self._element(s.buffer, s.offset)} = {bare(value)};"
            if self._team is None or self._alone(s.buffer):
                return line
            return self._team.store(line, self._own)
        self.types.add((buffer.dtype, lanes))
        stride, start = self._stride(s.offset, s.buffer)
        if stride is None:
            name = self._local(buffer.dtype, lanes, value)
            v = self._lane.name
            place = self._of_one_lane(lambda: self._element(s.buffer, s.offset))
            return f"for (int64_t {v} = 0; {v} < {lanes}; {v}++) {place} = {name}[{v}];"
        return self._language.store(buffer.name, start, stride, buffer.dtype, lanes, bare(value))
