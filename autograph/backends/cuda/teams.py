"""Teams of threads: what a vector is on a CPU, so many neighbouring threads of a warp are here, each of them a lane.

An iteration of parallel loops belongs to a team; of a kernel without vectors, to a thread. What does not depend on the
lane is computed by all threads of the team alike, and stored by the first. Vectors that are shorter than the team's lie
in its threads several times, and are stored by the first of them. Threads and teams are numbered in one line, the
innermost of parallel loops changing from one to the next, so that neighbours touch neighbouring memory. A team of more
than a warp is a whole block: one long vector, or vectors that run side by side, each of them a warp.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from autograph.backends.c_family import FOLDS
from autograph.backends.cuda.narrow import is_narrow
from autograph.backends.turns import Bounds, count, head, split, start
from autograph.dtypes import DType
from autograph.kernel.expr import Load
from autograph.kernel.index import Var
from autograph.kernel.nest import Buffer, Copy, Fold, Kernel, Loop, Meet, Store, Text, statements
from autograph.kernel.walk import walk
from autograph.render.templates import environment
from autograph.schedule.warps import AT_ONCE

#: Threads of a block, and of one where there are few: small blocks reach many processors. Guesses, until measured.
BLOCK, SMALL_BLOCK, FEW = 128, 32, 1 << 14
#: Threads of a warp.
WARP = 32
#: The name of a block's memory, for locals of blocks that are one team.
MEMORY = "memory"
#: Bytes that the locals of all teams of a block may take.
SHARED = 48 << 10


class Team:
    """The threads that share an iteration of a kernel. Implements `render.Team`."""

    def __init__(self, kernel: Kernel):
        self._kernel = kernel
        lanes = {s.var for s in statements(kernel.body) if isinstance(s, Loop) and s.kind == "lanes"}
        warps = {s.var for s in statements(kernel.body) if isinstance(s, Loop) and s.kind == "warps"}
        self._lanes = max((v.extent for v in lanes), default=1)
        self._warps = max((v.extent for v in warps), default=1)
        self._size = self._lanes * self._warps
        self._is_block = self._size > WARP
        self.names = {v: "lane" if v.extent == self._lanes else f"lane{v.extent}" for v in lanes}
        self.names |= dict.fromkeys(warps, "warp")
        kinds = {s.kind for s in statements(kernel.body) if isinstance(s, Loop)}
        self._shared_out = "parallel" in kinds or any(isinstance(s, Text) for s in kernel.body)
        self._packed = packed_buffers(kernel)
        self.narrow = is_narrow(kernel)
        self._index = "int" if self.narrow else "int64_t"

    def starts(self) -> list[str]:
        """Declarations of the thread's lane, and of the threads that are its team."""
        if self._packed:
            return [f"const int64_t packs = packs_of(n, {' | '.join(f'(size_t){name}' for name in self._packed)});"]
        if self._size == 1:
            return []
        own = "threadIdx.x" if self._lanes > WARP else f"threadIdx.x % {self._lanes}"
        lines = [f"const {self._index} lane = {own};"]
        if self._warps > 1:
            return [*lines, f"const {self._index} warp = threadIdx.x / {self._lanes};", *self._of_block()]
        lines += [
            f"const {self._index} lane{n} = lane % {n};" for n in sorted({v.extent for v in self.names} - {self._lanes})
        ]
        every = statements(self._kernel.body)
        if self._is_block:
            meets = any(isinstance(s, Fold) and s.source.width <= WARP for s in every)
        else:
            meets = any(isinstance(s, (Fold, Meet)) for s in every)
        return [*lines, f"const unsigned team = team_of({min(self._size, WARP)});"] if meets else lines

    def _of_block(self) -> list[str]:
        """What a block has before it begins: memory, and whether operands lie so that 16 bytes are copied at once."""
        copies = [s for s in statements(self._kernel.body) if isinstance(s, Copy) and s.count > 1]
        lines = [f"AG_BLOCK_MEMORY({MEMORY});"]
        if copies:
            names = [f"(size_t){self._kernel.buffer(k).name}" for k in sorted({s.buffer for s in copies})]
            lines.append(f"const int aligned = ({' | '.join(names)}) % {AT_ONCE} == 0;")
        return lines

    def loop(self, heads: Sequence[Loop], body: Sequence[str], bounds: Bounds) -> list[str]:
        """The lines of a loop, or of parallel loops directly inside one another, around `body`."""
        macros: Any = environment().get_template("cuda/loops.cuda.jinja").module
        if heads[0].kind == "parallel":
            turn = "thread" if self._size == 1 else "turn"
            words = {"index": self._index, "count": count(heads), "starts": split(heads, turn, self._index)}
            if self._packed:
                words |= self._part(heads[0])
            if self._size == 1:
                return str(macros.threads(**words, body=body)).splitlines()
            if self._is_block:
                return str(macros.blocks(**words, body=body)).splitlines()
            return str(macros.teams(**words, body=body, size=self._size)).splitlines()
        (loop,) = heads
        macro = macros.serial if loop.kind == "serial" else macros.unroll
        text = macro(head=head(loop, bounds, self._index), starts=start(loop, self._index), body=body)
        return str(text).splitlines()

    def _part(self, loop: Loop) -> dict[str, Any]:
        """Of a loop over packs, or over what is left: how many there are depends on where the buffers lie, too."""
        v = loop.var.name
        if loop.part == "whole":
            return {"count": "packs", "starts": [f"const int64_t {v} = thread * {loop.step};"]}
        return {"count": f"n - packs * {loop.step}", "starts": [f"const int64_t {v} = packs * {loop.step} + thread;"]}

    def store(self, line: str, lane: Var | None) -> str:
        """A store, done by one thread for each value."""
        if lane is None:
            return line if self._size == 1 else f"if (lane == 0) {line}"
        return line if lane.extent == self._lanes else f"if (lane < {lane.extent}) {line}"

    def fold(self, kind: str, dtype: DType, lanes: int, value: str) -> str:
        """The combination of so many lanes, in each of them."""
        if lanes > WARP:
            return f"fold_{FOLDS[kind]}_{dtype.short}_of_block({value}, {lanes})"
        return f"fold_{FOLDS[kind]}_{dtype.short}({value}, {lanes}, team)"

    def multiply(self, precision: str, sum: str, left: str, right: str) -> str:
        """A product of fragments, which the lanes of a warp hold, added to another."""
        assert self._lanes == WARP, f"fragments of {self._lanes} lanes"
        return f"multiply_{precision}({sum}, {left}, {right});"

    def local(self, name: str, dtype: DType, size: int) -> list[str]:
        """The declaration of a local: one element each thread has for itself, more lie where all of a team see them."""
        if size == 1:
            return [f"{dtype.short} {name};"]
        if self._size == 1:
            return [f"{dtype.short} {name}[{size}];"]
        if self._warps > 1:
            before = itertools.takewhile(lambda b: b.name != name, self._kernel.locals)
            place = f" + {sum(map(_nbytes, before))}"
            return [f"{dtype.short} *const {name} = ({dtype.short} *)({MEMORY}{'' if place == ' + 0' else place});"]
        if self._is_block:
            return [f"AG_SHARED({dtype.short}, {name}, [{size}]);"]
        own = f"{dtype.short} *const {name} = {name}s[threadIdx.x / {self._size}];"
        return [f"AG_SHARED({dtype.short}, {name}s, [{self._threads() // self._size}][{size}]);", own]

    def looked_up(self, text: str) -> str:
        """A position that is data, of the type that others have: it has been checked to lie in its range."""
        return f"(int){text}" if self.narrow else text

    def meet(self) -> list[str]:
        """What lets the team's threads see what the others have stored."""
        if self._is_block:
            return ["__syncthreads();"]
        return [] if self._size == 1 else ["__syncwarp(team);"]

    def copy(self, dtype: DType, to: str, source: str, count: int, inside: str) -> str:
        """The start of a copy of neighbouring elements into a local."""
        return f"copy_{dtype.short}_{count}({to}, {source}, {inside}{', aligned' if count > 1 else ''});"

    def commit(self) -> str:
        """The end of a group of copies."""
        return "end_group();"

    def wait(self, groups: int) -> str:
        """What waits for the thread's copies, except for so many groups."""
        return f"wait_for_all_but_{groups}();"

    def pack(self, dtype: DType, name: str, place: str = "") -> str:
        """The declaration of a pack of neighbouring elements, and of what is in it if it is loaded."""
        if not place:
            return f"pack_{dtype.short} {name};"
        return f"const pack_{dtype.short} {name} = load_pack_{dtype.short}({place});"

    def store_pack(self, dtype: DType, name: str, place: str) -> str:
        """The store of a pack."""
        return f"store_pack_{dtype.short}({place}, {name});"

    def grid(self) -> Mapping[str, object]:
        """The most threads of a block, how many a launch has, and bytes of memory: more than the usual is asked for."""
        threads = self._threads()
        bytes = self._local_bytes() if self._warps > 1 else 0
        grid = f"grid_of({self._count()}, {self._size}, {threads})"
        return {"grid": grid, "most": str(threads), "bytes": bytes, "rooms": [bytes] if bytes > SHARED else []}

    def _local_bytes(self) -> int:
        return sum(map(_nbytes, self._kernel.locals))

    def _threads(self) -> int:
        """Threads of a block at most."""
        if not self._shared_out or self._is_block:
            return self._size
        threads = BLOCK
        own = sum(_nbytes(b) for b in self._kernel.locals if b.size != 1) if self._size > 1 else 0
        while threads > self._size and threads // self._size * own > SHARED:
            threads //= 2
        return threads

    def _count(self) -> str:
        """Iterations of the outermost loops: a number, or an expression of `n`."""
        if any(isinstance(s, Text) for s in self._kernel.body):
            return str(self._kernel.buffers[-1].size)
        if not self._shared_out:
            return "1"
        loops = [s for s in self._kernel.body if isinstance(s, Loop) and s.kind == "parallel"]
        # Every thread runs every statement: what stands beside parallel loops would be done by all of them.
        assert len(loops) == len(self._kernel.body), f"{self._kernel.label}: statements beside threads"
        return count(_nested(loops[0]))


def packed_buffers(kernel: Kernel) -> list[str]:
    """The buffers whose neighbouring elements are moved at once."""
    stores = [s for p in statements(kernel.body) if isinstance(p, Loop) and p.kind == "pack" for s in p.body]
    values = [s.value for s in stores if isinstance(s, Store)]
    loads = [e.buffer for e in walk(*values) if isinstance(e, Load) and e.offset.terms]
    numbers = {*loads, *[s.buffer for s in stores if isinstance(s, Store)]}
    return [kernel.buffers[k].name for k in sorted(numbers)]


def _nbytes(b: Buffer) -> int:
    return (b.size or 0) * b.dtype.bytes


def _nested(loop: Loop) -> list[Loop]:
    """The loop and the parallel loops directly inside it."""
    heads = [loop]
    while len(loop.body) == 1:
        inner = loop.body[0]
        if not isinstance(inner, Loop) or inner.kind != "parallel":
            break
        heads.append(inner)
        loop = inner
    return heads
